package chain

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

// Layout says how a report is written. The zero value is German plain text of at
// most 100 columns.
type Layout struct {
	Language zielkette.Language
	Markdown bool // CommonMark with tables, as code hosts print it
	Limit    int  // how many entries of a list are printed, the rest counted; 0 is all
}

// width is the width of plain text in characters.
const width = 100

// page is a report being written.
type page struct {
	Layout
	b strings.Builder
}

func (p *page) in(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(p.Language) }

// clean makes a name from a document safe to print in one line.
func (p *page) clean(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
	if !p.Markdown {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>|#&~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// short is clean, cut to a number of characters.
func (p *page) short(s string, limit int) string {
	s = p.clean(s)
	if p.Markdown || utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit-1]) + "…"
}

func (p *page) heading(s string) {
	if p.b.Len() > 0 {
		p.b.WriteByte('\n')
	}
	if p.Markdown {
		p.b.WriteString("### " + s + "\n\n")
		return
	}
	p.b.WriteString(layout.Wrap(s, width, "", "  "))
}

func (p *page) item(depth int, s string) {
	indent := strings.Repeat("  ", depth)
	if p.Markdown {
		p.b.WriteString(indent + "- " + s + "\n")
		return
	}
	if len(indent) > width/2 { // a chain so deep reads no better indented further
		indent = indent[:width/2]
	}
	p.b.WriteString(layout.Wrap(s, width, indent, indent+"    "))
}

func (p *page) line(s string) {
	if p.Markdown {
		p.b.WriteString("\n" + s + "\n")
		return
	}
	p.b.WriteString(layout.Wrap(s, width, "", "  "))
}

// table writes rows beneath a header, or that there are none. Columns from right on
// are aligned to the right.
func (p *page) table(header []string, right int, rows [][]string) {
	if len(rows) == 0 {
		p.line(p.in("keine", "none"))
		return
	}
	if p.Markdown {
		marks := make([]string, len(header))
		for i := range marks {
			marks[i] = "---"
			if i >= right {
				marks[i] = "---:"
			}
		}
		for _, row := range append([][]string{header, marks}, rows...) {
			p.b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		}
		return
	}
	rows = append([][]string{header}, rows...)
	widths := make([]int, len(header))
	excess := 2*(len(header)-1) - width
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], layout.Width(cell))
		}
	}
	for _, w := range widths {
		excess += w
	}
	for ; excess > 0; excess-- { // text gives way, figures never
		widest := right - 1
		for i := range right {
			if widths[i] > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= 8 {
			break
		}
		widths[widest]--
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			if i >= right {
				line.WriteString(layout.Right(cell, widths[i]))
			} else {
				line.WriteString(layout.Left(cell, widths[i]))
			}
		}
		p.b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// rest writes how many entries of a list were left out, more how many rows of a
// table.
func (p *page) rest(depth, n int) {
	if n > 0 {
		p.item(depth, fmt.Sprintf(p.in("… und %d weitere", "… and %d more"), n))
	}
}

func (p *page) more(n int) {
	if n > 0 {
		p.line(fmt.Sprintf(p.in("… und %d weitere", "… and %d more"), n))
	}
}

func (p *page) cut(n int) int {
	if p.Limit > 0 {
		return min(n, p.Limit)
	}
	return n
}

func (p *page) node(n Node) string {
	kind := n.Kind.Text().In(p.Language)
	if n.Stage != "" {
		kind = p.clean(n.Stage)
	}
	return fmt.Sprintf("%s %s %s", kind, p.clean(n.ID), p.short(n.Title, 60))
}

// number writes all digits of a figure.
func (p *page) number(f zielkette.Figure) string {
	if f.IsZero() {
		return p.in("keine Angabe", "not stated")
	}
	return f.Text(p.Language, -1)
}

// three writes a figure at three places, a dash for none.
func (p *page) three(f zielkette.Figure) string { return f.Text(p.Language, 3) }

func (p *page) point(s string) string {
	if p.Language == zielkette.English {
		return s
	}
	return zielkette.German.Digits(s)
}

// euros writes an amount and how many amounts are missing in it.
func (p *page) euros(amount zielkette.Figure, missing int) string {
	text := p.amount(amount)
	switch {
	case amount.IsZero() || missing == 0:
	case missing == 1:
		text += p.in(" (1 Angabe fehlt)", " (1 not stated)")
	default:
		text += fmt.Sprintf(p.in(" (%d Angaben fehlen)", " (%d not stated)"), missing)
	}
	return text
}

// amount writes an amount with its cents, thousands set apart.
func (p *page) amount(amount zielkette.Figure) string {
	if amount.IsZero() {
		return p.in("keine Angabe", "not stated")
	}
	return amount.Text(p.Language, 2) + " EUR"
}

func (p *page) date(d zielkette.Date) string {
	if d.IsZero() {
		return p.in("kein Datum", "no date")
	}
	return d.Text(p.Language)
}

func (p *page) view(v View) string {
	switch {
	case v.On.IsZero() && v.Actual:
		return p.in("nach allem, was als erledigt belegt ist", "by all that is on record as done")
	case v.On.IsZero():
		return p.in("am Ende, alles wie geplant umgesetzt", "in the end, everything done as planned")
	case v.Actual:
		return fmt.Sprintf(p.in("zum %s, nach dem, was als erledigt belegt ist", "at %s, by what is on record as done"), p.date(v.On))
	}
	return fmt.Sprintf(p.in("zum %s nach Plan", "at %s as planned"), p.date(v.On))
}

// WalkText writes a walk up or down a chain as an indented list, each node with
// what ties it to the one it hangs on.
func WalkText(steps []Step, o Layout) string {
	p := page{Layout: o}
	n := p.cut(len(steps))
	for _, s := range steps[:n] {
		text := p.node(s.Node)
		switch s.Tie {
		case ByEffect:
			text += " [" + p.in("Wirkung ", "effect ") + strengthText(s.Effect).In(p.Language)
			if s.Effect.Lag.Months() > 0 {
				text += p.in(", Zeitverzug ", ", lag ") + s.Effect.Lag.Text(p.Language)
			}
			text += ", " + s.Effect.Evidence.Text().In(p.Language) + "]"
		case ByShare:
			text += " [" + p.in("dient dem Ziel", "serves the goal")
			if !s.Share.Share.IsZero() {
				text += p.in(", Anteil ", ", share ") + p.point(s.Share.Share.String())
			}
			text += "]"
		}
		if s.Repeated {
			text += p.in(" (siehe oben)", " (see above)")
		}
		p.item(s.Depth, text)
	}
	p.rest(0, len(steps)-n)
	return p.b.String()
}

// Text writes the contributions as a table with their total where it has a
// meaning, and names what could not be counted.
func (c Contributions) Text(o Layout) string {
	p := page{Layout: o}
	title := p.in("Beiträge zu ", "Contributions to ")
	if c.From {
		title = p.in("Beiträge von ", "Contributions of ")
	}
	p.heading(title + p.node(c.Of) + ", " + p.view(c.View))
	var rows [][]string
	n := p.cut(len(c.List))
	for _, e := range c.List[:n] {
		note, node := e.Evidence().Text().In(p.Language), e.Node()
		if e.Partial {
			note += p.in("; Wege ohne Stärke nicht gezählt", "; paths without a strength not counted")
		}
		if e.Undated {
			note += p.in("; Schritte ohne Datum nicht gezählt", "; steps without a date not counted")
		}
		rows = append(rows, []string{p.clean(node.ID), p.short(node.Title, 40), strings.TrimPrefix(note, "; "), p.number(e.Value())})
	}
	if total := c.Total(); !total.IsZero() && !c.From && n == len(c.List) {
		rows = append(rows, []string{p.in("zusammen", "together"), "", "", p.number(total)})
	}
	p.table([]string{p.in("Kennung", "Id"), p.in("Titel", "Title"), p.in("Beleg", "Evidence"), p.in("Beitrag", "Contribution")}, 3, rows)
	p.more(len(c.List) - n)
	if len(c.Unstated) > 0 {
		p.line(p.in("Ohne angegebene Stärke, daher nirgends gezählt:", "Without a stated strength, hence counted nowhere:"))
		n := p.cut(len(c.Unstated))
		for _, e := range c.Unstated[:n] {
			p.item(1, p.clean(e.From)+" → "+p.clean(e.To))
		}
		p.rest(1, len(c.Unstated)-n)
	}
	return p.b.String()
}

// Text writes paths with their factors.
func (p Paths) Text(o Layout) string {
	pg := page{Layout: o}
	for _, path := range p.List {
		text := pg.clean(p.From.ID)
		var factors []string
		for _, e := range path.Effects {
			text += " → " + pg.clean(e.To)
			factor := strengthText(e).In(pg.Language)
			if e.Strength.IsZero() {
				factor = "(" + factor + ")"
			}
			factors = append(factors, factor)
		}
		text += ": " + strings.Join(factors, " × ") + " = " + pg.number(path.Strength)
		if path.Lag > 0 {
			lag, _ := zielkette.NewSpan(min(path.Lag, zielkette.MaxSpanYears*12)) // in range by min
			text += pg.in(", Zeitverzug ", ", lag ") + lag.Text(pg.Language)
		}
		pg.item(0, text)
	}
	if p.Cut() {
		pg.item(0, fmt.Sprintf(pg.in("… gezeigt sind %d von %d Wegen", "… shown are %d of %d paths"), len(p.List), p.Total))
	}
	return pg.b.String()
}

// Text writes the gaps under a heading for every kind, with their number; kinds
// without a gap are listed too, since none found is a finding. Gaps that differ in
// the other end only stand in one entry.
func (g Gaps) Text(o Layout) string {
	p := page{Layout: o}
	for kind, gaps := range g.ByKind() {
		p.heading(fmt.Sprintf("%s: %d", kind.Text().In(p.Language), len(gaps)))
		for entries := 0; len(gaps) > 0; entries++ {
			if p.Limit > 0 && entries == p.Limit {
				p.rest(1, len(gaps))
				break
			}
			gap, same := gaps[0], 1
			text := p.clean(gap.ID) + " " + p.short(gap.Title, 60)
			if gap.Second != "" {
				text += " / " + p.clean(gap.Second)
			}
			for ; same < len(gaps) && gaps[same].ID == gap.ID && gaps[same].Detail == gap.Detail; same++ {
				text += ", " + p.clean(gaps[same].Second)
			}
			if !gap.Detail.IsZero() {
				text += ": " + p.short(gap.Detail.In(p.Language), 80)
			}
			p.item(1, text)
			gaps = gaps[same:]
		}
	}
	return p.b.String()
}

// Text writes the matrix with a legend; the fields stand as numbers above the
// columns and in full beneath.
func (m Matrix) Text(o Layout) string {
	p := page{Layout: o}
	if len(m.Themes) == 0 || len(m.Fields) == 0 {
		p.line(p.in("keine Querschnittsthemen oder keine Felder, in denen sie bearbeitet werden", "no themes, or no fields to work on them in"))
		return p.b.String()
	}
	header := []string{p.in("Querschnittsthema", "Theme")}
	for i := range m.Fields {
		header = append(header, fmt.Sprint(i+1))
	}
	var rows [][]string
	for i, theme := range m.Themes {
		row := []string{p.clean(theme.ID) + " " + p.short(theme.Title, 46)}
		for _, cell := range m.Cells[i] {
			row = append(row, cells.Row(cell).Does)
		}
		rows = append(rows, row)
	}
	p.table(header, 1, rows)
	var legend []string
	for _, cell := range cells {
		legend = append(legend, cell.Does+" "+cell.Text.In(p.Language))
	}
	p.line(strings.Join(legend, ", "))
	for i, f := range m.Fields {
		p.item(1, fmt.Sprintf("%d: %s %s", i+1, p.clean(f.ID), p.short(f.Title, 80)))
	}
	return p.b.String()
}

// Text writes the money behind the goals of a level, with what is attributed to no
// goal, and the total of all measures. Goals of one level do not overlap; money of
// goals above the level stands in its own row, so that the rows come to the total.
func (m *Money) Text(level string, o Layout) string {
	p := page{Layout: o}
	var rows [][]string
	mark := " *"
	if p.Markdown {
		mark = ` \*`
	}
	marked := func(amount zielkette.Figure, missing int) string {
		if missing > 0 && !amount.IsZero() {
			return p.amount(amount) + mark
		}
		return p.amount(amount)
	}
	row := func(name string, a Amount) {
		rows = append(rows, []string{name, marked(a.Planned, a.PlannedMissing), marked(a.Actual, a.ActualMissing), fmt.Sprint(a.Measures)})
	}
	above := m.all
	for goal := range m.chain.plan.AtLevel(level) {
		own := m.total[goal.Position()]
		row(p.clean(goal.ID())+" "+p.short(goal.Title(), 30), own.public())
		above.less(&own)
	}
	above.less(&m.unserved)
	if above.planned.Sign() != 0 || above.actual.Sign() != 0 {
		rows = append(rows, []string{p.in("außerhalb dieser Ebene", "outside this level"), p.amount(above.planned.Figure()), p.amount(above.actual.Figure()), ""})
	}
	if m.unserved.measures > 0 {
		row(p.in("keinem Ziel zugerechnet", "attributed to no goal"), m.Unserved())
	}
	all := m.All()
	row(p.in("alle Maßnahmen", "all measures"), all)
	p.table([]string{p.in("Ziel", "Goal"), p.in("geplant", "planned"), p.in("tatsächlich", "actual"), p.in("Maßnahmen", "measures")}, 1, rows)
	if all.PlannedMissing > 0 && !all.Planned.IsZero() || all.ActualMissing > 0 && !all.Actual.IsZero() {
		p.line(strings.TrimSpace(mark) + fmt.Sprintf(
			p.in(" unvollständig; nicht angegebene Beträge aller Maßnahmen: geplant %d, tatsächlich %d", " incomplete; amounts not stated in all measures: planned %d, actual %d"), all.PlannedMissing, all.ActualMissing))
	}
	return p.b.String()
}

// Text writes what is lost where.
func (l Loss) Text(o Layout) string {
	p := page{Layout: o}
	p.heading(fmt.Sprintf(p.in("Verlust, wenn %s %s, %s", "Loss if %s %s, %s"), p.node(l.Measure), p.change(l.Change), p.view(l.View)))
	var rows [][]string
	for _, e := range l.List {
		later := p.date(e.Later)
		if l.Change.kept().Sign() == 0 {
			later = p.in("entfällt", "never")
		}
		rows = append(rows, []string{p.clean(e.Node.ID), p.short(e.Node.Title, 30), p.date(e.Last), later, p.number(e.Before), p.number(e.After), p.number(e.Lost)})
	}
	p.table([]string{
		p.in("Kennung", "Id"), p.in("Titel", "Title"), p.in("voll ab", "in full from"), p.in("nun ab", "now from"),
		p.in("vorher", "before"), p.in("nachher", "after"), p.in("Verlust", "lost"),
	}, 4, rows)
	p.line(p.in("Frei werdende Planmittel: ", "Planned money set free: ") + p.euros(l.All.Planned, l.All.PlannedMissing))
	for _, f := range l.Freed {
		p.item(1, p.clean(f.Goal.ID)+": "+p.euros(f.Planned, f.PlannedMissing))
	}
	return p.b.String()
}

// change says what is done to a measure.
func (p *page) change(c Change) string {
	one := zielkette.Int(1)
	var parts []string
	switch {
	case c.Keep.Equal(one) || c.Keep.IsZero() && !c.Delay.IsZero():
	case c.Keep.Sign() > 0:
		parts = append(parts, fmt.Sprintf(p.in("nur zu %s bleibt", "is only kept to %s"), c.Keep.Percent(p.Language, -1)))
	default:
		return p.in("entfällt", "is cut")
	}
	if c.Delay.Months() > 0 {
		parts = append(parts, fmt.Sprintf(p.in("um %s verschoben wird", "is delayed by %s"), c.Delay.Text(p.Language)))
	}
	if parts == nil {
		return p.in("bleibt, wie sie ist", "stays as it is")
	}
	return strings.Join(parts, p.in(" und ", " and "))
}

// RealityText writes a reality check.
func RealityText(checks []Check, o Layout) string {
	p := page{Layout: o}
	var rows [][]string
	n := p.cut(len(checks))
	for _, c := range checks[:n] {
		rows = append(rows, []string{
			p.clean(c.Node.ID), p.short(c.Verdict.Text().In(p.Language), 42), c.Evidence.Text().In(p.Language),
			p.three(c.Planned.Total()), p.three(c.Delivered.Total()), p.three(c.Observed),
		})
	}
	p.table([]string{
		p.in("Kennung", "Id"), p.in("Befund", "Finding"), p.in("Beleg", "Evidence"),
		p.in("geplant", "planned"), p.in("belegt", "evidenced"), p.in("gemessen", "observed"),
	}, 3, rows)
	p.more(len(checks) - n)
	first := true
	for _, c := range checks[:n] {
		left := len(c.Planned.Unstated)
		if left == 0 {
			continue
		}
		if first {
			p.line(p.in("Unvollständig; nicht eingerechnet ist:", "Incomplete; not counted is:"))
			first = false
		}
		text := p.in("%s: %d Wirkungen ohne Stärke", "%s: %d effects without a strength")
		if left == 1 {
			text = p.in("%s: %d Wirkung ohne Stärke", "%s: %d effect without a strength")
		}
		p.item(1, fmt.Sprintf(text, p.clean(c.Node.ID), left))
	}
	return p.b.String()
}

// Text writes a conflict with what stands on both sides.
func (c Conflict) Text(o Layout) string {
	p := page{Layout: o}
	p.heading(p.in("Zielkonflikt ", "Conflict of goals ") + p.clean(c.Sides[0].Goal.ID) + " / " + p.clean(c.Sides[1].Goal.ID))
	p.item(0, p.clean(c.Conflict.Description))
	for _, s := range c.Sides {
		p.item(0, fmt.Sprintf(p.in("%s: geplant %s, Maßnahmen: %d", "%s: planned %s, measures: %d"), p.node(s.Goal), p.euros(s.Amount.Planned, s.Amount.PlannedMissing), len(s.Measures)))
		p.ids(s.Measures)
	}
	if len(c.Both) > 0 {
		p.item(0, p.in("auf beiden Seiten:", "on both sides:"))
		p.ids(c.Both)
	}
	if len(c.Opposed) > 0 {
		p.item(0, p.in("fördert die eine, hemmt die andere:", "helps one, hinders the other:"))
		p.ids(c.Opposed)
	}
	resolution := p.clean(c.Conflict.Resolution)
	if resolution == "" {
		resolution = p.in("keine", "none")
	}
	p.item(0, p.in("Auflösung: ", "Resolution: ")+resolution)
	return p.b.String()
}

func (p *page) ids(nodes []Node) {
	n := p.cut(len(nodes))
	for _, node := range nodes[:n] {
		p.item(1, p.clean(node.ID)+" "+p.short(node.Title, 70))
	}
	p.rest(1, len(nodes)-n)
}

// Text writes the sums and roles of the factors and the loops.
func (in Influence) Text(o Layout) string {
	p := page{Layout: o}
	if len(in.Factors) == 0 {
		p.line(p.in("keine Einflüsse", "no influences"))
		return p.b.String()
	}
	var rows [][]string
	for _, f := range in.Factors {
		rows = append(rows, []string{p.clean(f.Node.ID), p.short(f.Node.Title, 40), f.Role.Text().In(p.Language), fmt.Sprint(f.Active), fmt.Sprint(f.Passive)})
	}
	p.table([]string{p.in("Kennung", "Id"), p.in("Faktor", "Factor"), p.in("Rolle", "Role"), p.in("Aktivsumme", "active"), p.in("Passivsumme", "passive")}, 3, rows)
	for _, l := range in.Loops {
		text := ""
		for _, n := range l.Nodes {
			text += p.clean(n.ID) + " → "
		}
		kind := p.in("dämpfend", "balancing")
		if l.Reinforcing {
			kind = p.in("verstärkend", "reinforcing")
		}
		p.item(0, text+p.clean(l.Nodes[0].ID)+": "+kind)
	}
	if in.Cut {
		p.item(0, p.in("… weitere Kreise nicht gesucht", "… further loops were not looked for"))
	}
	return p.b.String()
}

// CascadeText writes a target broken down and what comes back up.
func CascadeText(parts []Broken, o Layout) string {
	p := page{Layout: o}
	var rows [][]string
	for _, b := range parts {
		indent := strings.Repeat("  ", b.Depth)
		if p.Markdown {
			indent = strings.Repeat("&nbsp;&nbsp;", b.Depth)
		}
		difference := p.number(b.Difference)
		if len(b.Missing) > 0 {
			difference = fmt.Sprintf(p.in("%d ohne Antwort", "%d unanswered"), len(b.Missing))
		}
		rows = append(rows, []string{indent + p.clean(b.Goal.ID) + " " + p.short(b.Goal.Title, 40), p.number(b.Demanded), p.number(b.Feasible), difference})
	}
	p.table([]string{p.in("Ziel", "Goal"), p.in("gefordert", "demanded"), p.in("machbar", "feasible"), p.in("Differenz", "difference")}, 1, rows)
	return p.b.String()
}

// strengthText returns the strength of an effect with its sign, in words where
// there is no number to compute with.
func strengthText(e goals.Effect) zielkette.Text {
	if e.Strength.IsZero() {
		text := zielkette.Text{DE: "fördernd, ", EN: "helps, "}
		if e.Sign == goals.Minus {
			text = zielkette.Text{DE: "hemmend, ", EN: "hinders, "}
		}
		if !e.Ordinal.IsZero() {
			return zielkette.Text{DE: text.DE + e.Ordinal.String() + " von 3", EN: text.EN + e.Ordinal.String() + " of 3"}
		}
		return zielkette.Text{DE: text.DE + "Stärke nicht angegeben", EN: text.EN + "strength not stated"}
	}
	sign := ""
	if e.Sign == goals.Minus {
		sign = "-"
	}
	return zielkette.Text{DE: sign + zielkette.German.Digits(e.Strength.String()), EN: sign + e.Strength.String()}
}
