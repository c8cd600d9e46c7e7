package spreadsheet

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxClip is the number of bytes of a foreign text that a message repeats.
const maxClip = 60

func clip(text string) string {
	text = strings.ToValidUTF8(text, "�")
	if len(text) <= maxClip {
		return text
	}
	cut := maxClip
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

func oneLine(err error) string {
	return clip(strings.Join(strings.Fields(err.Error()), " "))
}

// cellName is the name that people give a cell: B3.
func cellName(line, column int) string { return columnName(column) + strconv.Itoa(line) }

func columnName(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// columnOf returns the column of a cell's name, 0 for what is no such name. The
// row in the name does not matter.
func columnOf(name string) (column int) {
	for i := range len(name) {
		switch c := name[i] &^ ('a' - 'A'); {
		case c >= 'A' && c <= 'Z' && i < 4:
			column = column*26 + int(c-'A') + 1
		case i > 0 && name[i] >= '0' && name[i] <= '9':
			return column
		default:
			return 0
		}
	}
	return 0
}

// rowOf returns the row of a cell's name, 0 for what is no such name.
func rowOf(name string) int {
	n, err := strconv.Atoi(strings.TrimLeft(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
	if err != nil || n < 1 || n > maxLine {
		return 0
	}
	return n
}

// unescape reads the characters that Office Open XML writes as _x000D_ (ISO/IEC
// 29500-1, ST_Xstring).
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if rest := text[i:]; len(rest) >= 7 && rest[:2] == "_x" && rest[6] == '_' {
			if n, err := strconv.ParseUint(rest[2:6], 16, 16); err == nil {
				out.WriteRune(rune(n))
				i += 6
				continue
			}
		}
		out.WriteByte(text[i])
	}
	return out.String()
}
