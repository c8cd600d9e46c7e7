package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/goals/diagram"
	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

// How much of a chain is printed as text; JSON holds all of it.
const (
	longest   = 10 // entries of one kind of gap, rows of a table
	mostLoss  = 2  // measures whose loss is told
	mostLoops = 20
)

// chainReport is what -chain tells, from which both text and JSON are written.
type chainReport struct {
	plan      *goals.Plan
	asOf      zielkette.Date
	knownOn   zielkette.Date
	fictional bool

	root          chain.Node // nothing is known of it where the strategy has no goals
	up, down      []chain.Step
	contributions chain.Contributions
	losses        []chain.Loss

	reality   []chain.Check
	money     *chain.Money
	level     string // of the goals the money is shown for
	conflicts []chain.Conflict
	influence chain.Influence
	gaps      chain.Gaps
	matrix    chain.Matrix
}

// printChain prints the target-effect chain (Ziel-Wirkungskette) of a goal and what
// the whole chain lacks.
func printChain(out io.Writer, result *evaluation.Result, id string, options chain.GapOptions, format string, language zielkette.Language) error {
	r, err := newChainReport(result, id, options)
	if err != nil {
		return err
	}
	switch format {
	case "text", "markdown":
		_, err = io.WriteString(out, r.text(format == "markdown", language))
		return err
	case "json":
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(r.json(language))
	}
	return badFormat(format)
}

func newChainReport(result *evaluation.Result, id string, options chain.GapOptions) (r chainReport, err error) {
	model := result.Model()
	plan := model.Plan()
	c := chain.New(plan)
	if options.Fields == "" {
		options.Fields = fieldsOf(plan)
	}
	r = chainReport{
		plan: plan, asOf: result.Options().AsOf, knownOn: result.Options().KnownOn, fictional: plan.Fictional() || model.Set().Fictional(),
		money: c.Money(),
	}
	if levels := plan.Levels(); len(levels) > 0 {
		r.level = levels[min(1, len(levels)-1)].Name
	}
	r.conflicts = c.Conflicts(r.money)
	var errs [7]error
	r.gaps, errs[5] = c.Gaps(options)
	r.matrix, errs[6] = c.Matrix(options)
	r.reality, errs[0] = c.Reality(r.asOf, observed(result))
	r.influence, errs[1] = c.Influence(mostLoops)
	if r.root, _ = c.Node(id); r.root.ID == "" {
		return r, errors.Join(errs[:]...)
	}
	r.up, errs[2] = c.Upstream(id)
	r.down, errs[3] = c.Downstream(id)
	if r.root.Kind == chain.Measure {
		r.contributions, errs[4] = c.From(id, chain.View{})
	} else {
		r.contributions, errs[4] = c.To(id, chain.View{})
	}
	for _, s := range r.up {
		if s.Node.Kind != chain.Measure || s.Repeated || len(r.losses) == mostLoss {
			continue
		}
		loss, err := c.Loss(s.Node.ID, chain.Change{}, chain.View{})
		if err != nil {
			return r, err
		}
		if !loss.All.Planned.IsZero() || slices.ContainsFunc(loss.List, func(l chain.Lost) bool { return !l.Lost.IsZero() }) {
			r.losses = append(r.losses, loss)
		}
	}
	return r, errors.Join(errs[:]...)
}

// fieldsOf returns the kind of theme in which the document has others worked on, as
// Querschnittsthemen in Fachkonzepte; "" where it says nothing of the kind.
func fieldsOf(plan *goals.Plan) string {
	for _, t := range plan.Treatments() {
		for _, id := range t.In {
			if theme, ok := plan.Theme(id); ok {
				return theme.Kind
			}
		}
	}
	return ""
}

// observed tells how far goals and results have come, a result by its one
// indicator.
func observed(result *evaluation.Result) func(chain.Node) zielkette.Figure {
	plan := result.Model().Plan()
	return func(node chain.Node) zielkette.Figure {
		if node.Kind == chain.Goal {
			score, _ := result.Goal(node.ID)
			return score.Attainment()
		}
		of, _ := plan.Result(node.ID)
		if len(of.Indicators) != 1 {
			return zielkette.Figure{}
		}
		link := of.Indicators[0]
		for a := range result.Assessments() {
			target, _ := a.Target()
			if a.ID() == link.ID && a.Area() == link.Area && (link.Target == "" || link.Target == target.ID) {
				return a.Attainment()
			}
		}
		return zielkette.Figure{}
	}
}

// rootOf returns whose chain is shown: the one asked for; else that of the program;
// else the first goal that anything but goals is tied to, else the first goal. ok is
// false when there is none of the id asked for.
func rootOf(plan *goals.Plan, asked, program string) (id string, ok bool) {
	c := chain.New(plan)
	if asked != "" {
		_, ok := c.Node(asked)
		return asked, ok
	}
	if _, ok := plan.Goal(program); ok {
		return program, true
	}
	first := ""
	for goal := range plan.Goals() {
		if first == "" {
			first = goal.ID()
		}
		up, err := c.Upstream(goal.ID())
		if err == nil && slices.ContainsFunc(up, func(s chain.Step) bool { return s.Depth == 1 && s.Tie != chain.ByGoal }) {
			return goal.ID(), true
		}
	}
	return first, true
}

