package tables

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// What a label of two numbers such as 2009-10 or 2021/22 means, where a mapping
// states it ([Mapping.TwoYears]).
const (
	TwoYearsMonth     = "month"          // 2009-10 is October 2009
	TwoYearsSchool    = "school-year"    // from 1 August to 31 July
	TwoYearsFinancial = "financial-year" // twelve months from [Mapping.YearBegins] on
	TwoYearsSpan      = "span"           // calendar years from the first to the last, both included
)

// labels reads the labels of periods of one file.
type labels struct {
	two    string            // [Mapping.TwoYears]
	begins int               // [Mapping.YearBegins]
	texts  map[string]string // [Mapping.Periods]: label as squeezed: period, or "-"
	months bool              // a label of the file can only be year and month: 2009-03
	years  bool              // a label of the file can only be two years: 2012-13
	cells  memo[label]
}

// label is what a label was read as.
type label struct {
	period zielkette.Period
	years  zielkette.Period // where the label may be a month, period, or these years
	status indicators.Status
	mark   string // what stands behind the period: "*", "p", "[Note 5]"
	months bool   // the label can only be year and month
	spans  bool   // the label can only be two years
	skip   bool   // not to be read
}

// ambiguous reports whether the label can be read in two ways.
func (l *label) ambiguous() bool { return !l.years.IsZero() }

// settled reads an ambiguous label by what the other labels of the file tell; ok
// is false where they tell nothing, or both.
func (d *labels) settled(l *label) (p zielkette.Period, ok bool) {
	switch {
	case !l.ambiguous():
		return l.period, true
	case d.months && !d.years:
		return l.period, true
	case d.years && !d.months && l.years.Length().Months() > 24: // two adjacent years may be a school year, a financial year or a span
		return l.years, true
	}
	return zielkette.Period{}, false
}

// get reads a label and notes what it tells about the others.
func (d *labels) get(text []byte) (label, error) {
	l, err := d.cells.get(text, d.parse)
	if err == nil {
		d.note(&l)
	}
	return l, err
}

func (d *labels) note(l *label) {
	d.months = d.months || l.months
	d.years = d.years || l.spans
}

// maxLabel is the longest text that is looked at as a label of a period.
const maxLabel = 80

// parse reads a label: by the mapping, as a period, or as a period with marks
// behind it.
func (d *labels) parse(text string) (label, error) {
	text = squeeze(text)
	if stated, ok := d.texts[text]; ok {
		if stated == "-" {
			return label{skip: true}, nil
		}
		p, err := zielkette.ParsePeriod(stated)
		return label{period: p}, err
	}
	if len(text) > maxLabel {
		return label{}, badLabel(text)
	}
	l, err := d.unmarked(text)
	if err == nil {
		return l, nil
	}
	for i := len(text) - 1; i >= 4; i-- { // the longest period with nothing but marks behind it
		if !utf8.RuneStart(text[i]) || !digit(text[i-1]) {
			continue
		}
		status, ok := marks(text[i:])
		if !ok {
			continue
		}
		if l, bad := d.unmarked(text[:i]); bad == nil {
			l.status, l.mark = status, strings.TrimSpace(text[i:])
			return l, nil
		}
	}
	return label{}, err
}

func badLabel(text string) error {
	return fault(zielkette.CodePeriod, text,
		`einen Zeitraum als "2023", "2023-Q4", "2023-01", "31.12.2023" oder "2022/23" schreiben, oder unter "periods" der Zuordnung angeben, welcher gemeint ist`,
		`write a period as "2023", "2023-Q4", "2023-01", "31.12.2023" or "2022/23", or state under "periods" of the mapping which one is meant`)
}

func twoYears(text string) error {
	return fault(CodePeriodAmbiguous, text,
		`dies kann ein Monat, ein Schuljahr, ein Haushaltsjahr oder eine Spanne von Jahren sein; in der Zuordnung unter "twoYears" angeben, was gilt`,
		`this may be a month, a school year, a financial year or a span of years; state under "twoYears" of the mapping which it is`)
}

// unmarked reads a label without marks.
func (d *labels) unmarked(text string) (label, error) {
	if l, ok, err := d.pair(text); ok || err != nil {
		return l, err
	}
	p, err := parsePeriod(text)
	if err != nil {
		return label{}, badLabel(text)
	}
	return label{period: p}, nil
}

