package change_test

import (
	"fmt"
	"math/rand/v2"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// side is one of two results as documents, before it is compiled.
type side struct {
	city evaluation.City
	evaluation.Options
}

// pair is a random city and what became of it, by numbers alone.
type pair struct {
	rng   *rand.Rand
	sides [2]side
	next  int  // number of the next id
	gappy bool // values age fast and are often missing, so that many mixed cases have no score
}

func (p *pair) one(in int) bool { return p.rng.IntN(in) == 0 }

func (p *pair) id(kind string) string {
	p.next++
	return fmt.Sprint(kind, p.next)
}

func pick[T any](p *pair, list ...T) T { return list[p.rng.IntN(len(list))] }

func number(n int64, places int) zielkette.Number {
	v, err := zielkette.NewNumber(n, places)
	if err != nil {
		panic(err)
	}
	return v
}

func year(n int) zielkette.Period {
	p, err := zielkette.NewYear(n)
	if err != nil {
		panic(err)
	}
	return p
}

func day(n int, rest string) zielkette.Date {
	return zielkette.MustParseDate(fmt.Sprintf("%d-%s", n, rest))
}

// The years of the two results: 2020 and 2022, or the same.
const early, late = 2020, 2022

// randomPair makes the pair of a seed.
func randomPair(seed uint64) *pair {
	p := &pair{rng: rand.New(rand.NewPCG(seed, 16))}
	p.gappy = p.one(3)
	p.sides[0] = side{evaluation.City{}, evaluation.Options{AsOf: day(early, "12-31")}}
	p.first(&p.sides[0].city)
	p.sides[1] = side{p.sides[0].city.Clone(), evaluation.Options{AsOf: day(late, "12-31")}}
	if p.one(8) {
		p.sides[1].AsOf = p.sides[0].AsOf
	}
	p.second(&p.sides[1].city)
	if p.one(2) {
		p.sides[0].KnownOn, p.sides[1].KnownOn = day(early+1, "06-30"), day(late+1, "06-30")
	}
	return p
}

func (p *pair) weight() zielkette.Number {
	if p.one(12) {
		return zielkette.Int(0)
	}
	return number(1+p.rng.Int64N(60), p.rng.IntN(2))
}

// weigh gives the parts of a pool weights, or none.
func (p *pair) weigh(g *goals.Goal) {
	none := p.one(3)
	some := false
	set := func(w *zielkette.Number) {
		if *w = (zielkette.Number{}); !none {
			*w = p.weight()
			some = some || w.Sign() > 0
		}
	}
	for i := range g.Indicators {
		set(&g.Indicators[i].Weight)
	}
	for i := range g.Goals {
		set(&g.Goals[i].Weight)
	}
	if !none && !some { // weights of 0 alone are refused
		for i := range g.Indicators {
			g.Indicators[i].Weight = zielkette.Int(1)
		}
		for i := range g.Goals {
			g.Goals[i].Weight = zielkette.Int(1)
		}
	}
}

var levels = []string{"A", "B", "C", "D"}

func (p *pair) first(c *evaluation.City) {
	for range 3 + p.rng.IntN(5) {
		c.Catalogue.Indicators = append(c.Catalogue.Indicators, p.indicator())
	}
	c.Strategy = goals.Strategy{
		ID: "e1", Title: "Strategie", Levels: slices.Clone(levels), Areas: []goals.Area{{ID: "west", Title: "West"}},
		Goals: []goals.Goal{p.goal(c, 0)},
	}
	if p.gappy { // a goal whose indicator will have no values any more, and another one beside it, which had none
		ends, starts := p.indicator(), p.indicator()
		for _, ind := range []*indicators.Indicator{&ends, &starts} {
			t := indicators.Target{Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: year(2014), Value: zielkette.Int(0)}}
			t.Revisions = []indicators.Revision{p.revision(ind, &t)}
			ind.Direction, ind.Breaks, ind.Targets = "", nil, []indicators.Target{t}
		}
		ends.Note, starts.Note = "ends", "starts"
		c.Catalogue.Indicators = append(c.Catalogue.Indicators, ends, starts)
		c.Strategy.Goals[0].Goals = append(c.Strategy.Goals[0].Goals, goals.Goal{
			ID: p.id("g"), Level: "B", Title: "Wechsel der Kennzahl", Indicators: []goals.Link{{ID: ends.ID}},
		})
		p.weigh(&c.Strategy.Goals[0])
	}
	p.rules(c)
	p.observe(c)
}

