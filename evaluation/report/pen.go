package report

import (
	"errors"
	"fmt"
	"io"
	"runtime"

	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
)

// MaxNested is how deep the blocks of a page may lie in each other. The pages of this
// package are at most four deep; a block that contains itself is deeper than anything.
const MaxNested = 32

// errNested is the error of blocks that lie too deep.
var errNested = errors.New("report: " + fmt.Sprintf("the blocks of a page are nested at most %d deep", MaxNested))

// Err returns why the page cannot be written, with which every writer answers: options it
// was made with that cannot be, or blocks that lie deeper in each other than [MaxNested].
// Nil is none.
func (p Page) Err() error {
	if p.wrong != nil {
		return p.wrong
	}
	for _, s := range p.Sections {
		if deeper(s.Blocks, MaxNested) {
			return errNested
		}
	}
	return nil
}

// deeper reports whether blocks lie in each other deeper than a number says.
func deeper(blocks []Block, most int) bool {
	for _, b := range blocks {
		var inner []Block
		switch b := b.(type) {
		case Entry:
			inner = b.Blocks
		case Card:
			inner = b.Blocks
		case Fold:
			inner = b.Blocks
		}
		if len(inner) > 0 && (most <= 1 || deeper(inner, most-1)) {
			return true
		}
	}
	return false
}

// piece is about how many bytes a [pen] hands on at once.
const piece = 32 << 10

// pen writes a page piece by piece, so that no medium holds the whole of it beside the
// page. A pen without a writer keeps what it is given.
type pen struct {
	to  io.Writer
	b   []byte // whoever appends to it says so by [pen.wrote]
	any bool   // something was written
	err error
}

// penTo returns a pen for a writer, nil included.
func penTo(w io.Writer) *pen { return &pen{to: document.Output(w), b: make([]byte, 0, piece+piece/4)} }

// A core writes at least so many blocks at a time, or parts of a [Long], and at most so many
// cores do, for what they have written waits for those before them.
const (
	blocksAtOnce = 32
	partsAtOnce  = 8
	mostWriters  = 8
)

// inParts writes a long list of so many blocks on several cores, each at least so many at
// a time: each stretch of it with a pen of its own, and what they wrote in order.
func (p *pen) inParts(n, least int, write func(out *pen, from, to int)) {
	if p.to == nil || n < 2*least {
		write(p, 0, n)
		return
	}
	parts := make([]pen, min(runtime.GOMAXPROCS(0), mostWriters))
	least = max(least, min(blocksAtOnce, n/(4*len(parts))))
	stretch := len(parts) * least
	for start := 0; start < n; start += stretch {
		parallel.Parts(min(stretch, n-start), least, func(i, from, to int) {
			parts[i].any = p.any || start+from > 0
			write(&parts[i], start+from, start+to)
		})
		for i := range parts {
			p.b = append(p.b, parts[i].b...)
			parts[i].b = parts[i].b[:0]
			p.wrote()
		}
	}
	p.any = true
}

func (p *pen) WriteString(text string) {
	p.b = append(p.b, text...)
	p.wrote()
}

// wrote hands on what was appended when it is enough.
func (p *pen) wrote() {
	p.any = p.any || len(p.b) > 0
	if p.to != nil && len(p.b) >= piece {
		_ = p.flush() // kept
	}
}

// flush hands on what was written and returns the first error.
func (p *pen) flush() error {
	if p.err == nil {
		_, p.err = p.to.Write(p.b)
	}
	p.b = p.b[:0]
	return p.err
}