// pair reads two numbers with a sign between them: 2009-10, 2021/22, 2015–17,
// 2017/2019, with or without a word before them. ok is false when the text is
// nothing of the kind.
func (d *labels) pair(text string) (l label, ok bool, err error) {
	rest, word := text, ""
	for _, w := range []string{"FY", "GJ", "HHJ", "Haushaltsjahr", "Geschäftsjahr", "Schuljahr", "SJ", "school year", "financial year"} {
		if after, found := strings.CutPrefix(rest, w); found {
			rest, word = strings.TrimLeft(after, " "), w
			break
		}
	}
	school := word == "Schuljahr" || word == "SJ" || word == "school year"
	first, rest, ok := cutDigits(rest, 4)
	if !ok {
		if word != "" {
			err = badLabel(text)
		}
		return l, false, err
	}
	sign := ""
	rest = strings.TrimLeft(rest, " ")
	for _, s := range []string{"/", "-", "–", "—"} {
		if after, found := strings.CutPrefix(rest, s); found {
			sign, rest = s, strings.TrimLeft(after, " ")
			break
		}
	}
	last, tail, long := cutDigits(rest, 4)
	if !long {
		last, tail, ok = cutDigits(rest, 2)
	}
	if sign == "" || tail != "" || !ok {
		if word != "" { // FY2022 may end or begin in 2022
			return l, false, badLabel(text)
		}
		return l, false, nil
	}
	number := last % 100
	apart := last - first
	if !long {
		apart = (last - first%100 + 100) % 100
	}
	if apart < 1 {
		if l, ok, _ := d.month(first, number); ok && !long && sign == "-" && word == "" {
			return l, true, nil
		}
		return l, false, badLabel(text)
	}
	two := d.two
	switch {
	case school:
		two = TwoYearsSchool
	case word != "" && two != TwoYearsFinancial:
		return l, false, twoYears(text)
	}
	month := !long && number >= 1 && number <= 12 && word == ""
	switch {
	case month && two == TwoYearsMonth && sign == "-":
		return d.month(first, number)
	case month && apart > 10 && sign == "-": // 2023-01: no span of years reaches to 2101
		return d.month(first, number)
	case apart == 1 && two == TwoYearsSchool:
		l.period, err = zielkette.ParsePeriod(fmt.Sprintf("%04d/%04d", first, first+1))
	case apart == 1 && two == TwoYearsFinancial:
		l.period, err = zielkette.ParsePeriod(fmt.Sprintf("%04d-%02d/P1Y", first, d.begins))
	case apart == 1 && two == TwoYearsSpan:
		l.period, err = zielkette.ParsePeriod(fmt.Sprintf("%04d/P2Y", first))
	case apart == 1 && sign == "/" && (two == "" || two == TwoYearsMonth):
		l.period, err = zielkette.ParsePeriod(fmt.Sprintf("%04d/%04d", first, first+1))
	case word != "":
		return l, false, badLabel(text)
	case month && two != TwoYearsSchool && two != TwoYearsFinancial && two != TwoYearsSpan:
		if sign != "-" {
			return l, false, twoYears(text)
		}
		if l, ok, err = d.month(first, number); ok {
			l.months = false
			l.years, err = zielkette.ParsePeriod(fmt.Sprintf("%04d/P%dY", first, apart+1))
		}
		return l, ok, err
	case apart == 1:
		l.spans = true
		d.note(&l) // it tells of the others although it is refused itself
		return l, false, twoYears(text)
	case !long && apart > 10: // 2021/45
		return l, false, badLabel(text)
	default:
		l.period, err = zielkette.ParsePeriod(fmt.Sprintf("%04d/P%dY", first, apart+1))
	}
	if err != nil {
		return label{}, false, badLabel(text)
	}
	l.spans = sign != "/" && !long
	return l, true, nil
}

func (d *labels) month(year, month int) (label, bool, error) {
	p, err := zielkette.ParsePeriod(fmt.Sprintf("%04d-%02d", year, month))
	return label{period: p, months: true}, err == nil, err
}

// parsePeriod reads a period as [zielkette.ParsePeriod] does, and the labels of
// tables:
//
//	1.Qu. 2003, 1. Quartal 2003, IV. Quartal 2003     a quarter
//	2021 Q1, 2021Q1, Q1 2021, Q1/2021, 1. Q. 2021     a quarter
//	1.Hj. 2003, 1. Halbjahr 2003, H1 2003, 2003S1     a half-year
//	Jan. 2024, Januar 2024, January 2024              a month
//	2022M01, 01/2022, 01.2022                         a month
//	12.06.1994, 1.6.1994, 31. Dezember 2023           a day
//	2023-12-31T00:00:00                               a day, as data portals export it
//	2001/02                                           a school year
//	WS 2021/22, Wintersemester 2021/22                1 October to 31 March
//	SS 2022, SoSe 2022, Sommersemester 2022           1 April to 30 September
//	2021.0                                            a year that a program took for a number
func parsePeriod(text string) (zielkette.Period, error) {
	p, err := zielkette.ParsePeriod(text)
	if err == nil {
		return p, nil
	}
	if iso := isoLabel(squeeze(text)); iso != "" {
		if q, bad := zielkette.ParsePeriod(iso); bad == nil {
			return q, nil
		}
	}
	return p, err
}

