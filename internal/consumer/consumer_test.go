// Package consumer_test stands where an importer of the library stands: in another
// module, with nothing but the README in hand.
package consumer_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestImportFromOutside makes a module outside of the repository exactly as the
// README tells, command by command, and runs its program. It needs no network: all
// that the program imports was needed to build this test run.
func TestImportFromOutside(t *testing.T) {
	root := filepath.Join("..", "..")
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	copyModule(t, root, filepath.Join(folder, "zielkette"))

	command := exec.Command("sh", "-eu", "-c", script(t, string(readme)))
	command.Dir = folder
	command.Env = append(os.Environ(), "GOFLAGS=-trimpath", "GOWORK=off", "GOPROXY=off", "GOSUMDB=off")
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("the commands of the README: %v\n%s", err, out)
	}
	for _, want := range []string{
		`(?m)^Nachhaltige Mobilität 38,3 % Abdeckung 75,0 %$`, // the score of a goal
		`\(5,02 − 6,40\) / \(1,90 − 6,40\) = 0,306666666667`,  // in the explanation
	} {
		// Twice: run with the clone, and run again from the vendored copy.
		if found := regexp.MustCompile(want).FindAll(out, -1); len(found) < 2 {
			t.Errorf("the program printed %d matches of %q:\n%s", len(found), want, out)
		}
	}
}

var fence = regexp.MustCompile("(?ms)^```(sh|go)\n(.*?)^```$")

// script returns the section on importing as one shell script: its commands, and
// its program written to main.go where it stands.
func script(t *testing.T, readme string) string {
	t.Helper()
	_, section, found := strings.Cut(readme, "\n## Import before publication\n")
	if !found {
		t.Fatal("README.md has no section on importing")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var commands, programs int
	var text strings.Builder
	for _, block := range fence.FindAllStringSubmatch(section, -1) {
		if block[1] == "sh" {
			commands++
			text.WriteString(block[2])
			continue
		}
		programs++
		text.WriteString("cat >main.go <<'END-OF-PROGRAM'\n" + block[2] + "END-OF-PROGRAM\n")
	}
	if commands < 2 || programs != 1 {
		t.Fatalf("the section has %d blocks of commands and %d programs", commands, programs)
	}
	return text.String()
}

// copyModule copies what a clone needs to be imported. Reading every file also
// tells go test which changes make a recorded result of this test stale.
func copyModule(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(to, relative)
		if entry.IsDir() {
			switch entry.Name() {
			case ".git", "testdata", "tools", "vendor":
				return fs.SkipDir
			}
			return os.MkdirAll(target, 0o755)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
