package evaluation_test

import (
	"fmt"
	"iter"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// The oracle evaluates the documents, not the compiled model, with exact
// fractions and plain recursion: slow, and short enough to be read.

// standing is what the oracle says of a goal or an indicator.
type standing struct {
	state           string
	score, coverage *big.Rat // nil for none
	low, high       *big.Rat // the ends of the range, nil for none
	contributions   []*big.Rat
}

type oracle struct {
	set     map[string]indicators.Indicator
	record  map[string][]indicators.Observation
	rules   evaluation.Rules
	options evaluation.Options
	goals   map[string]standing
}

var one = big.NewRat(1, 1)

// round12 rounds half away from zero at 12 places.
func round12(r *big.Rat) *big.Rat {
	scaled := new(big.Rat).Mul(r, new(big.Rat).SetInt64(1_000_000_000_000))
	q, rest := new(big.Int).DivMod(scaled.Num(), scaled.Denom(), new(big.Int)) // rest >= 0
	twice := new(big.Int).Lsh(rest, 1)
	if c := twice.Cmp(scaled.Denom()); c > 0 || c == 0 && r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(q, big.NewInt(1_000_000_000_000))
}

func rat(n zielkette.Number) *big.Rat {
	r, ok := n.Rat()
	if !ok {
		return nil
	}
	return r
}

func (o *oracle) indicator(link goals.Link) standing {
	if link.NotApplicable != "" {
		return standing{state: "not-applicable"}
	}
	ind := o.set[link.ID]
	t := ind.Targets[0]
	if t.Shape == indicators.MilestonesShape {
		done, all := new(big.Rat), new(big.Rat)
		for _, m := range t.Milestones {
			w := rat(m.Weight)
			if w == nil {
				w = one
			}
			all.Add(all, w)
			if !m.Done.IsZero() && m.Done.Last().Compare(o.options.AsOf.Last()) <= 0 {
				done.Add(done, w)
			}
		}
		return standing{state: "scored", score: round12(done.Quo(done, all))}
	}
	var best *indicators.Observation
	for _, obs := range o.record[link.ID] {
		if obs.Period.End().Compare(o.options.AsOf.Last()) > 0 {
			continue
		}
		if best == nil || obs.Period.Compare(best.Period) > 0 || obs.Period.Equal(best.Period) && obs.Known.Compare(best.Known) > 0 {
			best = &obs
		}
	}
	switch {
	case best == nil || best.Value.IsZero():
		return standing{state: "not-reported"}
	case t.Withheld != "" || t.Shape == indicators.DirectionShape:
		return standing{state: "withheld"}
	}
	v, b := rat(best.Value), rat(t.Baseline.Value)
	last := t.Revisions[0].Points[len(t.Revisions[0].Points)-1]
	target := rat(last.Value)
	if t.Shape == indicators.LimitShape {
		kept := v.Cmp(target) <= 0
		if ind.Direction == indicators.Up {
			kept = v.Cmp(target) >= 0
		}
		if kept {
			return standing{state: "scored", score: one}
		}
		return standing{state: "scored", score: new(big.Rat)}
	}
	return standing{state: "scored", score: round12(new(big.Rat).Quo(v.Sub(v, b), target.Sub(target, b)))}
}

// bounded is the score as it enters the roll-up.
func bounded(s *big.Rat, rule evaluation.Rule) *big.Rat {
	if lower := rat(rule.Bounds[0]); lower != nil && s.Cmp(round12(lower)) < 0 {
		return round12(lower)
	}
	if upper := rat(rule.Bounds[1]); upper != nil && s.Cmp(round12(upper)) > 0 {
		return round12(upper)
	}
	return s
}

func (o *oracle) rule(g *goals.Goal) evaluation.Rule {
	rule := evaluation.Rule{
		Aggregator: evaluation.Mean, Weights: evaluation.Explicit,
		Bounds: []zielkette.Number{zielkette.Int(0), zielkette.Int(1)},
	}
	for _, r := range []evaluation.Rule{o.rules.Default, o.rules.Levels[g.Level], o.rules.Goals[g.ID]} {
		if r.Aggregator != "" {
			rule.Aggregator = r.Aggregator
		}
		if r.Weights != "" {
			rule.Weights = r.Weights
		}
		if r.Bounds != nil {
			rule.Bounds = r.Bounds
		}
		if !r.MinCoverage.IsZero() {
			rule.MinCoverage = r.MinCoverage
		}
	}
	return rule
}

type poolPart struct {
	weight, score, coverage *big.Rat
	low, high               *big.Rat
	state                   string
}

// ends are what the parts come to where everything unknown is missed, and where it is
// met.
func ends(rule evaluation.Rule, pool []poolPart, own [2]*big.Rat) (low, high *big.Rat) {
	end := func(own *big.Rat, of func(poolPart) *big.Rat) *big.Rat {
		var parts []poolPart
		all, open := new(big.Rat), false
		for _, p := range pool {
			if p.state == "not-applicable" || p.weight.Sign() == 0 {
				continue
			}
			p.score = of(p)
			open = open || p.score == nil
			parts = append(parts, p)
			all.Add(all, p.weight)
		}
		switch {
		case open:
			return nil
		case len(parts) == 0:
			return own
		}
		score, _ := aggregate(rule.Aggregator, parts, all)
		if score == nil {
			return nil
		}
		return round12(score)
	}
	return end(own[0], func(p poolPart) *big.Rat { return p.low }), end(own[1], func(p poolPart) *big.Rat { return p.high })
}

func (o *oracle) goal(g *goals.Goal) (s standing) {
	defer func() { o.goals[g.ID] = s }()
	rule := o.rule(g)
	var pool []poolPart
	var own [2]*big.Rat
	for i, b := range rule.Bounds {
		if b := rat(b); b != nil {
			own[i] = round12(b)
		}
	}
	defer func() {
		if s.state != "not-applicable" {
			s.low, s.high = ends(rule, pool, own)
		}
	}()
	add := func(weight zielkette.Number, s standing, coverage *big.Rat) {
		w := rat(weight)
		if w == nil || rule.Weights == evaluation.Equal {
			w = one
		}
		pool = append(pool, poolPart{w, s.score, coverage, s.low, s.high, s.state})
	}
	for _, link := range g.Indicators {
		s := o.indicator(link)
		if s.state == "scored" {
			s.score = bounded(s.score, rule)
			s.low, s.high = s.score, s.score
		} else {
			s.low, s.high = own[0], own[1]
		}
		add(link.Weight, s, one)
	}
	for i := range g.Goals {
		s := o.goal(&g.Goals[i])
		add(g.Goals[i].Weight, s, s.coverage)
	}
	switch {
	case g.NotApplicable != "":
		return standing{state: "not-applicable"}
	case len(pool) == 0:
		return standing{state: "unmeasured"}
	}
	pool = slices.DeleteFunc(pool, func(p poolPart) bool { return p.state == "not-applicable" })
	if len(pool) == 0 {
		return standing{state: "not-applicable"}
	}
	weightAll, weightScored, covered := new(big.Rat), new(big.Rat), new(big.Rat)
	states := map[string]bool{}
	var scored []poolPart
	for _, p := range pool {
		weightAll.Add(weightAll, p.weight)
		if p.weight.Sign() == 0 {
			continue
		}
		states[p.state] = true
		if p.state == "scored" {
			scored = append(scored, p)
			weightScored.Add(weightScored, p.weight)
			covered.Add(covered, new(big.Rat).Mul(p.weight, p.coverage))
		}
	}
	if weightAll.Sign() > 0 {
		s.coverage = round12(covered.Quo(covered, weightAll))
	}
	if len(scored) == 0 {
		for _, state := range []string{"not-reported", "insufficient", "withheld", "unmeasured"} {
			if states[state] || state == "unmeasured" {
				s.state = state
				return s
			}
		}
	}
	if least := rat(rule.MinCoverage); least != nil && s.coverage.Cmp(least) < 0 {
		s.state = "insufficient"
		return s
	}
	score, contributions := aggregate(rule.Aggregator, scored, weightScored)
	if score == nil {
		s.state = "withheld"
		return s
	}
	s.state, s.score, s.contributions = "scored", round12(score), contributions
	return s
}

// aggregate returns the exact score and contributions; the geometric mean is
// checked elsewhere, against twice the precision.
func aggregate(a evaluation.Aggregator, scored []poolPart, all *big.Rat) (score *big.Rat, contributions []*big.Rat) {
	sorted := slices.Clone(scored)
	slices.SortStableFunc(sorted, func(a, b poolPart) int { return a.score.Cmp(b.score) })
	deciding := func(values ...*big.Rat) {
		n := 0
		is := func(p poolPart) bool {
			return slices.ContainsFunc(values, func(v *big.Rat) bool { return v.Cmp(p.score) == 0 })
		}
		for _, p := range scored {
			if is(p) {
				n++
			}
		}
		for _, p := range scored {
			c := new(big.Rat)
			if is(p) {
				c.Quo(round12(score), big.NewRat(int64(n), 1))
			}
			contributions = append(contributions, c)
		}
	}
	switch a {
	case evaluation.Mean:
		score = new(big.Rat)
		for _, p := range scored {
			c := new(big.Rat).Mul(p.weight, p.score)
			c.Quo(c, all)
			contributions = append(contributions, c)
			score.Add(score, c)
		}
	case evaluation.Harmonic:
		switch sorted[0].score.Sign() {
		case -1:
			return nil, nil
		case 0:
			score = new(big.Rat)
			for range scored {
				contributions = append(contributions, new(big.Rat))
			}
			return score, contributions
		}
		sum := new(big.Rat)
		for _, p := range scored {
			sum.Add(sum, new(big.Rat).Quo(p.weight, p.score))
		}
		score = new(big.Rat).Quo(all, sum)
		for _, p := range scored {
			c := new(big.Rat).Quo(p.weight, all)
			c.Mul(c, score).Mul(c, score)
			contributions = append(contributions, c.Quo(c, p.score))
		}
	case evaluation.Minimum:
		score = sorted[0].score
		deciding(score)
	case evaluation.Median:
		half, reached := new(big.Rat).Quo(all, big.NewRat(2, 1)), new(big.Rat)
		for i, p := range sorted {
			reached.Add(reached, p.weight)
			if c := reached.Cmp(half); c > 0 {
				score = p.score
				deciding(score)
				break
			} else if c == 0 {
				score = new(big.Rat).Add(p.score, sorted[i+1].score)
				score.Quo(score, big.NewRat(2, 1))
				deciding(p.score, sorted[i+1].score)
				break
			}
		}
	}
	return score, contributions
}

// forest makes random strategies with everything that belongs to them.
type forest struct {
	*rand.Rand
	strategy   goals.Strategy
	catalogue  indicators.Catalogue
	record     []indicators.Observation
	rules      evaluation.Rules
	nodes, max int
	hostile    bool // decimals of up to 18 digits on either side
}

// number returns a decimal; hostile ones have up to 18 digits on either side of
// the point, and ties and trailing nines are more likely than chance has it.
func (f *forest) number() zielkette.Number {
	if !f.hostile {
		n, _ := zielkette.NewNumber(f.Int64N(20_001)-10_000, f.IntN(4))
		return n
	}
	digits := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "0123456789059"[f.IntN(13)]
		}
		return string(b)
	}
	text := digits(1 + f.IntN(18))
	if places := f.IntN(19); places > 0 {
		text += "." + digits(places)
	}
	if f.IntN(3) == 0 {
		text = "-" + text
	}
	return zielkette.MustParseNumber(text)
}

