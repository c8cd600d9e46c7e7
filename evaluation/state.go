package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// State tells what can be said of an indicator or a goal. Only [Scored] has a
// number; no state is ever counted as 0.
type State uint8

// The states of indicators and goals.
const (
	Scored        State = iota + 1 // bewertet: there is a score
	NotReported                    // ohne gültigen Wert: no observation counts
	NotApplicable                  // entfällt: declared so by the author; the weight goes to the siblings
	Withheld                       // nicht bewertet: there is a value, but a stated reason not to score it
	Insufficient                   // unzureichend: coverage below the stated minimum
	Unmeasured                     // ohne Kennzahl: there is nothing to measure beneath
	endOfStates
)

// states is the one table of them: how they are written and how they are printed.
var states = [endOfStates]struct {
	id   string
	text zielkette.Text
}{
	Scored:        {"scored", zielkette.Text{DE: "bewertet", EN: "scored"}},
	NotReported:   {"not-reported", zielkette.Text{DE: "ohne gültigen Wert", EN: "no valid value"}},
	NotApplicable: {"not-applicable", zielkette.Text{DE: "entfällt", EN: "not applicable"}},
	Withheld:      {"withheld", zielkette.Text{DE: "nicht bewertet", EN: "not scored"}},
	Insufficient:  {"insufficient", zielkette.Text{DE: "zu wenig Daten", EN: "insufficient data"}},
	Unmeasured:    {"unmeasured", zielkette.Text{DE: "ohne Kennzahl", EN: "without an indicator"}},
}

// String returns the id of the state as it stands in JSON: "scored",
// "not-reported", "not-applicable", "withheld", "insufficient" or "unmeasured".
func (s State) String() string {
	if int(s) >= len(states) {
		return ""
	}
	return states[s].id
}

// Words returns the state in both languages, nothing for the zero State.
func (s State) Words() zielkette.Text {
	if int(s) >= len(states) {
		return zielkette.Text{}
	}
	return states[s].text
}

// Text returns the state as a report in the language prints it.
func (s State) Text(language zielkette.Language) string { return s.Words().In(language) }

// MarshalText returns [State.String].
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
