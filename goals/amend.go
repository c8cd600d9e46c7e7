package goals

import (
	"fmt"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// CodeAmends is the code of the problem that a partial edition does not fit the
// edition it is put into.
const CodeAmends zielkette.Code = "amends"

// Amend puts a partial edition (Teilfortschreibung) into the edition that it
// amends and returns the whole (Lesefassung), neither of the two being changed.
//
// A goal that stands at the top of the partial edition takes the place of the goal
// of the same id, with everything beneath it; one that the amended edition does
// not have comes last. What the partial edition states stands only there: a goal
// stated in it beneath another goal than before has moved. Everything else of the
// amended edition goes on as it is.
//
// Head, edition and source are those of the partial edition; its assumptions
// come behind those of the amended one. Themes, areas, packages, measures and results of
// the partial edition take the place of those of the same id, or come last. Of
// levels, plurals, declared counts, the vocabulary, effects, conflicts, demands, treatments,
// financial frames, the context and what belongs to the process (milestones, what recurs, risks,
// participation, related strategies), the partial edition's take the place of all,
// where it has any.
//
// The error is a [zielkette.Problem] with the code [CodeAmends] when the part is
// not partial or amends another edition. What does not fit together otherwise is
// found by [Strategy.Compile]. Cost: linear in both.
func Amend(base, part Strategy) (Strategy, error) {
	if !part.Edition.Partial || part.Edition.Amends != base.ID {
		id := problems.Clip(base.ID)
		return Strategy{}, zielkette.Problem{
			Code: CodeAmends, Subject: problems.Clip(part.ID), Place: zielkette.Place{Pointer: "/edition/amends"},
			Message: zielkette.Text{
				DE: `eine Teilfortschreibung gibt "partial": true an und nennt unter "amends" die Fassung, die sie fortschreibt, hier "` + id + `"`,
				EN: `a partial edition says "partial": true and names the edition it amends, here "` + id + `"`,
			},
		}
	}
	out := part
	out.Edition.Partial = false
	out.Municipality = either(part.Municipality != Municipality{}, part.Municipality, base.Municipality)
	out.Fictional = part.Fictional || base.Fictional
	out.Assumptions = slices.Concat(base.Assumptions, part.Assumptions)
	out.Levels = either(part.Levels != nil, part.Levels, base.Levels)
	out.Plurals = either(part.Plurals != nil, part.Plurals, base.Plurals)
	out.Declared = either(part.Declared != nil, part.Declared, base.Declared)
	out.Vocabulary = either(part.Vocabulary != "", part.Vocabulary, base.Vocabulary)
	out.Stages = either(part.Vocabulary != "", part.Stages, base.Stages)
	out.Effects = either(part.Effects != nil, part.Effects, base.Effects)
	out.Conflicts = either(part.Conflicts != nil, part.Conflicts, base.Conflicts)
	out.Treatments = either(part.Treatments != nil, part.Treatments, base.Treatments)
	out.Context = either(part.Context != nil, part.Context, base.Context)
	out.Frames = either(part.Frames != nil, part.Frames, base.Frames)
	out.Demands = either(part.Demands != nil, part.Demands, base.Demands)
	out.Recurring = either(part.Recurring != nil, part.Recurring, base.Recurring)
	out.Risks = either(part.Risks != nil, part.Risks, base.Risks)
	out.Participation = either(part.Participation != nil, part.Participation, base.Participation)
	out.Related = either(part.Related != nil, part.Related, base.Related)
	out.Milestones = either(part.Milestones != nil, part.Milestones, base.Milestones)
	out.Themes = overlay(base.Themes, part.Themes, func(t Theme) string { return t.ID })
	out.Areas = overlay(base.Areas, part.Areas, func(a Area) string { return a.ID })
	out.Packages = overlay(base.Packages, part.Packages, func(p Package) string { return p.ID })
	out.Measures = overlay(base.Measures, part.Measures, func(m Measure) string { return m.ID })
	out.Results = overlay(base.Results, part.Results, func(r Result) string { return r.ID })

	a := amender{stated: map[string]bool{}, tops: map[string]*Goal{}, placed: map[string]bool{}}
	for i := range part.Goals {
		a.tops[part.Goals[i].ID] = &part.Goals[i]
	}
	a.note(part.Goals, 1)
	out.Goals = a.rest(base.Goals, 1)
	for _, g := range part.Goals {
		if !a.placed[g.ID] {
			out.Goals = append(out.Goals, g)
		}
	}
	return out.Clone(), nil // which shares nothing with the two
}

func either[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

func overlay[T any](base, part []T, id func(T) string) []T {
	if len(part) == 0 {
		return base
	}
	out := slices.Clone(base)
	at := make(map[string]int, len(base))
	for i := range base {
		at[id(base[i])] = i
	}
	for _, p := range part {
		if i, ok := at[id(p)]; ok {
			out[i] = p
		} else {
			out = append(out, p)
		}
	}
	return out
}

type amender struct {
	stated map[string]bool  // the ids of all goals of the partial edition
	tops   map[string]*Goal // those at its top
	placed map[string]bool  // the tops that have found their place
}

// The walks end at the depth that a compiled strategy may have; what is deeper is
// a problem there.
func (a *amender) note(list []Goal, depth int) {
	if depth > MaxDepth+1 {
		return
	}
	for i := range list {
		a.stated[list[i].ID] = true
		a.note(list[i].Goals, depth+1)
	}
}

// rest returns the goals that go on, with the stated ones in their places.
func (a *amender) rest(list []Goal, depth int) []Goal {
	if depth > MaxDepth+1 {
		return list
	}
	var out []Goal
	for _, g := range list {
		switch top, ok := a.tops[g.ID]; {
		case ok && !a.placed[g.ID]:
			a.placed[g.ID] = true
			out = append(out, *top)
		case a.stated[g.ID]:
		default:
			g.Goals = a.rest(g.Goals, depth+1)
			out = append(out, g)
		}
	}
	return out
}

// MaxAmended is how many elements, of all lists and maps, the editions have together that
// [Editions] puts partial ones into. Each holds all that the one before it holds, so that
// many small ones would come to a product.
const MaxAmended = 1 << 18

// Editions compiles the editions of a strategy in the given order; a partial one is
// first put into the edition it amends, which stands before it. Each plan is whole and
// evaluated by itself: what an earlier edition scores does not change by a later one.
// The error is a [zielkette.Problems] with everything wrong in all of them; the
// places of a partial edition's problems are in the whole. More than [MaxAmended] elements
// are a problem with the code [zielkette.CodeTooMany].
func Editions(documents ...Strategy) ([]*Plan, error) {
	whole := map[string]Strategy{}
	var plans []*Plan
	var all zielkette.Problems
	amendedTo := 0
	for _, s := range documents {
		if s.Edition.Partial {
			amended, err := Amend(whole[s.Edition.Amends], s)
			if err != nil {
				found := zielkette.ProblemsOf(err)
				document.Place(s, s.Origin, found)
				all = append(all, found...)
				continue
			}
			if amendedTo += document.Elements(amended); amendedTo > MaxAmended {
				all = append(all, zielkette.Problem{
					Code: zielkette.CodeTooMany, Place: zielkette.Place{Pointer: "/edition/amends"}, Subject: problems.Clip(s.ID),
					Message: zielkette.Text{
						DE: fmt.Sprintf("Teilfortschreibungen ergeben mit allem, was sie fortschreiben, zusammen höchstens %d Einträge; weniger Fassungen auf einmal lesen", MaxAmended),
						EN: fmt.Sprintf("partial editions come to at most %d entries with all that they amend; read fewer editions at a time", MaxAmended),
					},
				})
				break
			}
			s = amended
		}
		plan, found := s.Inspect()
		whole[s.ID] = s
		plans, all = append(plans, plan), append(all, found...)
	}
	if err := all.Err(); err != nil {
		return nil, err
	}
	return plans, nil
}
