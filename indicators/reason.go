package indicators

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Reason (Grund) tells why there is no number where one could be expected: no
// observation that counts, no attainment of an indicator, no score of a goal, no
// rating by a rule. The zero value is no reason: there is a number. A Reason is
// written as its stable id.
type Reason uint8

// The reasons, by what has no number.
const (
	// No observation counts; see [Series.Counted].
	NoObservation   Reason = iota + 1 // nothing is on record for a period ended by then and known by then
	StatedAbsent                      // the latest period is on record as missing
	TooOld                            // the latest value is older than the maximum age
	OtherDefinition                   // there are only forecasts or values of another version of the definition
	BeforeBreak                       // the latest value lies before a break in the series
	Contradicting                     // two values of the latest period became known on the same day
	Gap                               // a part of the period that a sum is formed over is not on record

	// An indicator has no attainment, although it may have a value.
	BeforeBaseline      // the period of the value does not end after that of the baseline
	NoBaseline          // no baseline is in force and known, or the record does not hold it
	TotalFromBaseline   // a total over a span starts from 0, but another baseline is stated
	TargetIsBaseline    // the target turns out to be the baseline, so that there is no way to measure
	BaselineBeforeBreak // a break lies between the baseline and the value
	ByAuthor            // the author withholds a judgement and says why
	NoTarget            // there is no target
	DirectionOnly       // the target states a direction only
	NotInForce          // no revision of the target was in force and known
	Withdrawn           // the target was given up
	AgainstDirection    // the target lies against the stated direction
	UnknownLabel        // the rating has a label without a declared score
	ShareWithoutParts   // the value is no numerator and denominator, as the indicator asks for
	NoShareExpected     // the value is a numerator and denominator, but the indicator is no share
	BeforeLimit         // the value lies before the first period for which the limit holds
	NoNumber            // a rating is on record where the target asks for a number
	NoPath              // the target states no path, so that no value is expected on the way
	NothingExpected     // the path expects the value to be where it started, so that there is nothing to compare with

	// A goal has no score.
	DeclaredSo     // the author says that it does not apply
	LowCoverage    // the coverage lies below the minimum
	NegativeScore  // a score lies below 0, which the aggregator does not allow
	NothingBeneath // there are neither indicators nor goals beneath
	NothingScored  // nothing directly beneath has a score
	NothingApplies // nothing beneath applies
	NoWeight       // what applies beneath has no weight

	// A rule gives no rating.
	NoValue          // there is no value to rate
	NoYear           // the target states no year to reach it by
	NoDirection      // it is not stated which way is better
	TooFewPoints     // there are fewer yearly values than the rule asks for
	NoBase           // there is no value in the base year or later
	NotPositive      // a growth rate needs values above 0
	NoGrowthRequired // the target is the base value, so that there is nothing to compare with
	NoTime           // the target year does not come after the base year
	OutOfRange       // a figure is too large to be computed
	NoClass          // no class covers the value
	NoScale          // no thresholds are valid in the year
	NoBounds         // the bounds of the rule are missing, equal or contradict each other
	BelowGoalpost    // a value lies below the minimum of the index
)

