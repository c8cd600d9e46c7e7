package testkit_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// recorder notes that a test failed in place of failing.
type recorder struct {
	testing.TB
	failed, ended bool
}

func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Fatal(...any)          { r.ended = true; panic(r) }
func (r *recorder) Fatalf(string, ...any) { r.Fatal() }

func record(t *testing.T, f func(testing.TB)) (r *recorder) {
	r = &recorder{TB: t}
	defer func() {
		if p := recover(); p != nil && p != any(r) {
			panic(p)
		}
	}()
	f(r)
	return r
}

// folder makes a folder with two files in testdata/bad the working directory.
func folder(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("testdata/bad", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"a.json": "{}", "a.want": "1:2 /a x\n"} {
		if err := os.WriteFile("testdata/bad/"+name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestGolden(t *testing.T) {
	folder(t)
	testkit.Golden(t, "bad/a.want", "1:2 /a x\n")
	if r := record(t, func(t testing.TB) { testkit.Golden(t, "bad/a.want", "1:2 /a y\n") }); !r.failed {
		t.Error("a difference goes unnoticed")
	}
	if r := record(t, func(t testing.TB) { testkit.Golden(t, "bad/b.want", "") }); !r.ended {
		t.Error("a file that is not there goes unnoticed")
	}
}

func TestRefused(t *testing.T) {
	folder(t)
	called := 0
	testkit.Refused(t, 1, func(_ fs.FS, name string) error {
		called++
		return zielkette.Problems{{
			Code: "x", Place: zielkette.Place{File: name, Pointer: "/a", Line: 1, Column: 2}, Message: zielkette.Text{DE: "falsch", EN: "wrong"},
		}}
	})
	if called != 1 {
		t.Errorf("%d documents were loaded", called)
	}
}

func TestTold(t *testing.T) {
	problem := func(de, en string) error { return zielkette.Problem{Message: zielkette.Text{DE: de, EN: en}} }
	good, bad := problem("falsch", "wrong"), problem("", "wrong")
	for _, c := range []struct {
		err    error
		failed bool
	}{
		{nil, false},
		{fs.ErrNotExist, false},
		{good, false},
		{fmt.Errorf("a: %w", good), false},
		{errors.Join(good, fs.ErrNotExist), false},
		{bad, true},
		{problem("falsch", ""), true},
		{problem("x", "x"), true},
		{fmt.Errorf("a: %w", bad), true},
		{errors.Join(good, zielkette.Problems{bad.(zielkette.Problem)}), true}, //nolint:errorlint // made above
	} {
		if r := record(t, func(t testing.TB) { testkit.Told(t, c.err) }); r.failed != c.failed {
			t.Errorf("%v: failed %v", c.err, r.failed)
		}
	}
}

func TestInTime(t *testing.T) {
	testkit.InTime(t, time.Minute, func() {})
	if r := record(t, func(tb testing.TB) { testkit.InTime(tb, time.Millisecond, func() { <-t.Context().Done() }) }); !r.ended {
		t.Error("what takes too long goes unnoticed")
	}
}

func TestCases(t *testing.T) {
	for _, test := range []struct {
		variable   string
		full, want int
	}{
		{"", 300, 30},
		{"", 5, 1},
		{"1", 300, 300},
		{"yes", 300, 300},
		{"50", 300, 15_000},
	} {
		t.Setenv("ZIELKETTE_FULL", test.variable)
		if got := testkit.Cases(test.full); got != test.want {
			t.Errorf("ZIELKETTE_FULL=%s: %d of %d, want %d", test.variable, got, test.full, test.want)
		}
	}
}

func TestApart(t *testing.T) {
	type inner struct{ list []int }
	type outer struct {
		Inner  []inner
		Map    map[string]*inner
		Number zielkette.Number
		Any    any
	}
	list := []int{1}
	a := outer{Inner: []inner{{list}}, Number: zielkette.MustParseNumber("9999999999999999999")}
	for name, b := range map[string]struct {
		value  any
		failed bool
	}{
		"copies":   {outer{Inner: []inner{{[]int{1}}}, Number: a.Number, Map: map[string]*inner{"x": {}}}, false},
		"a list":   {outer{Inner: []inner{{list}}}, true},
		"in a map": {outer{Map: map[string]*inner{"x": {list}}}, true},
		"in any":   {outer{Any: &inner{list}}, true},
		"itself":   {a, true},
	} {
		if r := record(t, func(t testing.TB) { testkit.Apart(t, a, b.value) }); r.failed != b.failed {
			t.Errorf("%s: failed %v", name, r.failed)
		}
	}
	if r := record(t, func(t testing.TB) { testkit.Apart(t, outer{}, a) }); !r.failed {
		t.Error("a value that holds nothing goes unnoticed")
	}
}
