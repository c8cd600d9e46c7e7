package problems_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// brief gives code and pointer of each problem.
func brief(ps zielkette.Problems) []string {
	var out []string
	for _, p := range ps {
		out = append(out, string(p.Code)+" "+p.Place.Pointer)
	}
	return out
}

func TestEmptyList(t *testing.T) {
	var list problems.List
	if list.All() != nil || list.Failed() || list.Touched("") {
		t.Error("the zero list is not empty")
	}
}

// A fault is not reported again as its own consequence: not at its own place and
// not beneath it, but above it, beside it and before it.
func TestConsequences(t *testing.T) {
	var list problems.List
	list.At("/goals/1/weight", "type", "", "M", "m")
	list.At("/goals/1/weight", "required", "", "M", "m")
	list.At("/goals/1/weight/x", "beneath", "", "M", "m")
	list.Warn("/goals/1/weight", "warning", "", zielkette.Text{EN: "m"})
	list.At("/goals/1", "above", "", "M", "m")
	list.At("/goals/1/id", "beneath", "", "M", "m")
	list.At("/goals/10", "beside", "", "M", "m")
	list.At("", "document", "", "M", "m")
	list.At("/levels", "not-beneath-the-document", "", "M", "m")
	want := []string{"document ", "above /goals/1", "type /goals/1/weight", "beside /goals/10", "not-beneath-the-document /levels"}
	if d := cmp.Diff(want, brief(list.All())); d != "" {
		t.Error(d)
	}
}

// A warning hides nothing.
func TestWarningsHaveNoConsequences(t *testing.T) {
	var list problems.List
	list.Warn("/a", "w", "", zielkette.Text{EN: "m"})
	if list.Failed() || list.Touched("/a") {
		t.Error("a warning is no failure")
	}
	list.At("/a/b", "e", "", "M", "m")
	if !list.Failed() {
		t.Error("an error is a failure")
	}
	if d := cmp.Diff([]string{"w /a", "e /a/b"}, brief(list.All())); d != "" {
		t.Error(d)
	}
}

func TestTouched(t *testing.T) {
	var list problems.List
	list.At("/themes/1/id", "id", "", "M", "m")
	for pointer, want := range map[string]bool{"/themes/1/id": true, "/themes/1": true, "/themes": true, "/theme": false, "/themes/10": false, "/themes/1/id/x": false, "/areas": false} {
		if got := list.Touched(pointer); got != want {
			t.Errorf("Touched(%q) = %v", pointer, got)
		}
	}
}

func TestErr(t *testing.T) {
	list := problems.List{File: "a.json"}
	_, err := zielkette.ParseDate("x")
	list.Err("/date", fmt.Errorf("wrapped: %w", err))
	list.Err("/other", errors.New("no problem of ours"))
	testkit.Told(t, list.All())
	want := []string{"date /date", "unreadable /other"}
	if d := cmp.Diff(want, brief(list.All())); d != "" {
		t.Error(d)
	}
	for _, p := range list.All() {
		if p.Place.File != "a.json" {
			t.Errorf("%v has not the file of the list", p)
		}
	}
	list.Add(zielkette.Problem{Code: "x", Place: zielkette.Place{File: "b.json"}})
	if all := list.All(); all[len(all)-1].Place.File != "b.json" {
		t.Error("a file of its own is kept")
	}
}

func TestCap(t *testing.T) {
	var list problems.List
	for i := range problems.Max + 23 {
		list.At(fmt.Sprintf("/goals/%d", i), "e", "", "M", "m")
	}
	all := list.All()
	if len(all) != problems.Max+1 {
		t.Fatalf("%d problems, want %d and a note", len(all), problems.Max)
	}
	note := all[problems.Max]
	if note.Code != zielkette.CodeMore || note.Severity != zielkette.Error {
		t.Errorf("the note is %v", note)
	}
	for _, language := range []zielkette.Language{zielkette.German, zielkette.English} {
		if !strings.Contains(note.Message.In(language), "23") {
			t.Errorf("the note %q does not count the rest", note.Message.In(language))
		}
	}
	if all[0].Place.Pointer != "/goals/0" || all[problems.Max-1].Place.Pointer != "/goals/99" {
		t.Error("the first problems are not kept in order")
	}
}

