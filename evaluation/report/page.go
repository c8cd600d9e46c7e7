package report

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

// Page is a report as data: a head and sections of blocks. It knows nothing of a
// medium; [Page.Text], [Page.Markdown] and [Page.HTML] write it. All texts in it are
// plain: a writer escapes them, so that no text becomes markup. A page holds its sections
// but for the long lists of them, goals and data sheets, which are made while they are
// written, see [Long]; the writers hand on what they write in pieces and hold besides what
// up to eight cores have made and written of 32 parts each, mostly less than 2 MiB. What
// they write is at most some 20
// times the files of the city. Blocks lie in each other at most [MaxNested] deep; deeper
// ones, such as a block that contains itself, are an error.
type Page struct {
	Title    string
	Over     string // stands in small type above the title: the city
	Under    string // stands beneath the title: the kind of report and its date
	Banner   string // a warning on top of everything, such as that the data are invented; "" is none
	Mark     string // the banner in two words, for the foot of a printed page
	Language zielkette.Language
	Facts    []Fact // beside the title
	Sections []Section

	wrong error // in the options it was made with
}

// Printable is what can be printed in every medium.
type Printable interface {
	// Page returns what is printed as text, Markdown and HTML.
	Page() Page
	// JSON writes the data themselves; the error is that of the writer.
	JSON(w io.Writer) error
}

// Formats are the media, by the names under which [Write] knows them.
var Formats = [...]string{"text", "json", "markdown", "html"}

// Write prints something in one of [Formats]: text in [TextWidth] columns, JSON from the
// data itself. Another format is an error, else the error is that of the writer.
func Write(w io.Writer, p Printable, format string) error {
	if p == nil {
		return errors.New("report: there is nothing to print")
	}
	switch format {
	case "text":
		return p.Page().Text(w, TextWidth)
	case "json":
		return p.JSON(w)
	case "markdown":
		return p.Page().Markdown(w)
	case "html":
		return p.Page().HTML(w)
	}
	return fmt.Errorf("report: format %q: write one of %s", format, strings.Join(Formats[:], ", "))
}

// Section (Abschnitt) is a part of a page under a heading of its own.
type Section struct {
	ID     string // by which links and [Page.Section] find it; letters, digits and hyphens
	Title  string
	Blocks []Block
}

// Section returns the section of an id, to be changed in place; nil when the page
// has none of that id.
func (p *Page) Section(id string) *Section {
	if p == nil {
		return nil
	}
	for i := range p.Sections {
		if p.Sections[i].ID == id {
			return &p.Sections[i]
		}
	}
	return nil
}

// Without returns the page without the sections of the given ids. The page itself
// stays as it is. Ids that it does not have are passed over.
func (p Page) Without(ids ...string) Page {
	var kept []Section
	for _, s := range p.Sections {
		drop := false
		for _, id := range ids {
			drop = drop || s.ID == id
		}
		if !drop {
			kept = append(kept, s)
		}
	}
	p.Sections = kept
	return p
}

// Block is a part of a section: a [Heading], [Paragraph], [List], [Facts], [Table],
// [Drawing], [Note], [Legend], [Entry], [Card], [Fold] or [Long].
type Block interface{ block() }

// Long is a long list of blocks that are made when they are read, so that a page does not
// hold the thousands of data sheets of a large city, and a writer makes them on all cores.
// The zero Long has none. It is immutable and safe for concurrent use.
type Long struct {
	parts int
	make  func(on *paper) func(part int) []Block
	ids   func(yield func(id string) bool) // of all that it will hold
	kinds []Table                          // those of its tables, without rows
	cards bool                             // each part is a [Card]
}

// All yields the blocks in order, each made anew.
func (l Long) All() iter.Seq[Block] {
	return func(yield func(Block) bool) {
		if l.parts == 0 {
			return
		}
		part := l.make(ownMemory)
		for i := range l.parts {
			for _, b := range part(i) {
				if !yield(b) {
					return
				}
			}
		}
	}
}

// write hands the blocks of so many parts to a writer, which keeps nothing of them and says
// whether it shows pictures.
func (l Long) write(from, to int, pictures bool, write func(blocks []Block)) {
	if from == to {
		return
	}
	on := papers.Get().(*paper)
	defer papers.Put(on)
	on.pictures = pictures
	part := l.make(on)
	for i := from; i < to; i++ {
		on.again()
		write(part(i))
	}
}

// Heading is a heading within a section.
type Heading struct {
	ID    string // to link to; "" is none
	Title Phrase
	Minor bool // one level further down
}

// Paragraph is running text.
type Paragraph struct {
	Text  Phrase
	Large bool // the one sentence that answers the question
}

