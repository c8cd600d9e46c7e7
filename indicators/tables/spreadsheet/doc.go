// Package spreadsheet reads observations from spreadsheets, Office Open XML (XLSX)
// and OpenDocument (ODS), and writes them as XLSX.
//
//	book, err := spreadsheet.Open(file, "einwohner.xlsx")
//	reading, err := book.Read(reader, "Tabelle1", nil)
//
// The reader is that of a mapping of package tables, the same that reads the table
// saved as CSV: rows of cells in, observations out. What stands in a sheet and not
// in a CSV file is told by the Reading.
//
// # What a cell says
//
// A number is read from the text that is stored. Programs store binary fractions
// with up to 17 digits (9.6731999999999996 where somebody typed 9.6732) and show 15
// at most; so a number of more than 15 significant digits is rounded to those, half
// away from zero, and reported. Whatever dialect the texts of the sheet have,
// a number needs none. A number that is stored as a text is a text, and read in the
// dialect that the mapping states.
//
// What the format of a cell shows is read in three cases: a date is the text
// 2021-12-31, or 2021-12 or 2021 where the format shows no days or no months, in the
// epoch of the file (1900 or 1904); a whole number under a format of zeros only
// keeps the leading ones, so that an area code stays 05974040; and TRUE and FALSE
// are words. In all others the stored number is read. Where the format is one of
// per cent or of times that is reported, for what is stored is 0.125 and what is
// shown 12.5 %; "factor" of a mapping may be 100.
//
// A formula is read as the value that the program stored with it, and reported. One
// without a stored value stands as its own text, =SUM(B2:B9), and is a problem where
// a value is read from it: open and save the file in a spreadsheet program. So is an
// error such as #DIV/0!, unless the mapping states it under "missing".
//
// A merged cell is that of its first row and column. A label reaches down to the
// rows beneath; a value under a merged cell is a problem. Hidden rows and columns
// are read and reported.
//
// # Sheets
//
// Without a name, the one sheet is read that is visible and not blank; where there
// are several, that is a problem that lists them. In problems the line is the number
// of the row and the column that of the column, A being 1.
//
// # Limits
//
// A file has at most [MaxFile] bytes, each part of it that is read at most [MaxPart]
// bytes when unpacked, whatever the archive says. A sheet has the rows and columns
// of package tables. Nothing is written to disk and nothing is fetched; names of parts
// that point out of the archive, document types (DTD), and parts that stand twice are
// refused. Memory grows with the texts of the workbook and the record. A Book may be
// used by several goroutines at once.
package spreadsheet
