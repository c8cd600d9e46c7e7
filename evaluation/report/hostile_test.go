package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/diagram"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// counter counts what is written.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// writers write what can be said of a city, each in one medium.
func writers(b testing.TB, city evaluation.City) map[string]func(w io.Writer) {
	b.Helper()
	model, err := city.Compile()
	must(b, err)
	r := result(b, model, city.Record)
	page := report.Of(r, report.Options{})
	out := map[string]func(w io.Writer){
		"mermaid": func(w io.Writer) { must(b, diagram.Mermaid(w, model.Plan(), diagram.Options{})) },
		"dot":     func(w io.Writer) { must(b, diagram.DOT(w, model.Plan(), diagram.Options{})) },
		"folder": func(w io.Writer) {
			must(b, folder.Write(city, func(_ string, data []byte) error { _, err := w.Write(data); return err }))
		},
	}
	for _, format := range report.Formats {
		out[format] = func(w io.Writer) { must(b, report.Write(w, page, format)) }
	}
	return out
}

// written are the files of a city and the bytes of them all.
func files(b testing.TB, city evaluation.City) (fsys fstest.MapFS, size int) {
	b.Helper()
	fsys = fstest.MapFS{}
	must(b, folder.Write(city, func(name string, data []byte) error {
		fsys[name] = &fstest.MapFile{Data: bytes.Clone(data)}
		size += len(data)
		return nil
	}))
	return fsys, size
}

// elements counts the elements of all lists and maps of a city, its observations among them.
func elements(city evaluation.City) int {
	return document.Elements(city.Strategy) + document.Elements(city.Catalogue) + document.Elements(city.Rules) + city.Record.Len()
}

// HTML, the longest medium, of a city whose one list is long is at most 20 times its files and
// half a MiB: the lists that come to the most.
func TestPagesAreBounded(t *testing.T) {
	for _, list := range lists {
		switch list.name {
		case "links in areas", "goals beneath one", "indicators that share areas":
			city := small()
			list.grow(&city, 2*list.n)
			_, size := files(t, city)
			var count counter
			if writers(t, city)["html"](&count); int(count) > 20*size+512<<10 {
				t.Errorf("%s: %d bytes of %d", list.name, count, size)
			}
		}
	}
}

