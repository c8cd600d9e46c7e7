package report_test

import (
	"slices"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// A page says the same whether its long lists are made while they are written, on memory
// that each part takes again, or stand in it as blocks that somebody keeps.
func TestLongLists(t *testing.T) {
	dir := t.TempDir()
	writeCity(t, dir, 300)
	results := map[string]*evaluation.Result{"a large city": inFolder(t, dir, "2024-12-31"), "a judged city": judged().evaluate(t), "hostile texts": musterstadt().spoil("Ein <b>\u202e=1").evaluate(t)}
	for name, asOf := range map[string]string{
		"leipzig/data": "2023", "leipzig/data/fictional": "2023", "soest/data": "2020", "soest/data/fictional": "2020", "bergkamen/data": "2024", "evaluate/haan": "2024", "soest/smart-city": "2023",
	} {
		results[name] = shipped(t, name, asOf)
	}
	for name, result := range results {
		for _, l := range []zielkette.Language{zielkette.German, zielkette.English} {
			made := report.Of(result, report.Options{Language: l}).Page()
			kept, long := made, 0
			kept.Sections = nil
			for _, s := range made.Sections {
				var blocks []report.Block
				for _, b := range s.Blocks {
					list, ok := b.(report.Long)
					if !ok {
						blocks = append(blocks, b)
						continue
					}
					long++
					for b := range list.All() {
						blocks = append(blocks, b)
					}
				}
				s.Blocks = blocks
				kept.Sections = append(kept.Sections, s)
			}
			if long == 0 && name != "bergkamen/data" { // which has no goals
				t.Errorf("%s: no long list", name)
			}
			for range 2 { // on paper that was written on, too
				var one, other strings.Builder
				for page, out := range map[*report.Page]*strings.Builder{&made: &one, &kept: &other} {
					for _, err := range []error{page.Text(out, report.TextWidth), page.Markdown(out), page.HTML(out)} {
						if err != nil {
							t.Fatal(err)
						}
					}
				}
				rules, a := styled(one.String())
				of, b := styled(other.String())
				for _, rule := range of {
					if !slices.Contains(rules, rule) {
						t.Errorf("%s: %s is missing", name, rule)
					}
				}
				if a != b {
					at := 0
					for at < min(len(a), len(b)) && a[at] == b[at] {
						at++
					}
					t.Errorf("%s, %s: made %q, kept %q", name, l, a[max(0, at-80):min(len(a), at+80)], b[max(0, at-80):min(len(b), at+80)])
				}
			}
		}
	}
	for range (report.Long{}).All() {
		t.Error("the zero list holds something")
	}
	var out strings.Builder
	page := report.Page{Sections: []report.Section{{ID: "s", Title: "S", Blocks: []report.Block{report.Long{}}}}}
	for _, err := range []error{page.Text(&out, report.TextWidth), page.Markdown(&out), page.HTML(&out)} {
		if err != nil || strings.Contains(out.String(), "cards\">") {
			t.Error(err, out.String())
		}
	}
}

// styled parts a page from the rules of its style sheet.
func styled(page string) (rules []string, rest string) {
	before, after, _ := strings.Cut(page, "<style>")
	sheet, after, _ := strings.Cut(after, "</style>")
	return strings.Split(sheet, "\n"), before + after
}

// The overview of the goals of the upper levels ends after 300 and says where all of them
// stand; a city of no more has them all, and no such note.
func TestLongOverview(t *testing.T) {
	for n, want := range map[int]int{299: 300, 300: 300} { // and the goal above them
		city := small()
		city.Strategy.Goals[0].Goals = repeat(n, func(i int) goals.Goal { return goals.Goal{ID: name("h", i), Level: "B", Title: name("H", i)} })
		r, _, _ := evaluated(t, city)
		rows, note := 0, ""
		for _, b := range report.Of(r, report.Options{Language: zielkette.English}).Summary().Blocks {
			switch b := b.(type) {
			case report.Table:
				rows = len(b.Groups[0].Rows)
			case report.Note:
				note = report.Phrase(b).String()
			}
		}
		if cut := strings.Contains(note, "The first 300 stand here; all stand in Goals."); rows != want || cut != (n == 300) {
			t.Errorf("%d goals: %d rows and the note %q", n, rows, note)
		}
	}
}
