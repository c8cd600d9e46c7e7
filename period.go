package zielkette

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"time"

	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// PeriodKind is the length of a period.
type PeriodKind uint8

// The kinds of period that municipal statistics use.
const (
	NoPeriod   PeriodKind = iota
	Year                  // Jahr
	HalfYear              // Halbjahr
	Quarter               // Quartal
	Month                 // Monat
	Day                   // Tag, Stichtag
	SchoolYear            // Schuljahr, from 1 August to 31 July
	Months                // Zeitspanne, whole months from any month on: a financial year, a semester, the mean of three years
)

var kindNames = [...]Text{
	{},
	{"Jahr", "year"},
	{"Halbjahr", "half-year"},
	{"Quartal", "quarter"},
	{"Monat", "month"},
	{"Tag", "day"},
	{"Schuljahr", "school year"},
	{"Zeitspanne", "span of months"},
}

// Text returns the name of the kind, "" for [NoPeriod].
func (k PeriodKind) Text(language Language) string {
	if int(k) >= len(kindNames) {
		return ""
	}
	return kindNames[k].In(language)
}

// String returns the English name of the kind.
func (k PeriodKind) String() string { return k.Text(English) }

// Period (Zeitraum) is the stretch of time a value describes. Periods order by
// their end, then by their start. The zero value is no period. A Period is a
// small immutable value.
type Period struct {
	first, last int32
	kind        PeriodKind
}

// NewYear returns a calendar year. The error has the code [CodePeriod] when the
// year is outside 1..9999.
func NewYear(year int) (Period, error) {
	if year < 1 || year > 9999 {
		return Period{}, fault(CodePeriod, fmt.Sprint(year),
			"ein Jahr liegt zwischen 1 und 9999",
			"a year lies between 1 and 9999")
	}
	first, last := months(year, 1, 12)
	return Period{first, last, Year}, nil
}

// ParsePeriod reads a period:
//
//	2023                  a year
//	2023-H1, 2023-Q4      a half-year, a quarter
//	2023-01, 2023-01-31   a month, a day
//	2022/23, 2022/2023    a school year
//	2021/2025             whole years from the first to the last, both included, at least two apart
//	2022/P2Y              a [Span] from the start of a year
//	2009-04/P1Y           a Span from the start of a month: a financial year
//
// A span is a kind of its own even where it has the length of another kind, so
// that the means of twelve or of three months from any month on form one series.
// The error is a [Problem] with the code [CodePeriod]. Other notations, such as
// the labels of Leipzig's portal, are read by package indicators/tables.
func ParsePeriod(text string) (Period, error) {
	year, rest, ok := parseYear(text)
	if !ok {
		return badPeriod(text)
	}
	switch {
	case rest == "":
		first, last := months(year, 1, 12)
		return Period{first, last, Year}, nil
	case rest[0] == '/':
		if next, tail, ok := digits(rest[1:], 2); ok && tail == "" && next == (year+1)%100 && year < 9999 {
			return schoolYear(year), nil
		}
		next, tail, ok := parseYear(rest[1:])
		switch {
		case ok && tail == "" && next == year+1:
			return schoolYear(year), nil
		case ok && tail == "" && next > year+1 && next-year < MaxSpanYears:
			first, last := months(year, 1, 12*(next-year+1))
			return Period{first, last, Months}, nil
		}
		return spanFrom(text, year, 1, rest[1:])
	case len(rest) > 4 && rest[3] == '/':
		if month, _, ok := parseMonthDay(year, rest[:3]); ok {
			return spanFrom(text, year, month, rest[4:])
		}
	case len(rest) == 3 && rest[1] == 'Q' && rest[2] >= '1' && rest[2] <= '4' && rest[0] == '-':
		first, last := months(year, int(rest[2]-'1')*3+1, 3)
		return Period{first, last, Quarter}, nil
	case len(rest) == 3 && rest[1] == 'H' && rest[2] >= '1' && rest[2] <= '2' && rest[0] == '-':
		first, last := months(year, int(rest[2]-'1')*6+1, 6)
		return Period{first, last, HalfYear}, nil
	}
	month, day, ok := parseMonthDay(year, rest)
	switch {
	case !ok:
		return badPeriod(text)
	case day > 0:
		n := dayNumber(year, month, day)
		return Period{n, n, Day}, nil
	}
	first, last := months(year, month, 1)
	return Period{first, last, Month}, nil
}

// spanFrom reads the length of a span that starts with the given month.
func spanFrom(text string, year, month int, length string) (Period, error) {
	span, err := ParseSpan(length)
	if err != nil || span.Months() == 0 || year*12+month-1+span.Months() > 10000*12 {
		return badPeriod(text)
	}
	first, last := months(year, month, span.Months())
	return Period{first, last, Months}, nil
}

func schoolYear(year int) Period {
	first, last := months(year, 8, 12)
	return Period{first, last, SchoolYear}
}

