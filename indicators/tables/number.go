package tables

import (
	"bytes"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// numbers reads the numbers of one file.
type numbers struct {
	declared Decimal // 0: only numbers that can be read in one way are read
	found    Decimal // declared, or that of the first number that tells
}

func (d *numbers) number(text []byte) (zielkette.Number, error) {
	n, evidence, err := parseNumber(text, d.declared)
	if err == nil {
		err = d.consistent(text, evidence)
	}
	return n, err
}

func (d *numbers) value(text []byte) (zielkette.Number, indicators.Status, error) {
	n, status, evidence, err := parseValue(text, d.declared)
	if err == nil {
		err = d.consistent(text, evidence)
	}
	return n, status, err
}

// consistent checks what a number tells of the decimal sign against what earlier
// ones told.
func (d *numbers) consistent(text []byte, evidence Decimal) error {
	switch {
	case evidence == 0 || evidence == d.found:
	case d.found == 0:
		d.found = evidence
	default:
		return mixed(text, d.found)
	}
	return nil
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

func notANumber(text []byte) error {
	return fault(zielkette.CodeNumberText, string(text),
		"dies ist keine Zahl; 6.40 schreiben, in einer deutschen Datei 6,40, ohne Einheit und Leerzeichen",
		"this is not a number; write 6.40, or 6,40 in a German file, without unit and blanks")
}

// parseValue reads a value cell: a number, a number with a mark, or a sign that
// stands in place of a number. The signs and marks are those of the Federal
// Statistical Office (Destatis, Zeichenerklärung) and are listed in the package
// documentation. Without a mark the status is zero.
func parseValue(text []byte, declared Decimal) (n zielkette.Number, status indicators.Status, evidence Decimal, err error) {
	if last := len(text) - 1; last >= 0 && text[last] >= '0' && text[last] <= '9' && text[0] != '|' && text[0] < 0x80 {
		n, evidence, err = parseNumber(text, declared)
		return n, 0, evidence, err
	}
	switch string(text) {
	case "":
		return n, 0, 0, nil
	case "-", "–":
		return zielkette.Int(0), 0, 0, nil
	case ".", "...", "…":
		return n, indicators.Missing, 0, nil
	case "x", "X":
		return n, indicators.CannotExist, 0, nil
	case "/":
		return n, indicators.Suppressed, 0, nil
	}
	inner := text
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
	inner = trim(inner)
	if rest, ok := bytes.CutPrefix(inner, []byte("−")); ok { // the typographic minus of U+2212
		inner = append([]byte{'-'}, rest...)
	}
	n, evidence, err = parseNumber(inner, declared)
	if err != nil {
		return n, 0, 0, err
	}
	return n, status, evidence, nil
}

// trim removes blanks around a cell.
func trim(b []byte) []byte {
	if len(b) == 0 || b[0] > ' ' && b[0] < 0x80 && b[len(b)-1] > ' ' && b[len(b)-1] < 0x80 {
		return b
	}
	return bytes.TrimSpace(b)
}