func (p *pair) goal(c *evaluation.City, level int) goals.Goal {
	g := goals.Goal{ID: p.id("g"), Level: levels[level], Title: fmt.Sprint("Ziel ", p.next)}
	if level < 2 {
		for range 1 + p.rng.IntN(3-level) {
			g.Goals = append(g.Goals, p.goal(c, level+1))
		}
	}
	for range p.rng.IntN(3) {
		p.link(c, &g)
	}
	if level == 2 && len(g.Indicators) == 0 && !p.one(6) {
		p.link(c, &g)
	}
	if p.one(20) && level > 0 {
		g.NotApplicable = "nicht hier"
	}
	p.weigh(&g)
	return g
}

func (p *pair) link(c *evaluation.City, g *goals.Goal) {
	ind := &c.Catalogue.Indicators[p.rng.IntN(len(c.Catalogue.Indicators))]
	l := goals.Link{ID: ind.ID}
	if len(ind.Targets) > 1 {
		l.Target = pick(p, ind.Targets...).ID
	}
	if p.one(10) {
		l.Area = "west"
	}
	if p.one(20) {
		l.NotApplicable = "hier nicht"
	}
	if !slices.ContainsFunc(g.Indicators, func(o goals.Link) bool { return o.ID == l.ID }) {
		g.Indicators = append(g.Indicators, l)
	}
}

func (p *pair) indicator() indicators.Indicator {
	ind := indicators.Indicator{ID: p.id("k"), Title: fmt.Sprint("Kennzahl ", p.next), Unit: "t"}
	if p.one(8) || p.gappy {
		ind.MaxAge = zielkette.MustParseSpan("P1Y")
	}
	if p.one(12) {
		ind.Breaks = []indicators.Break{{Period: year(2015 + p.rng.IntN(7)), Reason: "Verfahren"}}
	}
	n := pick(p, 1, 1, 1, 1, 2, 0)
	for range n {
		t := p.target(&ind)
		if n > 1 {
			t.ID = p.id("t")
		}
		ind.Targets = append(ind.Targets, t)
	}
	return ind
}

func (p *pair) target(ind *indicators.Indicator) indicators.Target {
	var t indicators.Target
	t.Shape = pick(p, indicators.ReachShape, indicators.ReachShape, indicators.ReachShape, indicators.CorridorShape, indicators.LimitShape,
		indicators.OrdinalShape, indicators.MilestonesShape, indicators.DirectionShape)
	if t.Shape == indicators.LimitShape || t.Shape == indicators.DirectionShape {
		if ind.Direction == "" {
			ind.Direction = pick(p, indicators.Up, indicators.Down)
		}
	}
	switch t.Shape {
	case indicators.ReachShape:
		t.Baseline = indicators.Baseline{Period: year(2014), Value: zielkette.Int(p.rng.Int64N(40))}
		if p.one(5) {
			t.Baseline.Value, t.Baseline.FromRecord = zielkette.Number{}, true
		}
	case indicators.OrdinalShape:
		t.Labels = []indicators.Label{{Label: "gut", Score: zielkette.Int(1)}, {Label: "mittel", Score: number(p.rng.Int64N(10), 1)}, {Label: "schlecht", Score: zielkette.Int(0)}}
		return t
	case indicators.MilestonesShape:
		for k := range 2 + p.rng.IntN(3) {
			t.Milestones = append(t.Milestones, zielkette.Milestone{ID: fmt.Sprint("m", k), Title: fmt.Sprint("Schritt ", k), Weight: zielkette.Int(1 + p.rng.Int64N(4))})
			p.done(&t.Milestones[k])
		}
		return t
	case indicators.DirectionShape:
		return t
	}
	t.Revisions = []indicators.Revision{p.revision(ind, &t)}
	if p.one(3) {
		r := p.revision(ind, &t)
		r.Decided, r.Decision = day(2017+p.rng.IntN(6), "05-01"), "Ratsbeschluss"
		r.Known = r.Decided
		t.Revisions = append(t.Revisions, r)
	}
	if p.one(16) {
		t.Withheld = "strittig"
	}
	return t
}

func (p *pair) done(m *zielkette.Milestone) {
	m.Done = zielkette.Date{}
	if !p.one(3) {
		m.Done = day(2017+p.rng.IntN(6), "07-01")
	}
}