// List is a list of sentences.
type List struct {
	Numbered bool
	Items    []Phrase
}

// Fact is a label with what it says.
type Fact struct {
	Label string
	Value Phrase
}

// Facts are labels with what they say, one beneath the other.
type Facts []Fact

// Note is a remark in small type.
type Note Phrase

// Legend says in small type what the pictures before it mean. Text and Markdown have no
// pictures and leave it out.
type Legend string

// Entry is an answer with its question beside it.
type Entry struct {
	Label  string
	Hint   string // in small type beneath the label
	Blocks []Block
}

// Card is a data sheet. Cards that follow each other stand side by side where there
// is room.
type Card struct {
	ID     string
	Title  Phrase
	Blocks []Block
}

// Fold is what stands behind a summary until somebody opens it. On paper, in text
// and in Markdown it is always open.
type Fold struct {
	Summary string
	Blocks  []Block
}

// Table has a caption, columns, and rows in groups. The first cell of a row is its
// heading.
type Table struct {
	Caption string
	Columns []Column
	Groups  []Group
	Foot    []Row
	Brief   bool // text and Markdown print each column in one sentence, as fits a series
}

// sentence appends what a column of a brief table says, each value with the head of its
// row: "Wert: 41,2 (2019); 41,3 (2020)"; nothing where it says nothing. say appends a
// phrase in a medium, with whether the sentence begins with it, held is its blank that
// holds words together, and room serves plain texts.
func (t *Table) sentence(to []byte, column int, held string, room *[2]aLine, say func(to []byte, p Phrase, first bool) []byte) []byte {
	said := false
	for i := range t.Groups {
		for k := range t.Groups[i].Rows {
			r := &t.Groups[i].Rows[k]
			heads, values := r.lines(0, &room[0]), r.lines(column, &room[1])
			if len(heads) == 0 || len(values) == 0 {
				continue
			}
			value := values[0]
			if len(value) == 1 && value[0].Text == "–" {
				continue
			}
			if said {
				to = append(to, "; "...)
			} else {
				to = append(say(to, Say(t.Columns[column].Title), true), ": "...)
			}
			said = true
			to = append(append(say(to, value, false), held...), '(')
			to = append(say(to, heads[0], false), ')')
		}
	}
	return to
}

// Column is a column of a table.
type Column struct {
	Title string
	Right bool     // figures stand to the right
	Width int      // percent of the width of a page; 0 is what the others leave
	Bars  bool     // holds bars only, which text and Markdown leave out
	Scale []string // of a column of bars: what stands above its start, at equal distances, to its end
}

// Group is a group of rows, with a heading where it has a title.
type Group struct {
	Title Phrase
	Rows  []Row
}

// Row is a row of a table.
type Row struct {
	ID    string // to link to; "" is none
	Cells []Cell
	Texts []string // the cells of a row of nothing but plain texts, in place of Cells
}

// Cell returns a cell of the row by its place from 0, that of a plain text as well; an
// empty one where the row is shorter.
func (r Row) Cell(i int) Cell {
	switch {
	case i < 0:
		return Cell{}
	case i < len(r.Texts):
		return cellOf(Say(r.Texts[i]))
	case i < len(r.Cells):
		return r.Cells[i]
	}
	return Cell{}
}

// aLine is room for a plain text as the line of a cell.
type aLine struct {
	run  [1]Run
	line [1]Phrase
}

// lines returns what [Row.Cell] has of lines, a plain text in the room.
func (r *Row) lines(i int, room *aLine) []Phrase {
	switch {
	case i < len(r.Texts):
		room.run[0] = Run{Text: r.Texts[i]}
		room.line[0] = room.run[:]
		return room.line[:]
	case i < len(r.Cells):
		return r.Cells[i].Lines
	}
	return nil
}

// Cell is a cell of a table: lines of text, of which all but the first are in small
// type, or a bar.
type Cell struct {
	Lines []Phrase
	Bar   Bar
}

// Bar is a drawing in the row of a table. It repeats what the row says in words and
// has no words of its own.
type Bar []Stroke

// Stroke is a piece of a [Bar], from one place to another in thousandths of its
// width.
type Stroke struct {
	Kind     StrokeKind
	From, To int16
}

// stroke is a stroke within the scale.
func stroke[N int | int64](kind StrokeKind, from, to N) Stroke {
	return Stroke{kind, int16(min(max(from, 0), 1000)), int16(min(max(to, 0), 1000))}
}

// StrokeKind says what a stroke stands for. A stroke of no kind is not drawn.
type StrokeKind uint8

