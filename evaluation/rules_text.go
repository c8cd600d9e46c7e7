package evaluation

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Rules (Rechenregeln) returns the rules that hold at the as-of date, in words: how
// scores are put together, bounded, weighed and judged. Goals and levels with rules
// of their own come first, then all others, weights by a method, and how indicators
// are judged. Goals and indicators with the same rule share an entry.
// Print them with every result, for no figure should come from a rule that nobody
// can read. nil for a strategy without goals whose indicators are not judged.
func (r *Result) Rules() []zielkette.Text {
	r = r.of()
	m := r.model
	year := r.options.AsOf.Year()
	list := entries{at: map[[2]string]int{}}
	used := slices.DeleteFunc(slices.Clone(m.rules), func(r rule) bool { return !r.used() })
	slices.SortStableFunc(used, func(a, b rule) int { return cmp.Compare(b.scope, a.scope) })
	for _, rule := range used {
		switch text := rule.words(m, year); {
		case rule.scope == ofGoal:
			goal, _ := m.plan.Goal(rule.of)
			list.add("Ziel", "Ziele", "goal", "goals", goal.Title(), text)
		case rule.scope == ofLevel:
			list.add("Ebene", "Ebenen", "level", "levels", rule.of, text)
		case !rule.byGoals:
			list.add("Alle Themen", "", "all themes", "", "", text)
		case len(used) > 1 && rule.byThemes:
			list.add("Alle anderen Ziele und alle Themen", "", "all other goals and all themes", "", "", text)
		case len(used) > 1:
			list.add("Alle anderen Ziele", "", "all other goals", "", "", text)
		case rule.byThemes:
			list.add("Alle Ziele und Themen", "", "all goals and themes", "", "", text)
		default:
			list.add("Alle Ziele", "", "all goals", "", "", text)
		}
	}
	for _, goal := range slices.Sorted(maps.Keys(m.spans)) {
		if s := r.spanOf(goal); s != nil {
			list.add("Gewichte unter", "Gewichte unter", "weights beneath", "weights beneath", m.title(goal), s.origin)
		}
	}
	for i := range m.indicators {
		id := m.indicators[i].ID
		if j := m.measured[m.byID[id]].judge; j != nil {
			list.add("Kennzahl", "Kennzahlen", "indicator", "indicators", m.indicators[i].Title, j.wordsWithFigure(year))
		}
	}
	return list.texts()
}

// entries are what to say of whom; what is said of several is said once.
type entries struct {
	list []entry
	at   map[[2]string]int // by head and text
}

type entry struct {
	one, several zielkette.Text
	of           []string
	text         zielkette.Text
}

func (l *entries) add(oneDE, severalDE, oneEN, severalEN, of string, text zielkette.Text) {
	key := [2]string{oneDE, text.DE}
	i, ok := l.at[key]
	if !ok {
		i = len(l.list)
		l.at[key] = i
		l.list = append(l.list, entry{zielkette.Text{DE: oneDE, EN: oneEN}, zielkette.Text{DE: severalDE, EN: severalEN}, nil, text})
	}
	l.list[i].of = append(l.list[i].of, of)
}

func (l *entries) texts() []zielkette.Text {
	var out []zielkette.Text
	for _, e := range l.list {
		head := e.one
		if len(e.of) > 1 {
			head = e.several
		}
		var de, en strings.Builder
		between := " "
		for _, of := range e.of {
			if of != "" {
				name := cited(of)
				de.WriteString(between + name.DE)
				en.WriteString(between + name.EN)
			}
			between = ", "
		}
		out = append(out, zielkette.Text{
			DE: head.DE + de.String() + ": " + e.text.DE + ".",
			EN: strings.ToUpper(head.EN[:1]) + head.EN[1:] + en.String() + ": " + e.text.EN + ".",
		})
	}
	return out
}

// words returns the whole rule in words.
func (r *rule) words(m *Model, year int) zielkette.Text {
	return zielkette.Text{DE: r.in(zielkette.German, m, year), EN: r.in(zielkette.English, m, year)}
}

func (r *rule) in(language zielkette.Language, m *Model, year int) string {
	in := func(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(language) }
	parts := []string{r.Forming(module.Reader{}, language, true)}
	if r.minCoverage == 0 {
		parts = append(parts, in("keine Mindestabdeckung", "no minimum coverage"))
	}
	parts = append(parts, weightings.Text(r.Weights).In(language))
	if r.judge == nil {
		parts = append(parts, in("kein Status", "no status"))
	} else {
		parts = append(parts, in("Status: ", "status: ")+r.judge.words(year, status.OfAttainment).In(language))
	}
	for _, f := range r.Floors {
		limit, rank := r.judge.class(f.AtMost, year)
		if rank == 0 {
			continue
		}
		part := in("ein Teil", "a part")
		if f.Part != "" {
			part = m.cited(f.Part).In(language)
		}
		parts = append(parts, fmt.Sprintf(in("höchstens %s, wenn %s unter %s liegt", "at most %s while %s lies below %s"),
			limit.Label.In(language), part, f.Below.Percent(language, -1)))
	}
	return strings.Join(parts, "; ")
}

// Forming says how a score is formed: how its parts are put together, how indicators
// are bounded, and the minimum coverage where there is one; in percent or as shares of 1.
func (r Rule) Forming(_ module.Reader, language zielkette.Language, percent bool) string {
	written := zielkette.Number.Text
	if percent {
		written = zielkette.Number.Percent
	}
	in := func(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(language) }
	bound := func(n zielkette.Number, none string) string {
		if n.IsZero() {
			return none
		}
		return written(n, language, -1)
	}
	text := aggregators.Text(r.Aggregator).In(language) + in(" der bewerteten Teile", " of the scored parts")
	if b := r.Bounds; len(b) < 2 || b[0].IsZero() && b[1].IsZero() {
		text += in("; Kennzahlen unbegrenzt", "; indicators unbounded")
	} else {
		text += in("; Kennzahlen begrenzt auf ", "; indicators bounded between ") + bound(b[0], "−∞") + in(" bis ", " and ") + bound(b[1], "∞")
	}
	if r.MinCoverage.Sign() > 0 {
		text += in("; Mindestabdeckung ", "; minimum coverage ") + written(r.MinCoverage, language, -1)
	}
	return text
}
