package tables_test

import (
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// hostile are files, of a MiB in the full test, that make the most of it: the
// shortest rows and cells, different texts in each, one line for everything,
// nothing but faults.
func hostile() map[string]map[string]string {
	size := testkit.Cases(1 << 20)
	fill := func(head, tail string, row func(i int) string) string {
		var b strings.Builder
		b.WriteString(head)
		for i := 0; b.Len() < size; i++ {
			b.WriteString(row(i))
		}
		return b.String() + tail
	}
	var years strings.Builder
	for year := 1000; year < 5000; year++ {
		fmt.Fprintf(&years, ";%d", year)
	}
	wide := func(cell string) string {
		return fill("Ort"+years.String(), "\n", func(i int) string { return fmt.Sprintf("\na%d%s", i, strings.Repeat(cell, 4000)) })
	}
	regions, values := make([]string, 130), make([]string, 130)
	for i := range regions {
		regions[i] = fmt.Sprintf(`{"title":"r%d"}`, i)
		values[i] = "[1" + strings.Repeat(",1", 3999) + "]"
	}
	const head = "indicator;period;value;note\n"
	return map[string]map[string]string{
		"tidy": {
			"texts":      fill(head, "", func(i int) string { return fmt.Sprintf("i%d;2001;1;%d\n", i, i) }),
			"duplicates": fill("indicator;period;value\n", "", func(int) string { return "a;2001;1\n" }),
			"versions":   fill("indicator;period;value;definition\n", "", func(i int) string { return fmt.Sprintf("a;2001;1;\"%d\"\n", i) }),
			"faults":     fill(head, "", func(int) string { return ";;;\";\n" }),
			"open":       fill(head, "", func(i int) string { return "\"" + strings.Repeat("\n", i%70000) }),
			"lines":      fill("", "", func(int) string { return "\n" }),
		},
		"wide": {
			"cells":  wide(";-"),
			"blanks": wide(";"),
			"lines":  fill("Text;Ort"+years.String(), "\n", func(i int) string { return fmt.Sprintf("\n\"a\nb\";a%d%s", i, strings.Repeat(";1", 4000)) }),
		},
		"objects": {
			"empty":  fill("[{}", "]", func(int) string { return ",{}" }),
			"good":   fill("[{}", "]", func(i int) string { return fmt.Sprintf(`,{"jahr":"%d","wert":1}`, 1000+i%9000) }),
			"fields": fill(`[{"jahr":1`, "}]", func(i int) string { return fmt.Sprintf(`,"%d":1`, i) }),
			"nested": strings.Repeat("[", size),
		},
		"wegweiser": {
			"values": `{"years":[` + strings.ReplaceAll(years.String()[1:], ";", ",") + `],"indicatorsAndTopics":[{}],"data":{"regions":[` +
				strings.Join(regions, ",") + `],"indicators":[{"regionYearValues":[` + strings.Join(values, ",") + `]}]}}`,
			"nested": strings.Repeat("[", size),
		},
	}
}

// TestHostile reads them. None may keep more than 64 MiB for its MiB; one that
// took quadratic time would meet the time limit of go test.
func TestHostile(t *testing.T) {
	compile := func(format tables.Format, area string) func(io.Reader, *tables.Options) (*tables.Reading, error) {
		r, err := tables.Mapping{FormatVersion: 1, Format: format, Area: area, Rows: []tables.Selection{{Indicator: "a"}}}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		return r.Read
	}
	readers := map[string]func(io.Reader, *tables.Options) (*tables.Reading, error){
		"tidy": tables.Read, "wide": compile(tables.Wide, "Ort"), "objects": compile(tables.LeipzigJSON, ""), "wegweiser": compile(tables.WegweiserJSON, "region"),
	}
	for kind, inputs := range hostile() {
		for name, in := range inputs {
			before := heap()
			got, err := readers[kind](strings.NewReader(in), &tables.Options{Lax: true})
			if err != nil {
				t.Fatal(err)
			}
			if retained := heap() - before; retained > 64<<20 {
				t.Errorf("%s, %s: %d MiB", kind, name, retained>>20)
			}
			runtime.KeepAlive(got)
		}
	}
}

// Lists of a statistic are read up to a number of elements.
func TestManyElements(t *testing.T) {
	r, err := tables.Mapping{FormatVersion: 1, Format: tables.WegweiserJSON, Area: "region", Rows: []tables.Selection{{Indicator: "a"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range [][2]string{
		{`{"data":{"indicators":[{"regionYearValues":[`, "[]"}, {`{"years":[`, "1"}, {`{"indicatorsAndTopics":[`, "{}"}, {`{"data":{"indicators":[`, "{}"}, {`{"data":{"regions":[`, "null"},
	}[:min(5, testkit.Cases(5))] {
		name, text := of[0], of[0]+strings.Repeat(of[1]+",", document.MaxItems)+of[1]+closing(of[0])
		_, err := r.Read(strings.NewReader(text), nil)
		if list := zielkette.ProblemsOf(err); len(list) != 1 || list[0].Code != zielkette.CodeJSONSize {
			t.Errorf("%s: %.300v", name, err)
		}
		testkit.Told(t, err)
	}
	for name, text := range map[string]string{
		"no list":    `{"years":{}}`,
		"no number":  `{"years":["a"]}`,
		"no regions": `{"data":{"regions":[1]}}`,
	} {
		_, err := r.Read(strings.NewReader(text), nil)
		if list := zielkette.ProblemsOf(err); len(list) != 1 || list[0].Code != zielkette.CodeJSONType {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// No reader takes a text with a control character, wherever it stands; tabs and line
// breaks are ordinary.
func TestControls(t *testing.T) {
	mapped, err := tables.Mapping{FormatVersion: 1, Format: tables.Long, Separator: ";", Decimal: ".", Period: "period", Value: "value", Quality: "flag", Rows: []tables.Selection{{Indicator: "a"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	rows := func(text string) iter.Seq2[tables.Row, error] {
		return rowsOf([]string{"indicator", "period", "value", "note"}, []string{"a", "2001", "1", text})
	}
	read := map[string]func(text string) (*tables.Reading, error){
		"plain": func(text string) (*tables.Reading, error) {
			return tables.Read(strings.NewReader("indicator;period;value;note\na;2001;1;"+text+"\n"), nil)
		},
		"quoted": func(text string) (*tables.Reading, error) {
			return tables.Read(strings.NewReader("indicator;period;value;source;definition\na;2001;1;x;\""+text+"\"\n"), nil)
		},
		"label": func(text string) (*tables.Reading, error) {
			return tables.Read(strings.NewReader("indicator;period;label\na;2001;\""+text+"\"\n"), nil)
		},
		"rows": func(text string) (*tables.Reading, error) { return tables.ReadRows(rows(text), nil) },
		"record": func(text string) (*tables.Reading, error) {
			_, err := indicators.NewRecord(indicators.Observation{Indicator: "a", Period: zielkette.MustParsePeriod("2001"), Value: zielkette.Int(1), Note: text})
			return nil, err
		},
	}
	if _, err := mapped.Read(strings.NewReader("period;value;flag\n2001;1;\x07\n"), nil); err == nil {
		t.Error("a flag of a control character is taken")
	}
	for name, f := range read {
		for _, text := range []string{"\x00", "a\x00b", "\x1b[31m", "\x07", "\v", "\x7f", "\u009b31m", "ä\u0085"} {
			_, err := f(text)
			if list := zielkette.ProblemsOf(err); len(list) != 1 || list[0].Code != zielkette.CodeControl || name != "record" && list[0].Place.Line != 2 {
				t.Errorf("%s of %q: %v", name, text, err)
			}
			testkit.Told(t, err)
		}
		for _, text := range []string{"a\tb", "a\u00a0b\u00ad\u200b", "ä"} {
			if _, err := f(text); err != nil {
				t.Errorf("%s of %q: %v", name, text, err)
			}
		}
	}
}

// closing closes what a text opens.
func closing(text string) string {
	out := ""
	for _, c := range text {
		switch c {
		case '{':
			out = "}" + out
		case '[':
			out = "]" + out
		}
	}
	return out
}
