package report_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// laterCity is the city two years later, in a new edition: a goal was split, one is gone,
// one is new; weights, a rule, a target and a baseline are others; values are new,
// corrected, reported late and missing; measures were delayed and cut.
func laterCity() (then, now *city) {
	then = judged()
	s := &then.strategy
	s.Goals[0].Goals[3].Indicators[3] = goals.Link{ID: "free"}
	s.Measures = []goals.Measure{{ID: "M1", Title: "Radwege bauen", End: date("2021-12-31")}, {ID: "M2", Title: "Energieberatung", End: date("2021-12-31")}}
	s.Effects = []goals.Effect{{From: "M1", To: "HF1", Sign: goals.Plus, Evidence: goals.Assumed, Strength: number("0.2")}}
	now = laterCopy(then)
	s = &now.strategy
	s.ID, s.Edition.Name = "muster-2030-2", "3. Fassung"
	s.Measures, s.Effects = []goals.Measure{{ID: "M1", Title: "Radwege bauen", End: date("2023-06-30")}, {ID: "M3", Title: "Schulwege sichern"}}, nil
	fields := s.Goals[0].Goals
	fields[0].Weight, fields[1].Weight, fields[3].Weight = number("3"), number("1"), number("2")
	finance := goals.Goal{
		ID: "HF5", Level: "Handlungsfeld", Number: "5", Title: "Brücken", Weight: number("1"),
		Replaces: []goals.Ref{{ID: "HF4", Edition: "muster-2030"}}, Indicators: []goals.Link{{ID: "rating"}},
	}
	fields[3].Replaces = finance.Replaces
	fields[3].Indicators = []goals.Link{{ID: "debt"}, {ID: "steps"}}
	fields[1].Indicators = append(fields[1].Indicators, goals.Link{ID: "share"})
	s.Goals[0].Goals = []goals.Goal{fields[0], fields[1], fields[3], finance, {
		ID: "HF6", Level: "Handlungsfeld", Number: "6", Title: "Grün in der Stadt", Weight: number("1"), Indicators: []goals.Link{{ID: "green"}},
	}}
	target := &now.catalogue.Indicators[0].Targets[0]
	target.Revisions = append(target.Revisions, indicators.Revision{
		Decided: date("2022-03-10"), Known: date("2022-03-10"), Decision: "Ratsbeschluss vom 10. März 2022, Vorlage 22/31",
		Points: []indicators.Point{{Period: period("2030"), Value: number("1")}},
	})
	now.catalogue.Indicators[2].Targets[0].BaselineRevisions = []indicators.Baseline{{Period: period("2016"), Value: number("1"), Decided: date("2021")}}
	now.rules.Default.MinCoverage = number("0.1")
	now.record[0].Value = number("6.4")
	now.record = append(now.record,
		indicators.Observation{Indicator: "gas", Period: period("2021"), Value: number("5.6"), Known: date("2022-11"), Source: "Energiebilanz 2021"},
		indicators.Observation{Indicator: "no2", Period: period("2019"), Value: number("41")},
		indicators.Observation{Indicator: "no2", Period: period("2022"), Value: number("36")},
		indicators.Observation{Indicator: "zero", Period: period("2022"), Value: number("4")},
		indicators.Observation{Indicator: "debt", Period: period("2022"), Value: number("24")},
		indicators.Observation{Indicator: "rating", Period: period("2022"), Label: "schlecht"},
		indicators.Observation{Indicator: "walk", Period: period("2022"), Status: indicators.Missing},
	)
	now.options.AsOf = date("2022-12-31")
	return then, now
}

func laterCopy(c *city) *city {
	out := *c
	out.strategy, out.catalogue, out.rules = c.strategy.Clone(), c.catalogue.Clone(), c.rules.Clone()
	out.record = slices.Clone(c.record)
	return &out
}

func between(t testing.TB, then, now *evaluation.Result) *change.Change {
	t.Helper()
	c, err := change.Between(then, now)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestChangeGoldens(t *testing.T) {
	then, now := laterCity()
	c := between(t, then.evaluate(t), now.evaluate(t))
	for _, l := range languages {
		for _, format := range report.Formats {
			var out strings.Builder
			if err := report.Write(&out, report.ChangeOf(c, report.Options{Language: l, Minimum: number("0.1")}), format); err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, fmt.Sprintf("change.%s.%s", l, format), out.String())
		}
	}
}

