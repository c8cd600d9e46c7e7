package outlook_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/outlook"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

var (
	number = zielkette.MustParseNumber
	period = zielkette.MustParsePeriod
)

// indicator is one to reach a value by a period, from a baseline.
func indicator(from, baseline, by, target string) indicators.Indicator {
	return indicators.Indicator{ID: "i", Title: "indicator", Definition: "d", Targets: []indicators.Target{{
		Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: period(from), Value: number(baseline)},
		Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: period(by), Value: number(target)}}}},
	}}}
}

// assess evaluates an indicator with values written "2011 6.40", with a definition
// "2011 6.61 old", a status "2020 5.3 - U" or a denominator "2020 5 - A 8".
func assess(t testing.TB, ind indicators.Indicator, asOf string, values ...string) evaluation.Assessment {
	t.Helper()
	var observations []indicators.Observation
	for _, v := range values {
		f := append(strings.Fields(v), "-", "-", "-")
		o := indicators.Observation{Indicator: "i", Period: period(f[0])}
		if f[1] != "-" {
			o.Value = number(f[1])
		}
		if f[2] != "-" {
			o.Definition = f[2]
		}
		if f[3] != "-" {
			o.Status = indicators.Status(f[3][0])
		}
		if f[4] != "-" {
			o.Denominator = number(f[4])
		}
		observations = append(observations, o)
	}
	record, err := indicators.NewRecord(observations...)
	if err != nil {
		t.Fatal(err)
	}
	city := evaluation.City{
		Strategy: goals.Strategy{ID: "s", Title: "s", Levels: []string{"goal"}, Goals: []goals.Goal{{
			ID: "g", Title: "goal", Level: "goal", Indicators: []goals.Link{{ID: "i"}},
		}}},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{ind}},
		Record:    record,
	}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate(asOf)})
	if err != nil {
		t.Fatal(err)
	}
	a, ok := result.Assessment("i", "", "")
	if !ok {
		t.Fatal("no indicator")
	}
	return a
}

// Greenhouse gas balances in 1,000 t as the cities publish them, from klimawatch.de.
var (
	karlsruhe = []string{
		"2007 3276.316743", "2008 3136.623368", "2009 2625.575947", "2010 2752.285999", "2011 2663.71137", "2012 2753.280999", "2013 2701.458597",
		"2014 2632.820637", "2015 2551.016186", "2016 2509.683629", "2017 2478.63378", "2018 2404.87164", "2019 2351.114218",
	}
	leipzig = []string{
		"1990 6303.063", "1998 3064.07801", "2005 3086.27714", "2008 2850.54357", "2011 3226.146", "2012 3357.816", "2013 3498.206",
		"2014 3336.609", "2015 3406.229", "2016 3392.678", "2017 3335.572",
	}
)

func TestCities(t *testing.T) {
	o := outlook.Of(assess(t, indicator("2007", "3276.316743", "2030", "1104.2661"), "2019-12-31", karlsruhe...), 2007)
	got := []string{o.Trend.Slope.Fixed(6), o.Trend.Projection.Fixed(3), o.Trend.Error.Fixed(3), o.Trend.Probability.Fixed(6), fmt.Sprint(o.Trend.N), fmt.Sprint(o.Reached, o.Rising), fmt.Sprint(o.Trend.Decisive)}
	if d := cmp.Diff([]string{"-59.732969", "1664.339", "220.821", "0.013830", "13", "false false", "[]"}, got); d != "" {
		t.Errorf("Karlsruhe: %s", d)
	}
	if d := cmp.Diff("-77.100210416667 -113.34983", o.SoFar.String()+" "+o.Needed.Fixed(5)); d != "" {
		t.Errorf("Karlsruhe: the pace %s", d)
	}
	o = outlook.Of(assess(t, indicator("1990", "6303.063", "2030", "2242.164"), "2017-12-31", leipzig...), 1990)
	if got := o.Trend.Probability.Fixed(6); got != "0.586400" {
		t.Errorf("Leipzig: %s", got)
	}
	if len(o.Trend.Decisive) != 1 || o.Trend.Decisive[0].Period.String() != "1990" {
		t.Errorf("Leipzig: without one point of 1990 the probability is another; told are %v", o.Trend.Decisive)
	}
}

func TestRefusals(t *testing.T) {
	plain := indicator("2010", "10", "2030", "2")
	with := func(change func(*indicators.Indicator)) indicators.Indicator {
		ind := indicator("2010", "10", "2030", "2")
		change(&ind)
		return ind
	}
	five := []string{"2011 9", "2012 8.5", "2013 8.6", "2014 8.1", "2015 8"}
	for name, c := range map[string]struct {
		ind    indicators.Indicator
		from   int
		values []string
		want   outlook.Reason
		trend  outlook.Reason
	}{
		"five":      {plain, 2011, five, "", ""},
		"four":      {plain, 2012, five, "", outlook.TooFew},
		"one":       {plain, 2015, five, "", outlook.TooFew},
		"no value":  {plain, 2016, five, outlook.NoValue, ""},
		"no start":  {plain, 2010, five, outlook.NoStart, ""},
		"on a line": {plain, 2011, []string{"2011 9", "2012 8", "2013 7", "2014 6", "2015 5"}, "", outlook.NoSpread},
		"past":      {with(func(i *indicators.Indicator) { i.Targets[0].Revisions[0].Points[0].Period = period("2015") }), 2011, five, outlook.Past, ""},
		"break": {with(func(i *indicators.Indicator) {
			i.Breaks = []indicators.Break{{Period: period("2013"), Reason: "other method"}}
		}), 2011, five, outlook.Break, ""},
		"old break": {with(func(i *indicators.Indicator) {
			i.Breaks = []indicators.Break{{Period: period("2011"), Reason: "other method"}}
		}), 2011, five, "", ""},
		"break seen": {plain, 2011, []string{"2011 9", "2012 8.5", "2013 8.6 - B", "2014 8.1", "2015 8"}, outlook.Break, ""},
		"other":      {plain, 2011, []string{"2011 9", "2012 8.5 old", "2013 8.6", "2014 8.1", "2015 8"}, outlook.OtherDefinition, ""},
		"both":       {plain, 2011, append([]string{"2012 9.9 old"}, five...), "", ""},
		"other then": {plain, 2011, append([]string{"2009 9.9 old"}, five...), "", ""},
		"forecast":   {plain, 2011, append([]string{"2014 8 - A", "2016 1 - F", "2017 1 - D"}, five[:3]...), "", outlook.TooFew},
		"withheld":   {with(func(i *indicators.Indicator) { i.Targets[0].Withheld = "not judged" }), 2011, five, outlook.Withheld, ""},
		"withdrawn": {with(func(i *indicators.Indicator) {
			i.Targets[0].Revisions = append(i.Targets[0].Revisions, indicators.Revision{Withdrawn: true, Decided: zielkette.MustParseDate("2015-06-01")})
		}), 2011, five, outlook.NoAim, ""},
		"limit": {with(func(i *indicators.Indicator) {
			i.Direction = indicators.Down
			i.Targets[0] = indicators.Target{Shape: indicators.LimitShape, Revisions: i.Targets[0].Revisions}
		}), 2011, five, outlook.NoAim, ""},
		"no target": {with(func(i *indicators.Indicator) { i.Targets = nil }), 2011, five, outlook.NoAim, ""},
		"total": {with(func(i *indicators.Indicator) {
			i.Time = indicators.Flow
			i.Targets[0].Revisions[0].Points[0] = indicators.Point{Period: period("2021/2030"), Value: number("100")}
			i.Targets[0].Baseline = indicators.Baseline{}
		}), 2011, five, outlook.Total, ""},
	} {
		o := outlook.Of(assess(t, c.ind, "2018-12-31", c.values...), c.from)
		if o.Refused != c.want || o.Trend.Refused != c.trend {
			t.Errorf("%s: refused %q, trend %q", name, o.Refused, o.Trend.Refused)
		}
		for _, r := range []outlook.Reason{o.Refused, o.Trend.Refused} {
			if r != "" && (r.Text("de") == "" || r.Text("de") == r.Text("en")) {
				t.Errorf("%s: the reason in words is %q", name, r.Text("de"))
			}
		}
		if c.want != "" && (!o.SoFar.IsZero() || len(o.Points) > 0) || (c.want != "" || c.trend != "") && !o.Trend.Probability.IsZero() {
			t.Errorf("%s: figures beside a refusal: %+v", name, o)
		}
	}
	if o := outlook.Of(evaluation.Assessment{}, 2011); o.Refused != outlook.NoAim {
		t.Errorf("nothing: %+v", o)
	}
}

// The reasons in the code are those of the table.
func TestReasons(t *testing.T) {
	if d := cmp.Diff(testkit.Constants(t), outlook.ReasonWords()); d != "" {
		t.Error(d)
	}
}

func TestPace(t *testing.T) {
	quarterly := indicator("2020-Q1", "10", "2025", "20")
	o := outlook.Of(assess(t, quarterly, "2022-12-31", "2020-Q1 10", "2020-Q4 11.5", "2021-Q2 12"), 2020)
	if got := fmt.Sprint(o.SoFar, " ", o.Needed, " ", o.Rising); got != "1.6 1.777777777778 true" { // 2 in 5 quarters, 8 in 18
		t.Errorf("quarters: %s", got)
	}
	share := indicator("2020", "0.5", "2025", "0.8")
	share.Per = number("1")
	o = outlook.Of(assess(t, share, "2022-12-31", "2020 1 - A 2", "2022 2 - A 3"), 2020)
	if got := fmt.Sprint(o.SoFar, " ", o.Needed); got != "0.083333333333 0.044444444444" {
		t.Errorf("shares: %s", got)
	}
	o = outlook.Of(assess(t, indicator("2020", "10", "2030", "2"), "2022-12-31", "2020 10", "2022 2"), 2020)
	if !o.Reached || !o.Needed.IsZero() || o.SoFar.String() != "-4" {
		t.Errorf("reached: %+v", o)
	}
	strict := indicator("2020", "10", "2030", "2")
	strict.Targets[0].Revisions[0].Strict = true
	if o = outlook.Of(assess(t, strict, "2022-12-31", "2020 10", "2022 2"), 2020); o.Reached || o.Needed.Sign() != 0 {
		t.Errorf("strict: %+v", o)
	}
	change := indicator("2020", "10", "2030", "2")
	change.Targets[0].Revisions[0].Points[0] = indicators.Point{Period: period("2030"), Change: number("-60")}
	if o = outlook.Of(assess(t, change, "2022-12-31", "2020 10", "2022 8"), 2020); o.Target.String() != "4" || o.Needed.String() != "-0.5" {
		t.Errorf("change: %+v", o)
	}
	schoolYears := indicator("2019/20", "10", "2029/30", "20")
	if o = outlook.Of(assess(t, schoolYears, "2022-12-31", "2019/20 10", "2021/22 13"), 2020); o.SoFar.String() != "1.5" || o.Needed.String() != "0.875" {
		t.Errorf("school years: %+v", o)
	}
	if o = outlook.Of(assess(t, indicator("2020-01-01", "10", "2030-01-01", "20"), "2022-12-31", "2020-01-01 10", "2021-01-01 13"), 2020); o.SoFar.Fixed(3) != "2.994" {
		t.Errorf("days: %s", o.SoFar)
	}
}

// The oracle computes in another way: the line by determinants, in fractions, and
// Student's t by integrating its density.
func TestTrendOracle(t *testing.T) {
	decisive := 0
	for seed := range testkit.Cases(400) {
		r := rand.New(rand.NewPCG(uint64(seed), 8))
		var values []string
		var xs, ys []*big.Rat
		year := 2000
		for range 5 + r.IntN(8) {
			v := 1000 - 20*(year-2000) + r.IntN(300)
			if r.IntN(9) == 0 {
				v += 700
			}
			values = append(values, fmt.Sprintf("%d %d.%d", year, v/10, v%10))
			xs, ys = append(xs, big.NewRat(int64(year), 1)), append(ys, big.NewRat(int64(v), 10))
			year += 1 + r.IntN(3)
		}
		target := fmt.Sprint(20 + r.IntN(80))
		sign := -1.0
		baseline := "1000"
		if r.IntN(2) == 0 {
			sign, baseline = 1, "1"
		}
		o := outlook.Of(assess(t, indicator("1999", baseline, "2045", target), fmt.Sprint(year), values...), 2000)
		slope, projection, variance := oracle(xs, ys, big.NewRat(2045, 1))
		if !o.Trend.Slope.Equal(zielkette.Round(slope)) || !o.Trend.Projection.Equal(zielkette.Round(projection)) {
			t.Fatalf("seed %d: slope %s, projection %s; not %s, %s", seed, o.Trend.Slope, o.Trend.Projection, slope.FloatString(12), projection.FloatString(12))
		}
		v, _ := variance.Float64()
		p, _ := projection.Float64()
		goal, _ := number(target).Rat()
		g, _ := goal.Float64()
		near := func(what string, f zielkette.Figure, want float64) {
			exact, _ := f.Rat()
			if got, _ := exact.Float64(); math.Abs(got-want) > 1e-6*(1+math.Abs(want)) {
				t.Fatalf("seed %d: %s is %s, not %v", seed, what, f, want)
			}
		}
		near("the standard error", o.Trend.Error, math.Sqrt(v))
		near("the probability", o.Trend.Probability, student(sign*(p-g)/math.Sqrt(v), len(xs)-2))
		low, _ := o.Trend.Low.Rat()
		l, _ := low.Float64()
		high, _ := o.Trend.High.Rat()
		h, _ := high.Float64()
		if c := student((h-p)/math.Sqrt(v), len(xs)-2) - student((l-p)/math.Sqrt(v), len(xs)-2); math.Abs(c-0.95) > 1e-6 {
			t.Fatalf("seed %d: the interval holds %v", seed, c)
		}
		for i := range xs {
			if len(xs) < 6 {
				break
			}
			_, p2, v2 := oracle(without(xs, i), without(ys, i), big.NewRat(2045, 1))
			pf, _ := p2.Float64()
			vf, _ := v2.Float64()
			other := student(sign*(pf-g)/math.Sqrt(vf), len(xs)-3)
			exact, _ := o.Trend.Probability.Rat()
			all, _ := exact.Float64()
			named := false
			for _, d := range o.Trend.Decisive {
				named = named || d.Period.Year() == int(xs[i].Num().Int64())
			}
			if diff := math.Abs(other - all); math.Abs(diff-0.25) > 1e-6 && named != (diff > 0.25) {
				t.Fatalf("seed %d: without %s the probability is %v, not %v; named %v", seed, xs[i], other, all, named)
			}
			if named {
				decisive++
			}
		}
	}
	if decisive == 0 {
		t.Error("no point decides")
	}
}

func without(list []*big.Rat, i int) []*big.Rat {
	return append(append([]*big.Rat(nil), list[:i]...), list[i+1:]...)
}