// A text that is said again with every reference to it is refused where all of them would
// come to any multiple of the files, whether it is a title, a number, a unit, a note, a
// source or the milestones of a target; a text of a usual length never is.
func TestTextsSaidAgain(t *testing.T) {
	const n = 300
	inAreas := func(c *evaluation.City) {
		c.Strategy.Areas = repeat(n, func(i int) goals.Area { return goals.Area{ID: name("a", i), Title: name("A", i)} })
		c.Strategy.Goals[0].Areas = nil
		c.Strategy.Goals[0].Indicators = repeat(n, func(i int) goals.Link { return goals.Link{ID: "i", Area: name("a", i)} })
	}
	withMeasures := func(c *evaluation.City) {
		c.Strategy.Measures = append(c.Strategy.Measures, repeat(n, func(i int) goals.Measure {
			return goals.Measure{ID: name("m", i), Title: name("M", i), Areas: []string{"area"}, Themes: []string{"theme"}, Serves: []goals.Share{{Goal: "g"}}}
		})...)
	}
	withGoals := func(c *evaluation.City) {
		c.Strategy.Goals[0].Goals = repeat(n, func(i int) goals.Goal {
			return goals.Goal{ID: name("h", i), Level: "B", Title: name("H", i), Indicators: []goals.Link{{ID: "i"}}}
		})
		c.Strategy.Measures[0].Serves = repeat(n, func(i int) goals.Share { return goals.Share{Goal: name("h", i)} })
	}
	withLinks := func(c *evaluation.City) {
		c.Catalogue.Indicators = append(c.Catalogue.Indicators, repeat(n, func(i int) indicators.Indicator { return indicator(name("i", i)) })...)
		c.Strategy.Goals[0].Indicators = repeat(n, func(i int) goals.Link { return goals.Link{ID: name("i", i)} })
	}
	const strategy, model = "too-long /strategy/", "too-long /strategy/goals"
	for _, tt := range []struct {
		what string
		grow func(*evaluation.City)
		long func(c *evaluation.City, text string)
		want string
	}{
		{"an indicator's title in areas", inAreas, func(c *evaluation.City, text string) { c.Catalogue.Indicators[0].Title = text }, model},
		{"its unit", inAreas, func(c *evaluation.City, text string) { c.Catalogue.Indicators[0].Unit = text }, model},
		{"its note", inAreas, func(c *evaluation.City, text string) { c.Catalogue.Indicators[0].Note = text }, model},
		{"its source", inAreas, func(c *evaluation.City, text string) { c.Catalogue.Indicators[0].Source.Note = text }, model},
		{"why it is withheld", inAreas, func(c *evaluation.City, text string) { c.Catalogue.Indicators[0].Targets[0].Withheld = text }, model},
		{"its milestones", inAreas, func(c *evaluation.City, text string) {
			c.Catalogue.Indicators[0].Targets = []indicators.Target{{Shape: indicators.MilestonesShape, Milestones: repeat(len(text)/64, milestone)}}
		}, model},
		{"its title in goals", withGoals, func(c *evaluation.City, text string) { c.Catalogue.Indicators[0].Title = text }, model},
		{"why it is withheld, in goals", withGoals, func(c *evaluation.City, text string) { c.Catalogue.Indicators[0].Targets[0].Withheld = text }, model},
		{"its unit with each point", func(c *evaluation.City) {
			r := &c.Catalogue.Indicators[0].Targets[0].Revisions[0]
			r.Points = repeat(n, func(i int) indicators.Point {
				return indicators.Point{Period: zielkette.MustParsePeriod(fmt.Sprint(2020 + i)), Value: zielkette.Int(int64(i + 2))}
			})
		}, func(c *evaluation.City, text string) { c.Catalogue.Indicators[0].Unit = text }, model},
		{"a goal's number with its links", withLinks, func(c *evaluation.City, text string) { c.Strategy.Goals[0].Number = text }, strategy + "goals/0"},
		{"its title with measures", withMeasures, func(c *evaluation.City, text string) { c.Strategy.Goals[0].Title = text }, strategy + "goals/0"},
		{"a measure's title with goals", withGoals, func(c *evaluation.City, text string) { c.Strategy.Measures[0].Title = text }, strategy + "measures/0"},
		{"an area's title with measures", withMeasures, func(c *evaluation.City, text string) { c.Strategy.Areas[0].Title = text }, strategy + "areas/0"},
		{"a theme's title with measures", withMeasures, func(c *evaluation.City, text string) { c.Strategy.Themes[0].Title = text }, strategy + "themes/0"},
		{"the name of a class", withGoals, func(c *evaluation.City, text string) {
			c.Rules = lights()
			c.Rules.Default.Status.Classes[0].Label.EN = text
		}, "too-long /rules/default/status/classes/0/label"},
	} {
		for length, want := range map[int]string{500: "", 20_000: tt.want} {
			city := small()
			tt.grow(&city)
			tt.long(&city, strings.Repeat("Wort ", length/5))
			_, err := city.Compile()
			got := ""
			for _, p := range zielkette.ProblemsOf(err) {
				if p.Severity == zielkette.Error {
					got = string(p.Code) + " " + p.Place.Pointer
				}
			}
			if got != want {
				t.Errorf("%s of %d bytes: %q, want %q", tt.what, length, got, want)
			}
		}
	}
}

// BenchmarkHostile measures what the longest lists come to: for each kind of list and each
// medium how much is written for each byte of the city's files, and how much memory that
// takes at one time, for each byte and as a share of 12 times the bytes and 1 KiB for each
// element.
//
//	go test -run '^$' -bench Hostile -benchtime 1x ./evaluation/report
func BenchmarkHostile(b *testing.B) {
	for _, list := range lists {
		b.Run(list.name, func(b *testing.B) {
			city := small()
			n := 4 * list.n
			list.grow(&city, n)
			fsys, size := files(b, city)
			n = elements(city)
			b.Run("read", func(b *testing.B) {
				judge(b, size, n, 0, func() {
					read, err := folder.Load(fsys)
					must(b, err)
					_, err = read.Compile()
					must(b, err)
				})
			})
			for name, write := range writers(b, city) {
				if name == list.product {
					continue
				}
				b.Run(name, func(b *testing.B) {
					var count counter
					write(&count)
					judge(b, size, n, int(count), func() { write(io.Discard) })
				})
			}
		})
	}
}

