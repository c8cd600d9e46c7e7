package report

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"sync"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// chain is the chain of the plan as it stood and was known at the dates of the report.
func (r *Report) chain() *chain.Chain {
	o := r.result.Options()
	return chain.At(r.plan, o.AsOf, o.KnownOn)
}

// money is that of the strategy; without a budget on record it takes no chain to tell.
func (r *Report) money() *chain.Money {
	return r.budget.get(func() *chain.Money {
		if !slices.ContainsFunc(r.measures(), func(m goals.Measure) bool { return len(m.Budget) > 0 }) {
			return new(chain.Money)
		}
		return r.chain().Money()
	})
}

// gaps are what the strategy leaves open.
func (r *Report) gaps() found {
	return r.lacks.get(func() (f found) {
		f.gaps, f.err = chain.New(r.plan).Gaps(r.gapOptions())
		return f
	})
}

// found are gaps, or why they are not looked for.
type found struct {
	gaps chain.Gaps
	err  error
}

// kept is what several sections ask for and one forms.
type kept[T any] struct {
	once  sync.Once
	value T
}

func (k *kept[T]) get(form func() T) T {
	k.once.Do(func() { k.value = form() })
	return k.value
}

// byMeasure is the money of every measure with a budget, by its id.
func (r *Report) byMeasure(money *chain.Money) map[string]chain.Amount {
	out := map[string]chain.Amount{}
	for _, m := range r.measures() {
		if amount, ok := money.Measure(m.ID); ok {
			out[m.ID] = amount
		}
	}
	return out
}

// together adds up parts.
func together(parts []chain.Part) (out chain.Amount) {
	for _, p := range parts {
		out.Planned, out.PlannedToDate, out.Actual = plus(out.Planned, p.Planned), plus(out.PlannedToDate, p.PlannedToDate), plus(out.Actual, p.Actual)
		out.PlannedMissing += p.PlannedMissing
		out.ActualMissing += p.ActualMissing
	}
	return out
}

// plus adds two figures; none where both are none.
func plus(a, b zielkette.Figure) zielkette.Figure {
	x, ok := a.Rat()
	if !ok {
		return b
	}
	y, ok := b.Rat()
	if !ok {
		return a
	}
	return zielkette.Round(x.Add(x, y))
}

// sum is an amount of money with its cents, or that none is on record.
func (r *Report) sum(f zielkette.Figure) string {
	if f.IsZero() {
		return r.in("keine erfasst", "none recorded")
	}
	return f.Text(r.language, 2)
}

// lastYear is the year up to which the report looks.
func (r *Report) lastYear() int { return r.result.Options().AsOf.Last().Year() }

func (r *Report) euroColumns(width int) []Column {
	return []Column{
		{Title: r.in("geplant, Euro", "planned, euros"), Right: true, Width: width},
		{Title: r.say("davon bis %d", "of that to %d", r.lastYear()), Right: true, Width: width},
		{Title: r.in("ausgegeben, Euro", "spent, euros"), Right: true, Width: width},
	}
}

// euroCells are what was planned in all and to date, and what was spent. Nothing planned
// to date, and nothing spent where no year is over, is no gap in the record.
func (r *Report) euroCells(a chain.Amount) []Cell {
	say := func(f zielkette.Figure, missing bool) Cell {
		if f.IsZero() && !missing {
			return Cell{Lines: []Phrase{Say("–")}}
		}
		return Cell{Lines: []Phrase{Say(r.sum(f))}}
	}
	nothing := a.Planned.IsZero() && a.Actual.IsZero()
	return []Cell{say(a.Planned, true), say(a.PlannedToDate, nothing), say(a.Actual, nothing || a.ActualMissing > 0)}
}

// moneySoFar says what was planned and spent to date, and what is planned beyond.
func (r *Report) moneySoFar(money *chain.Money) string {
	all := money.All()
	if all.Planned.IsZero() {
		return ""
	}
	text := r.say("Bis Ende %d war nichts geplant", "Nothing was planned by the end of %d", r.lastYear())
	if !all.PlannedToDate.IsZero() {
		text = r.say("Bis Ende %d waren %s Euro geplant", "By the end of %d, %s euros were planned", r.lastYear(), r.sum(all.PlannedToDate))
	}
	if !all.Actual.IsZero() {
		text += r.say(" und %s Euro ausgegeben", " and %s euros spent", r.sum(all.Actual))
		if share := ratio(all.Actual, all.PlannedToDate); !share.IsZero() {
			text += " (" + r.percent(share, 1) + ")"
		}
	} else {
		text += r.in("; Ausgaben sind nicht erfasst", "; spending is not on record")
	}
	text += "."
	if later := minus(all.Planned, all.PlannedToDate); later.Sign() != 0 {
		text += r.say(" Weitere %s Euro sind für spätere Jahre geplant.", " A further %s euros are planned for later years.", r.sum(later))
	}
	return text
}

