package report

import (
	"cmp"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Of many indicators a page says less of each, so that it stays some 20 times as long as the
// files of the city at most: the overview has so many rows in each of its groups, and the
// tables of goals have bars up to so many indicators.
const (
	mostGlances = 300
	mostBars    = 1000
)

// Overview (Kennzahlen im Überblick) holds all indicators on one scale: how far each
// is from its path, in points of the way from baseline to target. Of more than 300 behind,
// on course or without a course it holds the 300 farthest from the path, and leads to the
// section that has them all.
func (r *Report) Overview() Section {
	r, s := r.begin("overview", "Kennzahlen im Überblick", "Indicators at a glance")
	if len(r.measured) == 0 {
		return s
	}
	group := func(mark Mark, title string, list []*measurement) Group {
		g := Group{Title: Phrase{{Text: title, Mark: mark}}.And(Say(" " + r.ofIndicators(len(list))))}
		for _, m := range list[:min(len(list), mostGlances)] {
			distance, bar := "–", Bar(nil)
			lines := []Phrase{r.link(m)}
			if m.course != 0 {
				distance = signed(m.distance, r.apartBy(m.distance))
				bar = distanceBar(m.tenths)
			} else {
				lines = append(lines, r.reason(m))
			}
			value := r.value(m)
			if said := r.upToNow(m); said != "" {
				lines = append(lines, Say(said))
			}
			said := Strong(value)
			if last := r.last(m); value == "–" && last != "" {
				said = Say(last)
			}
			g.Rows = append(g.Rows, Row{Cells: []Cell{{Lines: lines}, {Bar: bar}, cellOf(said), cellOf(Say(cmp.Or(r.demand(m), "–"))), cellOf(Say(distance))}})
		}
		return g
	}
	behind, ahead, none := r.with(MarkBehind), r.with(MarkAhead, MarkOn), r.with(0)
	farthest(behind, -1)
	farthest(ahead, 1)
	s.Blocks = []Block{Note(Say(r.in("Abstand zum Zielpfad: erreicht minus Soll, in Prozentpunkten des Wegs vom Ausgangswert zum Ziel. So lassen sich Kennzahlen mit verschiedenen Einheiten vergleichen.",
		"Distance to the path: reached minus planned, in percentage points of the way from baseline to target, so that indicators with different units can be compared.")))}
	t := Table{
		Columns: []Column{
			{Title: r.in("Kennzahl", "Indicator"), Width: 33},
			{Title: r.in("Abstand von −75 bis +50 Punkten", "Distance from −75 to +50 points"), Bars: true, Scale: []string{"≤ −75", "", "", r.in("Pfad", "path"), "", "+50"}},
			{Title: r.in("Wert", "value"), Width: 20},
			{Title: r.in("Pfad oder Vorgabe", "path or rule"), Width: 17, Right: true},
			{Title: r.in("Abstand", "distance"), Width: 10, Right: true},
		},
	}
	for _, g := range []struct {
		mark  Mark
		title string
		list  []*measurement
	}{
		{MarkBehind, r.in("Im Rückstand", "Behind"), behind},
		{MarkOn, r.in("Auf Kurs", "On course"), ahead},
		{MarkUnknown, r.in("Ohne Aussage zum Kurs", "Course unknown"), none},
	} {
		if len(g.list) > 0 {
			t.Groups = append(t.Groups, group(g.mark, g.title, g.list))
		}
	}
	s.Blocks = append(s.Blocks, t)
	if max(len(behind), len(ahead), len(none)) > mostGlances {
		s.Blocks = append(s.Blocks, Note(Say(r.say("Je Gruppe stehen hier die ersten %d Kennzahlen, die mit dem größten Abstand; alle stehen unter ", "Each group has its first %d indicators here, those with the largest distance; all stand in ", mostGlances)).
			And(Phrase{{Text: r.in("Kennzahlen einzeln", "Indicators one by one"), To: "indicators"}}, Say("."))))
	}
	return s
}

// farthest sorts indicators by their distance, the farthest on one side of the path first;
// those equally far keep their order.
func farthest(list []*measurement, side int64) {
	type place struct {
		distance int64
		at       int
		m        *measurement
	}
	places := make([]place, len(list))
	for i, m := range list {
		places[i] = place{side * m.distance, i, m}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(b.distance, a.distance), a.at-b.at)
	})
	for i := range places {
		list[i] = places[i].m
	}
}

