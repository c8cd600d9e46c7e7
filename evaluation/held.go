package evaluation

import (
	"math/big"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Options are the dates of an evaluation.
type Options struct {
	// AsOf (Stand, Stichtag) is the day the evaluation looks from: values of
	// periods ended by then, targets decided by then. It must be given; the
	// library has no clock.
	AsOf zielkette.Date
	// KnownOn (Kenntnisstand) hides what became known later, so that a report of
	// last year can be printed again. No date hides nothing; with one, what has no
	// known date is hidden.
	KnownOn zielkette.Date
}

// held is an indicator held against one of its targets at two dates. What the shapes
// of targets compute and say comes from it.
type held struct {
	Options
	indicator *indicators.Indicator
	target    *indicators.Target   // nil: the indicator has none
	shape     *shape               // of the target
	revision  *indicators.Revision // in force, nil for none
	counts    bool                 // an observation counts, and this is it:
	period    zielkette.Period
	value     zielkette.Number
	per       zielkette.Number // the denominator of a share
	label     string
	broken    bool                 // a break lies between the baseline and the observation
	baseline  *indicators.Baseline // in force, nil for none
	from      number               // the value of the baseline, none where the record has none
	total     *indicators.Total    // what several observations come to together, nil where one counts
	kept      Kept                 // of a limit, how often it was kept so far, where that is scored
	attained  zielkette.Figure     // the attainment, none where there is no score
}

// Kept tells how often a limit was kept: in how many of the periods that have a value
// and for which a bound holds.
type Kept struct {
	Kept   int                `json:"kept"`
	Of     int                `json:"of"`
	Broken []zielkette.Period `json:"broken,omitempty"` // the periods in which it was not
}

// observed notes the observation that counts.
func (h *held) observed(o indicators.Observation) {
	h.counts, h.period, h.value, h.per, h.label = true, o.Period, o.Value, o.Denominator, o.Label
}

// number returns the value that counts: as it stands, of a share the numerator times per
// over the denominator, or what several come to together. A total that lacks parts is no
// value.
func (h *held) number() (number, indicators.Reason) {
	if h.total != nil && h.counts {
		return totalled(h.indicator, *h.total)
	}
	return valued(h.indicator, h.value, h.per)
}

// point returns the value of a point: as stated, or the baseline changed by the percent
// stated.
func (h *held) point(p *indicators.Point) number {
	if p.Change.IsZero() || h.from.isZero() {
		return number{plain: p.Value}
	}
	change, _ := p.Change.Rat()
	factor := change.Add(big.NewRat(1, 1), change.Quo(change, big.NewRat(100, 1)))
	sign, percent := " + ", p.Change.String()
	if p.Change.Sign() < 0 {
		sign, percent = " − ", strings.TrimPrefix(percent, "-")
	}
	from := "(" + h.from.figure + ")"
	if h.from.rat == nil {
		from = operand(h.from.plain.String())
	}
	return number{rat: factor.Mul(factor, h.from.exact()), figure: from + " × (1" + sign + percent + " / 100)"}
}

// startsFrom returns a copy of the baseline in force with the value that it comes to, nil
// for none.
func (h *held) startsFrom() *indicators.Baseline {
	if h.baseline == nil {
		return nil
	}
	b := *h.baseline
	if b.FromRecord {
		b.Value = h.from.rounded().Number()
	}
	return &b
}

// figure returns the value that counts, rounded to 12 places where it is computed.
func (h *held) figure() zielkette.Figure {
	n, reason := h.number()
	if reason != 0 {
		return h.value.Figure()
	}
	return n.rounded()
}

// operand appends the value that counts, of a share or a total as its calculation.
func (h *held) operand(to []byte, language zielkette.Language) []byte {
	n, reason := h.number()
	if reason != 0 {
		return h.value.AppendIn(module.Reader{}, to, language, -1)
	}
	return n.write(to, language)
}

// reaches writes how far the value has come from the baseline to an end, and what that
// comes to.
func (h *held) reaches(language zielkette.Language, end func(to []byte) []byte, result zielkette.Figure) string {
	var room [192]byte
	to := append(h.operand(append(room[:0], '('), language), " − "...)
	to = append(h.from.bracketed(to, language), ") / ("...)
	to = append(end(to), " − "...)
	to = append(h.from.bracketed(to, language), ") = "...)
	return string(result.AppendIn(module.Reader{}, to, language, -1))
}

// unit returns the unit of the indicator as it follows a number.
func (h *held) unit() string {
	if h.indicator.Unit == "" {
		return ""
	}
	return " " + h.indicator.Unit
}

// shape is what makes one form of a target differ from another.
type shape struct {
	// measures says that a number is held against the revision in force: without
	// either there is no score.
	measures bool

	// alone says that no observation is needed.
	alone bool

	// score returns the attainment, or the reason why there is none.
	score func(h *held) (fixed, indicators.Reason)

	// asks says what the target asks for in one line, formula how the attainment was
	// computed. A revision is in force where the shape measures.
	asks    func(h *held, language zielkette.Language) string
	formula func(h *held, language zielkette.Language) string

	// path returns where the observation should be by now; nil for shapes without a
	// path.
	path func(h *held) *expectation

	// planned returns the attainment that is expected by now; nil for shapes that
	// expect none, and where it lies on the path.
	planned func(h *held) zielkette.Figure
}

// planned returns the attainment that is expected by now, none where nothing is.
func (h *held) planned() zielkette.Figure {
	switch {
	case h.path() != nil:
		return zielkette.Round(h.way())
	case h.shape == nil || h.shape.planned == nil || h.shape.measures && (h.revision == nil || h.revision.Withdrawn):
		return zielkette.Figure{}
	}
	return h.shape.planned(h)
}

// all is what is planned of a target that is to be kept.
func all(*held) zielkette.Figure { return zielkette.Int(1).Figure() }

// path returns where the observation should be by now, nil where there is no path.
func (h *held) path() *expectation {
	if h.shape == nil || h.shape.path == nil || h.revision == nil || h.revision.Withdrawn {
		return nil
	}
	return h.shape.path(h)
}

// way returns the exact attainment that the expected value stands for, nil where there
// is no path.
func (h *held) way() *big.Rat {
	e := h.path()
	if e == nil {
		return nil
	}
	b, t := h.from.exact(), h.goal().exact()
	if t.Cmp(b) == 0 {
		return nil
	}
	expected := e.exact()
	return expected.Quo(expected.Sub(expected, b), t.Sub(t, b))
}

// onTrack returns attainment / expected attainment, or why there is none.
func (h *held) onTrack() (zielkette.Figure, indicators.Reason) {
	e := h.path()
	switch {
	case e == nil:
		return zielkette.Figure{}, indicators.NoPath
	case h.attained.IsZero() || !h.counts: // an attainment can be assumed without a value
		return zielkette.Figure{}, indicators.NoValue
	}
	b := h.from.exact()
	expected := e.exact()
	expected.Sub(expected, b)
	if expected.Sign() == 0 {
		return zielkette.Figure{}, indicators.NothingExpected
	}
	v, _ := h.number()
	return zielkette.Round(new(big.Rat).Quo(b.Sub(v.exact(), b), expected)), 0
}

// against writes attainment / expected attainment in the figures both are made of, so
// that the quotient comes out to the last digit: the way from baseline to target
// cancels out.
func (h *held) against(path *expectation, onTrack zielkette.Figure, language zielkette.Language) string {
	return h.reaches(language, func(to []byte) []byte { return path.operand(to, language) }, onTrack)
}

// goal returns the value to reach: that of the last point.
func (h *held) goal() number { return h.point(&h.revision.Points[len(h.revision.Points)-1]) }

// pointPeriod returns the period of the last point of the revision in force, which says
// what values are held against: periods of its kind, or the span itself.
func (h *held) pointPeriod() zielkette.Period {
	if h.revision == nil || len(h.revision.Points) == 0 {
		return zielkette.Period{}
	}
	period := h.revision.Points[len(h.revision.Points)-1].Period
	if h.target.Shape == indicators.LimitShape && period.Kind() == zielkette.Months {
		return zielkette.Period{} // a bound that holds from a day on, and not for spans
	}
	return period
}

// overSpan reports whether a flow is to come to a total over the span of the target:
// where that is no period like those on record or, without any, like that of the
// baseline.
func (h *held) overSpan() bool {
	point := h.pointPeriod()
	if h.indicator.Time != indicators.Flow || point.Kind() != zielkette.Months {
		return false
	}
	return h.total != nil || !h.counts && (h.baseline == nil || !point.Alike(h.baseline.Period))
}
