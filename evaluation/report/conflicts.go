package report

import (
	"cmp"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// conflict is a conflict of goals or an open question as the report knows it.
type conflict struct {
	goals.Conflict
	id string // to link to
}

// undecided is the decision as a step that is not done.
func (c conflict) undecided() zielkette.Milestone {
	step := c.Decision()
	step.Done = zielkette.Date{}
	return step
}

// conflicts are the conflicts and open questions as they could be known at the dates of
// the report: open ones first, those with the earliest date first, then as in the
// document.
func (r *Report) conflicts() []conflict {
	var out []conflict
	for i, c := range r.read().Conflicts {
		out = append(out, conflict{c.AsKnown(r.knowable()), "conflict-" + itoa(i+1)})
	}
	slices.SortStableFunc(out, func(a, b conflict) int {
		return cmp.Or(-boolean(a.Open(), b.Open()), -boolean(!a.Due.IsZero(), !b.Due.IsZero()), a.Due.Compare(b.Due))
	})
	return out
}

// boolean compares two conditions: one that holds is more.
func boolean(a, b bool) int {
	switch {
	case a && !b:
		return 1
	case b && !a:
		return -1
	}
	return 0
}

// Conflicts are the conflicts of goals and the open questions, the open ones first: who
// decides until when, what could be decided, and how all sides stand.
func (r *Report) Conflicts() Section {
	r = r.or()
	r.look()
	list := r.conflicts()
	s := Section{ID: "conflicts", Title: r.in("Zielkonflikte", "Conflicts of goals")}
	if slices.ContainsFunc(list, func(c conflict) bool { return c.IsQuestion() }) {
		s.Title = r.in("Zielkonflikte und offene Fragen", "Conflicts of goals and open questions")
	}
	for _, c := range list {
		s.Blocks = append(s.Blocks,
			Heading{ID: c.id, Title: quoted(strings.TrimSuffix(c.Description, "."))},
			Paragraph{Text: r.conflictState(c)})
		if len(c.Between) > 0 {
			s.Blocks = append(s.Blocks, List{Items: r.sides(c)})
		}
		if len(c.Options) > 0 {
			var options []Phrase
			for _, o := range c.Options {
				option := quoted(o.Title)
				option = option.And(with(" – ", quoted(o.Note)))
				options = append(options, option)
			}
			s.Blocks = append(s.Blocks, Note(Say(r.in("Was entschieden werden kann:", "What can be decided:"))), List{Numbered: true, Items: options})
		}
	}
	return s
}

// conflictState says whether a conflict is open, who decides until when, and where it
// arises.
func (r *Report) conflictState(c conflict) Phrase {
	var state Phrase
	switch {
	case !c.Open():
		state = Phrase{{Text: r.in("aufgelöst", "resolved"), Mark: MarkFull}}
		if c.IsQuestion() {
			state[0].Text = r.in("entschieden", "decided")
		}
		var decided []Phrase
		if c.Committee != "" {
			decided = append(decided, quoted(c.Committee))
		}
		if !c.Resolved.IsZero() {
			decided = append(decided, Say(c.Resolved.Text(r.language)))
		}
		state = state.And(with(" (", joined(decided, ", "), ")"))
		state = state.And(Say(": "), quoted(stop(c.Resolution)))
	default:
		state = Phrase{{Text: r.in("offen", "open"), Mark: MarkEmpty}}
		if decide := r.toDecide(c); len(decide) > 0 {
			state = state.And(Say(". "), decide, Say("."))
		} else {
			state = state.And(Say(r.in(". Gremium und Frist sind nicht erfasst.", ". Deciding body and date are not on record.")))
		}
	}
	state = state.And(with(r.in(" Zuständig: ", " Responsible: "), quoted(stop(c.Responsible))))
	for k, id := range c.Areas {
		if area, ok := r.plan.Area(id); ok {
			state = state.And(Say(either(k == 0, r.in(" Betrifft: ", " Concerns: "), ", ")), quoted(area.Title))
		}
	}
	if len(c.Areas) > 0 {
		state = state.And(Say("."))
	}
	return state.And(with(" ", r.cite(c.Source)))
}

// toDecide names the body that decides and the day, as far as they are on record.
func (r *Report) toDecide(c conflict) Phrase {
	var out Phrase
	if c.Committee != "" {
		out = Say(r.in("Entscheidet: ", "Deciding body: ")).And(quoted(c.Committee))
	}
	if c.Due.IsZero() {
		return out
	}
	by := either(len(out) == 0, r.in("Zu entscheiden bis ", "To be decided by "), r.in(", bis ", ", by "))
	out = out.And(Say(by + c.Due.Text(r.language)))
	if late := r.text(c.undecided().OverdueText(r.result.Options().AsOf)); late != "" {
		out = out.And(Say(" ("), Phrase{{Text: r.in("überfällig ", "overdue ") + late, Mark: MarkBehind}}, Say(")"))
	}
	return out
}

// sides are the goals of a conflict with how each stands.
func (r *Report) sides(c conflict) []Phrase {
	var out []Phrase
	for _, id := range c.Between {
		side := r.goalTitle(id)
		if st := r.goals[id]; st != nil {
			if r.spoken(st) {
				side = within(side).And(Say(": " + r.percent(st.score.Attainment(), r.places)))
			}
			side = side.And(with(" · ", r.inWords(st)))
		}
		out = append(out, side)
	}
	return out
}

// mostConflicts is how many conflicts and questions a summary names.
const mostConflicts = 5

// openConflicts are the conflicts and questions that a council has to decide. dated says
// that at least one names who decides or until when.
func (r *Report) openConflicts() (items []Phrase, dated bool) {
	open := 0
	for _, c := range r.conflicts() {
		if !c.Open() {
			continue
		}
		dated = dated || c.Committee != "" || !c.Due.IsZero()
		if open++; open > mostConflicts {
			continue
		}
		var p Phrase
		if c.IsQuestion() {
			p = Phrase{{Text: r.in("Offene Frage: ", "Open question: "), To: c.id}}.And(quoted(stop(c.Description)))
		} else {
			goals := each(c.Between, func(id string) Phrase { return r.inQuotes(r.goalTitle(id)) })
			last := len(goals) - 1
			p = Phrase{{Text: r.in("Zielkonflikt: ", "Conflict of goals: "), To: c.id}}.And(
				joined(goals[:last], ", "), Say(r.in(" und ", " and ")), goals[last], Say(r.in(" sind nicht in Einklang gebracht.", " are not reconciled.")))
		}
		if n := len(c.Options); n > 0 {
			p = p.And(Say(" " + r.number(n, "Möglichkeit ist beschrieben.", "Möglichkeiten sind beschrieben.", "option is described.", "options are described.")))
		}
		if decide := r.toDecide(c); len(decide) > 0 {
			p = p.And(Say(" "), decide, Say("."))
		}
		items = append(items, p)
	}
	if more := open - mostConflicts; more > 0 {
		items = append(items, Say(r.say("%d weitere Zielkonflikte oder Fragen (", "%d more conflicts of goals or questions (", more)).And(Phrase{{Text: r.in("Zielkonflikte", "Conflicts"), To: "conflicts"}}, Say(").")))
	}
	return items, dated
}
