package evaluation

import (
	"fmt"
	"math/big"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Reach: a value is to be reached by a date, rising or falling.
var reachShape = shape{
	measures: true,
	score: func(h *held) (fixed, indicators.Reason) {
		target, baseline := h.goal(), &h.target.Baseline
		switch d := h.indicator.Direction.Sign(); {
		case d != 0 && d != target.Compare(baseline.Value):
			return fixed{}, indicators.AgainstDirection
		case h.broken || baseline.Definition != "" && baseline.Definition != h.indicator.Definition:
			return fixed{}, indicators.BaselineBeforeBreak
		}
		v, _ := h.number()
		return v.reach(baseline.Value, target), 0
	},
	asks: func(h *held, language zielkette.Language) string {
		points, side := make([]string, len(h.revision.Points)), ""
		if h.revision.Strict {
			side = beyond(h.goal().Compare(h.target.Baseline.Value) > 0).In(language)
		}
		for i, p := range h.revision.Points {
			points[i] = side + digits(p.Value, language) + h.unit() + " (" + p.Period.Text(language) + ")"
		}
		return strings.Join(points, ", ")
	},
	formula: func(h *held, language zielkette.Language) string {
		b := operand(digits(h.target.Baseline.Value, language))
		return fmt.Sprintf("(%s − %s) / (%s − %s) = %s", h.operand(language), b, digits(h.goal(), language), b, language.Digits(h.attained.String()))
	},
	path: pathOf,
}

// Reach returns the attainment (Zielerreichungsgrad) of a value that is to get from
// a baseline b to a target T, by itself and without a strategy: (v - b) / (T - b),
// rising or falling, unbounded, rounded once to [zielkette.Places] digits, half away
// from zero. There is none where one of the three is none, and where the target is the
// baseline.
func Reach(baseline, target, value zielkette.Number) zielkette.Figure {
	if baseline.IsZero() || target.IsZero() || value.IsZero() || target.Equal(baseline) {
		return zielkette.Figure{}
	}
	return number{plain: value}.reach(baseline, target).figure()
}

// reach returns (v - b) / (T - b) at 12 places.
func (n number) reach(baseline, target zielkette.Number) fixed {
	v, vp, ok1 := n.plain.Small()
	b, t, places, ok2 := alike(baseline, target)
	if ok1 && ok2 {
		if f, ok := reach(v, vp, b, t, places); ok {
			return fixed{n: f}
		}
	}
	from, _ := baseline.Rat()
	to, _ := target.Rat()
	return roundRat(new(big.Rat).Quo(new(big.Rat).Sub(n.exact(), from), to.Sub(to, from)))
}

// reach returns (v - from) / (to - from) at 12 places, where v has places of its
// own; from and to come from [alike]. ok is false where the numbers are too large.
func reach(v int64, valuePlaces int, from, to int64, places int) (attained int64, ok bool) {
	scale := max(valuePlaces, places)
	v, ok = rescale(v, scale-valuePlaces)
	if scale > places {
		var ok1, ok2 bool
		from, ok1 = rescale(from, scale-places)
		to, ok2 = rescale(to, scale-places)
		ok = ok && ok1 && ok2
	}
	if !ok {
		return 0, false
	}
	return ratio(v-from, to-from)
}

// alike returns two numbers as whole numbers of a common scale; ok is false where
// they are too large to subtract.
func alike(a, b zielkette.Number) (m, n int64, places int, ok bool) {
	m, mp, ok1 := a.Small()
	n, np, ok2 := b.Small()
	if !ok1 || !ok2 {
		return 0, 0, 0, false
	}
	places = max(mp, np)
	m, ok1 = rescale(m, places-mp)
	n, ok2 = rescale(n, places-np)
	return m, n, places, ok1 && ok2
}

// rescale returns n * 10^places; ok is false when it is too large to subtract
// without overflow.
func rescale(n int64, places int) (scaled int64, ok bool) {
	const limit = 1<<62 - 1 // so that the difference of two fits an int64
	if places == 0 {        // without the division, as most figures of a series have the places of their target
		return n, n <= limit && n >= -limit
	}
	p := powers[places]
	if n > limit/p || n < -limit/p {
		return 0, false
	}
	return n * p, true
}

// pathOf returns where on the path the observation should be: at the end of its period,
// without an observation at the as-of date.
func pathOf(h *held) *expectation {
	t := h.target
	day := h.AsOf
	if h.counts {
		day = h.period.End()
	}
	e := &expectation{from: indicators.Point{Period: t.Baseline.Period, Value: t.Baseline.Value}}
	for _, to := range h.revision.Points {
		if to.Period.End().By(day) {
			e.from = to
			continue
		}
		passed := day.Days(e.from.Period.End())
		if passed > 0 && t.Path != indicators.Step {
			e.to, e.passed, e.days = to, passed, to.Period.End().Days(e.from.Period.End())
		}
		break
	}
	e.value, _ = e.from.Value.Rat()
	if e.days > 0 {
		way, _ := e.to.Value.Rat()
		way.Sub(way, e.value)
		e.value.Add(e.value, way.Mul(way, big.NewRat(int64(e.passed), int64(e.days))))
	}
	return e
}
