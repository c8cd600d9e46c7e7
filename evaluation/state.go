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
	NotReported                    // nicht berichtet: no observation counts
	NotApplicable                  // entfällt: declared so by the author; the weight goes to the siblings
	Withheld                       // nicht gewertet: there is a value, but a stated reason not to score it
	Insufficient                   // unzureichend: coverage below the stated minimum
	Unmeasured                     // nicht gemessen: there is nothing to measure beneath
)

var stateNames = [...]struct {
	id   string
	text zielkette.Text
}{
	Scored:        {"scored", zielkette.Text{DE: "bewertet", EN: "scored"}},
	NotReported:   {"not-reported", zielkette.Text{DE: "nicht berichtet", EN: "not reported"}},
	NotApplicable: {"not-applicable", zielkette.Text{DE: "entfällt", EN: "not applicable"}},
	Withheld:      {"withheld", zielkette.Text{DE: "nicht gewertet", EN: "withheld"}},
	Insufficient:  {"insufficient", zielkette.Text{DE: "zu wenig Daten", EN: "insufficient data"}},
	Unmeasured:    {"unmeasured", zielkette.Text{DE: "nicht gemessen", EN: "unmeasured"}},
}

// String returns the id of the state as it stands in JSON: "scored",
// "not-reported", "not-applicable", "withheld", "insufficient" or "unmeasured".
func (s State) String() string {
	if int(s) >= len(stateNames) {
		return ""
	}
	return stateNames[s].id
}

// Text returns the state as it is printed in a report.
func (s State) Text(language zielkette.Language) string {
	if int(s) >= len(stateNames) {
		return ""
	}
	return stateNames[s].text.In(language)
}

// MarshalText returns [State.String].
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Reason tells why an indicator or a goal has no score. The zero value is no
// reason.
type Reason uint8

// The reasons for having no score.
const (
	NoObservation       Reason = iota + 1 // nothing on record for the dates of the evaluation
	StatedAbsent                          // the latest period is on record as missing
	TooOld                                // the latest value is older than the maximum age
	OtherDefinition                       // only values of another version of the definition
	BeforeBreak                           // the latest value lies before a break in the series
	BaselineBeforeBreak                   // a break lies between the baseline and the value
	ByAuthor                              // the author withholds a judgement and says why
	NoTarget                              // the indicator has no target
	DirectionOnly                         // the target states a direction only
	NotInForce                            // no revision of the target was in force and known
	Withdrawn                             // the target was given up
	AgainstDirection                      // the target lies against the stated direction
	UnknownLabel                          // the rating has a label without a declared score
	ShareWithoutParts                     // the value is not a numerator and denominator, as the indicator asks for
	NoShareExpected                       // the value is a numerator and denominator, but the indicator is no share
	DeclaredSo                            // the author says that it does not apply
	LowCoverage                           // coverage below the minimum
	NegativeScore                         // a score below 0, which the aggregator does not allow
	NothingBeneath                        // neither indicators nor goals beneath
	NothingScored                         // nothing beneath has a score
	NothingApplies                        // nothing beneath applies
	NoWeight                              // what applies beneath has no weight
	BeforeLimit                           // the value lies before the first period for which the limit holds
	NoNumber                              // a rating is on record where the target asks for a number
)

