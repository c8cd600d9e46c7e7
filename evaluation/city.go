package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// City is everything a municipality states of one strategy: three documents and the
// record of what was observed. The documents are plain data. A what-if, a scenario or
// a test edits a [City.Clone] and compiles it; observations change through the methods
// of the record. The zero value is a city without goals.
type City struct {
	Strategy  goals.Strategy       `json:"strategy"`
	Catalogue indicators.Catalogue `json:"catalogue"`
	Rules     Rules                `json:"rules"`
	Record    *indicators.Record   `json:"record"` // nil: nothing was observed yet
}

// Clone returns a city whose documents can be edited without changing c. The record is
// immutable and shared. Cost: linear in the size of the documents.
func (c City) Clone() City {
	c.Strategy, c.Catalogue, c.Rules = c.Strategy.Clone(), c.Catalogue.Clone(), c.Rules.Clone()
	return c
}

// Compile puts the documents together and holds the record against them, see
// [indicators.Set.CheckRecord]. The error is a [zielkette.Problems] with everything
// wrong in all of them, each with file, line and column where the document
// was read from a text. Pointers into a document that was not read from a file start
// with /strategy, /catalogue, /rules or /record. A control character in a text that a
// program sets is taken: a look at every text would cost a third of the time. All writers
// escape it, and package folder writes no file of it, for no reader takes one. Cost: linear
// in the size of the documents and of the record.
func (c City) Compile() (*Model, error) {
	model, found := c.Inspect()
	if err := found.Err(); err != nil {
		return nil, err
	}
	return model, nil
}

// Inspect is [City.Compile] for documents that may be faulty: it returns everything
// wrong or worth knowing, the strategy's first, then that of the catalogue, the rules and
// the record, each in its order, and the model, which is nil where anything is wrong.
func (c City) Inspect() (*Model, zielkette.Problems) {
	var plan *goals.Plan
	var set *indicators.Set
	var inStrategy, inCatalogue, inRecord zielkette.Problems
	parallel.Run(
		func() {
			if set, inCatalogue = c.Catalogue.Inspect(); set != nil {
				inRecord = set.CheckRecord(c.Record)
			}
		},
		func() { plan, inStrategy = c.Strategy.Inspect() },
	)
	rules, inRules := c.Rules.Inspect()
	var model *Model
	if plan != nil && set != nil && rules != nil {
		// What is found in putting them together is added to what is known, so that
		// no fault is reported again as its own consequence.
		strategy, ofRules := known(c.Strategy.Origin, inStrategy), known(c.Rules.Origin, inRules)
		model = assemble(plan, set, rules, strategy, ofRules)
		inStrategy, inRules = strategy.All(), ofRules.All()
		document.Place(c.Strategy, c.Strategy.Origin, inStrategy)
		document.Place(c.Rules, c.Rules.Origin, inRules)
	}
	var all zielkette.Problems
	for _, part := range []struct {
		origin zielkette.Origin
		name   string
		found  zielkette.Problems
	}{{c.Strategy.Origin, "/strategy", inStrategy}, {c.Catalogue.Origin, "/catalogue", inCatalogue}, {c.Rules.Origin, "/rules", inRules}} {
		part.found.Sort()
		for _, p := range part.found {
			if part.origin.File() == "" {
				p.Place.Pointer = part.name + p.Place.Pointer
			}
			all = append(all, p)
		}
	}
	for _, p := range inRecord {
		if p.Place.File == "" {
			p.Place.Pointer = "/record" + p.Place.Pointer
		}
		all = append(all, p)
	}
	if all.Err() != nil {
		return nil, all
	}
	if model != nil {
		model.warnings = all
	}
	return model, all
}

// known is a list that starts with what was found already.
func known(origin zielkette.Origin, found zielkette.Problems) *problems.List {
	list := &problems.List{File: origin.File()}
	list.Join("", found)
	return list
}
