package main

import "testing"

func TestCheckImports(t *testing.T) {
	for _, test := range []struct {
		from, to string // below the module
		wantErr  bool
	}{
		{"", "/internal/problems", false},
		{"", "/goals", true},
		{"/goals", "", false},
		{"/goals", "/indicators", true},
		{"/goals/diagram", "/goals", false},
		{"/indicators/tables", "/indicators", false},
		{"/indicators", "/evaluation/status", true},
		{"/evaluation", "/goals", false},
		{"/evaluation", "/evaluation/status", false},
		{"/evaluation/status", "/evaluation", true},
		{"/evaluation/status", "/evaluation/status/inner", false},
		{"/evaluation/weighting", "/indicators", true},
		{"/evaluation/report", "/evaluation", false},
		{"/evaluation/report", "/examples/soest", true},
		{"/examples/soest", "/evaluation", false},
		{"/stray", "", true},
	} {
		packages := []pkg{{ImportPath: module + test.from, Imports: []string{module + test.to}}}
		if err := checkImports(packages); (err != nil) != test.wantErr {
			t.Errorf("%q imports %q: %v, want an error: %v", test.from, test.to, err, test.wantErr)
		}
	}
	const cmp = "github.com/google/go-cmp/cmp"
	if err := checkImports([]pkg{{ImportPath: module, Imports: []string{cmp}}}); err == nil {
		t.Error("go-cmp outside of tests gave no error")
	}
	if err := checkImports([]pkg{{ImportPath: module, XTestImports: []string{cmp}}}); err != nil {
		t.Errorf("go-cmp in a test: %v", err)
	}
	const kit = module + "/internal/testkit"
	if err := checkImports([]pkg{{ImportPath: module, Imports: []string{kit}}}); err == nil {
		t.Error("testkit outside of tests gave no error")
	}
	if err := checkImports([]pkg{{ImportPath: kit, Imports: []string{cmp}}, {ImportPath: module, XTestImports: []string{kit}}}); err != nil {
		t.Errorf("go-cmp in testkit, testkit in a test: %v", err)
	}
}

func TestCheckRequired(t *testing.T) {
	if err := checkRequired(allowed); err != nil {
		t.Error(err)
	}
	if err := checkRequired(append([]string{"example.org/other"}, allowed...)); err == nil {
		t.Error("another module gave no error")
	}
}