// isoLabel writes a label as [zielkette.ParsePeriod] reads it, "" where it is none
// of those known.
func isoLabel(text string) string {
	if iso, ok := germanDay(text); ok {
		return iso
	}
	if year, rest, ok := cutDigits(text, 4); ok {
		switch rest {
		case ".0":
			return text[:4]
		case "":
			return ""
		}
		if len(text) >= 19 && (text[10] == 'T' || text[10] == ' ') {
			if strings.TrimSuffix(strings.TrimSuffix(text[11:], "Z"), ".000") == "00:00:00" {
				return text[:10]
			}
			return ""
		}
		rest = strings.TrimLeft(rest, " -")
		if kind, number := rest[:min(1, len(rest))], rest[min(1, len(rest)):]; len(number) > 0 {
			return part(year, kind, number)
		}
		return ""
	}
	words := strings.Fields(strings.NewReplacer("/", " / ", ".", ". ").Replace(text))
	if len(words) == 0 {
		return ""
	}
	if iso := semester(text); iso != "" {
		return iso
	}
	year, rest, ok := cutDigits(words[len(words)-1], 4)
	if !ok || rest != "" || len(words) < 2 {
		return ""
	}
	words = words[:len(words)-1]
	slash := words[len(words)-1] == "/"
	if slash {
		words = words[:len(words)-1]
	}
	switch {
	case len(words) == 1: // Q1 2021, Januar 2024, 01/2024, 01.2024
		word := words[0]
		if month, ok := months[strings.TrimSuffix(word, ".")]; ok && !slash {
			return fmt.Sprintf("%04d-%s", year, month)
		}
		if number, point := strings.CutSuffix(word, "."); (point || slash) && len(number) == 2 && digit(number[0]) {
			return part(year, "M", number)
		}
		if len(word) == 2 && (word[0] == 'Q' || word[0] == 'H') {
			return part(year, word[:1], word[1:])
		}
	case len(words) == 2 && !slash: // 1. Quartal 2021, I. Quartal 2021, 31. Dezember 2023, 31 December 2023
		number, word := strings.TrimSuffix(words[0], "."), strings.TrimSuffix(words[1], ".")
		if roman, ok := map[string]string{"I": "1", "II": "2", "III": "3", "IV": "4"}[number]; ok {
			number = roman
		}
		if kind, ok := map[string]string{"Qu": "Q", "Q": "Q", "Quartal": "Q", "Vierteljahr": "Q", "Hj": "H", "HJ": "H", "Halbjahr": "H"}[word]; ok {
			return part(year, kind, number)
		}
		if month, ok := months[word]; ok && len(number) <= 2 && number != "" && digit(number[0]) {
			return fmt.Sprintf("%04d-%s-%s", year, month, strings.Repeat("0", 2-len(number))+number)
		}
	}
	return ""
}

// part writes a part of a year: kind Q, H (S, semester, in SDMX) or M.
func part(year int, kind, number string) string {
	switch kind {
	case "S":
		kind = "H"
		fallthrough
	case "Q", "H":
		if len(number) == 1 {
			return fmt.Sprintf("%04d-%s%s", year, kind, number)
		}
	case "M":
		if len(number) == 2 {
			return fmt.Sprintf("%04d-%s", year, number)
		}
	}
	return ""
}

// semester writes a semester of a university as a span of six months.
func semester(text string) string {
	for _, word := range []string{"Wintersemester", "WiSe", "WS"} {
		if rest, ok := strings.CutPrefix(text, word); ok {
			year, rest, ok := cutDigits(strings.TrimLeft(rest, " "), 4)
			if next, tail, two := cutDigits(strings.TrimPrefix(rest, "/"), 2); ok && two && strings.HasPrefix(rest, "/") &&
				(tail == "" && next == (year+1)%100 || len(tail) == 2 && rest[1:] == fmt.Sprintf("%04d", year+1)) {
				return fmt.Sprintf("%04d-10/P6M", year)
			}
			return ""
		}
	}
	for _, word := range []string{"Sommersemester", "SoSe", "SS"} {
		if rest, ok := strings.CutPrefix(text, word); ok {
			if year, rest, ok := cutDigits(strings.TrimLeft(rest, " "), 4); ok && rest == "" {
				return fmt.Sprintf("%04d-04/P6M", year)
			}
			return ""
		}
	}
	return ""
}

