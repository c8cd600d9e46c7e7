package main

import (
	"strings"
	"testing"
)

const profile = `mode: atomic
example.org/a/x.go:1.1,2.2 19 7
example.org/a/x.go:3.1,4.2 1 0
example.org/b/y.go:1.1,2.2 2 0
example.org/b/y.go:1.1,2.2 2 1
example.org/b/y.go:3.1,4.2 2 0
`

func TestRequire(t *testing.T) {
	packages, err := read(strings.NewReader(profile))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := packages["example.org/b"], (count{all: 4, run: 2}); got != want {
		t.Errorf("b = %v, want %v", got, want)
	}
	for _, test := range []struct {
		name     string
		least    int
		required string
		wantErr  bool
	}{
		{"exactly enough", 95, "example.org/a", false},
		{"a little short", 96, "example.org/a", true},
		{"short", 95, "example.org/b", true},
		{"missing", 1, "example.org/c", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := packages.require(test.least, []string{test.required}); (err != nil) != test.wantErr {
				t.Errorf("require = %v, want an error: %v", err, test.wantErr)
			}
		})
	}
}

func TestReadRefusesOtherFiles(t *testing.T) {
	for _, text := range []string{"mode: set\nhello\n", "mode: set\na.go:1.1,2.2 x 1\n", "mode: set\na.go:1.1,2.2 1 -1\n"} {
		if _, err := read(strings.NewReader(text)); err == nil {
			t.Errorf("read(%q) gave no error", text)
		}
	}
}