func judge(b *testing.B, size, n, out int, f func()) {
	b.Helper()
	peak := testkit.Peak(f)
	b.ReportMetric(float64(size), "bytes")
	b.ReportMetric(float64(out)/float64(size), "out/byte")
	b.ReportMetric(float64(peak)/float64(size), "mem/byte")
	b.ReportMetric(float64(peak)/float64(12*size+n<<10+1<<20), "of-bound")
}

// A page that somebody makes by hand is printed without harm: no text of any type becomes
// markup, no number is too large or too small, and a block that contains itself is an
// error.
func TestHostilePage(t *testing.T) {
	const text = "\"'><script>alert(1)</script><img src=x>"
	for _, number := range []int{0, -1, math.MinInt, math.MaxInt, 101} {
		var fill func(v reflect.Value, depth int)
		fill = func(v reflect.Value, depth int) {
			switch v.Kind() {
			case reflect.String:
				v.SetString(text)
			case reflect.Int:
				v.SetInt(int64(number))
			case reflect.Int16:
				v.SetInt(int64(int16(number)))
			case reflect.Uint8:
				v.SetUint(uint64(uint8(number)))
			case reflect.Bool:
				v.SetBool(true)
			case reflect.Struct:
				for i := range v.NumField() {
					if v.Type().Field(i).IsExported() {
						fill(v.Field(i), depth)
					}
				}
			case reflect.Slice:
				v.Set(reflect.MakeSlice(v.Type(), 2, 2))
				fill(v.Index(0), depth)
				fill(v.Index(1), depth)
			case reflect.Interface: // a block
				kinds := []report.Block{
					&report.Heading{}, &report.Paragraph{}, &report.List{}, &report.Facts{}, &report.Note{}, new(report.Legend), &report.Entry{},
					&report.Card{}, &report.Fold{}, &report.Table{}, &report.Drawing{}, &report.Table{Columns: make([]report.Column, 3)},
				}
				var blocks []report.Block
				for _, kind := range kinds {
					block := reflect.ValueOf(kind).Elem()
					if name := block.Type().Name(); depth < 1 || name != "Entry" && name != "Card" && name != "Fold" {
						fill(block, depth+1)
					}
					blocks = append(blocks, block.Interface().(report.Block))
				}
				v.Set(reflect.ValueOf(report.Fold{Blocks: blocks}))
			}
		}
		var page report.Page
		fill(reflect.ValueOf(&page).Elem(), 0)
		for name, write := range map[string]func(io.Writer) error{
			"html": page.HTML, "markdown": page.Markdown, "text": func(w io.Writer) error { return page.Text(w, number) },
		} {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Errorf("%s of %d: %v", name, number, err)
			}
			if at := bytes.Index(out.Bytes(), []byte("<script")); name == "html" && at >= 0 {
				t.Errorf("%s: ... %s", name, out.Bytes()[max(0, at-200):at+20])
			}
			if out.Len() == 0 {
				t.Errorf("%s: nothing", name)
			}
		}
	}
	blocks := make([]report.Block, 1)
	for _, outer := range []report.Block{report.Fold{Blocks: blocks}, report.Card{Blocks: blocks}, report.Entry{Blocks: blocks}} {
		blocks[0] = outer
		page := report.Page{Title: "T", Sections: []report.Section{{ID: "s", Title: "S", Blocks: blocks}}}
		if page.HTML(io.Discard) == nil || page.Markdown(io.Discard) == nil || page.Text(io.Discard, 80) == nil {
			t.Errorf("%T contains itself", outer)
		}
	}
	deep := []report.Block{report.Note(report.Say("n"))}
	for range report.MaxNested - 1 {
		deep = []report.Block{report.Fold{Blocks: deep}}
	}
	page := report.Page{Title: "T", Sections: []report.Section{{ID: "s", Title: "S", Blocks: deep}}}
	if err := page.HTML(io.Discard); err != nil {
		t.Error(err)
	}
	page.Sections[0].Blocks = []report.Block{report.Fold{Blocks: deep}}
	if page.HTML(io.Discard) == nil {
		t.Error("it is too deep")
	}
}

