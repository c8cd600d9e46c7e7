package report

import (
	"strings"
	"sync"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// paper is what the parts of a [Long] are written on, one after the other: memory for the
// pieces of a part, which the next one takes again, and texts that are cut from longer ones,
// which nobody writes again.
type paper struct {
	pictures bool             // whether they are shown
	texts    *strings.Builder // nil: nothing is taken again
	digits   []byte
	runs     slab[Run]
	phrases  slab[Phrase]
	facts    slab[Fact]
	blocks   slab[Block]
	cells    slab[Cell]
	rows     slab[Row]
	groups   slab[Group]
	columns  slab[Column]
	words    slab[string]
	strokes  slab[Stroke]
	points   slab[point]
}

// ownMemory is the paper of what is kept: every piece has memory of its own.
var ownMemory = &paper{pictures: true}

// papers are used by one writer after the other.
var papers = sync.Pool{New: func() any { return &paper{texts: new(strings.Builder)} }}

// slab is memory for lists.
type slab[T any] struct {
	room []T
	used int
}

// take returns an empty list with room for so many.
func take[T any](p *paper, s *slab[T], n int) []T {
	if p.texts == nil {
		return make([]T, 0, n)
	}
	if len(s.room)-s.used < n {
		s.room, s.used = make([]T, max(n, 2*len(s.room), 32)), 0
	}
	s.used += n
	return s.room[s.used-n : s.used-n : s.used]
}

// again takes the paper for the next part.
func (p *paper) again() {
	p.runs.again()
	p.phrases.again()
	p.facts.again()
	p.blocks.again()
	p.cells.again()
	p.rows.again()
	p.groups.again()
	p.columns.again()
	p.words.again()
	p.strokes.again()
	p.points.again()
}

// mostAgain is the longest list whose memory is taken again.
const mostAgain = 4 << 10

func (s *slab[T]) again() {
	if s.used = 0; len(s.room) > mostAgain {
		s.room = nil
	}
}

// aText is how long a text is, at least, from which others are cut.
const aText = 8 << 10

// join puts texts together.
func (p *paper) join(texts ...string) string {
	n := 0
	for _, t := range texts {
		n += len(t)
	}
	b, from := p.cut(n)
	for _, t := range texts {
		b.WriteString(t)
	}
	return b.String()[from:]
}

// text is what was appended to the digits.
func (p *paper) text(digits []byte) string {
	if p.texts == nil {
		return string(digits)
	}
	p.digits = digits[:0]
	b, from := p.cut(len(digits))
	b.Write(digits)
	return b.String()[from:]
}

// cut returns a text with room for so many bytes more, and where they begin.
func (p *paper) cut(n int) (b *strings.Builder, from int) {
	b = p.texts
	if b == nil || b.Cap()-b.Len() < n {
		least := 0
		if b != nil {
			least = aText
		}
		b = new(strings.Builder)
		b.Grow(max(n, least))
		if p.texts != nil {
			p.texts = b
		}
	}
	return b, b.Len()
}

// run is a phrase of one piece.
func (p *paper) run(r Run) Phrase { return append(take(p, &p.runs, 1), r) }

// say is a plain phrase.
func (p *paper) say(text string) Phrase { return p.run(Run{Text: text}) }

// and puts phrases together.
func (p *paper) and(phrases ...Phrase) Phrase {
	n := 0
	for _, of := range phrases {
		n += len(of)
	}
	out := take(p, &p.runs, n)
	for _, of := range phrases {
		out = append(out, of...)
	}
	return out
}

// cell is a cell of one line.
func (p *paper) cell(line Phrase) Cell { return Cell{Lines: append(take(p, &p.phrases, 1), line)} }

// row is a row of cells.
func (p *paper) row(cells ...Cell) Row {
	return Row{Cells: append(take(p, &p.cells, len(cells)), cells...)}
}

// sheet is a single block.
func (p *paper) sheet(b Block) []Block { return append(take(p, &p.blocks, 1), b) }

// writes is the report as it writes on a paper.
func (r *Report) writes(on *paper) *Report { return &Report{r.reading, on} }

// digits is a number with the places it was written with.
func (r *Report) digits(n zielkette.Number) string {
	return r.on.text(n.AppendIn(module.Reader{}, r.on.digits, r.language, -1))
}

// figure is a figure with so many places, with less than none all that it has.
func (r *Report) figure(f zielkette.Figure, places int) string {
	return r.on.text(f.AppendIn(module.Reader{}, r.on.digits, r.language, places))
}

// percent is a share in per cent, at whose blank no line is broken.
func (r *Report) percent(f zielkette.Figure, places int) string {
	return r.on.text(f.AppendPercentIn(module.Reader{}, r.on.digits, r.language, places))
}

func (r *Report) date(d zielkette.Date) string { return r.writtenAs(d, r.language) }

func (r *Report) writtenAs(d zielkette.Date, language zielkette.Language) string {
	return r.on.text(d.AppendIn(module.Reader{}, r.on.digits, language))
}

func (r *Report) period(p zielkette.Period) string {
	return r.on.text(p.AppendIn(module.Reader{}, r.on.digits, r.language))
}
