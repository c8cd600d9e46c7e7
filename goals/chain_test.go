package goals_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

func num(text string) zielkette.Number { return zielkette.MustParseNumber(text) }

// chained is a sound strategy with one of everything.
func chained() goals.Strategy {
	return goals.Strategy{
		FormatVersion: 1, ID: "s", Title: "Strategie", Levels: []string{"Feld", "Ziel"},
		Themes: []goals.Theme{{ID: "q1", Kind: "Querschnittsthema", Title: "Digitales"}, {ID: "fk1", Kind: "Fachkonzept", Title: "Wohnen"}},
		Areas:  []goals.Area{{ID: "west", Title: "Westen"}},
		Goals: []goals.Goal{{ID: "f1", Level: "Feld", Title: "Feld 1", Goals: []goals.Goal{
			{ID: "z1", Level: "Ziel", Title: "Ziel 1"}, {ID: "z2", Level: "Ziel", Title: "Ziel 2"},
		}}},
		Milestones: []zielkette.Milestone{{ID: "w1", Title: "Werkstatt", Due: zielkette.MustParseDate("2024-05"), Committee: "Hauptausschuss"}},
		Measures: []goals.Measure{{
			ID: "m1", Title: "Maßnahme 1", Start: zielkette.MustParseDate("2021-04"), End: zielkette.MustParseDate("2030"),
			Areas: []string{"west"}, Serves: []goals.Share{{Goal: "z1", Share: num("0.4")}, {Goal: "z2", Share: num("0.6")}},
			Milestones: []zielkette.Milestone{{Title: "Beschluss", Due: zielkette.MustParseDate("2022-12-31"), Done: zielkette.MustParseDate("2022-11-03")}},
			Budget:     []goals.BudgetLine{{Product: "1.100.11.1.1.01", Year: 2024, Planned: num("120000.00")}},
		}},
		Vocabulary: goals.VocabularyPHINEO,
		Results: []goals.Result{
			{ID: "r1", Stage: "Output", Title: "Leistung", Indicators: []goals.Link{{ID: "zahl"}}},
			{ID: "r2", Stage: "Outcome", Title: "Wirkung"},
		},
		Effects: []goals.Effect{
			{From: "m1", To: "r1", Sign: goals.Plus, Strength: num("0.5"), Evidence: goals.Expert, Lag: zielkette.MustParseSpan("P2Y")},
			{From: "r1", To: "r2", Sign: goals.Plus, Strength: num("0.5"), Evidence: goals.Study},
			{From: "r2", To: "z1", Sign: goals.Minus, Ordinal: num("2"), Evidence: goals.Assumed},
			{From: "z1", To: "r1", Kind: goals.Influence, Sign: goals.Plus, Ordinal: num("3"), Evidence: goals.Expert},
		},
		Conflicts:  []goals.Conflict{{Between: []string{"z1", "z2"}, Description: "Fläche", Areas: []string{"west"}}},
		Treatments: []goals.Treatment{{Themes: []string{"q1"}, In: []string{"fk1", "f1"}, Demanded: true}},
	}
}

// found returns code and pointer of every problem, each told in both languages.
func found(t *testing.T, err error) []string {
	t.Helper()
	testkit.Told(t, err)
	var list zielkette.Problems
	if !errors.As(err, &list) {
		return nil
	}
	var out []string
	for _, p := range list {
		out = append(out, string(p.Code)+" "+p.Place.Pointer)
	}
	return out
}

