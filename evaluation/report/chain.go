package report

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
)

// ChainOptions select what a report on the chain shows.
type ChainOptions struct {
	Options
	Root   string           // id of the goal, result or measure whose chain is shown; "" is the first goal that anything is tied to
	Gaps   chain.GapOptions // which themes are looked for, and where; without fields those that the strategy itself names
	Losses int              // of how many measures it tells what is lost if they are cut; 0 is 2
}

// Chain is what there is to say of the target-effect chain (Ziel-Wirkungskette) of a
// strategy, as data. [Chain.Page] prints it; it marshals as JSON.
type Chain struct {
	Fictional     bool                  `json:"fictional"`
	Banner        string                `json:"banner,omitzero"`
	Strategy      jsonStrategy          `json:"strategy"`
	AsOf          zielkette.Date        `json:"asOf"`
	KnownOn       zielkette.Date        `json:"knownOn,omitzero"` // of the observations
	Root          chain.Node            `json:"root"`
	Upstream      []chain.Step          `json:"upstream"`
	Downstream    []chain.Step          `json:"downstream"`
	Contributions chain.Contributions   `json:"contributions"`
	Beneath       []chain.Contributions `json:"beneath,omitempty"`  // to the goals beneath the root, harmful ones too; they do not add up to those to the root
	Cascades      []chain.Cascaded      `json:"cascades,omitempty"` // demands broken down, and what is feasible (Gegenstromprinzip)
	Reality       []chain.Check         `json:"reality"`
	Money         *chain.Money          `json:"money"`
	Losses        []chain.Loss          `json:"losses"`
	Conflicts     []chain.Conflict      `json:"conflicts"`
	Influence     chain.Influence       `json:"influence"`
	Gaps          chain.Gaps            `json:"gaps"`
	Matrix        chain.Matrix          `json:"matrix"`

	report *Report
}

// ErrRoot says that neither a goal nor a result nor a measure has the id asked for.
var ErrRoot = errors.New("report: neither a goal nor a result nor a measure has this id")

// mostBeneath is of how many goals beneath the root the contributions are listed.
const mostBeneath = 100

// mostLoops is how many loops of influences are looked for.
const mostLoops = 20

// ChainOf looks at the chain of the strategy of a result. The error is [ErrRoot], or a
// problem of package chain where something is too large to be computed.
func ChainOf(result *evaluation.Result, options ChainOptions) (*Chain, error) {
	r := Of(result, options.Options)
	if r.wrong != nil {
		return nil, r.wrong
	}
	if options.Losses < 0 {
		return nil, zielkette.Problem{Code: zielkette.CodeRange, Subject: itoa(options.Losses), Message: zielkette.Text{DE: "Losses ist mindestens 0, die Vorgabe", EN: "Losses is at least 0, the default"}}
	}
	links := r.chain()
	banner, _ := r.banner()
	c := &Chain{
		Fictional: banner != "", Banner: banner, Strategy: strategyJSON(r.plan), AsOf: result.Options().AsOf, KnownOn: result.Options().KnownOn,
		Money: links.Money(), report: r,
	}
	c.Conflicts = links.Conflicts(c.Money)
	for i := range c.Conflicts {
		c.Conflicts[i].Conflict = c.Conflicts[i].Conflict.AsKnown(r.knowable())
	}
	gaps := options.Gaps
	if gaps.Fields == "" {
		gaps.Fields = fieldsOf(r.plan)
	}
	if gaps.On.IsZero() {
		gaps.On = r.knowable()
	}
	var errs [7]error
	c.Matrix, errs[1] = links.Matrix(gaps)
	if gaps.Themes == nil { // others are no gap where they are not worked on
		gaps.Themes = askedOf(r.plan)
	}
	c.Gaps, errs[0] = links.Gaps(gaps)
	c.Reality, errs[2] = links.Reality(c.AsOf, r.attained())
	c.Influence, errs[3] = links.Influence(mostLoops)
	c.Cascades, errs[4] = links.Cascades()
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	root := cmp.Or(options.Root, tied(links))
	node, ok := links.Node(root)
	switch {
	case ok:
		c.Root = node
	case root == "":
		return c, nil // the strategy has no goals
	default:
		return nil, ErrRoot
	}
	c.Upstream, errs[0] = links.Upstream(root)
	c.Downstream, errs[1] = links.Downstream(root)
	if node.Kind == chain.Measure {
		c.Contributions, errs[2] = links.From(root, chain.View{})
	} else {
		c.Contributions, errs[2] = links.To(root, chain.View{})
	}
	if goal, ok := r.plan.Goal(root); ok {
		for below := range goal.Descendants() {
			if len(c.Beneath) == mostBeneath {
				break
			}
			to, err := links.To(below.ID(), chain.View{})
			if err != nil {
				return nil, err
			}
			if len(to.List) > 0 {
				c.Beneath = append(c.Beneath, to)
			}
		}
	}
	most := cmp.Or(options.Losses, 2)
	for _, s := range c.Upstream {
		if s.Node.Kind != chain.Measure || s.Repeated || len(c.Losses) == most {
			continue
		}
		loss, err := links.Loss(s.Node.ID, chain.Change{}, chain.View{})
		if err != nil {
			return nil, err
		}
		felt := !loss.All.Planned.IsZero()
		for _, l := range loss.List {
			felt = felt || !l.Lost.IsZero()
		}
		if felt {
			c.Losses = append(c.Losses, loss)
		}
	}
	return c, errors.Join(errs[:]...)
}

