package report_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// writeCity writes the folder of a city with so many goals: five levels with up to ten
// goals beneath each, an indicator with a target, a revision of it and fifteen yearly
// observations for each of the lowest.
func writeCity(tb testing.TB, dir string, n int) (size int64) {
	tb.Helper()
	levels := []string{"Leitbild", "Handlungsfeld", "Ziel", "Teilziel", "Handlungsziel", "Schritt"}
	var strategy, catalogue, table strings.Builder
	strategy.WriteString(`{"formatVersion": 1, "id": "muster", "title": "Musterstadt", "municipality": {"name": "Musterstadt"},
 "edition": {"name": "2020", "adopted": "2019-06-01", "from": "2020", "to": "2030"}, "levels": ["` + strings.Join(levels, `", "`) + `"], "goals": [`)
	catalogue.WriteString(`{"formatVersion": 1, "indicators": [`)
	table.WriteString("indicator,period,value,status,known_on,source\n")
	first := true
	var goal func(i, depth int)
	goal = func(i, depth int) {
		fmt.Fprintf(&strategy, `{"id": "g%d", "level": %q, "number": "%d", "title": "Ziel Nummer %d der Stadt Musterstadt", "statement": "Bis zum Jahr 2030 ist erreicht, was unter Nummer %d beschlossen ist.", "weight": "%d"`, i, levels[depth], i, i, i, 1+i%3)
		child := 10*i + 1
		if child >= n {
			fmt.Fprintf(&strategy, `, "indicators": [{"id": "k%d"}]}`, i)
			if !first {
				catalogue.WriteString(",\n")
			}
			first = false
			from, to := 20+i%7, 60+i%11
			fmt.Fprintf(&catalogue, `{"id": "k%d", "title": "Kennzahl Nummer %d der Stadt Musterstadt", "unit": "Prozent", "direction": "up", "targets": [{"shape": "reach", "path": "linear", "baseline": {"period": "2009", "value": "%d.5"}, "revisions": [
 {"decided": "2010-01-01", "known": "2010-01-01", "decision": "Ratsbeschluss 17", "points": [{"period": "2030", "value": "%d"}]},
 {"decided": "2019-06-01", "known": "2019-06-01", "decision": "Ratsbeschluss 93", "points": [{"period": "2025", "value": "%d"}, {"period": "2030", "value": "%d"}]}]}]}`,
				i, i, from, to-10, to-5, to)
			for y := 2010; y < 2025; y++ {
				fmt.Fprintf(&table, "k%d,%d,%d.%d,A,%d-03-31,Statistisches Amt der Stadt Musterstadt\n", i, y, from+y-2010+i%3, i%10, y+1)
			}
			return
		}
		strategy.WriteString(", \"goals\": [\n")
		for c := child; c < min(child+10, n); c++ {
			if c > child {
				strategy.WriteString(",\n")
			}
			goal(c, depth+1)
		}
		strategy.WriteString("]}")
	}
	goal(0, 0)
	strategy.WriteString("]}\n")
	catalogue.WriteString("]}\n")
	for name, text := range map[string]string{"strategy.json": strategy.String(), "indicators.json": catalogue.String(), "observations.csv": table.String(), "rules.json": `{"formatVersion": 1, "default": {"minCoverage": "0.25"}}`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
		size += int64(len(text))
	}
	return size
}

