package zielkette_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

func at(file string, line, column int, pointer string, code zielkette.Code) zielkette.Problem {
	return zielkette.Problem{Code: code, Place: zielkette.Place{File: file, Line: line, Column: column, Pointer: pointer}, Message: zielkette.Text{EN: "x"}}
}

func TestPlace(t *testing.T) {
	for _, test := range []struct {
		place zielkette.Place
		want  string
	}{
		{zielkette.Place{}, ""},
		{zielkette.Place{File: "a.json"}, "a.json"},
		{zielkette.Place{File: "a.json", Line: 3, Column: 7}, "a.json:3:7"},
		{zielkette.Place{File: "a.json", Line: 3, Column: 7, Pointer: "/id"}, "a.json:3:7 /id"},
		{zielkette.Place{Line: 3, Column: 7}, "3:7"},
		{zielkette.Place{Pointer: "/goals/0"}, "/goals/0"},
	} {
		if got := test.place.String(); got != test.want {
			t.Errorf("%+v prints %q, want %q", test.place, got, test.want)
		}
	}
}

func TestProblemError(t *testing.T) {
	p := zielkette.Problem{
		Code: "level", Place: zielkette.Place{File: "strategy.json", Line: 4, Column: 2, Pointer: "/goals/0/level"},
		Subject: "Hand\nlung", Message: zielkette.Text{DE: "unbekannt", EN: "unknown"},
	}
	got := p.Error()
	for _, part := range []string{"strategy.json:4:2 /goals/0/level", `"Hand\nlung"`, "unknown", "[level]"} {
		if !strings.Contains(got, part) {
			t.Errorf("%q does not name %q", got, part)
		}
	}
	if strings.Contains(got, "\n") {
		t.Errorf("%q breaks its line", got)
	}
	if got := (zielkette.Problem{Code: "date", Message: zielkette.Text{EN: "m"}}).Error(); got != "m [date]" {
		t.Errorf("a problem without place and subject prints %q", got)
	}
}

// A problem is told in German or in English; place, subject and code stay.
func TestProblemText(t *testing.T) {
	p := at("strategy.json", 4, 2, "/goals/0/level", "level")
	p.Subject, p.Message = "Hand\nlung", zielkette.Text{DE: "unbekannt", EN: "unknown"}
	const german, english = `strategy.json:4:2 /goals/0/level: "Hand\nlung": unbekannt [level]`, `strategy.json:4:2 /goals/0/level: "Hand\nlung": unknown [level]`
	for language, want := range map[zielkette.Language]string{zielkette.German: german, zielkette.English: english, "": german, "fr": german} {
		if got := p.Text(language); got != want {
			t.Errorf("in %q it prints %s", language, got)
		}
		if got := (zielkette.Problems{p, p}).Text(language); got != want+"\n"+want {
			t.Errorf("in %q two print %s", language, got)
		}
		if got := (zielkette.Problems{}).Text(language); got != "" {
			t.Errorf("in %q none prints %s", language, got)
		}
	}
	if p.Error() != english || (zielkette.Problems{p, p}).Error() != english+"\n"+english {
		t.Errorf("as an error it prints %s", p.Error())
	}
	// A program's own problem may have one language only.
	p.Message.DE = ""
	if got := p.Text(zielkette.German); got != english {
		t.Errorf("without German it prints %s", got)
	}
}

// The subject of a problem is cut short and stays valid UTF-8, whatever is fed
// in: it is printed on terminals.
func TestSubjectIsClipped(t *testing.T) {
	for _, text := range []string{strings.Repeat("ü", 1000), strings.Repeat("x", 59) + "üüü", strings.Repeat("x", 1<<20)} {
		_, err := zielkette.ParseDate(text)
		var p zielkette.Problem
		if !errors.As(err, &p) || len(p.Subject) > 70 || !utf8.ValidString(p.Subject) {
			t.Errorf("the subject of %.20q has %d bytes", text, len(p.Subject))
		}
	}
}

func TestProblemsAsError(t *testing.T) {
	ps := zielkette.Problems{at("", 0, 0, "/a", zielkette.CodeDate), at("", 0, 0, "/b", zielkette.CodeID)}
	err := fmt.Errorf("reading: %w", ps.Err())
	if !errors.Is(err, zielkette.Problem{Code: zielkette.CodeID}) || errors.Is(err, zielkette.Problem{Code: zielkette.CodeSpan}) || errors.Is(err, io.EOF) {
		t.Error("errors.Is does not find the problems by their codes")
	}
	var first zielkette.Problem
	if !errors.As(err, &first) || first.Place.Pointer != "/a" {
		t.Errorf("errors.As finds %v", first)
	}
	var all zielkette.Problems
	if !errors.As(err, &all) || len(all) != 2 {
		t.Errorf("errors.As finds %v", all)
	}
	if lines := strings.Split(ps.Error(), "\n"); len(lines) != 2 {
		t.Errorf("two problems print in %d lines", len(lines))
	}
}