// tied is the first goal that anything but goals is tied to, else the first goal.
func tied(links *chain.Chain) string {
	first := ""
	for goal := range links.Plan().Goals() {
		if first == "" {
			first = goal.ID()
		}
		up, err := links.Upstream(goal.ID())
		if err != nil {
			continue
		}
		for _, s := range up {
			if s.Depth == 1 && s.Tie != chain.ByGoal {
				return goal.ID()
			}
		}
	}
	return first
}

// attained is the attainment by which a node of the chain is held against what was
// predicted: of a goal its score, of a result that of its only indicator.
func (r *Report) attained() func(chain.Node) zielkette.Figure {
	return func(node chain.Node) zielkette.Figure {
		if score, ok := r.result.Goal(node.ID); ok {
			return score.Attainment()
		}
		of, _ := r.plan.Result(node.ID)
		if len(of.Indicators) != 1 {
			return zielkette.Figure{}
		}
		link := of.Indicators[0]
		a, _ := r.result.Assessment(link.ID, link.Target, link.Area)
		return a.Attainment()
	}
}

// or returns the chain with a report, and nothing for nil.
func (c *Chain) or() *Chain {
	if c == nil {
		c = new(Chain)
	}
	out := *c
	out.report = c.report.or()
	return &out
}

// JSON writes the chain as one JSON object.
func (c *Chain) JSON(w io.Writer) error { return encode(w, c.or()) }

// Page returns the chain as a page: what leads to the goal and what follows from it,
// what contributes how much, what was predicted and observed, what is lost if
// something is cut, and what is missing.
func (c *Chain) Page() Page {
	c = c.or()
	r := c.report
	p := r.headed(r.in("Ziel-Wirkungskette", "Target-effect chain"))
	add := func(id, de, en string, blocks ...Block) {
		if len(blocks) > 0 {
			p.Sections = append(p.Sections, Section{ID: id, Title: r.in(de, en), Blocks: blocks})
		}
	}
	if c.Root.ID == "" {
		add("root", "Kette", "Chain", Paragraph{Text: Say(r.in("Ziele sind nicht erfasst.", "No goals are on record."))})
	} else {
		add("root", "Worum es geht", "What this is about", append([]Block{Paragraph{Text: r.node(c.Root), Large: true}}, c.drawing()...)...)
		add("upstream", "Was führt dorthin?", "What leads there?", c.walk(c.Upstream)...)
		add("downstream", "Was folgt daraus?", "What follows from it?", c.walk(c.Downstream)...)
		add("contributions", "Was trägt wie viel bei?", "How much does each contribute?", append(c.contributions(), c.beneath()...)...)
	}
	add("reality", "Vorhersage und Messung", "Predicted and observed", c.reality()...)
	if !c.Money.All().Planned.IsZero() {
		add("money", "Geld hinter den Zielen", "Money behind the goals", r.moneyByGoal(c.Money))
	}
	add("cascade", "Gegenstrom: verlangt und machbar", "Counter-current: demanded and feasible", c.cascades()...)
	add("losses", "Was geht verloren, wenn gestrichen wird?", "What is lost if something is cut?", c.losses()...)
	if s := r.Conflicts(); len(s.Blocks) > 0 {
		p.Sections = append(p.Sections, s)
	}
	add("influence", "Was treibt was an?", "What drives what?", c.influence()...)
	var gaps []Block
	for kind, list := range c.Gaps.ByKind() {
		if len(list) == 0 {
			gaps = append(gaps, Note(Say(capital(r.text(kind.Text()))+": "+r.in("keine gefunden.", "none found."))))
			continue
		}
		gaps = append(gaps, r.gapList(kind, list, "matrix")...)
	}
	add("gaps", "Lücken", "Gaps", gaps...)
	add("matrix", "Wo werden die Themen bearbeitet?", "Where are the themes worked on?", r.matrix(c.Matrix)...)
	return p
}