// However many warnings came first, an error is listed.
func TestErrorsBeforeWarnings(t *testing.T) {
	var list problems.List
	for i := range problems.Max + 5 {
		list.Warn(fmt.Sprintf("/w/%d", i), "w", "", zielkette.Text{EN: "m"})
	}
	if all := list.All(); all.Err() != nil || all[problems.Max].Severity != zielkette.Warning {
		t.Error("warnings alone are cut with a warning")
	}
	for i := range problems.Max + 5 {
		list.At(fmt.Sprintf("/e/%d", i), "e", "", "M", "m")
		if got := len(list.All().Errors()); got != min(i+1, problems.Max)+1 { // and the note
			t.Fatalf("%d errors are listed after %d", got, i+1)
		}
	}
	if all := list.All(); !strings.Contains(all[problems.Max].Message.EN, "110") {
		t.Errorf("the note %q does not count the rest", all[problems.Max].Message.EN)
	}
}

func TestAllIsACopy(t *testing.T) {
	var list problems.List
	list.At("/b", "e", "", "M", "m")
	list.At("/a", "e", "", "M", "m")
	all := list.All()
	all[0].Code = "changed"
	if d := cmp.Diff([]string{"e /a", "e /b"}, brief(list.All())); d != "" {
		t.Error(d)
	}
}

func TestClip(t *testing.T) {
	for _, text := range []string{"", "short", strings.Repeat("x", 80), strings.Repeat("ü", 41), "x" + strings.Repeat("ü", 100), strings.Repeat("x", 1<<20)} {
		got := problems.Clip(text)
		if len(got) > 83 || !utf8.ValidString(got) || len(text) <= 80 && got != text || len(text) > 80 && !strings.HasSuffix(got, "…") {
			t.Errorf("Clip(%.20q) = %q", text, got)
		}
	}
}

func TestJoin(t *testing.T) {
	var list problems.List
	list.Join("/rules", nil)
	if list.All() != nil {
		t.Error("no error is no problem")
	}
	list.Join("/rules", fmt.Errorf("wrapped: %w", zielkette.Problems{
		{Code: "a", Place: zielkette.Place{Pointer: "/x"}}, {Code: "b"}, {Code: "c", Severity: zielkette.Warning, Place: zielkette.Place{Pointer: "/y"}},
	}))
	_, err := zielkette.ParseDate("x")
	list.Join("/date", err)
	want := []string{"date /date", "b /rules", "a /rules/x"} // c lies beneath b
	if d := cmp.Diff(want, brief(list.All())); d != "" {
		t.Error(d)
	}
}

// A list is full with one error more than it keeps. Where reading ended then, the
// note does not claim to count the rest, and another list that takes the problems
// over knows that, too.
func TestFull(t *testing.T) {
	var list problems.List
	for i := range problems.Max {
		list.Warn(fmt.Sprintf("/w/%d", i), "w", "", zielkette.Text{EN: "m"})
		list.At(fmt.Sprintf("/e/%d", i), "e", "", "M", "m")
	}
	if list.Full() {
		t.Error("full with the errors that it keeps")
	}
	list.At("/e/100", "e", "", "M", "m")
	if !list.Full() {
		t.Error("not full with one error more")
	}
	list.Cut()
	var other problems.List
	other.Join("", list.All())
	other.At("/z", "e", "", "M", "m")
	if !other.Full() {
		t.Error("the other list is not full")
	}
	for want, list := range map[string]*problems.List{"at least 101 ": &list, "at least 102 ": &other} {
		all := list.All()
		if note := all[len(all)-1]; len(all) != problems.Max+1 || !strings.Contains(note.Message.EN, want) || !strings.Contains(note.Message.DE, "mindestens") {
			t.Errorf("the note is %v, want %s", note, want)
		}
		testkit.Told(t, all)
	}
}
