package indicators

import (
	"encoding/json"
	"iter"
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Record (Datenbestand) is everything observed, append-only: restated values
// stand beside the ones they restate, told apart by the day they became known.
// A Record is immutable and safe for concurrent use; [Record.With] makes a longer
// one that shares with it what both hold. The zero value and nil are records without
// observations.
//
// A record needs 80 bytes per observation and 8 more where it was read from a file,
// for its place; 56 per series; and each distinct text once, or once more for every
// call of With that brings it.
type Record struct {
	texts   chunked[string] // interned; the first is ""
	entries chunked[entry]  // in the order of recording
	places  chunked[place]  // of the entries, at most as many; the rest has none
	files   chunked[string]
	wide    chunked[zielkette.Number]
	runs    runs
	breaks  bool // some observation has the status BrokenSeries
}

// entry is an observation in compact form, 76 bytes. Its texts are places in the
// texts of the record.
type entry struct {
	period             zielkette.Period
	known              zielkette.Date
	value, denominator packed
	indicator, area    uint32
	definition, label  uint32
	source, note       uint32
	status             Status
}

// place is where an entry was read: a file of the record and a line. Without a file the
// line means nothing.
type place struct{ file, line int32 }

var nowhere = place{file: -1}

// packed is a Number in twelve bytes: the halves of its coefficient, which keep
// it free of the padding that an int64 brings, and its places. In place of a
// coefficient it may hold an index into the wide numbers, or nothing.
type packed struct {
	high, low uint32
	places    int8
}

const (
	packedNone int8 = -1
	packedWide int8 = -2
)

func pack(coef int64, places int8) packed {
	return packed{uint32(uint64(coef) >> 32), uint32(uint64(coef)), places}
}

func (p packed) coefficient() int64 { return int64(uint64(p.high)<<32 | uint64(p.low)) }

func (r *Record) unpack(p packed) zielkette.Number {
	switch p.places {
	case packedNone:
		return zielkette.Number{}
	case packedWide:
		return *r.wide.at(int32(p.coefficient()))
	}
	n, _ := zielkette.NewNumber(p.coefficient(), int(p.places)) // the places came out of a Number
	return n
}

func (r *Record) entry(i int32) *entry { return r.entries.at(i) }

func (r *Record) text(i uint32) string {
	if i == 0 { // mostly
		return ""
	}
	return *r.texts.at(int32(i))
}

// NewRecord returns a record of the observations in the given order. The error
// is a [zielkette.Problems] with everything wrong; its pointers count the
// observations: /observations/3.
func NewRecord(observations ...Observation) (*Record, error) {
	return (*Record)(nil).With(observations...)
}

// With returns a record of everything in r and the observations behind it; r
// stays as it is, and both share what they have in common. Errors are as for
// [NewRecord]. Cost: in proportion to the observations and to the series they belong
// to, however long r is.
func (r *Record) With(observations ...Observation) (*Record, error) {
	b := NewBuilderOn(r)
	for _, o := range observations {
		b.Add(o, zielkette.Place{})
	}
	return b.Record()
}

// Merge returns a record of everything in r and, behind it, everything in other, each
// with the place where it was read. What contradicts r, the same observation twice or
// a series of another kind of period, is a problem that names both places. Cost: as
// for [Record.With]; nothing onto an empty record.
func (r *Record) Merge(other *Record) (*Record, error) {
	if r.Len() == 0 && other != nil {
		return other, nil
	}
	b := NewBuilderOn(r)
	for i := range other.Len() {
		b.Add(other.At(i), other.Place(i))
	}
	return b.Record()
}

// Len returns the number of observations.
func (r *Record) Len() int {
	if r == nil {
		return 0
	}
	return r.entries.count
}

// All yields the observations in the order of recording.
func (r *Record) All() iter.Seq[Observation] {
	return func(yield func(Observation) bool) {
		for i := range r.Len() {
			if !yield(r.observation(int32(i))) {
				return
			}
		}
	}
}

// MarshalJSON returns the observations as a list in the order of recording. Read into
// a list of [Observation] and given to [NewRecord], it is the same record.
func (r *Record) MarshalJSON() ([]byte, error) { return marshal(r.All()) }

// marshal writes observations as a JSON list.
func marshal(observations iter.Seq[Observation]) ([]byte, error) {
	out := []byte{'['}
	for o := range observations {
		text, err := json.Marshal(o)
		if err != nil {
			return nil, err
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(out, text...)
	}
	return append(out, ']'), nil
}

// Place returns where the observation at a position in the order of recording was
// read: the file and the line of its row. An observation that did not come from a file
// is pointed at: /observations/3.
func (r *Record) Place(position int) zielkette.Place {
	if p := r.place(int32(position)); p.file >= 0 {
		return zielkette.Place{File: *r.files.at(p.file), Line: int(p.line), Column: 1}
	}
	return zielkette.Place{Pointer: "/observations/" + strconv.Itoa(position)}
}

func (r *Record) place(i int32) place {
	if r == nil || int(i) >= r.places.count {
		return nowhere
	}
	return *r.places.at(i)
}

// At returns the observation at a position in the order of recording, from 0 to
// Len()-1; other positions are a programming error and panic as a slice index
// does.
func (r *Record) At(position int) Observation { return r.observation(int32(position)) }

func (r *Record) observation(i int32) Observation {
	e := r.entry(i)
	return Observation{
		Indicator: r.text(e.indicator), Area: r.text(e.area),
		Period: e.period, Value: r.unpack(e.value), Denominator: r.unpack(e.denominator),
		Label: r.text(e.label), Status: e.status, Definition: r.text(e.definition),
		Known: e.known, Source: r.text(e.source), Note: r.text(e.note),
	}
}

// AllSeries yields every series of the record by indicator, then area.
func (r *Record) AllSeries() iter.Seq[Series] {
	return func(yield func(Series) bool) {
		if r == nil {
			return
		}
		for s := range r.runs.all() {
			if !yield(Series{r, s}) {
				return
			}
		}
	}
}

// Series returns the observations of an indicator in an area, the empty area
// being the whole municipality. Without any it is an empty series. It costs a
// binary search.
func (r *Record) Series(indicator, area string) Series {
	if r == nil {
		return Series{}
	}
	if s := r.runs.find(indicator, area); s != nil {
		return Series{r, s}
	}
	return Series{}
}

// Cursor passes once over the series of a record, for callers that ask for many
// of them in order: one pass over both instead of a search for each. It is made by
// [Record.Cursor] and not safe for concurrent use.
type Cursor struct {
	record *Record
	block  []run
	next   int  // the series in the block that was not passed yet
	rest   runs // blocks after this one
	last   *run // the series found last
}

// Cursor returns a cursor before the first series. A nil record has none.
func (r *Record) Cursor() Cursor {
	if r == nil {
		return Cursor{}
	}
	return Cursor{record: r, rest: r.runs}
}

// Seek returns what [Record.Series] returns for an indicator and an area. Each
// call must ask for the same series as the call before or for a later one, by
// indicator and then area; series that were passed are found no more.
func (c *Cursor) Seek(indicator, area string) Series {
	if c == nil {
		return Series{}
	}
	if c.next < len(c.block) {
		if s := &c.block[c.next]; s.indicator == indicator && s.area == area { // mostly
			c.next++
			c.last = s
			return Series{c.record, s}
		}
	}
	if s := c.last; s != nil && s.indicator == indicator && s.area == area {
		return Series{c.record, s}
	}
	for {
		for ; c.next < len(c.block); c.next++ {
			s := &c.block[c.next]
			order := s.compare(indicator, area)
			if order > 0 {
				return Series{}
			}
			if order == 0 {
				c.next++
				c.last = s
				return Series{c.record, s}
			}
		}
		if len(c.rest) == 0 {
			return Series{}
		}
		c.block, c.rest, c.next = c.rest[0], c.rest[1:], 0
	}
}
