package zielkette

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Date is a civil date as municipal papers state it: a day, or something less
// precise such as a year, "Frühjahr 2018" or "Anfang 2019". There is no time of
// day and no time zone.
//
// An imprecise date spans several days, from [Date.First] to [Date.Last], and
// counts from its last day: what is dated 2019 has happened by 2019-12-31, not
// by 2019-06-30. The zero value is no date. A Date is a small immutable value.
type Date struct {
	first, last int32
	form        dateForm
}

type dateForm uint8

const (
	noDate dateForm = iota
	dayDate
	monthDate
	quarterDate
	halfDate
	yearDate
	springDate // meteorological seasons: 1 March to 31 May, and so on
	summerDate
	autumnDate
	winterDate // 1 December of the year to the end of February of the next
	earlyDate  // thirds of a year: January to April
	midDate
	lateDate
)

// part is a named part of a year: where it starts and how many months it has.
type part struct {
	form          dateForm
	suffix        string
	month, months int
	de, en        string
}

var yearParts = [...]part{
	{quarterDate, "Q1", 1, 3, "1. Quartal", "first quarter of"},
	{quarterDate, "Q2", 4, 3, "2. Quartal", "second quarter of"},
	{quarterDate, "Q3", 7, 3, "3. Quartal", "third quarter of"},
	{quarterDate, "Q4", 10, 3, "4. Quartal", "fourth quarter of"},
	{halfDate, "H1", 1, 6, "1. Halbjahr", "first half of"},
	{halfDate, "H2", 7, 6, "2. Halbjahr", "second half of"},
	{springDate, "spring", 3, 3, "Frühjahr", "spring"},
	{summerDate, "summer", 6, 3, "Sommer", "summer"},
	{autumnDate, "autumn", 9, 3, "Herbst", "autumn"},
	{winterDate, "winter", 12, 3, "Winter", "winter"},
	{earlyDate, "early", 1, 4, "Anfang", "beginning of"},
	{midDate, "mid", 5, 4, "Mitte", "middle of"},
	{lateDate, "late", 9, 4, "Ende", "end of"},
}

var monthNames = [...]Text{
	{"Januar", "January"},
	{"Februar", "February"},
	{"März", "March"},
	{"April", "April"},
	{"Mai", "May"},
	{"Juni", "June"},
	{"Juli", "July"},
	{"August", "August"},
	{"September", "September"},
	{"Oktober", "October"},
	{"November", "November"},
	{"Dezember", "December"},
}

// NewDate returns the given day. The error has the code [CodeDate] when there is
// no such day or the year is outside 1..9999.
func NewDate(year, month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, fault(CodeDate, fmt.Sprintf("%d-%d-%d", year, month, day),
			"diesen Tag gibt es im Kalender der Jahre 1 bis 9999 nicht",
			"there is no such day in the calendar of the years 1 to 9999")
	}
	n := dayNumber(year, month, day)
	return Date{n, n, dayDate}, nil
}

// DateOf returns the civil date of a moment, in the time zone of the moment; no date
// for the zero time.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	year, month, day := t.Date()
	d, _ := NewDate(year, int(month), day) // outside the years 1 to 9999 there is none
	return d
}