func signed(n int64, text string) string {
	switch {
	case n > 0:
		return "+" + text
	case n < 0:
		return "−" + text
	}
	return text
}

// distanceBar draws the distance to the path on a scale from -75 to +50 points.
func distanceBar(distance int64) Bar {
	at := func(n int64) int64 { return (n + 750) * 1000 / 1250 }
	bar := Bar{stroke(Tick, at(-500), at(-500)), stroke(Tick, at(-250), at(-250)), stroke(Tick, at(250), at(250))}
	if distance < 0 {
		bar = append(bar, stroke(Behind, at(distance), at(0)))
	} else {
		bar = append(bar, stroke(Ahead, at(0), at(distance)))
	}
	return append(bar, stroke(Plan, at(0), at(0)))
}

// MaxPictures is how many indicators of a page have a picture of their course. Beyond it a
// page would be some forty times as long as the files of the city. Those behind it have
// the table alone.
const MaxPictures = 150

// Indicators are all indicators one by one, in the order of the catalogue: how each
// stands in a sentence, its course as a picture, and everything needed to recompute it.
// Where there are more than [MaxPictures], a note says so.
func (r *Report) Indicators() Section {
	r, s := r.begin("indicators", "Kennzahlen einzeln", "Indicators one by one")
	if len(r.measured) > MaxPictures {
		s.Blocks = append(s.Blocks, Note(Say(r.say("Ein Bild haben die ersten %d Kennzahlen; der Verlauf der übrigen steht in Tabellen.", "The first %d indicators have a picture; the course of the others stands in tables.", MaxPictures))))
	}
	if len(r.measured) > 0 {
		s.Blocks = append(s.Blocks, Long{
			parts: len(r.measured), cards: true, kinds: []Table{r.courseTable(nil, nil)},
			make: func(on *paper) func(int) []Block {
				r := r.writes(on)
				return func(i int) []Block { return r.on.sheet(r.card(r.measured[i], i < MaxPictures)) }
			},
			ids: func(yield func(string) bool) {
				for i, m := range r.measured {
					id := r.cardID(m.a)
					if !yield(id) || i < MaxPictures && (!yield(chartID(id)+"-t") || !yield(chartID(id)+"-d")) {
						return
					}
				}
			},
		})
	}
	return s
}

func (r *Report) card(m *measurement, picture bool) Card {
	c := Card{ID: r.cardID(m.a), Title: r.on.run(Run{Text: r.title(m), Quoted: true}), Blocks: append(take(r.on, &r.on.blocks, 3), Paragraph{Text: r.sentence(m)})}
	values, drawn := r.series(m), false
	if picture {
		var f Drawing
		if f, drawn = r.chart(m, values); drawn {
			c.Blocks = append(c.Blocks, f)
		}
	}
	if _, counts := m.observed(); !drawn && (len(values) > 1 || len(values) == 1 && !counts) { // a single one that counts is among the facts
		c.Blocks = append(c.Blocks, r.courseTable(values, nil))
	}
	c.Blocks = append(c.Blocks, Fold{r.in("Rechnung, Herkunft, Vorbehalte", "Calculation, origin, reservations"), r.on.sheet(Facts(r.facts(m)))})
	return c
}

// sentence says how an indicator stands.
func (r *Report) sentence(m *measurement) Phrase {
	verdict := r.verdict(m)
	value := r.value(m)
	var text Phrase
	switch {
	case m.course != 0:
		said := r.on.join(": ", value)
		if ask := r.asked(m); ask != "" {
			said = r.on.join(said, ", ", ask)
		}
		if gap := r.gap(m); gap != "" {
			said = r.on.join(said, ", ", gap)
		}
		if t, _ := m.target(); t.Shape == indicators.ReachShape { // by which its goals name it
			said = r.on.join(said, "; ", r.percent(m.Attainment, r.places), r.in(" des Wegs zum Ziel", " of the way to the target"))
		}
		text = r.on.and(verdict, r.on.say(said))
	case value != "–":
		text = verdict.And(Say(". "+r.in("Wert ", "Value ")+value), Say(""))
	default:
		text = verdict
		if last := r.last(m); last != "" {
			text = text.And(Say(". " + capital(last)))
		}
	}
	if said := r.upToNow(m); said != "" {
		text = text.And(Say("; " + said))
	}
	if rating := m.a.Status(); rating.Rated() {
		text = text.And(Say("; "), Phrase{{Text: rating.Label.In(r.language), Mark: light(rating.Class)}}, Say(" ("+rating.Title.In(r.language)+")"))
	}
	return r.on.and(text, r.on.say("."))
}

