package outlook

import (
	"encoding/json"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Reason tells why there is no outlook, or no trend. The zero value is no reason.
type Reason string

// The reasons.
const (
	NoAim           Reason = "no-target"        // no value that is to be reached by a date
	Withheld        Reason = "withheld"         // the author withholds the judgement
	Total           Reason = "total"            // the target is a total, or a mean, of several periods
	NoValue         Reason = "no-value"         // no value counts
	NoStart         Reason = "no-start"         // the start year has no value
	OtherDefinition Reason = "other-definition" // a period since then has a value of another definition only
	Break           Reason = "break"            // the series breaks since then
	Past            Reason = "past"             // the target's period is not later than the last value
	TooFew          Reason = "too-few"          // fewer than five values since then
	NoSpread        Reason = "no-spread"        // the values lie exactly on a line
)

var reasons = words.Set[Reason, struct{}]{
	{Word: NoAim, Text: zielkette.Text{DE: "es gibt keinen Zielwert, der bis zu einem Zeitpunkt zu erreichen ist", EN: "there is no value that is to be reached by a date"}},
	{Word: Withheld, Text: zielkette.Text{DE: "die Kennzahl wird an diesem Zielwert nicht bewertet; so steht es im Dokument", EN: "the indicator is not scored by this target; so the document says"}},
	{Word: Total, Text: zielkette.Text{DE: "der Zielwert gilt für mehrere Zeiträume zusammen; eine Gerade durch einzelne Werte sagt darüber nichts", EN: "the target is for several periods together, of which a line through single values says nothing"}},
	{Word: NoValue, Text: zielkette.Text{DE: "kein Wert zählt zu diesem Stand", EN: "no value counts at this date"}},
	{Word: NoStart, Text: zielkette.Text{DE: "für das Anfangsjahr gibt es keinen Wert", EN: "there is no value for the start year"}},
	{Word: OtherDefinition, Text: zielkette.Text{DE: "seit dem Anfangsjahr gibt es Werte nur einer anderen Definition", EN: "since the start year there are values of another definition only"}},
	{Word: Break, Text: zielkette.Text{DE: "seit dem Anfangsjahr bricht die Zeitreihe", EN: "the series breaks since the start year"}},
	{Word: Past, Text: zielkette.Text{DE: "der letzte Wert ist nicht älter als der Termin des Zielwerts", EN: "the last value is not older than the date of the target"}},
	{Word: TooFew, Text: zielkette.Text{DE: "seit dem Anfangsjahr gibt es weniger als fünf Werte", EN: "there are fewer than five values since the start year"}},
	{Word: NoSpread, Text: zielkette.Text{DE: "die Werte liegen genau auf einer Geraden; daraus folgt keine Streuung", EN: "the values lie exactly on a line; no spread follows from that"}},
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