// node is a node of the chain with what it is.
func (r *Report) node(n chain.Node) Phrase {
	kind := cmp.Or(n.Stage, r.text(n.Kind.Text()))
	title := quoted(n.Title)
	if n.Kind == chain.Goal || n.Kind == chain.Theme {
		title = adopted(n.Title)
	}
	return Say(kind + " ").And(title)
}

// strength is the strength of an effect with its sign, in words where there is no
// number to compute with.
func (r *Report) strength(e goals.Effect) string {
	sign := either(e.Sign == goals.Minus, r.in("hemmend", "hinders"), r.in("fördernd", "helps"))
	switch {
	case !e.Strength.IsZero():
		return sign + ", " + e.Strength.Text(r.language, -1)
	case !e.Ordinal.IsZero():
		return sign + r.in(", Stufe ", ", grade ") + e.Ordinal.Text(r.language, -1) + r.in(" von 3", " of 3")
	}
	return sign + r.in(", Stärke nicht angegeben", ", strength not stated")
}

// walk lists the steps of a walk, each with what ties it to the one it hangs on.
func (c *Chain) walk(steps []chain.Step) []Block {
	r := c.report
	if len(steps) <= 1 {
		return []Block{Paragraph{Text: Say(r.in("Nichts ist damit verknüpft.", "Nothing is tied to it."))}}
	}
	t := Table{Columns: []Column{{Title: r.in("Glied der Kette", "Link of the chain"), Width: 60}, {Title: r.in("Verknüpfung", "Tie")}}}
	for _, s := range steps[1:] {
		var tie string
		switch s.Tie {
		case chain.ByEffect:
			tie = r.in("Wirkung: ", "effect: ") + r.strength(s.Effect)
			if s.Effect.Lag.Months() > 0 {
				tie += r.in(", Zeitverzug ", ", lag ") + s.Effect.Lag.Text(r.language)
			}
			tie += ", " + r.text(s.Effect.Evidence.Text())
		case chain.ByShare:
			tie = r.in("dient dem Ziel", "serves the goal")
			if !s.Share.Share.IsZero() {
				tie += r.in(", Anteil ", ", share ") + r.percent(s.Share.Share.Figure(), 1)
			}
		case chain.ByGoal:
			tie = r.in("steht darunter", "stands beneath")
		}
		if s.Repeated {
			tie += r.in(" (siehe oben)", " (see above)")
		}
		depth := Say(strings.Repeat("→\u00a0", min(s.Depth, 12)))
		lines := []Phrase{depth.And(r.node(s.Node))}
		if more := r.works(s.Node); len(more) > 0 {
			lines = append(lines, more)
		}
		t.add(Row{Cells: []Cell{{Lines: lines}, cellOf(Say(tie))}})
	}
	return []Block{t}
}

// works says under which Fachkonzept and Fachplanung a measure or a result stands, and by
// which indicators a result is measured.
func (r *Report) works(n chain.Node) Phrase {
	var parts []Phrase
	if m, ok := r.plan.Measure(n.ID); ok {
		parts = append(parts, r.under(m.Themes))
	}
	if of, ok := r.plan.Result(n.ID); ok {
		parts = append(parts, r.under(of.Themes))
		for _, link := range of.Indicators {
			if ind, ok := r.result.Model().Set().Indicator(link.ID); ok {
				parts = append(parts, Say(r.in("Kennzahl ", "indicator ")).And(quoted(ind.Title)))
			}
		}
	}
	return joined(parts, " · ")
}