// The strokes of a bar.
const (
	Track  StrokeKind = 1 + iota // the whole scale
	Tick                         // a threshold or a mark of the scale
	Span                         // what the unknown leaves
	Filled                       // what is reached, done or spent
	Frame                        // what is planned
	Plan                         // where it should be: a line across
	Late                         // past its date
	Behind                       // short of the path
	Ahead                        // beyond the path
)

// Drawing is a picture with the table that says the same. Text and Markdown print the
// table.
type Drawing struct {
	ID     string
	Title  string // what it shows, of when
	Desc   string // the same in words, for those who do not see it
	Width  int
	Height int
	Shapes []Shape
	Table  Table
}

// Shape is a piece of a picture: lines, an area, a dot or words.
type Shape struct {
	Kind   ShapeKind
	Style  string // what it stands for, as a class of the style sheet
	At     []Dot  // the corners; of a dot or of words the place
	Text   string // of words
	Anchor string // of words: "" is start, else "middle" or "end"
}

// Dot is a place in a picture, in tenths of a unit from the left and from the top.
type Dot struct{ X, Y int }

// ShapeKind is how a shape is drawn.
type ShapeKind string

// The kinds of shape.
const (
	Line    ShapeKind = "line"
	Area    ShapeKind = "area"
	Circle  ShapeKind = "dot"
	Diamond ShapeKind = "diamond"
	Words   ShapeKind = "words"
)

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Facts) block()     {}
func (Note) block()      {}
func (Legend) block()    {}
func (Entry) block()     {}
func (Card) block()      {}
func (Fold) block()      {}
func (Table) block()     {}
func (Drawing) block()   {}
func (Long) block()      {}

// Phrase is a text in pieces, each with how it is meant.
type Phrase []Run

// Run is a piece of a phrase.
type Run struct {
	Text    string
	To      string // what the text leads to: an id on the same page, or an address that begins with http:// or https://
	Strong  bool
	Adopted bool // in the wording of a document, as the council adopted it
	Quoted  bool // a text of the documents that nobody adopted; like those it is German on a page in any language
	Mark    Mark // a shape before the text
}

// Mark is a shape that stands before a word, so that colour never speaks alone. Zero is
// none.
type Mark uint8

// The marks.
const (
	MarkAhead   Mark = 1 + iota // beyond the path
	MarkOn                      // on the path, or a rule is kept
	MarkBehind                  // short of the path
	MarkGreen                   // the city's own word
	MarkYellow                  // the city's own word
	MarkRed                     // the city's own word
	MarkUnknown                 // nothing can be said
	MarkNone                    // does not apply
	MarkFull                    // evidenced
	MarkHalf                    // partly
	MarkEmpty                   // nothing on record
)

// Say returns a plain phrase.
func Say(text string) Phrase { return Phrase{{Text: text}} }

// Strong returns a phrase with weight.
func Strong(text string) Phrase { return Phrase{{Text: text, Strong: true}} }

// add appends a fact unless it has no words.
func (f *Facts) add(label string, value Phrase) {
	if !value.isBlank() {
		*f = append(*f, Fact{label, value})
	}
}

// each is what a function makes of every element of a list.
func each[T, U any](list []T, of func(T) U) []U {
	out := make([]U, 0, len(list))
	for _, x := range list {
		out = append(out, of(x))
	}
	return out
}

// add appends a row to the last group.
func (t *Table) add(r Row) {
	if len(t.Groups) == 0 {
		t.Groups = []Group{{}}
	}
	last := &t.Groups[len(t.Groups)-1]
	last.Rows = append(last.Rows, r)
}

// cellOf is a cell of lines.
func cellOf(lines ...Phrase) Cell { return Cell{Lines: lines} }

// row is a row of plain texts.
func row(texts ...string) Row { return Row{Texts: texts} }

// And returns the phrase with others behind it.
func (p Phrase) And(others ...Phrase) Phrase {
	n := len(p)
	for _, o := range others {
		n += len(o)
	}
	out := append(make(Phrase, 0, n), p...)
	for _, o := range others {
		out = append(out, o...)
	}
	return out
}

// String returns the words of the phrase.
func (p Phrase) String() string {
	if len(p) == 1 {
		return p[0].Text
	}
	var b strings.Builder
	for _, r := range p {
		b.WriteString(r.Text)
	}
	return b.String()
}

// isBlank reports whether the phrase has no words.
func (p Phrase) isBlank() bool {
	for i := range p {
		if strings.TrimSpace(p[i].Text) != "" {
			return false
		}
	}
	return true
}

