package indicators

import (
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"sync/atomic"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Load reads the catalogue in the named file. The error is that of opening or reading
// the file. Where the text is no whole catalogue, it is a [zielkette.Problems] with
// everything wrong, what [Catalogue.Compile] would find included, and the document is
// what could be read.
func Load(fsys fs.FS, name string) (Catalogue, error) {
	return document.OpenFile(fsys, name, originOf, look)
}

// Read reads a catalogue in JSON, at most 64 MiB of it. The name is what problems call the
// text, as the file that it came from or the field of a form; "" for none. Errors are as for [Load].
func Read(r io.Reader, name string) (Catalogue, error) {
	return document.Open(r, name, originOf, look)
}

func originOf(c *Catalogue) *zielkette.Origin { return &c.Origin }

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

func compile(c Catalogue, list *problems.List) *Set { return compileAs(c, list, true) }

// look is compile for the problems alone: the set has no indicators.
func look(c Catalogue, list *problems.List) *Set { return compileAs(c, list, false) }

// compileAs compiles a catalogue, and where they are to be kept it copies the indicators.
func compileAs(c Catalogue, list *problems.List, keep bool) *Set {
	s := &Set{title: c.Title, fictional: c.Fictional, index: make(map[string]int, len(c.Indicators))}
	if c.FormatVersion != 0 && c.FormatVersion != FormatVersion {
		list.At("/formatVersion", zielkette.CodeVersion, fmt.Sprint(c.FormatVersion),
			`gelesen wird die Formatversion 1; "formatVersion": 1 schreiben`,
			"this library reads format version 1; write \"formatVersion\": 1")
	}
	if sound(c.Indicators, s, keep) {
		return s
	}
	s.indicators = s.indicators[:0]
	clear(s.index)
	var lists copies
	k := &checker{list: list, targetAt: none, revisionAt: none}
	var places map[string]int // of the ids in the document, once two are the same
	for i := range list.Each(len(c.Indicators)) {
		ind := &c.Indicators[i]
		k.ind, k.indicatorNo = ind, i
		k.indicator()
		if list.Stop() {
			break // without a copy of an indicator that may be most of the document
		}
		if _, ok := s.index[ind.ID]; ok && ind.ID != "" {
			if places == nil {
				places = firstOf(c.Indicators)
			}
			first := places[ind.ID]
			k.report("/id", zielkette.CodeDuplicateID, ind.ID,
				fmt.Sprintf("diese Kennung steht schon bei /indicators/%d; Kennungen sind eindeutig", first),
				fmt.Sprintf("this id stands already at /indicators/%d; ids are unique", first))
			continue
		}
		s.index[ind.ID] = len(s.indicators)
		if keep {
			s.indicators = append(s.indicators, lists.of(ind))
		}
	}
	if list.Full() {
		return nil // what was not looked at any more may be anything
	}
	return s
}

// sound compiles indicators side by side and reports whether nothing is wrong with any
// of them and nothing worth knowing, as with nearly all. Otherwise they are looked at
// again in their order, for what is reported depends on it.
func sound(list []Indicator, s *Set, keep bool) bool {
	if keep {
		s.indicators = make([]Indicator, len(list))
	}
	var faulty atomic.Bool
	parallel.Parts(len(list), 256, func(_, from, to int) {
		found := problems.First()
		k := &checker{list: &found, targetAt: none, revisionAt: none}
		var lists copies
		for i := from; i < to && !faulty.Load(); i++ {
			k.ind, k.indicatorNo = &list[i], i
			k.indicator()
			if !found.Empty() {
				faulty.Store(true)
				return
			}
			if keep {
				s.indicators[i] = lists.of(&list[i])
			}
		}
	})
	for i := range list {
		if faulty.Load() {
			break
		}
		s.index[list[i].ID] = i
	}
	return len(s.index) == len(list) // or an id stands twice
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

// checker checks the indicators one after the other. It keeps where it stands as
// numbers: a pointer is only written for a problem.
type checker struct {
	list                              *problems.List
	ind                               *Indicator
	indicatorNo, targetAt, revisionAt int // none: not within one
}

const none = -1

// indicatorAt returns the pointer to the indicator.
func (k *checker) indicatorAt() string { return "/indicators/" + strconv.Itoa(k.indicatorNo) }

// report adds a problem of the indicator, or of the target or revision that the
// checker stands at.
func (k *checker) report(part string, code zielkette.Code, subject, de, en string) {
	k.list.At(k.pointer(part), code, subject, de, en)
}

func (k *checker) pointer(part string) string {
	at := k.indicatorAt()
	if k.targetAt != none {
		at += "/targets/" + strconv.Itoa(k.targetAt)
	}
	if k.revisionAt != none {
		at += "/revisions/" + strconv.Itoa(k.revisionAt)
	}
	return at + part
}

func (k *checker) indicator() {
	ind := k.ind
	if err := zielkette.CheckID(ind.ID); err != nil {
		k.list.Err(k.pointer("/id"), err)
	}
	if ind.Title == "" {
		k.report("/title", zielkette.CodeRequired, ind.ID, "der Kennzahl einen Titel geben", "give the indicator a title")
	}
	check(k, times, "/time", ind.Time)
	check(k, directions, "/direction", ind.Direction)
	if !ind.Per.IsZero() && ind.Per.Sign() <= 0 {
		k.report("/per", zielkette.CodeRange, ind.Per.String(),
			"ein Anteil zählt je 1, 100, 1000, ...: eine Zahl über 0 schreiben",
			`a share is counted per 1, 100, 1000, ...: write a number above 0`)
	}
	for i := range k.list.Each(len(ind.Breaks)) {
		if ind.Breaks[i].Period.IsZero() {
			k.report("/breaks/"+strconv.Itoa(i)+"/period", zielkette.CodeRequired, ind.ID,
				"den ersten Zeitraum nach dem Bruch der Zeitreihe angeben",
				"state the first period after the break")
		}
	}
	var seen map[string]bool
	if len(ind.Targets) > 1 {
		seen = make(map[string]bool, len(ind.Targets))
	}
	for i := range k.list.Each(len(ind.Targets)) {
		k.targetAt = i
		id := ind.Targets[i].ID
		switch {
		case id == "" && seen != nil:
			k.report("/id", zielkette.CodeRequired, ind.ID,
				"mehrere Zielwerte einer Kennzahl werden durch Kennungen unterschieden; jedem eine geben",
				"several targets on one indicator are told apart by id; give each one")
		case id != "":
			k.id(id, seen,
				"ein anderer Zielwert dieser Kennzahl hat dieselbe Kennung",
				"another target of this indicator has the same id")
		}
		k.target(&ind.Targets[i])
	}
	k.targetAt = none
}

// id checks an id, which must not be among those seen. Where seen is nil there is
// only one.
func (k *checker) id(id string, seen map[string]bool, de, en string) {
	if err := zielkette.CheckID(id); err != nil {
		k.list.Err(k.pointer("/id"), err)
	} else if seen[id] {
		k.report("/id", zielkette.CodeDuplicateID, id, de, en)
	}
	if seen != nil {
		seen[id] = true
	}
}

// check reports a word that a closed set does not have.
func check[W ~string, D any](k *checker, set words.Set[W, D], part string, word W) {
	if word != "" && !set.Has(word) {
		set.Check(k.list, k.pointer(part), word)
	}
}
