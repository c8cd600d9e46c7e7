package testkit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Refused loads every JSON document of testdata/bad, at least so many. Each must
// give exactly the problems listed in the file .want beside it, told in both
// languages.
func Refused(t *testing.T, least int, load func(fsys fs.FS, name string) error) {
	t.Helper()
	bad := os.DirFS("testdata/bad")
	files, err := fs.Glob(bad, "*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < least {
		t.Errorf("only %d files were found", len(files))
	}
	for _, file := range files {
		name := strings.TrimSuffix(file, ".json")
		t.Run(name, func(t *testing.T) {
			err := load(bad, file)
			var list zielkette.Problems
			if !errors.As(err, &list) {
				t.Fatalf("the error is no list of problems: %v", err)
			}
			var got strings.Builder
			for _, p := range list {
				fmt.Fprintf(&got, "%d:%d %s %s\n", p.Place.Line, p.Place.Column, p.Place.Pointer, p.Code)
				if p.Place.File != file {
					t.Errorf("the problem %+v", p)
				}
			}
			Told(t, err)
			Golden(t, "bad/"+name+".want", got.String())
			if t.Failed() {
				t.Log(err)
			}
		})
	}
}

// Seed adds the files of testdata that match the patterns to a fuzz target of one
// text. Every pattern must match some.
func Seed(f *testing.F, patterns ...string) {
	f.Helper()
	for _, pattern := range patterns {
		names, err := filepath.Glob(filepath.Join("testdata", filepath.FromSlash(pattern)))
		if err != nil || len(names) == 0 {
			f.Fatalf("%s: %d files, %v", pattern, len(names), err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(data))
		}
	}
}