func (f *forest) weight() zielkette.Number {
	switch f.IntN(8) {
	case 0:
		return zielkette.Number{}
	case 1:
		return zielkette.Int(0)
	case 2:
		return zielkette.MustParseNumber("0.000000001")
	case 3:
		return zielkette.MustParseNumber("1000000000")
	case 4:
		n, _ := zielkette.NewNumber(f.Int64N(1_000_000_000_000_000_000), 9)
		return n
	}
	n, _ := zielkette.NewNumber(1+f.Int64N(100), f.IntN(2))
	return n
}

// link makes an indicator with one target and what is on record of it.
func (f *forest) link() goals.Link {
	id := fmt.Sprintf("i%d", len(f.catalogue.Indicators))
	ind := indicators.Indicator{ID: id, Title: id}
	target := indicators.Target{Shape: indicators.ReachShape}
	period := zielkette.MustParsePeriod
	point := func() zielkette.Number {
		for {
			if n := f.number(); !n.Equal(target.Baseline.Value) {
				return n
			}
		}
	}
	switch f.IntN(10) {
	case 0:
		ind.Direction, target.Shape = indicators.Up, indicators.DirectionShape
	case 1:
		target.Shape = indicators.MilestonesShape
		for i := range 1 + f.IntN(4) {
			m := zielkette.Milestone{Title: "m", Weight: f.weight()}
			if i == 0 {
				m.Weight = zielkette.Int(3)
			}
			if f.IntN(2) == 0 {
				m.Done = zielkette.MustParseDate([]string{"2019", "2020-06-30", "2021", "2020-spring"}[f.IntN(4)])
			}
			target.Milestones = append(target.Milestones, m)
		}
	case 2:
		ind.Direction, target.Shape = []indicators.Direction{indicators.Up, indicators.Down}[f.IntN(2)], indicators.LimitShape
		target.Revisions = []indicators.Revision{{Points: []indicators.Point{{Value: f.number()}}}}
	default:
		target.Baseline = indicators.Baseline{Period: period("2010"), Value: f.number()}
		target.Revisions = []indicators.Revision{{Points: []indicators.Point{{Period: period("2030"), Value: point()}}}}
		if f.IntN(8) == 0 {
			target.Withheld = "withheld"
		}
	}
	ind.Targets = []indicators.Target{target}
	f.catalogue.Indicators = append(f.catalogue.Indicators, ind)
	for year := 2018; year < 2022; year++ {
		if f.IntN(3) > 0 {
			continue
		}
		p, _ := zielkette.NewYear(year)
		o := indicators.Observation{Indicator: id, Period: p, Value: f.number(), Known: zielkette.MustParseDate("2022")}
		if f.IntN(6) == 0 {
			o.Value, o.Status = zielkette.Number{}, indicators.Missing
		}
		f.record = append(f.record, o)
		if f.IntN(4) == 0 { // restated
			o.Value, o.Status, o.Known = f.number(), indicators.Normal, zielkette.MustParseDate("2023")
			f.record = append(f.record, o)
		}
	}
	link := goals.Link{ID: id, Weight: f.weight()}
	if f.IntN(10) == 0 {
		link.NotApplicable = "does not apply"
	}
	return link
}