func (c *Chain) contributions() []Block {
	r, list := c.report, c.Contributions
	if len(list.List) == 0 {
		return nil
	}
	t := Table{
		Caption: r.in("Anteil an der Veränderung, für die das Glied steht; am Ende, alles wie geplant umgesetzt.", "Share of the change that the link stands for; in the end, everything done as planned."),
		Columns: r.contributionColumns(),
	}
	for _, e := range list.List {
		note := r.text(e.Evidence().Text())
		if e.Partial {
			note += r.in("; Wege ohne Stärke nicht gezählt", "; paths without a strength not counted")
		}
		if e.Undated {
			note += r.in("; Schritte ohne Datum nicht gezählt", "; steps without a date not counted")
		}
		t.add(r.contributed(e, strings.TrimPrefix(note, "; "), ""))
	}
	if total := list.Total(); !list.From && !total.IsZero() {
		t.Foot = []Row{{Cells: []Cell{cellOf(Say(r.in("zusammen", "together"))), {}, cellOf(Say(total.Text(r.language, 4)))}}}
	}
	blocks := []Block{t}
	if len(list.Unstated) > 0 {
		parts := each(list.Unstated, func(e goals.Effect) Phrase { return quoted(r.nameOf(e.From) + " → " + r.nameOf(e.To)) })
		blocks = append(blocks, Note(Say(r.in("Ohne angegebene Stärke, daher nirgends gezählt: ", "Without a stated strength, hence counted nowhere: ")).And(joined(parts, "; "), Say("."))))
	}
	return blocks
}

func (r *Report) contributionColumns() []Column {
	return []Column{{Title: r.in("Glied der Kette", "Link of the chain"), Width: 55}, {Title: r.in("Beleg", "Evidence"), Width: 27}, {Title: r.in("Beitrag", "contribution"), Right: true, Width: 18}}
}

// contributed is what a link contributes, with words behind a figure below 0.
func (r *Report) contributed(e chain.Contribution, note, hinders string) Row {
	value := e.Value().Text(r.language, 4)
	switch {
	case e.Value().IsZero():
		value = r.in("keine Angabe", "not stated")
	case e.Value().Sign() < 0:
		value += hinders
	}
	return Row{Cells: []Cell{cellOf(r.node(e.Node())), cellOf(Say(note)), cellOf(Say(value))}}
}

func (c *Chain) reality() []Block {
	r := c.report
	t := Table{
		Columns: []Column{{Title: r.in("Glied der Kette", "Link of the chain"), Width: 46}, {Title: r.in("nach Plan", "as planned"), Right: true, Width: 13}, {Title: r.in("nach Belegen", "as recorded"), Right: true, Width: 13}, {Title: r.in("gemessen", "observed"), Right: true, Width: 13}, {Title: r.in("nicht erklärt", "unexplained"), Right: true, Width: 15}},
	}
	for _, check := range c.Reality {
		if check.Verdict == chain.NoPrediction {
			continue
		}
		said := Say(capital(r.text(check.Verdict.Text())))
		if share := check.Explained; !share.IsZero() {
			said = said.And(Say(r.explained(share)))
		}
		if n := len(check.Planned.Unstated); n > 0 {
			said = said.And(Say("; " + r.number(n, "Wirkung ohne Stärke nicht eingerechnet", "Wirkungen ohne Stärke nicht eingerechnet", "effect without a strength not counted", "effects without a strength not counted")))
		}
		said = said.And(with("; "+r.in("Beleg: ", "evidence: "), Say(r.text(check.Evidence.Text()))))
		cell := func(f zielkette.Figure) Cell { return cellOf(Say(f.Text(r.language, 4))) }
		t.add(Row{Cells: []Cell{cellOf(r.node(check.Node), said), cell(check.Planned.Total()), cell(check.Delivered.Total()), cell(check.Observed), cell(check.Difference)}})
	}
	if len(t.Groups) == 0 {
		return nil
	}
	return []Block{t}
}

// explained says which part of the observed the chain explains, and which it does not.
func (r *Report) explained(share zielkette.Figure) string {
	switch {
	case share.Sign() == 0:
		return r.in("; sie erklärt davon nichts", "; it explains nothing of it")
	case share.Compare(zielkette.Int(1).Figure()) == 0:
		return r.in("; sie erklärt alles", "; it explains all of it")
	}
	return r.say("; sie erklärt davon %s, den Rest nicht", "; it explains %s of it, and not the rest", r.percent(share, 1))
}

// beneath are the contributions to the goals beneath the root, those that hinder too: an
// effect that ends at one of them does not show among those to the root.
func (c *Chain) beneath() []Block {
	r := c.report
	if len(c.Beneath) == 0 {
		return nil
	}
	t := Table{Columns: r.contributionColumns()}
	for _, to := range c.Beneath {
		g := Group{Title: adopted(to.Of.Title)}
		for _, e := range to.List {
			g.Rows = append(g.Rows, r.contributed(e, r.text(e.Evidence().Text()), r.in(", hemmt", ", hinders")))
		}
		t.Groups = append(t.Groups, g)
	}
	return []Block{
		Heading{Title: Say(r.in("Beiträge zu den Zielen darunter", "Contributions to the goals beneath"))},
		t,
		Note(Say(r.in("Beiträge zu verschiedenen Zielen werden nicht zusammengezählt und gehen in das Ziel darüber nicht ein.", "Contributions to different goals are not added up and do not enter the goal above."))),
	}
}

// cascades are the demands broken down, and what came back.
func (c *Chain) cascades() []Block {
	r := c.report
	var blocks []Block
	for _, d := range c.Cascades {
		t := Table{
			Caption: r.say("Verlangt: %s%s, auf die Ziele darunter nach ihren Gewichten verteilt.", "Demanded: %s%s, divided among the goals beneath by their weights.", d.Demand.Target.Text(r.language, d.Demand.Places), r.unit(d.Demand.Unit)),
			Columns: []Column{{Title: r.in("Ziel", "Goal"), Width: 46}, {Title: r.in("verlangt", "demanded"), Right: true, Width: 18}, {Title: r.in("machbar", "feasible"), Right: true, Width: 18}, {Title: r.in("Unterschied", "difference"), Right: true, Width: 18}},
		}
		for _, b := range d.Parts {
			cell := func(f zielkette.Figure, missing string) Cell {
				if f.IsZero() {
					return cellOf(Say(missing))
				}
				return cellOf(Say(f.Text(r.language, d.Demand.Places)))
			}
			title := adopted(strings.Repeat("→\u00a0", min(b.Depth, 12)) + b.Goal.Title)
			lines := []Phrase{title}
			if n := len(b.Missing); n > 0 && b.Depth == 0 {
				lines = append(lines, Say(r.number(n, "Antwort fehlt noch", "Antworten fehlen noch", "answer is still missing", "answers are still missing")))
			}
			t.add(Row{Cells: []Cell{{Lines: lines}, cell(b.Demanded, "–"), cell(b.Feasible, r.in("keine Antwort", "no answer")), cell(b.Difference, "–")}})
		}
		blocks = append(blocks, Heading{Title: quoted(d.Demand.Title).And(with(" ", r.cite(d.Demand.Source)))}, t)
	}
	return blocks
}

func (c *Chain) losses() []Block {
	r := c.report
	var blocks []Block
	for _, l := range c.Losses {
		blocks = append(blocks, Heading{Title: r.node(l.Measure).And(Say(r.in(" entfällt", " is cut")))})
		t := Table{Columns: []Column{{Title: r.in("Glied der Kette", "Link of the chain"), Width: 44}, {Title: r.in("voll wirksam ab", "in full from"), Width: 20}, {Title: r.in("Beitrag vorher", "before"), Right: true, Width: 12}, {Title: r.in("nachher", "after"), Right: true, Width: 12}, {Title: r.in("Verlust", "lost"), Right: true, Width: 12}}}
		for _, e := range l.List {
			lost := e.Lost.Text(r.language, 4)
			if e.Lost.Sign() < 0 {
				d, _ := e.Lost.Rat()
				lost = r.in("Gewinn ", "gain ") + zielkette.Round(d.Neg(d)).Text(r.language, 4)
			}
			t.add(Row{Cells: []Cell{cellOf(r.node(e.Node)), cellOf(Say(cmp.Or(e.Last.Text(r.language), "–"))), cellOf(Say(e.Before.Text(r.language, 4))), cellOf(Say(e.After.Text(r.language, 4))), cellOf(Say(lost))}})
		}
		if len(l.List) > 0 {
			blocks = append(blocks, t)
		}
		freed := r.in("Frei werdende Planmittel: ", "Planned money set free: ") + r.sum(l.All.Planned) + r.in(" Euro", " euros")
		if later, some := c.laterPlanned(l.Measure.ID); some && later.Compare(l.All.Planned) != 0 {
			freed += r.say("; davon %s für die Jahre nach %d, was bis dahin geplant war, wird nicht mehr frei", "; of that %s for the years after %d, what was planned before is not set free any more", r.sum(later)+r.in(" Euro", " euros"), r.lastYear())
		}
		var parts []Phrase
		for _, f := range l.Freed {
			parts = append(parts, adopted(f.Goal.Title).And(Say(" "+r.sum(f.Planned))))
		}
		note := Say(freed).And(with(": ", joined(parts, "; ")))
		blocks = append(blocks, Note(note.And(Say("."))))
	}
	return blocks
}

