package evaluation_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

var languages = []zielkette.Language{zielkette.German, zielkette.English}

// showcase is a strategy with every shape of target and every state.
func showcase(t testing.TB, aggregator evaluation.Aggregator) *evaluation.Result {
	t.Helper()
	named := func(ind indicators.Indicator, id, title, unit string) indicators.Indicator {
		ind.ID, ind.Title, ind.Unit = id, title, unit
		return ind
	}
	gas := reaching(indicators.Baseline{Period: period("2015"), Value: number("7.2"), Source: zielkette.Source{Title: "Klimaschutzkonzept"}},
		revision("2019", "2019", "2025 5.5, 2035 2"), revision("2021-10-06", "2021-10-07", "2025 5, 2030 2"))
	gas.Targets[0].Revisions[1].Decision = "Rat, Vorlage 12/2021"
	gas.Targets[0].Revisions[1].Source = zielkette.Source{Title: "Niederschrift des Rates"}
	gas.Definition, gas.MaxAge, gas.Direction = "2", zielkette.MustParseSpan("P5Y"), indicators.Down
	share := but(reaching(indicators.Baseline{Period: period("2015"), Value: number("-1.5")}, revision("", "", "2030 80")),
		func(i *indicators.Indicator) { i.Per = number("100") })
	hidden := reach("27.3", "24")
	hidden.Targets[0].Withheld = "Der Planwert liegt unter dem Ausgangswert."
	steps := milestones(
		zielkette.Milestone{Title: "Konzept", Done: date("2019"), Weight: number("2")},
		zielkette.Milestone{Title: "Bau", Due: date("2021")}, zielkette.Milestone{Title: "Betrieb", Done: date("2020-05"), Weight: number("0.5")})
	catalogue := []indicators.Indicator{
		named(gas, "gas", "Treibhausgase je Einwohner", "t"), named(share, "share", "Anteil erneuerbarer Wärme", "%"),
		named(corridor("10", "20", "5"), "debt", "Verschuldungsgrad", "%"), named(limit(indicators.Down, "2018 45, 2020 40", "10"), "no2", "Stickstoffdioxid", "µg/m³"),
		named(limit(indicators.Up, "1", ""), "green", "Grün je Einwohner", "m²"), named(ordinal(), "rating", "Einstufung der Brücken", ""),
		named(steps, "steps", "Digitale Modellregion", ""), named(hidden, "walk", "Wege zu Fuß", "% der Wege"),
		named(reach("0", "1"), "gone", "Nie gemessen", ""), named(reach("1", "0"), "na", "Nicht hier", ""), named(with(), "free", "Ohne Zielwert", "Stück"),
	}
	link := func(id, weight string) goals.Link {
		l := goals.Link{ID: id}
		if weight != "" {
			l.Weight = number(weight)
		}
		return l
	}
	assumed := link("gas", "2")
	assumed.Assumed, assumed.Note = true, "Das Dokument nennt keine Kennzahl."
	na := link("na", "3")
	na.NotApplicable = "In dieser Stadt gibt es keinen Hafen."
	s := goals.Strategy{
		ID: "s", Title: "Strategie", Levels: levels, Goals: []goals.Goal{{
			ID: "V", Level: levels[0], Title: "Eine lebenswerte Stadt", Statement: "Die Stadt ist ein Ort, an dem alle gut leben, arbeiten und alt werden können, ohne dass es auf Kosten kommender Generationen geht.",
			Goals: []goals.Goal{
				{ID: "HF1", Level: levels[1], Number: "1", Title: "Klima", Weight: number("3"), Indicators: []goals.Link{assumed, link("share", "1"), link("no2", "0.5"), link("green", "0"), na}},
				{ID: "HF2", Level: levels[1], Number: "2", Title: "Haushalt und Verwaltung", Weight: number("2"), Indicators: []goals.Link{link("debt", ""), link("rating", ""), link("steps", ""), link("gone", "")}},
				{ID: "HF3", Level: levels[1], Number: "3", Title: "Verkehr", Weight: number("1"), Indicators: []goals.Link{link("walk", ""), link("free", "")}},
				{ID: "HF4", Level: levels[1], Number: "4", Title: "Noch offen", Weight: number("1"), Goals: []goals.Goal{{ID: "HF4.1", Level: levels[2], Title: "Noch offen"}}},
				{ID: "HF5", Level: levels[1], Number: "5", Title: "Hafen", Weight: number("1"), NotApplicable: "In dieser Stadt gibt es keinen Hafen."},
			},
		}},
	}
	rules := evaluation.Rules{Default: evaluation.Rule{Aggregator: aggregator, MinCoverage: number("0.25")}}
	record := observe("2020 6.2 of:gas known:2021-02-03 status:P def:2", "2020 45 of:share den:93", "2020 22.5 of:debt", "2020 42 of:no2 status:U", "2020 0.5 of:green",
		"2020 - of:rating label:gesichert", "2018 33 of:walk", "2020 0.5 of:na", "2020 17 of:free")
	record[0].Source, record[0].Note = "Umweltamt, Energiebilanz", "vorläufige Bilanz"
	return evaluate(t, modelOf(t, s, rules, catalogue...), asOf("2022-06-30"), record...)
}

