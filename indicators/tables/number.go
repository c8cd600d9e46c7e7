package tables

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// numbers reads the numbers of one file.
type numbers struct {
	found     Decimal // declared, or that of the first number that tells; 0: only numbers that can be read in one way are read
	thousands Thousands
	units     []string             // that may stand behind a number
	rounded   func(subject string) // called for a number of more places than are kept
}

func newNumbers(d Dialect) numbers { return numbers{found: d.Decimal, thousands: d.Thousands} }

// number reads a number. A number that can be read in two ways is read as the
// file's earlier numbers tell; before any of them told, the error has the code
// [CodeAmbiguous], and the number may be asked for again later.
func (d *numbers) number(text []byte) (zielkette.Number, error) {
	n, evidence, err := d.parse(text)
	if err == nil && evidence != 0 {
		d.found = evidence
	}
	return n, err
}

func (d *numbers) value(text []byte) (zielkette.Number, indicators.Status, error) {
	if last := len(text) - 1; last >= 0 && digit(text[last]) && text[0] != '|' && text[0] < 0x80 {
		n, err := d.number(text)
		return n, 0, err
	}
	status, inner := signOf(text)
	if inner == nil {
		return zielkette.Number{}, status, nil
	}
	if string(inner) == "-" {
		return zielkette.Int(0), 0, nil
	}
	n, err := d.number(inner)
	if err != nil {
		status = 0
		if p := asProblem(err); p.Code == zielkette.CodeNumberText {
			err = d.notANumber(text)
		}
	}
	return n, status, err
}

// parse reads a number in the dialect of the file, as far as it is known; what it
// tells of a dialect that is not known is the evidence.
func (d *numbers) parse(text []byte) (n zielkette.Number, evidence Decimal, err error) {
	if n, evidence, err = parseNumber(text, d.found); err == nil {
		return n, evidence, nil
	}
	code := asProblem(err).Code
	if code == zielkette.CodeNumberLength {
		return n, 0, err
	}
	if plain, ok := d.plain(text); ok {
		if n, evidence, err = parseNumber(plain, d.found); err == nil {
			return n, evidence, nil
		}
		code, text = asProblem(err).Code, plain
	}
	switch code {
	case zielkette.CodeNumberRange:
		if n, evidence, ok := tooFine(text); ok {
			if evidence != 0 && d.found != 0 && evidence != d.found {
				return zielkette.Number{}, 0, mixed(text, d.found)
			}
			d.rounded(string(text))
			return n, evidence, nil
		}
	case zielkette.CodeNumberText:
		err = d.notANumber(text)
	}
	return zielkette.Number{}, 0, err
}

// exact reads a number in international notation.
func (d *numbers) exact(text []byte) (zielkette.Number, error) {
	if len(text) == 0 {
		return zielkette.Number{}, nil
	}
	n, err := zielkette.ParseNumber(string(text))
	if err != nil && asProblem(err).Code == zielkette.CodeNumberRange {
		if n, _, ok := tooFine(text); ok {
			d.rounded(string(text))
			return n, nil
		}
	}
	return n, err
}

// plain takes away what a mapping allows around and within the digits: a plus
// sign, the typographic minus, a unit, the signs between thousands. ok is false
// where there is nothing of the kind.
func (d *numbers) plain(text []byte) (plain []byte, ok bool) {
	rest := string(text)
	for _, unit := range d.units {
		if before, found := strings.CutSuffix(rest, unit); found {
			rest = strings.TrimRightFunc(before, unicode.IsSpace)
			break
		}
	}
	sign := ""
	for _, s := range []string{"+", "−", "–", "-"} {
		if after, found := strings.CutPrefix(rest, s); found {
			if rest = strings.TrimLeftFunc(after, unicode.IsSpace); s != "+" {
				sign = "-"
			}
			break
		}
	}
	if rest == "" || !digit(rest[0]) {
		return nil, false
	}
	if d.thousands != 0 {
		if rest, ok = ungrouped(rest, d.thousands); !ok {
			return nil, false
		}
	}
	plain = []byte(sign + rest)
	return plain, string(plain) != string(text)
}

// ungrouped takes the signs between thousands out of the digits before the decimal
// sign; ok is false when they do not stand before groups of three.
func ungrouped(text string, thousands Thousands) (plain string, ok bool) {
	is := func(r rune) bool {
		switch thousands {
		case ThousandsBlank:
			return unicode.IsSpace(r)
		case ThousandsApostrophe:
			return r == '\'' || r == '’'
		}
		return r == rune(thousands)
	}
	end := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && !is(r) })
	if end < 0 {
		end = len(text)
	}
	groups := strings.FieldsFunc(text[:end], is)
	whole := strings.Join(groups, "")
	for i, group := range groups {
		if len(groups) > 1 && (i == 0 && len(group) > 3 || i > 0 && len(group) != 3) {
			return "", false
		}
	}
	if utf8.RuneCountInString(text[:end]) != len(whole)+max(len(groups)-1, 0) { // signs that stand doubled or at the end
		return "", false
	}
	return whole + text[end:], true
}