func TestSeverity(t *testing.T) {
	warning := at("", 0, 0, "/a", "declared-count")
	warning.Severity = zielkette.Warning
	fault := at("", 0, 0, "/b", "level")
	ps := zielkette.Problems{warning, fault}
	if got := ps.Warnings(); len(got) != 1 || got[0] != warning {
		t.Errorf("warnings: %v", got)
	}
	if got := ps.Errors(); len(got) != 1 || got[0] != fault {
		t.Errorf("errors: %v", got)
	}
	if ps.Warnings().Err() != nil || ps.Err() == nil || zielkette.Problems(nil).Err() != nil {
		t.Error("warnings alone are no failure, an error is one")
	}
	if ps.Errors().Warnings() != nil || ps.Warnings().Errors() != nil {
		t.Error("none is nil")
	}
	if zielkette.Error.String() != "error" || zielkette.Warning.String() != "warning" {
		t.Error("names of the severities")
	}
}

func TestProblemsSort(t *testing.T) {
	want := zielkette.Problems{
		at("", 0, 0, "", "z"),
		at("", 0, 0, "/goals/2/id", "a"),
		at("", 0, 0, "/goals/2/id", "b"),
		at("", 0, 0, "/goals/2/id/x", "a"),
		at("", 0, 0, "/goals/10", "a"),
		at("", 0, 0, "/goals/10/id", "a"),
		at("", 0, 0, "/goals/1x", "a"), // numbers stand before names
		at("", 0, 0, "/goals/id", "a"),
		at("", 0, 0, "/id", "a"),
		at("a.json", 1, 2, "/z", "a"),
		at("a.json", 1, 10, "/a", "a"),
		at("a.json", 2, 1, "/a", "a"),
		at("a.json", 10, 1, "/a", "a"),
		at("b.json", 1, 1, "/a", "a"),
		at("a.json", 0, 0, "", zielkette.CodeMore),
	}
	for start := range want {
		got := slices.Concat(want[start:], want[:start])
		slices.Reverse(got[:len(got)/2])
		got.Sort()
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	}
}

// The order of pointers is an order: whichever way three problems come, they end
// up the same.
func FuzzProblemsSort(f *testing.F) {
	f.Add("/2", "/10", "/1x")
	f.Add("/a/01", "/a/1", "/a/+1/b")
	f.Add("/99999999999999999999", "/5", "/x")
	f.Add("/a", "/a/", "/a//")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		ps := zielkette.Problems{at("", 0, 0, a, "x"), at("", 0, 0, b, "x"), at("", 0, 0, c, "x")}
		var want zielkette.Problems
		for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			got := zielkette.Problems{ps[order[0]], ps[order[1]], ps[order[2]]}
			got.Sort()
			if want == nil {
				want = got
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Fatal(d)
			}
		}
	})
}

// A problem stays on its line and harmless on a terminal, whatever the input holds.
func TestProblemIsOneHarmlessLine(t *testing.T) {
	hostile := "a\nb\r\x1b[2J\u009b\u202e\u200b\ufeff\x00"
	p := zielkette.Problem{
		Code: "x", Place: zielkette.Place{File: hostile, Pointer: "/" + hostile}, Subject: hostile,
		Message: zielkette.Text{DE: "Größe „x“ " + hostile, EN: "m"},
	}
	for _, language := range []zielkette.Language{zielkette.German, zielkette.English} {
		for _, r := range p.Text(language) {
			if !unicode.IsPrint(r) {
				t.Errorf("%q is printed", r)
			}
		}
	}
	if got := p.Text(zielkette.German); !strings.Contains(got, "Größe „x“ ") || !strings.Contains(got, `\u202e`) {
		t.Error(got)
	}
}

func TestProblemJSON(t *testing.T) {
	list := zielkette.Problems{
		{
			Code: zielkette.CodeDate, Place: zielkette.Place{File: "strategy.json", Line: 4, Column: 2, Pointer: "/goals/0"},
			Subject: "x", Message: zielkette.Text{DE: "falsch", EN: "wrong"},
		},
		{Code: zielkette.CodeMore, Severity: zielkette.Warning, Message: zielkette.Text{DE: "mehr", EN: "more"}},
	}
	text, err := json.Marshal(list)
	want := `[{"code":"date","severity":"error","file":"strategy.json","line":4,"column":2,"pointer":"/goals/0","subject":"x","message":{"de":"falsch","en":"wrong"}},` +
		`{"code":"more-problems","severity":"warning","message":{"de":"mehr","en":"more"}}]`
	if err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
	var back zielkette.Problems
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(list, back); d != "" {
		t.Error(d)
	}
	for _, bad := range []string{`{"severity": "fatal"}`, `[]`} {
		if err := json.Unmarshal([]byte(bad), new(zielkette.Problem)); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}

func TestProblemsOf(t *testing.T) {
	a, b, c := zielkette.Problem{Code: "a"}, zielkette.Problem{Code: "b"}, zielkette.Problem{Code: "c"}
	for name, test := range map[string]struct {
		err  error
		want zielkette.Problems
	}{
		"nil":        {nil, nil},
		"another":    {errors.New("x"), nil},
		"one":        {a, zielkette.Problems{a}},
		"a pointer":  {&a, zielkette.Problems{a}},
		"several":    {zielkette.Problems{a, b}, zielkette.Problems{a, b}},
		"wrapped":    {fmt.Errorf("x: %w", zielkette.Problems{a, b}), zielkette.Problems{a, b}},
		"joined":     {errors.Join(errors.New("x"), zielkette.Problems{a, b}, fmt.Errorf("y: %w", c)), zielkette.Problems{a, b, c}},
		"no pointer": {(*zielkette.Problem)(nil), nil},
	} {
		if d := cmp.Diff(test.want, zielkette.ProblemsOf(test.err)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}