// ParseDate reads a date:
//
//	2024-12-31, 31.12.2024                    a day
//	2021-02, 2019                             a month, a year
//	2019-Q3, 2023-H1                          a quarter, a half-year
//	2018-spring  -summer  -autumn  -winter    a season, by whole months (winter ends in February)
//	2019-early  -mid  -late                   a third of a year: Anfang, Mitte, Ende
//
// The parts of a year are also read in words, German or English, as they stand
// in papers: "Frühjahr 2018", "Anfang 2019", "1. Halbjahr 2017", "beginning of
// 2019", "Februar 2021", and so is an English day, "31 December 2024": whatever
// [Date.Text] prints is read back. [Date.String] gives the first form.
//
// The error is a [Problem] with the code [CodeDate].
func ParseDate(text string) (Date, error) {
	if year, rest, ok := parseYear(text); ok {
		if rest == "" {
			first, last := months(year, 1, 12)
			return Date{first, last, yearDate}, nil
		}
		if month, day, ok := parseMonthDay(year, rest); ok {
			if day > 0 {
				n := dayNumber(year, month, day)
				return Date{n, n, dayDate}, nil
			}
			first, last := months(year, month, 1)
			return Date{first, last, monthDate}, nil
		}
		for _, p := range yearParts {
			if rest[0] == '-' && rest[1:] == p.suffix && p.fits(year) {
				return p.in(year), nil
			}
		}
	} else if year, month, day, ok := germanDay(text); ok {
		return NewDate(year, month, day)
	} else if i := strings.LastIndexByte(text, ' '); i > 0 {
		if year, rest, ok := parseYear(text[i+1:]); ok && rest == "" {
			words := text[:i]
			for _, p := range yearParts {
				if (words == p.de || words == p.en) && p.fits(year) {
					return p.in(year), nil
				}
			}
			for m, name := range monthNames {
				if words == name.DE || words == name.EN {
					first, last := months(year, m+1, 1)
					return Date{first, last, monthDate}, nil
				}
				if day, ok := strings.CutSuffix(words, " "+name.EN); ok {
					if n, err := strconv.Atoi(day); err == nil && strconv.Itoa(n) == day {
						return NewDate(year, m+1, n)
					}
				}
			}
		}
	}
	if len(text) == len("2024-12-31") && strings.Trim(text[:4]+text[5:7]+text[8:], "0123456789") == "" && text[4] == '-' && text[7] == '-' {
		return Date{}, fault(CodeDate, clip(text), "diesen Tag gibt es im Kalender der Jahre 1 bis 9999 nicht", "there is no such day in the calendar of the years 1 to 9999")
	}
	return Date{}, fault(CodeDate, clip(text),
		`ein Datum als "2024-12-31" oder "31.12.2024", "2021-02", "2019", "2019-Q3", "2018-spring" oder "2019-early" schreiben`,
		`write a date as "2024-12-31" or "31.12.2024", "2021-02", "2019", "2019-Q3", "2018-spring" or "2019-early"`)
}

// germanDay takes a day written as "31.12.2024" or "1.2.2024" apart.
func germanDay(text string) (year, month, day int, ok bool) {
	first, rest, ok1 := strings.Cut(text, ".")
	second, third, ok2 := strings.Cut(rest, ".")
	if !ok1 || !ok2 || len(first) > 2 || len(second) > 2 || first == "" || second == "" {
		return 0, 0, 0, false
	}
	year, rest, ok = parseYear(third)
	day, _, okDay := digits(first, len(first))
	month, _, okMonth := digits(second, len(second))
	return year, month, day, ok && rest == "" && okDay && okMonth
}

// fits reports whether the part ends within the years that a date may have: the
// winter of 9999 does not.
func (p part) fits(year int) bool { return year < 9999 || p.month+p.months <= 13 }

func (p part) in(year int) Date {
	first, last := months(year, p.month, p.months)
	return Date{first, last, p.form}
}

// MustParseDate is [ParseDate] for literals in programs and tests. It panics on
// a text that is not a date and must not be fed with input.
func MustParseDate(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.form == noDate }

// IsDay reports whether the date is precise to the day.
func (d Date) IsDay() bool { return d.form == dayDate }

// First returns the first day the date may mean; no date for no date.
func (d Date) First() Date { return dayOf(d.first, d.form) }

// Last returns the last day the date may mean, from which it counts; no date for
// no date.
func (d Date) Last() Date { return dayOf(d.last, d.form) }

func dayOf(n int32, form dateForm) Date {
	if form == noDate {
		return Date{}
	}
	return Date{n, n, dayDate}
}

// Year returns the calendar year of the last day, 0 for no date.
func (d Date) Year() int {
	if d.form == noDate {
		return 0
	}
	year, _, _ := civil(d.last)
	return year
}

// Days returns the number of days from the last day of e to the last day of d,
// negative when d is earlier. Both must be dates.
func (d Date) Days(e Date) int { return int(d.last) - int(e.last) }

// By reports whether the date has come by the end of the given one: its last day
// is not after the last day of on. No date has never come, and nothing has come
// by no date.
func (d Date) By(on Date) bool {
	return d.form != noDate && on.form != noDate && d.last <= on.last
}

// Month returns the month of the last day, from 1 to 12; 0 for no date.
func (d Date) Month() int {
	if d.form == noDate {
		return 0
	}
	_, month, _ := civil(d.last)
	return month
}

