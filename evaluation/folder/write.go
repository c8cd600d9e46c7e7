package folder

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// Write hands out the files of a city, one after the other, in their canonical form:
// strategy.json, indicators.json, rules.json, then the tables. A document that is empty
// and was not read from a file is left out. Observations go to the files that they were
// read from, those that were added to observations.csv, in the order of recording.
// What the files say is what [Load] reads again.
//
// The canonical form of a document is that of [json.Marshal] with two spaces for each
// level, without escapes for HTML, and a line break at the end; an object or a list
// in it that holds no others stands on one line where it fits in 120 characters. That of a
// table is that of [tables.WriteTidy].
//
// Everything is encoded before the first file is handed out, so that a city that cannot
// be written leaves nothing half done. A document that was not read whole is refused
// with the problems found in it, for what could not be read would be lost, and so is one
// with a text that no reader takes, of the code [zielkette.CodeControl]. Other errors are
// those of write, with the name of the file. Cost: linear in the size of the city.
func Write(city evaluation.City, write func(name string, data []byte) error) error {
	if write == nil {
		return document.Missing("func(name string, data []byte) error")
	}
	for _, origin := range []zielkette.Origin{city.Strategy.Origin, city.Catalogue.Origin, city.Rules.Origin} {
		if err := origin.Problems().Err(); err != nil {
			return err
		}
	}
	type output struct {
		name string
		data []byte
	}
	var files []output
	for _, d := range []struct {
		name   string
		value  any
		origin zielkette.Origin
		read   func(r io.Reader, name string) error
	}{
		{strategyFile, city.Strategy, city.Strategy.Origin, func(r io.Reader, name string) error { _, err := goals.Read(r, name); return err }},
		{catalogueFile, city.Catalogue, city.Catalogue.Origin, func(r io.Reader, name string) error { _, err := indicators.Read(r, name); return err }},
		{rulesFile, city.Rules, city.Rules.Origin, func(r io.Reader, name string) error { _, err := evaluation.ReadRules(r, name); return err }},
	} {
		if d.origin.File() == "" && reflect.ValueOf(d.value).IsZero() {
			continue
		}
		data, err := json.Marshal(d.value)
		if err != nil {
			return fmt.Errorf("%s: %w", d.name, err)
		}
		data = canonical(data)
		refused := slices.DeleteFunc(zielkette.ProblemsOf(d.read(bytes.NewReader(data), d.name)), func(p zielkette.Problem) bool { return p.Code != zielkette.CodeControl })
		if err := refused.Err(); err != nil {
			return err
		}
		files = append(files, output{d.name, data})
	}
	names, records, err := byFile(city.Record)
	if err != nil {
		return err
	}
	for _, name := range names {
		var table bytes.Buffer
		if err := tables.WriteTidy(&table, records[name]); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		files = append(files, output{name, table.Bytes()})
	}
	for _, f := range files {
		if err := write(f.name, f.data); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

// byFile divides a record by the files that the observations came from, in the order in
// which the files first appear.
func byFile(record *indicators.Record) (names []string, records map[string]*indicators.Record, err error) {
	parts := map[string][]indicators.Observation{}
	position := 0
	for o := range record.All() {
		name := record.Place(position).File
		if name == "" {
			name = newObservations
		}
		if parts[name] == nil {
			names = append(names, name)
		}
		parts[name] = append(parts[name], o)
		position++
	}
	records = map[string]*indicators.Record{}
	for _, name := range names {
		if records[name], err = indicators.NewRecord(parts[name]...); err != nil {
			return nil, nil, err
		}
	}
	return names, records, nil
}
