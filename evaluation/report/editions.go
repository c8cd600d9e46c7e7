package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// likeness is the similarity in percent from which a report proposes that one goal
// succeeds another.
const likeness = 50

// kinds is the order in which a report lists the changes.
var kinds = []goals.ChangeKind{
	goals.Split, goals.Merged, goals.Moved, goals.Reworded, goals.Added, goals.Removed, goals.OriginUnknown, goals.FateUnknown, goals.Kept,
}

// changes reads a difference in the words of a report.
type changes struct {
	goals.Difference
	language zielkette.Language
	wrong    error // in the options
}

func (c changes) in(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(c.language) }

// section is a heading with its lines.
type section struct {
	title string
	lines []string
}

func (c changes) sections() []section {
	var out []section
	for _, kind := range kinds {
		s := section{title: kind.Text().In(c.language)}
		for _, change := range c.Of(kind) {
			s.lines = append(s.lines, c.line(change))
		}
		s.title = fmt.Sprintf("%s (%d)", capital(s.title), len(s.lines))
		out = append(out, s)
	}
	open := section{title: c.in("Nicht wörtlich erfasst", "Not on record")}
	for _, u := range c.Unrecorded {
		if !u.Known {
			open.lines = append(open.lines, fmt.Sprintf(c.in("%s: %s, Anzahl nicht genannt", "%s: %s, number not stated"), u.Edition, u.Kind))
			continue
		}
		open.lines = append(open.lines, fmt.Sprintf(c.in("%s: %s, laut Dokument %d, erfasst %d", "%s: %s, the document says %d, on record %d"),
			u.Edition, u.Kind, u.Declared, u.Recorded))
	}
	series := section{title: c.in("Kennzahlen der Ziele", "Indicators of the goals")}
	for _, list := range []struct {
		label string
		ids   []string
	}{
		{c.in("fortgeführt, mit ihrer Reihe: ", "carried over with their series: "), c.IndicatorsKept},
		{c.in("neu: ", "added: "), c.IndicatorsAdded},
		{c.in("entfallen: ", "removed: "), c.IndicatorsRemoved},
	} {
		if len(list.ids) > 0 {
			series.lines = append(series.lines, list.label+strings.Join(list.ids, ", "))
		}
	}
	guesses := section{title: c.in("Ähnlicher Wortlaut (Vorschlag, keine Nachfolge)", "Similar wording (proposed, no successor)")}
	for _, p := range c.Proposals(likeness) {
		guesses.lines = append(guesses.lines, fmt.Sprintf("%d %%: %s → %s", p.Similarity, element(p.From), element(p.To)))
	}
	problems := section{title: c.in("Hinweise", "Notes")}
	for _, id := range c.Reused {
		problems.lines = append(problems.lines, fmt.Sprintf(c.in("%s steht in beiden Fassungen für Verschiedenes", "%s stands for different things in the two editions"), id))
	}
	for _, p := range c.Problems {
		problems.lines = append(problems.lines, p.Subject+": "+p.Message.In(c.language))
	}
	return append(out, open, series, guesses, problems)
}

func (c changes) line(change goals.Change) string {
	side := func(list []goals.Element) string { return strings.Join(each(list, element), " + ") }
	switch {
	case len(change.From) == 0:
		return side(change.To)
	case len(change.To) == 0, change.Is(goals.Kept):
		return side(change.From)
	case change.Is(goals.Moved) && len(change.From) == 1 && len(change.To) == 1:
		return fmt.Sprintf("%s (%s) → %s (%s)", element(change.From[0]), cmp.Or(change.From[0].Parent, "–"), element(change.To[0]), cmp.Or(change.To[0].Parent, "–"))
	}
	return side(change.From) + " → " + side(change.To)
}

func element(e goals.Element) string { return e.Title }

// Changes returns what changed between two editions, to be printed: the goals and themes by
// kind of change, what is not on record, the indicators, and pairs of similar wording
// for an author to judge.
func Changes(d goals.Difference, options Options) Printable {
	return changes{d, options.Language, options.check()}
}