// AddMonths returns the last day of d moved by whole months. Where the month
// reached is too short, it is its last day: 2024-01-31 plus one month is
// 2024-02-29, and 2024-02-29 plus twelve months is 2025-02-28. Outside the years
// 1..9999 the result is the first or the last day of that range.
func (d Date) AddMonths(n int) Date {
	if d.form == noDate {
		return d
	}
	n = max(min(n, 12*10000), -12*10000) // farther than any two dates lie apart
	year, month, day := civil(d.last)
	month += n - 1
	year += month / 12
	if month %= 12; month < 0 {
		month += 12
		year--
	}
	month++
	switch {
	case year < 1:
		return dayOf(dayNumber(1, 1, 1), dayDate)
	case year > 9999:
		return dayOf(dayNumber(9999, 12, 31), dayDate)
	}
	return dayOf(dayNumber(year, month, min(day, daysIn(year, month))), dayDate)
}

// Compare orders dates by their last day, then by their first; no date sorts
// before every date.
func (d Date) Compare(e Date) int {
	switch {
	case d.form == noDate && e.form == noDate:
		return 0
	case d.form == noDate:
		return -1
	case e.form == noDate:
		return 1
	}
	return cmp.Or(cmp.Compare(d.last, e.last), cmp.Compare(d.first, e.first), cmp.Compare(d.form, e.form))
}

// Equal reports whether both are the same date in the same precision.
func (d Date) Equal(e Date) bool { return d == e }

// String returns the date in the form that [ParseDate] lists first, "" for no
// date.
func (d Date) String() string {
	var room [32]byte
	return string(d.appendText(room[:0]))
}

// AppendText appends [Date.String] to b. It never fails.
func (d Date) AppendText(b []byte) ([]byte, error) { return d.appendText(b), nil }

func (d Date) appendText(b []byte) []byte {
	year, month, day := civil(d.first)
	switch d.form {
	case noDate:
		return b
	case dayDate:
		return appendDay(b, year, month, day)
	case monthDate:
		return appendPadded(append(appendPadded(b, year, 4), '-'), month, 2)
	case yearDate:
		return appendPadded(b, year, 4)
	}
	return append(append(appendPadded(b, year, 4), '-'), d.part(month).suffix...)
}

// appendPadded appends a number that is not negative with zeros in front. Reports print
// a date for nearly every figure, and fmt takes five times as long.
func appendPadded(b []byte, n, width int) []byte {
	var text [20]byte
	at := len(text)
	for ; n > 0 || width > 0; n, width = n/10, width-1 {
		at--
		text[at] = byte('0' + n%10)
	}
	return append(b, text[at:]...)
}

func appendDay(b []byte, year, month, day int) []byte {
	b = appendPadded(append(appendPadded(b, year, 4), '-'), month, 2)
	return appendPadded(append(b, '-'), day, 2)
}

// part returns the named part of the year that starts in the given month.
func (d Date) part(month int) part {
	for _, p := range yearParts {
		if p.form == d.form && p.month == month {
			return p
		}
	}
	return part{}
}

// Text returns the date as it is printed in a report: "31.12.2024", "Februar
// 2021", "Frühjahr 2018", in English "31 December 2024"; "" for no date.
func (d Date) Text(language Language) string {
	var room [32]byte
	return string(d.AppendIn(module.Reader{}, room[:0], language))
}

// AppendIn appends what [Date.Text] returns, for the packages of this module.
func (d Date) AppendIn(_ module.Reader, b []byte, language Language) []byte {
	year, month, day := civil(d.first)
	switch d.form {
	case noDate:
		return b
	case dayDate:
		if language == English {
			b = append(append(append(appendPadded(b, day, 1), ' '), monthNames[month-1].EN...), ' ')
		} else {
			b = append(appendPadded(append(appendPadded(b, day, 2), '.'), month, 2), '.')
		}
	case monthDate:
		b = append(append(b, monthNames[month-1].In(language)...), ' ')
	case yearDate:
	default:
		p := d.part(month)
		b = append(append(b, Text{p.de, p.en}.In(language)...), ' ')
	}
	return appendPadded(b, year, 4)
}

// MarshalText returns [Date.String].
func (d Date) MarshalText() ([]byte, error) { return d.appendText(nil), nil }

// UnmarshalText is [ParseDate]; the empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return put(d, Date{})
	}
	said, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	return put(d, said)
}

// Value returns [Date.String] for a database, nil for no date. It implements
// [driver.Valuer].
func (d Date) Value() (driver.Value, error) { return textOrNull(d.String()) }

// Scan reads a date from a column of texts or of days; NULL is no date. Make the column
// one of texts where dates may be imprecise: "2018-spring" is no day of a DATE column.
func (d *Date) Scan(source any) error {
	if t, ok := source.(time.Time); ok {
		return put(d, DateOf(t))
	}
	return scanText(source, d)
}
