package report_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func day(text string) zielkette.Date { return zielkette.MustParseDate(text) }

// process is a strategy of steps and measures only.
func process() goals.Strategy {
	return goals.Strategy{
		ID: "leitbild", Title: "Leitbild", Levels: []string{"Ziel"}, Source: zielkette.Source{Title: "Vorlage"},
		Milestones: []zielkette.Milestone{
			{ID: "M1", Title: "Kenntnisnahme", Due: day("2024-03-12"), Done: day("2024-03-14"), Committee: "Ausschuss"},
			{Title: "Workshop", Due: day("2024-05"), Done: day("2024-06"), Note: "verschoben", Source: zielkette.Source{Title: "Büro"}},
			{ID: "M3", Title: "Gespräche", Reported: day("2024-06")},
			{ID: "M4", Title: "Bericht", Due: day("2024-07"), Source: zielkette.Source{Title: "Vorlage"}},
			{ID: "M5", Title: "Irgendwann"},
		},
		Measures: []goals.Measure{
			{
				ID: "P1", Title: "Stadtmodell", Responsible: "Stadtplanungsamt", Start: day("2024-02"), End: day("2024"), Done: day("2024-08-01"), Note: "Notiz",
				Milestones: []zielkette.Milestone{{Title: "Auftrag", Due: day("2024-02"), Done: day("2024-02")}},
				Budget:     []goals.BudgetLine{{Year: 2024, Planned: zielkette.MustParseNumber("24000.5")}, {Year: 2025, Planned: zielkette.MustParseNumber("0.5"), Actual: zielkette.MustParseNumber("7")}},
			},
			{ID: "P2", Title: "Ohne Termin"},
		},
	}
}

func resultOf(t *testing.T, s goals.Strategy, asOf string) *evaluation.Result {
	t.Helper()
	result, err := modelOf(t, s).Evaluate(nil, evaluation.Options{AsOf: day(asOf)})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// modelOf is a strategy without indicators.
func modelOf(t *testing.T, s goals.Strategy) *evaluation.Model {
	t.Helper()
	plan, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	set, err := indicators.Catalogue{}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	model, err := evaluation.New(plan, set, nil)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// What was done after the known-on date had not happened for those who print then.
func TestDoneAsKnown(t *testing.T) {
	for known, want := range map[string]bool{"2024-07-31": false, "2024-08-01": true} {
		result, err := modelOf(t, process()).Evaluate(nil, evaluation.Options{AsOf: day("2024-12-31"), KnownOn: day(known)})
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := report.Write(&out, report.Of(result, report.Options{Language: zielkette.English}), "text"); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(out.String(), "complete 1 August 2024"); got != want {
			t.Errorf("known on %s: complete is %v\n%s", known, got, out.String())
		}
	}
}

func TestProcessJSON(t *testing.T) {
	type milestone struct {
		ID, Measure, Title, State, Slip, Committee string
		Due, Done, Reported                        *string
		SlipDays                                   *int `json:"slipDays"`
	}
	type measure struct {
		ID                                            string
		Start, End, Done, Attainment, Planned, Actual *string
	}
	read := func(asOf string) (milestones []string, measures []string) {
		var out strings.Builder
		if err := report.Of(resultOf(t, process(), asOf), report.Options{Language: zielkette.English}).JSON(&out); err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Milestones []milestone
			Measures   []measure
		}
		if err := json.Unmarshal([]byte(out.String()), &doc); err != nil {
			t.Fatal(err)
		}
		show := func(s *string) string {
			if s == nil {
				return "null"
			}
			return *s
		}
		for _, m := range doc.Milestones {
			days := "null"
			if m.SlipDays != nil {
				days = string(rune('0' + *m.SlipDays))
			}
			milestones = append(milestones, strings.Join([]string{m.ID, m.Measure, show(m.Due), show(m.Done), show(m.Reported), m.State, days, m.Slip}, " "))
		}
		for _, m := range doc.Measures {
			measures = append(measures, strings.Join([]string{m.ID, show(m.Start), show(m.End), show(m.Done), show(m.Attainment), show(m.Planned), show(m.Actual)}, " "))
		}
		return milestones, measures
	}
	milestones, measures := read("2024-04-01")
	if d := cmp.Diff([]string{
		"M1  2024-03-12 2024-03-14 null done 2 2 days late", "M2  2024-05 null null open null ", "M3  null null null open null ",
		"M4  2024-07 null null open null ", "M5  null null null undated null ", "P1.1 P1 2024-02 2024-02 null done null on time",
	}, milestones); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"P1 2024-02 2024 null 1 24001.00 null", "P2 null null null null null null"}, measures); d != "" {
		t.Error(d)
	}
	// What was spent in a year that has not come is not spent yet.
	if _, measures := read("2025-12-31"); measures[0] != "P1 2024-02 2024 2024-08-01 1 24001.00 7.00" {
		t.Error(measures[0])
	}
	milestones, measures = read("2024-08-01")
	if d := cmp.Diff([]string{
		"M1  2024-03-12 2024-03-14 null done 2 2 days late", "M2  2024-05 2024-06 null done null 1 month late", "M3  null null 2024-06 done null ",
		"M4  2024-07 null null overdue null slip not recorded, overdue for 1 day", "M5  null null null undated null ", "P1.1 P1 2024-02 2024-02 null done null on time",
	}, milestones); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff("P1 2024-02 2024 2024-08-01 1 24001.00 null", measures[0]); d != "" {
		t.Error(d)
	}
}