// oracle solves the normal equations by determinants.
func oracle(xs, ys []*big.Rat, at *big.Rat) (slope, projection, variance *big.Rat) {
	n, sx, sy, sxx, sxy := big.NewRat(int64(len(xs)), 1), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
	mul := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
	for i, x := range xs {
		sx.Add(sx, x)
		sy.Add(sy, ys[i])
		sxx.Add(sxx, mul(x, x))
		sxy.Add(sxy, mul(x, ys[i]))
	}
	det := new(big.Rat).Sub(mul(n, sxx), mul(sx, sx))
	slope = new(big.Rat).Quo(new(big.Rat).Sub(mul(n, sxy), mul(sx, sy)), det)
	intercept := new(big.Rat).Quo(new(big.Rat).Sub(mul(sxx, sy), mul(sx, sxy)), det)
	projection = new(big.Rat).Add(intercept, mul(slope, at))
	squares := new(big.Rat)
	for i, x := range xs {
		e := new(big.Rat).Sub(ys[i], new(big.Rat).Add(intercept, mul(slope, x)))
		squares.Add(squares, mul(e, e))
	}
	mean := new(big.Rat).Quo(sx, n)
	d := new(big.Rat).Sub(at, mean)
	factor := new(big.Rat).Quo(mul(d, d), new(big.Rat).Quo(det, n))
	factor.Add(factor, new(big.Rat).Add(big.NewRat(1, 1), new(big.Rat).Inv(n)))
	variance = mul(factor, new(big.Rat).Quo(squares, new(big.Rat).Sub(n, big.NewRat(2, 1))))
	return slope, projection, variance
}

// student is the distribution function of Student's t, by Simpson's rule over the angle.
func student(x float64, n int) float64 {
	up, _ := math.Lgamma(float64(n+1) / 2)
	down, _ := math.Lgamma(float64(n) / 2)
	// With x = sqrt(n) tan a the density becomes c cos^(n-1) a.
	c := math.Exp(up-down) / math.Sqrt(math.Pi)
	end := math.Atan(x / math.Sqrt(float64(n)))
	const steps = 4000
	sum := 0.0
	f := func(a float64) float64 { return math.Pow(math.Cos(a), float64(n-1)) }
	for i := range steps {
		a, b := end*float64(i)/steps, end*float64(i+1)/steps
		sum += (f(a) + 4*f((a+b)/2) + f(b)) * (b - a) / 6
	}
	return 0.5 + c*sum
}

// Adding a constant to all values and the target, or turning both around, changes
// neither the error nor the probability.
func FuzzOutlook(f *testing.F) {
	f.Add(int64(1), 7, 3)
	f.Add(int64(2), 5, -40)
	f.Fuzz(func(t *testing.T, seed int64, n, shift int) {
		if n < 5 || n > 20 || shift < -1_000_000 || shift > 1_000_000 {
			return
		}
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		var plain, moved, turned []string
		for k := range n {
			v := r.IntN(1000)
			plain = append(plain, fmt.Sprint(2000+k, " ", v))
			moved = append(moved, fmt.Sprint(2000+k, " ", v+shift))
			turned = append(turned, fmt.Sprint(2000+k, " ", -v))
		}
		target := r.IntN(1000)
		a := outlook.Of(assess(t, indicator("1999", "2000", "2040", fmt.Sprint(target)), "2030-12-31", plain...), 2000)
		b := outlook.Of(assess(t, indicator("1999", fmt.Sprint(2000+shift), "2040", fmt.Sprint(target+shift)), "2030-12-31", moved...), 2000)
		c := outlook.Of(assess(t, indicator("1999", "-2000", "2040", fmt.Sprint(-target)), "2030-12-31", turned...), 2000)
		for _, other := range []outlook.Outlook{b, c} {
			if !a.Trend.Error.Equal(other.Trend.Error) || !a.Trend.Probability.Equal(other.Trend.Probability) || a.Refused != other.Refused || a.Trend.Refused != other.Trend.Refused {
				t.Errorf("%v becomes %v", a.Trend, other.Trend)
			}
		}
	})
}

func BenchmarkOf(b *testing.B) {
	a := assess(b, indicator("2007", "3276.316743", "2030", "1104.2661"), "2019-12-31", karlsruhe...)
	for b.Loop() {
		outlook.Of(a, 2007)
	}
}
