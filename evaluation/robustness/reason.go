package robustness

import (
	"encoding/json"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Reason tells why a question about robustness has no answer. The zero value is no
// reason: there is an answer.
type Reason string

// The reasons.
const (
	NoScore    Reason = "no-score"    // the goal has no score
	NotJudged  Reason = "not-judged"  // the goal is judged by no rule
	OwnRule    Reason = "own-rule"    // judged by a rule of the city's own, whose bounds nobody knows
	Never      Reason = "never"       // the class is the same whatever it is changed to
	SinglePart Reason = "single-part" // one part alone is scored, so that its weight decides nothing
	NoMean     Reason = "no-mean"     // the score is no weighted mean: there is no formula, only an estimate
	TooMany    Reason = "too-many"    // more than [MaxSearched] parts of a goal that is no mean, of a lever more than [MaxTried]
	NoOrder    Reason = "no-order"    // two parts weigh the same, so that the weights state no order
)

var reasons = words.Set[Reason, struct{}]{
	{Word: NoScore, Text: zielkette.Text{DE: "das Ziel hat keine Zielerreichung", EN: "the goal has no score"}},
	{Word: NotJudged, Text: zielkette.Text{DE: "das Ziel hat keine Statusregel", EN: "the goal has no status rule"}},
	{Word: OwnRule, Text: zielkette.Text{DE: "der Status folgt einer eigenen Regel der Stadt, deren Grenzen nicht angegeben sind", EN: "the status follows a rule of the city's own, whose bounds are not stated"}},
	{Word: Never, Text: zielkette.Text{DE: "der Status bleibt, was immer man einsetzt", EN: "the status stays whatever is put in"}},
	{Word: SinglePart, Text: zielkette.Text{DE: "nur ein Teil ist bewertet; sein Gewicht entscheidet nichts", EN: "a single part is scored; its weight decides nothing"}},
	{Word: NoMean, Text: zielkette.Text{DE: "das Ziel ist kein gewichtetes arithmetisches Mittel; dafür gibt es keine Formel, nur eine Schätzung", EN: "the goal is no weighted arithmetic mean; there is no formula for that, only an estimate"}},
	{Word: TooMany, Text: zielkette.Text{DE: "ein Ziel hat für eine Suche zu viele Teile und ist kein arithmetisches Mittel", EN: "a goal has too many parts to be searched, and is no arithmetic mean"}},
	{Word: NoOrder, Text: zielkette.Text{DE: "zwei Teile wiegen gleich; die Gewichte geben keine Rangfolge vor", EN: "two parts weigh the same; the weights state no order"}},
}

// Text returns the reason as a report prints it, "" for none.
func (r Reason) Text(language zielkette.Language) string { return reasons.Text(r).In(language) }

// MarshalJSON returns the word, null for no reason.
func (r Reason) MarshalJSON() ([]byte, error) {
	if r == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(r))
}

// unjudged tells why the classes of a goal cannot be looked into, "" where they can.
func unjudged(score evaluation.Score) Reason {
	switch _, ok := score.Bounds(); {
	case ok:
		return ""
	case score.Rule().Status.IsZero():
		return NotJudged
	}
	return OwnRule
}