// upToNow says what the latest value does not show: how often a limit was kept so far, and
// that the last point of a target has passed and none is ahead.
func (r *Report) upToNow(m *measurement) string {
	if t, _ := m.target(); t.Shape == indicators.LimitShape {
		if kept := m.Kept(); kept.Of > 1 {
			text := r.say("in %d von %d Zeiträumen eingehalten", "kept in %d of %d periods", kept.Kept, kept.Of)
			if n := len(kept.Broken); n > 0 {
				text += r.in(", zuletzt nicht: ", ", last broken: ") + kept.Broken[n-1].Text(r.language)
			}
			return text
		}
	}
	if m.Overdue() {
		return r.in("Frist ", "due ") + r.overdueTarget(m.Revision())
	}
	return ""
}

// overdueTarget says that the last point of a target has passed and none is ahead.
func (r *Report) overdueTarget(revision *indicators.Revision) string {
	if revision == nil {
		return ""
	}
	last := revision.Points[len(revision.Points)-1].Period
	return last.Text(r.language) + r.in(" verstrichen, kein späterer Zielwert beschlossen", ", which has passed, and no later target is decided")
}

// keptIn says how often a limit was kept, and in which periods it was not; "" where it was
// asked for in none.
func (r *Report) keptIn(k evaluation.Kept) string {
	if k.Of == 0 {
		return ""
	}
	text := r.say("in %d von %d Zeiträumen", "in %d of %d periods", k.Kept, k.Of)
	if len(k.Broken) == 0 {
		return text
	}
	broken := make([]string, len(k.Broken))
	for i, p := range k.Broken {
		broken[i] = p.Text(r.language)
	}
	return text + r.in(", nicht: ", ", not: ") + strings.Join(broken, ", ")
}

// lacking names the periods for want of which there is no total.
func (r *Report) lacking(periods []zielkette.Period) string {
	var names []string
	for _, p := range periods {
		names = append(names, p.Text(r.language))
	}
	return strings.Join(names, ", ")
}

// baseline is the one in force, also while no target is; nil for a total, which starts
// from 0.
func (r *Report) baseline(m *measurement) *indicators.Baseline {
	b := m.Baseline()
	if b.IsZero() {
		return nil
	}
	return &b
}

// start is a baseline in words.
func (r *Report) start(b *indicators.Baseline, unit string) string {
	from := ""
	if b.FromRecord {
		from = r.in(", aus den Messwerten", ", from the record")
	}
	return r.on.join(cmp.Or(r.digits(b.Value), "–"), r.unit(unit), " (", r.period(b.Period), from, ")")
}

// verdict says in words how an indicator stands against its path or its rule.
func (r *Report) verdict(m *measurement) Phrase {
	t, _ := m.target()
	kept := t.Shape == indicators.LimitShape || t.Shape == indicators.CorridorShape
	var word string
	switch {
	case m.course == 0:
		return Phrase{{Text: r.in("nicht bewertet", "not scored"), Mark: MarkUnknown}}.And(Say(": "), r.reason(m))
	case kept && m.course == MarkBehind:
		word = r.in("nicht eingehalten", "not kept")
	case kept:
		return r.on.run(Run{Text: r.in("eingehalten", "kept"), Mark: MarkOn})
	case m.course == MarkAhead:
		word = r.in("vor dem Pfad", "ahead of the path")
	case m.course == MarkOn:
		word = r.in("auf dem Pfad", "on the path")
	default:
		word = r.in("hinter dem Pfad", "behind the path")
	}
	return r.on.run(Run{Text: word, Mark: m.course})
}

