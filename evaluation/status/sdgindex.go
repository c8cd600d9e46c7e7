package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// SDGIndex is the method of the colour of an indicator on the dashboards of the
// Sustainable Development Report, with its score. Source: Sustainable Development
// Solutions Network, Sustainable Development Report, Methods Summary, 2024
// (https://dashboards.sdgindex.org/chapters/methodology); Lafortune and others, SDG
// Index and Dashboards Detailed Methodological paper, 2018.
//
// It reads Value, or the latest value of Series. The score is
// 100 (value - lower) / (optimum - lower), cut off at 0 and 100. The parameters lower and
// optimum are the values that score 0 and 100; green, yellow and red are the values from
// which the colour is green, yellow and orange, beyond which it is red. Without yellow it
// is the middle between green and red, as the report draws it. Which way is better
// follows from the bounds: the optimum may be above or below the lower bound. A value on
// the boundary of two colours has the better one.
//
// The report gives a goal the plain mean of the scores of its indicators, and the index
// is the plain mean of the goals; that is what a roll-up with equal weights does.
//
// Classes: green, yellow, orange, red. Figures: value, score.
const SDGIndex = "sdg-index"

var sdgIndex = method{
	id: SDGIndex,
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

// sdgRule is the method with its parameters.
type sdgRule struct {
	lower, optimum *big.Rat
	bounds         [3]*big.Rat // of green, yellow and orange
	sign           int         // +1 where more is better
}

func newSDGIndex(s Spec, list *problems.List) func(Case) Rating {
	var r sdgRule
	for _, p := range [...]struct {
		at   string
		from zielkette.Number
		to   **big.Rat
	}{{"/lower", s.Lower, &r.lower}, {"/optimum", s.Optimum, &r.optimum}, {"/green", s.Green, &r.bounds[0]}, {"/red", s.Red, &r.bounds[2]}} {
		if *p.to, _ = p.from.Rat(); *p.to == nil {
			list.At(p.at, zielkette.CodeRequired, "", "diesen Grenzwert angeben", "state this bound")
		}
	}
	if list.Failed() {
		return nil
	}
	r.bounds[1] = s.yellow()
	r.sign = r.optimum.Cmp(r.lower)
	if r.sign == 0 || !r.met(r.bounds[0], r.bounds[1]) || !r.met(r.bounds[1], r.bounds[2]) {
		list.At("", CodeBounds, s.Method,
			"die Grenzwerte vom Schlechteren zum Besseren ordnen: lower, red, yellow, green, optimum; lower und optimum sind verschieden",
			"put the bounds in order from the worse to the better: lower, red, yellow, green, optimum; lower and optimum differ")
	}
	return r.rate
}

func sdgIndexWords(s Spec, _ int, w *sentence) {
	w.number("grün ab", "green from", s.Green)
	if yellow := zielkette.Round(s.yellow()); !yellow.IsZero() {
		w.say("gelb ab "+yellow.Text(zielkette.German, -1), "yellow from "+yellow.Text(zielkette.English, -1))
	}
	w.number("orange ab", "orange from", s.Red)
	w.number("0 Punkte bei", "0 points at", s.Lower)
	w.number("100 Punkte bei", "100 points at", s.Optimum)
}

// yellow returns the bound from which the colour is yellow, stated or not; nil where a
// document states too little.
func (s Spec) yellow() *big.Rat {
	green, hasGreen := s.Green.Rat()
	red, hasRed := s.Red.Rat()
	if yellow, ok := s.Yellow.Rat(); ok || !hasGreen || !hasRed {
		return yellow
	}
	middle := green.Add(green, red)
	return middle.Quo(middle, big.NewRat(2, 1))
}

// sdgIndexCuts are the values between the colours.
func sdgIndexCuts(s Spec, _ int) []zielkette.Number {
	return []zielkette.Number{s.Green, zielkette.Round(s.yellow()).Number(), s.Red}
}

func (r sdgRule) rate(c Case) Rating {
	value, ok := c.value().Rat()
	if !ok {
		return sdgIndex.none(indicators.NoValue)
	}
	figures := []NamedFigure{exact("value", "Wert", "value", value), exact("score", "Punkte (0 bis 100)", "score (0 to 100)", r.score(value))}
	for i, bound := range r.bounds {
		if r.met(value, bound) {
			return sdgIndex.rate(i+1, figures...)
		}
	}
	return sdgIndex.rate(4, figures...)
}

func (r sdgRule) met(value, bound *big.Rat) bool { return value.Cmp(bound)*r.sign >= 0 }

// score returns the score of a value, from 0 to 100.
func (r sdgRule) score(value *big.Rat) *big.Rat {
	hundred := big.NewRat(100, 1)
	share := new(big.Rat).Sub(value, r.lower)
	share.Quo(share, new(big.Rat).Sub(r.optimum, r.lower))
	switch share.Mul(share, hundred); {
	case share.Sign() < 0:
		return new(big.Rat)
	case share.Cmp(hundred) > 0:
		return hundred
	}
	return share
}
