package indicators

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Builder makes a [Record] one observation at a time, as a reader of files does.
// It must be made by [NewBuilder] and is not safe for concurrent use.
type Builder struct {
	record   *Record
	base     *Record // what is on record already, see [Record.With]; nil for nothing
	index    map[string]*word
	above    [textColumns]*word   // texts of the observation before, nil for none
	series   map[[2]uint32]uint32 // by indicator and area
	started  chunked[seriesState]
	sorted   []uint32        // the series by indicator and area, once all are there
	last     uint32          // series of the observation before
	joined   chunked[joined] // of the entries that are not of the base
	recalled [2]string       // indicator and area of the observation before
	offered  int             // observations given to Add, taken or not
	list     problems.List
	files    map[string]int32 // those added, by name
	finished bool
}

// word is a text of the record: where it stands, whether it has been found to be an
// identifier, and which text followed it last. Tables repeat their texts in the same
// order, so that guessing the next one saves most look-ups (a quarter of the time of
// reading a million rows).
type word struct {
	text string
	at   uint32
	isID bool
	next *word
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

// joined is what is needed of an entry until the record is finished.
type joined struct {
	series  uint32
	offered int32 // how many observations were given to Add before it
}

// seriesState is what is known of a series while it is read. Most files hold
// series in order; those need neither sorting nor a closer look.
type seriesState struct {
	indicator, area string
	key             [2]uint32 // the same as places of texts
	next            uint32    // the series that followed last in the file
	before          []ordinal // entries of the base
	count           int32     // of the entries that are not of the base
	disordered      bool      // an entry does not follow the one before in time
	repeated        bool      // an entry is of the period of the one before
	period          zielkette.Period
	known           zielkette.Date
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder { return NewBuilderOn(nil) }

// NewBuilderOn returns a builder of a record of everything in base and what is added
// behind it, as [Record.With] makes one. What contradicts base is a problem. A nil
// base is [NewBuilder].
func NewBuilderOn(base *Record) *Builder {
	b := new(Builder)
	b.begin()
	if base.Len() == 0 {
		return b
	}
	b.base = base
	*b.record = Record{
		texts: base.texts.share(), entries: base.entries.share(), places: base.places.share(),
		files: base.files.share(), wide: base.wide.share(), runs: base.runs, breaks: base.breaks,
	}
	return b
}

// begin readies a builder that is new.
func (b *Builder) begin() {
	if b.record == nil {
		b.record, b.index, b.series = &Record{}, map[string]*word{}, map[[2]uint32]uint32{}
		*b.record.texts.add() = ""
	}
}

// Add appends an observation found at the given place. Where the place is zero, the
// observation is pointed at by its number: /observations/3. A faulty observation is
// left out and its problems are reported by [Builder.Record] and [Builder.Problems];
// Add tells whether it was taken. After [Builder.Record] none is.
func (b *Builder) Add(o Observation, at zielkette.Place) bool {
	if b == nil || b.finished {
		return false
	}
	b.begin()
	b.offered++
	indicator, area := b.find(indicatorText, o.Indicator), (*word)(nil)
	if o.Area != "" {
		area = b.find(areaText, o.Area)
	}
	if !isID(indicator, o.Indicator) {
		return b.refuse(at, CodeObservation, o.Indicator,
			"die Kennzahl des Messwerts mit ihrer Kennung nennen",
			"name the indicator of the observation by its id")
	}
	if o.Area != "" && !isID(area, o.Area) {
		return b.refuse(at, CodeObservation, o.Area,
			"das Gebiet mit seiner Kennung nennen oder für die ganze Gemeinde leer lassen",
			"name the area by its id, or leave it empty for the whole municipality")
	}
	if o.Period.IsZero() {
		return b.refuse(at, CodeObservation, o.Indicator,
			"den Zeitraum angeben, den der Messwert beschreibt",
			"state the period the observation describes")
	}
	plain := !o.Value.IsZero() && o.Label == "" && o.Denominator.IsZero() && (o.Status == 0 || o.Status == Normal)
	if plain { // nothing can be wrong with it, and nearly all are so
	} else if code, subject, message := checkValue(&o); code != "" {
		return b.refuse(at, code, subject, message.DE, message.EN)
	}
	for column, text := range [...]string{definitionText: o.Definition, labelText: o.Label, sourceText: o.Source, noteText: o.Note} {
		if text == "" || b.find(column, text) != nil { // each is checked once
			continue
		}
		if p := problems.Control(text); p != nil {
			return b.refuse(at, p.Code, text, p.Message.DE, p.Message.EN)
		}
	}
	if b.record.entries.count == math.MaxInt32 {
		return b.refuse(at, CodeObservation, o.Indicator,
			"erfasst werden höchstens 2.147.483.647 Messwerte",
			"a record holds at most 2,147,483,647 observations")
	}
	if o.Status == 0 {
		o.Status = Normal
	}
	if b.base != nil {
		b.recall(o.Indicator, o.Area)
	}
	b.record.breaks = b.record.breaks || o.Status == BrokenSeries
	e := b.record.entries.add()
	e.period, e.known, e.status = o.Period, o.Known, o.Status
	e.value, e.denominator = b.pack(o.Value), b.pack(o.Denominator)
	if indicator == nil || !indicator.isID {
		indicator = b.intern(indicatorText, o.Indicator)
	}
	e.indicator = indicator.at
	if o.Area != "" {
		if area == nil || !area.isID {
			area = b.intern(areaText, o.Area)
		}
		e.area = area.at
	}
	e.definition, e.label = b.textAt(definitionText, o.Definition), b.textAt(labelText, o.Label)
	e.source, e.note = b.textAt(sourceText, o.Source), b.textAt(noteText, o.Note)
	b.remember(at)
	*b.joined.add() = joined{b.join(e, &o), int32(b.offered - 1)}
	return true
}

// refuse reports why an observation is not taken.
func (b *Builder) refuse(at zielkette.Place, code zielkette.Code, subject, de, en string) bool {
	if at.File == "" && at.Line == 0 && at.Pointer == "" {
		at.Pointer = numbered(b.offered - 1)
	}
	b.list.Add(zielkette.Problem{Code: code, Place: at, Subject: problems.Clip(subject), Message: zielkette.Text{DE: de, EN: en}})
	return false
}

// numbered points at an observation that was not read from a file.
func numbered(i int) string { return "/observations/" + strconv.Itoa(i) }

// recall takes the texts of a series over from the base, so that the record does not
// hold them twice.
func (b *Builder) recall(indicator, area string) {
	key := [2]string{indicator, area}
	if b.recalled == key {
		return
	}
	b.recalled = key
	series := b.base.Series(indicator, area)
	if series.Len() == 0 {
		return
	}
	note := func(at uint32, isID bool) {
		if text := b.record.text(at); text != "" {
			if _, ok := b.index[text]; !ok {
				b.index[text] = &word{text: text, at: at, isID: isID}
			}
		}
	}
	e := series.entry(series.Len() - 1)
	note(e.indicator, true)
	note(e.area, true)
	note(e.definition, false)
	note(e.source, false)
	note(e.note, false)
	note(e.label, false)
}

// join adds an entry to its series.
func (b *Builder) join(e *entry, o *Observation) uint32 {
	s, key := b.last, [2]uint32{e.indicator, e.area}
	if int(s) >= b.started.count || b.started.at(int32(s)).key != key {
		if int(s) < b.started.count && int(b.started.at(int32(s)).next) < b.started.count && b.started.at(int32(b.started.at(int32(s)).next)).key == key {
			s = b.started.at(int32(s)).next // the series that followed this one last
		} else {
			var ok bool
			if s, ok = b.series[key]; !ok {
				s = uint32(b.started.count)
				*b.started.add() = b.start(e, o)
				b.series[key] = s
			}
			if int(b.last) < b.started.count {
				b.started.at(int32(b.last)).next = s
			}
		}
		b.last = s
	}
	state := b.started.at(int32(s))
	if state.count > 0 || state.before != nil {
		if e.period == state.period {
			state.repeated = true
			state.disordered = state.disordered || state.known.Compare(e.known) >= 0
		} else if !state.disordered {
			state.disordered = !e.period.Alike(state.period) || state.period.Compare(e.period) > 0
		}
	}
	state.count++
	state.period, state.known = e.period, e.known
	return s
}

// start returns the state of a series before its first new entry.
func (b *Builder) start(e *entry, o *Observation) seriesState {
	r := b.record
	state := seriesState{key: [2]uint32{e.indicator, e.area}, indicator: r.text(e.indicator), area: r.text(e.area), before: b.base.Series(o.Indicator, o.Area).order()}
	for i, at := range state.before {
		f := r.entry(at.position())
		state.disordered = state.disordered || i > 0 && !f.period.Alike(state.period)
		state.period, state.known = f.period, f.known
	}
	return state
}

// find returns what is known of a text in a column, nil for a text that is new.
func (b *Builder) find(column int, text string) *word {
	above := b.above[column]
	if above != nil {
		if above.text == text {
			return above
		}
		if w := above.next; w != nil && w.text == text {
			b.above[column] = w
			return w
		}
	}
	w := b.index[text]
	if w != nil {
		b.follow(column, w)
	}
	return w
}

// follow notes that a text stands in a column, behind the one of the observation
// before.
func (b *Builder) follow(column int, w *word) {
	if above := b.above[column]; above != nil {
		above.next = w
	}
	b.above[column] = w
}

// isID reports whether a text is an identifier; each is checked once.
func isID(known *word, text string) bool {
	return known != nil && known.isID || zielkette.CheckID(text) == nil
}

// checkValue checks that value and status tell the same story.
func checkValue(o *Observation) (code zielkette.Code, subject string, message zielkette.Text) {
	if o.Status != 0 && !o.Status.known() {
		return CodeStatus, o.Status.String(), zielkette.Text{
			DE: "für den Status eines Messwerts einen dieser Buchstaben verwenden: " + letters(),
			EN: "use one of the observation statuses " + letters(),
		}
	}
	switch {
	case !o.Value.IsZero() && o.Label != "":
		return CodeObservation, o.Label, zielkette.Text{
			DE: "einen Wert oder eine Stufe angeben, nicht beides",
			EN: "state a value or a label, not both",
		}
	case o.hasValue() && o.Status.IsAbsence():
		return CodeObservation, o.Status.String(), zielkette.Text{
			DE: "dieser Status besagt, dass es keinen Wert gibt, angegeben ist aber einer; eines von beiden entfernen",
			EN: "this status states that there is no value, but one is given; remove one of the two",
		}
	case !o.hasValue() && !o.Status.IsAbsence():
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

// intern returns the word of a text, and makes it where it is new.
func (b *Builder) intern(column int, text string) *word {
	w := b.find(column, text)
	if w == nil {
		w = &word{text: text, at: uint32(b.record.texts.count)}
		*b.record.texts.add() = text
		b.index[text] = w
		b.follow(column, w)
	}
	w.isID = w.isID || column <= areaText
	return w
}

// textAt returns where a text stands among those of the record, 0 for the empty one.
func (b *Builder) textAt(column int, text string) uint32 {
	if text == "" {
		return 0
	}
	return b.intern(column, text).at
}

func (b *Builder) pack(n zielkette.Number) packed {
	if n.IsZero() {
		return packed{places: packedNone}
	}
	if coef, places, ok := n.Small(); ok {
		return pack(coef, int8(places))
	}
	*b.record.wide.add() = n
	return pack(int64(b.record.wide.count-1), packedWide)
}

// remember keeps the place of the entry added last, where it is one in a file.
func (b *Builder) remember(at zielkette.Place) {
	if at.File == "" && at.Line == 0 {
		return
	}
	r := b.record
	file := int32(r.files.count - 1)
	if file < 0 || *r.files.at(file) != at.File {
		var known bool
		if file, known = b.files[at.File]; !known { // one of the base stands there once more
			if b.files == nil {
				b.files = map[string]int32{}
			}
			file = int32(r.files.count)
			b.files[at.File] = file
			*r.files.add() = at.File
		}
	}
	for r.places.count < r.entries.count-1 {
		*r.places.add() = nowhere
	}
	*r.places.add() = place{file, int32(at.Line)}
}

// where says where an entry stands, for a message about another.
func (b *Builder) where(i int32) zielkette.Text {
	if int(i) < b.base.Len() && b.record.place(i).file < 0 {
		n := strconv.Itoa(int(i))
		return zielkette.Text{DE: "im Bestand (Position " + n + ")", EN: "on record (position " + n + ")"}
	}
	at := b.place(i).String()
	return zielkette.Text{DE: "bei " + at, EN: "at " + at}
}

// place returns where an entry stands, as a problem names it.
func (b *Builder) place(i int32) zielkette.Place {
	if p := b.record.place(i); p.file < 0 && int(i) >= b.base.Len() {
		return zielkette.Place{Pointer: numbered(int(b.joined.at(i - int32(b.base.Len())).offered))}
	}
	return b.record.Place(int(i))
}

// Report adds a problem that a reader found beside the observations, so that it
// comes out sorted among the others.
func (b *Builder) Report(p zielkette.Problem) {
	if b != nil {
		b.list.Add(p)
	}
}

// Problems returns what has been found so far, sorted and capped.
func (b *Builder) Problems() zielkette.Problems {
	if b == nil {
		return zielkette.ProblemsOf(document.Missing("*indicators.Builder"))
	}
	return b.list.All()
}

// Full reports whether there are more problems than are kept, and if so notes that
// reading ended, for the readers of this module.
func (b *Builder) Full(module.Reader) bool { return b == nil || b.list.Stop() }

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
	if b == nil {
		return nil, b.Problems()
	}
	if !b.finished {
		b.begin()
		b.finished = true
		runs := b.arrange()
		if drop := b.check(runs); drop != nil {
			runs = b.remove(drop, runs)
			b.record.mark(runs...)
		} else {
			for i, s := range b.sorted {
				if s := b.started.at(int32(s)); s.disordered || s.repeated || s.before != nil {
					b.record.mark(runs[i])
				}
			}
		}
		b.record.runs = b.record.runs.with(runs)
		b.record.trim()
		b.base, b.index, b.series, b.started, b.sorted, b.files = nil, nil, nil, chunked[seriesState]{}, nil, nil
		b.joined = chunked[joined]{}
	}
	return b.record, b.list.All()
}

// arrange makes the runs of the series that have new entries, in order. Linear in
// their entries: the new ones are counted into their series, and only series that were
// read out of order are sorted.
func (b *Builder) arrange() []run {
	r := b.record
	b.sorted = make([]uint32, b.started.count)
	total := b.joined.count
	for i := range b.sorted {
		b.sorted[i] = uint32(i)
		total += len(b.started.at(int32(i)).before)
	}
	slices.SortFunc(b.sorted, func(i, j uint32) int {
		s, t := b.started.at(int32(i)), b.started.at(int32(j))
		return compare(s.indicator, s.area, t.indicator, t.area)
	})
	order := make([]ordinal, total)
	next := make([]int, b.started.count) // of each series, where its next entry goes in the order
	runs := make([]run, len(b.sorted))
	at := 0
	for i, number := range b.sorted {
		s := b.started.at(int32(number))
		for k, o := range s.before {
			order[at+k] = o &^ again
		}
		next[number] = at + len(s.before)
		end := next[number] + int(s.count)
		runs[i] = run{s.indicator, s.area, order[at:end:end]}
		at = end
	}
	for i := range b.joined.count {
		series := b.joined.at(int32(i)).series
		order[next[series]] = ordinal(b.base.Len() + i)
		next[series]++
	}
	for i, number := range b.sorted {
		if b.started.at(int32(number)).disordered {
			slices.SortFunc(runs[i].order, func(i, j ordinal) int {
				e, f := r.entry(i.position()), r.entry(j.position())
				return cmp.Or(e.period.Compare(f.period), e.known.Compare(f.known), cmp.Compare(i, j))
			})
		}
	}
	return runs
}

// check reports what is wrong between the observations of one series and tells
// which entries to leave out, nil for none. A series that was read in order, each
// entry later than the one before and of the same kind of period, has nothing
// wrong.
func (b *Builder) check(runs []run) (drop []bool) {
	r := b.record
	report := func(at int32, code zielkette.Code, de, en string) {
		if drop == nil {
			drop = make([]bool, b.joined.count)
		}
		drop[int(at)-b.base.Len()] = true
		e := r.entry(at)
		b.list.Add(zielkette.Problem{
			Code: code, Place: b.place(at), Message: zielkette.Text{DE: de, EN: en},
			Subject: problems.Clip(r.text(e.indicator) + " " + e.period.String()),
		})
	}
	for i, s := range runs {
		if !b.started.at(int32(b.sorted[i])).disordered {
			continue
		}
		first := map[string]int32{} // of each definition, the entry recorded first
		for _, o := range s.order {
			at := o.position()
			d := r.text(r.entry(at).definition)
			if f, ok := first[d]; !ok || at < f {
				first[d] = at
			}
		}
		seen := map[string]int32{} // definitions of this period and known date, with the entry found first
		for i, o := range s.order {
			at := o.position()
			e := r.entry(at)
			definition := r.text(e.definition)
			if p := r.entry(first[definition]).period; !e.period.Alike(p) {
				report(at, CodePeriods,
					"eine Zeitreihe hat eine Art von Zeitraum, und diese begann mit der Art "+p.Kind().Text(zielkette.German)+" ("+p.String()+
						"): eine eigene Kennzahl oder eine eigene Definition verwenden",
					"a series has one kind of period, and this one started with the kind "+p.Kind().String()+" ("+p.String()+
						"): use an indicator or a definition of its own")
				continue
			}
			if i > 0 {
				if f := r.entry(s.order[i-1].position()); !f.period.Equal(e.period) || !f.known.Equal(e.known) {
					clear(seen)
				}
			}
			if f, ok := seen[definition]; ok {
				where := b.where(f)
				report(at, CodeDuplicate,
					"dieser Messwert steht schon "+where.DE+
						" (gleich sind Kennzahl, Gebiet, Definition, Zeitraum und Bekanntgabe); ein berichtigter Wert hat eine spätere Bekanntgabe",
					"this observation stands already "+where.EN+
						" (same indicator, area, definition, period and known date); a restated value has a later known date")
				continue
			}
			seen[definition] = at
		}
	}
	return drop
}

// remove takes new entries out of the record and returns the runs without them.
func (b *Builder) remove(drop []bool, runs []run) []run {
	r, start := b.record, int32(b.base.Len())
	moved := make([]int32, len(drop)) // where each entry comes to stand
	kept := start
	for i := range drop {
		from := start + int32(i)
		moved[i] = kept
		if drop[i] {
			continue
		}
		*r.entry(kept) = *r.entry(from)
		if int(from) < r.places.count {
			*r.places.at(kept) = *r.places.at(from)
		}
		kept++
	}
	r.entries.cut(int(kept))
	r.places.cut(min(int(kept), r.places.count))
	out := runs[:0]
	for _, s := range runs {
		order := s.order[:0]
		for _, o := range s.order {
			switch at := o.position(); {
			case at < start:
				order = append(order, o)
			case !drop[at-start]:
				order = append(order, ordinal(moved[at-start]))
			}
		}
		if len(order) > 0 {
			out = append(out, run{s.indicator, s.area, order})
		}
	}
	return out
}

// mark notes which entries stand behind one of the same period.
func (r *Record) mark(runs ...run) {
	for _, s := range runs {
		var before zielkette.Period
		for i, o := range s.order {
			period := r.entry(o.position()).period
			if period == before {
				s.order[i] |= again
			}
			before = period
		}
	}
}

// trim gives back the room that was kept for more.
func (r *Record) trim() {
	r.texts.trim()
	r.entries.trim()
	r.places.trim()
	r.files.trim()
	r.wide.trim()
}
