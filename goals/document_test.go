package goals_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// fill puts something into every list, map and text that is reached from the value,
// so that a list that is forgotten somewhere shows.
func fill(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), depth)
			}
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[[]goals.Goal]() && depth > 2 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 4))
		for i := range v.Len() {
			fill(v.Index(i), depth+1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("a").Convert(v.Type().Key()), reflect.New(v.Type().Elem()).Elem())
	case reflect.String:
		v.SetString("x")
	}
}

// shared lists the lists and maps that two values have in common.
func shared(a, b reflect.Value, at string) (out []string) {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if field := a.Type().Field(i); field.IsExported() && field.Type != reflect.TypeFor[zielkette.Origin]() {
				out = append(out, shared(a.Field(i), b.Field(i), at+"."+field.Name)...)
			}
		}
	case reflect.Slice:
		if a.Len() > 0 && a.Pointer() == b.Pointer() {
			out = append(out, at)
		}
		for i := range min(a.Len(), b.Len()) {
			out = append(out, shared(a.Index(i), b.Index(i), fmt.Sprintf("%s[%d]", at, i))...)
		}
	case reflect.Map:
		if a.Len() > 0 && a.Pointer() == b.Pointer() {
			out = append(out, at)
		}
	case reflect.Pointer, reflect.Interface:
		out = append(out, at+" is a pointer")
	}
	return out
}

func TestClone(t *testing.T) {
	var s goals.Strategy
	fill(reflect.ValueOf(&s).Elem(), 0)
	c := s.Clone()
	if d := cmp.Diff(s, c); d != "" {
		t.Error(d)
	}
	for _, at := range shared(reflect.ValueOf(s), reflect.ValueOf(c), "Strategy") {
		t.Errorf("%s is shared", at)
	}
	if d := cmp.Diff(goals.Strategy{Goals: []goals.Goal{}}, goals.Strategy{Goals: []goals.Goal{}}.Clone()); d != "" {
		t.Error(d)
	}
}

// TestFind looks for what a document holds and changes it in place.
func TestFind(t *testing.T) {
	s := chained()
	if g := s.Goal("z2"); g == nil || g.Title != "Ziel 2" || s.Goal("m1") != nil {
		t.Error("goal", g)
	}
	if x := s.Theme("fk1"); x == nil || x.Title != "Wohnen" || s.Theme("z2") != nil {
		t.Error("theme", x)
	}
	if a := s.Area("west"); a == nil || a.Title != "Westen" || s.Area("z2") != nil {
		t.Error("area", a)
	}
	if m := s.Measure("m1"); m == nil || m.Title != "Maßnahme 1" || s.Measure("z2") != nil {
		t.Error("measure", m)
	}
	if r := s.Result("r2"); r == nil || r.Title != "Wirkung" || s.Result("z2") != nil {
		t.Error("result", r)
	}
	s.Goal("z2").Weight = zielkette.Int(7)
	p := mustCompile(t, s)
	if n, _ := p.Goal("z2"); !n.Weight().Equal(zielkette.Int(7)) {
		t.Error("the goal was not changed in place")
	}
}

// TestShippedRoundTrip reads every shipped strategy, writes it and reads it again: the
// document is the same, and so is the text from then on.
func TestShippedRoundTrip(t *testing.T) {
	examples := os.DirFS("../examples")
	found := 0
	err := fs.WalkDir(examples, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "strategy.json" {
			return err
		}
		found++
		s, err := goals.Load(examples, name)
		if err != nil {
			return err
		}
		first, err := document.Encode(s)
		if err != nil {
			return err
		}
		again, err := goals.Read(bytes.NewReader(first), "")
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if d := cmp.Diff(s, again); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if second, err := document.Encode(again); err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s is written differently the second time, %v", name, err)
		}
		if strings.Contains(string(first), `\u00`) {
			t.Errorf("%s has text that is not as it was", name)
		}
		return nil
	})
	if err != nil || found < 10 {
		t.Error(found, err)
	}
}

// A literal that leaves the version of the format out is read back.
func TestLiteralRoundTrip(t *testing.T) {
	s := chained()
	s.FormatVersion = 0
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	again, err := goals.Read(bytes.NewReader(text), "")
	s.FormatVersion = 1
	if d := cmp.Diff(s, again); d != "" || err != nil {
		t.Error(d, err)
	}
}

// TestSelfContained gives every walk over a document one whose goals contain
// themselves: all of them end.
func TestSelfContained(t *testing.T) {
	loop := make([]goals.Goal, 3)
	for i := range loop {
		loop[i] = goals.Goal{ID: fmt.Sprint("g", i), Level: "Z", Title: "x", Goals: loop}
	}
	s := goals.Strategy{ID: "s", Title: "S", Levels: []string{"Z"}, Goals: loop}
	if _, err := s.Clone().Compile(); err == nil {
		t.Error("it compiles")
	}
	if s.Goal("none") != nil {
		t.Error("something was found")
	}
	if _, err := json.Marshal(s); err == nil {
		t.Error("it is written")
	}
	if _, err := goals.Editions(s); err == nil {
		t.Error("an edition of it compiles")
	}
}

// TestPlanSharesNothing asks a plan twice for everything that it hands out, and checks
// that the answers share no list with each other and none with the document.
func TestPlanSharesNothing(t *testing.T) {
	s := chained()
	s.Assumptions, s.Goals[0].Replaces, s.Goals[0].Indicators = []string{"a"}, refs("x@y"), []goals.Link{{ID: "k"}}
	s.Themes[0].Replaces = refs("x@y")
	p := mustCompile(t, s)
	all := func() []any {
		goal, _ := p.Goal("f1")
		theme, _ := p.Theme("q1")
		measure, _ := p.Measure("m1")
		result, _ := p.Result("r1")
		return []any{
			p.Assumptions(), p.Levels(), p.Themes(), p.ThemeKinds(), p.Areas(), p.Warnings(), p.Vocabulary(), p.Measures(), p.Results(),
			p.Effects(), p.Conflicts(), p.Treatments(), p.Milestones(), goal.Indicators(), goal.Replaces(), theme, measure, result,
		}
	}
	first, second := all(), all()
	for i := range first {
		for _, at := range shared(reflect.ValueOf(first[i]), reflect.ValueOf(second[i]), fmt.Sprintf("%T", first[i])) {
			t.Errorf("%s is shared by two answers", at)
		}
	}
	for _, pair := range [][2]any{{s.Measures, p.Measures()}, {s.Effects, p.Effects()}, {s.Themes, p.Themes()}, {s.Conflicts, p.Conflicts()}} {
		for _, at := range shared(reflect.ValueOf(pair[0]), reflect.ValueOf(pair[1]), fmt.Sprintf("%T", pair[0])) {
			t.Errorf("%s is shared with the document", at)
		}
	}
}
