// Command fuzzcheck runs every fuzz target of the module in the working directory
// for a short while:
//
//	fuzzcheck [-fuzztime 5000x]
//
// The default counts inputs and not seconds: go test now and then reports
// "context deadline exceeded" for a sound target whose time ends between two
// inputs.
//
// The targets are asked of go test -list, so a new one takes part by itself. That
// none is found is a failure: go test -fuzz with a pattern that matches nothing
// passes and would hide it.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	fuzztime := flag.String("fuzztime", "5000x", "how many inputs each target tries, or how long it runs")
	flag.Parse()
	if err := run(*fuzztime); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(fuzztime string) error {
	list := exec.Command("go", "test", "-json", "-list", "^Fuzz", "./...")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return fmt.Errorf("go test -list: %w\n%s", err, out)
	}
	targets, err := parse(bytes.NewReader(out))
	if err != nil {
		return err
	}
	if len(targets) == 0 {
		return errors.New("there is no fuzz target")
	}
	temp, err := os.MkdirTemp("", "fuzzcheck")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(temp) }()
	var errs []error
	for pkg, names := range byPackage(targets) {
		if err := try(pkg, names, fuzztime, temp); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// byPackage gives each package with its targets, in the order of the list.
func byPackage(targets []target) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for len(targets) > 0 {
			var names []string
			pkg := targets[0].pkg
			for len(targets) > 0 && targets[0].pkg == pkg {
				names = append(names, targets[0].name)
				targets = targets[1:]
			}
			if !yield(pkg, names) {
				return
			}
		}
	}
}

// try builds the test binary of a package once and fuzzes each of its targets. What
// earlier runs found interesting on this machine plays no part, so that every
// machine tries the same number of new inputs.
func try(pkg string, names []string, fuzztime, temp string) error {
	folder, err := exec.Command("go", "list", "-f", "{{.Dir}}", pkg).Output()
	if err != nil {
		return fmt.Errorf("go list %s: %w", pkg, err)
	}
	binary := filepath.Join(temp, "test")
	if out, err := exec.Command("go", "test", "-c", "-fuzz", ".", "-o", binary, pkg).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", pkg, err, out)
	}
	var errs []error
	for _, name := range names {
		run := exec.Command(binary, "-test.run", "^$", "-test.fuzz", "^"+name+"$", "-test.fuzztime", fuzztime,
			"-test.fuzzminimizetime", "100x", "-test.fuzzcachedir", filepath.Join(temp, "found"))
		run.Dir = strings.TrimSpace(string(folder))
		out, err := run.CombinedOutput()
		if err != nil {
			errs = append(errs, fmt.Errorf("%s.%s: %w\n%s", pkg, name, err, out))
			continue
		}
		tried, err := executions(out)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s.%s: %w\n%s", pkg, name, err, out))
			continue
		}
		fmt.Printf("%10s inputs  %s.%s\n", tried, pkg, name)
	}
	return errors.Join(errs...)
}

type target struct{ pkg, name string }

// parse reads the events of go test -json -list.
func parse(r io.Reader) ([]target, error) {
	var targets []target
	for events := json.NewDecoder(r); ; {
		var event struct{ Action, Package, Output string }
		switch err := events.Decode(&event); {
		case errors.Is(err, io.EOF):
			return targets, nil
		case err != nil:
			return nil, fmt.Errorf("go test -list: %w", err)
		}
		if name := strings.TrimSpace(event.Output); event.Action == "output" && strings.HasPrefix(name, "Fuzz") {
			targets = append(targets, target{event.Package, name})
		}
	}
}

var execs = regexp.MustCompile(`execs: ([0-9]+)`)

// executions returns how many inputs the last line of progress reports. A target
// that ran none tested nothing.
func executions(out []byte) (string, error) {
	all := execs.FindAllSubmatch(out, -1)
	if len(all) == 0 || string(all[len(all)-1][1]) == "0" {
		return "", errors.New("no input was tried")
	}
	return string(all[len(all)-1][1]), nil
}