func (r chainReport) text(markdown bool, language zielkette.Language) string {
	in := func(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(language) }
	var b strings.Builder
	line := func(s string) {
		if markdown {
			b.WriteString(escaped.Replace(layout.Plain(s)) + "\n\n")
			return
		}
		b.WriteString(layout.Wrap(s, 100, "", "  "))
	}
	section := func(s string) {
		if markdown {
			b.WriteString("\n## " + escaped.Replace(layout.Plain(s)) + "\n\n")
			return
		}
		s = layout.Cut(layout.Plain(s), 100)
		b.WriteString("\n" + s + "\n" + strings.Repeat("─", layout.Width(s)) + "\n")
	}
	all := chain.Layout{Language: language, Markdown: markdown}
	some := all
	some.Limit = longest

	title := in("Ziel-Wirkungskette: ", "Target-effect chain: ") + r.plan.Title()
	if markdown {
		b.WriteString("# ")
	}
	line(title)
	if r.fictional {
		line(fictional.In(language))
	}
	dates := in("Stand der Auswertung: ", "Evaluated as of: ") + r.asOf.Text(language)
	if !r.knownOn.IsZero() { // of what was measured; the document itself has no such days
		dates += in(" · Kenntnisstand der Messwerte: ", " · observations known on: ") + r.knownOn.Text(language)
	}
	line(dates)
	if r.root.ID == "" {
		line(in("Ziele sind nicht erfasst.", "No goals are on record."))
	} else {
		section(in("Was führt zu ", "What leads to ") + r.root.ID + "?")
		b.WriteString(chain.WalkText(r.up, all))
		if len(r.up) == 1 {
			b.WriteString("\n")
			line(in("Nichts ist damit verknüpft.", "Nothing is tied to it."))
		}
		section(in("Was folgt aus ", "What follows from ") + r.root.ID + "?")
		b.WriteString(chain.WalkText(r.down, all))
		if len(r.contributions.List) > 0 {
			section(in("Was trägt wie viel bei?", "How much does each contribute?"))
			b.WriteString(r.contributions.Text(some))
		}
	}
	if slices.ContainsFunc(r.reality, func(c chain.Check) bool { return c.Verdict != chain.NoPrediction }) {
		section(in("Vorhersage und Messung", "Predicted and observed"))
		b.WriteString(chain.RealityText(r.reality, some))
	}
	if !r.money.All().Planned.IsZero() {
		section(fmt.Sprintf(in("Geld hinter den Zielen (Ebene %s)", "Money behind the goals (level %s)"), r.level))
		b.WriteString(r.money.Text(r.level, all))
	}
	if len(r.losses) > 0 {
		section(in("Was geht verloren, wenn gestrichen wird?", "What is lost if something is cut?"))
		for i, loss := range r.losses {
			if i > 0 {
				b.WriteString("\n")
			}
			b.WriteString(loss.Text(some))
		}
	}
	if len(r.conflicts) > 0 {
		section(in("Zielkonflikte", "Conflicts of goals"))
		for i, c := range r.conflicts {
			if i > 0 {
				b.WriteString("\n")
			}
			b.WriteString(c.Text(some))
		}
	}
	if len(r.influence.Factors) > 0 {
		section(in("Einflussmatrix", "Influence matrix"))
		b.WriteString(r.influence.Text(some))
	}
	section(in("Lücken", "Gaps"))
	b.WriteString(r.gaps.Text(some))
	section(in("Querschnittsthemen: wo werden sie bearbeitet?", "Themes: where are they worked on?"))
	b.WriteString(r.matrix.Text(all))
	return b.String()
}

var fictional = zielkette.Text{
	DE: "FIKTIVE DATEN: Die Wirkungskette ist zur Veranschaulichung erfunden. Sie sagt nichts über die Stadt.",
	EN: "FICTIONAL DATA: this chain is invented for illustration. It says nothing about the city.",
}

// escaped makes a text from a document safe in Markdown.
var escaped = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "#", `\#`, "&", `\&`)

// printDiagram draws the strategy; the whole of it where no id is given.
func printDiagram(out io.Writer, plan *goals.Plan, kind, view, id string, language zielkette.Language) error {
	options := diagram.Options{View: diagram.View(view), Root: id, Language: language}
	switch kind {
	case "mermaid":
		return diagram.Mermaid(out, plan, options)
	case "dot":
		return diagram.DOT(out, plan, options)
	}
	return fmt.Errorf("-diagram %q: write mermaid or dot", kind)
}
