package chain_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// dated returns a random strategy whose measures state their money in several lines as it
// became known, from several funds and for several uses.
func dated(r *rand.Rand) goals.Strategy {
	s := random(r, shape{measures: 6, goals: 8})
	for i := range s.Measures {
		m := &s.Measures[i]
		m.Budget = nil
		type key struct {
			product string
			year    int
			funds   goals.Funds
			use     goals.Use
			known   zielkette.Date
		}
		seen := map[key]bool{}
		for range r.IntN(12) {
			k := key{
				product: []string{"", "1.1", "1.2"}[r.IntN(3)], year: 2020 + r.IntN(4),
				funds: []goals.Funds{"", goals.OwnFunds, goals.Grants, goals.OthersFunds}[r.IntN(4)],
				use:   []goals.Use{"", goals.Investment, goals.RunningCosts}[r.IntN(3)],
			}
			if r.IntN(3) > 0 { // few products, so that lines meet
				k.funds, k.use, k.product = goals.OwnFunds, "", "1.1"
			}
			if r.IntN(4) > 0 {
				k.known = date(fmt.Sprintf("%d-%02d-%02d", 2020+r.IntN(5), 1+r.IntN(12), 1+r.IntN(28)))
			}
			if seen[k] {
				continue
			}
			seen[k] = true
			line := goals.BudgetLine{Product: k.product, Year: k.year, Funds: k.funds, Use: k.use, Known: k.known}
			if r.IntN(3) > 0 {
				line.Planned, _ = zielkette.NewNumber(r.Int64N(2_000_000_000)-500_000_000, 2)
			}
			if r.IntN(3) > 0 || line.Planned.IsZero() {
				line.Actual, _ = zielkette.NewNumber(r.Int64N(2_000_000_000)-500_000_000, 2)
			}
			m.Budget = append(m.Budget, line)
		}
	}
	return s
}

// ledger is the money of a strategy in whole cents, worked out the slow way.
type ledger struct {
	goal, year, product, funds, use map[string][3]int64 // planned, planned to date, actual
}

func cent(n zielkette.Number) int64 {
	coef, places := n.Unscaled()
	for ; places < 2; places++ {
		coef.Mul(coef, big.NewInt(10))
	}
	return coef.Int64()
}

// ledgerOf goes over every amount of every line by itself: it holds if nothing that holds
// of the same product, year, funds and use became known later.
func ledgerOf(s goals.Strategy, asOf, knownOn zielkette.Date) ledger {
	out := ledger{map[string][3]int64{}, map[string][3]int64{}, map[string][3]int64{}, map[string][3]int64{}, map[string][3]int64{}}
	above := map[string]string{}
	var walk func(list []goals.Goal, parent string)
	walk = func(list []goals.Goal, parent string) {
		for _, g := range list {
			above[g.ID] = parent
			walk(g.Goals, g.ID)
		}
	}
	walk(s.Goals, "")
	ends := func(year int) zielkette.Date { return date(fmt.Sprint(year)) }
	holds := func(l goals.BudgetLine, actual bool) bool {
		amount := l.Planned
		if actual {
			amount = l.Actual
		}
		switch {
		case amount.IsZero(), !knownOn.IsZero() && (l.Known.IsZero() || l.Known.Compare(knownOn) > 0):
			return false
		case asOf.IsZero():
			return true
		case actual:
			return ends(l.Year).Days(asOf) <= 0 || !l.Known.IsZero() && l.Known.Days(asOf) <= 0
		}
		return l.Known.IsZero() || l.Known.Days(asOf) <= 0
	}
	for _, m := range s.Measures {
		for _, l := range m.Budget {
			for _, actual := range []bool{false, true} {
				if !holds(l, actual) || slices.ContainsFunc(m.Budget, func(other goals.BudgetLine) bool {
					return other.Product == l.Product && other.Year == l.Year && other.Funds == l.Funds && other.Use == l.Use &&
						holds(other, actual) && other.Known.Compare(l.Known) > 0
				}) {
					continue
				}
				of := l.Planned
				if actual {
					of = l.Actual
				}
				amount := cent(of)
				book := func(of map[string][3]int64, key string, cents int64) {
					sums := of[key]
					switch {
					case actual:
						sums[2] += cents
					default:
						sums[0] += cents
						if !asOf.IsZero() && l.Year <= asOf.Year() {
							sums[1] += cents
						}
					}
					of[key] = sums
				}
				book(out.year, fmt.Sprint(l.Year), amount)
				book(out.product, l.Product, amount)
				book(out.funds, string(l.Funds), amount)
				book(out.use, string(l.Use), amount)
				book(out.goal, "", amount)
				for goal, part := range divided(amount, m.Serves) {
					for id := goal; id != ""; id = above[id] {
						book(out.goal, id, part)
					}
				}
			}
		}
	}
	return out
}

// divided splits cents by shares in millionths, the cents left over to the largest rests.
func divided(cents int64, serves []goals.Share) map[string]int64 {
	type rest struct {
		goal string
		rest int64
	}
	out := map[string]int64{}
	if len(serves) == 0 {
		return out
	}
	var rests []rest
	left := cents
	for _, s := range serves {
		weight, den := int64(1), int64(len(serves))
		if coef, places := s.Share.Unscaled(); coef != nil {
			weight, den = coef.Int64(), 1
			for range places {
				den *= 10
			}
		}
		part, over := cents*weight/den, cents*weight%den
		if over < 0 {
			part, over = part-1, over+den
		}
		out[s.Goal] = part
		left -= part
		rests = append(rests, rest{s.Goal, over * (1_000_000_000 / den)})
	}
	slices.SortFunc(rests, func(a, b rest) int { return cmp.Or(cmp.Compare(b.rest, a.rest), cmp.Compare(a.goal, b.goal)) })
	for i := range left {
		out[rests[i].goal]++
	}
	return out
}

// TestMoneyAt holds the money at random dates by year, product, funds, use and goal against
// sums of whole cents over the document, and what they come to against all of it.
func TestMoneyAt(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 5))
	for i := range testkit.Cases(400) {
		s := dated(r)
		plan, err := s.Compile()
		if err != nil {
			t.Fatal(err)
		}
		some := func() zielkette.Date {
			if r.IntN(3) == 0 {
				return zielkette.Date{}
			}
			return date(fmt.Sprintf("%d-%02d-%02d", 2020+r.IntN(5), 1+r.IntN(12), 1+r.IntN(28)))
		}
		asOf, knownOn := some(), some()
		if r.IntN(4) == 0 {
			asOf = date(fmt.Sprint(2020 + r.IntN(4)))
		}
		want, money := ledgerOf(s, asOf, knownOn), chain.At(plan, asOf, knownOn).Money()
		at := fmt.Sprintf("strategy %d as of %s, known on %s", i, asOf, knownOn)
		by := func(list []chain.Part, key func(chain.Part) string) map[string][3]int64 {
			out := map[string][3]int64{}
			for _, p := range list {
				out[key(p)] = centsOf(p.Amount)
			}
			return out
		}
		got := ledger{
			map[string][3]int64{},
			by(money.Years(""), func(p chain.Part) string { return fmt.Sprint(p.Year) }),
			by(money.Products(""), func(p chain.Part) string { return p.Product }),
			by(money.Funds(""), func(p chain.Part) string { return string(p.Funds) }),
			by(money.Uses(""), func(p chain.Part) string { return string(p.Use) }),
		}
		for g := range plan.Goals() {
			amount, _ := money.Goal(g.ID())
			if sums := centsOf(amount); sums != [3]int64{} {
				got.goal[g.ID()] = sums
			}
			for name, list := range map[string][]chain.Part{"years": money.Years(g.ID()), "products": money.Products(g.ID()), "funds": money.Funds(g.ID()), "uses": money.Uses(g.ID()), "parts": money.Parts(g.ID())} {
				if sum := sumOf(list); sum != centsOf(amount) {
					t.Fatalf("%s: %s of %s come to %v, not %v", at, name, g.ID(), sum, amount)
				}
			}
		}
		if sums := centsOf(money.All()); sums != [3]int64{} {
			got.goal[""] = sums
		}
		nothing := func(_ string, sums [3]int64) bool { return sums == [3]int64{} }
		for _, m := range []map[string][3]int64{want.goal, want.year, want.product, want.funds, want.use, got.year, got.product, got.funds, got.use} {
			maps.DeleteFunc(m, nothing)
		}
		for name, pair := range map[string][2]map[string][3]int64{
			"goals": {want.goal, got.goal}, "years": {want.year, got.year}, "products": {want.product, got.product}, "funds": {want.funds, got.funds}, "uses": {want.use, got.use},
		} {
			if d := gocmp.Diff(pair[0], pair[1]); d != "" {
				t.Fatalf("%s: %s: %s", at, name, d)
			}
		}
		for name, list := range map[string][]chain.Part{"years": money.Years(""), "products": money.Products(""), "funds": money.Funds(""), "uses": money.Uses(""), "lines": money.Parts("")} {
			if sum := sumOf(list); sum != centsOf(money.All()) {
				t.Fatalf("%s: %s come to %v, not %v", at, name, sum, money.All())
			}
		}
	}
}