func (p *pair) revision(ind *indicators.Indicator, t *indicators.Target) indicators.Revision {
	r := indicators.Revision{Known: day(2015, "01-01")}
	switch t.Shape {
	case indicators.CorridorShape:
		low := p.rng.Int64N(60)
		r.Lower, r.Upper, r.Tolerance = zielkette.Int(low), zielkette.Int(low+p.rng.Int64N(40)), zielkette.Int(1+p.rng.Int64N(50))
	case indicators.LimitShape:
		r.Points = []indicators.Point{{Period: year(2014), Value: zielkette.Int(20 + p.rng.Int64N(60))}}
		r.Tolerance = zielkette.Int(1 + p.rng.Int64N(60))
		if p.one(4) {
			r.Tolerance, r.KeptSince = zielkette.Number{}, year(2016)
		}
	default:
		r.Points = []indicators.Point{{Period: year(2030), Value: zielkette.Int(60 + p.rng.Int64N(60))}}
		if p.one(8) && t.Baseline.Value.Sign() > 0 {
			r.Points[0].Value, r.Points[0].Change = zielkette.Number{}, zielkette.Int(50+p.rng.Int64N(300))
		}
		if p.one(8) && ind.Direction == "" && !t.Baseline.FromRecord {
			r.Points[0].Value, r.Points[0].Change = number(-10-p.rng.Int64N(20), 0), zielkette.Number{}
		}
	}
	return r
}

func (p *pair) rule() (r evaluation.Rule) {
	if !p.one(3) {
		r.Aggregator = pick(p, evaluation.Mean, evaluation.Mean, evaluation.Geometric, evaluation.Harmonic, evaluation.Minimum, evaluation.Median)
	}
	if p.one(4) {
		r.Bounds = pick(p, []zielkette.Number{zielkette.Int(0), number(12, 1)}, []zielkette.Number{number(1, 1), zielkette.Int(1)}, []zielkette.Number{{}, {}})
	}
	if p.one(5) {
		r.MinCoverage = number(1+p.rng.Int64N(8), 1)
	}
	if p.one(5) {
		r.Weights = evaluation.Equal
	}
	return r
}

func (p *pair) rules(c *evaluation.City) {
	c.Rules = evaluation.Rules{Default: p.rule()}
	if p.one(3) {
		c.Rules.Levels = map[string]evaluation.Rule{"B": p.rule()}
	}
	each(c.Strategy.Goals, func(g *goals.Goal) {
		if p.one(6) {
			if c.Rules.Goals == nil {
				c.Rules.Goals = map[string]evaluation.Rule{}
			}
			c.Rules.Goals[g.ID] = p.rule()
		}
	})
	p.weightings(c)
}

// weightings weighs some pools by rank order, in some years.
func (p *pair) weightings(c *evaluation.City) {
	c.Rules.Weightings = nil
	each(c.Strategy.Goals, func(g *goals.Goal) {
		var ids []string
		for _, l := range g.Indicators {
			ids = append(ids, l.ID)
		}
		for _, b := range g.Goals {
			ids = append(ids, b.ID)
		}
		if len(ids) < 2 || !p.one(10) {
			return
		}
		if c.Rules.Weightings == nil {
			c.Rules.Weightings = map[string][]weighting.Spec{}
		}
		p.rng.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		c.Rules.Weightings[g.ID] = []weighting.Spec{{Method: "rank-sum", IDs: ids, FromYear: pick(p, 2000, 2021)}}
	})
}

func each(list []goals.Goal, do func(*goals.Goal)) {
	for i := range list {
		do(&list[i])
		each(list[i].Goals, do)
	}
}

// observe records every indicator of the city in whole years, anew.
func (p *pair) observe(c *evaluation.City) {
	b := indicators.NewBuilder()
	for _, ind := range c.Catalogue.Indicators {
		for _, area := range []string{"", "west"} {
			if area != "" && !p.one(3) {
				continue
			}
			from := pick(p, 2014, 2014, 2018, 2021)
			for y := from; y <= late; y++ {
				switch {
				case ind.Note == "ends" && y > early, ind.Note == "starts" && y != 2018 && y != late:
					continue
				case ind.Note == "" && (p.one(7) || p.gappy && p.one(2)):
					continue
				}
				o := p.observation(ind, area, y)
				b.Add(o, zielkette.Place{})
				if p.one(6) { // restated two years later
					o = p.observation(ind, area, y)
					o.Known = day(y+3, "03-01")
					b.Add(o, zielkette.Place{})
				}
			}
		}
	}
	c.Record = must(b.Record())
}