func TestChainAccessors(t *testing.T) {
	s := chained()
	p, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	want := chained()
	for i := range want.Effects {
		if want.Effects[i].Kind == "" {
			want.Effects[i].Kind = goals.Contribution
		}
	}
	check := func() {
		t.Helper()
		for _, pair := range [][2]any{
			{want.Measures, p.Measures()},
			{want.Results, p.Results()},
			{want.Effects, p.Effects()},
			{want.Conflicts, p.Conflicts()},
			{want.Treatments, p.Treatments()},
			{want.Milestones, p.Milestones()},
			{vocabulary(t, goals.VocabularyPHINEO), p.Vocabulary()},
		} {
			if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
				t.Error(diff)
			}
		}
	}
	check()
	// Neither the document nor what the plan hands out leads back into it.
	s.Measures[0].Serves[0].Goal = "x"
	s.Effects[0].To = "x"
	p.Measures()[0].Budget[0].Product = "x"
	p.Measures()[0].Milestones[0].Title = "x"
	p.Measures()[0].Areas[0] = "x"
	p.Results()[0].Indicators[0].ID = "x"
	p.Effects()[0].From = "x"
	p.Conflicts()[0].Between[0] = "x"
	p.Treatments()[0].In[0] = "x"
	p.Milestones()[0].Title = "x"
	p.Vocabulary().Stages[0].Name = "x"
	m, ok := p.Measure("m1")
	if !ok {
		t.Fatal("no measure m1")
	}
	m.Serves[0].Goal = "x"
	r, ok := p.Result("r1")
	if !ok {
		t.Fatal("no result r1")
	}
	r.Indicators[0].ID = "x"
	check()
	if _, ok := p.Measure("r1"); ok {
		t.Error("r1 is no measure")
	}
	if _, ok := p.Result("m1"); ok {
		t.Error("m1 is no result")
	}
	if got := found(t, p.Warnings()); got != nil {
		t.Errorf("warnings %v", got)
	}
}

