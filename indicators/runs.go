package indicators

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// run is a series: its entries by period, known date and order of recording.
type run struct {
	indicator, area string
	order           []ordinal
}

// ordinal is the position of an entry in the order of recording, and whether the entry
// before it in its series is of the same period, so that looking for the latest need
// not look at that one.
type ordinal uint32

const again ordinal = 1 << 31

func (o ordinal) position() int32 { return int32(o &^ again) }

// compare orders a series against an indicator and an area.
func (s *run) compare(indicator, area string) int {
	return compare(s.indicator, s.area, indicator, area)
}

// compare orders series by indicator and area.
func compare(indicator, area, otherIndicator, otherArea string) int {
	if c := strings.Compare(indicator, otherIndicator); c != 0 { // which decides mostly
		return c
	}
	return strings.Compare(area, otherArea)
}

// runs are the series of a record by indicator and area, in blocks of which none is
// empty. A record that grows copies only the blocks in which something changes.
type runs [][]run

const blockSize = 256

func (l runs) all() iter.Seq[*run] {
	return func(yield func(*run) bool) {
		for _, block := range l {
			for i := range block {
				if !yield(&block[i]) {
					return
				}
			}
		}
	}
}

// find returns the series of an indicator in an area, nil where there is none.
func (l runs) find(indicator, area string) *run {
	at, found := slices.BinarySearchFunc(l, indicator, func(block []run, _ string) int { return block[0].compare(indicator, area) })
	if !found {
		at-- // the block before may hold it
	}
	if at < 0 {
		return nil
	}
	i, found := slices.BinarySearchFunc(l[at], indicator, func(s run, _ string) int { return s.compare(indicator, area) })
	if !found {
		return nil
	}
	return &l[at][i]
}

// with returns the list with further series, each in its place or in place of the one
// that it continues. They come in order.
func (l runs) with(more []run) runs {
	if len(l) == 0 {
		return slices.Collect(slices.Chunk(more, blockSize))
	}
	out := make(runs, 0, len(l)+1)
	for len(more) > 0 {
		first := &more[0]
		// It belongs into the last block that does not begin behind it, or into the first.
		i, _ := slices.BinarySearchFunc(l[1:], first, func(block []run, s *run) int { return cmp.Or(block[0].compare(s.indicator, s.area), -1) })
		out, l = append(out, l[:i]...), l[i:]
		n := len(more) // so many belong into this block
		if len(l) > 1 {
			next := &l[1][0]
			n, _ = slices.BinarySearchFunc(more, next, func(s run, t *run) int { return s.compare(t.indicator, t.area) })
		}
		out = slices.AppendSeq(out, slices.Chunk(weave(l[0], more[:n]), blockSize))
		more, l = more[n:], l[1:]
	}
	return append(out, l...)
}

// weave merges two lists in order; where both have a series it is that of the second.
func weave(old, more []run) []run {
	out := make([]run, 0, len(old)+len(more))
	for _, s := range more {
		i, found := slices.BinarySearchFunc(old, s, func(t, s run) int { return t.compare(s.indicator, s.area) })
		out = append(append(out, old[:i]...), s)
		if found {
			i++
		}
		old = old[i:]
	}
	return append(out, old...)
}