// naive is what somebody writes by hand: the fields that are needed, float64, no checks.
func naive(files fs.FS, asOf int, w io.Writer) error {
	type goal struct {
		ID, Level, Title, State string
		Weight                  string                `json:"weight,omitempty"`
		Indicators              []struct{ ID string } `json:"indicators,omitempty"`
		Goals                   []*goal               `json:"goals,omitempty"`
		Score, Coverage         float64
	}
	var strategy struct{ Goals []*goal }
	var catalogue struct {
		Indicators []struct {
			ID      string
			Targets []struct {
				Baseline  struct{ Value string }
				Revisions []struct {
					Points []struct{ Period, Value string }
				}
			}
		}
	}
	for name, into := range map[string]any{"strategy.json": &strategy, "indicators.json": &catalogue} {
		text, err := fs.ReadFile(files, name)
		if err == nil {
			err = json.Unmarshal(text, into)
		}
		if err != nil {
			return err
		}
	}
	file, err := files.Open("observations.csv")
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // nothing was written
	rows := csv.NewReader(bufio.NewReader(file))
	rows.ReuseRecord = true
	year, value := map[string]int{}, map[string]float64{}
	for row, err := rows.Read(); err != io.EOF; row, err = rows.Read() {
		if err != nil {
			return err
		}
		if y, err := strconv.Atoi(row[1]); err == nil && y <= asOf && y > year[row[0]] {
			id := strings.Clone(row[0])
			year[id] = y
			value[id], _ = strconv.ParseFloat(row[2], 64)
		}
	}
	score := map[string]float64{}
	for _, k := range catalogue.Indicators {
		if t := k.Targets[0]; year[k.ID] > 0 {
			b, _ := strconv.ParseFloat(t.Baseline.Value, 64)
			points := t.Revisions[len(t.Revisions)-1].Points
			to, _ := strconv.ParseFloat(points[len(points)-1].Value, 64)
			score[k.ID] = min(1, max(0, (value[k.ID]-b)/(to-b)))
		}
	}
	type line struct {
		ID       string  `json:"id"`
		Level    string  `json:"level"`
		Title    string  `json:"title"`
		State    string  `json:"state"`
		Score    float64 `json:"score"`
		Coverage float64 `json:"coverage"`
	}
	var lines []line
	var roll func(g *goal)
	roll = func(g *goal) {
		at := len(lines)
		lines = append(lines, line{})
		var sum, scored, all float64
		add := func(weight, score, coverage float64, ok bool) {
			all += weight
			if ok {
				sum, scored = sum+weight*score, scored+weight
				g.Coverage += weight * coverage
			}
		}
		for _, k := range g.Indicators {
			s, ok := score[k.ID]
			add(1, s, 1, ok)
		}
		for _, c := range g.Goals {
			roll(c)
			w, _ := strconv.ParseFloat(c.Weight, 64)
			add(w, c.Score, c.Coverage, c.State == "scored")
		}
		g.State = "unmeasured"
		if scored > 0 {
			g.State, g.Score, g.Coverage = "scored", sum/scored, g.Coverage/all
		}
		lines[at] = line{g.ID, g.Level, g.Title, g.State, g.Score, g.Coverage}
	}
	for _, g := range strategy.Goals {
		roll(g)
	}
	to := json.NewEncoder(w)
	to.SetIndent("", "  ")
	return to.Encode(map[string]any{"goals": lines})
}

func wholeJob(files fs.FS, w io.Writer) error {
	city, err := folder.Load(files)
	if err != nil {
		return err
	}
	model, err := city.Compile()
	if err != nil {
		return err
	}
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2024-12-31")})
	if err != nil {
		return err
	}
	return report.Of(result, report.Options{}).JSON(w)
}

// The naive program and ours come to the same scores, so that the comparison is fair.
func TestNaiveAgrees(t *testing.T) {
	dir := t.TempDir()
	writeCity(t, dir, 300)
	var a, b bytes.Buffer
	if err := wholeJob(os.DirFS(dir), &a); err != nil {
		t.Fatal(err)
	}
	if err := naive(os.DirFS(dir), 2024, &b); err != nil {
		t.Fatal(err)
	}
	var our struct {
		Goals []struct{ ID, State, Score, Coverage string }
	}
	var their struct {
		Goals []struct {
			ID, State       string
			Score, Coverage float64
		}
	}
	if err := json.Unmarshal(a.Bytes(), &our); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &their); err != nil {
		t.Fatal(err)
	}
	if len(our.Goals) != 300 || len(their.Goals) != 300 {
		t.Fatalf("%d and %d goals", len(our.Goals), len(their.Goals))
	}
	for i, g := range our.Goals {
		n := their.Goals[i]
		score, _ := strconv.ParseFloat(g.Score, 64)
		coverage, _ := strconv.ParseFloat(g.Coverage, 64)
		if g.ID != n.ID || g.State != n.State || score-n.Score > 1e-9 || n.Score-score > 1e-9 || coverage != n.Coverage {
			t.Errorf("%+v, naive %+v", g, n)
		}
	}
}

// texts is what the JSON of a report says of goals and indicators, as plain texts.
type texts struct {
	Goals []struct {
		ID, Parent, Level, Number, Title, Statement, State, Score, Coverage string
		Range                                                               struct{ Low, High string }
		Expected                                                            string
		Spoken                                                              bool
		Weight                                                              string
		Status                                                              *string
	}
	Indicators []struct {
		ID, Title, Unit, State, Value, Period, TargetText, Baseline, BaselinePeriod, Attainment, Expected, OnTrack, Course string
		Status                                                                                                             *string
		ObservationStatus, Known, Source                                                                                   string
	}
}