func (f *forest) goal(depth int) goals.Goal {
	id := fmt.Sprintf("g%d", f.nodes)
	f.nodes++
	g := goals.Goal{ID: id, Title: id, Level: f.strategy.Levels[depth], Weight: f.weight()}
	if f.IntN(25) == 0 {
		g.NotApplicable = "does not apply"
	}
	if f.IntN(15) == 0 {
		f.rules.Goals[id] = f.rule()
	}
	fan := f.IntN(13)
	for range fan {
		if f.nodes >= f.max {
			break
		}
		if depth+1 < len(f.strategy.Levels) && f.IntN(3) == 0 {
			g.Goals = append(g.Goals, f.goal(depth+1))
		} else {
			f.nodes++
			g.Indicators = append(g.Indicators, f.link())
		}
	}
	f.mend(&g)
	return g
}

// mend gives a pool of zero weights one that is above 0.
func (f *forest) mend(g *goals.Goal) {
	for i := range g.Indicators {
		if w := g.Indicators[i].Weight; w.IsZero() || w.Sign() > 0 {
			return
		}
	}
	for i := range g.Goals {
		if w := g.Goals[i].Weight; w.IsZero() || w.Sign() > 0 {
			return
		}
	}
	if len(g.Indicators) > 0 {
		g.Indicators[0].Weight = zielkette.Int(1)
	} else if len(g.Goals) > 0 {
		g.Goals[0].Weight = zielkette.Int(1)
	}
}