var reasonNames = [...]struct {
	id   string
	text zielkette.Text
}{
	NoObservation:       {"no-observation", zielkette.Text{DE: "kein Wert zu diesem Stand", EN: "no value at these dates"}},
	StatedAbsent:        {"stated-absent", zielkette.Text{DE: "der jüngste Wert ist als fehlend gemeldet", EN: "the latest period is on record as missing"}},
	TooOld:              {"too-old", zielkette.Text{DE: "der jüngste Wert ist älter als das Höchstalter", EN: "the latest value is older than the maximum age"}},
	OtherDefinition:     {"other-definition", zielkette.Text{DE: "nur Werte nach anderer Definition", EN: "only values of another definition"}},
	BeforeBreak:         {"before-break", zielkette.Text{DE: "der jüngste Wert liegt vor einem Bruch der Zeitreihe", EN: "the latest value lies before a break in the series"}},
	BaselineBeforeBreak: {"baseline-before-break", zielkette.Text{DE: "zwischen Ausgangswert und Wert liegt ein Bruch der Zeitreihe", EN: "a break in the series lies between baseline and value"}},
	ByAuthor:            {"by-author", zielkette.Text{DE: "vom Verfasser nicht gewertet", EN: "withheld by the author"}},
	NoTarget:            {"no-target", zielkette.Text{DE: "kein Zielwert", EN: "no target"}},
	DirectionOnly:       {"direction-only", zielkette.Text{DE: "nur eine Richtung vorgegeben", EN: "only a direction is given"}},
	NotInForce:          {"not-in-force", zielkette.Text{DE: "zu diesem Stand kein Zielwert beschlossen und bekannt", EN: "no target decided and known at these dates"}},
	Withdrawn:           {"withdrawn", zielkette.Text{DE: "der Zielwert wurde aufgegeben", EN: "the target was given up"}},
	AgainstDirection:    {"against-direction", zielkette.Text{DE: "der Zielwert liegt entgegen der angegebenen Richtung", EN: "the target lies against the stated direction"}},
	UnknownLabel:        {"unknown-label", zielkette.Text{DE: "für diese Einstufung ist keine Punktzahl festgelegt", EN: "no score is declared for this label"}},
	ShareWithoutParts:   {"share-without-parts", zielkette.Text{DE: "der Anteil ist nicht als Zähler und Nenner erfasst", EN: "the share is not recorded as numerator and denominator"}},
	NoShareExpected:     {"no-share-expected", zielkette.Text{DE: "Zähler und Nenner erfasst, die Kennzahl ist aber kein Anteil", EN: "numerator and denominator recorded, but the indicator is no share"}},
	DeclaredSo:          {"declared", zielkette.Text{DE: "laut Verfasser nicht anwendbar", EN: "declared so by the author"}},
	LowCoverage:         {"low-coverage", zielkette.Text{DE: "Abdeckung unter dem Mindestwert", EN: "coverage below the minimum"}},
	NegativeScore:       {"negative-score", zielkette.Text{DE: "dieses Mittel lässt keine negativen Werte zu", EN: "a negative score rules out this mean"}},
	NothingBeneath:      {"nothing-beneath", zielkette.Text{DE: "keine Kennzahlen und keine Ziele darunter", EN: "neither indicators nor goals beneath"}},
	NothingScored:       {"nothing-scored", zielkette.Text{DE: "darunter ist nichts bewertet", EN: "nothing beneath has a score"}},
	NothingApplies:      {"nothing-applies", zielkette.Text{DE: "nichts darunter ist anwendbar", EN: "nothing beneath applies"}},
	NoWeight:            {"no-weight", zielkette.Text{DE: "was darunter anwendbar ist, hat kein Gewicht", EN: "what applies beneath has no weight"}},
	BeforeLimit:         {"before-limit", zielkette.Text{DE: "der Wert liegt vor dem Zeitraum, ab dem der Zielwert gilt", EN: "the value lies before the period from which the target holds"}},
	NoNumber:            {"no-number", zielkette.Text{DE: "erfasst ist eine Einstufung, der Zielwert verlangt eine Zahl", EN: "a rating is on record, the target asks for a number"}},
}

// String returns the id of the reason as it stands in JSON, "" for no reason.
func (r Reason) String() string {
	if int(r) >= len(reasonNames) {
		return ""
	}
	return reasonNames[r].id
}

// Text returns the reason as it is printed in a report, "" for no reason.
func (r Reason) Text(language zielkette.Language) string {
	if int(r) >= len(reasonNames) {
		return ""
	}
	return reasonNames[r].text.In(language)
}

// MarshalText returns [Reason.String].
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }
