package evaluation_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// rolled is what the tables compare of a goal. "" is no number.
type rolled struct {
	State, Reason, Score, Coverage string
	Contributions                  string // of the parts in order, "-" for none
}

func rolledOf(s evaluation.Score) rolled {
	r := rolled{State: s.State().String(), Reason: s.Reason().String(), Score: s.Attainment().String(), Coverage: s.Coverage().String()}
	var parts []string
	for p := range s.Parts() {
		if p.Contribution.IsZero() {
			parts = append(parts, "-")
		} else {
			parts = append(parts, p.Contribution.String())
		}
	}
	r.Contributions = strings.Join(parts, " ")
	return r
}

var unbounded = []zielkette.Number{{}, {}}

func TestRollUp(t *testing.T) {
	mean := evaluation.Rule{}
	of := func(a evaluation.Aggregator) evaluation.Rule {
		return evaluation.Rule{Aggregator: a, Bounds: unbounded}
	}
	covered := func(least string) evaluation.Rule { return evaluation.Rule{MinCoverage: number(least)} }
	scored := func(score, coverage, contributions string) rolled {
		return rolled{State: "scored", Score: score, Coverage: coverage, Contributions: contributions}
	}
	none := func(state, reason, coverage, contributions string) rolled {
		return rolled{State: state, Reason: reason, Coverage: coverage, Contributions: contributions}
	}
	for _, c := range []struct {
		name, tree string
		rule       evaluation.Rule
		want       rolled
	}{
		{"empty goal", "[ ]", mean, none("unmeasured", "nothing-beneath", "", "")},
		{"one indicator", "[ 0.3 ]", mean, scored("0.3", "1", "0.3")},
		{"one indicator of 0 is scored", "[ 0 ]", mean, scored("0", "1", "0")},
		{"one goal beneath", "[ [ 0.3 ] ]", mean, scored("0.3", "1", "0.3")},
		{"one empty goal beneath", "[ [ ] ]", mean, none("unmeasured", "nothing-scored", "0", "-")},
		{"equal weights where none is stated", "[ 0.3 0.6 0.6 ]", mean, scored("0.5", "1", "0.1 0.2 0.2")},
		{"weights need not sum to 1", "[ 3*0.2 1*0.6 ]", mean, scored("0.3", "1", "0.15 0.15")},
		{"a missing weight counts as 1", "[ 3*0.2 0.6 ]", mean, scored("0.3", "1", "0.15 0.15")},
		{"weights with places", "[ 0.25*0.2 0.75*0.6 ]", mean, scored("0.5", "1", "0.05 0.45")},
		{"weights of unlike size", "[ 1000000000000000000*0.2 0.000000000000000001*1 ]", mean, scored("0.2", "1", "0.2 0")},
		{"no part adds up beside the whole", "[ 1 0 0 ]", mean, scored("0.333333333333", "1", "0.333333333333 0 0")},
		{"contributions add up to the last digit", "[ 0.5 0.5 0.5 ]", mean, scored("0.5", "1", "0.166666666667 0.166666666667 0.166666666666")},
		{"equal weights by the rule", "[ 3*0.2 1*0.6 ]", evaluation.Rule{Weights: evaluation.Equal}, scored("0.4", "1", "0.1 0.3")},
		{"equal weights by the rule count what weighs 0", "[ 0*0.2 1*0.6 ]", evaluation.Rule{Weights: evaluation.Equal}, scored("0.4", "1", "0.1 0.3")},

		{"weight 0 neither counts nor covers", "[ 0*0.2 1*0.6 ]", mean, scored("0.6", "1", "0 0.6")},
		{"weight 0 without data costs no coverage", "[ 0*- 1*0.6 ]", mean, scored("0.6", "1", "- 0.6")},
		{"only weight 0 has data", "[ 0*0.2 1*- ]", mean, none("not-reported", "nothing-scored", "0", "- -")},
		{"only weight 0 applies", "[ 0*0.2 1*na ]", mean, none("unmeasured", "no-weight", "", "- -")},
		{"only weight 0 applies, and is missing", "[ 0*- 1*na ]", mean, none("unmeasured", "no-weight", "", "- -")},

		{"missing lowers the coverage, not the score", "[ 0.8 - ]", mean, scored("0.8", "0.5", "0.8 -")},
		{"withheld lowers the coverage", "[ 0.8 3*wh ]", mean, scored("0.8", "0.25", "0.8 -")},
		{"not applicable leaves its weight to the siblings", "[ 0.8 3*na ]", mean, scored("0.8", "1", "0.8 -")},
		{"a goal that does not apply leaves its weight", "[ 0.8 3*![ 0.1 ] ]", mean, scored("0.8", "1", "0.8 -")},
		{"an empty goal lowers the coverage", "[ 0.8 [ ] ]", mean, scored("0.8", "0.5", "0.8 -")},
		{"hardly covered is covered", "[ 1*0.8 999999999999*- ]", mean, scored("0.8", "0.000000000001", "0.8 -")},
		{"all missing", "[ - - ]", mean, none("not-reported", "nothing-scored", "0", "- -")},
		{"all withheld", "[ wh wh ]", mean, none("withheld", "nothing-scored", "0", "- -")},
		{"missing goes before withheld", "[ wh - ]", mean, none("not-reported", "nothing-scored", "0", "- -")},
		{"withheld goes before unmeasured", "[ wh [ ] ]", mean, none("withheld", "nothing-scored", "0", "- -")},
		{"what weighs nothing does not decide", "[ wh 0*- ]", mean, none("withheld", "nothing-scored", "0", "- -")},
		{"all not applicable", "[ na na ]", mean, none("not-applicable", "nothing-applies", "", "- -")},
		{"not applicable beneath", "[ na [ na ] ]", mean, none("not-applicable", "nothing-applies", "", "- -")},
		{"missing and not applicable", "[ na - ]", mean, none("not-reported", "nothing-scored", "0", "- -")},
		{"coverage goes up the tree", "[ [ 0.8 - ] [ 0.2 ] ]", mean, scored("0.5", "0.75", "0.4 0.1")},
		{"a goal half covered weighs in full", "[ 3*[ 0.8 - ] 1*[ 0.4 ] ]", mean, scored("0.7", "0.625", "0.6 0.1")},
		{"coverage is rounded once per goal", "[ [ 0.8 - - ] [ 0.8 - - ] [ 0.8 - - ] ]", mean, scored("0.8", "0.333333333333", "0.266666666667 0.266666666667 0.266666666666")},

		{"minimum coverage, exactly equal", "[ 0.8 - ]", covered("0.5"), scored("0.8", "0.5", "0.8 -")},
		{"minimum coverage, just above", "[ 0.8 - ]", covered("0.500000000001"), none("insufficient", "low-coverage", "0.5", "- -")},
		{"minimum coverage below what is printed", "[ 0.8 - - ]", covered("0.333333333333"), scored("0.8", "0.333333333333", "0.8 - -")},
		{"minimum coverage above what is printed", "[ 0.8 - - ]", covered("0.3333333333333"), none("insufficient", "low-coverage", "0.333333333333", "- - -")},
		{"full coverage asked for and given", "[ 0.8 0.2 ]", covered("1"), scored("0.5", "1", "0.4 0.1")},
		{"missing is not insufficient", "[ - - ]", covered("0.5"), none("not-reported", "nothing-scored", "0", "- -")},
		{"insufficient beneath", "[ [ 0.8 - - ] ]", covered("0.5"), none("insufficient", "nothing-scored", "0", "-")},
		{"insufficient beneath covers nothing", "[ [ 0.8 - - ] 0.4 ]", covered("0.5"), scored("0.4", "0.5", "0.4 -")},
		{"missing goes before insufficient", "[ [ 0.8 - - ] - ]", covered("0.5"), none("not-reported", "nothing-scored", "0", "- -")},
		{"insufficient goes before withheld", "[ [ 0.8 - - ] wh ]", covered("0.5"), none("insufficient", "nothing-scored", "0", "- -")},

		{"bounded to 0 and 1", "[ -3 5 ]", mean, scored("0.5", "1", "0 0.5")},
		{"unbounded", "[ -3 5 ]", of(evaluation.Mean), scored("1", "1", "-1.5 2.5")},
		{"bounded below only", "[ -3 5 ]", evaluation.Rule{Bounds: []zielkette.Number{number("-1"), {}}}, scored("2", "1", "-0.5 2.5")},
		{"bounded above only", "[ -3 5 ]", evaluation.Rule{Bounds: []zielkette.Number{{}, number("1.5")}}, scored("-0.75", "1", "-1.5 0.75")},
		{"a negative mean", "[ -0.5 -0.25 ]", of(evaluation.Mean), scored("-0.375", "1", "-0.25 -0.125")},
		{"bounds of more than 12 places are rounded", "[ 5 ]", evaluation.Rule{Bounds: []zielkette.Number{number("0"), number("0.9999999999995")}}, scored("1", "1", "1")},
		{"bounds beyond an int64", "[ 5 ]", evaluation.Rule{Bounds: []zielkette.Number{number("-9999999999999999999"), number("9999999999999999999")}}, scored("5", "1", "5")},
		{"wide scores", "[ 9000000000000000000 1 ]", of(evaluation.Mean), scored("4500000000000000000.5", "1", "4500000000000000000 0.5")},
		{"a wide score through a goal", "[ [ 9000000000000000000 ] 0 ]", of(evaluation.Mean), scored("4500000000000000000", "1", "0 4500000000000000000")},
		{"a wide score, bounded", "[ 9000000000000000000 -9000000000000000000 ]", mean, scored("0.5", "1", "0.5 0")},
		{"the least int64 at 12 places", "[ -9223372.036854775808 ]", of(evaluation.Mean), scored("-9223372.036854775808", "1", "-9223372.036854775808")},
		{"the least int64, through a goal", "[ [ -9223372.036854775808 ] ]", of(evaluation.Mean), scored("-9223372.036854775808", "1", "-9223372.036854775808")},
		{"the greatest int64 at 12 places", "[ 9223372.036854775807 9223372.036854775807 ]", of(evaluation.Mean), scored("9223372.036854775807", "1", "4611686.018427387904 4611686.018427387903")},
		{"half of the last place", "[ 0.000000000001 0 ]", mean, scored("0.000000000001", "1", "0.000000000001 0")},
		{"one and a half of the last place", "[ 0.000000000003 0 ]", mean, scored("0.000000000002", "1", "0.000000000002 0")},
		{"one and a half of the last place, below 0", "[ -0.000000000003 0 ]", of(evaluation.Mean), scored("-0.000000000002", "1", "-0.000000000002 0")},

		{"geometric", "[ 0.25 1 ]", of(evaluation.Geometric), scored("0.5", "1", "0.25 0.25")},
		{"geometric, weighted", "[ 2*0.125 1*1 ]", of(evaluation.Geometric), scored("0.25", "1", "0.166666666667 0.083333333333")},
		{"geometric of equal parts is exact", "[ 3*0.123456789012 5*0.123456789012 ]", of(evaluation.Geometric), scored("0.123456789012", "1", "0.04629629588 0.077160493132")},
		{"geometric, any 0 gives 0", "[ 0 0.9 ]", of(evaluation.Geometric), scored("0", "1", "0 0")},
		{"geometric, a negative gives none", "[ -0.1 0.9 ]", of(evaluation.Geometric), none("withheld", "negative-score", "1", "- -")},
		{"geometric, a bounded negative is 0", "[ -0.1 0.9 ]", evaluation.Rule{Aggregator: evaluation.Geometric}, scored("0", "1", "0 0")},
		{"geometric, a negative of weight 0", "[ 0*-0.1 0.9 ]", of(evaluation.Geometric), scored("0.9", "1", "0 0.9")},
		{"geometric, a 0 of weight 0", "[ 0*0 0.9 ]", of(evaluation.Geometric), scored("0.9", "1", "0 0.9")},
		{"geometric, missing parts", "[ 0.25 - 1 ]", of(evaluation.Geometric), scored("0.5", "0.666666666667", "0.25 - 0.25")},
		{"geometric, all missing", "[ - - ]", of(evaluation.Geometric), none("not-reported", "nothing-scored", "0", "- -")},
		{"harmonic", "[ 0.25 1 ]", of(evaluation.Harmonic), scored("0.4", "1", "0.32 0.08")},
		{"harmonic, any 0 gives 0", "[ 0 0.9 ]", of(evaluation.Harmonic), scored("0", "1", "0 0")},
		{"harmonic, a negative gives none", "[ 0.9 -0.1 ]", of(evaluation.Harmonic), none("withheld", "negative-score", "1", "- -")},
		{"coverage is judged before a negative", "[ 0.9 -0.1 - - - ]", evaluation.Rule{Aggregator: evaluation.Harmonic, Bounds: unbounded, MinCoverage: number("0.5")}, none("insufficient", "low-coverage", "0.4", "- - - - -")},
		{"geometric contributions from the exact mean", "[ 1*1 3*0.976397015766 ]", of(evaluation.Geometric), scored("0.98224501305", "1", "0.245561253262 0.736683759788")},
		{"harmonic, a negative beside a 0", "[ 0 -0.1 ]", of(evaluation.Harmonic), none("withheld", "negative-score", "1", "- -")},
		{"harmonic, a 0 of weight 0", "[ 0*0 0.9 ]", of(evaluation.Harmonic), scored("0.9", "1", "0 0.9")},
		{"minimum", "[ 0.4 0.1 0.7 ]", of(evaluation.Minimum), scored("0.1", "1", "0 0.1 0")},
		{"minimum, reached twice", "[ 0.1 0.1 0.7 ]", of(evaluation.Minimum), scored("0.1", "1", "0.05 0.05 0")},
		{"minimum, what weighs nothing does not decide", "[ 0*0.1 0.4 ]", of(evaluation.Minimum), scored("0.4", "1", "0 0.4")},
		{"minimum, missing is not the smallest", "[ - 0.4 ]", of(evaluation.Minimum), scored("0.4", "0.5", "- 0.4")},
		{"minimum below 0", "[ -2 0.4 ]", of(evaluation.Minimum), scored("-2", "1", "-2 0")},
		{"median of three", "[ 0.9 0.1 0.4 ]", of(evaluation.Median), scored("0.4", "1", "0 0 0.4")},
		{"median at equality is the mean with the next", "[ 0.9 0.1 0.4 0.5 ]", of(evaluation.Median), scored("0.45", "1", "0 0 0.225 0.225")},
		{"median by weights", "[ 3*0.9 1*0.1 1*0.4 ]", of(evaluation.Median), scored("0.9", "1", "0.9 0 0")},
		{"median by weights at equality", "[ 2*0.9 1*0.1 1*0.4 ]", of(evaluation.Median), scored("0.65", "1", "0.325 0 0.325")},
		{"median, what weighs nothing does not decide", "[ 0*0.2 1*0.1 1*0.4 ]", of(evaluation.Median), scored("0.25", "1", "0 0.125 0.125")},
		{"median of equal parts", "[ 0.4 0.4 ]", of(evaluation.Median), scored("0.4", "1", "0.2 0.2")},
		{"median between wide scores", "[ 9000000000000000000 9000000000000000001 ]", of(evaluation.Median), scored("9000000000000000000.5", "1", "4500000000000000000.25 4500000000000000000.25")},
		{"median of one", "[ 0.4 ]", of(evaluation.Median), scored("0.4", "1", "0.4")},
		{"minimum coverage for other aggregators", "[ 0.4 - - ]", evaluation.Rule{Aggregator: evaluation.Minimum, MinCoverage: number("0.5")}, none("insufficient", "low-coverage", "0.333333333333", "- - -")},
	} {
		t.Run(c.name, func(t *testing.T) {
			score, _ := plant(t, c.tree, evaluation.Rules{Default: c.rule}).Goal("1")
			if d := cmp.Diff(c.want, rolledOf(score)); d != "" {
				t.Error(d)
			}
		})
	}
}

// What equal parts leave over goes by their ids, goals and indicators alike: the
// order of siblings changes no figure of any of them.
func TestCutByID(t *testing.T) {
	var inGoals, inLinks goals.Goal
	var catalogue []indicators.Indicator
	var record []indicators.Observation
	for _, id := range []string{"c", "a", "b"} {
		ind := reach("0", "1")
		ind.ID = id
		catalogue = append(catalogue, ind)
		record = append(record, observe("2020 0.5 of:"+id)...)
		inLinks.Indicators = append(inLinks.Indicators, goals.Link{ID: id})
		inGoals.Goals = append(inGoals.Goals, goals.Goal{ID: "z" + id, Title: id, Level: levels[1], Indicators: []goals.Link{{ID: id}}})
	}
	inGoals.ID, inGoals.Title, inGoals.Level = "goals", "goals", levels[0]
	inLinks.ID, inLinks.Title, inLinks.Level = "links", "links", levels[0]
	s := goals.Strategy{ID: "s", Title: "s", Levels: levels, Goals: []goals.Goal{inGoals, inLinks}}
	result := evaluate(t, modelOf(t, s, evaluation.Rules{}, catalogue...), asOf("2020"), record...)
	for _, id := range []string{"goals", "links"} {
		score, _ := result.Goal(id)
		if got, want := rolledOf(score).Contributions, "0.166666666666 0.166666666667 0.166666666667"; got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

// A goal that does not apply keeps what lies beneath readable.
func TestNotApplicableGoal(t *testing.T) {
	result := plant(t, "[ ![ 0.4 [ 0.8 ] ] - ]", evaluation.Rules{})
	score, _ := result.Goal("1.1")
	if score.State() != evaluation.NotApplicable || score.Reason() != indicators.DeclaredSo {
		t.Errorf("%v, %v", score.State(), score.Reason())
	}
	if e := score.Explain(); e.Why.DE != "does not apply" || e.RollUp != nil {
		t.Errorf("%+v", e)
	}
	beneath, _ := result.Goal("1.1.1")
	if beneath.Attainment().String() != "0.8" {
		t.Errorf("beneath: %v", beneath.State())
	}
	top, _ := result.Goal("1")
	if top.State() != evaluation.NotReported {
		t.Errorf("the rest: %v", top.State())
	}
}

// A rule for a goal goes before one for its level, that before the default, field
// by field.
func TestRulePrecedence(t *testing.T) {
	rules := evaluation.Rules{
		Default: evaluation.Rule{Aggregator: evaluation.Minimum, MinCoverage: number("0.25")},
		Levels:  map[string]evaluation.Rule{"Handlungsfeld": {Aggregator: evaluation.Median, Weights: evaluation.Equal}},
		Goals:   map[string]evaluation.Rule{"1.2": {Aggregator: evaluation.Mean, MinCoverage: number("0")}},
	}
	const pool = "[ 3*0.2 1*0.4 1*0.9 ]"
	result := plant(t, "[ 5*"+pool+" 3*"+pool+" 1*[ 1*0.4 7*- ] 1*[ 1*[ 0*0.1 1*0.3 ] ] ]", rules)
	for id, want := range map[string]string{
		"1":       "0.3", // minimum of 0.4, 0.5 and 0.3
		"1.1":     "0.4", // median with equal weights, from the level
		"1.2":     "0.5", // mean from the goal, equal weights still from the level
		"1.3":     "0.4", // equal weights: half covered
		"1.4":     "0.3", // of another level: minimum with the weights of the document
		"1.4.1":   "0.3",
		"missing": "",
	} {
		score, ok := result.Goal(id)
		if !ok {
			if want != "" {
				t.Errorf("there is no goal %s", id)
			}
			continue
		}
		if got := score.Attainment().String(); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

// exactGeometric checks a geometric mean without any logarithm: with whole weights
// of sum W, r is the mean rounded to 12 places exactly if the product of the s^w
// lies between (r - half a digit)^W and (r + half a digit)^W.
func exactGeometric(r *big.Rat, scores []*big.Rat, weights []int64) bool {
	product, sum := big.NewRat(1, 1), int64(0)
	for i, s := range scores {
		product.Mul(product, power(s, weights[i]))
		sum += weights[i]
	}
	half := big.NewRat(1, 2_000_000_000_000)
	low, high := new(big.Rat).Sub(r, half), new(big.Rat).Add(r, half)
	return power(low, sum).Cmp(product) <= 0 && power(high, sum).Cmp(product) >= 0
}

func power(r *big.Rat, n int64) *big.Rat {
	e := big.NewInt(n)
	return new(big.Rat).SetFrac(new(big.Int).Exp(r.Num(), e, nil), new(big.Int).Exp(r.Denom(), e, nil))
}

func TestGeometricAgainstOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 1))
	for range testkit.Cases(1000) {
		n := 1 + random.IntN(6)
		var scores []*big.Rat
		var weights []int64
		tree := "["
		for range n {
			digits := fmt.Sprintf("0.%012d", 1+random.Int64N(999_999_999_999))
			switch random.IntN(4) {
			case 0:
				digits = fmt.Sprintf("0.%03d", 1+random.IntN(999))
			case 1:
				digits = fmt.Sprintf("0.99999999%04d", random.IntN(10_000)) // close to each other and to 1
			case 2:
				digits = fmt.Sprintf("%d.%d", random.Int64N(1_000_000_000), 1+random.IntN(9))
			}
			s, _ := new(big.Rat).SetString(digits)
			scores = append(scores, s)
			w := 1 + random.Int64N(9)
			weights = append(weights, w)
			tree += fmt.Sprintf(" %d*%s", w, digits)
		}
		score, _ := plant(t, tree+" ]", evaluation.Rules{Default: evaluation.Rule{Aggregator: evaluation.Geometric, Bounds: unbounded}}).Goal("1")
		value, ok := score.Attainment().Rat()
		if !ok || !exactGeometric(value, scores, weights) {
			t.Fatalf("geometric mean of %s: %s", tree, value)
		}
		sum := new(big.Rat)
		for p := range score.Parts() {
			c, _ := p.Contribution.Decimal()
			sum.Add(sum, c.Rat())
		}
		if sum.Cmp(value) != 0 {
			t.Fatalf("contributions of %s sum to %s, the score is %s", tree, sum.FloatString(13), value)
		}
	}
}

// reordered turns the siblings of every pool around at random, indicators and
// goals each among themselves, as a document could.
func reordered(r *rand.Rand, list []goals.Goal) []goals.Goal {
	list = slices.Clone(list)
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	for i := range list {
		list[i].Indicators = slices.Clone(list[i].Indicators)
		links := list[i].Indicators
		r.Shuffle(len(links), func(i, j int) { links[i], links[j] = links[j], links[i] })
		list[i].Goals = reordered(r, list[i].Goals)
	}
	return list
}

// scaled multiplies every weight by a factor; what states none weighs 1.
func scaled(list []goals.Goal, factor zielkette.Number) []goals.Goal {
	list = slices.Clone(list)
	for i := range list {
		list[i].Weight = times(list[i].Weight, factor)
		list[i].Indicators = slices.Clone(list[i].Indicators)
		for k := range list[i].Indicators {
			list[i].Indicators[k].Weight = times(list[i].Indicators[k].Weight, factor)
		}
		list[i].Goals = scaled(list[i].Goals, factor)
	}
	return list
}

func times(n, factor zielkette.Number) zielkette.Number {
	if n.IsZero() {
		return factor
	}
	a, p := n.Unscaled()
	b, q := factor.Unscaled()
	exact := new(big.Rat).SetFrac(a.Mul(a, b), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(p+q)), nil))
	text := exact.FloatString(p + q)
	if p+q > 0 {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return number(text)
}