// laterPlanned is what is planned for a measure in the years after that of the as-of date;
// some is false where nothing is planned for it at all.
func (c *Chain) laterPlanned(measure string) (later zielkette.Figure, some bool) {
	later = zielkette.Int(0).Figure()
	for _, p := range c.Money.Parts("") {
		if p.Measure.ID == measure && !p.Planned.IsZero() {
			some = true
			if p.Year > c.report.lastYear() {
				later = plus(later, p.Planned)
			}
		}
	}
	return later, some
}

func (c *Chain) influence() []Block {
	r, in := c.report, c.Influence
	if len(in.Factors) == 0 {
		return nil
	}
	t := Table{
		Caption: r.in("Aktivsumme: wie stark ein Ziel auf andere wirkt. Passivsumme: wie stark andere auf es wirken, jeweils 0 bis 3 je Paar (Vester).", "Active sum: how strongly a goal acts on others. Passive sum: how strongly others act on it, 0 to 3 for each pair (Vester)."),
		Columns: []Column{{Title: r.in("Ziel", "Goal"), Width: 50}, {Title: r.in("Rolle", "Role"), Width: 24}, {Title: r.in("Aktivsumme", "active"), Right: true, Width: 13}, {Title: r.in("Passivsumme", "passive"), Right: true, Width: 13}},
	}
	for _, f := range in.Factors {
		t.add(Row{Cells: []Cell{cellOf(r.node(f.Node)), cellOf(Say(r.text(f.Role.Text()))), cellOf(Say(itoa(f.Active))), cellOf(Say(itoa(f.Passive)))}})
	}
	blocks := []Block{t}
	var items []Phrase
	for _, l := range in.Loops {
		if len(l.Nodes) == 0 { // made by hand
			continue
		}
		var parts []Phrase
		for i := range len(l.Nodes) + 1 {
			parts = append(parts, adopted(l.Nodes[i%len(l.Nodes)].Title))
		}
		kind := either(l.Reinforcing, r.in("verstärkt sich selbst: ", "reinforces itself: "), r.in("dämpft sich selbst: ", "dampens itself: "))
		items = append(items, Say(r.in("Kreis, ", "loop, ")+kind).And(joined(parts, " → ")))
	}
	if in.Cut {
		items = append(items, Say(r.in("weitere Kreise wurden nicht gesucht", "further loops were not looked for")))
	}
	if items != nil {
		blocks = append(blocks, List{Items: items})
	}
	return blocks
}

// mostDrawn is how many neighbours stand on either side of a drawing of the chain.
const mostDrawn = 8