func (f *forest) rule() (r evaluation.Rule) {
	if f.IntN(2) == 0 {
		r.Aggregator = []evaluation.Aggregator{evaluation.Mean, evaluation.Harmonic, evaluation.Minimum, evaluation.Median}[f.IntN(4)]
	}
	if f.IntN(4) == 0 {
		r.MinCoverage = zielkette.MustParseNumber([]string{"0.25", "0.5", "0.333333333333", "1"}[f.IntN(4)])
	}
	if f.IntN(4) == 0 {
		r.Weights = []evaluation.Weighting{evaluation.Explicit, evaluation.Equal}[f.IntN(2)]
	}
	if f.IntN(4) == 0 {
		r.Bounds = [][]zielkette.Number{{{}, {}}, {zielkette.Int(-1), {}}, {{}, zielkette.Int(2)}, {zielkette.Int(0), zielkette.Int(1)}}[f.IntN(4)]
	}
	return r
}

func grow(seed uint64) *forest {
	f := &forest{Rand: rand.New(rand.NewPCG(seed, 1))}
	f.strategy = goals.Strategy{ID: "random", Title: "random"}
	for i := range 2 + f.IntN(7) {
		f.strategy.Levels = append(f.strategy.Levels, fmt.Sprintf("level %d", i))
	}
	f.hostile = f.IntN(2) == 0
	f.max = 1 + f.IntN(60)
	if seed%50 == 0 {
		f.max = 1 + f.IntN(2000)
	}
	f.rules = evaluation.Rules{Default: f.rule(), Goals: map[string]evaluation.Rule{}}
	for f.nodes < f.max {
		root := f.goal(0)
		root.Weight = zielkette.Number{}
		f.strategy.Goals = append(f.strategy.Goals, root)
	}
	f.themes()
	return f
}

