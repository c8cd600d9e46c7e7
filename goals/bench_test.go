package goals_test

import (
	"fmt"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// large is a sound strategy of so many goals, each with an indicator and a theme, and
// a third as many measures with money and effects.
func large(n int) goals.Strategy {
	s := goals.Strategy{
		ID: "s", Title: "S", Levels: []string{"Feld", "Ziel"}, Vocabulary: goals.VocabularyPHINEO,
		Themes: []goals.Theme{{ID: "q1", Kind: "Querschnittsthema", Title: "Digitales"}},
	}
	for len(s.Goals)*10 < n {
		field := goals.Goal{ID: fmt.Sprint("f", len(s.Goals)), Level: "Feld", Title: "Feld"}
		for range 9 {
			field.Goals = append(field.Goals, goals.Goal{
				ID: fmt.Sprint(field.ID, ".", len(field.Goals)), Level: "Ziel", Title: "Ziel", Weight: num("1.5"),
				Themes: []string{"q1"}, Indicators: []goals.Link{{ID: "k"}},
			})
		}
		s.Goals = append(s.Goals, field)
	}
	for i := range n / 3 {
		goal := s.Goals[i%len(s.Goals)].Goals[i%9].ID
		m := goals.Measure{
			ID: fmt.Sprint("m", i), Title: "Maßnahme", Serves: []goals.Share{{Goal: goal}},
			Budget: []goals.BudgetLine{{Product: "1.100", Year: 2024, Planned: num("120000.00")}},
		}
		s.Measures = append(s.Measures, m)
		s.Effects = append(s.Effects, goals.Effect{From: m.ID, To: goal, Sign: goals.Plus, Evidence: goals.Expert, Strength: num("0.01")})
	}
	return s
}

func BenchmarkCompile(b *testing.B) {
	for _, n := range []int{300, 3000, 30000} {
		s := large(n)
		b.Run(fmt.Sprintf("goals=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Compile(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkClone(b *testing.B) {
	s := large(3000)
	b.ReportAllocs()
	for b.Loop() {
		s.Clone()
	}
}