// reason is why an indicator has no number, without the full stop; where it has one
// but no path, that.
func (r *Report) reason(m *measurement) Phrase {
	if m.a.State() == evaluation.Scored {
		return Say(r.in("der Zielwert hat keinen Pfad", "the target has no path"))
	}
	text := strings.TrimSuffix(m.a.ReasonText(r.language), ".")
	if m.a.Reason() == indicators.ByAuthor {
		return quoted(text)
	}
	return Say(text)
}

// value is the value that counts, with unit, period and what is to be said of it; a
// dash where none does.
func (r *Report) value(m *measurement) string {
	if t, ok := m.target(); ok && t.Shape == indicators.MilestonesShape {
		o := r.result.Options()
		p, _ := zielkette.ProgressOf(t.Milestones, o.AsOf, o.KnownOn)
		return r.steps(p)
	}
	o, ok := m.observed()
	if !ok {
		return "–"
	}
	return r.observed(o, m.Indicator.Unit, m.Value)
}

// steps says how many steps are done, and by what weight where they do not all weigh
// the same.
func (r *Report) steps(p zielkette.Progress) string {
	text := r.say("%d von %d Schritten erledigt", "%d of %d steps done", p.Steps, p.Of)
	if !p.All.Equal(zielkette.Int(int64(p.Of)).Figure()) {
		text += r.say(", nach Gewicht %s von %s", ", by weight %s of %s", p.Done.Text(r.language, -1), p.All.Text(r.language, -1))
	}
	return text
}

// observed is an observation in words.
func (r *Report) observed(o *indicators.Observation, unit string, value zielkette.Figure) string {
	text := o.Label
	switch {
	case text != "":
	case o.Value.IsZero():
		text = r.in("kein Wert", "no value")
	case !o.Denominator.IsZero() && value.IsZero():
		text = o.Value.Text(r.language, -1) + r.in(" von ", " of ") + o.Denominator.Text(r.language, -1)
	default:
		places := placesIn(o.Value)
		if !o.Denominator.IsZero() {
			places = min(2, placesOf(value))
		}
		if value.IsZero() {
			value = o.Value.Figure()
		}
		text = r.on.join(r.figure(value, min(places, 2)), r.unit(unit))
	}
	status := ""
	if o.Status != indicators.Normal && o.Status != 0 {
		status = ", " + o.Status.Text(r.language)
	}
	return r.on.join(text, " (", r.period(o.Period), status, ")")
}

// placesOf counts the digits after the point, without zeros at the end.
func placesOf(f zielkette.Figure) int {
	if c, places, ok := f.Small(); ok {
		for ; places > 0 && c%10 == 0; c /= 10 {
			places--
		}
		return places
	}
	_, rest, _ := strings.Cut(f.String(), ".")
	return len(rest)
}

// asked is what the path or the rule asks for, in words: "Pfad 5,9", "mindestens 90".
func (r *Report) asked(m *measurement) string {
	t, ok := m.target()
	if !ok {
		return ""
	}
	switch t.Shape {
	case indicators.ReachShape:
		if m.expected == "" {
			return ""
		}
		return r.on.join(r.in("Pfad\u00a0", "path\u00a0"), m.expected, r.percentSign(m.Indicator.Unit))
	case indicators.MilestonesShape:
		return r.in("fällig ", "due ") + m.expected
	}
	return r.demand(m)
}

// percentSign is the unit where it is percent, else nothing: a unit is not said twice.
func (r *Report) percentSign(unit string) string {
	if u := r.unit(unit); strings.HasPrefix(strings.TrimLeft(u, "\u00a0"), "%") {
		return u[:strings.Index(u, "%")+1]
	}
	return ""
}

