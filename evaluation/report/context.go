package report

import (
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
)

// Themes are what lies across the goals, in the adopted wording, and where it is
// worked on.
func (r *Report) Themes() Section {
	r, s := r.begin("themes", "Querschnittsthemen", "Themes")
	kinds := r.plan.ThemeKinds()
	if len(kinds) == 1 {
		s.Title = capital(r.plan.Plural(kinds[0].Name))
	}
	themes := map[string][]*goals.Theme{}
	for i := range r.read().Themes {
		t := &r.read().Themes[i]
		themes[t.Kind] = append(themes[t.Kind], t)
	}
	for _, kind := range kinds {
		if len(kinds) > 1 && kind.Recorded > 0 {
			s.Blocks = append(s.Blocks, Heading{Title: quoted(capital(r.plan.Plural(kind.Name)))})
		}
		var items []Phrase
		for _, t := range themes[kind.Name] {
			p := adopted(t.Title)
			if t.Statement != "" && t.Statement != t.Title {
				p = p.And(Say(" – "), adopted(t.Statement))
			}
			p = p.And(with(" (", quoted(t.Edition), ")"))
			if t.Source != r.plan.Source() {
				p = p.And(with(" ", r.cite(t.Source)))
			}
			p = p.And(with(" ", quoted(stop(t.Source.Note))))
			items = append(items, r.measuredTheme(p, t))
		}
		s.list(items)
	}
	s.Blocks = append(s.Blocks, r.themePools()...)
	if len(r.plan.Treatments()) > 0 {
		matrix, err := chain.New(r.plan).Matrix(r.gapOptions())
		if err != nil {
			return Section{ID: s.ID, Title: s.Title, Blocks: append(s.Blocks, r.refused(err))}
		}
		s.Blocks = append(s.Blocks, r.matrix(matrix)...)
	}
	return s
}