// Every sentence names goal, from, to and cause by name, and no id and no key stands in
// any of them.
func TestChangeByName(t *testing.T) {
	then, now := laterCity()
	keys := regexp.MustCompile(`\b(HF\d|V|gas|no2|zero|walk|gone|debt|rating|steps|green|share|free|M[123]|altstadt|muster-2030|edition|weights|rules|targets|restated|data|scored|not-reported)\b`)
	parts := map[zielkette.Language]*regexp.Regexp{
		zielkette.German:  regexp.MustCompile(`^(Ziel|Kennzahl) „.+“: (von .+ auf|vorher .+, jetzt) .+; Ursache: .+\.$`),
		zielkette.English: regexp.MustCompile(`^(Goal|Indicator) “.+”: (from .+ to|before .+, now) .+; cause: .+\.$`),
	}
	for _, l := range languages {
		page := report.ChangeOf(between(t, then.evaluate(t), now.evaluate(t)), report.Options{Language: l, Minimum: number("0.1")}).Page()
		sentences := 0
		for _, id := range []string{"change", "change-goals", "change-indicators"} {
			for _, block := range page.Section(id).Blocks {
				var list []report.Phrase
				switch b := block.(type) {
				case report.Paragraph:
					list = []report.Phrase{b.Text}
				case report.List:
					list = b.Items
				}
				for _, p := range list {
					sentences++
					if !parts[l].MatchString(p.String()) {
						t.Errorf("%q names not all", p)
					}
				}
			}
		}
		if sentences < 14 {
			t.Errorf("only %d sentences", sentences)
		}
		var text strings.Builder
		if err := page.Text(&text, 400); err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(text.String(), map[zielkette.Language]string{zielkette.German: "Warum sich", zielkette.English: "Why the"}[l])
		if l == zielkette.English { // plain words of the language
			body = regexp.MustCompile(`new data|other (weights|rules|targets)|new edition|\bedition\b|weights|rules|targets|restated|\bdata\b|\bscored\b`).ReplaceAllString(body, "")
		}
		for _, line := range strings.Split(body, "\n") {
			if found := keys.FindString(line); found != "" {
				t.Errorf("%q names the key %q", line, found)
			}
		}
	}
}

// The printed effects add up to the printed change, and the printed contributions to the
// printed scores, in every sentence and table.
func TestPrintedChangeAddsUp(t *testing.T) {
	then, now := laterCity()
	page := report.ChangeOf(between(t, then.evaluate(t), now.evaluate(t)), report.Options{Minimum: number("0.1")}).Page()
	tenths := func(s string) int {
		s = strings.NewReplacer("−", "-", ",", "", "+", "", " ", "", "\u00a0", "", "%", "", ".", "").Replace(s)
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	sentence := regexp.MustCompile(`von (−?[\d,.]+)[\s\x{a0}]%\D* auf (−?[\d,.]+)[\s\x{a0}]%, ([+−]?[\d,.]+) Punkte; Ursache: ([^;]*)`)
	effect := regexp.MustCompile(`[+−]\d+,\d+|\b0,0\b`)
	checked := 0
	for _, id := range []string{"change", "change-goals", "change-indicators"} {
		for _, block := range page.Section(id).Blocks {
			if list, ok := block.(report.List); ok {
				for _, p := range list.Items {
					m := sentence.FindStringSubmatch(p.String())
					if m == nil {
						continue
					}
					checked++
					sum := 0
					for _, e := range effect.FindAllString(m[4], -1) {
						sum += tenths(e)
					}
					if a, b, d := tenths(m[1]), tenths(m[2]), tenths(m[3]); b-a != d || sum != d {
						t.Errorf("%q: %d - %d, %d, effects %d", p, b, a, d, sum)
					}
				}
			}
		}
	}
	for _, block := range page.Section("change-by-indicator").Blocks {
		table := block.(report.Table)
		for column := 1; column <= 3; column++ {
			sum := 0
			for _, row := range table.Groups[0].Rows {
				sum += tenths(row.Cell(column).Lines[0].String())
			}
			if want := tenths(table.Foot[0].Cell(column).Lines[0].String()); sum != want {
				t.Errorf("%s, column %d: %d, not %d", table.Caption, column, sum, want)
			}
			checked++
		}
	}
	if checked < 9 {
		t.Errorf("only %d sums", checked)
	}
}
