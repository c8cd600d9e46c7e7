// Package sdg reads the plan of a city by the Sustainable Development Goals (SDG, Ziele
// für nachhaltige Entwicklung): which of the 17 goals of the United Nations the city's
// own goals, measures and money touch, by the codes of the indicators. The source is
// the resolution A/RES/70/1 of the United Nations, Transforming our world, 2015.
package sdg

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/catalogues"
	"gitlab.opencode.de/zielkette/zielkette/internal/cents"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Goal is what a city does for one Sustainable Development Goal.
type Goal struct {
	catalogues.Goal
	Goals    []string // ids of the goals measured by an indicator of the SDG, in the order of the plan
	Measures []string // ids of the measures that serve such a goal or one above it
	Money    Money    // planned for these goals themselves
}

// Touched reports whether any goal of the city is measured by an indicator of the
// SDG.
func (s Goal) Touched() bool { return len(s.Goals) > 0 }

// Remark says what a reader should know of the SDG: that the shared catalogue has
// no indicator for it. It is empty otherwise.
func (s Goal) Remark() zielkette.Text {
	if len(s.Entries) > 0 {
		return zielkette.Text{}
	}
	return zielkette.Text{
		DE: "Der gemeinsame Katalog hat für dieses Ziel keinen Eintrag.",
		EN: "The shared catalogue has no entry for this goal.",
	}
}

// Money is an amount in euros with what is not known of it.
type Money struct {
	sum     cents.Sum
	Missing int // budget lines that do not state the amount
}

// Value returns the amount in euros at two places; none when no budget line states it,
// which is not an amount of 0.
func (m Money) Value() zielkette.Figure { return m.sum.Figure() }

func (m *Money) add(a chain.Amount) {
	if !a.Planned.IsZero() {
		m.sum.Add(a.Planned.Number())
	}
	m.Missing += a.PlannedMissing
}

// Coverage is how far the plan of a city touches the 17 goals.
type Coverage struct {
	Goals []Goal // all 17, in their order
	// All is the planned money of all measures, Untied that of it which no goal
	// with an SDG gets. Money for a goal of several SDGs stands under each of them,
	// so that the SDGs add up to more than All less Untied: that is Overlap.
	All, Untied, Overlap Money
	Problems             zielkette.Problems // warnings: codes that are no numbers of goals
}

// Cover reads a plan by the Sustainable Development Goals of its indicators, by the
// code [catalogues.SDG]; a goal with an indicator of SDG 13 is one for SDG 13. A
// measure belongs to the SDGs of the goals it serves and of all beneath them; its
// money counts only at the goals it is meant for. The error is that of
// [catalogues.Goals]. Cost: linear in goals, links and budget lines, times the SDGs
// of a goal.
func Cover(plan *goals.Plan, set *indicators.Set) (Coverage, error) {
	if plan == nil {
		plan = new(goals.Plan)
	}
	var out Coverage
	list, err := catalogues.Goals()
	if err != nil {
		return out, err
	}
	for _, g := range list {
		out.Goals = append(out.Goals, Goal{Goal: g})
	}
	own := make([][]int, plan.Len()) // the SDGs of each goal, by its own indicators
	for node := range plan.Goals() {
		own[node.Position()] = out.of(node, set)
		for _, n := range own[node.Position()] {
			out.Goals[n-1].Goals = append(out.Goals[n-1].Goals, node.ID())
		}
	}
	beneath := make([][]int, plan.Len())
	for node := range plan.PostOrder() {
		sum := slices.Clone(own[node.Position()])
		for child := range node.Children() {
			sum = append(sum, beneath[child.Position()]...)
		}
		slices.Sort(sum)
		beneath[node.Position()] = slices.Compact(sum)
	}
	for _, m := range plan.Measures() {
		var all []int
		for _, s := range m.Serves {
			if node, ok := plan.Goal(s.Goal); ok {
				all = append(all, beneath[node.Position()]...)
			}
		}
		slices.Sort(all)
		for _, n := range slices.Compact(all) {
			out.Goals[n-1].Measures = append(out.Goals[n-1].Measures, m.ID)
		}
	}
	out.pay(plan, own)
	return out, nil
}

// of returns the SDGs of a goal by its own indicators, each once, in order.
func (r *Coverage) of(node goals.Node, set *indicators.Set) []int {
	var out []int
	for _, link := range node.Indicators() {
		ind := set.Find(module.Reader{}, link.ID)
		if ind == nil {
			continue // evaluation.New reports it
		}
		numbers, err := catalogues.ParseSDG(ind.Codes[catalogues.SDG])
		if err != nil {
			r.Problems = append(r.Problems, zielkette.Problem{
				Code: catalogues.CodeSDG, Severity: zielkette.Warning, Subject: ind.ID,
				Place: zielkette.Place{Pointer: node.Pointer()}, Message: zielkette.Text{
					DE: "Der Schlüssel „sdg“ der Kennzahl nennt keine Nummern von 1 bis 17.",
					EN: "The code \"sdg\" of the indicator does not list numbers from 1 to 17.",
				},
			})
		}
		out = append(out, numbers...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// pay puts the planned money under the SDGs.
func (r *Coverage) pay(plan *goals.Plan, own [][]int) {
	money := chain.New(plan).Money()
	r.All.add(money.All())
	r.Untied.add(money.Unserved())
	for node := range plan.Goals() {
		amount, _ := money.Own(node.ID())
		sdgs := own[node.Position()]
		if len(sdgs) == 0 {
			r.Untied.add(amount)
		}
		for i, n := range sdgs {
			r.Goals[n-1].Money.add(amount)
			if i > 0 {
				r.Overlap.add(amount)
			}
		}
	}
}
