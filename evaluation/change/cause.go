package change

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Cause (Ursache) is one of the six reasons why a score can differ between two results.
type Cause string

// The causes, in the order in which they are listed everywhere.
const (
	Edition  Cause = "edition"  // the goals, their links and the targets these name, and what applies
	Weights  Cause = "weights"  // stated, equal or by a method, in force in the year of the as-of date
	Rules    Cause = "rules"    // aggregator, bounds and minimum coverage
	Targets  Cause = "targets"  // the entry of the indicator in the catalogue, as in force at the dates
	Restated Cause = "restated" // values of periods ended by the earlier as-of date that were corrected or reported since
	Data     Cause = "data"     // values of later periods, later steps, and values that became too old
)

var causes = words.Set[Cause, struct{}]{
	{Word: Edition, Text: zielkette.Text{DE: "neue Fassung", EN: "new edition"}},
	{Word: Weights, Text: zielkette.Text{DE: "andere Gewichte", EN: "other weights"}},
	{Word: Rules, Text: zielkette.Text{DE: "andere Regeln", EN: "other rules"}},
	{Word: Targets, Text: zielkette.Text{DE: "andere Zielwerte", EN: "other targets"}},
	{Word: Restated, Text: zielkette.Text{DE: "Berichtigungen und Nachträge", EN: "corrections and late values"}},
	{Word: Data, Text: zielkette.Text{DE: "neue Daten", EN: "new data"}},
}

// count is how many causes there are; a set of them is a number below 1 << count.
const count = 6

// set is a set of causes, a bit for each in their order.
type set uint8

const (
	ofEdition set = 1 << iota
	ofWeights
	ofRules
	ofTargets
	ofRestated
	ofData
	all set = 1<<count - 1
)

// causes returns the members of a set in order.
func (s set) causes() []Cause {
	var out []Cause
	for i := range causes {
		if s&(1<<i) != 0 {
			out = append(out, causes[i].Word)
		}
	}
	return out
}

// side returns which result the part of a cause comes from, 0 then and 1 now.
func (s set) side(of set) int {
	if s&of != 0 {
		return 1
	}
	return 0
}

// Causes returns the six causes in their order.
func Causes() []Cause { return all.causes() }

// Text returns the cause as it is printed in a report, "" for another word.
func (c Cause) Text(language zielkette.Language) string { return causes.Text(c).In(language) }
