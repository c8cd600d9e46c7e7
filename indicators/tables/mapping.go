package tables

import (
	_ "embed"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// FormatVersion is the version of the JSON format of a [Mapping].
const FormatVersion = 1

// Format names a layout of files.
type Format string

// The formats that a [Mapping] reads.
const (
	Long            Format = "long"             // one value a row; the mapping names the columns
	Wide            Format = "wide"             // one column per period
	LeipzigValues   Format = "leipzig-values"   // Leipzig's statistics portal, CSV "values": the whole city, wide
	LeipzigKdvalues Format = "leipzig-kdvalues" // the same, CSV "kdvalues": by Ortsteil, wide
	LeipzigJSON     Format = "leipzig-json"     // the same, JSON "values"
	Genesis         Format = "genesis"          // GENESIS of Destatis, the Länder and the Zensus: flat CSV (ffcsv)
	OpenSDG         Format = "open-sdg"         // Open SDG: Year first, Value last
	WegweiserJSON   Format = "wegweiser"        // Wegweiser Kommune (Bertelsmann Stiftung), JSON of statistics/data
)

// layout is what is known of a format before a mapping adds to it.
type layout struct {
	wide, json           bool
	area, period, value  string
	quality              string // the column is used where there is one
	separator            Separator
	decimal              Decimal
	headline             []string // columns that may differ; all others that are not asked for must be blank
	monthAndQuarterInRow bool     // the period is a year, the month or quarter a variable of its own
}

var layouts = map[Format]layout{
	Long:            {},
	Wide:            {wide: true},
	LeipzigValues:   {wide: true, separator: Comma, decimal: DecimalComma},
	LeipzigKdvalues: {wide: true, separator: Comma, decimal: DecimalComma, area: "Gebiet"},
	LeipzigJSON:     {json: true, decimal: DecimalPoint, period: "jahr", value: "wert"},
	Genesis:         {period: "time", value: "value", quality: "value_q", separator: Semicolon, monthAndQuarterInRow: true},
	OpenSDG:         {period: "Year", value: "Value", headline: []string{"Units", "Series"}},
	WegweiserJSON:   {json: true, decimal: DecimalPoint, period: "year", value: "value"},
}

// Mapping is the document that says which row and column of somebody else's file
// is which indicator and area. It is plain data: write it as a Go literal or as
// JSON, then [Mapping.Compile] it.
type Mapping struct {
	FormatVersion int               `json:"formatVersion"` // 1
	Format        Format            `json:"format"`
	Separator     string            `json:"separator,omitzero"` // ";", "," or a tab; "" is that of the format, or detected
	Decimal       string            `json:"decimal,omitzero"`   // "." or ","; "" is that of the format, or detected
	Encoding      Encoding          `json:"encoding,omitzero"`  // "" is detected
	Rows          []Selection       `json:"rows"`               // what to read; other rows are passed over
	Area          string            `json:"area,omitzero"`      // column that names the area; "" is that of the format, if it has one
	Areas         map[string]string `json:"areas,omitzero"`     // name in the file: id of the area, "" the whole municipality, "-" not to be read; none: the name is the id
	Period        string            `json:"period,omitzero"`    // column of the period; "" is that of the format
	Value         string            `json:"value,omitzero"`     // column of the value; "" is that of the format
	Quality       string            `json:"quality,omitzero"`   // column of marks (p, r, s, e); "" is that of the format, if it has one
	Definition    string            `json:"definition,omitzero"`
	Known         zielkette.Date    `json:"known,omitzero"`  // when the values became known, as a rule the day of the download
	Source        string            `json:"source,omitzero"` // printed beside every value: publisher, title, licence
	Note          string            `json:"note,omitzero"`
}

// Selection says which rows of a file are an indicator.
type Selection struct {
	Indicator string            `json:"indicator"`
	Where     map[string]string `json:"where,omitzero"` // column: text of its cell; a row has all of them
	Nth       int               `json:"nth,omitzero"`   // of rows with the same texts and area, the which, from 1; 0 is all
	Area      string            `json:"area,omitzero"`  // id of the area of these rows, in place of the column
	Value     string            `json:"value,omitzero"` // column of the value, where it is not that of the mapping
}

// Reader reads files of one layout by a compiled [Mapping]. It is immutable and
// safe for concurrent use.
type Reader struct {
	mapping Mapping
	layout  layout
	dialect Dialect
}

//go:embed mapping.schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of a [Mapping]. The bytes are a
// copy.
func Schema() []byte { return slices.Clone(schema) }

// LoadMapping reads and compiles the mapping in the named file. The error is that
// of opening or reading the file, or a [zielkette.Problems] with everything wrong.
func LoadMapping(fsys fs.FS, name string) (*Reader, error) {
	return document.Load(fsys, name, compile)
}

// ReadMapping reads and compiles a mapping in JSON. Errors are as for
// [LoadMapping].
func ReadMapping(r io.Reader) (*Reader, error) {
	return document.Read(r, "", compile)
}

// Compile checks the mapping and returns a reader of its files. The error is a
// [zielkette.Problems] with everything wrong. The mapping is copied.
func (m Mapping) Compile() (*Reader, error) {
	return document.Compile(m, compile)
}

func compile(m Mapping, list *problems.List) *Reader {
	if m.FormatVersion != FormatVersion {
		list.At("/formatVersion", zielkette.CodeVersion, fmt.Sprint(m.FormatVersion),
			`gelesen wird die Formatversion 1; "formatVersion": 1 schreiben`,
			`this library reads format version 1; write "formatVersion": 1`)
	}
	l, ok := layouts[m.Format]
	if !ok {
		list.At("/format", zielkette.CodeChoice, string(m.Format),
			fmt.Sprintf("eines von %q schreiben", slices.Sorted(maps.Keys(layouts))),
			fmt.Sprintf("write one of %q", slices.Sorted(maps.Keys(layouts))))
	}
	choice(list, "/separator", m.Separator, ";", ",", "\t")
	choice(list, "/decimal", m.Decimal, ".", ",")
	choice(list, "/encoding", string(m.Encoding), string(UTF8), string(Windows1252))
	for _, name := range slices.Sorted(maps.Keys(m.Areas)) {
		if id := m.Areas[name]; id != "" && id != "-" {
			checkID(list, "/areas/"+document.Escape(name), id)
		}
	}
	r := &Reader{mapping: m, layout: l}
	set(&r.layout.area, m.Area)
	set(&r.layout.period, m.Period)
	set(&r.layout.value, m.Value)
	set(&r.layout.quality, m.Quality)
	if ok && !l.wide && r.layout.period == "" {
		list.At("/period", zielkette.CodeRequired, "", "die Spalte des Zeitraums nennen", "name the column of the period")
	}
	if len(m.Rows) == 0 {
		list.At("/rows", zielkette.CodeRequired, "",
			"angeben, welche Zeilen welche Kennzahl sind",
			"say which rows are which indicator")
	}
	for i, s := range m.Rows {
		at := fmt.Sprintf("/rows/%d", i)
		checkID(list, at+"/indicator", s.Indicator)
		if s.Area != "" {
			checkID(list, at+"/area", s.Area)
		}
		if _, nameless := s.Where[""]; nameless {
			list.At(at+"/where/", zielkette.CodeRequired, s.Indicator,
				"die Spalte mit ihrem Text in der Kopfzeile nennen",
				"name the column by the text in the header")
		}
		if s.Nth < 0 {
			list.At(at+"/nth", zielkette.CodeRange, fmt.Sprint(s.Nth), "Zeilen werden ab 1 gezählt", "rows are counted from 1")
		}
		if ok && !l.wide && s.Value == "" && r.layout.value == "" {
			list.At(at+"/value", zielkette.CodeRequired, s.Indicator,
				"die Spalte des Werts nennen, hier oder für die ganze Zuordnung",
				"name the column of the value, here or for the whole mapping")
		}
	}
	r.dialect = Dialect{Separator: l.separator, Decimal: l.decimal, Encoding: m.Encoding}
	if m.Separator != "" {
		r.dialect.Separator = Separator(m.Separator[0])
	}
	if m.Decimal != "" {
		r.dialect.Decimal = Decimal(m.Decimal[0])
	}
	r.mapping.Areas = maps.Clone(m.Areas)
	r.mapping.Rows = slices.Clone(m.Rows)
	for i := range r.mapping.Rows {
		r.mapping.Rows[i].Where = maps.Clone(r.mapping.Rows[i].Where)
	}
	return r
}

func choice(list *problems.List, at, text string, allowed ...string) {
	if text != "" && !slices.Contains(allowed, text) {
		list.At(at, zielkette.CodeChoice, text,
			fmt.Sprintf("eines von %q schreiben oder die Angabe weglassen", allowed),
			fmt.Sprintf("write one of %q, or leave it out", allowed))
	}
}

func checkID(list *problems.List, at, id string) {
	if err := zielkette.CheckID(id); err != nil {
		list.Err(at, err)
	}
}

func set(to *string, text string) {
	if text != "" {
		*to = text
	}
}
