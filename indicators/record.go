package indicators

import (
	"cmp"
	"encoding/json"
	"iter"
	"math"
	"slices"
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Record (Datenbestand) is everything observed, append-only: restated values
// stand beside the ones they restate, told apart by the day they became known.
// A Record is immutable and safe for concurrent use; [Record.With] makes a longer
// one. The zero value and nil are records without observations.
//
// A record needs 80 bytes per observation, 16 per series, and each distinct text
// once.
type Record struct {
	texts   []string       // interned; texts[0] is ""
	entries chunked[entry] // in the order of recording
	wide    []zielkette.Number
	order   []int32 // entries by indicator, area, period, known date, order of recording
	runs    []run   // the series in order, by indicator and area
	breaks  bool    // some observation has the status BrokenSeries
}

func (r *Record) entry(i int32) *entry { return r.entries.at(i) }

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
	again              bool // the entry before it in its series is of the same period
}

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

type run struct {
	indicator, area uint32
	first, last     int32 // entries order[first:last]
}

// NewRecord returns a record of the observations in the given order. The error
// is a [zielkette.Problems] with everything wrong; its pointers count the
// observations: /observations/3.
func NewRecord(observations ...Observation) (*Record, error) {
	return (*Record)(nil).With(observations...)
}

// With returns a record of everything in r and the observations behind it; r
// stays as it is. Errors are as for [NewRecord]. It costs as much as building the
// whole record.
func (r *Record) With(observations ...Observation) (*Record, error) {
	b := NewBuilder()
	for o := range r.All() {
		b.Add(o, zielkette.Place{})
	}
	b.before = b.offered
	for i, o := range observations {
		b.Add(o, zielkette.Place{Pointer: "/observations/" + strconv.Itoa(i)})
	}
	return b.Record()
}

// Builder makes a [Record] one observation at a time, as a reader of files does.
// It must be made by [NewBuilder] and is not safe for concurrent use.
type Builder struct {
	record   *Record
	index    map[string]uint32    // places of the texts
	isID     []bool               // of each text, whether it has been found to be an id
	above    [textColumns]uint32  // texts of the observation before
	series   map[[2]uint32]uint32 // by indicator and area
	started  []seriesState
	last     uint32          // series of the observation before
	origins  chunked[origin] // of the entries
	offered  int             // observations given to Add, taken or not
	before   int             // observations that are not the caller's, see With
	list     problems.List
	files    []string
	finished bool
}

// The columns of texts of an observation.
const (
	indicatorText = iota
	areaText
	definitionText
	labelText
	sourceText
	noteText
	textColumns
)

// origin is what is needed of an entry until the record is finished.
type origin struct {
	series     uint32
	file, line int32 // file -1: no file, line counts the observations
}