// tooFine reads a number of more places than a [zielkette.Number] has, such as a
// double written in full, and rounds it once to those.
func tooFine(text []byte) (n zielkette.Number, evidence Decimal, ok bool) {
	plain := string(text)
	if strings.Count(plain, ",") == 1 && !strings.Contains(plain, ".") {
		plain, evidence = strings.Replace(plain, ",", ".", 1), DecimalComma
	} else if strings.Contains(plain, ".") {
		evidence = DecimalPoint
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(plain), "e")
	if strings.Trim(mantissa, "-0123456789.") != "" || strings.Trim(exponent, "+-0123456789") != "" || len(exponent) > 4 {
		return n, 0, false
	}
	d, err := decimal.NewFromString(plain)
	if err != nil || d.Exponent() >= -zielkette.MaxPlaces {
		return n, 0, false
	}
	n, err = zielkette.NumberOf(d.Round(zielkette.MaxPlaces)) // half away from zero
	return n, evidence, err == nil
}

// parseNumber reads a number in the declared dialect or, where none is declared,
// in the only one that can have written it, which it then returns as evidence.
// Up to 18 digits are read without allocation.
func parseNumber(text []byte, declared Decimal) (n zielkette.Number, evidence Decimal, err error) {
	i, negative := 0, false
	if len(text) > 0 && text[0] == '-' {
		i, negative = 1, true
	}
	var coefficient int64
	start, sign, mark := i, -1, byte(0)
	for ; i < len(text); i++ {
		c := text[i]
		if c >= '0' && c <= '9' {
			coefficient = coefficient*10 + int64(c-'0')
			continue
		}
		if c != '.' && c != ',' || sign >= 0 {
			break
		}
		sign, mark = i, c
	}
	whole, places := i-start, 0
	if sign >= 0 {
		whole, places = sign-start, i-sign-1
	}
	if i < len(text) || whole == 0 || whole+places > 18 || sign >= 0 && places == 0 {
		return parseLongNumber(text, declared)
	}
	thousands := places == 3 && whole <= 3 && text[start] != '0'
	switch {
	case sign < 0:
	case declared == Decimal(mark):
	case declared == DecimalComma && thousands: // 1.234 in a German file
		places = 0
	case declared != 0:
		return n, 0, mixed(text, declared)
	case thousands:
		return n, 0, fault(CodeAmbiguous, string(text),
			"Tausender oder Nachkommastellen, beides ist möglich: die Zahl ohne dieses Zeichen oder mit einer Stelle mehr schreiben (1234 oder 1,2340), oder die Schreibweise der Datei festlegen",
			"thousands or decimal places, it may be either: write the number without this sign or with one more place (1234 or 1.2340), or declare the dialect of the file")
	default:
		evidence = Decimal(mark)
	}
	if negative {
		coefficient = -coefficient
	}
	n, err = zielkette.NewNumber(coefficient, places)
	return n, evidence, err
}

func mixed(text []byte, dialect Decimal) error {
	if dialect == DecimalComma {
		return fault(CodeMixed, string(text),
			"die Zahlen dieser Datei haben ein Dezimalkomma; durchgehend 6,40 und 1.234,5 schreiben oder eine andere Schreibweise festlegen",
			"the numbers of this file have a decimal comma; write 6,40 and 1.234,5 throughout, or declare another dialect")
	}
	return fault(CodeMixed, string(text),
		"die Zahlen dieser Datei haben einen Dezimalpunkt und keine Tausendertrennzeichen; durchgehend 6.40 und 1234.5 schreiben oder eine andere Schreibweise festlegen",
		"the numbers of this file have a decimal point and no thousands separators; write 6.40 and 1234.5 throughout, or declare another dialect")
}

