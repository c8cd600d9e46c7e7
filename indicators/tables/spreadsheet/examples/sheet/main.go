// Sheet tries a mapping on a sheet of a spreadsheet, XLSX or ODS, or writes the tables
// of a city's report as a spreadsheet:
//
//	go -C indicators/tables/spreadsheet run ./examples/sheet -read MAPPING FILE
//	go -C indicators/tables/spreadsheet run ./examples/sheet -write FILE FOLDER
//
// Relative names are seen from the folder that -C names. With -read, the tidy table
// goes to the standard output; what was detected, taken and left goes to the error
// output, and so do all problems, with exit code 1. The mapping "-" is none, for a
// sheet that is a tidy table already. -sheet names the sheet where there are several.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet/pages"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run returns the exit code: 1 where the files are faulty, 2 where the command is.
func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("sheet", flag.ContinueOnError)
	flags.SetOutput(stderr)
	mapping := flags.String("read", "", "try this mapping on the spreadsheet FILE and print it as a tidy table; - for a tidy table")
	sheet := flags.String("sheet", "", "name of the sheet; without it the one that is visible and not blank")
	write := flags.String("write", "", "write the tables of the report of FOLDER to this XLSX file")
	asOf := flags.String("as-of", "", "date of the evaluation for -write (Stichtag): 2024-12-31")
	lang := flags.String("lang", "de", "language of labels and problems: de or en")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	language, ok := zielkette.ParseLanguage(*lang)
	var err error
	switch {
	case !ok || flags.NArg() != 1 || (*mapping == "") == (*write == "") || *write != "" && *asOf == "":
		fmt.Fprintln(stderr, "usage: sheet [-sheet NAME] [-lang de|en] -read MAPPING FILE\n       sheet -as-of DATE [-lang de|en] -write FILE FOLDER") //nolint:errcheck // nowhere to report it
		return 2
	case *mapping != "":
		err = read(*mapping, flags.Arg(0), *sheet, stdout, stderr, language)
	default:
		err = writeReport(*write, flags.Arg(0), *asOf, language)
	}
	if err != nil {
		told := err.Error()
		if problems := zielkette.ProblemsOf(err); len(problems) > 0 {
			told = problems.Text(language)
		}
		fmt.Fprintf(stderr, "sheet: %s\n", told) //nolint:errcheck // nowhere to report it
		return 1
	}
	return 0
}

func read(mapping, name, sheet string, stdout, stderr io.Writer, language zielkette.Language) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	book, err := spreadsheet.Open(file, name)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	options := &tables.Options{Lax: true}
	var reading *spreadsheet.Reading
	if mapping == "-" {
		reading, err = book.ReadTidy(sheet, options)
	} else {
		reader, failed := tables.LoadMapping(os.DirFS(filepath.Dir(mapping)), filepath.Base(mapping))
		if failed != nil {
			return failed
		}
		reading, err = book.Read(reader, sheet, options)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(stderr, reading.Text(language)) //nolint:errcheck // nowhere to report it
	if err := reading.Problems.Err(); err != nil {
		return err
	}
	if len(reading.Problems) > 0 {
		fmt.Fprintln(stderr, reading.Problems.Text(language)) //nolint:errcheck // nowhere to report it
	}
	return tables.WriteTidy(stdout, reading.Record)
}

func writeReport(name, from, asOf string, language zielkette.Language) error {
	day, err := zielkette.ParseDate(strings.TrimSpace(asOf))
	if err != nil {
		return fmt.Errorf("-as-of: %w", err)
	}
	city, err := folder.Load(os.DirFS(from))
	if err != nil {
		return err
	}
	model, err := city.Compile()
	if err != nil {
		return err
	}
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: day})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := pages.Write(&out, report.Of(result, report.Options{Language: language}).Page()); err != nil {
		return err
	}
	return os.WriteFile(name, out.Bytes(), 0o644)
}