func badPeriod(text string) (Period, error) {
	return Period{}, fault(CodePeriod, clip(text),
		`einen Zeitraum als "2023", "2023-H1", "2023-Q4", "2023-01", "2023-01-31", "2022/23", "2021/2025" oder "2009-04/P1Y" schreiben`,
		`write a period as "2023", "2023-H1", "2023-Q4", "2023-01", "2023-01-31", "2022/23", "2021/2025" or "2009-04/P1Y"`)
}

// MustParsePeriod is [ParsePeriod] for literals in programs and tests. It panics
// on a text that is not a period and must not be fed with input.
func MustParsePeriod(text string) Period {
	p, err := ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	return p
}

// IsZero reports whether there is no period.
func (p Period) IsZero() bool { return p.kind == NoPeriod }

// Kind returns the length of the period.
func (p Period) Kind() PeriodKind { return p.kind }

// Start returns the first day of the period; no date for no period.
func (p Period) Start() Date { return p.day(p.first) }

// End returns the last day of the period; no date for no period.
func (p Period) End() Date { return p.day(p.last) }

func (p Period) day(n int32) Date {
	if p.kind == NoPeriod {
		return Date{}
	}
	return Date{n, n, dayDate}
}

// Year returns the calendar year in which the period ends, 0 for no period.
func (p Period) Year() int { return p.End().Year() }

// Length returns how many whole months the period has, as a [Span]: P1Y of a
// year. A day and no period have none, which is no span.
func (p Period) Length() Span {
	switch p.kind {
	case NoPeriod, Day:
		return Span{}
	}
	year, month, _ := civil(p.first)
	next, to, _ := civil(p.last + 1)
	return Span{uint16((next-year)*12 + to - month), true}
}

// Alike reports whether both periods can stand in one series: they are of one
// kind and, where that is [Months], of one length.
func (p Period) Alike(q Period) bool {
	return p.kind == q.kind && (p.kind != Months || p.Length() == q.Length())
}

// Starting returns the period of the same kind, and where that is [Months] of the same
// length, that starts on a day; ok is false where none does.
func (p Period) Starting(day Date) (q Period, ok bool) {
	if p.kind == NoPeriod || day.IsZero() {
		return Period{}, false
	}
	if p.kind == Day {
		return Period{day.first, day.first, Day}, true
	}
	year, month, dom := civil(day.first)
	length := p.Length().Months()
	aligned := p.kind == Months || p.kind == SchoolYear && month == 8 || p.kind != SchoolYear && (month-1)%length == 0
	if dom != 1 || !aligned || year*12+month-1+length > 10000*12 {
		return Period{}, false
	}
	first, last := months(year, month, length)
	return Period{first, last, p.kind}, true
}

// Around returns the period of the same kind that the last day of a date lies in: of a
// year the calendar year, of a school year that from August to July. ok is false for no
// period, no date and a span, which may start with any month.
func (p Period) Around(day Date) (q Period, ok bool) {
	if p.kind == NoPeriod || p.kind == Months || day.IsZero() {
		return Period{}, false
	}
	if p.kind == Day {
		return Period{day.last, day.last, Day}, true
	}
	year, month, _ := civil(day.last)
	length, start := p.Length().Months(), 1
	if p.kind == SchoolYear {
		start = 8
	}
	month -= (month - start + 12) % length
	if month < 1 {
		year, month = year-1, month+12
	}
	if year < 1 || year*12+month-1+length > 10000*12 {
		return Period{}, false
	}
	first, last := months(year, month, length)
	return Period{first, last, p.kind}, true
}

// Next returns the period of the same kind and length that follows; ok is false for no
// period and after the last.
func (p Period) Next() (next Period, ok bool) {
	if p.kind == NoPeriod {
		return Period{}, false
	}
	return p.Starting(Date{p.last + 1, p.last + 1, dayDate})
}

// Upto returns the span of whole months from the first day of p to the last day of q;
// ok is false where they are none.
func (p Period) Upto(q Period) (span Period, ok bool) {
	if p.kind == NoPeriod || q.kind == NoPeriod || q.last < p.first {
		return Period{}, false
	}
	year, month, day := civil(p.first)
	nextYear, nextMonth, nextDay := civil(q.last + 1)
	if length := (nextYear-year)*12 + nextMonth - month; day == 1 && nextDay == 1 && length <= MaxSpanYears*12 {
		return Period{p.first, q.last, Months}, true
	}
	return Period{}, false
}

// Compare orders periods by their end, then by their start; no period sorts
// before every period.
func (p Period) Compare(q Period) int {
	switch {
	case p.kind == NoPeriod && q.kind == NoPeriod:
		return 0
	case p.kind == NoPeriod:
		return -1
	case q.kind == NoPeriod:
		return 1
	}
	return cmp.Or(cmp.Compare(p.last, q.last), cmp.Compare(p.first, q.first), cmp.Compare(p.kind, q.kind))
}

