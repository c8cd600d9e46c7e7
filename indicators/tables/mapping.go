package tables

import (
	_ "embed"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
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
	vocabulary           Vocabulary
	separator            Separator
	decimal              Decimal
	headline             bool // columns that are not asked for must be blank, attributes excepted
	monthAndQuarterInRow bool // the period is a year, the month or quarter a variable of its own
}

var layouts = map[Format]layout{
	Long:            {},
	Wide:            {wide: true},
	LeipzigValues:   {wide: true, separator: Comma, decimal: DecimalComma},
	LeipzigKdvalues: {wide: true, separator: Comma, decimal: DecimalComma, area: "Gebiet"},
	LeipzigJSON:     {json: true, decimal: DecimalPoint, period: "jahr", value: "wert"},
	Genesis:         {period: "time", value: "value", quality: "value_q", separator: Semicolon, monthAndQuarterInRow: true},
	OpenSDG:         {period: "Year", value: "Value", quality: "Observation status", vocabulary: SDMX, decimal: DecimalPoint, headline: true},
	WegweiserJSON:   {json: true, decimal: DecimalPoint, period: "year", value: "value"},
}

// Mapping is the document that says which row and column of somebody else's file
// is which indicator and area, and what else stands outside its cells. It is plain
// data: write it as a Go literal or as JSON, then [Mapping.Compile] it.
//
// A column is named by its heading, runs of white space counting as one blank; a
// column whose heading is blank or not unique is named "#1", "#2" and so on by its
// place.
type Mapping struct {
	FormatVersion int    `json:"formatVersion"` // 1
	Format        Format `json:"format"`

	// How the file is written.
	Separator string   `json:"separator,omitzero"` // ";", "," or a tab; "" is that of the format, or detected
	Decimal   string   `json:"decimal,omitzero"`   // "." or ","; "" is that of the format, or detected
	Thousands string   `json:"thousands,omitzero"` // " " (blanks of every kind), "'", "." or ","; "" is none
	Encoding  Encoding `json:"encoding,omitzero"`  // "" is detected
	Units     []string `json:"units,omitzero"`     // texts that may stand behind a number and are taken away: "%", "EUR"

	// Which part of the file is the table.
	Title      string      `json:"title,omitzero"`      // how the line before the heading begins; what stands before is passed over
	HeaderLine int         `json:"headerLine,omitzero"` // line of the heading, from 1, in place of Title; 0 is the first line
	HeaderRows int         `json:"headerRows,omitzero"` // rows of the heading, 0 is 1; a blank cell in an upper one has the text of the cell before
	Footer     string      `json:"footer,omitzero"`     // how the first line behind the table begins; a file without it is a problem
	LeaveOut   []Condition `json:"leaveOut,omitzero"`   // rows not to read, such as sums

	// What the rows are.
	Rows       []Selection       `json:"rows"`                // what to read; other rows are passed over
	Area       string            `json:"area,omitzero"`       // column that names the area; "" is that of the format, if it has one
	Areas      map[string]string `json:"areas,omitzero"`      // name in the file: id of the area, "" the whole municipality, "-" not to be read; none: the name is the id
	Attributes []string          `json:"attributes,omitzero"` // Open SDG: further columns that describe a value and do not divide it, such as the name of the area

	// What the periods are.
	Period     string            `json:"period,omitzero"`     // column of the period; "" is that of the format
	Month      string            `json:"month,omitzero"`      // column of the month, where the column of the period has the year only
	Quarter    string            `json:"quarter,omitzero"`    // the same of the quarter
	FilePeriod string            `json:"filePeriod,omitzero"` // in place of the column: the period of the whole file, or the pattern of its name, "werte_{period}.csv"
	Periods    map[string]string `json:"periods,omitzero"`    // label or heading in the file: period, "-" not to be read
	Columns    map[string]string `json:"columns,omitzero"`    // wide: heading, or pattern with {period}: actual, plan, flags or none; see the package documentation
	TwoYears   string            `json:"twoYears,omitzero"`   // what 2009-10 is: month, school-year, financial-year or span; "" is refused where it may be several
	YearBegins int               `json:"yearBegins,omitzero"` // month in which the financial years begin, 2 to 12

	// What the values are.
	Value      string                       `json:"value,omitzero"`      // column of the value; "" is that of the format; wide: a pattern such as "Ergebnis {period}", "" is "{period}"
	Missing    map[string]indicators.Status `json:"missing,omitzero"`    // text or number that stands for a missing value: O, M or Q; goes before the signs, "-" included
	Quality    string                       `json:"quality,omitzero"`    // column of flags; "" is that of the format, if it has one
	Vocabulary Vocabulary                   `json:"vocabulary,omitzero"` // of the flags: destatis, eurostat or sdmx; "" is that of the format
	Flags      map[string]indicators.Status `json:"flags,omitzero"`      // flags beyond the vocabulary
	Factor     zielkette.Number             `json:"factor,omitzero"`     // by which values are multiplied: "1000" where they are thousands
	Rounded    zielkette.Number             `json:"rounded,omitzero"`    // unit the values were rounded to, after the factor; reported by indicator in the [Reading]

	Definition string         `json:"definition,omitzero"`
	Known      zielkette.Date `json:"known,omitzero"`  // when the values became known, as a rule the day of the download
	Source     string         `json:"source,omitzero"` // printed beside every value: publisher, title, licence
	Note       string         `json:"note,omitzero"`
}

