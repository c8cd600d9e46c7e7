package main

import (
	"slices"
	"testing"
)

func TestCheckImports(t *testing.T) {
	for _, test := range []struct {
		from, to string // below the module
		wantErr  bool
	}{
		{"", "/internal/round", false},
		{"", "/internal/problems", true},
		{"", "/goals", true},
		{"/goals", "", false},
		{"/goals", "/internal/problems", false},
		{"/goals", "/indicators", true},
		{"/goals", "/goals/chain", true},
		{"/goals/chain", "/goals", false},
		{"/goals/chain", "", false}, // by way of goals
		{"/goals/chain", "/evaluation", true},
		{"/goals/diagram", "/goals", false},
		{"/goals/diagram", "/goals/chain", true},
		{"/indicators/tables", "/indicators", false},
		{"/indicators", "/indicators/tables", true},
		{"/indicators", "/evaluation/status", true},
		{"/evaluation", "/goals", false},
		{"/evaluation", "/evaluation/status", false},
		{"/evaluation", "/indicators/tables", true},
		{"/evaluation", "/evaluation/folder", true},
		{"/evaluation/status", "/evaluation", true},
		{"/evaluation/status", "/indicators", false},
		{"/evaluation/status", "/evaluation/weighting", true},
		{"/evaluation/weighting", "/goals", true},
		{"/evaluation/change", "/evaluation", false},
		{"/evaluation/change", "/evaluation/cities", true},
		{"/evaluation/cities", "/evaluation/report", true},
		{"/evaluation/folder", "/indicators/tables", false},
		{"/evaluation/folder", "/evaluation/report", true},
		{"/evaluation/report", "/evaluation/folder", false},
		{"/evaluation/report", "/goals/chain", false},
		{"/evaluation/report", "/examples/soest", true},
		{"/examples/soest", "/evaluation", false},
		{"/examples/soest", "/examples/internal/cli", false},
		{"/internal/round", "", true},
		{"/evaluation/folder", "/internal/stray", true},
		{"/stray", "", true},
	} {
		packages := []pkg{{ImportPath: module + test.from, Imports: []string{module + test.to}}}
		if err := checkImports(packages); (err != nil) != test.wantErr {
			t.Errorf("%q imports %q: %v, want an error: %v", test.from, test.to, err, test.wantErr)
		}
	}
	if err := checkImports([]pkg{{ImportPath: module + "/goals", XTestImports: []string{module + "/examples/soest"}}}); err == nil {
		t.Error("a test below the examples that imports them gave no error")
	}
	if err := checkImports([]pkg{{ImportPath: "encoding/csv", Imports: []string{"io"}}}); err != nil {
		t.Errorf("a package that is not ours: %v", err)
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

func TestRoomsNameOnlyRoomsAbove(t *testing.T) {
	var above []string
	for _, r := range rooms {
		if slices.Contains(above, r.name) {
			t.Errorf("%s is there twice", r.name)
		}
		for _, other := range r.may {
			if !slices.Contains(above, other) && (other != r.name || r.name != "examples/") {
				t.Errorf("%s may import %s, which does not stand above it", r.name, other)
			}
		}
		above = append(above, r.name)
	}
}

func TestCheckReach(t *testing.T) {
	const csv = "encoding/csv"
	folder := pkg{ImportPath: module + "/evaluation/folder", Imports: []string{core, module + "/indicators/tables"}}
	tables := pkg{ImportPath: module + "/indicators/tables", Imports: []string{csv}}
	for _, test := range []struct {
		name    string
		imports []string // of the core
		want    string
	}{
		{"a reader of folders above it", []string{module}, ""},
		{"the interfaces of databases", []string{"database/sql/driver"}, ""},
		{"a text template", []string{"text/template"}, ""},
		{"tables", []string{module + "/indicators/tables"}, "evaluation links encoding/csv: evaluation → indicators/tables → encoding/csv"},
		{"itself", []string{csv}, "evaluation links encoding/csv: evaluation → encoding/csv"},
		{"databases", []string{"database/sql"}, "evaluation links database/sql: evaluation → database/sql"},
		{"HTML", []string{"html/template"}, "evaluation links html/template: evaluation → html/template"},
		{"the web", []string{"net/http"}, "evaluation links net/http: evaluation → net/http"},
	} {
		got := ""
		if err := checkReach([]pkg{folder, tables, {ImportPath: core, Imports: test.imports}}); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
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
