package evaluation_test

import (
	"math/big"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// The laws of the shapes, over random parameters. Each target makes a number of
// the fuzzed integers by setting the point as the places say.

func pointed(n int64, places uint8) zielkette.Number {
	m, err := zielkette.NewNumber(n, int(places%19))
	if err != nil {
		panic(err)
	}
	return m
}

// attainments evaluates one indicator for each of the values; ok is false when it
// cannot be compiled, as with a target equal to the baseline.
func attainments(t *testing.T, ind indicators.Indicator, values ...zielkette.Number) (out []*big.Rat, ok bool) {
	t.Helper()
	set, err := indicators.Catalogue{Indicators: []indicators.Indicator{ind}}.Compile()
	if err != nil {
		return nil, false
	}
	plan, err := goals.Strategy{ID: "s", Title: "s"}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	model, err := evaluation.New(plan, set, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range values {
		a, _ := evaluate(t, model, asOf("2020"), indicators.Observation{Indicator: "i", Period: period("2020"), Value: v}).Assessment("i", "", "")
		value, ok := a.Attainment().Rat()
		if !ok {
			t.Fatalf("%s has no attainment: %v", v, a.Reason())
		}
		out = append(out, value)
	}
	return out, true
}

var zero = new(big.Rat)

func within(r, low, high *big.Rat) bool { return r.Cmp(low) >= 0 && r.Cmp(high) <= 0 }

// Reach: 1 at the target, 0 at the baseline, monotone between and beyond, the same
// when everything is mirrored, and the exact fraction rounded once.
func FuzzReach(f *testing.F) {
	f.Add(int64(72), int64(20), int64(74), int64(50), uint8(1))
	f.Add(int64(0), int64(1), int64(3), int64(-3), uint8(12))
	f.Add(int64(-5), int64(5), int64(0), int64(9), uint8(0))
	f.Add(int64(9223372036854775807), int64(-9223372036854775808), int64(1), int64(9223372036854775807), uint8(18))
	f.Add(int64(0), int64(2_000_000_000_000), int64(1), int64(3), uint8(0)) // ties
	f.Add(int64(0), int64(-2_000_000_000_000), int64(5), int64(-7), uint8(3))
	f.Fuzz(func(t *testing.T, baseline, target, v, w int64, places uint8) {
		b, y := pointed(baseline, places), pointed(target, places)
		x, z := pointed(v, places), pointed(w, places)
		got, ok := attainments(t, reach(b.String(), y.String()), b, y, x, z)
		if !ok {
			if baseline != target {
				t.Fatalf("baseline %s, target %s: not compiled", b, y)
			}
			return
		}
		if got[0].Sign() != 0 || got[1].Cmp(one) != 0 {
			t.Fatalf("at the baseline %s, at the target %s", got[0], got[1])
		}
		towards := y.Compare(b)
		if c := got[2].Cmp(got[3]) * x.Compare(z) * towards; c < 0 {
			t.Fatalf("not monotone from %s to %s: %s at %s, %s at %s", b, y, got[2], x, got[3], z)
		}
		exact := new(big.Rat).Quo(new(big.Rat).Sub(rat(x), rat(b)), new(big.Rat).Sub(rat(y), rat(b)))
		if alone, ok := evaluation.Reach(b, y, x).Decimal(); !ok || alone.Rat().Cmp(got[2]) != 0 {
			t.Fatalf("%s from %s to %s: %s by itself, %s in an evaluation", x, b, y, alone, got[2].FloatString(zielkette.Places))
		}
		if got[2].Cmp(round12(exact)) != 0 {
			t.Fatalf("%s from %s to %s: %s, exactly %s", x, b, y, got[2].FloatString(12), exact.FloatString(20))
		}
		if baseline == -9223372036854775808 || target == -9223372036854775808 || v == -9223372036854775808 {
			return // has no mirror image
		}
		mirrored, _ := attainments(t, reach(pointed(-baseline, places).String(), pointed(-target, places).String()), pointed(-v, places))
		if mirrored[0].Cmp(got[2]) != 0 {
			t.Fatalf("falling %s, rising %s", mirrored[0], got[2])
		}
	})
}

// Numbers on either side of what 64 bits hold, at unlike scales, give the exact
// fraction in every combination.
func TestReachAtTheLimits(t *testing.T) {
	var numbers []zielkette.Number
	for _, digits := range []string{
		"0", "1", "0.5", "0.000000000000000001", "4611686018427387903", "4611686018427387904", "461168601842738790.4", "461168601842738790.5",
		"900000000000000000.5", "1000000000000000000", "4", "9.000000000000000001", "9223372036854775807", "9223372036854775808", "9999999999999999999.999999999999999999",
	} {
		numbers = append(numbers, number(digits))
		if digits != "0" {
			numbers = append(numbers, number("-"+digits))
		}
	}
	for _, b := range numbers {
		for _, y := range numbers {
			got, ok := attainments(t, reach(b.String(), y.String()), numbers...)
			if !ok {
				continue
			}
			for i, x := range numbers {
				exact := new(big.Rat).Quo(new(big.Rat).Sub(rat(x), rat(b)), new(big.Rat).Sub(rat(y), rat(b)))
				if got[i].Cmp(round12(exact)) != 0 {
					t.Fatalf("%s from %s to %s: %s, exactly %s", x, b, y, got[i].FloatString(12), exact.FloatString(20))
				}
			}
		}
	}
}

// Corridor and limit: 1 inside, 0 at the tolerance and beyond, between 0 and 1 and
// falling from the bound to the tolerance; without a tolerance either 0 or 1.
func FuzzCorridorAndLimit(f *testing.F) {
	f.Add(int64(10), int64(10), int64(5), int64(21), int64(24), uint8(0), true)
	f.Add(int64(-10), int64(0), int64(1), int64(-11), int64(-12), uint8(1), false)
	f.Add(int64(0), int64(1<<40), int64(1<<60), int64(-1), int64(1<<61), uint8(18), true)
	f.Fuzz(func(t *testing.T, lower, width, tolerance, v, w int64, places uint8, graded bool) {
		const limit64 = 1 << 61
		if width < 0 || tolerance <= 0 || max(lower, width, tolerance, v, w) > limit64 || min(lower, v, w) < -limit64 {
			return
		}
		lo, hi, tol := pointed(lower, places), pointed(lower+width, places), ""
		if graded {
			tol = pointed(tolerance, places).String()
		}
		edge := func(n int64) zielkette.Number { return pointed(n, places) }
		values := []zielkette.Number{
			lo, hi, edge(lower + width/2), edge(lower - tolerance), edge(lower + width + tolerance), edge(v), edge(w),
		}
		outside := func(n zielkette.Number) *big.Rat { // distance to the corridor
			switch {
			case n.Compare(lo) < 0:
				return new(big.Rat).Sub(rat(lo), rat(n))
			case n.Compare(hi) > 0:
				return new(big.Rat).Sub(rat(n), rat(hi))
			}
			return new(big.Rat)
		}
		check := func(shape string, ind indicators.Indicator, distance func(zielkette.Number) *big.Rat) {
			got, ok := attainments(t, ind, values...)
			if !ok {
				t.Fatalf("%s %s to %s is not compiled", shape, lo, hi)
			}
			for i, a := range got {
				d := distance(values[i])
				switch {
				case !within(a, zero, one):
					t.Fatalf("%s: %s at %s", shape, a, values[i])
				case (d.Sign() == 0) != (a.Cmp(one) == 0) && d.Sign() == 0:
					t.Fatalf("%s kept at %s: %s", shape, values[i], a)
				case d.Sign() > 0 && (tol == "" || d.Cmp(rat(number(tol))) >= 0) && a.Sign() != 0:
					t.Fatalf("%s missed at %s: %s", shape, values[i], a)
				}
			}
			last := len(got) - 1
			if c := distance(values[last-1]).Cmp(distance(values[last])); c*got[last-1].Cmp(got[last]) > 0 {
				t.Fatalf("%s: farther out is worth more: %s at %s, %s at %s", shape, got[last-1], values[last-1], got[last], values[last])
			}
		}
		check("corridor", corridor(lo.String(), hi.String(), tol), outside)
		check("at least", limit(indicators.Up, lo.String(), tol), func(n zielkette.Number) *big.Rat {
			if n.Compare(lo) < 0 {
				return outside(n)
			}
			return new(big.Rat)
		})
		check("at most", limit(indicators.Down, hi.String(), tol), func(n zielkette.Number) *big.Rat {
			if n.Compare(hi) > 0 {
				return outside(n)
			}
			return new(big.Rat)
		})
	})
}

// Milestones: from 0 to 1, 1 exactly when all that weigh anything are done, and
// never less as time goes by. A share: numerator and denominator times the same
// factor change nothing.
func FuzzMilestonesAndShare(f *testing.F) {
	f.Add(uint16(1), uint16(2), uint16(0), uint8(0b101), int64(3), int64(4), int64(7))
	f.Add(uint16(0), uint16(0), uint16(9), uint8(0b111), int64(-1), int64(3), int64(2))
	f.Fuzz(func(t *testing.T, a, b, c uint16, done uint8, numerator, denominator, factor int64) {
		if a != 0 || b != 0 || c != 0 {
			var list []zielkette.Milestone
			open := false
			for i, w := range []uint16{a, b, c} {
				m := zielkette.Milestone{Title: "m", Weight: zielkette.Int(int64(w))}
				if done>>i&1 == 1 {
					m.Done, _ = zielkette.NewDate(2018+i, 6, 30)
				} else if w > 0 {
					open = true
				}
				list = append(list, m)
			}
			before := new(big.Rat)
			for _, day := range []string{"2017", "2018", "2019", "2020-06-29", "2020-06-30", "2030"} {
				value, ok := assess(t, milestones(list...), asOf(day)).Attainment().Rat()
				if !ok || !within(value, before, one) {
					t.Fatalf("as of %s: %s after %s", day, value, before)
				}
				before = value
			}
			if (before.Cmp(one) == 0) == open {
				t.Fatalf("weights %d %d %d, done %03b: %s", a, b, c, done, before)
			}
		}
		const small = 1 << 31
		if denominator == 0 || factor == 0 || max(numerator, denominator, factor) > small || min(numerator, denominator, factor) < -small {
			return
		}
		ind := reach("0", "1")
		ind.Per = zielkette.Int(1)
		o := indicators.Observation{Indicator: "i", Period: period("2020"), Value: zielkette.Int(numerator), Denominator: zielkette.Int(denominator)}
		first := assess(t, ind, asOf("2020"), o).Attainment()
		o.Value, o.Denominator = zielkette.Int(numerator*factor), zielkette.Int(denominator*factor)
		second := assess(t, ind, asOf("2020"), o).Attainment()
		if !first.Equal(second) || !first.Equal(zielkette.Round(big.NewRat(numerator, denominator))) {
			t.Fatalf("%d/%d: %s, times %d: %s", numerator, denominator, first, factor, second)
		}
	})
}