// parseLongNumber reads what parseNumber does not: thousands points, exponents,
// more than 18 digits, and everything that is no number.
func parseLongNumber(text []byte, declared Decimal) (n zielkette.Number, evidence Decimal, err error) {
	if len(text) > zielkette.MaxNumberText {
		return n, 0, fault(zielkette.CodeNumberLength, string(text),
			"eine Zahl hat höchstens 64 Zeichen",
			"a number has at most 64 characters")
	}
	points, commas := bytes.Count(text, []byte{'.'}), bytes.Count(text, []byte{','})
	plain := make([]byte, 0, zielkette.MaxNumberText)
	switch {
	case commas == 1 && points == 0:
		evidence = DecimalComma
	case points == 1 && commas == 0:
		evidence = DecimalPoint
	case points == 0 && commas == 0:
	case commas <= 1 && grouped(text):
		evidence = DecimalComma
	default:
		return n, 0, notANumber(text)
	}
	for _, c := range text {
		switch {
		case c == ',':
			plain = append(plain, '.')
		case c != '.' || evidence == DecimalPoint:
			plain = append(plain, c)
		}
	}
	if n, err = zielkette.ParseNumber(string(plain)); err != nil {
		p := asProblem(err)
		if p.Code == zielkette.CodeNumberText {
			return n, 0, notANumber(text)
		}
		p.Subject = string(text)
		return n, 0, p
	}
	if evidence != 0 && declared != 0 && evidence != declared {
		return zielkette.Number{}, 0, mixed(text, declared)
	}
	return n, evidence, nil
}

// grouped reports whether the points of text are German thousands points:
// 1.234,5 and 1.234.567.
func grouped(text []byte) bool {
	whole, places, _ := bytes.Cut(bytes.TrimPrefix(text, []byte{'-'}), []byte{','})
	if bytes.IndexByte(places, '.') >= 0 {
		return false
	}
	for i, group := range bytes.Split(whole, []byte{'.'}) {
		for _, c := range group {
			if c < '0' || c > '9' {
				return false
			}
		}
		if i == 0 && (len(group) == 0 || len(group) > 3 || group[0] == '0') || i > 0 && len(group) != 3 {
			return false
		}
	}
	return true
}

func notANumber(text []byte) error { return (*numbers)(nil).notANumber(text) }

// notANumber says what to do, by what stands around the digits.
func (d *numbers) notANumber(text []byte) error {
	de, en := "dies ist keine Zahl; 6.40 schreiben, in einer deutschen Datei 6,40, ohne Einheit und Leerzeichen",
		"this is not a number; write 6.40, or 6,40 in a German file, without unit and blanks"
	digits := bytes.IndexFunc(text, unicode.IsDigit)
	switch {
	case digits < 0:
		de += `; steht es für einen fehlenden Wert, die Zelle leer lassen und den Status O angeben, mit einer Zuordnung es unter "missing" angeben`
		en += `; if it stands for a missing value, leave the cell empty and give the status O, with a mapping state it under "missing"`
	case bytes.IndexFunc(text, unicode.IsSpace) > 0 || bytes.ContainsAny(text, "'’"):
		de += `; Zeichen zwischen Tausendern unter "thousands", eine Einheit unter "units" der Zuordnung angeben`
		en += `; state a sign between thousands under "thousands" and a unit under "units" of a mapping`
	case digit(text[0]) || text[0] == '-' || text[0] == '+':
		de += `; eine Einheit wie % in der Zuordnung unter "units" angeben`
		en += `; state a unit such as % under "units" of a mapping`
	}
	return fault(zielkette.CodeNumberText, string(text), de, en)
}

// signOf reads the signs of official statistics, those of the Federal Statistical
// Office (Destatis, Zeichenerklärung), which are listed in the package
// documentation: the status they stand for, and the number or "-" beside them, nil
// where there is none.
func signOf(text []byte) (status indicators.Status, inner []byte) {
	switch string(text) {
	case "":
		return 0, nil
	case "-", "–":
		return 0, []byte("-")
	case ".", "...", "…":
		return indicators.Missing, nil
	case "x", "X":
		return indicators.CannotExist, nil
	case "/":
		return indicators.Suppressed, nil
	}
	inner = text
	switch last := text[len(text)-1]; {
	case text[0] == '(' && last == ')':
		status, inner = indicators.LowReliability, text[1:len(text)-1]
	case text[0] == '|':
		status, inner = indicators.BrokenSeries, text[1:]
	case last == '|':
		status, inner = indicators.BrokenSeries, text[:len(text)-1]
	case last == 'p':
		status, inner = indicators.Provisional, text[:len(text)-1]
	case last == 'r':
		status, inner = indicators.Normal, text[:len(text)-1]
	case last == 's':
		status, inner = indicators.Estimated, text[:len(text)-1]
	}
	if inner = trim(inner); len(inner) == 0 || string(inner) == "-" { // "(-)" and "p" are no values
		return 0, text
	}
	return status, inner
}

// trim removes blanks around a cell.
func trim(b []byte) []byte {
	if len(b) == 0 || b[0] > ' ' && b[0] < 0x80 && b[len(b)-1] > ' ' && b[len(b)-1] < 0x80 {
		return b
	}
	return bytes.TrimSpace(b)
}
