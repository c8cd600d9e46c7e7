package indicators

import "slices"

// chunked is a list that grows without copying what it holds, so that reading a
// million observations neither moves them again and again nor leaves a quarter of
// the memory unused.
type chunked[T any] struct {
	chunks [][]T // all full but the last
	count  int
}

const chunkSize = 1 << 12

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
	var zero T
	c.chunks[last] = append(c.chunks[last], zero)
	c.count++
	return &c.chunks[last][len(c.chunks[last])-1]
}

// cut keeps the first values only.
func (c *chunked[T]) cut(count int) {
	c.count = count
	c.chunks = c.chunks[:(count+chunkSize-1)/chunkSize]
	c.trim()
}

// trim gives back the room that was kept for more.
func (c *chunked[T]) trim() {
	if last := len(c.chunks) - 1; last >= 0 {
		c.chunks[last] = slices.Clone(c.chunks[last][:c.count-last*chunkSize])
	}
}
