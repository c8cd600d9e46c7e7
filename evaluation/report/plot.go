package report

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// The plot of a chart in tenths of a unit: a picture 340 wide, drawn at nearly that
// size, so that its letters have the size of the text around it.
const (
	chartWidth, chartHeight   = 340, 152
	plotLeft, plotRight       = 520, 3040
	plotTop, plotBottom       = 200, 1290
	labelAbove, belowTheScale = 80, 170
)

// add draws lines, areas and dots.
func (d *Drawing) add(kind ShapeKind, style string, at ...Dot) {
	d.Shapes = append(d.Shapes, Shape{Kind: kind, Style: style, At: at})
}

// box draws a rectangle between two corners.
func (d *Drawing) box(style string, from, to Dot) {
	d.add(Area, style, from, Dot{to.X, from.Y}, to, Dot{from.X, to.Y})
}

// words write into a picture. An empty anchor is the start of the words.
func (d *Drawing) words(style, text, anchor string, x, y int) {
	d.Shapes = append(d.Shapes, Shape{Kind: Words, Style: style, At: []Dot{{x, y}}, Text: text, Anchor: anchor})
}

// letter and tall are about the size of a letter in a picture.
const letter, tall = 75, 100

// spot is where words can stand at a dot, above or beneath it.
func spot(at Dot, anchor string, below bool) Shape {
	if at.Y -= labelAbove; below {
		at.Y += labelAbove + tall + 70
	}
	return Shape{Kind: Words, At: []Dot{at}, Anchor: anchor}
}

// label writes words at that spot of several at which they cover the least of the lines
// and of the words already written, and stay within the plot. The first is the best of
// those that are as good.
func (d *Drawing) label(style, text string, lines [][]Dot, spots ...Shape) {
	best, least := spots[0], -1
	for _, s := range spots {
		s.Style, s.Text = style, text
		s.At[0].Y = max(110, s.At[0].Y)
		if n := d.covered(s, lines); least < 0 || n < least {
			best, least = s, n
		}
	}
	d.Shapes = append(d.Shapes, best)
}

// extent is the rectangle that words take.
func (s Shape) extent() (from, to Dot) {
	width := letter * len([]rune(s.Text))
	x := s.At[0].X
	switch s.Anchor {
	case "end":
		x -= width
	case "middle":
		x -= width / 2
	}
	return Dot{x, s.At[0].Y - tall}, Dot{x + width, s.At[0].Y + 20}
}

// covered counts what words would hide: places along the lines, other words, and what of
// the words lies beyond the picture.
func (d *Drawing) covered(s Shape, lines [][]Dot) (n int) {
	const places = 24 // along a piece of a line
	from, to := s.extent()
	inside := func(x, y int) bool { return from.X < x && x < to.X && from.Y < y && y < to.Y }
	for _, line := range lines {
		for i, b := range line {
			a := line[max(0, i-1)]
			if max(a.X, b.X) < from.X || min(a.X, b.X) > to.X {
				continue
			}
			for k := range places {
				if inside(a.X+(b.X-a.X)*k/places, a.Y+(b.Y-a.Y)*k/places) {
					n++
				}
			}
		}
	}
	for _, other := range d.Shapes {
		if other.Kind != Words {
			continue
		}
		if a, b := other.extent(); a.X < to.X && from.X < b.X && a.Y < to.Y && from.Y < b.Y {
			n += places
		}
	}
	if to.Y > plotBottom { // on the axis
		n += places
	}
	if from.X < 0 || to.X > 10*d.Width {
		n += 10 * places
	}
	return n
}

// stamp writes into a picture that what it shows is invented, where it is.
func (r *Report) stamp(d *Drawing, x, y int) {
	if r.fictional() {
		d.words("fiction small", r.in("fiktiv", "fictional"), "", x, y)
	}
}

// scale turns figures into places between the foot and the top of a plot. It counts in
// grains, the size of which leaves fourteen digits to the largest figure: that is more
// than a picture can show, and spares fractions of any length.
type scale struct {
	places    int // a grain is 10^-places
	low, high int64
}

// scaleOf holds all figures, and beneath and above them a margin in per cent of their span.
func scaleOf(figures []zielkette.Figure, margin int64) scale {
	s := scale{places: grainDigits}
	for _, f := range figures {
		c, places := small(f)
		digits := 0
		for ; c != 0; c /= 10 {
			digits++
		}
		if digits > 0 {
			s.places = min(s.places, grainDigits-digits+places)
		}
	}
	for i, f := range figures {
		if g := s.grains(f); i == 0 {
			s.low, s.high = g, g
		} else {
			s.low, s.high = min(s.low, g), max(s.high, g)
		}
	}
	span := s.high - s.low
	if span == 0 {
		span = max(s.grains(zielkette.Int(1).Figure()), s.high, -s.high)
	}
	margin = max(1, span/100*margin)
	if s.low < 0 || s.low >= margin { // else a scale that nearly begins at 0 begins there
		s.low -= margin
	} else {
		s.low = 0
	}
	s.high += margin
	return s
}

// grainDigits are the digits that the largest figure of a scale keeps.
const grainDigits = 14

// grains is a figure in grains, cut off.
func (s scale) grains(f zielkette.Figure) int64 {
	c, places := small(f)
	for ; places > s.places; places-- {
		c /= 10
	}
	for ; places < s.places && max(c, -c) < most14; places++ {
		c *= 10
	}
	return min(max(c, -10*most14), 10*most14)
}

// most14 is the smallest number of more than fourteen digits.
const most14 = 100_000_000_000_000

// small is a figure as c / 10^places with a c that fits; what does not fit is cut off.
func small(f zielkette.Figure) (c int64, places int) {
	if c, places, ok := f.Small(); ok || f.IsZero() {
		return c, places
	}
	r, _ := f.Rat()
	n, places := new(big.Int).Quo(new(big.Int).Mul(r.Num(), big.NewInt(1e6)), r.Denom()), 6
	for ; !n.IsInt64(); places-- {
		n.Quo(n, big.NewInt(10))
	}
	return n.Int64(), places
}

// y is the place of a figure from the top, in tenths of a unit.
func (s scale) y(f zielkette.Figure) int { return s.at(s.grains(f)) }

func (s scale) at(grains int64) int {
	return plotBottom - int((grains-s.low)*(plotBottom-plotTop)/(s.high-s.low))
}

// grid draws two to five round figures of a scale, each with a line.
func (s scale) grid(d *Drawing, language zielkette.Language) {
	span := s.high - s.low
	step := int64(1)
	for step*10 <= span/2 {
		step *= 10
	}
	for _, factor := range []int64{1, 2, 5} {
		if span <= 5*factor*step {
			step *= factor
			break
		}
	}
	first := s.low / step * step
	if first < s.low {
		first += step
	}
	for at := first; at < s.high; at += step {
		y := s.at(at)
		d.add(Line, "grid", Dot{plotLeft, y}, Dot{plotRight, y})
		label, places := big.NewInt(at), s.places
		for ; places > zielkette.Places; places-- {
			label.Quo(label, big.NewInt(10))
		}
		for ; places < 0; places++ {
			label.Mul(label, big.NewInt(10))
		}
		d.words("small", zielkette.NewFigure(label, places).Text(language, -1), "end", plotLeft-60, y+45)
	}
}
