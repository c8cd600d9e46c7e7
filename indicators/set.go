package indicators

import (
	"iter"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Set is a compiled [Catalogue]: checked once, immutable, safe for concurrent
// use.
type Set struct {
	title      string
	fictional  bool
	indicators []Indicator
	index      map[string]int
	warnings   zielkette.Problems
}

// Title returns the title of the catalogue.
func (s *Set) Title() string { return s.title }

// Fictional reports whether the catalogue says of itself that it is invented.
func (s *Set) Fictional() bool { return s.fictional }

// Warnings returns what is worth knowing about the catalogue, nil when nothing.
func (s *Set) Warnings() zielkette.Problems { return slices.Clone(s.warnings) }

// Len returns the number of indicators.
func (s *Set) Len() int { return len(s.indicators) }

// Indicator returns the definition of an indicator; ok is false when the set has
// none of that id. The definition is a deep copy: changing it changes nothing.
func (s *Set) Indicator(id string) (ind Indicator, ok bool) {
	i, ok := s.index[id]
	if !ok {
		return Indicator{}, false
	}
	return s.indicators[i].clone(), true
}

// All yields deep copies of the definitions in the order of the catalogue.
func (s *Set) All() iter.Seq[Indicator] {
	return func(yield func(Indicator) bool) {
		for i := range s.indicators {
			if !yield(s.indicators[i].clone()) {
				return
			}
		}
	}
}

// Shared returns the definitions themselves in the order of the catalogue, for the
// packages of this module, which only read them.
func (s *Set) Shared(module.Reader) []Indicator { return s.indicators }

// Find returns the definition of an indicator itself, nil when the set has none of
// that id, for the packages of this module, which only read it.
func (s *Set) Find(_ module.Reader, id string) *Indicator {
	if i, ok := s.index[id]; ok {
		return &s.indicators[i]
	}
	return nil
}

// MarshalJSON returns the catalogue that the set was compiled from.
func (s *Set) MarshalJSON() ([]byte, error) {
	return document.Marshal(Catalogue{Title: s.title, Fictional: s.fictional, Indicators: s.indicators})
}