// minus is a less b, where no b is nothing.
func minus(a, b zielkette.Figure) zielkette.Figure {
	x, scale, ok1 := a.Small()
	y, places, ok2 := b.Small()
	const limit = 1 << 62
	for ; ok1 && ok2 && scale < places; scale++ {
		ok1, x = x < limit/10 && x > -limit/10, x*10
	}
	for ; ok1 && ok2 && places < scale; places++ {
		ok2, y = y < limit/10 && y > -limit/10, y*10
	}
	if ok1 && ok2 && x < limit && x > -limit && y < limit && y > -limit {
		if n, err := zielkette.NewNumber(x-y, scale); err == nil {
			return n.Figure()
		}
	}
	p, ok1 := a.Rat()
	q, ok2 := b.Rat()
	if !ok1 || !ok2 {
		return a
	}
	return zielkette.Round(p.Sub(p, q))
}

// ratio is one sum over another; no figure where the other is not above 0.
func ratio(a, b zielkette.Figure) zielkette.Figure {
	above, ok := a.Rat()
	below, has := b.Rat()
	if !ok || !has || below.Sign() <= 0 {
		return zielkette.Figure{}
	}
	return zielkette.Round(above.Quo(above, below))
}

// most is the largest amount of a year, planned or spent, as a scale for bars.
func most(years []chain.Part) zielkette.Figure {
	out := zielkette.NewFigure(big.NewInt(1), 2)
	for _, y := range years {
		for _, f := range []zielkette.Figure{y.Planned, y.Actual} {
			if f.Compare(out) > 0 {
				out = f
			}
		}
	}
	return out
}

// moneyBlocks are the money by year, by product, by where it comes from and what it is
// for, and by goal.
func (r *Report) moneyBlocks(money *chain.Money) []Block {
	years := money.Years("")
	largest := most(years)
	at := func(f zielkette.Figure) int64 { return tenths(ratio(f, largest)) }
	t := Table{Columns: []Column{
		{Title: r.in("Haushaltsjahr", "Budget year"), Width: 30},
		{Title: r.in("Geld", "Money"), Bars: true, Scale: []string{"0", r.sum(largest)}},
		{Title: r.in("geplant, Euro", "planned, euros"), Right: true, Width: 18},
		{Title: r.in("ausgegeben, Euro", "spent, euros"), Right: true, Width: 18},
	}, Groups: []Group{{}}}
	for _, y := range years {
		lines := []Phrase{Say(itoa(y.Year))}
		cells := r.euroCells(y.Amount)
		if y.Year > r.lastYear() {
			lines = append(lines, Say(r.in("nach dem Stichtag", "after the as-of date")))
		}
		bar := Bar{stroke(Frame, 0, at(y.Planned))}
		if !y.Actual.IsZero() {
			bar = append(bar, stroke(Filled, 0, at(y.Actual)))
		}
		t.Groups[0].Rows = append(t.Groups[0].Rows, Row{Cells: []Cell{{Lines: lines}, {Bar: bar}, cells[0], cells[2]}})
	}
	if unknown, ok := r.unknownYears(); ok {
		said := Cell{Lines: []Phrase{Say(r.in("nicht bekannt", "not known"))}}
		t.Groups[0].Rows = append(t.Groups[0].Rows, Row{Cells: []Cell{{Lines: []Phrase{Say(unknown), Say(r.in("jenseits des bekannten Finanzrahmens", "beyond the known financial frame"))}}, {}, said, {Lines: []Phrase{Say("–")}}}})
	}
	all := money.All()
	foot := func(name string, a chain.Amount) Row {
		cells := r.euroCells(a)
		return Row{Cells: []Cell{{Lines: []Phrase{Say(name)}}, {}, cells[0], cells[2]}}
	}
	t.Foot = []Row{foot(r.say("bis Ende %d", "by the end of %d", r.lastYear()), chain.Amount{Planned: all.PlannedToDate, Actual: all.Actual, ActualMissing: all.ActualMissing})}
	if all.Planned.Compare(all.PlannedToDate) != 0 {
		t.Foot = append(t.Foot, foot(r.in("alle Jahre", "all years"), all))
	}
	blocks := []Block{Heading{Title: Say(r.in("Geld nach Jahren", "Money by year"))}, r.moneyChart(years, t), Legend(r.say("Rahmen: geplant. Gefüllt: ausgegeben bis Ende %d.", "Frame: planned. Filled: spent by the end of %d.", r.lastYear()))}
	if n := r.undatedAmounts(); n > 0 {
		blocks = append(blocks, Note(Say(r.number(n, "Betrag ohne Tag, an dem er bekannt wurde, zählt bei beschränktem Kenntnisstand nicht.", "Beträge ohne Tag, an dem sie bekannt wurden, zählen bei beschränktem Kenntnisstand nicht.",
			"amount without a day on which it became known does not count here.", "amounts without a day on which they became known do not count here."))))
	}
	blocks = append(blocks, r.moneyByProduct(money)...)
	blocks = append(blocks, r.moneyByKind(money)...)
	blocks = append(blocks, r.moneyByTheme(money)...)
	return append(blocks, Heading{Title: Say(r.in("Geld hinter den Zielen", "Money behind the goals"))}, r.moneyByGoal(money),
		Note(Say(r.in("Jeder Betrag zählt in jeder Summe einmal; dient eine Maßnahme mehreren Zielen, ist er nach den angegebenen Anteilen geteilt.",
			"Every amount counts once in every sum; where a measure serves several goals, it is divided by the stated shares."))))
}

// undatedAmounts counts the lines that are hidden because nobody says when they became
// known.
func (r *Report) undatedAmounts() int {
	if r.result.Options().KnownOn.IsZero() {
		return 0
	}
	n := 0
	for _, m := range r.measures() {
		for _, line := range m.Budget {
			if line.Known.IsZero() {
				n++
			}
		}
	}
	return n
}

// moneyTable is money by something that its rows name.
func (r *Report) moneyTable(first string, groups []Group, all chain.Amount) Table {
	return Table{
		Columns: append([]Column{{Title: first, Width: 40}}, r.euroColumns(20)...), Groups: groups,
		Foot: []Row{{Cells: append([]Cell{{Lines: []Phrase{Say(r.in("alle Maßnahmen", "all measures"))}}}, r.euroCells(all)...)}},
	}
}

func (r *Report) moneyRow(name Phrase, a chain.Amount) Row {
	return Row{Cells: append(append(make([]Cell, 0, 5), cellOf(name)), r.euroCells(a)...)} // one more may come
}

// unstated is the name of what nobody states.
func (r *Report) unstated() string { return r.in("nicht angegeben", "not stated") }

// moneyByProduct is the money by product of the budget, where products are on record.
func (r *Report) moneyByProduct(money *chain.Money) []Block {
	parts := money.Products("")
	if !slices.ContainsFunc(parts, func(p chain.Part) bool { return p.Product != "" }) {
		return nil
	}
	rows := each(parts, func(p chain.Part) Row { return r.moneyRow(Say(cmp.Or(p.Product, r.unstated())), p.Amount) })
	return []Block{
		Heading{Title: Say(r.in("Geld nach Produkten des Haushalts", "Money by product of the budget"))},
		r.moneyTable(r.in("Produkt", "Product"), []Group{{Rows: rows}}, money.All()),
	}
}

// moneyByKind is the money by whose it is and by what it is for, where that is on record.
func (r *Report) moneyByKind(money *chain.Money) []Block {
	var groups []Group
	add := func(title string, parts []chain.Part, named func(chain.Part) zielkette.Text) {
		group, stated := Group{Title: Say(title)}, false
		for _, p := range parts {
			name := r.text(named(p))
			stated = stated || name != ""
			group.Rows = append(group.Rows, r.moneyRow(Say(cmp.Or(name, r.unstated())), p.Amount))
		}
		if stated {
			groups = append(groups, group)
		}
	}
	add(r.in("Woher es kommt", "Where it comes from"), money.Funds(""), func(p chain.Part) zielkette.Text { return p.Funds.Text() })
	add(r.in("Wofür es ist", "What it is for"), money.Uses(""), func(p chain.Part) zielkette.Text { return p.Use.Text() })
	if groups == nil {
		return nil
	}
	return []Block{
		Heading{Title: Say(r.in("Geld nach Herkunft und Verwendung", "Money by source and use"))},
		r.moneyTable(r.in("Herkunft und Verwendung", "Source and use"), groups, money.All()),
	}
}

// moneyByTheme is the money of the measures that name a theme, such as the Fachkonzept they
// come from: the financial effects of each.
func (r *Report) moneyByTheme(money *chain.Money) []Block {
	behind := r.byMeasure(money)
	sums := map[string]chain.Amount{}
	for _, m := range r.measures() {
		for _, id := range m.Themes {
			sums[id] = together([]chain.Part{{Amount: sums[id]}, {Amount: behind[m.ID]}})
		}
	}
	rows := map[string][]Row{} // by kind of the theme
	for _, t := range r.read().Themes {
		if a, ok := sums[t.ID]; ok && (!a.Planned.IsZero() || !a.Actual.IsZero()) {
			rows[t.Kind] = append(rows[t.Kind], r.moneyRow(quoted(t.Title), a))
		}
	}
	var groups []Group
	for _, kind := range r.plan.ThemeKinds() {
		if of := rows[kind.Name]; of != nil {
			groups = append(groups, Group{Title: quoted(capital(r.plan.Plural(kind.Name))), Rows: of})
		}
	}
	if groups == nil {
		return nil
	}
	return []Block{
		Heading{Title: Say(r.in("Geld nach den Konzepten, aus denen die Maßnahmen kommen", "Money by the concepts that the measures come from"))},
		r.moneyTable("", groups, money.All()),
		Note(Say(r.in("Eine Maßnahme zählt bei jedem Konzept, das sie nennt; die Zeilen ergeben deshalb nicht die Summe.", "A measure counts with every concept it names; the lines do not add up to the sum."))),
	}
}

// moneyByGoal is the money of the goals of the second level, or of the only one.
func (r *Report) moneyByGoal(money *chain.Money) Table {
	all := money.All()
	count := func(row Row, a chain.Amount) Row {
		n := either(a.Measures == 0, r.in("keine", "none"), itoa(a.Measures))
		row.Cells = append(row.Cells, Cell{Lines: []Phrase{Say(n)}})
		return row
	}
	levels, horizons := r.plan.Levels(), r.horizons()
	var rows []Row
	if len(levels) > 0 {
		for goal := range r.plan.AtLevel(levels[min(1, len(levels)-1)].Name) {
			amount, _ := money.Goal(goal.ID())
			row := r.moneyRow(r.name(goal), amount)
			if beyond := r.beyond(horizons[goal.Position()]); beyond != "" {
				row.Cells[0].Lines = append(row.Cells[0].Lines, Say(beyond))
			}
			rows = append(rows, count(row, amount))
		}
	}
	if unserved := money.Unserved(); unserved.Measures > 0 {
		rows = append(rows, count(r.moneyRow(Say(r.in("keinem Ziel zugerechnet", "attributed to no goal")), unserved), unserved))
	}
	t := r.moneyTable(r.in("Ziel", "Goal"), []Group{{Rows: rows}}, all)
	t.Columns[0].Width = 34
	for i := range t.Columns[1:] {
		t.Columns[i+1].Width = 18
	}
	t.Columns = append(t.Columns, Column{Title: r.in("Maßnahmen", "measures"), Right: true, Width: 12})
	t.Foot[0] = count(t.Foot[0], all)
	if missing := all.PlannedMissing + all.ActualMissing; missing > 0 {
		t.Caption = r.number(missing, "Betrag ist zu diesem Stand nicht erfasst.", "Beträge sind zu diesem Stand nicht erfasst.", "amount is not on record at these dates.", "amounts are not on record at these dates.")
	}
	return t
}

// frame is the financial frame at the dates of the report.
func (r *Report) frame() (goals.Frame, bool) {
	o := r.result.Options()
	return r.plan.FrameAt(o.AsOf, o.KnownOn)
}

// frameText says up to when the financial frame is known.
func (r *Report) frameText() Phrase {
	frame, ok := r.frame()
	if !ok {
		return nil
	}
	var text Phrase
	if frame.Until > 0 {
		said := r.say("Der Finanzrahmen ist bis %d bekannt", "The financial frame is known until %d", frame.Until)
		if !frame.Known.IsZero() {
			said += r.in(" (seit ", " (since ") + frame.Known.Text(r.language) + ")"
		}
		text = Say(said + r.in("; was darüber hinausreicht, hat noch keinen Betrag, nicht 0 Euro.", "; what reaches beyond it has no amount yet, which is not 0 euros."))
	} else {
		text = Say(r.in("Finanzrahmen: ", "Financial frame: "))
	}
	text = text.And(with(" ", quoted(stop(frame.Note))))
	return text.And(with(" ", r.cite(frame.Source)))
}