// Selection says which rows of a file are an indicator.
type Selection struct {
	Indicator string                       `json:"indicator"`
	Where     map[string]string            `json:"where,omitzero"`   // column: text of its cell; a row has all of them
	Nth       int                          `json:"nth,omitzero"`     // of rows with the same texts and area, the which, from 1; 0 is all
	Area      string                       `json:"area,omitzero"`    // id of the area of these rows, in place of the column
	Value     string                       `json:"value,omitzero"`   // column, or pattern of the columns, of the value, where it is not that of the mapping
	Missing   map[string]indicators.Status `json:"missing,omitzero"` // as in the mapping, and before it
	Factor    zielkette.Number             `json:"factor,omitzero"`  // in place of that of the mapping
	Rounded   zielkette.Number             `json:"rounded,omitzero"` // in place of that of the mapping
}

// Condition says which rows of a file are meant: those that have all the texts.
type Condition struct {
	Where map[string]string `json:"where"` // column: text of its cell
}

// The uses of a column of a wide table that [Mapping.Columns] states.
const (
	ColumnActual = "actual" // values
	ColumnPlan   = "plan"   // planned values: recorded with the status F and the definition "plan", shown and never counted
	ColumnFlags  = "flags"  // flags of the values of its period
	ColumnNone   = "none"   // not to be read
)

// placeholder stands in a pattern for the label of a period.
const placeholder = "{period}"

