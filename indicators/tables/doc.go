// Package tables reads observations from the files that cities have, and writes
// them.
//
//	record, err := tables.Load(fsys, "observations.csv")
//
// The file is a tidy table, one observation a row. Files of statistical offices
// and portals, which have another layout, are read by a [Mapping] that says which
// row and column is which indicator and area:
//
//	reader, err := tables.LoadMapping(fsys, "einwohner.mapping.json")
//	record, err := reader.Load(fsys, "einwohner.csv")
//
// No number is invented on the way: what is missing in the file is missing in the
// record, a number that can be read in two ways is refused, and a faulty file
// gives all its problems with line and column, and no record unless the good rows
// are asked for ([Options]). Nothing is passed over in silence: the [Reading] counts
// the rows and columns that were not read, and lists the first few.
//
// # Tidy tables
//
// The first row names the columns, in any order:
//
//	indicator    kennzahl     id of the indicator; required
//	area         gebiet       id of the area; empty is the whole municipality
//	period       zeitraum     2023, 2023-H1, 2023-Q4, 2023-01, 2023-01-31, 2022/23; required
//	value        wert         number, or numerator of a share; this or label is required
//	denominator  nenner       denominator of a share
//	label        stufe        step of an ordinal rating, in place of a value
//	status       status       A B D E F I M O P Q U (see indicators.Status); empty is A
//	definition   definition   version of the definition; empty is the current one
//	known_on     bekannt_am   when the value became known
//	source       quelle
//	note         anmerkung
//
// A restated value is a row of its own with a later known_on. Where there is no
// value the status says why (O not reported, Q suppressed, M cannot exist). Empty
// rows are passed over. Periods are also read as tables label them: 1.Qu. 2003, 1.
// Quartal 2003, Q1/2003, 2003Q1, 1. Halbjahr 2003, Jan. 2024, 2024M01, 12.06.1994,
// WS 2021/22; and a day in known_on as 31.12.2024, which a spreadsheet makes of
// 2024-12-31.
//
// A value is withdrawn by a row of its own with the status O and the later day on
// which that became known.
//
// # Dialects
//
// Separator (semicolon, comma, tab), decimal sign and encoding (UTF-8 with or
// without byte order mark, Windows-1252) are declared in the options or detected, the
// separator also from a first line sep=; as spreadsheets write it,
// and reported in the [Reading]. A decimal sign is detected from numbers that can
// be read in one way only: 5.02 and 0.123 have a decimal point, 6,40 and 1.234,5 a
// decimal comma. After the first of them, one of the other kind is a problem.
// 1.234 and 1,234 can be read in two ways. They are read as another number of the
// file tells, before or behind them (12.5 beside 46.683), and refused where none
// does and the dialect is not declared. A table whose column is called wert, as
// [WriteGerman] writes it, declares the decimal comma.
//
// Thousands may be set apart by points in a file with decimal commas; by blanks,
// apostrophes or commas where that is declared. A plus sign before a number is read
// and the typographic minus, too. A number of more places than a
// [zielkette.Number] has is rounded once, half away from zero, and a warning says so
// ([CodeRounded]).
//
// # Signs
//
// A value may be one of the signs of official statistics (Destatis,
// Zeichenerklärung), which give value and status at once:
//
//	sign     meaning                      read as
//	-        nothing there                0, status A
//	.        unknown or secret            no value, status O
//	...      later                        no value, status O
//	x        not meaningful               no value, status M
//	/        not reliable enough          no value, status Q
//	(5)      of limited reliability       5, status U
//	5p       provisional                  5, status P
//	5r       revised                      5, status A
//	5s       estimated                    5, status E
//	|5 5|    break in the series          5, status B
//
// A mapping states what else stands for a missing value, and may read a sign
// otherwise: "-" of a rate, which cannot be exactly nothing, as status M.
//
// "-" is a number and "." is not. In a tidy table a sign stands alone: beside a
// status of its own it is a problem. A blank cell in somebody else's file is not
// reported (O); in a tidy table absence is stated.
//
// # Formulas
//
// A text that starts with = + - @ or a control character would be run as a formula
// by a spreadsheet (OWASP, CSV Injection). The writers put an apostrophe before it
// and the readers take it away. Numbers are never touched.
//
// # Other people's files
//
// A [Mapping] names the format: Leipzig's statistics portal (CSV values and
// kdvalues, JSON values), GENESIS flat CSV, Open SDG CSV, the JSON of the Wegweiser
// Kommune, or any table with one value a row ([Long]) or one column per period
// ([Wide]). Nothing is fetched: the file lies in a folder, and its source and the
// day it was taken are stated in the mapping. Tables that are no text files, such as
// sheets, come in as rows of cells ([ReadRows], [Reader.ReadRows]); the module
// indicators/tables/spreadsheet of this repository takes XLSX and ODS apart.
//
// The mapping also says what stands outside the cells:
//
//	title, headerLine, headerRows, footer   which part of the file is the table
//	leaveOut                                rows not to read, such as sums
//	filePeriod                              the period of the whole file, stated or in its name
//	month, quarter                          the column beside that of the year
//	periods                                 labels that are no periods by themselves
//	columns                                 Ergebnis {period}: actual, Plan {period}: plan, ...
//	twoYears, yearBegins                    what 2009-10 is
//	missing                                 -9999, NaN, n/a, and of which kind
//	quality, vocabulary, flags              where flags stand, and what they mean
//	decimal, thousands, units               how numbers are written
//	factor, rounded                         thousands of euros; figures rounded to fives
//
// Of a file of many areas, such as all districts of a country, one is read by a
// condition on its key ("where": {"#2": "05974"}) and a few by a selection each, with
// its "area". "areas" is for files of which every area is meant or named, so that none
// is forgotten. Any column may be named by its place, as "#2".
//
// A column UNIT_MULT or Unit multiplier, as files of SDMX have it, must state a factor
// of 1, or the mapping another.
//
// In Open SDG, where a row with blank disaggregations is the headline, columns that
// a selection does not ask for must be blank, but for those that describe the value:
// Units, Unit measure, Unit multiplier, Series, Observation status, and those the
// mapping lists as attributes. Where a unit or a series differs among the rows of one
// selection, or a multiplier is not 1 and no factor is stated, that is a problem.
//
// # Periods in other people's files
//
// A heading or label may carry marks: 2023*, 2024p, 2019/20 [Note 5], 2023
// (vorläufig). p and s are a status; any other mark stands in the note of the
// observation. A heading that contains the number of a year and cannot be read is a
// problem, and so are two columns of one period.
//
// 2021/22 is a school year and 2017/2019, 2015-17 are the years from the first to
// the last, both included. 2009-10 may be October 2009, a school year, a financial
// year or two years, and 2009-11 a month or three years: another label of the column
// may tell (2009-03 is a month, 2012-14 are years), else the mapping must. FY2021/22
// needs a stated beginning.
//
// # Flags
//
// Of several flags one status is kept, in the order Q M O F B D U E I P A: that there
// is no value goes before what the value is. The text of all of them then stands in
// the note. A flag of absence beside a 0 or a blank cell is an absence; beside another
// number it is a problem.
//
// # Limits
//
// A row has at most [MaxRow] bytes, a table [MaxColumns] columns and [MaxRows]
// rows, a JSON file 64 MiB. CSV is read row by row through a fixed buffer; beyond
// it, only the record grows. At most 100 problems of a file are kept and the rest
// counted. At most 65536 observations wait for a cell that tells what 1.234 or
// 2009-10 is; behind them such texts are refused. Readers may be used by several goroutines at once.
package tables