// Since reports whether what holds from a period on holds for p. It holds from the
// first day of that period: for every period that starts on that day or later, and so
// for each quarter of a year from which it holds, and for every period that ends later
// than from, because a long period is told apart by its end. What holds from no period
// on holds always.
func (p Period) Since(from Period) bool {
	return p.Compare(from) >= 0 || p.kind != NoPeriod && p.first >= from.first
}

// Equal reports whether both are the same period of the same kind.
func (p Period) Equal(q Period) bool { return p == q }

// String returns the period in the form that [ParsePeriod] lists first, "" for
// no period.
func (p Period) String() string {
	var room [32]byte
	return string(p.appendText(room[:0]))
}

// AppendText appends [Period.String] to b. It never fails.
func (p Period) AppendText(b []byte) ([]byte, error) { return p.appendText(b), nil }

func (p Period) appendText(b []byte) []byte {
	if p.kind == NoPeriod {
		return b
	}
	year, month, day := civil(p.first)
	if p.kind == Day {
		return appendDay(b, year, month, day)
	}
	b = appendPadded(b, year, 4)
	switch p.kind {
	case HalfYear:
		b = appendPadded(append(b, "-H"...), month/6+1, 1)
	case Quarter:
		b = appendPadded(append(b, "-Q"...), month/3+1, 1)
	case Month:
		b = appendPadded(append(b, '-'), month, 2)
	case SchoolYear:
		b = appendPadded(append(b, '/'), (year+1)%100, 2)
	case Months:
		length := p.Length()
		years := length.Months() / 12
		if month > 1 {
			b = appendPadded(append(b, '-'), month, 2)
		}
		b = append(b, '/')
		if month > 1 || length.Months()%12 > 0 || years < 3 {
			return append(b, length.String()...)
		}
		return appendPadded(b, year+years-1, 4)
	}
	return b
}

// Text returns the period as it is printed in a report: "2023", "1. Quartal
// 2023", "Januar 2024", "31.12.2023", "Schuljahr 2022/23", "2021 bis 2025", "April
// 2009 bis März 2010"; "" for no period.
func (p Period) Text(language Language) string {
	var room [64]byte
	return string(p.AppendIn(module.Reader{}, room[:0], language))
}

// AppendIn appends what [Period.Text] returns, for the packages of this module.
func (p Period) AppendIn(_ module.Reader, to []byte, language Language) []byte {
	switch p.kind {
	case HalfYear:
		return Date{p.first, p.last, halfDate}.AppendIn(module.Reader{}, to, language)
	case Quarter:
		return Date{p.first, p.last, quarterDate}.AppendIn(module.Reader{}, to, language)
	case Month:
		return Date{p.first, p.last, monthDate}.AppendIn(module.Reader{}, to, language)
	case Day:
		return Date{p.first, p.last, dayDate}.AppendIn(module.Reader{}, to, language)
	case SchoolYear:
		return p.appendText(append(append(to, SchoolYear.Text(language)...), ' '))
	case Months:
		return append(to, p.spanText(language)...)
	}
	return p.appendText(to)
}

// spanText names the first and the last year of a span or, where it has a part of
// a year, the first and the last month.
func (p Period) spanText(language Language) string {
	year, month, _ := civil(p.first)
	lastYear, lastMonth, _ := civil(p.last)
	to := Text{" bis ", " to "}.In(language)
	if month == 1 && lastMonth == 12 {
		if year == lastYear {
			return fmt.Sprintf("%04d", year)
		}
		return fmt.Sprintf("%04d%s%04d", year, to, lastYear)
	}
	one := func(year, month int) string {
		first, last := months(year, month, 1)
		return Period{first, last, Month}.Text(language)
	}
	if year == lastYear && month == lastMonth {
		return one(year, month)
	}
	return one(year, month) + to + one(lastYear, lastMonth)
}

// MarshalText returns [Period.String].
func (p Period) MarshalText() ([]byte, error) { return p.appendText(nil), nil }

// UnmarshalText is [ParsePeriod]; the empty text is no period.
func (p *Period) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return put(p, Period{})
	}
	said, err := ParsePeriod(string(text))
	if err != nil {
		return err
	}
	return put(p, said)
}

// Value returns [Period.String] for a database, nil for no period. It implements
// [driver.Valuer].
func (p Period) Value() (driver.Value, error) { return textOrNull(p.String()) }

// Scan reads a period from a column of texts; NULL is no period. A whole number is a
// calendar year, a moment the day it falls on.
func (p *Period) Scan(source any) error {
	switch v := source.(type) {
	case int64:
		year, err := NewYear(int(max(min(v, 1<<30), 0)))
		if err != nil {
			return err
		}
		return put(p, year)
	case time.Time:
		return p.UnmarshalText([]byte(DateOf(v).String()))
	}
	return scanText(source, p)
}