var aggregators = []evaluation.Aggregator{evaluation.Mean, evaluation.Geometric, evaluation.Harmonic, evaluation.Minimum, evaluation.Median}

func TestExplainGoldens(t *testing.T) {
	for _, a := range aggregators {
		result := showcase(t, a)
		for _, l := range languages {
			testkit.Golden(t, fmt.Sprintf("explain/%s.%s.txt", a, l), sheet(result.Explain("V"), l, report.TextWidth))
		}
		data, err := json.MarshalIndent(result.Explain("V"), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, fmt.Sprintf("explain/%s.json", a), string(data)+"\n")
	}
}

func sheet(e *evaluation.Explanation, l zielkette.Language, width int) string {
	var b strings.Builder
	if err := report.Explanation(nil, e, report.Options{Language: l}).Page().Text(&b, width); err != nil {
		panic(err)
	}
	return b.String()
}

// said is an explanation as it is printed, each fact in one line.
func said(e *evaluation.Explanation, l zielkette.Language) string { return sheet(e, l, 10_000) }

// The rule is printed as it applied: bounds open on a side, and none at all.
func TestExplainRule(t *testing.T) {
	for want, bounds := range map[string][]zielkette.Number{
		"bounded between −∞ and 1": {{}, number("1")}, "bounded between −0.5 and ∞": {number("-0.5"), {}}, "bounded between 0 and 1": nil, "indicators unbounded": unbounded,
	} {
		result := plant(t, "[ 0.5 ]", evaluation.Rules{Default: evaluation.Rule{Bounds: bounds}})
		text := said(result.Explain("1"), zielkette.English)
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said: %s", want, text)
		}
	}
	equal := said(plant(t, "[ 3*0.5 1*0.7 ]", evaluation.Rules{Default: evaluation.Rule{Weights: evaluation.Equal}}).Explain("1"), zielkette.English)
	if !strings.Contains(equal, "all equal by the rule; sum 2") {
		t.Error(equal)
	}
	some := said(plant(t, "[ 3*0.5 0.7 ]", evaluation.Rules{}).Explain("1"), zielkette.English)
	if !strings.Contains(some, "1 where none is stated (assumption); sum 4") {
		t.Error(some)
	}
}

func TestExplainByID(t *testing.T) {
	result := showcase(t, evaluation.Mean)
	if e := result.Explain("HF1"); e == nil || e.Level != levels[1] || e.RollUp == nil || e.Measured != nil {
		t.Errorf("%+v", e)
	}
	if e := result.Explain("gas"); e == nil || e.Measured == nil || e.RollUp != nil {
		t.Errorf("%+v", e)
	}
	if result.Explain("nothing") != nil {
		t.Error("what is not there is explained")
	}
}

// What is explained is what the result says.
func TestExplainAgrees(t *testing.T) {
	for _, a := range aggregators {
		for goal, score := range showcase(t, a).Goals() {
			e := score.Explain()
			got := rolled{State: e.State.String(), Reason: e.Reason.String(), Score: e.Score.String(), Coverage: e.Coverage.String()}
			want := rolledOf(score)
			want.Contributions = ""
			if got != want {
				t.Errorf("%s %s: %+v, want %+v", a, goal.ID(), got, want)
			}
		}
	}
}

