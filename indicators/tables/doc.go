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
// are asked for ([Options]).
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
// rows are passed over. Periods are also read as German tables label them: 1.Qu.
// 2003, 1. Quartal 2003, 1. Halbjahr 2003, Jan. 2024, 12.06.1994; and a day in
// known_on as 31.12.2024, which a spreadsheet makes of 2024-12-31.
//
// # Dialects
//
// Separator (semicolon, comma, tab), decimal sign and encoding (UTF-8 with or
// without byte order mark, Windows-1252) are declared in the options or detected,
// and reported in the [Reading]. A decimal sign is detected from numbers that can
// be read in one way only: 5.02 and 0.123 have a decimal point, 6,40 and 1.234,5 a
// decimal comma. After the first of them, one of the other kind is a problem.
// 1.234 and 1,234 can be read in two ways, whatever stands around them, and are
// refused unless the dialect is declared. A table whose column is called wert, as
// [WriteGerman] writes it, declares the decimal comma.
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
// day it was taken are stated in the mapping. In Open SDG, where a row with blank
// disaggregations is the headline, columns that a selection does not ask for must
// be blank, Units and Series excepted.
//
// # Limits
//
// A row has at most [MaxRow] bytes, a table [MaxColumns] columns and [MaxRows]
// rows, a JSON file 64 MiB. CSV is read row by row through a fixed buffer; beyond
// it, only the record grows. At most 100 problems of a file are kept and the rest
// counted. Readers may be used by several goroutines at once.
package tables
