// Package folder reads and writes the folder of files that a city keeps of one
// strategy: strategy.json, and where they are there indicators.json, rules.json and
// tables of observations.
//
// [Load] gives an [evaluation.City] with everything that the files say, and how the
// tables were read. Its documents are edited as Go values; [Write] writes them back in
// a canonical form, so that after an edit only the lines of that entry differ. The
// package touches no files itself: Load reads an [io/fs.FS], Write hands out the bytes
// of each file.
package folder

import (
	"errors"
	"io/fs"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// The names of the files of a folder. Tables are all files that match observationFiles;
// observations that did not come from a file are written to newObservations.
const (
	strategyFile     = "strategy.json"
	catalogueFile    = "indicators.json"
	rulesFile        = "rules.json"
	observationFiles = "observations*.csv"
	newObservations  = "observations.csv"
)

// Folder is what [Load] read.
type Folder struct {
	evaluation.City
	Tables []Table // in the order of their names
}

// Table tells how a table of observations was read. What was detected should be seen
// by somebody.
type Table struct {
	File         string         `json:"file"`
	Dialect      tables.Dialect `json:"dialect"`
	Observations int            `json:"observations"`
}

// Load reads the folder of a city: strategy.json, and where they are there
// indicators.json, rules.json and all observations*.csv, in the order of their names.
//
// The error is that of opening or reading a file. Where a file is no whole document
// or table, it is a [zielkette.Problems] with everything wrong in all files, what
// [evaluation.City.Compile] would find included, each with file, line and column.
// Cost: linear in the size of the files. Documents and tables are read side by side, so
// that three files of fsys may be open at once, as those of the standard library can be.
func Load(fsys fs.FS) (Folder, error) {
	var f Folder
	var errs [4]error
	parallel.Run(func() { errs[3] = f.tables(fsys) }, func() {
		f.Strategy, errs[0] = goals.Load(fsys, strategyFile)
		f.Rules, errs[2] = optional(fsys, rulesFile, evaluation.LoadRules)
	}, func() { f.Catalogue, errs[1] = optional(fsys, catalogueFile, indicators.Load) })
	if errors.Join(errs[:]...) == nil {
		return f, nil
	}
	for _, err := range errs {
		if err != nil && zielkette.ProblemsOf(err) == nil {
			return Folder{}, err
		}
	}
	_, all := f.Inspect()
	return Folder{}, append(all, zielkette.ProblemsOf(errs[3])...).Err()
}

// optional loads the named file, or nothing where there is none.
func optional[T any](fsys fs.FS, name string, load func(fs.FS, string) (T, error)) (T, error) {
	out, err := load(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		var none T
		return none, nil
	}
	return out, err
}

// tables reads the tables onto one record.
func (f *Folder) tables(fsys fs.FS) error {
	fsys = document.Files(fsys)
	names, err := fs.Glob(fsys, observationFiles)
	if err != nil {
		return err
	}
	var list problems.List
	var all *indicators.Builder // of the second table and all behind it: a record grown by each would be copied as often
	for _, name := range names {
		if list.Stop() {
			break
		}
		reading, err := read(fsys, name)
		if err != nil {
			if zielkette.ProblemsOf(err) == nil {
				return err
			}
			list.Join("", zielkette.ProblemsOf(err))
			continue
		}
		f.Tables = append(f.Tables, Table{name, reading.Dialect, reading.Added})
		if f.Record.Len() == 0 {
			f.Record = reading.Record
			continue
		}
		if all == nil {
			all = indicators.NewBuilderOn(f.Record)
		}
		for i := range reading.Record.Len() {
			all.Add(reading.Record.At(i), reading.Record.Place(i))
		}
	}
	if all != nil {
		if f.Record, err = all.Record(); err != nil {
			list.Join("", zielkette.ProblemsOf(err))
		}
	}
	if list.Failed() {
		f.Record, f.Tables = nil, nil
	}
	return list.All().Err()
}

func read(fsys fs.FS, name string) (*tables.Reading, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // nothing was written
	return tables.Read(file, &tables.Options{File: name})
}