func TestChainProblems(t *testing.T) {
	effect := func(from, to string) goals.Effect {
		return goals.Effect{From: from, To: to, Sign: goals.Plus, Evidence: goals.Expert}
	}
	tests := []struct {
		name   string
		change func(*goals.Strategy)
		want   []string
	}{
		{"self link", func(s *goals.Strategy) { s.Effects[0].To = "m1" }, []string{"effect-self /effects/0"}},
		{"unknown ends", func(s *goals.Strategy) { s.Effects[0].From, s.Effects[1].To = "x", "y" }, []string{"reference /effects/0/from", "reference /effects/1/to"}},
		{"strength above 1", func(s *goals.Strategy) { s.Effects[0].Strength = num("1.000000001") }, []string{"range /effects/0/strength"}},
		{"strength far above 1", func(s *goals.Strategy) { s.Effects[0].Strength = num("9000000000000000000") }, []string{"range /effects/0/strength"}},
		{"strength wide", func(s *goals.Strategy) { s.Effects[0].Strength = num("9000000000000000000.000000000000000001") }, []string{"range /effects/0/strength"}},
		{"strength negative", func(s *goals.Strategy) { s.Effects[0].Strength = num("-0.1") }, []string{"range /effects/0/strength"}},
		{"duplicate", func(s *goals.Strategy) { s.Effects = append(s.Effects, s.Effects[0]) }, []string{"effect-duplicate /effects/4"}},
		{"no sign", func(s *goals.Strategy) { s.Effects[0].Sign = "" }, []string{"choice /effects/0/sign"}},
		{"no evidence", func(s *goals.Strategy) { s.Effects[0].Evidence = "sure" }, []string{"choice /effects/0/evidence"}},
		{"kind", func(s *goals.Strategy) { s.Effects[0].Kind = "cause" }, []string{"choice /effects/0/kind"}},
		{"ordinal 4", func(s *goals.Strategy) { s.Effects[2].Ordinal = num("4") }, []string{"range /effects/2/ordinal"}},
		{"ordinal broken", func(s *goals.Strategy) { s.Effects[2].Ordinal = num("1.5") }, []string{"range /effects/2/ordinal"}},
		{"ordinal and strength", func(s *goals.Strategy) { s.Effects[0].Ordinal = num("1") }, []string{"effect-strength /effects/0/ordinal"}},
		{"influence with strength", func(s *goals.Strategy) { s.Effects[3].Ordinal, s.Effects[3].Strength = zielkette.Number{}, num("0.1") }, []string{"effect-strength /effects/3/strength"}},
		{"backwards", func(s *goals.Strategy) { s.Effects[1] = effect("r2", "r1") }, []string{"stage-order /effects/1"}},
		{"goal to measure", func(s *goals.Strategy) { s.Effects = append(s.Effects, effect("z1", "m1")) }, []string{"stage-order /effects/4"}},
		{"strengths above 1", func(s *goals.Strategy) {
			s.Effects[1].Strength, s.Effects[2].Ordinal, s.Effects[2].Strength = num("1"), zielkette.Number{}, num("0.7")
			second := effect("z2", "z1")
			second.Sign, second.Strength = goals.Minus, num("0.300000000000000001")
			third := effect("m1", "z1")
			third.Strength = num("0.1")
			s.Effects = append(s.Effects, second, third)
		}, []string{"strengths-sum /effects/4/strength"}},
		{"circle", func(s *goals.Strategy) {
			s.Effects = append(s.Effects, effect("f1", "z2"), effect("z2", "z1"), effect("z1", "f1"))
		}, []string{"effect-cycle /effects/4"}},
		{"measures in a circle", func(s *goals.Strategy) {
			s.Measures = append(s.Measures, goals.Measure{ID: "m2", Title: "2"})
			s.Effects = append(s.Effects, effect("m2", "m1"), effect("m1", "m2"))
		}, []string{"effect-cycle /effects/5"}},
		{"shares not 1", func(s *goals.Strategy) { s.Measures[0].Serves[0].Share = num("0.399999999999999999") }, []string{"shares /measures/0/serves"}},
		{"shares above 1, one by one below", func(s *goals.Strategy) {
			s.Measures[0].Serves = []goals.Share{{Goal: "z1", Share: num("0.5")}, {Goal: "z2", Share: num("0.5")}, {Goal: "f1", Share: num("0.1")}}
		}, []string{"shares /measures/0/serves"}},
		{"share missing", func(s *goals.Strategy) { s.Measures[0].Serves[0].Share = zielkette.Number{} }, []string{"shares /measures/0/serves"}},
		{"share 0", func(s *goals.Strategy) { s.Measures[0].Serves[0].Share = num("0") }, []string{"range /measures/0/serves/0/share"}},
		{"share above 1", func(s *goals.Strategy) { s.Measures[0].Serves[1].Share = num("1.6") }, []string{"range /measures/0/serves/1/share"}},
		{"serves nothing known", func(s *goals.Strategy) { s.Measures[0].Serves[0].Goal = "m1" }, []string{"reference /measures/0/serves/0/goal"}},
		{"serves twice", func(s *goals.Strategy) { s.Measures[0].Serves[1].Goal = "z1" }, []string{"duplicate-id /measures/0/serves/1/goal"}},
		{"amount splits a cent", func(s *goals.Strategy) { s.Measures[0].Budget[0].Planned = num("120000.005") }, []string{"amount /measures/0/budget/0/planned"}},
		{"amount beyond all", func(s *goals.Strategy) { s.Measures[0].Budget[0].Planned = num("9223372036854775807") }, []string{"amount /measures/0/budget/0/planned"}},
		{"amounts together beyond all", func(s *goals.Strategy) {
			s.Measures[0].Budget[0].Planned, s.Measures[0].Budget[0].Actual = num("92233720368547758.07"), num("-0.01")
		}, []string{"amount /measures/0/budget/0/actual"}},
		{"least int64", func(s *goals.Strategy) { s.Measures[0].Budget[0].Planned = num("-92233720368547758.08") }, []string{"amount /measures/0/budget/0/planned"}},
		{"no amount", func(s *goals.Strategy) { s.Measures[0].Budget[0].Planned = zielkette.Number{} }, []string{"required /measures/0/budget/0/planned"}},
		{"no year", func(s *goals.Strategy) { s.Measures[0].Budget[0].Year = 24000 }, []string{"range /measures/0/budget/0/year"}},
		{"line twice", func(s *goals.Strategy) { s.Measures[0].Budget = append(s.Measures[0].Budget, s.Measures[0].Budget[0]) }, []string{"duplicate-id /measures/0/budget/1"}},
		{"ends before start", func(s *goals.Strategy) {
			s.Measures[0].End, s.Measures[0].Done = zielkette.MustParseDate("2020"), zielkette.MustParseDate("2021-03")
		}, []string{"order /measures/0/done", "order /measures/0/end"}},
		{"ends within the year it starts in", func(s *goals.Strategy) {
			s.Measures[0].Start, s.Measures[0].End, s.Measures[0].Done = zielkette.MustParseDate("2021"), zielkette.MustParseDate("2021-03"), zielkette.MustParseDate("2021-01-01")
		}, nil},
		{"measure without title", func(s *goals.Strategy) { s.Measures[0].Title = "" }, []string{"required /measures/0/title"}},
		{"measure named like a goal", func(s *goals.Strategy) { s.Measures[0].ID, s.Effects[0].From = "f1", "r1" }, []string{"effect-self /effects/0", "duplicate-id /measures/0/id"}},
		{"measure in no area", func(s *goals.Strategy) { s.Measures[0].Areas[0] = "ost" }, []string{"reference /measures/0/areas/0"}},
		{"milestones", func(s *goals.Strategy) {
			s.Milestones = []zielkette.Milestone{{ID: "a", Title: "A", Weight: num("0")}, {ID: "a", Weight: num("0")}, {ID: "-", Title: "C", Weight: num("0")}}
		}, []string{"weights-zero /milestones", "duplicate-id /milestones/1/id", "required /milestones/1/title", "id /milestones/2/id"}},
		{"milestone weight", func(s *goals.Strategy) { s.Measures[0].Milestones[0].Weight = num("-1") }, []string{"weight /measures/0/milestones/0/weight"}},
		{"result without stage", func(s *goals.Strategy) { s.Results[0].Stage, s.Results[0].Title = "", "" }, []string{"required /results/0/stage", "required /results/0/title"}},
		{"stage of another school", func(s *goals.Strategy) { s.Results[0].Stage = "Effekt" }, []string{"stage /results/0/stage"}},
		{"result with bad link", func(s *goals.Strategy) { s.Results[0].Indicators[0].Area = "ost" }, []string{"reference /results/0/indicators/0/area"}},
		{"no vocabulary", func(s *goals.Strategy) { s.Vocabulary = "" }, []string{"vocabulary /vocabulary"}},
		{"own vocabulary without stages", func(s *goals.Strategy) { s.Vocabulary = "wir" }, []string{"vocabulary /stages"}},
		{"known vocabulary with stages", func(s *goals.Strategy) { s.Stages = []goals.Stage{{"Output", goals.MeansService}} }, []string{"vocabulary /stages"}},
		{"own stages", func(s *goals.Strategy) {
			s.Vocabulary = "wir"
			s.Stages = []goals.Stage{{"Output", goals.MeansSociety}, {"Outcome", goals.MeansService}, {"Outcome", "x"}, {"", goals.MeansSociety}}
		}, []string{"vocabulary /stages/1/meaning", "choice /stages/2/meaning", "duplicate-id /stages/2/name", "required /stages/3/name"}},
		{"conflict of one", func(s *goals.Strategy) { s.Conflicts[0].Between = []string{"z1"} }, []string{"required /conflicts/0/between"}},
		{"conflict with itself", func(s *goals.Strategy) { s.Conflicts[0].Between[1] = "z1" }, []string{"duplicate-id /conflicts/0/between/1"}},
		{"conflict of three", func(s *goals.Strategy) { s.Conflicts[0].Between = []string{"z1", "f1", "z2"} }, nil},
		{"open question", func(s *goals.Strategy) {
			s.Conflicts[0] = goals.Conflict{Description: "Wer zahlt?", Options: []goals.Option{{Title: "Land"}, {Title: "Stadt"}}, Committee: "Rat"}
		}, nil},
		{"conflict of too many", func(s *goals.Strategy) { s.Conflicts[0].Between = make([]string, goals.MaxSides+1) }, []string{"range /conflicts/0/between"}},
		{"options", func(s *goals.Strategy) {
			s.Conflicts[0].Options = []goals.Option{{Title: "A"}, {Note: "?"}, {Title: "A"}}
		}, []string{"required /conflicts/0/options/1/title", "duplicate-id /conflicts/0/options/2/title"}},
		{"resolved without a resolution", func(s *goals.Strategy) { s.Conflicts[0].Resolved = zielkette.MustParseDate("2024") }, []string{"required /conflicts/0/resolution"}},
		{"conflict with nothing", func(s *goals.Strategy) {
			s.Conflicts[0] = goals.Conflict{Between: []string{"z1", "m1"}, Areas: []string{"ost"}}
		}, []string{"reference /conflicts/0/areas/0", "reference /conflicts/0/between/1", "required /conflicts/0/description"}},
		{"theme measured twice, nowhere and by nothing", func(s *goals.Strategy) {
			s.Themes[0].Indicators = []goals.Link{{ID: "a", Weight: num("0")}, {ID: "a", Weight: num("0")}, {ID: "b", Area: "ost", Weight: num("0")}}
			s.Themes[1].Indicators = []goals.Link{{ID: "", Weight: num("-1")}}
		}, []string{
			"weights-zero /themes/0/indicators/0/weight", "duplicate-id /themes/0/indicators/1/id", "reference /themes/0/indicators/2/area",
			"id /themes/1/indicators/0/id", "weight /themes/1/indicators/0/weight",
		}},
		{"theme measured in an area", func(s *goals.Strategy) {
			s.Themes[0].Indicators = []goals.Link{{ID: "a", Area: "west"}, {ID: "a"}}
		}, nil},
		{"context", func(s *goals.Strategy) {
			s.Context = []goals.Context{{Title: "Sozial", Indicators: []string{"a", "b", "a"}}, {}, {Title: "X", Indicators: []string{"", "b"}}}
		}, []string{
			"duplicate-id /context/0/indicators/2", "required /context/1/indicators", "required /context/1/title",
			"id /context/2/indicators/0", "duplicate-id /context/2/indicators/1",
		}},
		{"areas", func(s *goals.Strategy) {
			s.Areas = append(s.Areas, goals.Area{ID: "a", Title: "A", Within: "west", Neighbours: []string{"west", "west", "a", "ost"}},
				goals.Area{ID: "b", Title: "B", Within: "a"}, goals.Area{ID: "c", Title: "C", Within: "c"}, goals.Area{ID: "d", Title: "D", Within: "z1"})
		}, []string{
			"duplicate-id /areas/1/neighbours/1", "area-within /areas/1/neighbours/2", "reference /areas/1/neighbours/3",
			"area-within /areas/2/within", "area-within /areas/3/within", "reference /areas/4/within",
		}},
		{"treatment", func(s *goals.Strategy) {
			s.Treatments = []goals.Treatment{{}, {Themes: []string{"q2"}, In: []string{"m1"}}}
		}, []string{
			"required /treatments/0/in", "required /treatments/0/themes", "reference /treatments/1/in/0", "reference /treatments/1/themes/0",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := chained()
			test.change(&s)
			p, err := s.Compile()
			if p != nil && err != nil {
				t.Error("a plan beside an error")
			}
			got := slices.DeleteFunc(found(t, err), func(s string) bool { return strings.HasPrefix(s, "dangling") })
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestChainWarnings(t *testing.T) {
	s := chained()
	s.Results = append(s.Results, goals.Result{ID: "r3", Stage: "Impact", Title: "allein"})
	s.Measures[0].Serves = []goals.Share{{Goal: "z1"}, {Goal: "z2"}}
	p, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"shares-assumed /measures/0/serves", "dangling /results/2", "dangling /results/2"}
	if diff := cmp.Diff(want, found(t, p.Warnings())); diff != "" {
		t.Error(diff)
	}
	for _, w := range p.Warnings() {
		if w.Message.DE == "" || w.Message.EN == "" {
			t.Errorf("%s is not in both languages", w.Code)
		}
	}
}

// TestTenFaults reads ten faults in the links of one document: each is reported,
// with its place in the file.
func TestTenFaults(t *testing.T) {
	const document = `{"formatVersion": 1, "id": "s", "title": "S", "levels": ["Ziel"],
"goals": [{"id": "z1", "level": "Ziel", "title": "1"}, {"id": "z2", "level": "Ziel", "title": "2"}],
"measures": [{"id": "m1", "title": "M", "serves": [{"goal": "z1", "share": "0.5"}, {"goal": "z2", "share": "0.4"}],
  "budget": [{"year": 2024, "planned": "1.005"}]}, {"id": "m2", "title": "N"}],
"effects": [
{"from": "m1", "to": "m1", "sign": "+", "evidence": "expert"},
{"from": "m1", "to": "zzz", "sign": "+", "evidence": "expert"},
{"from": "m1", "to": "z1", "sign": "+", "strength": "1.5", "evidence": "expert"},
{"from": "m1", "to": "z2", "sign": "+", "strength": "0.5", "lag": "-P2Y", "evidence": "expert"},
{"from": "m2", "to": "z1", "sign": "+", "strength": "0.5", "evidence": "expert"},
{"from": "m2", "to": "z1", "sign": "+", "strength": "0.5", "evidence": "expert"},
{"from": "z1", "to": "m2", "sign": "+", "strength": "0.5", "evidence": "expert"},
{"from": "z1", "to": "z2", "sign": "+", "strength": "0.6", "evidence": "expert"},
{"from": "z2", "to": "z1", "sign": "+", "strength": "0.1", "evidence": "hearsay"}
]}`
	err := faults(document)
	want := []string{
		"shares /measures/0/serves", "amount /measures/0/budget/0/planned",
		"effect-self /effects/0", "reference /effects/1/to", "range /effects/2/strength", "span /effects/3/lag",
		"effect-duplicate /effects/5", "stage-order /effects/6", "effect-cycle /effects/7", "strengths-sum /effects/7/strength", "choice /effects/8/evidence",
	}
	if diff := cmp.Diff(want, found(t, err)); diff != "" {
		t.Error(diff)
	}
	var list zielkette.Problems
	if errors.As(err, &list) {
		for _, p := range list {
			if p.Place.Line == 0 {
				t.Errorf("%v has no line", p)
			}
		}
	}
}

// faults reads and compiles a document.
func faults(document string) error {
	s, err := goals.Read(strings.NewReader(document), "")
	if err == nil {
		_, err = s.Compile()
	}
	return err
}

// TestUnreadIsNotMissing checks that what could not be read is not also reported
// wherever it is named.
func TestUnreadIsNotMissing(t *testing.T) {
	const document = `{"formatVersion": 1, "id": "s", "title": "S", "levels": ["Ziel"], "goals": "none", "measures": 7, "results": {}, "themes": "x",
"effects": [{"from": "m1", "to": "z1", "sign": "+", "evidence": "expert"}],
"conflicts": [{"between": ["z1", "z2"], "description": "D"}], "treatments": [{"themes": ["t"], "in": ["z1"]}]}`
	err := faults(document)
	if diff := cmp.Diff([]string{"json-type /goals", "json-type /measures", "json-type /results", "json-type /themes"}, sorted(found(t, err))); diff != "" {
		t.Error(diff)
	}
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

func TestCycles(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range testkit.Cases(200) {
		s := goals.Strategy{
			ID: "s", Title: "S", Levels: []string{"L"}, Vocabulary: goals.VocabularyKGSt,
			Goals: []goals.Goal{{ID: "top", Level: "L", Title: "T"}}, Results: []goals.Result{{ID: "r", Title: "R", Stage: "Output"}},
			Effects: []goals.Effect{
				{From: "r", To: "top", Sign: goals.Plus, Evidence: goals.Expert},
				{From: "top", To: "r", Kind: goals.Influence, Sign: goals.Plus, Evidence: goals.Expert},
			},
		}
		var want []string
		seen := map[[2]int]bool{}
		link := func(from, to int) {
			if !seen[[2]int{from, to}] {
				seen[[2]int{from, to}] = true
				s.Effects = append(s.Effects, goals.Effect{From: fmt.Sprint("m", from), To: fmt.Sprint("m", to), Sign: goals.Plus, Evidence: goals.Expert})
			}
		}
		for at := 0; at < 200; {
			size := 1 + r.IntN(5)
			var members []string
			for i := range size {
				s.Measures = append(s.Measures, goals.Measure{ID: fmt.Sprint("m", at+i), Title: "M"})
				members = append(members, fmt.Sprint("m", at+i))
				if size > 1 {
					link(at+i, at+(i+1)%size)
				}
			}
			if size > 1 {
				want = append(want, strings.Join(append(members, members[0]), " → "))
			}
			for range r.IntN(3) {
				if at > 0 {
					link(r.IntN(at), at+r.IntN(size)) // from earlier groups to later ones only
				}
			}
			at += size
		}
		_, err := s.Compile()
		var got []string
		for _, p := range zielkette.ProblemsOf(err).Errors() {
			if p.Code != goals.CodeCycle {
				t.Fatal(p)
			}
			got = append(got, p.Subject)
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestMilestoneState(t *testing.T) {
	date := zielkette.MustParseDate
	on := date("2024-04-01")
	for _, test := range []struct {
		name string
		m    zielkette.Milestone
		want zielkette.MilestoneState
		slip int
		ok   bool
	}{
		{"undated", zielkette.Milestone{}, zielkette.MilestoneUndated, 0, false},
		{"done late", zielkette.Milestone{Due: date("2024-02-27"), Done: date("2024-03-12")}, zielkette.MilestoneDone, 14, true},
		{"done early", zielkette.Milestone{Due: date("2024-03"), Done: date("2024-03-12")}, zielkette.MilestoneDone, -19, true},
		{"done, never dated", zielkette.Milestone{Done: date("2024-03-12")}, zielkette.MilestoneDone, 0, false},
		{"done later", zielkette.Milestone{Done: date("2024-05")}, zielkette.MilestoneOpen, 0, false},
		{"due today", zielkette.Milestone{Due: on}, zielkette.MilestoneOpen, 0, false},
		{"due yesterday", zielkette.Milestone{Due: date("2024-03-31")}, zielkette.MilestoneOverdue, 0, false},
		{"due this spring", zielkette.Milestone{Due: date("2024-spring")}, zielkette.MilestoneOpen, 0, false},
		{"due last winter, done next", zielkette.Milestone{Due: date("2023-winter"), Done: date("2024-winter")}, zielkette.MilestoneOverdue, 365, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.m.State(on); got != test.want {
				t.Errorf("state %s, want %s", got, test.want)
			}
			if days, ok := test.m.Slip(); days != test.slip || ok != test.ok {
				t.Errorf("slip %d, %v", days, ok)
			}
			if text := test.m.State(on).Text(); text.DE == "" || text.EN == "" {
				t.Error("state without a text")
			}
		})
	}
	if !zielkette.MilestoneState("x").Text().IsZero() {
		t.Error("an unknown state has a text")
	}
}

// vocabulary returns the words of a vocabulary that the library knows.
func vocabulary(t *testing.T, name string) goals.Vocabulary {
	t.Helper()
	return mustCompile(t, goals.Strategy{ID: "s", Title: "S", Vocabulary: name}).Vocabulary()
}

// TestVocabularies holds the schools against each other: no word that both use means
// the same, but Output.
func TestVocabularies(t *testing.T) {
	kgst, phineo := vocabulary(t, goals.VocabularyKGSt), vocabulary(t, goals.VocabularyPHINEO)
	want := []goals.Stage{{"Output", goals.MeansService}, {"Outcome", goals.MeansRecipient}, {"Impact", goals.MeansSociety}}
	if diff := cmp.Diff(want, phineo.Stages); diff != "" || phineo.Source.IsZero() {
		t.Error(diff, phineo.Source)
	}
	for _, a := range kgst.Stages {
		for _, b := range phineo.Stages {
			if a.Name == b.Name && a.Meaning == b.Meaning && a.Name != "Output" {
				t.Errorf("%s means the same in both", a.Name)
			}
		}
	}
	for i, e := range []goals.Evidence{goals.Assumed, goals.Expert, goals.Study, goals.Measured} {
		if e.Rank() != i+1 {
			t.Errorf("%s has the rank %d", e, e.Rank())
		}
	}
	if goals.Evidence("x").Rank() != 0 || !goals.Evidence("x").Text().IsZero() || !goals.Meaning("x").Text().IsZero() {
		t.Error("an unknown word has a text or a rank")
	}
}

func ExampleMilestone_State() {
	m := zielkette.Milestone{Title: "Workshop", Due: zielkette.MustParseDate("2024-05")}
	fmt.Println(m.State(zielkette.MustParseDate("2024-04-01")), m.State(zielkette.MustParseDate("2024-08-01")))
	_, evidenced := m.Slip()
	fmt.Println(evidenced)
	// Output:
	// open overdue
	// false
}