// clean makes a text safe to stand in one line: line breaks, control characters,
// characters without width and characters that turn the direction of reading become
// blanks, and what is not text at all becomes the replacement character. Soft hyphens
// and no-break spaces stay, for our own texts use them.
func clean(text string) string {
	at := 0
	for at < len(text) {
		size := 1
		if c := text[at]; c < ' ' || c >= 0x7f {
			var r rune
			if r, size = utf8.DecodeRuneInString(text[at:]); !harmless(r, size) {
				break
			}
		}
		at += size
	}
	if at == len(text) {
		return text
	}
	text = layout.Plain(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad', r == '\u00a0', r == '\u202f':
			return r
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r), unicode.IsControl(r):
			return ' '
		}
		return r
	}, text)
}

// holds reports whether a blank in a text holds together what stands beside it, so that
// no line is broken there: a figure and a short word behind it, most often a unit, a short
// word, most often a month, and the year behind it, and the thousands of a figure and what
// follows them. Figures in a row are not one figure.
func holds(text string, blank int) bool {
	if blank == 0 || blank+1 == len(text) || !digit(text[blank-1]) && text[blank+1] != '1' && text[blank+1] != '2' {
		return false // as nearly all
	}
	before, after := text[strings.LastIndexByte(text[:blank], ' ')+1:blank], text[blank+1:]
	if before == "" || after[0] == ' ' {
		return false
	}
	year := func(s string) bool {
		return len(s) >= 4 && (s[0] == '1' || s[0] == '2') && digit(s[1]) && digit(s[2]) && digit(s[3]) && (len(s) == 4 || !digit(s[4]) && s[4] != '-')
	}
	if !digit(before[len(before)-1]) || len(strings.TrimLeftFunc(strings.TrimRightFunc(before, inFigure), inFigure)) > len("−") {
		end := before[len(before)-1]
		return end >= 'A' && len(before) <= len("September") && year(after)
	}
	word, rest, _ := strings.Cut(after[:min(len(after), 15)], " ")
	if end := strings.IndexAny(word, ".,;:/)"); end > 0 {
		word = word[:end]
	}
	if digit(word[0]) {
		return len(word) == len("000") && digit(word[1]) && digit(word[2])
	}
	return len(word) <= len("Euro") || word == "Prozent" || year(rest)
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

// inFigure reports whether a character stands in figures; the minus sign does as well.
func inFigure(r rune) bool { return r == '(' || '+' <= r && r <= '9' && r != '/' }

// printed appends a text made safe, see [clean], in HTML with its signs escaped. A blank that
// holds words together is one that no line is broken at: in text [layout.Held], and there a
// soft hyphen is left out.
func printed(to []byte, text string, web bool) []byte {
	begin, from, cleaned := len(to), 0, false
	for at := 0; at < len(text); {
		if plain[text[at]] { // as nearly all are
			at++
			continue
		}
		size, instead := 1, ""
		switch c := text[at]; {
		case c > ' ' && c < 0x7f:
			if web {
				instead = signsOfHTML[c]
			}
		case c == ' ':
			if holds(text, at) {
				instead = "\u00a0"
			}
		default:
			var r rune
			switch r, size = utf8.DecodeRuneInString(text[at:]); {
			case !harmless(r, size) && !cleaned: // then from its beginning
				to, text, from, at, cleaned = to[:begin], clean(text), 0, 0, true
				continue
			case web:
			case r == '\u00ad':
				to, from = append(to, text[from:at]...), at+size
			case r == '\u00a0', r == '\u202f':
				instead = "\u00a0"
			}
		}
		if instead != "" {
			if !web {
				instead = string(layout.Held)
			}
			to, from = append(append(to, text[from:at]...), instead...), at+size
		}
		at += size
	}
	return append(to, text[from:]...)
}

// plain are the characters of ASCII that are printed as they are, whatever stands beside
// them.
var plain = func() (is [256]bool) {
	for c := range signsOfHTML {
		is[c] = c > ' ' && signsOfHTML[c] == ""
	}
	return is
}()

// signsOfHTML are the characters that mean more in HTML than themselves.
var signsOfHTML = [0x7f]string{'<': "&lt;", '>': "&gt;", '&': "&amp;", '"': "&#34;", '\'': "&#39;"}

// harmless reports whether a character is one of those that nearly all texts are made of:
// letters of Latin and Greek, and the signs of print.
func harmless(r rune, size int) bool {
	return size > 1 && (0xa0 <= r && r < 0x600 || 0x2010 <= r && r < 0x2028 || 0x202f <= r && r < 0x2060 || 0x2070 <= r && r < 0x2e80) ||
		size == 1 && ' ' <= r && r < 0x7f
}

// filled returns the sections that say something: a heading without anything beneath it
// is not printed.
func (p Page) filled() []Section {
	var out []Section
	for _, s := range p.Sections {
		if len(s.Blocks) > 0 {
			out = append(out, s)
		}
	}
	return out
}