// Pages are handed on in pieces, and an error of the writer comes back.
func TestPagesArePieces(t *testing.T) {
	section := report.Section{ID: "s", Title: "S"}
	for range 20_000 {
		section.Blocks = append(section.Blocks, report.Paragraph{Text: report.Say("some words that fill a line of the page")})
	}
	page := report.Page{Title: "T", Sections: []report.Section{section}}
	for name, write := range map[string]func(io.Writer) error{
		"html": page.HTML, "markdown": page.Markdown, "text": func(w io.Writer) error { return page.Text(w, 80) },
	} {
		var most piecewise
		if err := write(&most); err != nil || most.largest > 64<<10 || most.all < 700_000 {
			t.Errorf("%s: a piece of %d, %d in all, %v", name, most.largest, most.all, err)
		}
		if err := write(broken{}); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type piecewise struct{ largest, all int }

func (p *piecewise) Write(b []byte) (int, error) {
	p.largest, p.all = max(p.largest, len(b)), p.all+len(b)
	return len(b), nil
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// A language of a page that nobody speaks here is German, and the page says so to a screen
// reader.
func TestUnknownLanguage(t *testing.T) {
	page := report.Of(musterstadt().evaluate(t), report.Options{}).Page()
	page.Language = "fr"
	var html bytes.Buffer
	if err := page.HTML(&html); err != nil || !bytes.Contains(html.Bytes(), []byte(`<html lang="de">`)) || !bytes.Contains(html.Bytes(), []byte("So ist der Bericht zu lesen")) {
		t.Errorf("%v: %.200s", err, html.Bytes())
	}
}

// Options that cannot be are an error of whatever is printed with them, in every medium.
func TestOptionsThatCannotBe(t *testing.T) {
	result := judged().evaluate(t)
	for _, test := range []struct {
		options report.Options
		want    string
	}{
		{report.Options{Minimum: number("7")}, "/minimum range"},
		{report.Options{Minimum: number("-0.000000000001")}, "/minimum range"},
		{report.Options{Language: "fr"}, "/language choice"},
		{report.Options{Language: "DE"}, "/language choice"},
		{report.Options{Language: zielkette.English, Minimum: number("1")}, ""},
		{report.Options{Minimum: number("0")}, ""},
	} {
		goal := ""
		for root := range result.Model().Plan().Roots() {
			goal = root.ID()
		}
		printed := map[string]report.Printable{
			"report": report.Of(result, test.options), "explanation": report.Explanation(result, result.Explain(goal), test.options),
			"change": report.ChangeOf(between(t, result, result), test.options), "cities": report.Cities{Options: test.options}, "editions": report.Changes(goals.Difference{}, test.options),
		}
		printed["levers"], _ = report.LeversOf(result, goal, test.options)
		if robust, ok, err := report.RobustOf(result, goal, robustness.Sampling{Samples: 10}, test.options); ok && err == nil {
			printed["robustness"] = robust
		}
		for a := range result.Assessments() {
			printed["outlook"], _ = report.OutlookOf(result, a.ID(), 2000, test.options)
		}
		if sdgs, err := report.SDGsOf(result, test.options); err == nil {
			printed["SDGs"] = sdgs
		}
		for name, p := range printed {
			for _, format := range report.Formats {
				got := ""
				for _, problem := range zielkette.ProblemsOf(report.Write(io.Discard, p, format)) {
					got = problem.Place.Pointer + " " + string(problem.Code)
				}
				if got != test.want {
					t.Errorf("%s as %s with %v: %q, want %q", name, format, test.options, got, test.want)
				}
			}
		}
		if len(printed) < 9 {
			t.Errorf("%d kinds of pages", len(printed))
		}
		if _, err := report.ChainOf(result, report.ChainOptions{Options: test.options}); (err == nil) != (test.want == "") {
			t.Errorf("chain with %v: %v", test.options, err)
		}
	}
	if _, err := report.ChainOf(result, report.ChainOptions{Losses: -1}); zielkette.ProblemsOf(err) == nil {
		t.Errorf("less than no losses: %v", err)
	}
}