// themes adds up to two themes, with indicators of their own and some that goals have, too.
func (f *forest) themes() {
	taken := f.catalogue.Indicators
	for i := range f.IntN(3) {
		g := goals.Goal{}
		for range f.IntN(4) {
			if link := f.link(); f.IntN(3) > 0 || len(taken) == 0 {
				g.Indicators = append(g.Indicators, link)
			}
		}
		if len(taken) > 0 && f.IntN(2) == 0 {
			g.Indicators = append(g.Indicators, goals.Link{ID: taken[f.IntN(len(taken))].ID, Weight: f.weight()})
		}
		f.mend(&g)
		f.strategy.Themes = append(f.strategy.Themes, goals.Theme{ID: fmt.Sprintf("t%d", i), Kind: "theme", Title: "theme", Indicators: g.Indicators})
	}
}

func (f *forest) evaluate(t testing.TB, options evaluation.Options) *evaluation.Result {
	t.Helper()
	record, err := indicators.NewRecord(f.record...)
	if err != nil {
		t.Fatal(err)
	}
	model, err := evaluation.City{Strategy: f.strategy, Catalogue: f.catalogue, Rules: f.rules}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, options)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func (f *forest) oracle(options evaluation.Options) *oracle {
	o := &oracle{
		set: map[string]indicators.Indicator{}, record: map[string][]indicators.Observation{},
		rules: f.rules, options: options, goals: map[string]standing{},
	}
	for _, ind := range f.catalogue.Indicators {
		o.set[ind.ID] = ind
	}
	for _, obs := range f.record {
		o.record[obs.Indicator] = append(o.record[obs.Indicator], obs)
	}
	for i := range f.strategy.Goals {
		o.goal(&f.strategy.Goals[i])
	}
	for _, t := range f.strategy.Themes { // a pool of its own, by the default rule
		o.goal(&goals.Goal{ID: t.ID, Indicators: t.Indicators})
	}
	return o
}