// horizons are the last years that the goals are set for, by position: of the targets of
// its indicators and of those beneath, else the end of the term; 0 where neither is on
// record.
func (r *Report) horizons() []int {
	years := make([]int, r.plan.Len())
	for goal := range r.plan.PostOrder() {
		year := &years[goal.Position()]
		*year = max(*year, r.aimedYear(goal))
		if above, ok := goal.Parent(); ok {
			years[above.Position()] = max(years[above.Position()], *year)
		}
	}
	if to := r.plan.Edition().To; !to.IsZero() {
		for i := range years {
			if years[i] == 0 {
				years[i] = to.Last().Year()
			}
		}
	}
	return years
}

func (r *Report) aimedYear(goal goals.Node) (year int) {
	for _, link := range goal.Links(module.Reader{}) {
		a, _ := r.result.Assessment(link.ID, link.Target, link.Area)
		if _, by, _, _, ok := a.Aim(); ok {
			year = max(year, by.End().Year())
		}
	}
	return year
}

// beyond says that a goal reaches beyond the known financial frame.
func (r *Report) beyond(year int) string {
	frame, ok := r.frame()
	if !ok || !exceeds(frame, year) {
		return ""
	}
	return r.say("Ziel bis %d, Finanzrahmen bis %d", "goal to %d, financial frame to %d", year, frame.Until)
}

// exceeds reports whether a year lies beyond a financial frame whose end is known.
func exceeds(frame goals.Frame, year int) bool { return frame.Until > 0 && year > frame.Until }

// unknownYears are the years of the term beyond the known financial frame.
func (r *Report) unknownYears() (string, bool) {
	frame, ok := r.frame()
	last := 0
	for _, year := range r.horizons() {
		last = max(last, year)
	}
	switch {
	case !ok || !exceeds(frame, last):
		return "", false
	case last == frame.Until+1:
		return itoa(last), true
	}
	return itoa(frame.Until+1) + r.in(" bis ", " to ") + itoa(last), true
}

// staff are the posts of the measures by year, where any are on record.
func (r *Report) staff() []Block {
	o := r.result.Options()
	t := Table{Columns: []Column{
		{Title: r.in("Maßnahme", "Measure"), Width: 50},
		{Title: r.in("Jahr", "Year"), Width: 10},
		{Title: r.in("geplant", "planned"), Right: true, Width: 20},
		{Title: r.in("besetzt", "filled"), Right: true, Width: 20},
	}, Groups: []Group{{}}}
	type year struct{ planned, actual zielkette.Figure }
	sums := map[int]year{}
	for _, m := range r.measures() {
		for _, posts := range m.StaffAt(o.AsOf, o.KnownOn) {
			name := quoted(m.Title).And(with(" (", Say(r.text(posts.Funds.Text())), ")"))
			t.Groups[0].Rows = append(t.Groups[0].Rows, r.staffRow(name, posts.Year, posts.Planned.Figure(), posts.Actual.Figure()))
			s := sums[posts.Year]
			sums[posts.Year] = year{plus(s.planned, posts.Planned.Figure()), plus(s.actual, posts.Actual.Figure())}
		}
	}
	if len(sums) == 0 {
		return nil
	}
	for _, y := range slices.Sorted(maps.Keys(sums)) {
		t.Foot = append(t.Foot, r.staffRow(Say(r.in("alle Maßnahmen", "all measures")), y, sums[y].planned, sums[y].actual))
	}
	t.Caption = r.in("Vollzeitstellen, neben dem Geld; ihre Kosten stehen, wo sie erfasst sind, in den Beträgen.", "Full-time posts, beside the money; where their cost is on record, it stands in the amounts.")
	return []Block{Heading{Title: Say(r.in("Stellen", "Posts"))}, t}
}

func (r *Report) staffRow(name Phrase, year int, planned, actual zielkette.Figure) Row {
	cell := func(f zielkette.Figure) Cell { return Cell{Lines: []Phrase{Say(f.Text(r.language, -1))}} }
	return Row{Cells: []Cell{{Lines: []Phrase{name}}, {Lines: []Phrase{Say(itoa(year))}}, cell(planned), cell(actual)}}
}
