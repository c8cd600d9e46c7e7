package tables

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Load reads the named file. The error is that of opening or reading the file, or
// a [zielkette.Problems] with everything wrong in it.
func (r *Reader) Load(fsys fs.FS, name string) (*indicators.Record, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	reading, err := r.Read(file, &Options{File: name})
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	return reading.Record, nil
}

// Read reads a file of the layout. What the options declare of the dialect goes
// before the mapping, and the mapping before the format. Errors are as for [Read],
// and besides: a selection that no row matches, and an area that the file has and
// the mapping does not, or the reverse, are problems, so that nobody takes a
// misspelt name for missing data. An empty cell is a value that is not reported
// ([indicators.Missing]).
//
// A CSV file is read row by row, a JSON file of at most 64 MiB as a whole.
func (r *Reader) Read(in io.Reader, opts *Options) (*Reading, error) {
	var o Options
	if opts != nil {
		o = *opts
	}
	if o.Dialect.Separator == 0 {
		o.Dialect.Separator = r.dialect.Separator
	}
	if o.Dialect.Decimal == 0 {
		o.Dialect.Decimal = r.dialect.Decimal
	}
	if o.Dialect.Encoding == "" {
		o.Dialect.Encoding = r.dialect.Encoding
	}
	switch {
	case r.mapping.Format == WegweiserJSON:
		return finish(in, &o, r.readWegweiser)
	case r.layout.json:
		return finish(in, &o, r.readObjects)
	}
	return finish(in, &o, r.readCSV)
}

func (r *Reader) readCSV(in io.Reader, opts *Options, b *indicators.Builder) (Dialect, error) {
	s := newScanner(in, opts, b.Report)
	m := &mapper{Reader: r, numbers: &s.numbers, file: opts.File, builder: b}
	if s.header() && m.header(s.texts(), s.placeOf) {
		width := len(s.cells)
		for s.next() {
			switch {
			case s.blank():
			case len(s.cells) != width:
				s.wrongWidth(width)
			default:
				m.row(s.cells, s.placeOf)
			}
		}
		if s.err == nil {
			m.end()
		}
	}
	return s.known(), s.err
}

// mapper applies a mapping to rows of cells, wherever they come from.
type mapper struct {
	*Reader
	numbers *numbers
	file    string
	builder *indicators.Builder

	index      map[string]int // columns by name
	periods    []periodColumn // of a wide table
	area       int            // column, or -1
	period     int
	quality    int
	variables  [][2]int // columns of a GENESIS variable: its code, the code of its value
	selections []selection
	areas      map[string]bool // areas of the mapping that the file has
	labels     memo[zielkette.Period]
}

type periodOf struct {
	cell   int
	period zielkette.Period
}

type selection struct {
	*Selection
	where   []condition
	blank   []int // columns that must be blank
	value   int   // column, or -1
	matched bool
	count   map[string]int // rows matched, by area
}

type condition struct {
	cell int
	text string
}
