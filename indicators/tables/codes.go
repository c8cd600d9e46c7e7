package tables

import (
	"errors"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Codes of the problems this package reports, beside those of the vocabulary
// ("number-text", "period", "date", "id", ...), of package indicators
// ("absence-unstated", "duplicate", ...) and, for mappings and portal files in
// JSON, of JSON reading.
const (
	CodeEmpty     zielkette.Code = "table-empty"       // no header row
	CodeHeader    zielkette.Code = "table-header"      // a column is unknown, missing or stands twice
	CodeQuote     zielkette.Code = "table-quote"       // a quotation mark out of place, or never closed
	CodeCells     zielkette.Code = "table-cells"       // more or fewer cells than the header has
	CodeRow       zielkette.Code = "table-row-length"  // a row longer than MaxRow bytes
	CodeColumns   zielkette.Code = "table-columns"     // more than MaxColumns columns
	CodeRows      zielkette.Code = "table-rows"        // more rows than allowed
	CodeBlank     zielkette.Code = "table-blank"       // a large table of hardly anything but blank cells
	CodeCovered   zielkette.Code = "table-covered"     // a value under a merged cell
	CodeEncoding  zielkette.Code = "table-encoding"    // bytes that the encoding does not have
	CodeAmbiguous zielkette.Code = "number-ambiguous"  // 1.234 may be thousands or decimal places; declare the dialect
	CodeMixed     zielkette.Code = "number-mixed"      // decimal points and decimal commas in one file
	CodeSign      zielkette.Code = "value-sign"        // a statistical sign that does not stand alone
	CodeFiles     zielkette.Code = "table-files"       // no file of the given name pattern
	CodeUnmatched zielkette.Code = "mapping-unmatched" // a selection, an area, a heading, the title or the footer of a mapping that the file does not have
	CodeUnmapped  zielkette.Code = "mapping-area"      // an area of the file that the mapping does not name
	CodeLayout    zielkette.Code = "table-layout"      // a file of another layout than the format has
	CodeAttribute zielkette.Code = "mapping-attribute" // rows of several units, series or multipliers in one selection
	CodeMatches   zielkette.Code = "mapping-matches"   // more selections match a row than may
	CodeSentinel  zielkette.Code = "value-sentinel"    // warning: a number that looks like a code for a missing value
	CodeNew       zielkette.Code = "record-new"        // warning: an indicator, area or label that the record read onto does not have
	CodeRounded   zielkette.Code = "number-rounded"    // warning: more places than a number can have

	// CodePeriodAmbiguous is the code of a label such as 2009-10, which may be a
	// month or two years; a mapping states which.
	CodePeriodAmbiguous zielkette.Code = "period-ambiguous"
)

// fault returns a problem without a place.
func fault(code zielkette.Code, subject, de, en string) error {
	return zielkette.Problem{Code: code, Subject: problems.Clip(subject), Message: zielkette.Text{DE: de, EN: en}}
}

// asProblem returns what a parser of the vocabulary reported.
func asProblem(err error) zielkette.Problem {
	var p zielkette.Problem
	if !errors.As(err, &p) {
		p = zielkette.Problem{Code: zielkette.CodeNumberText, Message: problems.Foreign(err)}
	}
	return p
}