func (p *pair) observation(ind indicators.Indicator, area string, y int) indicators.Observation {
	o := indicators.Observation{Indicator: ind.ID, Area: area, Period: year(y), Known: day(y+1, pick(p, "03-01", "03-01", "11-01"))}
	switch {
	case len(ind.Targets) > 0 && ind.Targets[0].Shape == indicators.OrdinalShape:
		o.Label = pick(p, "gut", "mittel", "schlecht")
	case p.one(20):
		o.Status = indicators.Missing
	default:
		o.Value = number(p.rng.Int64N(1200), 1)
	}
	return o
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// second makes what became of the city: any of structure, weights, rules, targets,
// records, in one edition or in another.
func (p *pair) second(c *evaluation.City) {
	each(c.Strategy.Goals, func(g *goals.Goal) {
		if len(g.Indicators) == 1 && p.gappy && c.Catalogue.Indicator(g.Indicators[0].ID).Note == "ends" {
			for _, ind := range c.Catalogue.Indicators {
				if ind.Note == "starts" {
					g.Indicators[0].ID = ind.ID
				}
			}
		}
	})
	if p.one(2) {
		p.restructure(c)
	}
	if p.one(2) {
		each(c.Strategy.Goals, func(g *goals.Goal) {
			if p.one(2) {
				p.weigh(g)
			}
		})
		p.weightings(c)
	}
	if p.one(2) {
		p.rules(c)
	}
	for i := range c.Catalogue.Indicators {
		if p.one(3) {
			p.retarget(&c.Catalogue.Indicators[i])
		}
	}
	if p.one(2) {
		p.rerecord(c)
	}
	p.tidy(c)
}

// retarget changes the entry of an indicator.
func (p *pair) retarget(ind *indicators.Indicator) {
	for k := range ind.Targets {
		t := &ind.Targets[k]
		switch {
		case t.Shape == indicators.MilestonesShape:
			for i := range t.Milestones {
				if p.one(2) {
					p.done(&t.Milestones[i])
				}
				if p.one(4) {
					t.Milestones[i].Weight = zielkette.Int(1 + p.rng.Int64N(5))
				}
			}
			if p.one(3) {
				t.Milestones = append(t.Milestones, zielkette.Milestone{ID: p.id("m"), Title: "Neuer Schritt"})
			}
		case len(t.Revisions) == 0:
		case p.one(2):
			t.Revisions[0] = p.revision(ind, t)
		default:
			r := p.revision(ind, t)
			r.Decided = day(2022, "02-01")
			r.Known = r.Decided
			t.Revisions = append(t.Revisions, r)
		}
		if t.Shape == indicators.ReachShape && p.one(3) {
			t.BaselineRevisions = append(t.BaselineRevisions, indicators.Baseline{
				Period: year(2015), Value: zielkette.Int(1 + p.rng.Int64N(40)), Decided: day(2021, "04-01"), Known: day(2021, "04-02"),
			})
		}
	}
	if p.one(6) {
		ind.MaxAge = zielkette.MustParseSpan("P2Y")
	}
	if p.one(8) && len(ind.Targets) == 1 {
		t := p.target(ind)
		t.ID = ind.Targets[0].ID
		ind.Targets[0] = t
	}
}

// rerecord makes a record of its own: some values are others, some are gone.
func (p *pair) rerecord(c *evaluation.City) {
	b := indicators.NewBuilder()
	for o := range c.Record.All() {
		switch {
		case p.one(12):
			continue
		case p.one(8) && !o.Value.IsZero():
			o.Value = number(p.rng.Int64N(1200), 1)
		}
		b.Add(o, zielkette.Place{})
	}
	c.Record = must(b.Record())
}

// restructure changes goals and links, in this edition or in a new one.
func (p *pair) restructure(c *evaluation.City) {
	s := &c.Strategy
	another := p.one(2)
	if another {
		s.ID = "e2"
	}
	replaces := func(id string) []goals.Ref { return []goals.Ref{{ID: id, Edition: "e1"}} }
	each(s.Goals, func(g *goals.Goal) {
		if another && p.one(3) {
			g.Replaces, g.Title = replaces(g.ID), g.Title+", neu gefasst"
			if p.one(2) {
				g.ID = p.id("n")
			}
		}
	})
	for range 1 + p.rng.IntN(4) {
		var list []*goals.Goal
		each(s.Goals, func(g *goals.Goal) { list = append(list, g) })
		g := list[p.rng.IntN(len(list))]
		switch p.rng.IntN(8) {
		case 0: // a new indicator, of which nothing was known
			ind := p.indicator()
			c.Catalogue.Indicators = append(c.Catalogue.Indicators, ind)
			l := goals.Link{ID: ind.ID}
			if len(ind.Targets) > 1 {
				l.Target = ind.Targets[0].ID
			}
			g.Indicators = append(g.Indicators, l)
			if len(ind.Targets) == 0 || ind.Targets[0].Shape != indicators.OrdinalShape {
				c.Record = must(c.Record.With(indicators.Observation{Indicator: ind.ID, Period: year(pick(p, 2021, 2022)), Value: zielkette.Int(30), Known: day(2022, "12-01")}))
			}
		case 1:
			p.link(c, g)
		case 2:
			if len(g.Indicators) > 0 {
				g.Indicators = g.Indicators[1:]
			}
		case 3:
			for i := range g.Indicators {
				if ind := c.Catalogue.Indicator(g.Indicators[i].ID); len(ind.Targets) > 1 {
					g.Indicators[i].Target = pick(p, ind.Targets...).ID
				}
			}
		case 4:
			if len(g.Goals) > 0 {
				g.Goals = append(g.Goals, p.leaf(c, g.Goals[0].Level))
			}
		case 5:
			if len(g.Goals) > 1 {
				g.Goals = g.Goals[1:]
			}
		case 6: // split
			if len(g.Goals) > 0 && another {
				old := &g.Goals[0]
				if old.Replaces == nil {
					old.Replaces = replaces(old.ID)
				}
				twin := p.leaf(c, old.Level)
				twin.Replaces = slices.Clone(old.Replaces)
				g.Goals = append(g.Goals, twin)
			}
		case 7: // merge
			if len(g.Goals) > 1 && another {
				kept, lost := &g.Goals[0], g.Goals[1]
				if kept.Replaces == nil {
					kept.Replaces = replaces(kept.ID)
				}
				if lost.Replaces == nil {
					lost.Replaces = replaces(lost.ID)
				}
				for _, r := range lost.Replaces {
					if !slices.Contains(kept.Replaces, r) {
						kept.Replaces = append(kept.Replaces, r)
					}
				}
				for _, l := range lost.Indicators {
					if !slices.ContainsFunc(kept.Indicators, func(o goals.Link) bool { return o.ID == l.ID }) {
						kept.Indicators = append(kept.Indicators, l)
					}
				}
				kept.Goals = append(kept.Goals, lost.Goals...)
				g.Goals = slices.Delete(g.Goals, 1, 2)
			}
		}
		g.NotApplicable = ""
		if p.one(10) {
			g.NotApplicable = "jetzt nicht"
		}
		p.weighMissing(g)
	}
}

func (p *pair) leaf(c *evaluation.City, level string) goals.Goal {
	g := goals.Goal{ID: p.id("g"), Level: level, Title: fmt.Sprint("Ziel ", p.next)}
	p.link(c, &g)
	p.link(c, &g)
	p.weigh(&g)
	return g
}

// weighMissing completes a pool in which some parts have weights and others none.
func (p *pair) weighMissing(g *goals.Goal) {
	some, sum := false, 0
	for i := range g.Indicators {
		some, sum = some || !g.Indicators[i].Weight.IsZero(), sum+g.Indicators[i].Weight.Sign()
	}
	for i := range g.Goals {
		some, sum = some || !g.Goals[i].Weight.IsZero(), sum+g.Goals[i].Weight.Sign()
	}
	if !some {
		return
	}
	for i := range g.Indicators {
		if w := &g.Indicators[i].Weight; w.IsZero() || sum == 0 {
			*w = zielkette.Int(2)
		}
	}
	for i := range g.Goals {
		if w := &g.Goals[i].Weight; w.IsZero() || sum == 0 {
			*w = zielkette.Int(3)
		}
	}
}

// tidy removes from the rules what the goals no longer have.
func (p *pair) tidy(c *evaluation.City) {
	parts := map[string][]string{}
	each(c.Strategy.Goals, func(g *goals.Goal) {
		p.weighMissing(g)
		ids := []string{}
		for _, l := range g.Indicators {
			ids = append(ids, l.ID)
		}
		for _, b := range g.Goals {
			ids = append(ids, b.ID)
		}
		slices.Sort(ids)
		parts[g.ID] = ids
	})
	for id := range c.Rules.Goals {
		if parts[id] == nil {
			delete(c.Rules.Goals, id)
		}
	}
	for id, specs := range c.Rules.Weightings {
		if !slices.Equal(slices.Sorted(slices.Values(specs[0].IDs)), parts[id]) {
			delete(c.Rules.Weightings, id)
		}
	}
}