// split divides one indicator of every pool whose weights count into two equal
// halves.
func split(f *forest, o *oracle, list []goals.Goal) []goals.Goal {
	list = slices.Clone(list)
	for i := range list {
		g := &list[i]
		g.Goals = split(f, o, g.Goals)
		if o.rule(g).Weights == evaluation.Equal || len(g.Indicators) == 0 {
			continue
		}
		k := f.IntN(len(g.Indicators))
		links := slices.Clone(g.Indicators)
		links[k].Weight = times(links[k].Weight, number("0.5"))
		whole, half := links[k].ID, links[k]
		half.ID += "-half"
		g.Indicators = slices.Insert(links, k, half)
		ind := o.set[whole]
		ind.ID = half.ID
		f.catalogue.Indicators = append(f.catalogue.Indicators, ind)
		for _, obs := range o.record[whole] {
			obs.Indicator = half.ID
			f.record = append(f.record, obs)
		}
	}
	return list
}

// standings gives state, score and coverage of every goal.
func standings(r *evaluation.Result) map[string]string {
	out := map[string]string{}
	for goal, score := range r.Goals() {
		s := rolledOf(score)
		out[goal.ID()] = s.State + " " + s.Score + " " + s.Coverage
	}
	return out
}

// An indicator replaced by a goal of the same weight, with the indicator in two
// equal parts beneath it, counts as before.
func TestSplitBeneath(t *testing.T) {
	for _, a := range []evaluation.Aggregator{evaluation.Mean, evaluation.Geometric, evaluation.Harmonic, evaluation.Minimum, evaluation.Median} {
		rules := evaluation.Rules{Default: evaluation.Rule{Aggregator: a}}
		for _, part := range []string{"0.123456789012", "0", "-", "wh", "na", "7", "-7"} {
			one, _ := plant(t, fmt.Sprintf("[ 2*[ %s ] 3*0.5 1*- ]", part), rules).Goal("1")
			two, _ := plant(t, fmt.Sprintf("[ 2*[ 5*%s 5*%s ] 3*0.5 1*- ]", part, part), rules).Goal("1")
			if d := cmp.Diff(rolledOf(one), rolledOf(two)); d != "" {
				t.Errorf("%s of %s: %s", a, part, d)
			}
		}
	}
}

