package spreadsheet

import (
	"errors"
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Codes of the problems this package reports, beside those of package tables.
const (
	CodeFile    zielkette.Code = "sheet-file"    // no XLSX and no ODS
	CodeDamaged zielkette.Code = "sheet-damaged" // an archive or a part of it that cannot be read
	CodeUnsafe  zielkette.Code = "sheet-unsafe"  // an archive that is made to mislead its readers
	CodeLimit   zielkette.Code = "sheet-limit"   // a file larger than is read
	CodeSheet   zielkette.Code = "sheet-name"    // no such sheet, or several to choose from
	CodeText    zielkette.Code = "sheet-text"    // a text that no spreadsheet can hold
)

func (b *Book) fault(code zielkette.Code, subject, de, en string) zielkette.Problem {
	return zielkette.Problem{
		Code: code, Place: zielkette.Place{File: b.name}, Subject: clip(subject),
		Message: zielkette.Text{DE: de, EN: en},
	}
}

// damaged says that a part cannot be read, and why.
func (b *Book) damaged(part string, err error) error {
	var p zielkette.Problem
	if errors.As(err, &p) {
		return p
	}
	return b.fault(CodeDamaged, part,
		fmt.Sprintf("dieser Teil der Datei kann nicht gelesen werden (%s); die Datei in einem Tabellenprogramm öffnen und neu speichern", oneLine(err)),
		fmt.Sprintf("this part of the file cannot be read (%s); open the file in a spreadsheet program and save it anew", oneLine(err)))
}

// tooLarge says that a limit was passed.
func (b *Book) tooLarge(subject, de, en string) error {
	return b.fault(CodeLimit, subject, de+"; die Tabelle als CSV speichern oder teilen", en+"; save the table as CSV or divide it")
}