// drawing is the chain around its root: what leads there on the left, the root in the
// middle, what follows on the right, goals with how they stand, and beneath what the lines
// mean. Only direct neighbours are drawn; the tables hold the rest.
func (c *Chain) drawing() []Block {
	r, more := c.report, 0
	near := func(steps []chain.Step) []chain.Step {
		var out []chain.Step
		for _, s := range steps {
			switch {
			case s.Depth != 1:
			case len(out) == mostDrawn:
				more++
			default:
				out = append(out, s)
			}
		}
		return out
	}
	left, right := near(c.Upstream), near(c.Downstream)
	if len(left)+len(right) == 0 {
		return nil
	}
	text := func(n chain.Node) []string {
		out := broken(n.Title, 3)
		if n.Kind == chain.Goal {
			out = append(out, broken(r.standing(n.ID), 3)...)
		}
		return out
	}
	rows, tall := max(len(left), len(right)), len(text(c.Root))
	for _, s := range append(slices.Clip(left), right...) {
		tall = max(tall, len(text(s.Node)))
	}
	const boxWidth = 1700
	boxHeight := 90 + tall*150
	row, top := boxHeight+100, 50
	if r.fictional() {
		top += 180
	}
	f := Drawing{ID: "chain-drawing", Width: 600, Height: (rows*row + 50 + top) / 10}
	r.stamp(&f, 20, 140)
	box := func(style string, x, y int, n chain.Node) {
		f.box(style, Dot{x, y}, Dot{x + boxWidth, y + boxHeight})
		for i, line := range text(n) {
			f.words("small", line, "", x+60, y+150+i*150)
		}
	}
	middle := top + (rows*row-100-boxHeight)/2
	var signs []string
	arrow := func(e chain.Step, x1, y1, x2, y2 int) {
		style, head, sign := "effect", "head", r.in("Pfeil: fördert", "arrow: helps")
		switch {
		case e.Tie == chain.ByGoal:
			style, head, sign = "axis", "", r.in("Linie ohne Pfeil: gehört zum Ziel", "line without an arrow: belongs to the goal")
		case e.Tie == chain.ByShare:
			style, sign = "effect thick", r.in("dicker Pfeil: dient dem Ziel", "thick arrow: serves the goal")
		case e.Effect.Sign == goals.Minus:
			style, head, sign = "hinders", "head-hinders", r.in("Striche: hemmt", "dashes: hinders")
		}
		signs = append(signs, sign)
		if e.Tie == chain.ByEffect && e.Effect.Evidence == goals.Assumed {
			style += " assumed"
			signs = append(signs, r.in("Punkte: angenommen", "dots: assumed"))
		}
		f.add(Line, style, Dot{x1, y1}, Dot{x2, y2})
		if head != "" {
			f.add(Area, head, Dot{x2, y2}, Dot{x2 - 90, y2 - 45}, Dot{x2 - 90, y2 + 45})
		}
	}
	for i, s := range left {
		y := top + i*row
		arrow(s, 20+boxWidth, y+boxHeight/2, 2150, middle+boxHeight/2)
		box("box", 20, y, s.Node)
		f.Desc += s.Node.Title + " → " + c.Root.Title + ". "
	}
	for i, s := range right {
		y := top + i*row
		arrow(s, 2150+boxWidth, middle+boxHeight/2, 4280, y+boxHeight/2)
		box("box", 4280, y, s.Node)
		f.Desc += c.Root.Title + " → " + s.Node.Title + ". "
	}
	box("goal-box", 2150, middle, c.Root)
	slices.Sort(signs)
	legend := capital(strings.Join(slices.Compact(signs), "; ")) + "."
	if more > 0 {
		legend += r.say(" %d weitere Glieder stehen nur in den Tabellen.", " %d more links stand in the tables only.", more)
	}
	f.Title = r.in("Ziel-Wirkungskette: ", "Target-effect chain: ") + c.Root.Title + ", " + r.dates()
	f.Desc = legend + " " + f.Desc
	return []Block{f, Legend(legend)}
}

// broken breaks a text into at most so many lines of a box, between words; what does not
// fit is marked by an ellipsis. A word wider than the box goes on in the next line.
func broken(text string, most int) []string {
	const width = 23
	var lines []string
	words := strings.FieldsFunc(clean(text), func(r rune) bool { return r == ' ' })
	for i := 0; i < len(words); i++ {
		word, last := []rune(words[i]), len(lines)-1
		if len(word) > width {
			words = slices.Insert(words, i+1, string(word[width-1:]))
			word = append(slices.Clone(word[:width-1]), '-')
		}
		switch {
		case last >= 0 && len([]rune(lines[last]))+1+len(word) <= width:
			lines[last] += " " + string(word)
		case len(lines) == most:
			lines[last] += " …"
			return lines
		default:
			lines = append(lines, string(word))
		}
	}
	return lines
}
