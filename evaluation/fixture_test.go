package evaluation_test

import (
	"fmt"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// codes gives code and pointer of every problem in an error.
func codes(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	list, ok := err.(zielkette.Problems) //nolint:errorlint // the type itself is the contract
	if !ok {
		t.Fatalf("%T is not a list of problems: %v", err, err)
	}
	testkit.Told(t, err)
	var out []string
	for _, p := range list {
		out = append(out, string(p.Code)+" "+p.Place.Pointer)
	}
	return out
}

var (
	number = zielkette.MustParseNumber
	period = zielkette.MustParsePeriod
	date   = zielkette.MustParseDate
)

func asOf(text string) evaluation.Options { return evaluation.Options{AsOf: date(text)} }

func knownOn(asOf, known string) evaluation.Options {
	return evaluation.Options{AsOf: date(asOf), KnownOn: date(known)}
}

// observe writes observations of the indicator "i" in short: the period, the value
// or "-", then pairs: "2021 5.02 known:2022 status:P def:new area:a den:3
// label:good". Each observation is one text.
func observe(texts ...string) []indicators.Observation {
	var out []indicators.Observation
	for _, text := range texts {
		fields := strings.Fields(text)
		o := indicators.Observation{Indicator: "i", Period: period(fields[0])}
		if fields[1] != "-" {
			o.Value = number(fields[1])
		}
		for _, f := range fields[2:] {
			key, value, _ := strings.Cut(f, ":")
			switch key {
			case "of":
				o.Indicator = value
			case "known":
				o.Known = date(value)
			case "status":
				o.Status = indicators.Status(value[0])
			case "def":
				o.Definition = value
			case "area":
				o.Area = value
			case "den":
				o.Denominator = number(value)
			case "label":
				o.Label = value
			default:
				panic("observe: " + f)
			}
		}
		out = append(out, o)
	}
	return out
}

// revision is a decision on points written "2025 10, 2030 20"; a bound without a
// period is written "10".
func revision(decided, known, points string) indicators.Revision {
	var r indicators.Revision
	if decided != "" {
		r.Decided = date(decided)
	}
	if known != "" {
		r.Known = date(known)
	}
	for _, text := range strings.Split(points, ",") {
		fields := strings.Fields(text)
		p := indicators.Point{Value: number(fields[len(fields)-1])}
		if len(fields) == 2 {
			p.Period = period(fields[0])
		}
		r.Points = append(r.Points, p)
	}
	return r
}

// reach is an indicator "i" with a baseline of 2015 and a target for 2035.
func reach(baseline, target string) indicators.Indicator {
	return reaching(indicators.Baseline{Period: period("2015"), Value: number(baseline)}, revision("", "", "2035 "+target))
}

func reaching(baseline indicators.Baseline, revisions ...indicators.Revision) indicators.Indicator {
	return with(indicators.Target{Shape: indicators.ReachShape, Baseline: baseline, Revisions: revisions})
}

// with is an indicator "i" with the given targets.
func with(targets ...indicators.Target) indicators.Indicator {
	return indicators.Indicator{ID: "i", Title: "Indicator", Targets: targets}
}

// but changes a copy of an indicator.
func but(ind indicators.Indicator, change func(*indicators.Indicator)) indicators.Indicator {
	change(&ind)
	return ind
}

func modelOf(t testing.TB, s goals.Strategy, rules evaluation.Rules, catalogue ...indicators.Indicator) *evaluation.Model {
	t.Helper()
	if s.ID == "" {
		s.ID, s.Title = "s", "Strategy"
	}
	model, err := evaluation.City{Strategy: s, Catalogue: indicators.Catalogue{Indicators: catalogue}, Rules: rules}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return model
}

func evaluate(t testing.TB, m *evaluation.Model, o evaluation.Options, observations ...indicators.Observation) *evaluation.Result {
	t.Helper()
	record, err := indicators.NewRecord(observations...)
	if err != nil {
		t.Fatal(err)
	}
	result, err := m.Evaluate(record, o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// assess evaluates one indicator that no goal is linked to.
func assess(t testing.TB, ind indicators.Indicator, o evaluation.Options, observations ...indicators.Observation) evaluation.Assessment {
	t.Helper()
	a, ok := evaluate(t, modelOf(t, goals.Strategy{}, evaluation.Rules{}, ind), o, observations...).Assessment(ind.ID, "", "")
	if !ok {
		t.Fatal("the indicator is not assessed")
	}
	return a
}

// outcome is what the tables compare of an assessment. "" is no number.
type outcome struct {
	State, Reason, Value, Attainment, Expected, OnTrack string
}

func outcomeOf(a evaluation.Assessment) outcome {
	return outcome{
		a.State().String(), a.Reason().String(), a.ValueText(),
		a.Attainment().String(), a.Expected().String(), a.OnTrack().String(),
	}
}

// grove reads a tree in short, for tables of the roll-up:
//
//	[ 2*0.5 - 0*wh na [ 1 0 ] ]
//
// A goal is in brackets, "!" before it says that it does not apply. A number is
// an indicator with that attainment, "-" one not reported, "wh" one withheld,
// "na" one that does not apply; before the star stands a weight. Goals are named
// by their place, "1", "1.2"; indicators "a", "b", ... in the order of the text.
type grove struct {
	tokens    []string
	catalogue []indicators.Indicator
	record    []indicators.Observation
}

func (g *grove) goal(id string, level int) goals.Goal {
	goal := goals.Goal{ID: id, Title: "Goal " + id, Level: levels[level]}
	children := 0
	for {
		token := g.tokens[0]
		g.tokens = g.tokens[1:]
		if token == "]" {
			return goal
		}
		var weight zielkette.Number
		if w, rest, ok := strings.Cut(token, "*"); ok {
			weight, token = number(w), rest
		}
		switch {
		case strings.HasSuffix(token, "["):
			children++
			child := g.goal(fmt.Sprintf("%s.%d", id, children), level+1)
			child.Weight = weight
			if token == "![" {
				child.NotApplicable = "does not apply"
			}
			goal.Goals = append(goal.Goals, child)
		default:
			link := g.indicator(token)
			link.Weight = weight
			goal.Indicators = append(goal.Indicators, link)
		}
	}
}

func (g *grove) indicator(token string) goals.Link {
	id := string(rune('a' + len(g.catalogue)))
	ind := reach("0", "1")
	ind.ID, ind.Title = id, "Indicator "+id
	link := goals.Link{ID: id}
	value := token
	switch token {
	case "-":
		value = ""
	case "wh":
		ind.Targets[0].Withheld, value = "withheld", "0.5"
	case "na":
		link.NotApplicable, value = "does not apply", "0.5"
	}
	g.catalogue = append(g.catalogue, ind)
	if value != "" {
		g.record = append(g.record, observe("2020 "+value+" of:"+id)...)
	}
	return link
}

var levels = []string{"Vision", "Handlungsfeld", "Ziel", "Handlungsziel", "Schritt"}

// plant reads one tree and evaluates it.
func plant(t testing.TB, tree string, rules evaluation.Rules) *evaluation.Result {
	t.Helper()
	g := &grove{tokens: strings.Fields(tree)[1:]}
	s := goals.Strategy{ID: "s", Title: "Strategy", Levels: levels, Goals: []goals.Goal{g.goal("1", 0)}}
	return evaluate(t, modelOf(t, s, rules, g.catalogue...), asOf("2020"), g.record...)
}