func centsOf(a chain.Amount) (out [3]int64) {
	for i, f := range []zielkette.Figure{a.Planned, a.PlannedToDate, a.Actual} {
		if !f.IsZero() {
			out[i] = cent(f.Number())
		}
	}
	return out
}

func sumOf(list []chain.Part) (out [3]int64) {
	for _, p := range list {
		for i, cents := range centsOf(p.Amount) {
			out[i] += cents
		}
	}
	return out
}

// What a measure had spent by a date is neither what it spent later nor what became known
// of it later; nor is a step done that was known to be done later only.
func ExampleAt() {
	plan, err := goals.Strategy{
		ID: "s", Title: "Strategie", Levels: []string{"Ziel"}, Goals: []goals.Goal{{ID: "park", Level: "Ziel", Title: "Neue Parks"}},
		Measures: []goals.Measure{{
			ID: "m", Title: "Ein Park", Serves: []goals.Share{{Goal: "park"}},
			Budget: []goals.BudgetLine{
				{Year: 2021, Planned: num("500000.00"), Known: date("2020-12-16")},
				{Year: 2021, Actual: num("480000.50"), Known: date("2022-04-30")},
				{Year: 2022, Planned: num("250000.00"), Known: date("2020-12-16")},
			},
		}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	end := date("2021-12-31")
	for _, knownOn := range []zielkette.Date{end, {}} {
		all := chain.At(plan, end, knownOn).Money().All()
		fmt.Println(all.Planned.Text(zielkette.English, 2), all.PlannedToDate.Text(zielkette.English, 2), all.Actual.Text(zielkette.English, 2), all.ActualMissing)
	}
	// Output:
	// 750,000.00 500,000.00 – 1
	// 750,000.00 500,000.00 480,000.50 0
}

func ExampleMoney_Funds() {
	plan, err := goals.Strategy{ID: "s", Title: "Strategie", Measures: []goals.Measure{{ID: "m", Title: "Radweg", Budget: []goals.BudgetLine{
		{Product: "1.54.1", Year: 2024, Funds: goals.OwnFunds, Use: goals.Investment, Planned: num("100000.00")},
		{Product: "1.54.1", Year: 2024, Funds: goals.Grants, Use: goals.Investment, Planned: num("300000.00")},
		{Product: "1.54.1", Year: 2025, Funds: goals.OwnFunds, Use: goals.RunningCosts, Planned: num("5000.00")},
	}}}}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	money := chain.New(plan).Money()
	road, ok := money.Measure("m")
	fmt.Println(road.Planned.Text(zielkette.German, 2), ok)
	for _, p := range money.Funds("") { // of all measures
		fmt.Println(p.Funds.Text().DE, p.Planned.Text(zielkette.German, 2))
	}
	for _, p := range money.Uses("") {
		fmt.Println(p.Use.Text().DE, p.Planned.Text(zielkette.German, 2))
	}
	// Output:
	// 405.000,00 true
	// Fördermittel 300.000,00
	// Eigenmittel 105.000,00
	// Investition 400.000,00
	// laufende Kosten 5.000,00
}

// The money of a measure is what its lines come to; a goal, an unknown id and a measure
// without a budget have none.
func TestMoneyOfAMeasure(t *testing.T) {
	plan, err := goals.Strategy{
		ID: "s", Title: "Strategie", Levels: []string{"Ziel"}, Goals: []goals.Goal{{ID: "g", Level: "Ziel", Title: "Ziel"}},
		Measures: []goals.Measure{
			{ID: "none", Title: "Ohne"},
			{ID: "m", Title: "Mit", Serves: []goals.Share{{Goal: "g"}}, Budget: []goals.BudgetLine{
				{Product: "1", Year: 2023, Planned: num("10.01"), Actual: num("4.50")}, {Product: "1", Year: 2024, Actual: num("0.25")},
			}},
		},
	}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	money := chain.New(plan).Money()
	got, ok := money.Measure("m")
	if want := (chain.Amount{Planned: num("10.01").Figure(), PlannedMissing: 1, Actual: num("4.75").Figure(), Measures: 1}); !ok || !gocmp.Equal(want, got) {
		t.Errorf("%+v, %t", got, ok)
	}
	for _, id := range []string{"none", "g", "x", ""} {
		if got, ok := money.Measure(id); ok || !gocmp.Equal(chain.Amount{}, got) {
			t.Errorf("%q: %+v", id, got)
		}
	}
	var nothing *chain.Money
	if _, ok := nothing.Measure("m"); ok {
		t.Error("nil has money")
	}
}
