package indicators

import "slices"

// chunked is a list that grows without copying what it holds, so that reading a
// million observations neither moves them again and again nor leaves a quarter of
// the memory unused.
type chunked[T any] struct {
	chunks [][]T // all full but the last
	count  int
}

const chunkSize = 1 << 10

func (c *chunked[T]) at(i int32) *T { return &c.chunks[uint32(i)/chunkSize][uint32(i)%chunkSize] }

// add appends a zero value and returns it to be filled in.
func (c *chunked[T]) add() *T {
	last := c.count / chunkSize
	if last == len(c.chunks) {
		c.chunks = append(c.chunks, nil)
		if last > 0 { // the first chunk grows as needed, for lists are often short
			c.chunks[last] = make([]T, 0, chunkSize)
		}
	}
	chunk := c.chunks[last]
	if len(chunk) < cap(chunk) { // what lies behind has never been written
		chunk = chunk[:len(chunk)+1]
	} else {
		var zero T
		chunk = append(chunk, zero)
	}
	c.chunks[last] = chunk
	c.count++
	return &chunk[len(chunk)-1]
}

// share returns a list of the same values that grows on its own: what either appends
// does not reach the other. The list must have been trimmed: its last chunk has no room
// left, so that it is copied before something is appended to it.
func (c *chunked[T]) share() chunked[T] { return chunked[T]{slices.Clone(c.chunks), c.count} }

// cut keeps the first values only.
func (c *chunked[T]) cut(count int) {
	c.count = count
	c.chunks = c.chunks[:(count+chunkSize-1)/chunkSize]
	c.trim()
}

// trim gives back the room that was kept for more.
func (c *chunked[T]) trim() {
	last := len(c.chunks) - 1
	if last < 0 {
		return
	}
	if kept := c.chunks[last][:c.count-last*chunkSize]; len(kept) < cap(kept) {
		c.chunks[last] = slices.Clip(slices.Clone(kept))
	}
}
