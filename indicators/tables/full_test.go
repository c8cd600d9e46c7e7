package tables_test

import (
	"io"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// endless yields a beginning and then the same text without end.
type endless struct {
	beginning io.Reader
	text      string
	at        int
}

func (e *endless) Read(p []byte) (int, error) {
	if n, err := e.beginning.Read(p); err == nil {
		return n, nil
	}
	n := copy(p, e.text[e.at:])
	e.at = (e.at + n) % len(e.text)
	return n, nil
}

// Readers end where the list of problems is full, also in a file that never ends.
func TestReadersEndWhenProblemsAreFull(t *testing.T) {
	long := tables.Mapping{
		FormatVersion: 1, Format: tables.Long, Period: "year", Value: "value", Separator: ";", Decimal: ".",
		Rows: []tables.Selection{{Indicator: "i", Where: map[string]string{"what": "x"}}},
	}
	reader, err := long.Compile()
	if err != nil {
		t.Fatal(err)
	}
	objects, err := tables.Mapping{
		FormatVersion: 1, Format: tables.LeipzigJSON,
		Rows: []tables.Selection{{Indicator: "i", Where: map[string]string{"what": "x"}}}, Period: "year", Value: "value",
	}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	rows := func(yield func(tables.Row, error) bool) {
		row := tables.Row{Line: 1, Cells: []tables.Cell{{Text: "what"}, {Text: "year"}, {Text: "value"}}}
		for yield(row, nil) {
			row = tables.Row{Line: row.Line + 1, Cells: []tables.Cell{{Text: "x"}, {Text: "2020"}, {Text: "?"}}}
		}
	}
	for name, read := range map[string]func() error{
		"tidy": func() error {
			_, err := tables.Read(&endless{beginning: strings.NewReader("indicator;period;value\n"), text: "i;2020;?\n"}, nil)
			return err
		},
		"tidy, rows too long": func() error {
			_, err := tables.Read(&endless{beginning: strings.NewReader("indicator;period;value\n"), text: "i;2020;1;2\n"}, nil)
			return err
		},
		"mapped": func() error {
			_, err := reader.Read(&endless{beginning: strings.NewReader("what;year;value\n"), text: "x;2020;?\n"}, nil)
			return err
		},
		"mapped, rows too long": func() error {
			_, err := reader.Read(&endless{beginning: strings.NewReader("what;year;value\n"), text: "x;2020;1;2\n"}, nil)
			return err
		},
		"rows": func() error {
			_, err := reader.ReadRows(rows, nil)
			return err
		},
		"objects": func() error {
			_, err := objects.Read(strings.NewReader("["+strings.Repeat(`{"what":"x","year":"2020","value":"?"},`, 1000)+`{"what":"x","year":"2020","value":"?"}]`), nil)
			return err
		},
	} {
		found := zielkette.ProblemsOf(read())
		if len(found) != 101 {
			t.Errorf("%s: %d problems: %.500v", name, len(found), found)
			continue
		}
		for _, p := range found {
			if p.Code == zielkette.CodeMore && !strings.HasPrefix(p.Message.EN, "and at least 1 more") {
				t.Errorf("%s: %v", name, p)
			}
		}
	}
}
