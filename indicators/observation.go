package indicators

import (
	"database/sql/driver"
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// Observation (Messwert) is one value on record, or the statement that there is
// none: what was measured, for which area and period, and when it became known. A text
// with a control character other than a tab or a line break is refused.
type Observation struct {
	Indicator   string           `json:"indicator"`
	Area        string           `json:"area,omitzero"` // "" is the whole municipality
	Period      zielkette.Period `json:"period"`
	Value       zielkette.Number `json:"value,omitzero"`       // none where Status says why
	Denominator zielkette.Number `json:"denominator,omitzero"` // of a share; then Value is the numerator
	Label       string           `json:"label,omitzero"`       // of an ordinal rating, in place of Value
	Status      Status           `json:"status,omitzero"`
	Definition  string           `json:"definition,omitzero"` // version of the definition; "" is the indicator's current one
	Known       zielkette.Date   `json:"known,omitzero"`      // when it became known; none: hidden once a known-on date is given
	Source      string           `json:"source,omitzero"`
	Note        string           `json:"note,omitzero"`
}

// hasValue reports whether the observation states a value, as a number or as the
// label of an ordinal rating.
func (o Observation) hasValue() bool { return !o.Value.IsZero() || o.Label != "" }

// Status is the state of an observation, a subset of the SDMX code list for the
// observation status (SDMX, Cross-Domain Code Lists, CL_OBS_STATUS).
type Status byte

// The observation statuses. The zero value stands for [Normal] where there is a
// value, and is refused where there is none: absence must be stated.
const (
	Normal         Status = 'A' // normal value
	BrokenSeries   Status = 'B' // value after a break: earlier ones do not compare
	OtherMeaning   Status = 'D' // definition differs; shown, never counted
	Estimated      Status = 'E' // estimated value (Destatis "s")
	Forecast       Status = 'F' // forecast; shown, never counted
	Imputed        Status = 'I' // imputed by the statistician
	CannotExist    Status = 'M' // missing, cannot exist or is not meaningful (Destatis "x")
	Missing        Status = 'O' // missing: not reported (Destatis "." or "...")
	Provisional    Status = 'P' // provisional (Destatis "p")
	Suppressed     Status = 'Q' // missing: suppressed, secret
	LowReliability Status = 'U' // low reliability: approximate, undated, disputed (Destatis "/", "( )")
)

// statuses is the one table of them, by their letters.
var statuses = [...]struct {
	text     zielkette.Text
	absent   bool // states that there is no value
	counts   bool // may be scored
	weakness int  // a total has the status of its part for which this is largest
}{
	Normal:         {text: zielkette.Text{DE: "normal", EN: "normal"}, counts: true},
	BrokenSeries:   {text: zielkette.Text{DE: "Bruch in der Zeitreihe", EN: "break in series"}, counts: true, weakness: 1},
	OtherMeaning:   {text: zielkette.Text{DE: "abweichende Definition", EN: "definition differs"}},
	Estimated:      {text: zielkette.Text{DE: "geschätzt", EN: "estimated"}, counts: true, weakness: 3},
	Forecast:       {text: zielkette.Text{DE: "Prognose", EN: "forecast"}},
	Imputed:        {text: zielkette.Text{DE: "imputiert", EN: "imputed"}, counts: true, weakness: 4},
	CannotExist:    {text: zielkette.Text{DE: "nicht sinnvoll", EN: "cannot exist"}, absent: true},
	Missing:        {text: zielkette.Text{DE: "nicht berichtet", EN: "not reported"}, absent: true},
	Provisional:    {text: zielkette.Text{DE: "vorläufig", EN: "provisional"}, counts: true, weakness: 2},
	Suppressed:     {text: zielkette.Text{DE: "geheim zu halten", EN: "suppressed"}, absent: true},
	LowReliability: {text: zielkette.Text{DE: "eingeschränkt aussagefähig", EN: "low reliability"}, counts: true, weakness: 5},
}

// known reports whether the table has the status.
func (s Status) known() bool { return int(s) < len(statuses) && !statuses[s].text.IsZero() }

// letters lists the codes.
func letters() string {
	var out []byte
	for s := range statuses {
		if Status(s).known() {
			out = append(out, byte(s), ' ')
		}
	}
	return string(out[:len(out)-1])
}

// ParseStatus reads the one-letter SDMX code; the empty text is the zero Status.
// The error is a [zielkette.Problem] with the code [CodeStatus].
func ParseStatus(text string) (Status, error) {
	if text == "" {
		return 0, nil
	}
	if len(text) == 1 && Status(text[0]).known() {
		return Status(text[0]), nil
	}
	return 0, problem(CodeStatus, text,
		"den Status nach SDMX als einen Buchstaben schreiben: "+letters(),
		"write the SDMX status as one letter: "+letters())
}

// String returns the one-letter code, "" for the zero Status.
func (s Status) String() string {
	if s == 0 {
		return ""
	}
	return string(rune(s))
}

// Text returns the meaning of the status as it is printed in a report.
func (s Status) Text(language zielkette.Language) string {
	if !s.known() {
		return ""
	}
	return statuses[s].text.In(language)
}

// IsAbsence reports whether the status states that there is no value.
func (s Status) IsAbsence() bool {
	return int(s) < len(statuses) && statuses[s].absent
}

// Counts reports whether a value of this status may be scored: all but forecasts
// and values of a differing definition. The zero Status counts as [Normal] does.
func (s Status) Counts() bool {
	return s == 0 || int(s) < len(statuses) && statuses[s].counts
}

// MarshalText returns [Status.String].
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Value returns the letter for a database, nil for the zero Status. It implements
// [driver.Valuer].
func (s Status) Value() (driver.Value, error) {
	if s == 0 {
		return nil, nil //nolint:nilnil // SQL's NULL
	}
	return s.String(), nil
}

// Scan reads a status from a column of text; NULL is the zero Status. Errors are those
// of [ParseStatus].
func (s *Status) Scan(source any) error {
	switch v := source.(type) {
	case nil:
		if s == nil {
			return document.Missing("*indicators.Status")
		}
		*s = 0
		return nil
	case string:
		return s.UnmarshalText([]byte(v))
	case []byte:
		return s.UnmarshalText(v)
	}
	return problem(zielkette.CodeColumn, fmt.Sprintf("%T", source),
		"diese Spalte der Datenbank als Text anlegen",
		"make this column of the database a column of text")
}

// UnmarshalText is [ParseStatus].
func (s *Status) UnmarshalText(text []byte) error {
	t, err := ParseStatus(string(text))
	if err != nil {
		return err
	}
	if s == nil {
		return document.Missing("*indicators.Status")
	}
	*s = t
	return nil
}