// demand is what the path or the rule asks for as a figure.
func (r *Report) demand(m *measurement) string {
	t, ok := m.target()
	if !ok {
		return ""
	}
	sign := r.percentSign(m.Indicator.Unit)
	switch t.Shape {
	case indicators.LimitShape:
		revision, inForce := m.a.Revision()
		if !inForce {
			return ""
		}
		o, measured := m.observed()
		value := zielkette.Number{}
		for _, p := range revision.Points { // the bound that holds for the value, or at the as-of date; before it, the first
			if value.IsZero() || measured && o.Period.Since(p.Period) || !measured && (p.Period.IsZero() || p.Period.Start().By(r.result.Options().AsOf)) {
				value = p.Value
			}
		}
		if value.IsZero() {
			return ""
		}
		side := r.in("höchstens\u00a0", "at most\u00a0")
		switch up := m.Indicator.Direction == indicators.Up; {
		case up && revision.Strict:
			side = r.in("über\u00a0", "above\u00a0")
		case revision.Strict:
			side = r.in("unter\u00a0", "below\u00a0")
		case up:
			side = r.in("mindestens\u00a0", "at least\u00a0")
		}
		return side + value.Text(r.language, -1) + sign
	case indicators.CorridorShape:
		revision, inForce := m.a.Revision()
		if !inForce {
			return ""
		}
		return revision.Lower.Text(r.language, -1) + r.in(" bis ", " to ") + revision.Upper.Text(r.language, -1) + sign
	case indicators.ReachShape, indicators.MilestonesShape:
		if m.expected == "" {
			return ""
		}
		return m.expected + sign
	}
	return ""
}

// gap is the distance in the unit of the indicator: "also 1,5 t mehr".
func (r *Report) gap(m *measurement) string {
	t, _ := m.target()
	if t.Shape != indicators.ReachShape {
		return ""
	}
	away := minus(m.Value, m.Expected)
	if m.Value.IsZero() || m.Expected.IsZero() || away.Sign() == 0 {
		return ""
	}
	more := r.in(" mehr", " more")
	if away.Sign() < 0 {
		away, more = minus(zielkette.Int(0).Figure(), away), r.in(" weniger", " less")
	}
	places := 0
	if _, rest, broken := strings.Cut(m.expected, r.in(",", ".")); broken {
		places = len(rest)
	}
	if o, ok := m.observed(); ok && o.Denominator.IsZero() {
		places = max(places, min(placesIn(o.Value), 2))
	}
	return r.on.join(r.in("also ", "that is "), r.figure(away, places), r.points(m.Indicator.Unit), more)
}

// last is the latest value on record where none counts: "zuletzt 26.500 (2020)".
func (r *Report) last(m *measurement) string {
	latest, ok := m.latest()
	if !ok {
		return ""
	}
	if latest.Value.IsZero() && latest.Label == "" {
		if note := strings.TrimSpace(latest.Note); note != "" && !r.fictional() {
			return r.in("zuletzt gemeldet für ", "last reported for ") + latest.Period.Text(r.language) + ": " + strings.TrimSuffix(note, ".")
		}
		return r.in("für ", "for ") + latest.Period.Text(r.language) + r.in(" als fehlend gemeldet", " reported as missing")
	}
	return r.in("zuletzt ", "last ") + r.observed(&latest, m.Indicator.Unit, zielkette.Figure{})
}

// latest is the latest value on record, where none counts.
func (m *measurement) latest() (o indicators.Observation, ok bool) {
	if _, counts := m.observed(); counts || m.a.State() != evaluation.NotReported {
		return o, false
	}
	return m.a.Latest()
}

