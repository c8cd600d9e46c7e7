package report

import "gitlab.opencode.de/zielkette/zielkette/evaluation"

// Documents are the types of what is printed as JSON, by kind, for the test that keeps
// the schemas in step.
var Documents = map[string]any{
	"report": jsonReport{}, "changes": jsonChanges{}, "chain": Chain{}, "sdg": jsonSDGs{}, "cities": jsonCities{}, "change": jsonDifference{},
	"levers": jsonLevers{}, "robustness": jsonRobust{}, "outlook": jsonOutlook{},
	"explanation": struct {
		jsonHead
		*evaluation.Explanation
	}{},
}

// Label writes words beside lines, at the dot or at another.
func (d *Drawing) Label(text string, lines [][]Dot, at, other Dot) {
	d.label("", text, lines, spot(at, "end", false), spot(other, "", true))
}
