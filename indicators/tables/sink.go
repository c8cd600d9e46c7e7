package tables

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// tableFile is what all readers of one file share.
type tableFile struct {
	account
	options Options
	builder *indicators.Builder
	dialect Dialect // declared or detected
}

// full reports whether reading on is for nothing: there are more problems than are
// kept, and no rows are wanted beside them.
func (f *tableFile) full() bool { return !f.options.Lax && f.builder.Full(module.Reader{}) }

// finish runs a reader over a file and turns what it built into a Reading.
func finish(opts *Options, read func(*tableFile) error) (*Reading, error) {
	f := &tableFile{}
	if opts != nil {
		f.options = *opts
	}
	f.builder = indicators.NewBuilderOn(f.options.Onto)
	f.options.Dialect = f.options.Dialect.completed()
	ok := f.options.Dialect.check(f.options.File, f.builder.Report)
	if most := f.options.MaxRows; most < 0 {
		ok = false
		f.builder.Report(zielkette.Problem{
			Code: zielkette.CodeRange, Place: zielkette.Place{File: f.options.File}, Subject: fmt.Sprint(most),
			Message: zielkette.Text{DE: "MaxRows ist mindestens 0, die Vorgabe", EN: "MaxRows is at least 0, the default"},
		})
	}
	if ok {
		if err := read(f); err != nil {
			return nil, err
		}
	}
	record, found := f.builder.Lax()
	if !f.options.Lax {
		if err := found.Err(); err != nil {
			return nil, err
		}
	}
	r := &Reading{Record: record, Dialect: f.dialect, Problems: found, Added: record.Len() - f.options.Onto.Len()}
	if f.options.Onto != nil {
		r.Problems = append(r.Problems, news(f.options.Onto, record)...)
		r.Problems.Sort()
	}
	f.reading(r)
	return r, nil
}

// news warns of the names in a record that the record it goes on from does not have,
// each at the place where it stands first.
func news(base, record *indicators.Record) (out zielkette.Problems) {
	known, areas := map[string]bool{}, map[string]bool{"": true}
	var labels map[[2]string]bool // indicator and label; the empty label where the indicator has any
	for s := range base.AllSeries() {
		known[s.Indicator()], areas[s.Area()] = true, true
	}
	rated := func(indicator string) bool {
		if labels == nil {
			labels = map[[2]string]bool{}
			for o := range base.All() {
				if o.Label != "" {
					labels[[2]string{o.Indicator, ""}], labels[[2]string{o.Indicator, o.Label}] = true, true
				}
			}
		}
		return labels[[2]string{indicator, ""}]
	}
	warn := func(i int, subject, de, en string) {
		if len(out) < problems.Max {
			out = append(out, zielkette.Problem{
				Code: CodeNew, Severity: zielkette.Warning, Place: record.Place(i), Subject: problems.Clip(subject),
				Message: zielkette.Text{DE: de + "; ist es neu oder anders geschrieben?", EN: en + "; is it new, or spelt otherwise?"},
			})
		}
	}
	for i := base.Len(); i < record.Len(); i++ {
		o := record.At(i)
		if !known[o.Indicator] {
			known[o.Indicator] = true
			warn(i, o.Indicator, "der Bestand hat diese Kennzahl noch nicht", "the record does not have this indicator yet")
		}
		if !areas[o.Area] {
			areas[o.Area] = true
			warn(i, o.Area, "der Bestand hat dieses Gebiet noch nicht", "the record does not have this area yet")
		}
		if o.Label != "" && rated(o.Indicator) && !labels[[2]string{o.Indicator, o.Label}] {
			labels[[2]string{o.Indicator, o.Label}] = true
			warn(i, o.Label, "der Bestand hat diese Stufe der Kennzahl noch nicht", "the record does not have this label of the indicator yet")
		}
	}
	return out
}

// sink takes observations in order. It holds those back whose number or period can
// be read in two ways, and all behind them, until another cell of the file tells
// which it is: 1.234 is one thousand and so on where 5,5 stands elsewhere.
type sink struct {
	builder *indicators.Builder
	numbers *numbers
	labels  *labels // nil where periods are never ambiguous
	held    []held
	number  bool // a number is waited for
	period  bool // a period is waited for
	full    bool // nothing is held back any more
}

// maxHeld bounds the observations that are held back.
const maxHeld = 1 << 16

// held is an observation, and what of it is still open.
type held struct {
	o           indicators.Observation
	at          zielkette.Place
	label       label
	labelAt     zielkette.Place
	value       string // the number, where it can be read in two ways
	denominator string
	second      zielkette.Place // of the denominator
	selection   *selection      // nil in a tidy table
}

// mayHold reports whether an observation may be held back.
func (k *sink) mayHold() bool { return !k.full }

// add takes an observation and reports whether it was taken; one that is held back
// counts as taken.
func (k *sink) add(h *held) bool {
	number, period := h.value != "" || h.denominator != "", h.label.ambiguous()
	if len(k.held) == 0 && !number && !period {
		return k.builder.Add(h.o, h.at)
	}
	k.number, k.period = k.number || number, k.period || period
	k.held = append(k.held, *h)
	told := !k.number || k.numbers.found != 0
	if k.period {
		told = told && k.labels.months != k.labels.years
	}
	if told || len(k.held) == maxHeld {
		k.full = k.full || !told
		k.end()
	}
	return true
}

// end adds what was held back, and reports what is still open.
func (k *sink) end() {
	list := k.held
	k.held, k.number, k.period = nil, false, false
	for i := range list {
		h := &list[i]
		ok := true
		fail := func(at zielkette.Place, err error) {
			if err != nil {
				ok = false
				p := asProblem(err)
				p.Place = at
				k.builder.Report(p)
			}
		}
		if h.label.ambiguous() {
			p, told := k.labels.settled(&h.label)
			if h.o.Period = p; !told {
				fail(h.labelAt, twoYears(h.label.period.String()))
			}
		}
		if h.value != "" {
			n, _, err := k.numbers.value([]byte(h.value))
			h.o.Value = n
			fail(h.at, err)
			if s, coded := h.coded(); coded && ok {
				h.o.Value, h.o.Status = zielkette.Number{}, s
			}
			if ok {
				fail(h.at, h.multiply())
			}
		}
		if h.denominator != "" {
			n, err := k.numbers.number([]byte(h.denominator))
			h.o.Denominator = n
			fail(h.second, err)
		}
		if ok {
			k.builder.Add(h.o, h.at)
		}
	}
}

// coded reports whether the value is a number that stands for a missing value.
func (h *held) coded() (indicators.Status, bool) {
	if h.selection == nil || h.o.Value.IsZero() {
		return 0, false
	}
	for _, c := range h.selection.numeric {
		if c.number.Equal(h.o.Value) {
			h.o.Value = zielkette.Number{}
			return c.status, true
		}
	}
	return 0, false
}

// multiply multiplies the value by the factor of its selection.
func (h *held) multiply() (err error) {
	if h.selection == nil || h.selection.factor.IsZero() || h.o.Value.IsZero() {
		return nil
	}
	value, _ := h.o.Value.Decimal()
	factor, _ := h.selection.factor.Decimal()
	h.o.Value, err = zielkette.NumberOf(value.Mul(factor))
	return err
}