func TestProcessText(t *testing.T) {
	text := printed(t, "text", resultOf(t, process(), "2024-08-01"), zielkette.German)
	for _, want := range []string{
		"Noch kein Ziel. Von 5 Schritten sind 3 erledigt und 1 überfällig und nicht belegt", "1 Schritt überfällig: Bericht (Termin Juli 2024, seit 1 Tag)",
		"3 von 5 Schritten erledigt", "12.03.2024  14.03.2024", "2 Tage später · Ausschuss", "Mai 2024", "Tag nicht",
		"überfällig, Erledigung nicht belegt", "verschoben. [2]", "24.000,50", "„Mai 2024“ reicht bis 31.05.2024",
	} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
}

// editions is a small strategy and what became of it.
func editions(t *testing.T) goals.Difference {
	t.Helper()
	goal := func(id, title string, replaces ...string) goals.Goal {
		g := goals.Goal{ID: id, Level: "Ziel", Title: title, Indicators: []goals.Link{{ID: "k" + id}}}
		for _, r := range replaces {
			g.Replaces = append(g.Replaces, goals.MustParseRef(r))
		}
		return g
	}
	compile := func(s goals.Strategy) *goals.Plan {
		p, err := s.Compile()
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	older := goals.Strategy{ID: "alt", Title: "alt", Levels: []string{"Feld", "Ziel"}, Goals: []goals.Goal{
		{ID: "F", Level: "Feld", Title: "Feld", Goals: []goals.Goal{goal("1", "eins"), goal("2", "zwei"), goal("3", "Gute Schulen"), goal("4", "vier")}},
		{ID: "G", Level: "Feld", Title: "Anderes"},
	}}
	newer := goals.Strategy{ID: "neu", Title: "neu", Levels: []string{"Feld", "Ziel", "Schritt"}, Declared: map[string]int{"Ziel": 9}, Goals: []goals.Goal{
		{ID: "F", Level: "Feld", Title: "Feld", Goals: []goals.Goal{goal("1", "eins"), goal("5", "zwei a", "2@alt"), goal("6", "zwei b", "2@alt"), goal("7", "Gute Schulen_"), goal("4", "anders")}},
		{ID: "H", Level: "Feld", Title: "Ganz Anderes", Replaces: []goals.Ref{goals.MustParseRef("G@alt"), goals.MustParseRef("fehlt@alt")}},
	}}
	return goals.Compare(compile(older), compile(newer))
}

func TestChanges(t *testing.T) {
	d := editions(t)
	var text, markdown, english, data strings.Builder
	german := report.Changes(d, report.Options{})
	if err := errors.Join(
		report.Write(&text, german, "text"), report.Write(&markdown, german, "markdown"),
		report.Write(&english, report.Changes(d, report.Options{Language: zielkette.English}), "text"), report.Write(&data, german, "json"),
	); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"alt → neu\n", "Geteilt (1)", "• zwei → zwei a + zwei b", "• Anderes → Ganz Anderes", "• neu: Ziel, laut Dokument 9, erfasst 5",
		"• neu: Schritt, Anzahl nicht genannt", "fortgeführt, mit ihrer Reihe: k1, k4", "100 %: Gute Schulen → Gute Schulen_",
		"• 4 steht in beiden Fassungen für Verschiedenes", "fehlt@alt: ",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, text.String())
		}
	}
	if !strings.Contains(markdown.String(), `Gute Schulen\_`) || !strings.Contains(english.String(), "Split (1)") {
		t.Error(markdown.String(), english.String())
	}
	var doc struct {
		Changes []struct {
			Kinds    []string
			From, To []struct{ ID string }
		}
		Unrecorded []struct{ Declared *int }
		Reused     []string `json:"reusedIds"`
		Proposals  []struct {
			From, To   string
			Similarity int `json:"similarityPercent"`
		}
		Indicators struct{ Kept, Added, Removed []string }
		Warnings   []struct{ Code, Pointer string }
	}
	if err := json.Unmarshal([]byte(data.String()), &doc); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, c := range doc.Changes {
		kinds[c.Kinds[0]]++
	}
	if d := cmp.Diff(map[string]int{"kept": 2, "split": 1, "added": 2, "reworded": 1, "fate-unknown": 2}, kinds); d != "" {
		t.Error(d)
	}
	if len(doc.Unrecorded) != 2 || doc.Unrecorded[1].Declared != nil || len(doc.Proposals) != 1 || doc.Proposals[0].To != "7@neu" || doc.Warnings[0].Pointer != "/goals/1/replaces" ||
		len(doc.Indicators.Removed) != 2 || len(doc.Reused) != 1 {
		t.Error(data.String())
	}
}

// A moved goal is printed with where it stood and stands; a writer that fails is
// the error.
func TestChangesMoved(t *testing.T) {
	compile := func(s goals.Strategy) *goals.Plan {
		p, err := s.Compile()
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	leaf := []goals.Goal{{ID: "1", Level: "Ziel", Title: "eins"}}
	older := goals.Strategy{ID: "a", Title: "a", Levels: []string{"Feld", "Ziel"}, Goals: append([]goals.Goal{{ID: "F", Level: "Feld", Title: "F"}}, leaf...)}
	newer := goals.Strategy{ID: "b", Title: "b", Levels: []string{"Feld", "Ziel"}, Goals: []goals.Goal{{ID: "F", Level: "Feld", Title: "F", Goals: leaf}}}
	d := goals.Compare(compile(older), compile(newer))
	var out strings.Builder
	if err := report.Write(&out, report.Changes(d, report.Options{}), "text"); err != nil || !strings.Contains(out.String(), "• eins (–) → eins (F)") {
		t.Error(err, out.String())
	}
	for _, format := range report.Formats {
		if err := report.Write(noRoom{}, report.Changes(d, report.Options{}), format); !errors.Is(err, errNoRoom) {
			t.Error(err)
		}
	}
}
