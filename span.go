package zielkette

import (
	"database/sql/driver"
	"fmt"
)

// Span (Zeitspanne) is a length of time in whole months, written as in ISO 8601
// with years and months only: "P5Y", "P18M", "P1Y6M". It states a maximum age of
// a value or the lag of an effect. The zero value is no span, and never negative.
type Span struct {
	months uint16
	set    bool
}

// MaxSpanYears is the longest span in years.
const MaxSpanYears = 999

// NewSpan returns a span of whole months. The error has the code [CodeSpan] when
// months is negative or more than [MaxSpanYears] years.
func NewSpan(months int) (Span, error) {
	if months < 0 || months > MaxSpanYears*12 {
		return Span{}, fault(CodeSpan, fmt.Sprint(months), "eine Zeitspanne hat 0 bis 999 Jahre", "a span has 0 to 999 years")
	}
	return Span{uint16(months), true}, nil
}

// ParseSpan reads "P5Y", "P18M" or "P1Y6M"; "P0M" is the span of no length. The
// error is a [Problem] with the code [CodeSpan].
func ParseSpan(text string) (Span, error) {
	if len(text) < 3 || text[0] != 'P' {
		return badSpan(text)
	}
	total, number, count := 0, 0, 0
	seenMonths, seenYears := false, false
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9' && count < 5:
			number = number*10 + int(c-'0')
			count++
		case c == 'Y' && count > 0 && !seenYears && !seenMonths:
			total = number * 12
			number, count, seenYears = 0, 0, true
		case c == 'M' && count > 0 && !seenMonths:
			total += number
			number, count, seenMonths = 0, 0, true
		default:
			return badSpan(text)
		}
	}
	if count > 0 || total > MaxSpanYears*12 {
		return badSpan(text)
	}
	return Span{uint16(total), true}, nil
}

func badSpan(text string) (Span, error) {
	return Span{}, fault(CodeSpan, clip(text),
		`eine Zeitspanne in Jahren und Monaten schreiben, zum Beispiel "P5Y", "P18M" oder "P1Y6M", höchstens 999 Jahre`,
		`write a span in years and months, for example "P5Y", "P18M" or "P1Y6M", of at most 999 years`)
}

// MustParseSpan is [ParseSpan] for literals in programs and tests. It panics on
// a text that is not a span and must not be fed with input.
func MustParseSpan(text string) Span {
	s, err := ParseSpan(text)
	if err != nil {
		panic(err)
	}
	return s
}

// IsZero reports whether there is no span. A span of no length, "P0M", is a span.
func (s Span) IsZero() bool { return !s.set }

// Months returns the length in months, 0 for no span.
func (s Span) Months() int { return int(s.months) }

// Equal reports whether both have the same length, or both are no span.
func (s Span) Equal(t Span) bool { return s == t }

// String returns the span as [ParseSpan] reads it, years first: "P1Y6M"; "" for
// no span.
func (s Span) String() string {
	years, months := s.months/12, s.months%12
	switch {
	case !s.set:
		return ""
	case years == 0:
		return fmt.Sprintf("P%dM", months)
	case months == 0:
		return fmt.Sprintf("P%dY", years)
	}
	return fmt.Sprintf("P%dY%dM", years, months)
}

// Text returns the span as it is printed in a report: "5 Jahre", "18 Monate"; ""
// for no span.
func (s Span) Text(language Language) string {
	if !s.set {
		return ""
	}
	n, unit := int(s.months), Text{"Monate", "months"}
	if n == 1 {
		unit = Text{"Monat", "month"}
	}
	if n%12 == 0 && n > 0 {
		n, unit = n/12, Text{"Jahre", "years"}
		if n == 1 {
			unit = Text{"Jahr", "year"}
		}
	}
	return fmt.Sprintf("%d %s", n, unit.In(language))
}

// MarshalText returns [Span.String].
func (s Span) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText is [ParseSpan]; the empty text is no span.
func (s *Span) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return put(s, Span{})
	}
	said, err := ParseSpan(string(text))
	if err != nil {
		return err
	}
	return put(s, said)
}

// Value returns [Span.String] for a database, nil for no span. It implements
// [driver.Valuer].
func (s Span) Value() (driver.Value, error) { return textOrNull(s.String()) }

// Scan reads a span from a column of texts; NULL is no span.
func (s *Span) Scan(source any) error { return scanText(source, s) }