// reasons is the one table of them: how they are written and how they are printed.
var reasons = [...]struct {
	id   string
	text zielkette.Text
}{
	NoObservation:       {"no-observation", zielkette.Text{DE: "kein Wert zu diesem Stand", EN: "no value at these dates"}},
	StatedAbsent:        {"stated-absent", zielkette.Text{DE: "der jüngste Wert ist als fehlend gemeldet", EN: "the latest period is on record as missing"}},
	TooOld:              {"too-old", zielkette.Text{DE: "der jüngste Wert ist älter als das Höchstalter", EN: "the latest value is older than the maximum age"}},
	OtherDefinition:     {"other-definition", zielkette.Text{DE: "nur Werte nach anderer Definition", EN: "only values of another definition"}},
	BeforeBreak:         {"before-break", zielkette.Text{DE: "der jüngste Wert liegt vor einem Bruch der Zeitreihe", EN: "the latest value lies before a break in the series"}},
	Contradicting:       {"contradicting", zielkette.Text{DE: "zwei am selben Tag bekannt gewordene Werte des jüngsten Zeitraums widersprechen einander", EN: "two values of the latest period that became known on the same day contradict each other"}},
	Gap:                 {"gap", zielkette.Text{DE: "ein Teil des Zeitraums, über den summiert wird, fehlt", EN: "a part of the period that is summed over is missing"}},
	BeforeBaseline:      {"before-baseline", zielkette.Text{DE: "der Wert liegt nicht nach dem Ausgangswert", EN: "the value does not lie after the baseline"}},
	NoBaseline:          {"no-baseline", zielkette.Text{DE: "zu diesem Stand gibt es keinen Ausgangswert", EN: "there is no baseline at these dates"}},
	TotalFromBaseline:   {"total-from-baseline", zielkette.Text{DE: "eine Summe über eine Zeitspanne beginnt bei 0, angegeben ist ein anderer Ausgangswert", EN: "a total over a span starts from 0, but another baseline is stated"}},
	TargetIsBaseline:    {"target-is-baseline", zielkette.Text{DE: "der Zielwert ist gleich dem Ausgangswert, ein Weg dorthin ist nicht zu messen", EN: "the target equals the baseline, so there is no way to measure"}},
	BaselineBeforeBreak: {"baseline-before-break", zielkette.Text{DE: "zwischen Ausgangswert und Wert liegt ein Bruch der Zeitreihe", EN: "a break in the series lies between baseline and value"}},
	ByAuthor:            {"by-author", zielkette.Text{DE: "vom Verfasser zurückgestellt", EN: "set aside by the author"}},
	NoTarget:            {"no-target", zielkette.Text{DE: "kein Zielwert", EN: "no target"}},
	DirectionOnly:       {"direction-only", zielkette.Text{DE: "nur eine Richtung vorgegeben", EN: "only a direction is given"}},
	NotInForce:          {"not-in-force", zielkette.Text{DE: "zu diesem Stand kein Zielwert beschlossen und bekannt", EN: "no target decided and known at these dates"}},
	Withdrawn:           {"withdrawn", zielkette.Text{DE: "der Zielwert wurde aufgegeben", EN: "the target was given up"}},
	AgainstDirection:    {"against-direction", zielkette.Text{DE: "der Zielwert liegt entgegen der angegebenen Richtung", EN: "the target lies against the stated direction"}},
	UnknownLabel:        {"unknown-label", zielkette.Text{DE: "für diese Einstufung ist keine Punktzahl festgelegt", EN: "no score is declared for this label"}},
	ShareWithoutParts:   {"share-without-parts", zielkette.Text{DE: "der Anteil ist nicht als Zähler und Nenner erfasst", EN: "the share is not recorded as numerator and denominator"}},
	NoShareExpected:     {"no-share-expected", zielkette.Text{DE: "Zähler und Nenner erfasst, die Kennzahl ist aber kein Anteil", EN: "numerator and denominator recorded, but the indicator is no share"}},
	BeforeLimit:         {"before-limit", zielkette.Text{DE: "der Wert stammt aus einer Zeit, für die der Zielwert noch nicht gilt", EN: "the value is of a time for which the target does not hold yet"}},
	NoNumber:            {"no-number", zielkette.Text{DE: "erfasst ist eine Einstufung, der Zielwert verlangt eine Zahl", EN: "a rating is on record, the target asks for a number"}},
	NoPath:              {"no-path", zielkette.Text{DE: "der Zielwert hat keinen Zielpfad", EN: "the target has no path"}},
	NothingExpected:     {"nothing-expected", zielkette.Text{DE: "der Zielpfad erwartet bis hierher keine Veränderung", EN: "the path expects no change so far"}},
	DeclaredSo:          {"declared", zielkette.Text{DE: "laut Verfasser nicht anwendbar", EN: "declared so by the author"}},
	LowCoverage:         {"low-coverage", zielkette.Text{DE: "Abdeckung unter dem Mindestwert", EN: "coverage below the minimum"}},
	NegativeScore:       {"negative-score", zielkette.Text{DE: "dieses Mittel lässt keine negativen Werte zu", EN: "a negative score rules out this mean"}},
	NothingBeneath:      {"nothing-beneath", zielkette.Text{DE: "keine Kennzahlen und keine Ziele darunter", EN: "neither indicators nor goals beneath"}},
	NothingScored:       {"nothing-scored", zielkette.Text{DE: "unmittelbar darunter ist nichts bewertet", EN: "nothing directly beneath has a score"}},
	NothingApplies:      {"nothing-applies", zielkette.Text{DE: "nichts darunter ist anwendbar", EN: "nothing beneath applies"}},
	NoWeight:            {"no-weight", zielkette.Text{DE: "was darunter anwendbar ist, hat kein Gewicht", EN: "what applies beneath has no weight"}},
	NoValue:             {"no-value", zielkette.Text{DE: "kein Wert", EN: "no value"}},
	NoYear:              {"no-year", zielkette.Text{DE: "das Ziel nennt kein Jahr, bis zu dem es erreicht sein soll", EN: "the target states no year by which to reach it"}},
	NoDirection:         {"no-direction", zielkette.Text{DE: "es ist nicht festgelegt, welche Richtung gewünscht ist", EN: "it is not stated which direction is wanted"}},
	TooFewPoints:        {"too-few-points", zielkette.Text{DE: "zu wenige vergleichbare Jahreswerte", EN: "too few comparable yearly values"}},
	NoBase:              {"no-base", zielkette.Text{DE: "kein Wert im Basisjahr oder danach", EN: "no value in the base year or later"}},
	NotPositive:         {"not-positive", zielkette.Text{DE: "eine Wachstumsrate lässt sich nur aus Werten über 0 bilden", EN: "a growth rate can only be formed from values above 0"}},
	NoGrowthRequired:    {"no-growth-required", zielkette.Text{DE: "der Zielwert ist gleich dem Ausgangswert; es gibt keine erforderliche Veränderung zum Vergleich", EN: "the target equals the base value; there is no required change to compare with"}},
	NoTime:              {"no-time", zielkette.Text{DE: "das Zieljahr liegt nicht nach dem Basisjahr", EN: "the target year does not come after the base year"}},
	OutOfRange:          {"out-of-range", zielkette.Text{DE: "ein Zwischenergebnis ist zu groß für die Berechnung", EN: "an intermediate result is too large to be computed"}},
	NoClass:             {"no-class", zielkette.Text{DE: "keine Klasse deckt den Wert ab", EN: "no class covers the value"}},
	NoScale:             {"no-scale", zielkette.Text{DE: "für das Jahr sind keine Schwellen festgelegt", EN: "no thresholds are stated for the year"}},
	NoBounds:            {"no-bounds", zielkette.Text{DE: "die Grenzwerte der Regel fehlen oder widersprechen einander", EN: "the bounds of the rule are missing or contradict each other"}},
	BelowGoalpost:       {"below-goalpost", zielkette.Text{DE: "ein Wert liegt unter dem Mindestwert des Index", EN: "a value lies below the minimum of the index"}},
}

// String returns the id of the reason as it stands in JSON, "" for no reason.
func (r Reason) String() string {
	if int(r) >= len(reasons) {
		return ""
	}
	return reasons[r].id
}

// Words returns the reason in both languages, nothing for no reason. It is a phrase
// without a full stop, so that it fits behind a colon and in brackets.
func (r Reason) Words() zielkette.Text {
	if int(r) >= len(reasons) {
		return zielkette.Text{}
	}
	return reasons[r].text
}

// Text returns the reason as a report in the language prints it, "" for no reason.
func (r Reason) Text(language zielkette.Language) string { return r.Words().In(language) }

// MarshalText returns [Reason.String].
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }
