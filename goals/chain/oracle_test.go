package chain_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

func num(text string) zielkette.Number { return zielkette.MustParseNumber(text) }

func date(text string) zielkette.Date { return zielkette.MustParseDate(text) }

// shape bounds a random strategy.
type shape struct {
	measures, results, goals, effects int
	places                            int // digits of a strength
	deep                              int // how many links a path has at most; 0 is any
	lags                              bool
}

// random returns a sound strategy: a contribution leads from a lower number to a
// higher one, and the strengths into a receiver are at most 1.
func random(r *rand.Rand, s shape) goals.Strategy {
	out := goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"A", "B", "C"}, Vocabulary: goals.VocabularyPHINEO}
	n := s.measures + s.results + s.goals
	ids := make([]string, 0, n)
	for i := range s.measures {
		ids = append(ids, fmt.Sprint("m", i))
	}
	for i := range s.results {
		id := fmt.Sprint("r", i)
		ids = append(ids, id)
		stage := []string{"Output", "Outcome", "Impact"}[i*3/s.results]
		out.Results = append(out.Results, goals.Result{ID: id, Stage: stage, Title: id})
	}
	goalIDs := tree(r, &out, s.goals)
	ids = append(ids, goalIDs...)
	one := int64(1)
	for range s.places {
		one *= 10
	}
	left := make([]int64, n) // of the strength into a node
	depth := make([]int, n)
	for i := range left {
		left[i] = one
	}
	type pair struct{ from, to int }
	seen := map[pair]bool{}
	for range s.effects {
		from := r.IntN(n - 1)
		to := max(s.measures, from+1)
		to += r.IntN(n - to)
		if seen[pair{from, to}] || from >= to {
			continue
		}
		seen[pair{from, to}] = true
		e := goals.Effect{From: ids[from], To: ids[to], Sign: goals.Plus, Evidence: goals.Expert}
		if r.IntN(4) == 0 {
			e.Sign = goals.Minus
		}
		if s.lags {
			e.Lag, _ = zielkette.NewSpan(r.IntN(30))
		}
		if r.IntN(10) > 0 && (s.deep == 0 || depth[from] < s.deep) {
			part := r.Int64N(left[to]/2 + 1)
			if r.IntN(20) == 0 {
				part = left[to]
			}
			left[to] -= part
			e.Strength, _ = zielkette.NewNumber(part, s.places)
			depth[to] = max(depth[to], depth[from]+1)
			if s.deep > 0 && depth[to] > s.deep {
				continue
			}
		}
		out.Effects = append(out.Effects, e)
	}
	if s.deep > 0 { // links are not made in order, so bound the depth once more
		out.Effects = bounded(out.Effects, ids, s.deep)
	}
	for i := range s.measures {
		m := goals.Measure{ID: ids[i], Title: ids[i]}
		if r.IntN(5) > 0 {
			for range r.IntN(5) {
				id := goalIDs[r.IntN(len(goalIDs))]
				if !slices.ContainsFunc(m.Serves, func(s goals.Share) bool { return s.Goal == id }) {
					m.Serves = append(m.Serves, goals.Share{Goal: id})
				}
			}
		}
		divide(r, m.Serves)
		for k := range r.IntN(4) {
			line := goals.BudgetLine{Product: fmt.Sprint("1.", r.IntN(3)), Year: 2020 + k}
			if r.IntN(4) > 0 {
				line.Actual, _ = zielkette.NewNumber(r.Int64N(2_000_000_000)-500_000_000, 2)
			}
			if r.IntN(4) > 0 || line.Actual.IsZero() {
				line.Planned, _ = zielkette.NewNumber(r.Int64N(1_000_000_000), r.IntN(3))
			}
			m.Budget = append(m.Budget, line)
		}
		if s.lags {
			m.End = date(fmt.Sprint(2015 + r.IntN(10)))
			for k := range r.IntN(4) {
				ms := zielkette.Milestone{Title: fmt.Sprint(k), Due: date(fmt.Sprintf("%d-%02d-28", 2015+r.IntN(10), 1+r.IntN(12)))}
				if r.IntN(2) == 0 {
					ms.Weight = num(fmt.Sprint(1 + r.IntN(5)))
				}
				m.Milestones = append(m.Milestones, ms)
			}
		}
		out.Measures = append(out.Measures, m)
	}
	return out
}

// bounded leaves out effects that would make a path longer than deep.
func bounded(effects []goals.Effect, ids []string, deep int) []goals.Effect {
	depth := map[string]int{}
	slices.SortStableFunc(effects, func(a, b goals.Effect) int { return slices.Index(ids, a.From) - slices.Index(ids, b.From) })
	var out []goals.Effect
	for _, e := range effects {
		if depth[e.From] < deep {
			depth[e.To] = max(depth[e.To], depth[e.From]+1)
			out = append(out, e)
		}
	}
	return out
}

// tree adds goals on three levels and returns their ids in pre-order.
func tree(r *rand.Rand, out *goals.Strategy, n int) []string {
	var ids []string
	for len(ids) < n {
		next := func(level string) goals.Goal {
			id := fmt.Sprint("z", len(ids))
			ids = append(ids, id)
			return goals.Goal{ID: id, Level: level, Title: id}
		}
		a := next("A")
		for range r.IntN(4) {
			if len(ids) == n {
				break
			}
			b := next("B")
			for range r.IntN(4) {
				if len(ids) == n {
					break
				}
				b.Goals = append(b.Goals, next("C"))
			}
			a.Goals = append(a.Goals, b)
		}
		out.Goals = append(out.Goals, a)
	}
	return ids
}

// divide gives shares that are 1 together, or none.
func divide(r *rand.Rand, serves []goals.Share) {
	if len(serves) == 0 || r.IntN(2) == 0 {
		return
	}
	left := int64(1_000_000)
	for i := range serves {
		part := left
		if more := int64(len(serves) - 1 - i); more > 0 {
			part = 1 + r.Int64N(left-more)
		}
		left -= part
		serves[i].Share, _ = zielkette.NewNumber(part, 6)
	}
}

func compile(t testing.TB, s goals.Strategy) *chain.Chain {
	t.Helper()
	p, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return chain.New(p)
}

// enumerate sums the products along all paths from a node, exactly: the oracle.
// It tells for every node reached over links with strengths alone.
func enumerate(s goals.Strategy, from string) map[string]*big.Rat {
	next := map[string][]goals.Effect{}
	for _, e := range s.Effects {
		next[e.From] = append(next[e.From], e)
	}
	sums := map[string]*big.Rat{}
	var walk func(id string, product *big.Rat)
	walk = func(id string, product *big.Rat) {
		for _, e := range next[id] {
			strength, ok := e.Strength.Rat()
			if !ok {
				continue
			}
			if e.Sign == goals.Minus {
				strength.Neg(strength)
			}
			strength.Mul(strength, product)
			if sums[e.To] == nil {
				sums[e.To] = new(big.Rat)
			}
			sums[e.To].Add(sums[e.To], strength)
			walk(e.To, strength)
		}
	}
	walk(from, big.NewRat(1, 1))
	return sums
}

// TestPathEnumeration holds contributions against the sum over all paths: exactly
// where the product of a path fits the 12 places, and as closely as one rounding
// per node allows where it does not.
func TestPathEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	compared := 0
	for i := range testkit.Cases(3000) {
		exact := i%2 == 0
		sh := shape{measures: 1 + r.IntN(4), results: 1 + r.IntN(6), goals: 1 + r.IntN(6), effects: r.IntN(40), places: 2, deep: 6}
		if !exact {
			sh.places, sh.deep = 1+r.IntN(18), 0
		}
		s := random(r, sh)
		c := compile(t, s)
		check := func(name string, got chain.Contribution, want *big.Rat) {
			t.Helper()
			value, ok := got.Value().Rat()
			if ok != (want != nil) {
				t.Fatalf("%s: known %v, oracle %v", name, ok, want)
			}
			if !ok {
				return
			}
			compared++
			off := new(big.Rat).Sub(value, want)
			if exact && off.Sign() != 0 {
				t.Fatalf("%s: %s, want %s", name, value, want.FloatString(14))
			}
			if bound := big.NewRat(int64(chain.Len(c)), 2_000_000_000_000); off.Abs(off).Cmp(bound) > 0 {
				t.Fatalf("%s: %s is off %s by more than a rounding per node", name, value, want.FloatString(20))
			}
		}
		sums := map[string]map[string]*big.Rat{}
		for _, m := range s.Measures {
			sums[m.ID] = enumerate(s, m.ID)
			down, err := c.From(m.ID, chain.View{})
			if err != nil {
				t.Fatal(err)
			}
			listed := map[string]bool{}
			for _, got := range down.List {
				listed[got.Node().ID] = true
				check("from "+m.ID+" to "+got.Node().ID, got, sums[m.ID][got.Node().ID])
			}
			for id := range sums[m.ID] {
				if !listed[id] {
					t.Fatalf("from %s: %s is not listed", m.ID, id)
				}
			}
		}
		for g := range c.Plan().Goals() {
			up, err := c.To(g.ID(), chain.View{})
			if err != nil {
				t.Fatal(err)
			}
			for _, got := range up.List {
				check("to "+g.ID()+" from "+got.Node().ID, got, sums[got.Node().ID][g.ID()])
			}
		}
	}
	if compared < testkit.Cases(10_000) {
		t.Fatalf("only %d figures compared", compared)
	}
}

// TestNodeRounding recomputes every node from the rounded figures of those before
// it, as a reader with a pocket calculator would.
func TestNodeRounding(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 5))
	for range testkit.Cases(500) {
		s := random(r, shape{measures: 3, results: 8, goals: 8, effects: 60, places: 12})
		c := compile(t, s)
		for _, m := range s.Measures {
			down, err := c.From(m.ID, chain.View{})
			if err != nil {
				t.Fatal(err)
			}
			printed := map[string]*big.Rat{m.ID: big.NewRat(1, 1)}
			for _, got := range down.List {
				if value, ok := got.Value().Rat(); ok {
					printed[got.Node().ID] = value
				}
			}
			for _, got := range down.List {
				value, ok := got.Value().Rat()
				if !ok {
					continue
				}
				sum := new(big.Rat)
				for _, e := range s.Effects {
					strength, ok := e.Strength.Rat()
					if e.To != got.Node().ID || !ok || printed[e.From] == nil {
						continue
					}
					if e.Sign == goals.Minus {
						strength.Neg(strength)
					}
					sum.Add(sum, strength.Mul(strength, printed[e.From]))
				}
				want := apportion.Sum([]*big.Rat{sum}, nil, 12)[0]
				if value.Cmp(want.Rat()) != 0 {
					t.Fatalf("%s at %s: %s, recomputed %s", m.ID, got.Node().ID, value, want)
				}
			}
		}
	}
}

// TestLags holds contributions at a date against all paths, each measure's steps
// moved by the lags of the path, one by one.
func TestLags(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	compared := 0
	for range 400 {
		s := random(r, shape{measures: 2, results: 4, goals: 4, effects: 30, places: 1, deep: 6, lags: true})
		c := compile(t, s)
		on := date(fmt.Sprintf("%d-%02d-%02d", 2014+r.IntN(15), 1+r.IntN(12), 1+r.IntN(28)))
		for _, m := range s.Measures {
			all, err := c.From(m.ID, chain.View{On: on})
			if err != nil {
				t.Fatal(err)
			}
			for _, got := range all.List {
				value, ok := got.Value().Rat()
				if !ok {
					continue
				}
				paths, err := c.Paths(m.ID, got.Node().ID, 1<<20)
				if err != nil || paths.Cut() {
					t.Fatal(paths.Total, err)
				}
				want := new(big.Rat)
				for _, p := range paths.List {
					strength, ok := p.Strength.Rat()
					if !ok {
						continue
					}
					want.Add(want, new(big.Rat).Mul(strength, stepsDone(m, on, p.Lag)))
				}
				compared++
				if rounded := apportion.Sum([]*big.Rat{want}, nil, 12)[0]; value.Cmp(rounded.Rat()) != 0 {
					t.Fatalf("%s to %s at %s: %s, want %s", m.ID, got.Node().ID, on, value, rounded)
				}
			}
		}
		// The parts of a goal come to its total.
		for g := range c.Plan().Goals() {
			up, err := c.To(g.ID(), chain.View{On: on})
			if err != nil {
				t.Fatal(err)
			}
			sum := new(big.Rat)
			for _, e := range up.List {
				if value, ok := e.Value().Rat(); ok {
					sum.Add(sum, value)
				}
			}
			if total, ok := up.Total().Rat(); ok && total.Cmp(sum) != 0 {
				t.Fatalf("total %s of %s is not the sum %s", total, g.ID(), sum)
			}
		}
	}
	if compared < 1000 {
		t.Fatalf("only %d figures compared", compared)
	}
}

func stepsDone(m goals.Measure, on zielkette.Date, lag int) *big.Rat {
	if len(m.Milestones) == 0 {
		if m.End.AddMonths(lag).By(on) {
			return big.NewRat(1, 1)
		}
		return new(big.Rat)
	}
	done, all := new(big.Rat), new(big.Rat)
	for _, ms := range m.Milestones {
		weight, ok := ms.Weight.Rat()
		if !ok {
			weight = big.NewRat(1, 1)
		}
		all.Add(all, weight)
		if ms.Due.AddMonths(lag).By(on) {
			done.Add(done, weight)
		}
	}
	return done.Quo(done, all)
}

// TestMoneyPreserved splits the budgets of random strategies: every part is the
// largest-remainder share of its line, and every total the sum of its parts.
func TestMoneyPreserved(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 5))
	for range testkit.Cases(500) {
		s := random(r, shape{measures: 12, results: 1, goals: 12, effects: 5, places: 2})
		checkMoney(t, s, true)
	}
}

func TestMoneyPreservedLarge(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	n := testkit.Cases(20_000)
	s := random(r, shape{measures: 3 * n, results: n, goals: n, effects: 0, places: 6})
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprint("z", i)
	}
	for i := range s.Measures { // five ticks each, 300,000 links in the full test
		m := &s.Measures[i]
		m.Serves = nil
		for k := range 5 {
			m.Serves = append(m.Serves, goals.Share{Goal: ids[r.IntN(n/5)+n/5*k]})
		}
		divide(r, m.Serves)
	}
	checkMoney(t, s, false)
}

func checkMoney(t *testing.T, s goals.Strategy, parts bool) {
	t.Helper()
	c := compile(t, s)
	money := c.Money()
	planned, actual := new(big.Rat), new(big.Rat)
	add := func(to *big.Rat, sum zielkette.Figure) {
		if value, ok := sum.Rat(); ok {
			to.Add(to, value)
		}
	}
	add(planned, money.Unserved().Planned)
	add(actual, money.Unserved().Actual)
	for _, root := range s.Goals {
		a, ok := money.Goal(root.ID)
		if !ok {
			t.Fatal(root.ID)
		}
		add(planned, a.Planned)
		add(actual, a.Actual)
	}
	wantPlanned, wantActual := new(big.Rat), new(big.Rat)
	for _, m := range s.Measures {
		for _, line := range m.Budget {
			if n, ok := line.Planned.Rat(); ok {
				wantPlanned.Add(wantPlanned, n)
			}
			if n, ok := line.Actual.Rat(); ok {
				wantActual.Add(wantActual, n)
			}
		}
	}
	if planned.Cmp(wantPlanned) != 0 || actual.Cmp(wantActual) != 0 {
		t.Fatalf("totals %s, %s, want %s, %s", planned.FloatString(2), actual.FloatString(2), wantPlanned.FloatString(2), wantActual.FloatString(2))
	}
	all := money.All()
	if value, ok := all.Planned.Rat(); ok && value.Cmp(wantPlanned) != 0 || all.Measures != len(s.Measures) {
		t.Fatalf("all measures: %v", all)
	}
	if !parts {
		return
	}
	for g := range c.Plan().Goals() {
		total, _ := money.Goal(g.ID())
		own, _ := money.Own(g.ID())
		sum := new(big.Rat)
		add(sum, own.Planned)
		for child := range g.Children() {
			a, _ := money.Goal(child.ID())
			add(sum, a.Planned)
		}
		same := func(what string, got *big.Rat) {
			t.Helper()
			if want := new(big.Rat); true {
				add(want, total.Planned)
				if got.Cmp(want) != 0 {
					t.Fatalf("%s of %s: %s, want %s", what, g.ID(), got, want)
				}
			}
		}
		same("own and children", sum)
		sum = new(big.Rat)
		measures := map[string]bool{}
		for _, p := range money.Parts(g.ID()) {
			add(sum, p.Planned)
			measures[p.Measure.ID] = true
		}
		same("parts", sum)
		sum = new(big.Rat)
		missing := 0
		for _, y := range money.Years(g.ID()) {
			add(sum, y.Planned)
			missing += y.ActualMissing
		}
		same("years", sum)
		if missing != total.ActualMissing {
			t.Fatalf("missing by year %d, want %d", missing, total.ActualMissing)
		}
		sum = new(big.Rat)
		for _, y := range money.Products(g.ID()) {
			add(sum, y.Planned)
		}
		same("products", sum)
	}
	for _, m := range s.Measures {
		if len(m.Serves) == 0 {
			continue
		}
		for _, line := range m.Budget {
			amount, ok := line.Actual.Rat()
			if !ok {
				continue
			}
			var exact []*big.Rat
			var ids []string
			for _, share := range m.Serves {
				part, ok := share.Share.Rat()
				if !ok {
					part = big.NewRat(1, int64(len(m.Serves)))
				}
				exact, ids = append(exact, part.Mul(part, amount)), append(ids, share.Goal)
			}
			want := apportion.Sum(exact, ids, 2)
			for k, share := range m.Serves {
				for _, p := range money.Parts(share.Goal) {
					if p.Measure.ID == m.ID && p.Goal.ID == share.Goal && p.Product == line.Product && p.Year == line.Year {
						if got, _ := p.Actual.Decimal(); !got.Equal(want[k]) {
							t.Fatalf("%s for %s: %s, want %s", m.ID, share.Goal, got, want[k])
						}
					}
				}
			}
		}
	}
}

// TestMoneyOfGoals holds the money of every goal, planned and actual, against plain
// sums over the document: what is meant for the goal itself, what lies beneath, and
// how many amounts of the measures behind it are not stated.
func TestMoneyOfGoals(t *testing.T) {
	type behind struct {
		sum             *big.Rat
		stated, missing int
	}
	sides := []struct {
		name   string
		amount func(goals.BudgetLine) zielkette.Number
		sum    func(chain.Amount) (zielkette.Figure, int)
	}{
		{"planned", func(l goals.BudgetLine) zielkette.Number { return l.Planned }, func(a chain.Amount) (zielkette.Figure, int) { return a.Planned, a.PlannedMissing }},
		{"actual", func(l goals.BudgetLine) zielkette.Number { return l.Actual }, func(a chain.Amount) (zielkette.Figure, int) { return a.Actual, a.ActualMissing }},
	}
	r := rand.New(rand.NewPCG(11, 5))
	for i := range 150 {
		s := random(r, shape{measures: 6, goals: 8})
		c := compile(t, s)
		money := c.Money()
		for _, side := range sides {
			parts := map[string]*big.Rat{} // of a goal itself
			sumOf := func(ids map[string]bool) (out behind, measures int) {
				out.sum = new(big.Rat)
				for id := range ids {
					if part := parts[id]; part != nil {
						out.sum.Add(out.sum, part)
					}
				}
				for _, m := range s.Measures {
					if !slices.ContainsFunc(m.Serves, func(share goals.Share) bool { return ids[share.Goal] }) {
						continue
					}
					measures++
					for _, line := range m.Budget {
						if side.amount(line).IsZero() {
							out.missing++
						} else {
							out.stated++
						}
					}
				}
				return out, measures
			}
			for _, m := range s.Measures {
				var shares []*big.Rat
				var ids []string
				for _, share := range m.Serves {
					part, ok := share.Share.Rat()
					if !ok {
						part = big.NewRat(1, int64(len(m.Serves)))
					}
					shares, ids = append(shares, part), append(ids, share.Goal)
				}
				for _, line := range m.Budget {
					amount, ok := side.amount(line).Rat()
					if !ok {
						continue
					}
					exact := make([]*big.Rat, len(shares))
					for k := range shares {
						exact[k] = new(big.Rat).Mul(shares[k], amount)
					}
					for k, part := range apportion.Sum(exact, ids, 2) {
						if parts[ids[k]] == nil {
							parts[ids[k]] = new(big.Rat)
						}
						parts[ids[k]].Add(parts[ids[k]], part.Rat())
					}
				}
			}
			for g := range c.Plan().Goals() {
				check := func(what string, got chain.Amount, ids map[string]bool) {
					t.Helper()
					want, measures := sumOf(ids)
					sum, missing := side.sum(got)
					value, ok := sum.Rat()
					if ok != (want.stated > 0) || ok && value.Cmp(want.sum) != 0 || missing != want.missing || got.Measures != measures {
						t.Fatalf("strategy %d, %s %s of %s: %s %t, %d missing, %d measures, want %s %t, %d, %d", i, side.name, what, g.ID(),
							value, ok, missing, got.Measures, want.sum.FloatString(2), want.stated > 0, want.missing, measures)
					}
				}
				own, _ := money.Own(g.ID())
				check("own", own, map[string]bool{g.ID(): true})
				beneath := map[string]bool{}
				var walk func(goals.Node)
				walk = func(n goals.Node) {
					beneath[n.ID()] = true
					for child := range n.Children() {
						walk(child)
					}
				}
				walk(g)
				total, _ := money.Goal(g.ID())
				check("money", total, beneath)
				want, _ := sumOf(beneath)
				add := func(to *big.Rat, sum zielkette.Figure) {
					if value, ok := sum.Rat(); ok {
						to.Add(to, value)
					}
				}
				years, products := new(big.Rat), new(big.Rat)
				for _, y := range money.Years(g.ID()) {
					sum, _ := side.sum(y.Amount)
					add(years, sum)
				}
				for _, p := range money.Products(g.ID()) {
					sum, _ := side.sum(p.Amount)
					add(products, sum)
				}
				if years.Cmp(want.sum) != 0 || products.Cmp(want.sum) != 0 {
					t.Fatalf("strategy %d, %s of %s: %s by year, %s by product, want %s", i, side.name, g.ID(), years.FloatString(2), products.FloatString(2), want.sum.FloatString(2))
				}
			}
		}
	}
}

// TestDeterminism compares every printed result of the same document twice.
func TestDeterminism(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 5))
	s := random(r, shape{measures: 20, results: 10, goals: 20, effects: 120, places: 3, lags: true})
	printed := func() []string {
		c := compile(t, s)
		var out []string
		write := func(v any) {
			text, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, string(text))
		}
		write(gapsOf(t, c, chain.GapOptions{}))
		write(c.Money())
		for g := range c.Plan().Goals() {
			up, err := c.To(g.ID(), chain.View{On: date("2024-06-30")})
			if err != nil {
				t.Fatal(err)
			}
			steps, err := c.Upstream(g.ID())
			if err != nil {
				t.Fatal(err)
			}
			write(up)
			write(steps)
		}
		return out
	}
	if diff := cmp.Diff(printed(), printed()); diff != "" {
		t.Error(diff)
	}
}
