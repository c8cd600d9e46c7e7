package tables_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// brief reads a table and says of each observation when and what it is, or tells the
// problems.
func brief(t *testing.T, read func() (*tables.Reading, error)) (got []string) {
	t.Helper()
	reading, err := read()
	for _, p := range zielkette.ProblemsOf(err) {
		got = append(got, string(p.Code)+" "+p.Subject)
	}
	if err == nil {
		for o := range reading.Record.All() {
			got = append(got, strings.TrimSpace(o.Period.String()+" "+o.Value.String()+" "+o.Status.String()))
		}
	}
	return got
}

// Two numbers that are no span of years are a month where they can be one, and nothing
// else.
func TestPairsThatAreNoSpan(t *testing.T) {
	reader, err := tables.Mapping{FormatVersion: 1, Format: tables.Long, Separator: ";", Decimal: ".", Period: "p", Value: "v", Rows: []tables.Selection{{Indicator: "a"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for label, want := range map[string]string{
		"2003-03": "2003-03 1 A", "2012-12": "2012-12 1 A", "2001-2001": "period 2001-2001", "2005-2003": "period 2005-2003", "2000-00": "period 2000-00", "2013-13": "period 2013-13",
		"2003/03": "period 2003/03", "2003–03": "period 2003–03", "Schuljahr 2003-03": "period Schuljahr 2003-03", "FY 2003-03": "period FY 2003-03",
	} {
		got := brief(t, func() (*tables.Reading, error) { return reader.Read(strings.NewReader("p;v\n"+label+";1\n"), nil) })
		if diff := cmp.Diff([]string{want}, got); diff != "" {
			t.Errorf("%s: %s", label, diff)
		}
	}
}

// A mark with nothing beside it, or with the sign for nothing, is no value.
func TestMarksWithoutANumber(t *testing.T) {
	for cell, want := range map[string]string{
		"(-)": "number-text (-)", "()": "number-text ()", "( )": "number-text ( )", "p": "number-text p", "-p": "number-text -p", "|": "number-text |", "r": "number-text r", "(1)": "2001 1 U", "1p": "2001 1 P",
	} {
		got := brief(t, func() (*tables.Reading, error) {
			return tables.Read(strings.NewReader("indicator;period;value\na;2001;"+cell+"\n"), nil)
		})
		if diff := cmp.Diff([]string{want}, got); diff != "" {
			t.Errorf("%s: %s", cell, diff)
		}
	}
}

// A row with a cell more than the heading is one, even where that cell is empty.
func TestOneCellTooMany(t *testing.T) {
	for _, row := range []string{"a;2001;1;;", "a;2001;1;n;", "a;2001;1;;;"} {
		_, err := tables.Read(strings.NewReader("indicator;period;value;note\na;2000;1;\n"+row+"\n"), nil)
		if list := zielkette.ProblemsOf(err); len(list) != 1 || list[0].Code != tables.CodeCells || list[0].Place.Line != 3 {
			t.Errorf("%s: %v", row, err)
		}
	}
}

// What a column has in place of what is asked for is said without its blank cells.
func TestTextsInPlaceOfAnother(t *testing.T) {
	reader, err := tables.Mapping{
		FormatVersion: 1, Format: tables.Long, Separator: ";", Decimal: ".", Period: "p", Value: "v",
		Rows: []tables.Selection{{Indicator: "a", Where: map[string]string{"what": "x"}}},
	}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	_, err = reader.Read(strings.NewReader("p;what;v\n2001;;1\n2001;y;1\n"), nil)
	if list := zielkette.ProblemsOf(err); len(list) != 1 || list[0].Code != tables.CodeUnmatched || strings.Contains(list[0].Message.EN, `""`) || !strings.Contains(list[0].Message.EN, `"y"`) {
		t.Error(err)
	}
}