// The whole job as a user meets it, from a folder on disk to the report as JSON, against
// forty lines of encoding/json, encoding/csv and float64; then its stages one by one.
func BenchmarkWholeJob(b *testing.B) {
	b.Log(runtime.Version(), os.Getenv("GOEXPERIMENT"))
	sizes := map[int]string{}
	for _, n := range []int{300, 3000, 30000} {
		dir := b.TempDir()
		size := writeCity(b, dir, n)
		sizes[n] = dir
		for name, job := range map[string]func() error{
			"ours":  func() error { return wholeJob(os.DirFS(dir), io.Discard) },
			"naive": func() error { return naive(os.DirFS(dir), 2024, io.Discard) },
		} {
			b.Run(fmt.Sprintf("%s/goals=%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(size)
				for b.Loop() {
					if err := job(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
	files := os.DirFS(sizes[3000])
	city, err := folder.Load(files)
	if err != nil {
		b.Fatal(err)
	}
	model, err := city.Compile()
	if err != nil {
		b.Fatal(err)
	}
	asOf := evaluation.Options{AsOf: zielkette.MustParseDate("2024-12-31")}
	result, err := model.Evaluate(city.Record, asOf)
	if err != nil {
		b.Fatal(err)
	}
	var same texts
	var text bytes.Buffer
	if err := report.Write(&text, report.Of(result, report.Options{}), "json"); err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal(text.Bytes(), &same); err != nil {
		b.Fatal(err)
	}
	for _, stage := range []struct {
		name string
		do   func() error
	}{
		{"strategy", func() error { _, err := goals.Load(files, "strategy.json"); return err }},
		{"catalogue", func() error { _, err := indicators.Load(files, "indicators.json"); return err }},
		{"table", func() error { _, err := tables.Load(files, "observations.csv"); return err }},
		{"compile", func() error { _, err := city.Compile(); return err }},
		{"evaluate", func() error { _, err := model.Evaluate(city.Record, asOf); return err }},
		{"report", func() error { report.Of(result, report.Options{}); return nil }},
		{"page", func() error { report.Of(result, report.Options{}).Page(); return nil }},
		{"json", func() error { return report.Write(io.Discard, report.Of(result, report.Options{}), "json") }},
		{"json-encoder", func() error { // the rival of that: the same texts, formed already
			to := json.NewEncoder(io.Discard)
			to.SetIndent("", "  ")
			return to.Encode(same)
		}},
		{"text", func() error { return report.Write(io.Discard, report.Of(result, report.Options{}), "text") }},
		{"markdown", func() error { return report.Write(io.Discard, report.Of(result, report.Options{}), "markdown") }},
		{"html", func() error { return report.Write(io.Discard, report.Of(result, report.Options{}), "html") }},
		{"explain", func() error { result.Explain("g0"); return nil }},
		{"explain-json", func() error {
			return report.Write(io.Discard, report.Explanation(result, result.Explain("g0"), report.Options{}), "json")
		}},
		{"explain-text", func() error {
			return report.Write(io.Discard, report.Explanation(result, result.Explain("g0"), report.Options{}), "text")
		}},
	} {
		b.Run("stage="+stage.name+"/goals=3000", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := stage.do(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/3000, "ns/goal")
		})
	}
}

// country is a stream of so many municipalities, whose files lie in memory: every
// tenth is large, most are small.
func country(tb testing.TB, n int) (list iter.Seq[evaluation.Municipality], files func(i int) fs.FS, size int64) {
	tb.Helper()
	var classes [3]fstest.MapFS
	var sizes [3]int64
	for i, goals := range []int{30, 100, 300} {
		dir := tb.TempDir()
		sizes[i] = writeCity(tb, dir, goals)
		classes[i] = fstest.MapFS{}
		for _, name := range []string{"strategy.json", "indicators.json", "rules.json", "observations.csv"} {
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				tb.Fatal(err)
			}
			classes[i][name] = &fstest.MapFile{Data: text}
		}
	}
	class := func(i int) int { return []int{0, 0, 0, 0, 0, 0, 1, 1, 1, 2}[i%10] }
	for i := range n {
		size += sizes[class(i)]
	}
	files = func(i int) fs.FS { return classes[class(i)] }
	return func(yield func(evaluation.Municipality) bool) {
		for i := range n {
			open := func() (*evaluation.Model, *indicators.Record, error) {
				city, err := folder.Load(files(i))
				if err != nil {
					return nil, nil, err
				}
				model, err := city.Compile()
				return model, city.Record, err
			}
			if !yield(evaluation.Municipality{ID: strconv.Itoa(i), Open: open}) {
				return
			}
		}
	}, files, size
}

func rootScore(id string, r *evaluation.Result) string {
	score, _ := r.Goal("g0")
	return id + " " + score.Attainment().String() + " " + score.Coverage().String()
}

// Parts of a stream that are evaluated apart, on any machines, come to the same as the
// whole when they are put together.
func TestStreamInParts(t *testing.T) {
	const n, parts = 40, 7
	stream := evaluation.Stream{Options: evaluation.Options{AsOf: zielkette.MustParseDate("2024-12-31")}}
	list, _, _ := country(t, n)
	collect := func(list iter.Seq[evaluation.Municipality]) (out []string) {
		for line, err := range evaluation.EvaluateAll(list, stream, rootScore) {
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, line)
		}
		return out
	}
	var together []string
	for part := range parts {
		together = append(together, collect(func(yield func(evaluation.Municipality) bool) {
			i := 0
			for m := range list {
				if i*parts/n == part && !yield(m) {
					return
				}
				i++
			}
		})...)
	}
	if d := cmp.Diff(collect(list), together); d != "" || len(together) != n {
		t.Error(d)
	}
}

// The national run from bytes: documents and tables of each municipality are read,
// compiled and evaluated, against the naive program on the same bytes.
func BenchmarkCountry(b *testing.B) {
	const n = 10_800
	list, files, size := country(b, n)
	stream := evaluation.Stream{Options: evaluation.Options{AsOf: zielkette.MustParseDate("2024-12-31")}}
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(size)
		b.ReportAllocs()
		var memory runtime.MemStats
		peak := uint64(0)
		for b.Loop() {
			done := 0
			for _, err := range evaluation.EvaluateAll(list, stream, rootScore) {
				if err != nil {
					b.Fatal(err)
				}
				if done++; done%100 == 0 {
					runtime.ReadMemStats(&memory)
					peak = max(peak, memory.HeapAlloc)
				}
			}
		}
		b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "municipalities/s")
		b.ReportMetric(float64(peak)/(1<<20), "peak-heap-MiB")
	})
	b.Run("naive", func(b *testing.B) {
		b.SetBytes(size)
		b.ReportAllocs()
		for b.Loop() {
			for i := range n {
				if err := naive(files(i), 2024, io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "municipalities/s")
	})
}

// A report says the same on one core and on many, its warnings included.
func TestSameOnAnyCores(t *testing.T) {
	dir := t.TempDir()
	writeCity(t, dir, 1200)
	table, err := os.ReadFile(filepath.Join(dir, "observations.csv"))
	if err != nil {
		t.Fatal(err)
	}
	// The record and the stated baselines differ: a warning for each indicator.
	var more strings.Builder
	for line := range strings.Lines(string(table)) {
		more.WriteString(line)
		if id, rest, ok := strings.Cut(line, ",2010,"); ok {
			more.WriteString(id + ",2009," + rest)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "observations.csv"), []byte(more.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var want []byte
	for _, cores := range []int{1, 2, 3, 16} {
		runtime.GOMAXPROCS(cores)
		var out bytes.Buffer
		if err := wholeJob(os.DirFS(dir), &out); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = out.Bytes()
			if !bytes.Contains(want, []byte("baseline-differs")) || !bytes.Contains(want, []byte("more-problems")) {
				t.Error("there is nothing to warn of")
			}
		}
		if !bytes.Equal(out.Bytes(), want) {
			t.Errorf("%d cores: another report", cores)
		}
	}
}

// A page is formed and written in parts on all cores, and is the same as by one: that of
// a city, and one in which elements ask for the same id, of which the first gets it.
func TestSamePageOnAnyCores(t *testing.T) {
	dir := t.TempDir()
	writeCity(t, dir, 300)
	result := inFolder(t, dir, "2024-12-31")
	table := report.Table{Columns: []report.Column{{Title: "A"}, {Title: "B", Right: true}}, Groups: []report.Group{{Rows: []report.Row{{ID: "row", Cells: []report.Cell{{Lines: []report.Phrase{report.Say("x")}}}}}}}}
	twice := report.Page{Title: "T", Sections: []report.Section{{ID: "s", Title: "S"}}}
	for i := range 300 {
		id := fmt.Sprint("id", i%150)
		twice.Sections[0].Blocks = append(twice.Sections[0].Blocks, []report.Block{
			report.Heading{ID: id, Title: report.Say("H")},
			report.Paragraph{Text: report.Phrase{{Text: "see", To: id, Mark: report.MarkRed}}},
			table,
			report.Card{ID: id, Title: report.Say("C"), Blocks: []report.Block{report.Note(report.Say("n"))}},
			report.Card{Title: report.Say("D"), Blocks: []report.Block{table}},
			report.Entry{Label: "E", Blocks: []report.Block{report.Paragraph{Text: report.Say("e")}}},
		}[i%6])
	}
	write := func() string {
		var out strings.Builder
		for _, page := range []report.Page{report.Of(result, report.Options{}).Page(), twice} {
			for _, err := range []error{page.Text(&out, report.TextWidth), page.Markdown(&out), page.HTML(&out)} {
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		return out.String()
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := write()
	if n := strings.Count(want, `id="id6"`); n != 1 {
		t.Errorf("an id is given %d times", n)
	}
	for _, cores := range []int{2, 3, 16} {
		runtime.GOMAXPROCS(cores)
		if got := write(); got != want {
			t.Errorf("%d cores: another page", cores)
		}
	}
}