// Every calculation that is printed gives the figure behind its equals sign when
// it is done again with the printed figures and nothing else.
func TestPrintedCalculations(t *testing.T) {
	results := []*evaluation.Result{
		plant(t, "[ 0.5*0.25 0*0.9 2*0.7 1*[ 0.3 - ] ]", evaluation.Rules{Default: evaluation.Rule{Bounds: unbounded}}),
		plant(t, "[ 2*-0.5 -3 7 ]", evaluation.Rules{Default: evaluation.Rule{Bounds: unbounded}}),
		plant(t, "[ 0 0.5 ]", evaluation.Rules{Default: evaluation.Rule{Aggregator: evaluation.Geometric}}),
		plant(t, "[ 0 0.5 ]", evaluation.Rules{Default: evaluation.Rule{Aggregator: evaluation.Harmonic}}),
		plant(t, "[ 1*[ 0.1 0.2 0.4 ] 1*0.7 0*0 ]", evaluation.Rules{Default: evaluation.Rule{Aggregator: evaluation.Median}}),
	}
	for _, a := range aggregators {
		results = append(results, showcase(t, a))
	}
	checked := map[string]int{}
	for _, result := range results {
		for _, l := range languages {
			for _, line := range calculations(allText(result, l)) {
				kind, ok := recompute(line, l)
				if !ok {
					t.Errorf("%s: %s", kind, line)
				}
				checked[kind]++
			}
		}
	}
	for _, kind := range []string{"formula", "bounds", "path", "rating", "geometric", "minimum", "median", "zero"} {
		if checked[kind] == 0 {
			t.Errorf("no %s among the calculations", kind)
		}
	}
	t.Logf("recomputed: %v", checked)
}

func allText(r *evaluation.Result, l zielkette.Language) string {
	var text strings.Builder
	for root := range r.Model().Plan().Roots() {
		text.WriteString(said(r.Explain(root.ID()), l))
	}
	return text.String()
}

// labels stand before a calculation.
var labels = []string{
	"Rechnung: ", "Calculation: ", "Auf dem Zielpfad erwartet: ", "Expected on the path: ", "Gegenüber dem Zielpfad: ", "Against the path: ", "Abdeckung: ", "Coverage: ",
}

// calculations gives the texts behind the label of a calculation.
func calculations(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		for _, label := range labels {
			if calculation, ok := strings.CutPrefix(strings.TrimSpace(line), label); ok {
				out = append(out, calculation)
			}
		}
	}
	return out
}

var (
	digits  = `[-−]?[0-9]+(?:\.[0-9]+)?`
	counted = regexp.MustCompile(` (?:Tage|days|Jahre|years|Halbjahre|half-years|Quartale|quarters|Monate|months|Schuljahre|school years)$`)
	kept    = regexp.MustCompile(`^.* (?:hält die Vorgabe ein|keeps to the bounds): 1$`)
	missed  = regexp.MustCompile(`^(.*?) (liegt unter|lies below|liegt über|lies above) (?:der Grenze|the bound) (` + digits + `)` +
		`(?:, (?:ohne Toleranz|without tolerance)| (?:um mindestens die Toleranz|by at least the tolerance) (` + digits + `)): 0$`)
	weighed = regexp.MustCompile(`(` + digits + `) \((?:Gewicht|weight) (` + digits + `)\)`)
	logs    = regexp.MustCompile(`(` + digits + `) × ln (` + digits + `)`)
)

