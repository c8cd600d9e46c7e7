package indicators

import (
	"iter"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Set is a compiled [Catalogue]: checked once, immutable, safe for concurrent
// use. The zero value and nil are sets without indicators.
type Set struct {
	title      string
	fictional  bool
	indicators []Indicator
	index      map[string]int
	warnings   zielkette.Problems
}

// or returns the set, an empty one for nil.
func (s *Set) or() *Set {
	if s == nil {
		return new(Set)
	}
	return s
}

// Title returns the title of the catalogue.
func (s *Set) Title() string { return s.or().title }

// Fictional reports whether the catalogue says of itself that it is invented.
func (s *Set) Fictional() bool { return s.or().fictional }

// Warnings returns what is worth knowing about the catalogue, nil when nothing.
func (s *Set) Warnings() zielkette.Problems { return slices.Clone(s.or().warnings) }

// Len returns the number of indicators.
func (s *Set) Len() int { return len(s.or().indicators) }

// Indicator returns the definition of an indicator; ok is false when the set has
// none of that id. The definition is a deep copy: changing it changes nothing.
func (s *Set) Indicator(id string) (ind Indicator, ok bool) {
	i, ok := s.or().index[id]
	if !ok {
		return Indicator{}, false
	}
	return s.indicators[i].clone(), true
}

// All yields deep copies of the definitions in the order of the catalogue.
func (s *Set) All() iter.Seq[Indicator] {
	return func(yield func(Indicator) bool) {
		for i := range s.or().indicators {
			if !yield(s.indicators[i].clone()) {
				return
			}
		}
	}
}

// Shared returns the definitions themselves in the order of the catalogue, for the
// packages of this module, which only read them.
func (s *Set) Shared(module.Reader) []Indicator { return s.or().indicators }

// Find returns the definition of an indicator itself, nil when the set has none of
// that id, for the packages of this module, which only read it.
func (s *Set) Find(_ module.Reader, id string) *Indicator {
	if i, ok := s.or().index[id]; ok {
		return &s.indicators[i]
	}
	return nil
}

// MarshalJSON returns the catalogue that the set was compiled from.
func (s *Set) MarshalJSON() ([]byte, error) {
	return document.Marshal(Catalogue{Title: s.Title(), Fictional: s.Fictional(), Indicators: s.or().indicators})
}
