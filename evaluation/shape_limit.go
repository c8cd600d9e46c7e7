package evaluation

import (
	"fmt"
	"math/big"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Limit: a minimum or a maximum is to be kept in every period.
var limitShape = shape{
	measures: true,
	planned:  all,
	score: func(h *held) (fixed, indicators.Reason) {
		if !h.revision.KeptSince.IsZero() {
			if h.kept.Of == 0 {
				return fixed{}, indicators.BeforeLimit
			}
			return roundRat(big.NewRat(int64(h.kept.Kept), int64(h.kept.Of))), 0
		}
		lower, upper := h.bounds()
		if lower == nil && upper == nil {
			return fixed{}, indicators.BeforeLimit
		}
		return h.within(lower, upper), 0
	},
	asks: func(h *held, language zielkette.Language) string {
		side, from := zielkette.Text{DE: "höchstens ", EN: "at most "}, zielkette.Text{DE: " ab ", EN: " from "}
		switch up := h.indicator.Direction == indicators.Up; {
		case h.revision.Strict:
			side = beyond(up)
		case up:
			side = zielkette.Text{DE: "mindestens ", EN: "at least "}
		}
		points := make([]string, len(h.revision.Points))
		for i, p := range h.revision.Points {
			points[i] = side.In(language) + digits(p.Value, language) + h.unit()
			if !p.Period.IsZero() {
				points[i] += from.In(language) + p.Period.Text(language)
			}
		}
		if since := h.revision.KeptSince; !since.IsZero() {
			return strings.Join(points, ", ") + zielkette.Text{DE: ", bewertet nach dem Anteil der Zeiträume seit ", EN: ", scored by the share of the periods since "}.In(language) + since.Text(language)
		}
		return strings.Join(points, ", ") + h.tolerance(language)
	},
	formula: func(h *held, language zielkette.Language) string {
		if !h.revision.KeptSince.IsZero() {
			return fmt.Sprintf(zielkette.Text{DE: "in %d von %d Zeiträumen eingehalten: %d / %d = %s", EN: "kept in %d of %d periods: %d / %d = %s"}.In(language),
				h.kept.Kept, h.kept.Of, h.kept.Kept, h.kept.Of, language.Digits(h.attained.String()))
		}
		lower, upper := h.bounds()
		return h.howFarOutside(lower, upper, language)
	},
}

// beyond says that a strict target demands more than the value that follows.
func beyond(up bool) zielkette.Text {
	if up {
		return zielkette.Text{DE: "über ", EN: "above "}
	}
	return zielkette.Text{DE: "unter ", EN: "below "}
}

// bounds returns the bound that holds for the period of the observation, as the lower
// or the upper one; both are nil before the first.
func (h *held) bounds() (lower, upper *zielkette.Number) {
	points := h.revision.Points
	for i := len(points) - 1; i >= 0; i-- {
		if !h.period.Since(points[i].Period) {
			continue
		}
		if h.indicator.Direction == indicators.Up {
			return &points[i].Value, nil
		}
		return nil, &points[i].Value
	}
	return nil, nil
}

// keeps counts the periods in which the limit was kept: all that have a value and for
// which a bound holds, from the period on from which the revision counts them.
func (h *held) keeps(series indicators.Series, q *indicators.Query) (k Kept) {
	one := *h
	judge := func() {
		lower, upper := one.bounds()
		n, reason := one.number()
		if lower == nil && upper == nil || reason != 0 || !one.period.Since(h.revision.KeptSince) {
			return
		}
		k.Of++
		if below, above := outside(n.exact(), lower, upper, h.revision.Strict); below || above {
			k.Broken = append(k.Broken, one.period)
		} else {
			k.Kept++
		}
	}
	if point := h.pointPeriod(); h.indicator.Time.Totals(series.Last(q), point) {
		for total := range series.Totalling(h.indicator.Time, point, q) {
			one.total = &total
			one.observed(total.Observation())
			judge()
		}
		return k
	}
	for o := range series.Counting(q) {
		one.observed(o)
		judge()
	}
	return k
}