// recompute does a printed calculation again.
func recompute(line string, l zielkette.Language) (kind string, ok bool) {
	if l == zielkette.German {
		line = regexp.MustCompile(`([0-9]),([0-9])`).ReplaceAllString(line, "$1.$2")
	}
	if kept.MatchString(line) {
		return "bounds", true
	}
	if m := missed.FindStringSubmatch(line); m != nil {
		distance := calculate(m[1])
		distance.Sub(distance, calculate(m[3]))
		if strings.HasSuffix(m[2], "unter") || strings.HasSuffix(m[2], "below") {
			distance.Neg(distance)
		}
		return "bounds", distance.Sign() > 0 && (m[4] == "" || distance.Cmp(calculate(m[4])) >= 0)
	}
	if strings.HasPrefix(line, "Einstufung") || strings.HasPrefix(line, "rated") {
		return "rating", strings.HasSuffix(line, ": 0.5")
	}
	left, right, found := strings.Cut(line, " = ")
	if !found {
		return "without a result", false
	}
	want := calculate(strings.Fields(right)[0]) // a unit may follow
	switch {
	case counted.MatchString(left):
		return "path", round12(calculate(left)).Cmp(want) == 0
	case strings.HasPrefix(left, "exp("):
		var scores []*big.Rat
		var weights []int64
		sum := new(big.Rat)
		for _, m := range logs.FindAllStringSubmatch(left, -1) {
			w := new(big.Rat).Mul(calculate(m[1]), big.NewRat(2, 1)) // halves become whole
			scores, weights = append(scores, calculate(m[2])), append(weights, w.Num().Int64())
			sum.Add(sum, calculate(m[1]))
		}
		all := left[strings.LastIndex(left, "/ ")+2:]
		return "geometric", sum.Cmp(calculate(strings.TrimSuffix(all, ")"))) == 0 && exactGeometric(want, scores, weights)
	case strings.Contains(left, "ein Teil ist 0") || strings.Contains(left, "one part is 0"):
		return "zero", want.Sign() == 0
	case weighed.MatchString(left):
		var parts []poolPart
		all := new(big.Rat)
		for _, m := range weighed.FindAllStringSubmatch(left, -1) {
			parts = append(parts, poolPart{score: calculate(m[1]), weight: calculate(m[2])})
			all.Add(all, calculate(m[2]))
		}
		slices.SortFunc(parts, func(a, b poolPart) int { return a.score.Cmp(b.score) })
		if strings.Contains(left, "kleinster") || strings.Contains(left, "smallest") {
			return "minimum", parts[0].score.Cmp(want) == 0
		}
		score, _ := aggregate(evaluation.Median, parts, all)
		return "median", round12(score).Cmp(want) == 0
	}
	if _, difference, ok := strings.Cut(left, ": "); ok { // how a value misses its bound stands before the difference
		left = difference
	}
	for _, words := range []string{" Meilensteinen erledigt, nach Gewicht ", " milestones done, by weight "} {
		if _, weights, ok := strings.Cut(left, words); ok {
			left = weights
		}
	}
	return "formula", round12(calculate(left)).Cmp(want) == 0
}

// calculate reads sums, products, quotients and brackets, as a pocket calculator
// does.
func calculate(text string) *big.Rat {
	tokens := regexp.MustCompile(digits+`|[()×/+−]`).FindAllString(text, -1)
	next := func() string {
		if len(tokens) == 0 {
			return ""
		}
		return tokens[0]
	}
	take := func() string {
		t := next()
		tokens = tokens[1:]
		return t
	}
	var sum func() *big.Rat
	factor := func() *big.Rat {
		t := take()
		if t == "(" {
			v := sum()
			take()
			return v
		}
		v, ok := new(big.Rat).SetString(strings.Replace(t, "−", "-", 1))
		if !ok {
			panic("calculate: " + text)
		}
		return v
	}
	product := func() *big.Rat {
		v := factor()
		for next() == "×" || next() == "/" {
			if take() == "×" {
				v.Mul(v, factor())
			} else {
				v.Quo(v, factor())
			}
		}
		return v
	}
	sum = func() *big.Rat {
		v := product()
		for next() == "+" || next() == "−" {
			if take() == "+" {
				v.Add(v, product())
			} else {
				v.Sub(v, product())
			}
		}
		return v
	}
	v := sum()
	if len(tokens) > 0 {
		panic("calculate: " + text)
	}
	return v
}

