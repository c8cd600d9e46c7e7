package evaluation

import (
	"errors"
	"io/fs"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// Load reads the folder that a city keeps of a strategy and puts it together:
// strategy.json, and where they are there indicators.json, rules.json and all
// observations*.csv. It is [goals.Load], [indicators.Load], [LoadRules],
// [tables.LoadAll] and [New] in one, for rules without methods of the city's own.
//
// The error is that of opening or reading a file, or a [zielkette.Problems] with
// everything wrong in all of the files, with file, line and column also for what
// does not fit together. Cost: linear in the size of the files.
func Load(folder fs.FS) (*Model, *indicators.Record, error) {
	plan, errPlan := goals.Load(folder, "strategy.json")
	set, errSet := optional(folder, "indicators.json", indicators.Load, func() (*indicators.Set, error) { return indicators.Catalogue{}.Compile() })
	rules, errRules := optional(folder, "rules.json", LoadRules, func() (Rules, error) { return Rules{}, nil })
	record, errRecord := optional(folder, "observations*.csv", tables.LoadAll, func() (*indicators.Record, error) { return indicators.NewRecord() })
	if err := together(errPlan, errSet, errRules, errRecord); err != nil {
		return nil, nil, err
	}
	model, err := New(plan, set, rules)
	var found zielkette.Problems
	if errors.As(err, &found) {
		return nil, nil, placed(folder, found)
	}
	return model, record, err
}

// placed says where in the files of the folder the problems of [New] lie.
func placed(folder fs.FS, list zielkette.Problems) zielkette.Problems {
	var inRules, inStrategy zielkette.Problems
	for _, p := range list {
		if pointer, ok := strings.CutPrefix(p.Place.Pointer, "/rules"); ok {
			p.Place.Pointer = pointer
			inRules = append(inRules, p)
		} else {
			inStrategy = append(inStrategy, p)
		}
	}
	document.Find(folder, "rules.json", inRules)
	document.Find(folder, "strategy.json", inStrategy)
	inRules.Sort()
	inStrategy.Sort()
	return append(inStrategy, inRules...)
}

// optional loads what matches the pattern, or takes the substitute where nothing
// does.
func optional[T any](folder fs.FS, pattern string, load func(fs.FS, string) (T, error), substitute func() (T, error)) (T, error) {
	if found, err := fs.Glob(folder, pattern); err == nil && len(found) == 0 {
		return substitute()
	}
	return load(folder, pattern)
}

// together makes one list of the problems of several files. An error of another
// kind, such as a file that cannot be read, comes with the others.
func together(errs ...error) error {
	var all zielkette.Problems
	other := false
	for _, err := range errs {
		var list zielkette.Problems
		switch {
		case errors.As(err, &list):
			all = append(all, list...)
		case err != nil:
			other = true
		}
	}
	if other {
		return errors.Join(errs...)
	}
	return all.Err()
}