// summary counts the changes of each kind in a sentence, and says what is meant by unknown.
func (c changes) summary() Section {
	var counts []string
	for _, kind := range kinds {
		if n := len(c.Of(kind)); n > 0 {
			counts = append(counts, itoa(n)+"\u00a0"+kind.Text().In(c.language))
		}
	}
	s := Section{ID: "summary", Title: c.in("Kurzfassung", "Summary"), Blocks: []Block{Paragraph{Text: Say(c.in("Ziele und Themen: ", "Goals and themes: ") + strings.Join(counts, "; ") + ".")}}}
	if len(c.Of(goals.OriginUnknown))+len(c.Of(goals.FateUnknown)) > 0 {
		s.Blocks = append(s.Blocks, Note(Say(c.in("Unbekannt heißt: Die andere Fassung ist an dieser Stelle nicht vollständig erfasst. Ob etwas neu, umformuliert oder entfallen ist, lässt sich dann nicht sagen.",
			"Unknown means: the other edition is not wholly on record here, so that nobody can tell whether something is new, reworded or gone."))))
	}
	return s
}

// Page returns the changes as a page.
func (c changes) Page() Page {
	d, options := c.Difference, Options{Language: c.language}
	p := Page{Title: c.in("Was sich geändert hat", "What changed"), Under: cmp.Or(d.OlderTitle, d.Older) + " → " + cmp.Or(d.NewerTitle, d.Newer), Language: options.Language, wrong: c.wrong}
	if len(d.Changes) > 0 {
		p.Sections = append(p.Sections, c.summary())
	}
	for i, s := range c.sections() {
		if len(s.lines) == 0 {
			continue
		}
		p.Sections = append(p.Sections, Section{ID: "changes-" + itoa(i+1), Title: s.title, Blocks: []Block{List{Items: each(s.lines, quoted)}}})
	}
	return p
}

type jsonChanges struct {
	Older      string           `json:"older"`
	Newer      string           `json:"newer"`
	Changes    []jsonChange     `json:"changes"`
	Unrecorded []jsonUnrecorded `json:"unrecorded"`
	Reused     []string         `json:"reusedIds"`
	Indicators jsonCarried      `json:"indicators"`
	Proposals  []jsonProposal   `json:"proposals"`
	Warnings   []jsonWarning    `json:"warnings"`
}

type jsonChange struct {
	Kinds []goals.ChangeKind `json:"kinds"`
	From  []jsonElement      `json:"from"`
	To    []jsonElement      `json:"to"`
}

type jsonElement struct {
	ID     string  `json:"id"`
	Kind   string  `json:"kind"`
	Parent *string `json:"parent"`
	Title  string  `json:"title"`
}

type jsonUnrecorded struct {
	Edition  string `json:"edition"`
	Kind     string `json:"kind"`
	Declared *int   `json:"declared"`
	Recorded int    `json:"recorded"`
}

type jsonCarried struct {
	Kept    []string `json:"kept"`
	Added   []string `json:"added"`
	Removed []string `json:"removed"`
}

type jsonProposal struct {
	From       string `json:"from"`
	To         string `json:"to"`
	Similarity int    `json:"similarityPercent"`
}

// JSON writes the changes as one JSON object. Its keys are stable, like those of
// [Report.JSON].
func (c changes) JSON(w io.Writer) error {
	if c.wrong != nil {
		return c.wrong
	}
	d, options := c.Difference, Options{Language: c.language}
	list := func(ids []string) []string { return append([]string{}, ids...) }
	side := func(elements []goals.Element) []jsonElement {
		return each(elements, func(e goals.Element) jsonElement { return jsonElement{e.Ref.ID, e.Kind, some(e.Parent), e.Title} })
	}
	j := jsonChanges{
		Older: d.Older, Newer: d.Newer, Changes: []jsonChange{}, Unrecorded: []jsonUnrecorded{}, Reused: list(d.Reused),
		Indicators: jsonCarried{list(d.IndicatorsKept), list(d.IndicatorsAdded), list(d.IndicatorsRemoved)},
		Proposals:  []jsonProposal{}, Warnings: warningsJSON(d.Problems, options.Language),
	}
	for _, change := range d.Changes {
		j.Changes = append(j.Changes, jsonChange{change.Kinds, side(change.From), side(change.To)})
	}
	for _, u := range d.Unrecorded {
		item := jsonUnrecorded{Edition: u.Edition, Kind: u.Kind, Recorded: u.Recorded}
		if u.Known {
			item.Declared = &u.Declared
		}
		j.Unrecorded = append(j.Unrecorded, item)
	}
	for _, p := range d.Proposals(likeness) {
		j.Proposals = append(j.Proposals, jsonProposal{p.From.Ref.String(), p.To.Ref.String(), p.Similarity})
	}
	return encode(w, j)
}
