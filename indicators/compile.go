package indicators

import (
	"fmt"
	"io"
	"io/fs"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Load reads the catalogue in the named file. The error is that of opening or reading
// the file. Where the text is no whole catalogue, it is a [zielkette.Problems] with
// everything wrong, what [Catalogue.Compile] would find included, and the document is
// what could be read.
func Load(fsys fs.FS, name string) (Catalogue, error) {
	return document.OpenFile(fsys, name, originOf, problemsOf)
}

// Read reads a catalogue in JSON, at most 64 MiB of it. Errors are as for [Load].
func Read(r io.Reader) (Catalogue, error) {
	return document.Open(r, "", originOf, problemsOf)
}

func originOf(c *Catalogue) *zielkette.Origin { return &c.Origin }

func problemsOf(c Catalogue) zielkette.Problems {
	_, found := c.Inspect()
	return found
}

// Compile checks the catalogue and returns it in compiled form. The error is a
// [zielkette.Problems] with everything wrong. The catalogue is copied and may be
// changed afterwards. Cost: linear in the size of the catalogue.
func (c Catalogue) Compile() (*Set, error) {
	set, found := c.Inspect()
	if err := found.Err(); err != nil {
		return nil, err
	}
	return set, nil
}

// Inspect is [Catalogue.Compile] for a catalogue that may be faulty: it returns what
// could be understood, for looking further at what refers to it, and everything wrong
// or worth knowing. The set of a document that could not be read to its end is nil.
func (c Catalogue) Inspect() (*Set, zielkette.Problems) {
	set, found := document.Inspect(c, c.Origin, compile)
	if set != nil {
		set.warnings = found.Warnings()
	}
	return set, found
}

func compile(c Catalogue, list *problems.List) *Set {
	s := &Set{title: c.Title, fictional: c.Fictional, index: make(map[string]int, len(c.Indicators))}
	if c.FormatVersion != 0 && c.FormatVersion != FormatVersion {
		list.At("/formatVersion", zielkette.CodeVersion, fmt.Sprint(c.FormatVersion),
			`gelesen wird die Formatversion 1; "formatVersion": 1 schreiben`,
			"this library reads format version 1; write \"formatVersion\": 1")
	}
	s.indicators = make([]Indicator, 0, len(c.Indicators))
	var places map[string]int // of the ids in the document, once two are the same
	for i := range c.Indicators {
		ind := &c.Indicators[i]
		k := &checker{list: list, ind: ind, at: fmt.Sprintf("/indicators/%d", i)}
		k.indicator()
		if _, ok := s.index[ind.ID]; ok && ind.ID != "" {
			if places == nil {
				places = firstOf(c.Indicators)
			}
			first := places[ind.ID]
			list.At(k.at+"/id", zielkette.CodeDuplicateID, ind.ID,
				fmt.Sprintf("diese Kennung steht schon bei /indicators/%d; Kennungen sind eindeutig", first),
				fmt.Sprintf("this id stands already at /indicators/%d; ids are unique", first))
			continue
		}
		s.index[ind.ID] = len(s.indicators)
		s.indicators = append(s.indicators, ind.clone())
	}
	return s
}

// firstOf returns where each id stands first.
func firstOf(indicators []Indicator) map[string]int {
	places := map[string]int{}
	for i := range indicators {
		if _, ok := places[indicators[i].ID]; !ok {
			places[indicators[i].ID] = i
		}
	}
	return places
}

// checker checks one indicator.
type checker struct {
	list *problems.List
	ind  *Indicator
	at   string
}

func (k *checker) indicator() {
	ind := k.ind
	if err := zielkette.CheckID(ind.ID); err != nil {
		k.list.Err(k.at+"/id", err)
	}
	if ind.Title == "" {
		k.list.At(k.at+"/title", zielkette.CodeRequired, ind.ID, "der Kennzahl einen Titel geben", "give the indicator a title")
	}
	switch ind.Time {
	case "", Stock, Flow, Cumulative:
	default:
		k.list.At(k.at+"/time", zielkette.CodeChoice, string(ind.Time),
			`"stock", "flow" oder "cumulative" schreiben`,
			`write "stock", "flow" or "cumulative"`)
	}
	switch ind.Direction {
	case "", Up, Down:
	default:
		k.list.At(k.at+"/direction", zielkette.CodeChoice, string(ind.Direction),
			`"up" oder "down" schreiben oder die Richtung weglassen`,
			`write "up" or "down", or leave the direction out`)
	}
	if !ind.Per.IsZero() && ind.Per.Sign() <= 0 {
		k.list.At(k.at+"/per", zielkette.CodeRange, ind.Per.String(),
			"ein Anteil zählt je 1, 100, 1000, ...: eine Zahl über 0 schreiben",
			`a share is counted per 1, 100, 1000, ...: write a number above 0`)
	}
	for i, b := range ind.Breaks {
		if b.Period.IsZero() {
			k.list.At(fmt.Sprintf("%s/breaks/%d/period", k.at, i), zielkette.CodeRequired, ind.ID,
				"den ersten Zeitraum nach dem Bruch der Zeitreihe angeben",
				"state the first period after the break")
		}
	}
	seen := map[string]bool{}
	for i := range ind.Targets {
		at := fmt.Sprintf("%s/targets/%d", k.at, i)
		id := ind.Targets[i].ID
		switch {
		case id == "" && len(ind.Targets) > 1:
			k.list.At(at+"/id", zielkette.CodeRequired, ind.ID,
				"mehrere Zielwerte einer Kennzahl werden durch Kennungen unterschieden; jedem eine geben",
				"several targets on one indicator are told apart by id; give each one")
		case id != "":
			if err := zielkette.CheckID(id); err != nil {
				k.list.Err(at+"/id", err)
			} else if seen[id] {
				k.list.At(at+"/id", zielkette.CodeDuplicateID, id,
					"ein anderer Zielwert dieser Kennzahl hat dieselbe Kennung",
					"another target of this indicator has the same id")
			}
			seen[id] = true
		}
		k.target(at, &ind.Targets[i])
	}
}

// has lists which parts a target or a revision carries, by JSON name.
func (t *Target) has() [5]part {
	return [...]part{
		{"baseline", !t.Baseline.IsZero()},
		{"labels", len(t.Labels) > 0},
		{"milestones", len(t.Milestones) > 0},
		{"path", t.Path != ""},
		{"revisions", len(t.Revisions) > 0},
	}
}

func (r *Revision) has() [4]part {
	return [...]part{
		{"lower", !r.Lower.IsZero()},
		{"points", len(r.Points) > 0},
		{"tolerance", !r.Tolerance.IsZero()},
		{"upper", !r.Upper.IsZero()},
	}
}

// part is a part of a document by its JSON name, and whether it is there.
type part struct {
	name  string
	there bool
}

// only reports the parts present that are not among the allowed ones.
func (k *checker) only(at string, shape Shape, parts []part, allowed ...string) {
	for _, p := range parts {
		if p.there && !slices.Contains(allowed, p.name) {
			k.list.At(at+"/"+p.name, CodeShape, p.name,
				fmt.Sprintf("ein Zielwert der Form %q hat keinen solchen Teil; ihn entfernen oder die Form berichtigen", shape),
				fmt.Sprintf("a target of the shape %q has no such part; remove it or correct the shape", shape))
		}
	}
}

func (k *checker) target(at string, t *Target) {
	needDirection := false
	var revision func(at string, r *Revision)
	own := t.has()
	switch t.Shape {
	case ReachShape:
		k.only(at, t.Shape, own[:], "baseline", "path", "revisions")
		k.baseline(at, t)
		revision = func(at string, r *Revision) { k.reach(at, t, r) }
	case CorridorShape:
		k.only(at, t.Shape, own[:], "revisions")
		revision = k.corridor
	case LimitShape:
		k.only(at, t.Shape, own[:], "revisions")
		needDirection = true
		revision = k.limit
	case DirectionShape:
		k.only(at, t.Shape, own[:])
		needDirection = true
	case OrdinalShape:
		k.only(at, t.Shape, own[:], "labels")
		k.labels(at, t)
	case MilestonesShape:
		k.only(at, t.Shape, own[:], "milestones")
		k.milestones(at, t)
	default:
		k.list.At(at+"/shape", zielkette.CodeChoice, string(t.Shape),
			`"reach", "corridor", "limit", "direction", "ordinal" oder "milestones" schreiben`,
			`write "reach", "corridor", "limit", "direction", "ordinal" or "milestones"`)
		return
	}
	if needDirection && k.ind.Direction == "" {
		k.list.At(k.at+"/direction", zielkette.CodeRequired, k.ind.ID,
			fmt.Sprintf(`ein Zielwert der Form %q braucht die Richtung der Kennzahl: "up" oder "down"`, t.Shape),
			fmt.Sprintf("a target of the shape %q needs the direction of the indicator: \"up\" or \"down\"", t.Shape))
	}
	if revision == nil {
		return
	}
	if len(t.Revisions) == 0 {
		k.list.At(at+"/revisions", zielkette.CodeRequired, k.ind.ID,
			`unter "revisions" mindestens einen Stand angeben: was wann beschlossen wurde`,
			"state at least one revision: what was decided, and when")
	}
	for i := range t.Revisions {
		r := &t.Revisions[i]
		at := fmt.Sprintf("%s/revisions/%d", at, i)
		if r.Withdrawn {
			for _, p := range r.has() {
				if p.there {
					k.list.At(at+"/"+p.name, CodeShape, p.name,
						"ein aufgegebener Zielwert nennt keine Werte mehr; diesen Teil entfernen",
						"a target that is given up states no values any more; remove this part")
				}
			}
			continue
		}
		revision(at, r)
	}
}

func (k *checker) baseline(at string, t *Target) {
	switch t.Path {
	case "", Linear, Step:
	default:
		k.list.At(at+"/path", zielkette.CodeChoice, string(t.Path), `"linear" oder "step" schreiben`, `write "linear" or "step"`)
	}
	if t.Baseline.Period.IsZero() {
		k.list.At(at+"/baseline/period", zielkette.CodeRequired, k.ind.ID,
			"den Zeitraum des Ausgangswerts angeben",
			"state the period of the baseline")
	}
	if t.Baseline.Value.IsZero() {
		k.list.At(at+"/baseline/value", zielkette.CodeRequired, k.ind.ID, "den Ausgangswert angeben", "state the value of the baseline")
	}
}

func (k *checker) reach(at string, t *Target, r *Revision) {
	own := r.has()
	k.only(at, t.Shape, own[:], "points")
	if len(r.Points) == 0 {
		k.list.At(at+"/points", zielkette.CodeRequired, k.ind.ID,
			"den zu erreichenden Wert und seinen Zeitraum angeben",
			"state the value to reach and its period")
		return
	}
	before := t.Baseline.Period
	for i, p := range r.Points {
		at := fmt.Sprintf("%s/points/%d", at, i)
		if p.Value.IsZero() {
			k.list.At(at+"/value", zielkette.CodeRequired, k.ind.ID, "den zu erreichenden Wert angeben", "state the value to reach")
		}
		switch {
		case p.Period.IsZero():
			k.list.At(at+"/period", zielkette.CodeRequired, k.ind.ID,
				"angeben, bis wann der Wert erreicht werden soll",
				"state by when the value is to be reached")
		case !before.IsZero() && p.Period.End().Days(before.End()) <= 0:
			k.list.At(at+"/period", CodeOrder, p.Period.String(),
				"Zielwerte liegen nach dem Ausgangswert und in zeitlicher Folge; dieser endet nicht nach "+before.String(),
				"points lie after the baseline and in order of time; this one does not end after "+before.String())
		default:
			before = p.Period
		}
	}
	last := r.Points[len(r.Points)-1]
	if last.Value.IsZero() || t.Baseline.Value.IsZero() {
		return
	}
	way := last.Value.Compare(t.Baseline.Value)
	where := fmt.Sprintf("%s/points/%d/value", at, len(r.Points)-1)
	if way == 0 {
		k.list.At(where, CodeBaseline, last.Value.String(),
			`der Zielwert ist gleich dem Ausgangswert, ein Weg dorthin ist nicht zu messen; um einen Wert zu halten, die Form "limit" oder "corridor" verwenden`,
			`the target equals the baseline, so there is no way to measure; to keep a value, use the shape "limit" or "corridor"`)
	} else if d := k.ind.Direction.Sign(); d != 0 && d != way && t.Withheld == "" {
		k.list.Warn(where, CodeDirection, k.ind.ID, zielkette.Text{
			DE: fmt.Sprintf("Der Zielwert %s liegt entgegen der angegebenen Richtung; der Wert wird gezeigt, aber nicht gewertet.", last.Value),
			EN: fmt.Sprintf("The target %s lies against the stated direction; the value is shown but not scored.", last.Value),
		})
	}
}

func (k *checker) corridor(at string, r *Revision) {
	own := r.has()
	k.only(at, CorridorShape, own[:], "lower", "upper", "tolerance")
	for _, part := range []struct {
		name  string
		value zielkette.Number
	}{{"lower", r.Lower}, {"upper", r.Upper}} {
		if part.value.IsZero() {
			k.list.At(at+"/"+part.name, zielkette.CodeRequired, k.ind.ID,
				"ein Korridor hat eine untere und eine obere Grenze",
				"a corridor has a lower and an upper bound")
		}
	}
	if !r.Lower.IsZero() && !r.Upper.IsZero() && r.Lower.Compare(r.Upper) > 0 {
		k.list.At(at+"/upper", CodeOrder, r.Upper.String(),
			"die obere Grenze des Korridors liegt unter der unteren",
			"the upper bound of the corridor lies below the lower one")
	}
	k.tolerance(at, r)
}

func (k *checker) tolerance(at string, r *Revision) {
	if !r.Tolerance.IsZero() && r.Tolerance.Sign() <= 0 {
		k.list.At(at+"/tolerance", zielkette.CodeRange, r.Tolerance.String(),
			"eine Toleranz liegt über 0; wo es keine gibt, entfällt die Angabe",
			"a tolerance is above 0; leave it out where there is none")
	}
}

func (k *checker) limit(at string, r *Revision) {
	own := r.has()
	k.only(at, LimitShape, own[:], "points", "tolerance")
	k.tolerance(at, r)
	if len(r.Points) == 0 {
		k.list.At(at+"/points", zielkette.CodeRequired, k.ind.ID, "die Grenze angeben, die einzuhalten ist", "state the bound to keep")
	}
	var before zielkette.Period
	for i, p := range r.Points {
		at := fmt.Sprintf("%s/points/%d", at, i)
		if p.Value.IsZero() {
			k.list.At(at+"/value", zielkette.CodeRequired, k.ind.ID, "die Grenze angeben, die einzuhalten ist", "state the bound to keep")
		}
		if i > 0 && p.Period.Compare(before) <= 0 {
			k.list.At(at+"/period", CodeOrder, p.Period.String(),
				"Grenzen stehen in der Reihenfolge der Zeiträume, ab denen sie gelten",
				"bounds stand in the order of the periods from which they hold")
			continue
		}
		before = p.Period
	}
}

func (k *checker) labels(at string, t *Target) {
	if len(t.Labels) == 0 {
		k.list.At(at+"/labels", zielkette.CodeRequired, k.ind.ID,
			"ein Zielwert in Stufen legt für jede Stufe eine Punktzahl fest",
			"an ordinal target declares the score of every label")
	}
	seen := map[string]bool{}
	for i, l := range t.Labels {
		at := fmt.Sprintf("%s/labels/%d", at, i)
		switch {
		case l.Label == "":
			k.list.At(at+"/label", zielkette.CodeRequired, k.ind.ID, "die Stufe angeben", "state the label")
		case seen[l.Label]:
			k.list.At(at+"/label", zielkette.CodeDuplicateID, l.Label, "diese Stufe steht zweimal da", "this label stands twice")
		}
		seen[l.Label] = true
		switch {
		case l.Score.IsZero():
			k.list.At(at+"/score", zielkette.CodeRequired, k.ind.ID, "die Punktzahl der Stufe angeben", "state the score of the label")
		case l.Score.Sign() < 0 || l.Score.Compare(zielkette.Int(1)) > 0:
			k.list.At(at+"/score", zielkette.CodeRange, l.Score.String(),
				"die Punktzahl einer Stufe liegt zwischen 0 und 1",
				"the score of a label lies between 0 and 1")
		}
	}
}

func (k *checker) milestones(at string, t *Target) {
	if len(t.Milestones) == 0 {
		k.list.At(at+"/milestones", zielkette.CodeRequired, k.ind.ID, "die Meilensteine aufführen", "list the milestones")
		return
	}
	seen := map[string]bool{}
	positive, weighed := false, true
	for i, m := range t.Milestones {
		at := fmt.Sprintf("%s/milestones/%d", at, i)
		if m.ID != "" {
			if err := zielkette.CheckID(m.ID); err != nil {
				k.list.Err(at+"/id", err)
			} else if seen[m.ID] {
				k.list.At(at+"/id", zielkette.CodeDuplicateID, m.ID,
					"ein anderer Meilenstein dieses Zielwerts hat dieselbe Kennung",
					"another milestone of this target has the same id")
			}
			seen[m.ID] = true
		}
		if m.Title == "" {
			k.list.At(at+"/title", zielkette.CodeRequired, k.ind.ID, "dem Meilenstein einen Titel geben", "give the milestone a title")
		}
		switch {
		case m.Weight.IsZero() || m.Weight.Sign() > 0:
			positive = true
		case m.Weight.Sign() < 0:
			weighed = false
			k.list.At(at+"/weight", zielkette.CodeRange, m.Weight.String(), "ein Gewicht ist nicht negativ", "a weight is not negative")
		}
	}
	if !positive && weighed {
		k.list.At(at+"/milestones", zielkette.CodeRange, k.ind.ID,
			"mindestens ein Meilenstein hat ein Gewicht über 0",
			"at least one milestone has a weight above 0")
	}
}
