// Package folder reads the folder of files that a city keeps of one strategy.
package folder

import (
	"errors"
	"io/fs"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// Load reads the folder of a city: strategy.json, and where they are there
// indicators.json, rules.json and all observations*.csv.
//
// The error is that of opening or reading a file. Where a file is no whole document
// or table, it is a [zielkette.Problems] with everything wrong in all files, what
// [evaluation.City.Compile] would find included, each with file, line and column.
// Cost: linear in the size of the files.
func Load(fsys fs.FS) (evaluation.City, error) {
	var city evaluation.City
	var errStrategy, errCatalogue, errRules, errRecord error
	city.Strategy, errStrategy = goals.Load(fsys, "strategy.json")
	city.Catalogue, errCatalogue = optional(fsys, "indicators.json", indicators.Load)
	city.Rules, errRules = optional(fsys, "rules.json", evaluation.LoadRules)
	city.Record, errRecord = optional(fsys, "observations*.csv", tables.LoadAll)
	if errors.Join(errStrategy, errCatalogue, errRules, errRecord) == nil {
		return city, nil
	}
	for _, err := range []error{errStrategy, errCatalogue, errRules, errRecord} {
		if err != nil && zielkette.ProblemsOf(err) == nil {
			return evaluation.City{}, err
		}
	}
	_, all := city.Inspect()
	all = append(all, zielkette.ProblemsOf(errRecord)...)
	all.Sort()
	return evaluation.City{}, all.Err()
}

// optional loads what matches the pattern, or nothing where nothing does.
func optional[T any](fsys fs.FS, pattern string, load func(fs.FS, string) (T, error)) (T, error) {
	if found, err := fs.Glob(fsys, pattern); err == nil && len(found) == 0 {
		var none T
		return none, nil
	}
	return load(fsys, pattern)
}
