package status

import (
	"math/big"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// SDGIndex is the colour of an indicator on the dashboards of the Sustainable
// Development Report, with its score. Source: Sustainable Development Solutions
// Network, Sustainable Development Report, Methods Summary, 2024
// (https://dashboards.sdgindex.org/chapters/methodology); Lafortune and others, SDG
// Index and Dashboards Detailed Methodological paper, 2018.
//
// It reads Value, or the latest value of Series. Which way is better follows from the
// bounds: the optimum may be above or below the lower bound. A value on the boundary
// of two colours has the better one.
type SDGIndex struct {
	Lower   zielkette.Number // score 0: the lower bound
	Optimum zielkette.Number // score 100
	Green   zielkette.Number // green from here on
	Yellow  zielkette.Number // yellow from here on; none: the middle between green and red, as the report draws it
	Red     zielkette.Number // orange from here on; beyond, red
}

var sdgIndex = method{
	id: "sdg-index",
	title: zielkette.Text{
		DE: "Farbe nach dem Sustainable Development Report (SDSN)",
		EN: "Dashboard colour of the Sustainable Development Report (SDSN)",
	},
	classes: []class{
		{"green", zielkette.Text{DE: "Grün", EN: "Green"}, zielkette.Text{DE: "Das Ziel ist erreicht.", EN: "The goal is achieved."}},
		{"yellow", zielkette.Text{DE: "Gelb", EN: "Yellow"}, zielkette.Text{DE: "Es bleiben Herausforderungen.", EN: "Challenges remain."}},
		{"orange", zielkette.Text{DE: "Orange", EN: "Orange"}, zielkette.Text{DE: "Es bleiben bedeutende Herausforderungen.", EN: "Significant challenges remain."}},
		{"red", zielkette.Text{DE: "Rot", EN: "Red"}, zielkette.Text{DE: "Es bleiben große Herausforderungen.", EN: "Major challenges remain."}},
	},
}

// Rate returns class "green", "yellow", "orange" or "red". Figures: value, score (0
// to 100). Bounds that are missing or out of order give no rating.
func (s SDGIndex) Rate(c Case) Rating {
	number := c.value()
	value, ok := number.Rat()
	if !ok {
		return sdgIndex.none(NoValue)
	}
	figures := []Figure{exact("value", "Wert", "value", value)}
	score, ok := score(number, s.Lower, s.Optimum)
	if !ok || !s.ordered() {
		return sdgIndex.none(NoBounds, figures...)
	}
	figures = append(figures, exact("score", "Punkte (0 bis 100)", "score (0 to 100)", score))
	sign := s.Optimum.Compare(s.Lower)
	green, _ := s.Green.Rat()
	red, _ := s.Red.Rat()
	for i, bound := range []*big.Rat{green, s.yellow(), red} {
		if met(value, bound, sign) {
			return sdgIndex.rate(i+1, figures...)
		}
	}
	return sdgIndex.rate(4, figures...)
}

// ordered reports whether the colours follow each other from the better to the worse.
func (s SDGIndex) ordered() bool {
	green, hasGreen := s.Green.Rat()
	red, hasRed := s.Red.Rat()
	sign := s.Optimum.Compare(s.Lower)
	return hasGreen && hasRed && met(green, s.yellow(), sign) && met(s.yellow(), red, sign)
}

func (s SDGIndex) yellow() *big.Rat {
	if yellow, ok := s.Yellow.Rat(); ok {
		return yellow
	}
	green, _ := s.Green.Rat()
	red, _ := s.Red.Rat()
	middle := green.Add(green, red)
	return middle.Quo(middle, big.NewRat(2, 1))
}

// SDGScore returns the score of an indicator: (value - lower) / (optimum - lower) on a
// scale from 0 to 100, cut off at both ends, rounded half away from zero to 12 places. ok is
// false when a number is missing or the bounds are equal.
func SDGScore(value, lower, optimum zielkette.Number) (points decimal.Decimal, ok bool) {
	exactly, ok := score(value, lower, optimum)
	if !ok {
		return decimal.Decimal{}, false
	}
	return round.Rat(exactly, Places), true
}

func score(value, lower, optimum zielkette.Number) (*big.Rat, bool) {
	v, hasValue := value.Rat()
	low, hasLower := lower.Rat()
	high, hasOptimum := optimum.Rat()
	if !hasValue || !hasLower || !hasOptimum || low.Cmp(high) == 0 {
		return nil, false
	}
	v.Sub(v, low)
	v.Quo(v, high.Sub(high, low))
	switch hundred := big.NewRat(100, 1); {
	case v.Sign() < 0:
		return new(big.Rat), true
	case v.Cmp(big.NewRat(1, 1)) > 0:
		return hundred, true
	default:
		return v.Mul(v, hundred), true
	}
}

// SDGMean returns the plain mean of scores, rounded half away from zero to 12 places: the
// score of a goal from those of its indicators, and the index from those of the goals.
// A missing score is left out by the caller; ok is false when there is none at all.
// The report itself gives no index to a country that lacks more than a fifth of its
// indicators.
func SDGMean(scores []decimal.Decimal) (mean decimal.Decimal, ok bool) {
	if len(scores) == 0 {
		return decimal.Decimal{}, false
	}
	sum := new(big.Rat)
	for _, s := range scores {
		sum.Add(sum, s.Rat())
	}
	return round.Rat(sum.Quo(sum, big.NewRat(int64(len(scores)), 1)), Places), true
}