// What a result hands out says the same as the plan and the documents.
func TestResultHandles(t *testing.T) {
	record, err := indicators.NewRecord(observe("2020 0.5 of:a")...)
	if err != nil {
		t.Fatal(err)
	}
	first := plant(t, "[ 2*0.5 [ 0.25 ] ]", evaluation.Rules{})
	model := first.Model()
	result, err := model.Evaluate(record, asOf("2020"))
	if err != nil {
		t.Fatal(err)
	}
	if result.Model() != model || result.Record() != record || result.Options() != asOf("2020") || model.Plan().Len() != 2 || model.Set().Len() != 2 {
		t.Error("the result does not hand out what it was made of")
	}
	if _, ok := result.Goal("none"); ok {
		t.Error("a goal that is not in the plan")
	}
	for goal, score := range result.Goals() {
		if score.Goal() != goal {
			t.Errorf("%s: %s", goal.ID(), score.Goal().ID())
		}
		break // iterators can be left
	}
	for range result.Assessments() {
		break
	}
	score, _ := result.Goal("1")
	for range score.Parts() {
		break
	}
	var parts []string
	for p := range score.Parts() {
		name := p.Link.ID
		if p.Goal.IsZero() {
			name += " " + p.Indicator.Title()
		} else {
			name = p.Goal.ID()
		}
		parts = append(parts, fmt.Sprintf("%s: %s w %s s %s c %s share %s", name, p.State, p.Weight, p.Score, p.Coverage, p.Share))
	}
	want := []string{"a Indicator a: scored w 2 s 0.5 c 1 share 1", "1.1: not-reported w 1 s  c  share "}
	if d := cmp.Diff(want, parts); d != "" {
		t.Error(d)
	}
}