// seriesState is what is known of a series while it is read. Most files hold
// series in order; those need neither sorting nor a closer look.
type seriesState struct {
	indicator, area uint32
	count           int32
	disordered      bool // an entry does not follow the one before in time
	period          zielkette.Period
	known           zielkette.Date
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder {
	return &Builder{
		record: &Record{texts: []string{""}}, index: map[string]uint32{"": 0}, isID: []bool{false},
		series: map[[2]uint32]uint32{},
	}
}

// Add appends an observation found at the given place, which may be zero. A
// faulty observation is left out and its problems are reported by
// [Builder.Record] and [Builder.Problems]; Add tells whether it was taken.
func (b *Builder) Add(o Observation, at zielkette.Place) bool {
	b.offered++
	report := func(code zielkette.Code, subject, de, en string) bool {
		b.list.Add(zielkette.Problem{Code: code, Place: at, Subject: problems.Clip(subject), Message: zielkette.Text{DE: de, EN: en}})
		return false
	}
	if !b.checkID(indicatorText, o.Indicator) {
		return report(CodeObservation, o.Indicator,
			"die Kennzahl des Messwerts mit ihrer Kennung nennen",
			"name the indicator of the observation by its id")
	}
	if o.Area != "" && !b.checkID(areaText, o.Area) {
		return report(CodeObservation, o.Area,
			"das Gebiet mit seiner Kennung nennen oder für die ganze Gemeinde leer lassen",
			"name the area by its id, or leave it empty for the whole municipality")
	}
	if o.Period.IsZero() {
		return report(CodeObservation, o.Indicator,
			"den Zeitraum angeben, den der Messwert beschreibt",
			"state the period the observation describes")
	}
	if code, subject, message := checkValue(&o); code != "" {
		return report(code, subject, message.DE, message.EN)
	}
	if b.record.entries.count == math.MaxInt32 {
		return report(CodeObservation, o.Indicator,
			"erfasst werden höchstens 2.147.483.647 Messwerte",
			"a record holds at most 2,147,483,647 observations")
	}
	if o.Status == 0 {
		o.Status = Normal
	}
	b.record.breaks = b.record.breaks || o.Status == BrokenSeries
	e := b.record.entries.add()
	e.period, e.known, e.status = o.Period, o.Known, o.Status
	e.value, e.denominator = b.pack(o.Value), b.pack(o.Denominator)
	e.indicator, e.area = b.intern(indicatorText, o.Indicator), b.intern(areaText, o.Area)
	e.definition, e.label = b.intern(definitionText, o.Definition), b.intern(labelText, o.Label)
	e.source, e.note = b.intern(sourceText, o.Source), b.intern(noteText, o.Note)
	b.isID[e.indicator], b.isID[e.area] = true, e.area != 0 // the empty text is no id
	file, line := b.remember(at)
	*b.origins.add() = origin{b.join(e), file, line}
	return true
}

// join adds an entry to its series.
func (b *Builder) join(e *entry) uint32 {
	s := b.last
	if int(s) >= len(b.started) || b.started[s].indicator != e.indicator || b.started[s].area != e.area {
		key := [2]uint32{e.indicator, e.area}
		var ok bool
		if s, ok = b.series[key]; !ok {
			s = uint32(len(b.started))
			b.started = append(b.started, seriesState{indicator: e.indicator, area: e.area})
			b.series[key] = s
		}
		b.last = s
	}
	state := &b.started[s]
	if state.count > 0 && (!e.period.Alike(state.period) ||
		cmp.Or(state.period.Compare(e.period), state.known.Compare(e.known)) >= 0) {
		state.disordered = true
	}
	state.count++
	state.period, state.known = e.period, e.known
	return s
}

// checkID checks an identifier, each text once.
func (b *Builder) checkID(column int, text string) bool {
	if above := b.above[column]; b.record.texts[above] == text && b.isID[above] {
		return true
	}
	if i, ok := b.index[text]; ok && b.isID[i] {
		b.above[column] = i
		return true
	}
	return zielkette.CheckID(text) == nil
}

// checkValue checks that value and status tell the same story.
func checkValue(o *Observation) (code zielkette.Code, subject string, message zielkette.Text) {
	if o.Status != 0 && o.Status != Normal && statusNames[o.Status].IsZero() {
		return CodeStatus, o.Status.String(), zielkette.Text{
			DE: "für den Status eines Messwerts einen dieser Buchstaben verwenden: A B D E F I M O P Q U",
			EN: "use one of the observation statuses A B D E F I M O P Q U",
		}
	}
	switch {
	case !o.Value.IsZero() && o.Label != "":
		return CodeObservation, o.Label, zielkette.Text{
			DE: "einen Wert oder eine Stufe angeben, nicht beides",
			EN: "state a value or a label, not both",
		}
	case o.HasValue() && o.Status.IsAbsence():
		return CodeObservation, o.Status.String(), zielkette.Text{
			DE: "dieser Status besagt, dass es keinen Wert gibt, angegeben ist aber einer; eines von beiden entfernen",
			EN: "this status states that there is no value, but one is given; remove one of the two",
		}
	case !o.HasValue() && !o.Status.IsAbsence():
		return CodeAbsence, o.Indicator, zielkette.Text{
			DE: "es gibt weder einen Wert noch einen Grund, warum er fehlt: den Status O (nicht berichtet), Q (geheim zu halten) oder M (nicht sinnvoll) angeben",
			EN: "there is neither a value nor a reason why it is missing: give the status O (not reported), Q (suppressed) or M (cannot exist)",
		}
	case !o.Denominator.IsZero() && o.Value.IsZero():
		return CodeObservation, o.Denominator.String(), zielkette.Text{
			DE: "ein Nenner braucht einen Zähler als Wert",
			EN: "a denominator needs a numerator in the value",
		}
	case !o.Denominator.IsZero() && o.Denominator.Sign() == 0:
		return CodeObservation, o.Denominator.String(), zielkette.Text{
			DE: "ein Nenner von 0 ergibt keinen Anteil; mit dem Status M angeben, dass es keinen Wert gibt",
			EN: "a denominator of 0 gives no share; state the absence with status M",
		}
	}
	return "", "", zielkette.Text{}
}

// intern returns the place of a text, most often the one of the observation
// before.
func (b *Builder) intern(column int, text string) uint32 {
	if text == "" {
		return 0
	}
	if above := b.above[column]; b.record.texts[above] == text {
		return above
	}
	i, ok := b.index[text]
	if !ok {
		i = uint32(len(b.record.texts))
		b.record.texts = append(b.record.texts, text)
		b.isID = append(b.isID, false)
		b.index[text] = i
	}
	b.above[column] = i
	return i
}

func (b *Builder) pack(n zielkette.Number) packed {
	if n.IsZero() {
		return packed{places: packedNone}
	}
	if coef, places, ok := n.Small(); ok {
		return pack(coef, int8(places))
	}
	b.record.wide = append(b.record.wide, n)
	return pack(int64(len(b.record.wide)-1), packedWide)
}

func (r *Record) unpack(p packed) zielkette.Number {
	switch p.places {
	case packedNone:
		return zielkette.Number{}
	case packedWide:
		return r.wide[p.coefficient()]
	}
	n, _ := zielkette.NewNumber(p.coefficient(), int(p.places)) // the places came out of a Number
	return n
}

func (b *Builder) remember(at zielkette.Place) (file, line int32) {
	if at.File == "" && at.Line == 0 {
		return -1, int32(b.offered - 1 - b.before)
	}
	if len(b.files) == 0 || b.files[len(b.files)-1] != at.File {
		b.files = append(b.files, at.File)
	}
	return int32(len(b.files) - 1), int32(at.Line)
}

func (b *Builder) place(i int32) zielkette.Place {
	o := b.origins.at(i)
	if o.file < 0 {
		return zielkette.Place{Pointer: "/observations/" + strconv.Itoa(int(o.line))}
	}
	return zielkette.Place{File: b.files[o.file], Line: int(o.line), Column: 1}
}

// Report adds a problem that a reader found beside the observations, so that it
// comes out sorted among the others.
func (b *Builder) Report(p zielkette.Problem) { b.list.Add(p) }

// Problems returns what has been found so far, sorted and capped.
func (b *Builder) Problems() zielkette.Problems { return b.list.All() }

// Record ends the building and returns the record. With any problem of severity
// error the record is nil and the error a [zielkette.Problems]: a record is whole
// or not at all. The builder must not be used afterwards.
//
// Beyond the single observations it is checked that no observation stands twice
// (same indicator, area, definition, period and known date, code
// [CodeDuplicate]) and that a series has one kind of period ([CodePeriods]).
func (b *Builder) Record() (*Record, error) {
	r, found := b.finish()
	if err := found.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// Lax is [Builder.Record] for readers that were asked to keep the good rows: it
// returns the record without the faulty observations, and the problems.
func (b *Builder) Lax() (*Record, zielkette.Problems) { return b.finish() }

func (b *Builder) finish() (*Record, zielkette.Problems) {
	if !b.finished {
		b.finished = true
		b.arrange()
		if drop := b.check(); drop != nil {
			b.record.remove(drop)
		}
		b.record.mark()
		b.record.trim()
		b.index, b.series, b.started = nil, nil, nil
		b.origins = chunked[origin]{}
	}
	return b.record, b.list.All()
}

// arrange makes entries, order and runs. Linear in the entries: they are counted
// into their series, and only series that were read out of order are sorted.
func (b *Builder) arrange() {
	r := b.record
	numbers := make([]uint32, len(b.started)) // the series by the texts of indicator and area
	for i := range numbers {
		numbers[i] = uint32(i)
	}
	slices.SortFunc(numbers, func(i, j uint32) int {
		s, t := &b.started[i], &b.started[j]
		return cmp.Or(cmp.Compare(r.texts[s.indicator], r.texts[t.indicator]), cmp.Compare(r.texts[s.area], r.texts[t.area]))
	})
	next := make([]int32, len(b.started)) // of each series, where its next entry goes in the order
	r.runs = make([]run, len(numbers))
	at := int32(0)
	for i, number := range numbers {
		s := &b.started[number]
		next[number] = at
		r.runs[i] = run{s.indicator, s.area, at, at + s.count}
		at += s.count
	}
	r.order = make([]int32, b.origins.count)
	for i := range int32(b.origins.count) {
		o := b.origins.at(i)
		r.order[next[o.series]] = i
		next[o.series]++
	}
	for i, number := range numbers {
		if b.started[number].disordered {
			s := r.runs[i]
			slices.SortFunc(r.order[s.first:s.last], func(i, j int32) int {
				e, f := r.entry(i), r.entry(j)
				return cmp.Or(e.period.Compare(f.period), e.known.Compare(f.known), cmp.Compare(i, j))
			})
		}
	}
}

// check reports what is wrong between the observations of one series and tells
// which entries to leave out, nil for none. A series that was read in order, each
// entry later than the one before and of the same kind of period, has nothing
// wrong.
func (b *Builder) check() (drop []bool) {
	r := b.record
	report := func(at int32, code zielkette.Code, de, en string) {
		if drop == nil {
			drop = make([]bool, r.entries.count)
		}
		drop[at] = true
		e := r.entry(at)
		b.list.Add(zielkette.Problem{
			Code: code, Place: b.place(at), Message: zielkette.Text{DE: de, EN: en},
			Subject: problems.Clip(r.texts[e.indicator] + " " + e.period.String()),
		})
	}
	for _, s := range r.runs {
		if !b.started[b.series[[2]uint32{s.indicator, s.area}]].disordered {
			continue
		}
		order := r.order[s.first:s.last]
		first := map[uint32]int32{} // of each definition, the entry recorded first
		for _, at := range order {
			d := r.entry(at).definition
			if f, ok := first[d]; !ok || at < f {
				first[d] = at
			}
		}
		seen := map[uint32]int32{} // definitions of this period and known date, with the entry found first
		for i, at := range order {
			e := r.entry(at)
			if p := r.entry(first[e.definition]).period; !e.period.Alike(p) {
				report(at, CodePeriods,
					"eine Zeitreihe hat eine Art von Zeitraum, und diese begann mit der Art "+p.Kind().Text(zielkette.German)+" ("+p.String()+
						"): eine eigene Kennzahl oder eine eigene Definition verwenden",
					"a series has one kind of period, and this one started with the kind "+p.Kind().String()+" ("+p.String()+
						"): use an indicator or a definition of its own")
				continue
			}
			if i > 0 {
				if f := r.entry(order[i-1]); !f.period.Equal(e.period) || !f.known.Equal(e.known) {
					clear(seen)
				}
			}
			if f, ok := seen[e.definition]; ok {
				report(at, CodeDuplicate,
					"dieser Messwert steht schon bei "+b.place(f).String()+
						" (gleich sind Kennzahl, Gebiet, Definition, Zeitraum und Bekanntgabe); ein berichtigter Wert hat eine spätere Bekanntgabe",
					"this observation stands already at "+b.place(f).String()+
						" (same indicator, area, definition, period and known date); a restated value has a later known date")
				continue
			}
			seen[e.definition] = at
		}
	}
	return drop
}

// remove takes entries out of the record.
func (r *Record) remove(drop []bool) {
	moved := make([]int32, r.entries.count) // where each entry comes to stand
	kept := int32(0)
	for i := range int32(r.entries.count) {
		moved[i] = kept
		if !drop[i] {
			*r.entry(kept) = *r.entry(i)
			kept++
		}
	}
	r.entries.cut(int(kept))
	order := make([]int32, 0, kept)
	runs := r.runs[:0]
	for _, s := range r.runs {
		first := int32(len(order))
		for _, at := range r.order[s.first:s.last] {
			if !drop[at] {
				order = append(order, moved[at])
			}
		}
		if last := int32(len(order)); last > first {
			runs = append(runs, run{s.indicator, s.area, first, last})
		}
	}
	r.order, r.runs = order, runs
}

// mark notes which entries stand behind one of the same period, so that looking
// for the latest need not look at the entry before it.
func (r *Record) mark() {
	for _, s := range r.runs {
		var before zielkette.Period
		for _, at := range r.order[s.first:s.last] {
			e := r.entry(at)
			e.again = e.period == before
			before = e.period
		}
	}
}

// trim gives back the room that was kept for more.
func (r *Record) trim() {
	r.texts = slices.Clone(r.texts)
	r.wide = slices.Clone(r.wide)
	r.entries.trim()
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

// At returns the observation at a position in the order of recording, from 0 to
// Len()-1; other positions are a programming error and panic as a slice index
// does.
func (r *Record) At(position int) Observation { return r.observation(int32(position)) }

func (r *Record) observation(i int32) Observation {
	e := r.entry(i)
	return Observation{
		Indicator: r.texts[e.indicator], Area: r.texts[e.area],
		Period: e.period, Value: r.unpack(e.value), Denominator: r.unpack(e.denominator),
		Label: r.texts[e.label], Status: e.status, Definition: r.texts[e.definition],
		Known: e.known, Source: r.texts[e.source], Note: r.texts[e.note],
	}
}

// AllSeries yields every series of the record by indicator, then area.
func (r *Record) AllSeries() iter.Seq[Series] {
	return func(yield func(Series) bool) {
		if r == nil {
			return
		}
		for i := range r.runs {
			if !yield(Series{r, r.runs[i]}) {
				return
			}
		}
	}
}

// Cursor passes once over the series of a record, for callers that ask for many
// of them in order: one pass over both instead of a search for each. It is made by
// [Record.Cursor] and not safe for concurrent use.
type Cursor struct {
	record *Record
	next   int // the run after the one found last
}

// Cursor returns a cursor before the first series. A nil record has none.
func (r *Record) Cursor() Cursor {
	if r == nil {
		r = &Record{}
	}
	return Cursor{record: r}
}

// Seek returns what [Record.Series] returns for an indicator and an area. Each
// call must ask for the same series as the call before or for a later one, by
// indicator and then area; series that were passed are found no more.
func (c *Cursor) Seek(indicator, area string) Series {
	r := c.record
	if c.next < len(r.runs) {
		if s := r.runs[c.next]; r.texts[s.indicator] == indicator && r.texts[s.area] == area { // mostly
			c.next++
			return Series{r, s}
		}
	}
	for at := max(c.next-1, 0); at < len(r.runs); at++ {
		order := r.compare(r.runs[at], indicator, area)
		if order > 0 {
			break
		}
		c.next = at + 1
		if order == 0 {
			return Series{r, r.runs[at]}
		}
	}
	return Series{}
}

// compare orders a series against an indicator and an area.
func (r *Record) compare(s run, indicator, area string) int {
	return cmp.Or(cmp.Compare(r.texts[s.indicator], indicator), cmp.Compare(r.texts[s.area], area))
}

// Series returns the observations of an indicator in an area, the empty area
// being the whole municipality. Without any it is an empty series. It costs a
// binary search.
func (r *Record) Series(indicator, area string) Series {
	if r == nil {
		return Series{}
	}
	i, ok := slices.BinarySearchFunc(r.runs, indicator, func(s run, indicator string) int {
		return r.compare(s, indicator, area)
	})
	if !ok {
		return Series{}
	}
	return Series{r, r.runs[i]}
}