// facts are everything needed to recompute an indicator and to judge what it is worth.
func (r *Report) facts(m *measurement) []Fact {
	out := take(r.on, &r.on.facts, 16)
	add := func(de, en string, value Phrase) {
		if !value.isBlank() {
			out = append(out, Fact{r.in(de, en), value})
		}
	}
	say := func(de, en, text string) {
		if strings.TrimSpace(text) != "" {
			out = append(out, Fact{r.in(de, en), r.on.say(text)})
		}
	}
	unit := m.Indicator.Unit
	t, hasTarget := m.target()
	o, observed := m.observed()
	source := r.cite(m.source)
	if value := r.value(m); value != "–" {
		if !o.Known.IsZero() {
			value = r.on.join(value, r.in(", bekannt seit ", ", known since "), r.date(o.Known))
		}
		add("Wert", "Value", r.on.and(r.on.say(value), r.space(source)))
		source = nil
	}
	revision := m.Revision()
	if hasTarget {
		say("Zielwert", "Target", r.asks(m.Asks(r.language), unit))
		if m.Overdue() {
			say("Frist", "Due", r.overdueTarget(revision))
		}
		if t.Shape == indicators.LimitShape {
			say("Eingehalten", "Kept", r.keptIn(m.Kept()))
		}
		if b := r.baseline(m); b != nil {
			add("Ausgangswert", "Baseline", r.on.and(r.on.say(r.start(b, unit)), r.space(r.cite(b.Source)), with(". ", quoted(stop(b.Source.Note)))))
		}
	}
	if a := m.Attainment; !a.IsZero() {
		say("Erreicht", "Reached", r.percent(a, r.places))
	}
	say("Es fehlen", "Missing", r.lacking(m.Missing()))
	say("Rechnung", "Calculation", m.Formula(r.language))
	say("Pfad", "Path", m.Path(r.language))
	if d := revision; d != nil {
		text := d.Decision
		if !d.Decided.IsZero() && !strings.Contains(text, r.writtenAs(d.Decided, zielkette.German)) {
			text = strings.TrimPrefix(r.on.join(text, r.in(", beschlossen ", ", decided "), r.date(d.Decided)), ", ")
		}
		if !d.Known.IsZero() && !d.Known.Equal(d.Decided) {
			text = strings.TrimPrefix(r.on.join(text, r.in(", bekannt seit ", ", known since "), r.date(d.Known)), ", ")
		}
		add("Beschluss", "Decision", r.on.and(r.on.run(Run{Text: text, Quoted: true}), r.space(r.cite(d.Source)), with(". ", quoted(stop(d.Source.Note)))))
	}
	if t.Withheld != "" {
		add("Vorbehalt", "Reservation", quoted(t.Withheld))
	}
	if observed {
		add("Anmerkung", "Note", quoted(o.Note))
	}
	if latest, ok := m.latest(); ok {
		say("Nicht gezählt", "Not counted", r.observed(&latest, unit, zielkette.Figure{}))
		add("Anmerkung dazu", "Note on it", quoted(latest.Note))
	}
	about := r.on.run(Run{Text: strings.TrimSpace(r.on.join(stop(m.Indicator.Note), " ", stop(m.Indicator.Source.Note))), Quoted: true})
	if s := &m.Indicator.Source; (m.source.Title != s.Title || m.source.URL != s.URL) && m.source.String() != s.String() {
		about = r.on.and(about, r.space(r.cite(*s)))
	}
	add("Zur Kennzahl", "On the indicator", about)
	say("Definition", "Definition", m.Indicator.Definition)
	if !hasTarget || t.Shape != indicators.MilestonesShape {
		say("Höchstalter", "Maximum age", m.Indicator.MaxAge.Text(r.language))
	}
	for _, l := range r.links[m.a] {
		add("Zählt für", "Counts for", r.counts(l))
	}
	add("Quelle", "Source", source)
	say("Kennung", "Id", m.a.ID())
	return out
}

// space is a phrase behind a blank.
func (r *Report) space(p Phrase) Phrase {
	if len(p) == 0 {
		return nil
	}
	return r.on.and(r.on.say(" "), p)
}

// counts is a goal or theme that an indicator measures.
func (r *Report) counts(l link) Phrase {
	p := l.part()
	share := r.in(", als einziger Teil", ", as its only part")
	if len(l.of.parts) > 1 {
		share = r.on.join(r.in(", Gewicht ", ", weight "), r.weight(l.of, p))
	}
	text := r.on.and(within(r.headOf(l.of)), r.on.say(share))
	if p.assumed {
		text = r.on.and(text, r.on.say(r.in(", Zuordnung angenommen", ", link assumed")))
	}
	if p.note != "" {
		text = text.And(Say(". "), quoted(stop(p.note)))
	}
	return text
}

// asks is what the target asks for, with the units of a sentence.
func (r *Report) asks(text, unit string) string {
	if unit == "" {
		return text
	}
	before, after, found := strings.Cut(text, r.in("Toleranz ", "tolerance "))
	before = strings.ReplaceAll(before, " "+unit, r.unit(unit))
	if found {
		return before + r.in("Toleranz ", "tolerance ") + strings.ReplaceAll(after, " "+unit, r.points(unit))
	}
	return before
}