// A figure that is none is the empty text, null in JSON and equal to none only.
func TestFigure(t *testing.T) {
	result := plant(t, "[ 0.5 - 0 ]", evaluation.Rules{})
	score, _ := result.Goal("1")
	var figures []zielkette.Figure
	for p := range score.Parts() {
		figures = append(figures, p.Score)
	}
	data, err := json.Marshal(figures)
	if err != nil || string(data) != `["0.5",null,"0"]` {
		t.Errorf("%s %v", data, err)
	}
	half, none, zero := figures[0], figures[1], figures[2]
	if !none.IsZero() || zero.IsZero() || none.String() != "" || zero.String() != "0" || none.Equal(zero) || !none.Equal(zielkette.Figure{}) || !half.Equal(half) || half.Equal(zero) {
		t.Error("none and 0 are mixed up")
	}
	if _, ok := none.Decimal(); ok {
		t.Error("none has a value")
	}
}

// What is assumed is said: weights nobody stated, links the document does not make,
// and what the record itself says.
func TestAssumptions(t *testing.T) {
	var de []string
	for _, text := range showcase(t, evaluation.Mean).Assumptions() {
		if text.DE == "" || text.EN == "" {
			t.Errorf("%+v", text)
		}
		de = append(de, text.DE)
	}
	all := strings.Join(de, "\n")
	if len(de) != 2 || !strings.Contains(all, "„Treibhausgase je Einwohner“ → „Klima“") || !strings.Contains(all, "2 Zielen") {
		t.Errorf("%q", de)
	}
	plan := goals.Strategy{Assumptions: []string{"angenommen"}}
	plan.ID, plan.Title = "s", "s"
	result := evaluate(t, modelOf(t, plan, evaluation.Rules{}), asOf("2020"))
	if got := result.Assumptions(); len(got) != 1 || got[0].DE != "angenommen" {
		t.Errorf("%v", got)
	}
	// A rule that makes the weights equal is stated, not assumed; a single part has no weight to assume.
	for tree, want := range map[string]int{"[ 0.5 0.5 ]": 1, "[ 0.5 ]": 0, "[ 1*0.5 0.5 ]": 0} {
		if got := plant(t, tree, evaluation.Rules{}).Assumptions(); len(got) != want {
			t.Errorf("%s: %v", tree, got)
		}
	}
	if got := plant(t, "[ 0.5 0.5 ]", evaluation.Rules{Default: evaluation.Rule{Weights: evaluation.Equal}}).Assumptions(); got != nil {
		t.Errorf("%v", got)
	}
}

// Where nothing counts, the explanation shows what was on record all the same, as
// known at the dates, and why it does not count.
func TestExplainWhatDoesNotCount(t *testing.T) {
	aged := but(reach("0", "10"), func(i *indicators.Indicator) { i.MaxAge, i.Definition = zielkette.MustParseSpan("P2Y"), "neu" })
	for _, tt := range []struct {
		name         string
		options      evaluation.Options
		observations []indicators.Observation
		want         string
	}{
		{"nothing", asOf("2020"), nil, ""},
		{"too old", asOf("2020"), observe("2016 4", "2017 5 known:2018"), "2017 5 A  too-old"},
		{"stated as missing", asOf("2020"), observe("2019 4", "2020 - status:Q"), "2020  Q  stated-absent"},
		{"another definition", asOf("2020"), observe("2020 4 def:alt"), "2020 4 A alt other-definition"},
		{"not ended", asOf("2020"), observe("2017 5", "2021 4"), "2017 5 A  too-old"},
		{"as known then", knownOn("2020", "2018"), observe("2017 5 known:2018", "2017 6 known:2019"), "2017 5 A  too-old"},
		{"counts", asOf("2020"), observe("2020 4"), ""},
	} {
		got := ""
		e := assess(t, aged, tt.options, tt.observations...).Explain()
		if o := e.Measured.Latest; o != nil {
			got = fmt.Sprintf("%s %s %s %s %s", o.Period, o.Value, o.Status, o.Definition, e.Reason)
			if text := said(e, zielkette.German); !strings.Contains(text, "Zuletzt erfasst, zählt nicht: ") {
				t.Errorf("%s: the text does not say it:\n%s", tt.name, text)
			}
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
