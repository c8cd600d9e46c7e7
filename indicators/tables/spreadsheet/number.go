package spreadsheet

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// maxDigits is the number of significant digits that spreadsheets show.
const maxDigits = 15

// isNumber reports whether text is a number as XML Schema and spreadsheets write
// doubles: -1.5E-07.
func isNumber(text string) bool {
	mantissa, exponent, has := strings.Cut(strings.ToUpper(text), "E")
	mantissa = strings.TrimLeft(mantissa, "+-")
	digits := strings.ReplaceAll(mantissa, ".", "")
	if len(text)-len(mantissa) > len(exponent)+2 || digits == "" || strings.Trim(digits, "0123456789") != "" || len(mantissa) > len(digits)+1 {
		return false
	}
	if has {
		exponent = strings.TrimLeft(exponent, "+-")
		if exponent == "" || len(exponent) > 3 || strings.Trim(exponent, "0123456789") != "" {
			return false
		}
	}
	return len(text) <= zielkette.MaxNumberText
}

// shown returns a stored number as people see it: of at most 15 significant digits,
// rounded half away from zero. cut is true where digits were rounded off.
func shown(stored string) (text string, cut bool) {
	stored = strings.TrimPrefix(stored, "+")
	digits := 0
	for i := range len(stored) {
		if c := stored[i]; c >= '0' && c <= '9' {
			digits++
		} else if c == 'e' || c == 'E' {
			break
		}
	}
	if digits <= maxDigits {
		return stored, false
	}
	d, err := decimal.NewFromString(stored)
	if err != nil {
		return stored, false
	}
	surplus := d.NumDigits() - maxDigits
	if surplus <= 0 {
		return stored, false
	}
	rounded := d.Round(-d.Exponent() - int32(surplus)) //nolint:gosec // at most 64 digits
	return rounded.String(), !rounded.Equal(d)
}

// format is what the format of a cell says about its number.
type format struct {
	kind   formatKind
	year   bool // of a date: what of it is shown
	month  bool
	day    bool
	digits int // of a format of zeros
}

type formatKind byte

const (
	general formatKind = iota
	date
	percent
	clock
	zeros
)

// builtIn are the formats that a file names by number alone (ISO/IEC 29500-1,
// 18.8.30 numFmt), as far as they matter here.
func builtIn(id int) format {
	switch {
	case id == 9 || id == 10:
		return format{kind: percent}
	case id == 17:
		return format{kind: date, year: true, month: true}
	case id >= 14 && id <= 16, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return format{kind: date, year: true, month: true, day: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return format{kind: clock}
	}
	return format{}
}

// formatOf reads the code of a number format: dd.mm.yyyy, 0.0 %, 00000.
func formatOf(code string) format {
	var out strings.Builder // the first section, without texts, colours, conditions and fillers
	elapsed := false
section:
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				break section
			}
			if c == '[' && strings.Trim(strings.ToLower(code[i+1:i+1+end]), "hms") == "" {
				elapsed = true
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case ';':
			break section
		default:
			out.WriteByte(c)
		}
	}
	plain := strings.ToLower(out.String())
	for _, word := range []string{"general", "standard", "am/pm", "a/p"} {
		plain = strings.ReplaceAll(plain, word, "")
	}
	has := func(letters string) bool { return strings.ContainsAny(plain, letters) }
	switch {
	case strings.Contains(plain, "%"):
		return format{kind: percent}
	case has("yd") || has("m") && !has("hs") && !elapsed:
		return dateFormat(has("y"), has("m"), has("d"))
	case has("hs") || elapsed:
		return format{kind: clock}
	case len(plain) > 1 && strings.Trim(plain, "0") == "":
		return format{kind: zeros, digits: len(plain)}
	}
	return format{}
}

// dateFormat tells what of a date is shown. Of a format without the year all is
// read, for what it shows is no period.
func dateFormat(year, month, day bool) format {
	if !year || day && !month {
		year, month, day = true, true, true
	}
	return format{kind: date, year: year, month: month, day: day}
}

// dateText writes what a format shows of a date, with the time of the day where
// there is one.
func (f format) dateText(year, month, day int, time string) string {
	switch {
	case !f.month:
		return fmt.Sprintf("%04d", year)
	case !f.day:
		return fmt.Sprintf("%04d-%02d", year, month)
	case time != "":
		return fmt.Sprintf("%04d-%02d-%02dT%s", year, month, day, time)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// maxSerial is 31 December 9999 in the epoch of 1900.
const maxSerial = 2958465

// ofSerial writes the date of a serial number, the days since the epoch with the
// time as their fraction. ok is false for what is no date: before the epoch, or the
// 29 February 1900 that the epoch of 1900 counts and that there never was.
func (f format) ofSerial(stored string, epoch1904 bool) (text string, ok bool) {
	d, err := decimal.NewFromString(stored)
	if err != nil || d.Sign() < 0 || d.Cmp(decimal.New(maxSerial+1, 0)) >= 0 {
		return "", false
	}
	seconds := d.Mul(decimal.New(86400, 0)).Round(0).IntPart()
	days, rest := int(seconds/86400), int(seconds%86400)
	switch { // days becomes the number of days since 1899-12-30
	case epoch1904:
		days += 1462
	case days == 0 || days == 60:
		return "", false
	case days < 60:
		days++
	}
	if days > maxSerial {
		return "", false
	}
	year, month, day := civil(days - daysTo1899)
	time := ""
	if rest > 0 {
		time = fmt.Sprintf("%02d:%02d:%02d", rest/3600, rest/60%60, rest%60)
	}
	return f.dateText(year, month, day, time), true
}

// daysTo1899 are the days from 30 December 1899 to 1 March 0000.
const daysTo1899 = -693899

// civil returns the date so many days after 1 March of the year 0 (proleptic
// Gregorian calendar).
func civil(days int) (year, month, day int) {
	era, of := days/146097, days%146097 // 400 years
	yoe := (of - of/1460 + of/36524 - of/146096) / 365
	doy := of - (365*yoe + yoe/4 - yoe/100) // from 1 March
	mp := (5*doy + 2) / 153
	year, month, day = era*400+yoe, mp+3, doy-(153*mp+2)/5+1
	if month > 12 {
		year, month = year+1, month-12
	}
	return year, month, day
}

// ofISO writes the date of OpenDocument, 2021-12-31 or 2021-12-31T12:00:00.
func (f format) ofISO(stored string) (text string, ok bool) {
	day, time, _ := strings.Cut(stored, "T")
	parts := strings.Split(day, "-")
	if len(day) != len("2021-12-31") || len(parts) != 3 {
		return "", false
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 1 {
			return "", false
		}
		n[i] = v
	}
	if len(time) < len("00:00:00") || strings.Trim(time, "0:.") == "" {
		time = ""
	} else {
		time = time[:len("00:00:00")]
	}
	return f.dateText(n[0], n[1], n[2], time), true
}

// padded writes a whole number with the leading zeros that its format shows.
func (f format) padded(number string) string {
	if strings.Trim(number, "0123456789") != "" || len(number) >= f.digits || f.digits > zielkette.MaxNumberText {
		return number
	}
	return strings.Repeat("0", f.digits-len(number)) + number
}
