package tables

import (
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Vocabulary names a list of flags, letters that say something of a value.
type Vocabulary string

// The vocabularies of flags.
const (
	// Destatis has the signs of the Federal Statistical Office: e and r (final),
	// p, s, |, ( ), and the signs of absence.
	Destatis Vocabulary = "destatis"
	// Eurostat has b c d e f i n p r s u z, several at once without anything
	// between them ("bd"), and ":" for a missing value (Eurostat, Code list for the
	// observation flags, 2023). They may stand behind the number in its cell, too.
	Eurostat Vocabulary = "eurostat"
	// SDMX has the letters and the English names of the code list CL_OBS_STATUS
	// (SDMX, Cross-Domain Code Lists, version 2.2). Letters that have no counterpart
	// among the statuses of package indicators (G J K N S W) are refused until the
	// mapping gives them one.
	SDMX Vocabulary = "sdmx"
)

// vocabularies are the flags as they are written, names in lower case.
var vocabularies = map[Vocabulary]map[string]indicators.Status{
	Destatis: {
		"e": indicators.Normal, "r": indicators.Normal, "p": indicators.Provisional, "s": indicators.Estimated,
		"|": indicators.BrokenSeries, "()": indicators.LowReliability, "( )": indicators.LowReliability,
		".": indicators.Missing, "...": indicators.Missing, "…": indicators.Missing,
		"x": indicators.CannotExist, "/": indicators.Suppressed,
	},
	Eurostat: {
		"b": indicators.BrokenSeries, "c": indicators.Suppressed, "d": indicators.OtherMeaning, "e": indicators.Estimated,
		"f": indicators.Forecast, "i": indicators.Imputed, "n": indicators.Normal, "p": indicators.Provisional,
		"r": indicators.Normal, "s": indicators.Estimated, "u": indicators.LowReliability, "z": indicators.CannotExist,
		":": indicators.Missing,
	},
	SDMX: {
		"A": indicators.Normal, "B": indicators.BrokenSeries, "D": indicators.OtherMeaning, "E": indicators.Estimated,
		"F": indicators.Forecast, "I": indicators.Imputed, "M": indicators.CannotExist, "O": indicators.Missing,
		"P": indicators.Provisional, "Q": indicators.Suppressed, "U": indicators.LowReliability,
		"H": indicators.Missing, "L": indicators.Missing, "V": indicators.Provisional,
		"normal value": indicators.Normal, "normal": indicators.Normal,
		"time series break": indicators.BrokenSeries, "break in series": indicators.BrokenSeries, "break": indicators.BrokenSeries,
		"definition differs": indicators.OtherMeaning,
		"estimated value":    indicators.Estimated, "estimated": indicators.Estimated,
		"forecast value": indicators.Forecast, "forecast": indicators.Forecast,
		"imputed value": indicators.Imputed, "imputed": indicators.Imputed,
		"missing value; data cannot exist": indicators.CannotExist, "missing value; cannot exist": indicators.CannotExist,
		"missing value": indicators.Missing, "missing value; data exist but were not collected": indicators.Missing,
		"missing value; holiday or weekend": indicators.Missing,
		"provisional value":                 indicators.Provisional, "provisional": indicators.Provisional,
		"missing value; suppressed": indicators.Suppressed, "suppressed": indicators.Suppressed,
		"low reliability":   indicators.LowReliability,
		"unvalidated value": indicators.Provisional,
	},
}

// strength is the order in which one of several statuses is kept: that there is no
// value goes before what the value is.
const strength = "QMOFBDUEIPA"

// stronger returns the one of two statuses that is kept; 0 is none.
func stronger(a, b indicators.Status) indicators.Status {
	if b == 0 { // as nearly always
		return a
	}
	rank := func(s indicators.Status) int {
		if i := strings.IndexByte(strength, byte(s)); i >= 0 {
			return i
		}
		return len(strength)
	}
	if rank(b) < rank(a) {
		return b
	}
	return a
}

// flags reads the flags of one file.
type flags struct {
	vocabulary Vocabulary
	own        map[string]indicators.Status // [Mapping.Flags], which goes before the vocabulary
	cells      memo[flag]
}

// flag is what the flags of a value say.
type flag struct {
	status indicators.Status
	more   bool // a status besides the one kept: the text belongs into the note
}

// parse reads the text of a flag: one, or several of which one status is kept.
func (f *flags) parse(text string) (flag, error) {
	if text == "" {
		return flag{}, nil
	}
	if s, ok := f.one(text); ok {
		return flag{s, f.vocabulary == Eurostat && text == "n"}, nil // not significant: only the note can say so
	}
	var parts []string
	switch f.vocabulary {
	case Eurostat:
		for _, word := range strings.FieldsFunc(text, between) {
			if _, ok := f.own[word]; ok {
				parts = append(parts, word)
				continue
			}
			for _, r := range word {
				parts = append(parts, string(r))
			}
		}
	default:
		parts = strings.FieldsFunc(text, between)
	}
	var out flag
	var all []indicators.Status
	for _, part := range parts {
		s, ok := f.one(part)
		if !ok {
			return flag{}, f.unknown(text)
		}
		out.status = stronger(out.status, s)
		if s != indicators.Normal && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	if len(parts) == 0 {
		return flag{}, f.unknown(text)
	}
	out.more = len(all) > 1
	return out, nil
}

func between(r rune) bool { return r == ' ' || r == ',' || r == ';' }

func (f *flags) one(text string) (indicators.Status, bool) {
	if s, ok := f.own[text]; ok {
		return s, true
	}
	known := vocabularies[f.vocabulary]
	if s, ok := known[text]; ok {
		return s, true
	}
	if f.vocabulary == SDMX && len(text) > 1 {
		s, ok := known[strings.ToLower(text)]
		return s, ok
	}
	return 0, false
}

func (f *flags) unknown(text string) error {
	names := map[Vocabulary]string{
		Destatis: "e p r s | ( ) . ... x /",
		Eurostat: "b c d e f i n p r s u z :",
		SDMX:     "A B D E F H I L M O P Q U V",
	}
	return fault(zielkette.CodeChoice, text,
		`dieses Zeichen hat das Verzeichnis "`+string(f.vocabulary)+`" nicht (`+names[f.vocabulary]+`); unter "flags" der Zuordnung seinen Status angeben oder unter "vocabulary" ein anderes Verzeichnis (destatis, eurostat, sdmx)`,
		`the vocabulary "`+string(f.vocabulary)+`" does not have this flag (`+names[f.vocabulary]+`); state its status under "flags" of the mapping, or another vocabulary (destatis, eurostat, sdmx) under "vocabulary"`)
}

// behind splits the letters of Eurostat off a cell: "66.5 bd", ": c".
func (f *flags) behind(text []byte) (value, letters []byte) {
	if f.vocabulary != Eurostat {
		return text, nil
	}
	i := len(text)
	for i > 0 && text[i-1] >= 'a' && text[i-1] <= 'z' {
		i--
	}
	if i == 0 || i == len(text) {
		return text, nil
	}
	return trim(text[:i]), text[i:]
}
