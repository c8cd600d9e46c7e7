package goals_test

import (
	"slices"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// TestEdited checks that the problems of a document that was edited after it was read
// name the lines at which its parts stand in the file.
func TestEdited(t *testing.T) {
	const text = `{"formatVersion": 1, "id": "s", "title": "S", "levels": ["Feld", "Ziel"],
"goals": [
  {"id": "A", "level": "Feld", "title": "A", "goals": [
    {"id": "A1", "level": "Ziel", "title": "A1"},
    {"id": "A2", "level": "Ziel", "title": "A2", "weight": "2"}]},
  {"id": "B", "level": "Feld", "title": "B"}],
"measures": [
  {"id": "m1", "title": "M1"},
  {"id": "m2", "title": "M2", "serves": [
    {"goal": "A1"}]}]}`
	broken := zielkette.Int(-1)
	front := func(s *goals.Strategy) {
		s.Goals = slices.Insert(s.Goals, 0, goals.Goal{ID: "N", Level: "Feld", Title: "N", Goals: []goals.Goal{{ID: "N1", Level: "Ziel", Title: "N1"}}})
	}
	for _, c := range []struct {
		name    string
		edit    func(*goals.Strategy)
		line    int
		pointer string
	}{
		{"a weight", func(s *goals.Strategy) { s.Goals[0].Goals[1].Weight = broken }, 5, "/goals/0/goals/1/weight"},
		{"behind an insertion", func(s *goals.Strategy) { front(s); s.Goals[1].Goals[1].Weight = broken }, 5, "/goals/1/goals/1/weight"},
		{"a weight that was not there", func(s *goals.Strategy) { front(s); s.Goals[2].Weight = broken }, 6, "/goals/2/weight"},
		{"in what was inserted", func(s *goals.Strategy) { front(s); s.Goals[0].Goals[0].Weight = broken }, 2, "/goals/0/goals/0/weight"},
		{"behind a deletion", func(s *goals.Strategy) { s.Goals = s.Goals[1:]; s.Goals[0].Title = "" }, 6, "/goals/0/title"},
		{"in the other order", func(s *goals.Strategy) { slices.Reverse(s.Measures); s.Measures[0].Serves[0].Goal = "C" }, 10, "/measures/0/serves/0/goal"},
		{"of the whole", func(s *goals.Strategy) { s.Title = "" }, 1, "/title"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := goals.Read(strings.NewReader(text), "")
			if err != nil {
				t.Fatal(err)
			}
			c.edit(&s)
			_, err = s.Compile()
			list := zielkette.ProblemsOf(err).Errors()
			if len(list) == 0 {
				t.Fatal("no problem was found")
			}
			if at := list[0].Place; at.Line != c.line || at.Pointer != c.pointer {
				t.Errorf("got %v, want line %d at %s", list, c.line, c.pointer)
			}
		})
	}
}