// gapOptions are what themes are held against, and the day of the report.
func (r *Report) gapOptions() chain.GapOptions {
	return chain.GapOptions{Fields: fieldsOf(r.plan), Themes: askedOf(r.plan), On: r.knowable()}
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

// askedOf are the kinds of theme that the strategy asks for in its fields: others, such as
// a Fachplanung, are no gap where they are not worked on. nil is all kinds.
func askedOf(plan *goals.Plan) (kinds []string) {
	for _, t := range plan.Treatments() {
		for _, id := range t.Themes {
			if theme, ok := plan.Theme(id); ok && !slices.Contains(kinds, theme.Kind) {
				kinds = append(kinds, theme.Kind)
			}
		}
	}
	return kinds
}

// matrix says of every theme where it is worked on, and where only demanded.
func (r *Report) matrix(m chain.Matrix) []Block {
	if len(m.Themes) == 0 || len(m.Fields) == 0 {
		return nil
	}
	t := Table{
		Caption: r.say("Wo die Themen bearbeitet werden; betrachtet sind %d Felder.", "Where the themes are worked on; %d fields are looked at.", len(m.Fields)),
		Columns: []Column{
			{Title: r.in("Thema", "Theme"), Width: 44},
			{Title: r.in("Felder", "Fields"), Bars: true},
			{Title: r.in("bearbeitet", "worked on"), Right: true, Width: 14},
			{Title: r.in("gefordert, nicht belegt", "demanded, nothing recorded"), Right: true, Width: 18},
		},
	}
	silent := 0
	for i, theme := range m.Themes {
		var treated, demanded []string
		bar := Bar{}
		step := 1000 / len(m.Fields)
		for k, cell := range m.Cells[i] {
			at := stroke(Tick, k*step+step/2, k*step+step/2)
			switch cell {
			case chain.Treated:
				treated = append(treated, m.Fields[k].Title)
				at = stroke(Filled, k*step+step/8, (k+1)*step-step/8)
			case chain.Demanded:
				demanded = append(demanded, m.Fields[k].Title)
				at = stroke(Frame, k*step+step/8, (k+1)*step-step/8)
			}
			bar = append(bar, at)
		}
		if len(treated)+len(demanded) == 0 {
			silent++
			continue
		}
		lines := []Phrase{adopted(theme.Title)}
		if len(treated) > 0 {
			lines = append(lines, Say(r.in("bearbeitet in ", "worked on in ")).And(quoted(strings.Join(treated, ", "))))
		}
		if n := len(demanded); n > 0 && n < len(m.Fields) {
			lines = append(lines, Say(r.in("gefordert in ", "demanded in ")).And(quoted(strings.Join(demanded, ", "))))
		}
		t.add(Row{Cells: []Cell{{Lines: lines}, {Bar: bar}, cellOf(Say(r.none(len(treated)))), cellOf(Say(r.none(len(demanded))))}})
	}
	fields := each(m.Fields, func(f chain.Node) string { return f.Title })
	legend := Say(r.in("Gefüllt: bearbeitet. Rahmen: gefordert, Bearbeitung nicht belegt. Strich: nichts belegt. Felder von links: ", "Filled: worked on. Frame: demanded, no work on it recorded. Line: nothing on record. Fields from the left: ")).And(quoted(stop(strings.Join(fields, ", "))))
	if silent > 0 {
		legend = legend.And(Say(r.in(" Weder gefordert noch belegt: ", " Neither demanded nor recorded: ") + r.number(silent, "Thema", "Themen", "theme", "themes") + "."))
	}
	return []Block{t, Note(legend)}
}

func (r *Report) none(n int) string {
	if n == 0 {
		return r.in("keines", "none")
	}
	return itoa(n)
}

// refused is what stands in place of something that is too large to be computed.
func (r *Report) refused(err error) Block {
	lines := each(zielkette.ProblemsOf(err), func(p zielkette.Problem) string { return r.text(p.Message) })
	return Note(Say(stop(strings.Join(lines, "; "))))
}

// Gaps (Lücken) are what the strategy leaves open, by kind, with names. Kinds of which
// nothing is on record at all are not looked for.
func (r *Report) Gaps() Section {
	r, s := r.begin("gaps", "Lücken", "Gaps")
	if r.plan.Len() == 0 {
		return s
	}
	found := r.gaps()
	if found.err != nil {
		s.Blocks = append(s.Blocks, r.refused(found.err))
		return s
	}
	for kind, list := range found.gaps.ByKind() {
		if kind == chain.GoalWithoutMeasure && len(r.measures()) == 0 || kind == chain.ThemeUntreated && len(r.plan.Treatments()) == 0 {
			continue
		}
		if len(list) > 0 {
			s.Blocks = append(s.Blocks, r.gapList(kind, list, "themes")...)
		}
	}
	if len(s.Blocks) > 0 {
		s.Blocks = append([]Block{Paragraph{Text: Say(r.in("Nicht erfasst heißt nicht, dass es etwas nicht gibt.", "Not on record does not mean that there is none."))}}, s.Blocks...)
	}
	return s
}

// gapList names the gaps of a kind. Goals are told by the goal above them, what holds for
// all is said in one sentence, and what a table names stands there.
func (r *Report) gapList(kind chain.GapKind, list chain.Gaps, table string) []Block {
	head := Heading{Title: Say(capital(r.text(kind.Text())) + ": " + itoa(len(list)))}
	switch {
	case kind == chain.ThemeUntreated && len(list) > named:
		return []Block{head, Paragraph{Text: Say(r.in("Welche das sind, steht in der ", "Which these are stands in the ")).And(Phrase{{Text: r.in("Tabelle der Themen", "table of the themes"), To: table}}, Say("."))}}
	case kind == chain.EffectUnstated && len(list) > named && len(list) == len(r.read().Effects):
		return []Block{head, Paragraph{Text: Say(r.in("Bei keiner Wirkung einer Maßnahme auf ein Ziel ist erfasst, wie stark sie ist.", "Of no effect of a measure on a goal is it on record how strong it is."))}}
	}
	var items []Phrase
	goals, measures := map[string]bool{}, map[string]bool{}
	if kind == chain.GoalWithoutMeasure || kind == chain.EffectUnmeasured || kind == chain.OwnerMissing {
		for _, g := range list {
			if _, ok := r.plan.Goal(g.ID); ok {
				goals[g.ID] = true
			} else if _, ok := r.plan.Measure(g.ID); ok {
				measures[g.ID] = true
			}
		}
		items = append(r.goalsByParent(goals), r.measuresByKind(measures)...)
	}
	for k := 0; k < len(list); {
		g := list[k]
		var seconds []Phrase
		for ; k < len(list) && list[k].ID == g.ID && list[k].Detail == g.Detail; k++ {
			if list[k].Second != "" {
				seconds = append(seconds, within(r.titled(list[k].Second)))
			}
		}
		if goals[g.ID] || measures[g.ID] {
			continue
		}
		p := r.titled(g.ID)
		if len(g.More) > 0 {
			p = within(p).And(Say(", "), joined(seconds, ", "))
			seconds = nil
			for _, id := range g.More {
				seconds = append(seconds, within(r.titled(id)))
			}
		}
		if len(seconds) > 0 {
			between := map[chain.GapKind]string{chain.ThemeUntreated: r.in(": nicht belegt in ", ": nothing recorded in "), chain.EffectUnstated: " → "}[kind]
			if between == "" {
				between = r.in(" und ", " and ")
			}
			p = within(p).And(Say(between), joined(seconds, ", "))
		}
		if d := g.Detail.In(r.language); d != "" && kind != chain.ThemeUntreated {
			p = p.And(Say(": "), quoted(d))
		}
		items = append(items, p)
	}
	return []Block{head, List{Items: items}}
}

// goalsByParent names goals by the goal above them: that it is all of those beneath it,
// all but a few, or which.
func (r *Report) goalsByParent(of map[string]bool) (items []Phrase) {
	if len(of) > named && len(of) == r.plan.Len() {
		return []Phrase{Say(r.say("alle %d Ziele", "all %d goals", len(of)))}
	}
	for root := range r.plan.Roots() {
		if of[root.ID()] {
			items = append(items, r.name(root))
		}
	}
	for goal := range r.plan.Goals() {
		var in, not []goals.Node
		for below := range goal.Children() {
			if of[below.ID()] {
				in = append(in, below)
			} else {
				not = append(not, below)
			}
		}
		if len(in) == 0 {
			continue
		}
		names := func(list []goals.Node) Phrase {
			return joined(each(list, func(g goals.Node) Phrase { return within(adopted(r.official(g.Number(), g.Title()))) }), "; ")
		}
		var text Phrase
		level := in[len(in)-1].Level()
		switch n, all := len(in), len(in)+len(not); {
		case n > 1 && len(not) == 0:
			text = Say(r.say("alle %d %s", "all %d %s", n, r.weak(r.plan.Plural(level))))
		case len(not) > 0 && n > 2*len(not):
			text = Say(r.ofAll(itoa(n), all, level) + r.in(", nicht: ", ", not: ")).And(names(not))
		default:
			text = names(in)
		}
		items = append(items, within(r.name(goal)).And(Say(": "), text))
	}
	return items
}

// measuresByKind names measures, and what the city calls by another word, by one sentence
// where it is all of them.
func (r *Report) measuresByKind(of map[string]bool) (items []Phrase) {
	for _, g := range r.measureGroups(r.measures()) {
		var names []Phrase
		for _, m := range g.measures {
			if of[m.ID] {
				names = append(names, quoted(m.Title))
			}
		}
		if n := len(names); n > named && n == len(g.measures) {
			names = []Phrase{Say(r.say("alle %d ", "all %d ", n)).And(g.title)}
		}
		items = append(items, names...)
	}
	return items
}

// within is a phrase that stands within a sentence, without its own full stop.
func within(p Phrase) Phrase {
	p = slices.Clone(p)
	if last := len(p) - 1; last >= 0 {
		if text := strings.TrimSuffix(p[last].Text, "."); !strings.HasSuffix(text, "etc") && !strings.Contains(text[strings.LastIndexByte(text, ' ')+1:], ".") {
			p[last].Text = text
		}
	}
	return p
}

// titled is the title of whatever has an id, with a link where a goal stands.
func (r *Report) titled(id string) Phrase {
	if goal, ok := r.plan.Goal(id); ok {
		return r.name(goal)
	}
	return quoted(r.nameOf(id))
}

// nameOf is the title of whatever has an id.
func (r *Report) nameOf(id string) string {
	if goal, ok := r.plan.Goal(id); ok {
		return goal.Title()
	}
	if m, ok := r.plan.Measure(id); ok {
		return m.Title
	}
	if x, ok := r.plan.Result(id); ok {
		return x.Title
	}
	if t, ok := r.plan.Theme(id); ok {
		return t.Title
	}
	if a, ok := r.plan.Area(id); ok {
		return a.Title
	}
	return id
}