var months = map[string]string{
	"Jan": "01", "Januar": "01", "January": "01", "Feb": "02", "Februar": "02", "February": "02",
	"Mrz": "03", "Mär": "03", "März": "03", "Mar": "03", "March": "03",
	"Apr": "04", "April": "04", "Mai": "05", "May": "05", "Jun": "06", "Juni": "06", "June": "06",
	"Jul": "07", "Juli": "07", "July": "07", "Aug": "08", "August": "08", "Sep": "09", "Sept": "09", "September": "09",
	"Okt": "10", "Oktober": "10", "Oct": "10", "October": "10", "Nov": "11", "November": "11",
	"Dez": "12", "Dezember": "12", "Dec": "12", "December": "12",
}

// markWords are words and letters that say something of the values of a period
// when they stand behind it.
var markWords = map[string]indicators.Status{
	"p": indicators.Provisional, "r": 0, "s": indicators.Estimated,
	"vorläufig": indicators.Provisional, "vorl.": indicators.Provisional, "provisional": indicators.Provisional, "prov.": indicators.Provisional,
	"revidiert": 0, "revised": 0, "geschätzt": indicators.Estimated, "Schätzung": indicators.Estimated, "estimated": indicators.Estimated,
	"Prognose": indicators.Forecast, "forecast": indicators.Forecast,
}

// marks reads what stands behind a period: footnote signs, and letters or words
// that are a status. ok is false where anything else stands there.
func marks(text string) (status indicators.Status, ok bool) {
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case strings.ContainsRune("*†‡¹²³⁰⁴⁵⁶⁷⁸⁹,", r):
			text = text[size:]
			continue
		case r == '[' || r == '(':
			end := strings.IndexByte(text, map[rune]byte{'[': ']', '(': ')'}[r])
			if end < 0 {
				return 0, false
			}
			inner := strings.TrimSpace(text[1:end])
			if found, known := markWords[inner]; known {
				status = stronger(status, found)
			} else if !footnote(inner) {
				return 0, false
			}
			text = text[end+1:]
			continue
		}
		if len(text) >= 2 && digit(text[0]) && text[1] == ')' {
			text = text[2:]
			continue
		}
		word, rest, _ := strings.Cut(text, " ")
		found, known := markWords[word]
		if !known {
			return 0, false
		}
		status, text = stronger(status, found), rest
	}
	return status, true
}

// footnote reports whether a text in brackets is the number of a footnote: 5,
// note 5, Anm. 5.
func footnote(text string) bool {
	for _, word := range []string{"Note", "note", "Anm.", "Fußnote", "Fn."} {
		text = strings.TrimSpace(strings.TrimPrefix(text, word))
	}
	return text != "" && len(text) <= 2 && strings.Trim(text, "0123456789") == "" || text == "*"
}

// looksLikePeriod reports whether a heading contains the number of a year, so that
// the column may hold values that the mapping forgot.
func looksLikePeriod(heading string) bool {
	for i := 0; i+4 <= len(heading); i++ {
		year, _, ok := cutDigits(heading[i:], 4)
		if !ok || i > 0 && digit(heading[i-1]) || i+4 < len(heading) && digit(heading[i+4]) {
			continue
		}
		if year >= 1900 && year < 2100 {
			return true
		}
	}
	return false
}

// parseDate reads a date as [zielkette.ParseDate] does, and 31.12.2024, which a
// German spreadsheet makes of 2024-12-31.
func parseDate(text string) (zielkette.Date, error) {
	if iso, ok := germanDay(text); ok {
		if d, err := zielkette.ParseDate(iso); err == nil {
			return d, nil
		}
	}
	return zielkette.ParseDate(text)
}

// germanDay writes dd.mm.yyyy or d.m.yyyy as yyyy-mm-dd.
func germanDay(text string) (iso string, ok bool) {
	day, rest, ok := strings.Cut(text, ".")
	month, year, ok2 := strings.Cut(rest, ".")
	if !ok || !ok2 || len(year) != 4 || len(day) < 1 || len(day) > 2 || len(month) < 1 || len(month) > 2 ||
		strings.Trim(day+month+year, "0123456789") != "" {
		return "", false
	}
	two := func(s string) string { return "0"[:2-len(s)] + s }
	return year + "-" + two(month) + "-" + two(day), true
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// cutDigits reads exactly n digits at the start of text, behind which no further
// digit stands unless n is 2.
func cutDigits(text string, n int) (value int, rest string, ok bool) {
	if len(text) < n {
		return 0, text, false
	}
	for i := range n {
		if !digit(text[i]) {
			return 0, text, false
		}
		value = value*10 + int(text[i]-'0')
	}
	if n == 4 && len(text) > 4 && digit(text[4]) {
		return 0, text, false
	}
	return value, text[n:], true
}

// squeeze writes every run of white space as one blank, and none at the ends.
func squeeze(text string) string {
	if !strings.Contains(text, "  ") && !strings.ContainsFunc(text, func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }) {
		return strings.Trim(text, " ")
	}
	return strings.Join(strings.Fields(text), " ")
}