func same(value decimal.Decimal, ok bool, want *big.Rat) bool {
	return ok == (want != nil) && (!ok || value.Rat().Cmp(want) == 0)
}

func sameFigure(f zielkette.Figure, want *big.Rat) bool {
	value, ok := f.Decimal()
	return same(value, ok, want)
}

// scores are those of the goals, then those of the themes.
func scores(result *evaluation.Result) iter.Seq2[string, evaluation.Score] {
	return func(yield func(string, evaluation.Score) bool) {
		for goal, score := range result.Goals() {
			if !yield(goal.ID(), score) {
				return
			}
		}
		for theme, score := range result.Themes() {
			if !yield(theme.ID, score) {
				return
			}
		}
	}
}

// TestRandomTrees holds every node of random trees, and every theme, against the oracle: state,
// score, coverage, range, and contributions that sum to the score and lie within one
// last digit of the exact ones.
func TestRandomTrees(t *testing.T) {
	options := evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")}
	trees, nodes, states := testkit.Cases(10_000), 0, map[string]int{}
	digit := big.NewRat(1, 1_000_000_000_000)
	for seed := range uint64(trees) {
		f := grow(seed)
		o := f.oracle(options)
		nodes += f.nodes
		for id, score := range scores(f.evaluate(t, options)) {
			want := o.goals[id]
			states[want.state]++
			value, ok := score.Attainment().Decimal()
			if !same(value, ok, want.score) || score.State().String() != want.state {
				t.Fatalf("tree %d, goal %s: %v %v %v, want %v %v", seed, id, score.State(), value, ok, want.state, want.score)
			}
			if coverage, ok := score.Coverage().Decimal(); !same(coverage, ok, want.coverage) {
				t.Fatalf("tree %d, goal %s: coverage %v %v, want %v", seed, id, coverage, ok, want.coverage)
			}
			low, high := score.Range().Low, score.Range().High
			if !sameFigure(low, want.low) || !sameFigure(high, want.high) {
				t.Fatalf("tree %d, goal %s: range %v to %v, want %v to %v", seed, id, low, high, want.low, want.high)
			}
			sum, shares, k := new(big.Rat), new(big.Rat), 0
			for p := range score.Parts() {
				c, ok := p.Contribution.Decimal()
				if !ok {
					continue
				}
				share, _ := p.Share.Decimal()
				shares.Add(shares, share.Rat())
				sum.Add(sum, c.Rat())
				if p.Weight.Sign() == 0 {
					if c.Sign() != 0 {
						t.Fatalf("tree %d, goal %s: part without weight contributes %s", seed, id, c)
					}
					continue
				}
				off := new(big.Rat).Sub(c.Rat(), want.contributions[k])
				if off.Abs(off).Cmp(digit) > 0 {
					t.Fatalf("tree %d, goal %s: contribution %s, exactly %s", seed, id, c, want.contributions[k].FloatString(20))
				}
				k++
			}
			if want.score != nil && (sum.Cmp(want.score) != 0 || shares.Cmp(one) != 0) {
				t.Fatalf("tree %d, goal %s: contributions sum to %s, the score is %s", seed, id, sum.FloatString(13), want.score.FloatString(12))
			}
		}
	}
	for _, state := range []string{"scored", "not-reported", "not-applicable", "withheld", "insufficient", "unmeasured"} {
		if states[state] == 0 {
			t.Errorf("no goal of the state %s among the random trees", state)
		}
	}
	t.Logf("%d trees, %d nodes, goals by state: %v", trees, nodes, states)
}