// Reader reads files of one layout by a compiled [Mapping]. It is immutable and
// safe for concurrent use.
type Reader struct {
	mapping Mapping
	layout  layout
	dialect Dialect
	periods map[string]string // labels squeezed
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

// ReadMapping reads and compiles a mapping in JSON. The name is what problems call the
// text, as the file that it came from or the field of a form; "" for none. Errors are as for [LoadMapping].
func ReadMapping(r io.Reader, name string) (*Reader, error) {
	return document.Read(r, name, compile)
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
	choice(list, "/thousands", m.Thousands, " ", "'", ".", ",")
	choice(list, "/encoding", string(m.Encoding), string(UTF8), string(Windows1252))
	choice(list, "/twoYears", m.TwoYears, TwoYearsMonth, TwoYearsSchool, TwoYearsFinancial, TwoYearsSpan)
	choice(list, "/vocabulary", string(m.Vocabulary), string(Destatis), string(Eurostat), string(SDMX))
	r := &Reader{mapping: m.clone(), layout: l}
	set(&r.layout.area, m.Area)
	set(&r.layout.period, m.Period)
	set(&r.layout.value, m.Value)
	set(&r.layout.quality, m.Quality)
	if m.Vocabulary != "" {
		r.layout.vocabulary = m.Vocabulary
	} else if r.layout.vocabulary == "" {
		r.layout.vocabulary = Destatis
	}
	m.checkTable(list)
	m.checkPeriods(list)
	m.checkValues(list)
	for _, name := range slices.Sorted(maps.Keys(m.Areas)) {
		if list.Stop() {
			return r
		}
		if id := m.Areas[name]; id != "" && id != "-" {
			checkID(list, "/areas/"+document.Escape(name), id)
		}
	}
	if ok && !l.wide && r.layout.period == "" && m.FilePeriod == "" {
		list.At("/period", zielkette.CodeRequired, "",
			`die Spalte des Zeitraums nennen, oder unter "filePeriod" den Zeitraum der ganzen Datei`,
			`name the column of the period, or under "filePeriod" the period of the whole file`)
	}
	if len(m.Rows) == 0 {
		list.At("/rows", zielkette.CodeRequired, "",
			"angeben, welche Zeilen welche Kennzahl sind",
			"say which rows are which indicator")
	}
	if ok && l.wide {
		m.checkWide(list)
	}
	for i := range list.Each(len(m.Rows)) {
		s := m.Rows[i]
		at := fmt.Sprintf("/rows/%d", i)
		checkID(list, at+"/indicator", s.Indicator)
		if s.Area != "" {
			checkID(list, at+"/area", s.Area)
		}
		checkWhere(list, at, s.Indicator, s.Where)
		if s.Nth < 0 {
			list.At(at+"/nth", zielkette.CodeRange, fmt.Sprint(s.Nth), "Zeilen werden ab 1 gezählt", "rows are counted from 1")
		}
		checkMissing(list, at+"/missing", s.Missing)
		checkPositive(list, at+"/factor", s.Factor)
		checkNotNegative(list, at+"/rounded", s.Rounded)
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
	if m.Thousands != "" {
		r.dialect.Thousands = Thousands(m.Thousands[0])
		if t := r.dialect.Thousands; t == ThousandsPoint || t == ThousandsComma {
			r.dialect.Decimal = 0 // it goes before the format
		}
	}
	if m.Decimal != "" {
		r.dialect.Decimal = Decimal(m.Decimal[0])
	}
	if m.Thousands != "" && m.Thousands == m.Decimal {
		list.At("/thousands", zielkette.CodeChoice, m.Thousands,
			"Tausender- und Dezimalzeichen müssen sich unterscheiden",
			"the sign between thousands and the decimal sign must differ")
	}
	r.dialect = r.dialect.completed()
	r.periods = make(map[string]string, len(m.Periods))
	for label, period := range m.Periods {
		r.periods[squeeze(label)] = period
	}
	return r
}

// checkTable checks what the mapping says of the part of the file that is the table.
func (m *Mapping) checkTable(list *problems.List) {
	if m.HeaderLine < 0 {
		list.At("/headerLine", zielkette.CodeRange, fmt.Sprint(m.HeaderLine), "Zeilen werden ab 1 gezählt", "lines are counted from 1")
	}
	if m.HeaderRows < 0 || m.HeaderRows > maxHeaderRows {
		list.At("/headerRows", zielkette.CodeRange, fmt.Sprint(m.HeaderRows),
			fmt.Sprintf("eine Kopfzeile hat 1 bis %d Zeilen", maxHeaderRows),
			fmt.Sprintf("a heading has 1 to %d rows", maxHeaderRows))
	}
	if m.Title != "" && m.HeaderLine > 0 {
		list.At("/title", zielkette.CodeChoice, m.Title,
			`entweder "title" oder "headerLine" angeben`,
			`state either "title" or "headerLine"`)
	}
	for i := range list.Each(len(m.LeaveOut)) {
		c := m.LeaveOut[i]
		at := fmt.Sprintf("/leaveOut/%d", i)
		checkWhere(list, at, "", c.Where)
		if len(c.Where) == 0 {
			list.At(at+"/where", zielkette.CodeRequired, "",
				"angeben, welche Zeilen nicht gelesen werden",
				"say which rows are not to be read")
		}
	}
	for i := range list.Each(len(m.Units)) {
		unit := m.Units[i]
		if strings.TrimSpace(unit) == "" || strings.ContainsAny(unit, "0123456789") {
			list.At(fmt.Sprintf("/units/%d", i), zielkette.CodeChoice, unit,
				"eine Einheit ohne Ziffern schreiben, zum Beispiel %",
				"write a unit without digits, for example %")
		}
	}
}

// maxHeaderRows bounds the rows of a heading.
const maxHeaderRows = 10

func (m *Mapping) checkPeriods(list *problems.List) {
	if m.FilePeriod != "" {
		if m.Period != "" {
			list.At("/filePeriod", zielkette.CodeChoice, m.FilePeriod,
				`entweder "period" oder "filePeriod" angeben`,
				`state either "period" or "filePeriod"`)
		}
		switch n := strings.Count(m.FilePeriod, placeholder); {
		case n > 1:
			list.At("/filePeriod", zielkette.CodeChoice, m.FilePeriod,
				"{period} steht höchstens einmal im Muster", "{period} stands in the pattern once at most")
		case n == 0:
			if _, err := zielkette.ParsePeriod(m.FilePeriod); err != nil {
				list.Err("/filePeriod", err)
			}
		}
	}
	for _, label := range slices.Sorted(maps.Keys(m.Periods)) {
		if list.Stop() {
			return
		}
		if text := m.Periods[label]; text != "-" {
			if _, err := zielkette.ParsePeriod(text); err != nil {
				list.Err("/periods/"+document.Escape(label), err)
			}
		}
	}
	for _, heading := range slices.Sorted(maps.Keys(m.Columns)) {
		if list.Stop() {
			return
		}
		at, kind := "/columns/"+document.Escape(heading), m.Columns[heading]
		if kind == "" {
			kind = "?"
		}
		choice(list, at, kind, ColumnActual, ColumnPlan, ColumnFlags, ColumnNone)
		if strings.Count(heading, placeholder) > 1 {
			list.At(at, zielkette.CodeChoice, heading, "{period} steht höchstens einmal im Muster", "{period} stands in the pattern once at most")
		}
	}
	if m.Month != "" && (m.Quarter != "" || m.FilePeriod != "") || m.Quarter != "" && m.FilePeriod != "" {
		list.At("/"+map[bool]string{true: "month", false: "quarter"}[m.Month != ""], zielkette.CodeChoice, "",
			`nur eines von "month", "quarter" und "filePeriod" angeben`,
			`state only one of "month", "quarter" and "filePeriod"`)
	}
	switch financial := m.TwoYears == TwoYearsFinancial; {
	case financial && (m.YearBegins < 2 || m.YearBegins > 12):
		list.At("/yearBegins", zielkette.CodeRange, fmt.Sprint(m.YearBegins),
			"den Monat angeben, in dem die Haushaltsjahre beginnen: 2 bis 12",
			"state the month in which the financial years begin: 2 to 12")
	case !financial && m.YearBegins != 0:
		list.At("/yearBegins", zielkette.CodeChoice, fmt.Sprint(m.YearBegins),
			`nur mit "twoYears": "financial-year" angeben`,
			`state it with "twoYears": "financial-year" only`)
	}
}

// checkWide checks what has another meaning in a table of one column per period.
func (m *Mapping) checkWide(list *problems.List) {
	if m.FilePeriod != "" {
		list.At("/filePeriod", zielkette.CodeChoice, m.FilePeriod,
			`in diesem Format nennen die Spalten die Zeiträume; "format": "long" verwenden`,
			`in this format the columns name the periods; use "format": "long"`)
	}
	for at, text := range map[string]string{"/month": m.Month, "/quarter": m.Quarter} {
		if text != "" {
			list.At(at, zielkette.CodeChoice, text,
				"in diesem Format nennen die Spalten die Zeiträume",
				"in this format the columns name the periods")
		}
	}
	pattern := func(at, text string) {
		if _, stated := m.Periods[text]; text != "" && strings.Count(text, placeholder) != 1 && !stated {
			list.At(at, zielkette.CodeChoice, text,
				`ein Muster mit {period} schreiben, zum Beispiel "Ergebnis {period}", oder den Zeitraum der Spalte unter "periods" angeben`,
				`write a pattern with {period}, such as "Ergebnis {period}", or state the period of the column under "periods"`)
		}
	}
	pattern("/value", m.Value)
	for i, s := range m.Rows {
		pattern(fmt.Sprintf("/rows/%d/value", i), s.Value)
	}
}

func (m *Mapping) checkValues(list *problems.List) {
	checkMissing(list, "/missing", m.Missing)
	for _, text := range slices.Sorted(maps.Keys(m.Flags)) {
		if list.Stop() {
			return
		}
		if m.Flags[text] == 0 {
			list.At("/flags/"+document.Escape(text), zielkette.CodeRequired, text, "den Status angeben: A B D E F I M O P Q U", "state the status: A B D E F I M O P Q U")
		}
	}
	checkPositive(list, "/factor", m.Factor)
	checkNotNegative(list, "/rounded", m.Rounded)
}

func checkMissing(list *problems.List, at string, missing map[string]indicators.Status) {
	for _, text := range slices.Sorted(maps.Keys(missing)) {
		if list.Stop() {
			return
		}
		if s := missing[text]; !s.IsAbsence() {
			list.At(at+"/"+document.Escape(text), zielkette.CodeChoice, s.String(),
				"angeben, warum der Wert fehlt: O (nicht berichtet), M (nicht sinnvoll) oder Q (geheim zu halten)",
				"state why the value is missing: O (not reported), M (cannot exist) or Q (suppressed)")
		}
	}
}

func checkPositive(list *problems.List, at string, n zielkette.Number) {
	if !n.IsZero() && n.Sign() <= 0 {
		list.At(at, zielkette.CodeRange, n.String(), "eine Zahl größer als 0 angeben", "state a number greater than 0")
	}
}

func checkNotNegative(list *problems.List, at string, n zielkette.Number) {
	if !n.IsZero() && n.Sign() < 0 {
		list.At(at, zielkette.CodeRange, n.String(), "eine Zahl nicht kleiner als 0 angeben", "state a number that is not less than 0")
	}
}

func checkWhere(list *problems.List, at, subject string, where map[string]string) {
	if _, nameless := where[""]; nameless {
		list.At(at+"/where/", zielkette.CodeRequired, subject,
			`die Spalte mit ihrem Text in der Kopfzeile nennen, eine ohne Text mit ihrem Platz: "#1"`,
			`name the column by the text in the header, one without text by its place: "#1"`)
	}
}

// clone copies the mapping, so that what is compiled shares nothing with it.
func (m Mapping) clone() Mapping {
	m.Units, m.Attributes = slices.Clone(m.Units), slices.Clone(m.Attributes)
	m.LeaveOut = slices.Clone(m.LeaveOut)
	for i := range m.LeaveOut {
		m.LeaveOut[i].Where = maps.Clone(m.LeaveOut[i].Where)
	}
	m.Areas, m.Periods, m.Columns = maps.Clone(m.Areas), maps.Clone(m.Periods), maps.Clone(m.Columns)
	m.Missing, m.Flags = maps.Clone(m.Missing), maps.Clone(m.Flags)
	m.Rows = slices.Clone(m.Rows)
	for i := range m.Rows {
		m.Rows[i].Where = maps.Clone(m.Rows[i].Where)
		m.Rows[i].Missing = maps.Clone(m.Rows[i].Missing)
	}
	return m
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
