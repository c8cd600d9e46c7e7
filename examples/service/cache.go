package main

import "sync"

// Bounds of a cache, which together bound its memory to 64 MiB.
const (
	maxKept = 64
	maxPage = 1 << 20
)

// cache keeps answers, each computed once however many ask for it at the same moment. It
// belongs to one city, which never changes, so that nothing in it is stale.
type cache struct {
	mu      sync.Mutex
	answers map[query]func() ([]byte, error)
}

// get returns the answer to a query, and computes it where it is not kept.
func (c *cache) get(q query, compute func() ([]byte, error)) ([]byte, error) {
	c.mu.Lock()
	answer := c.answers[q]
	if answer == nil {
		if len(c.answers) >= maxKept {
			clear(c.answers)
		}
		answer = sync.OnceValues(compute)
		c.answers[q] = answer
	}
	c.mu.Unlock()
	body, err := answer()
	if err != nil || len(body) > maxPage {
		c.mu.Lock()
		delete(c.answers, q)
		c.mu.Unlock()
	}
	return body, err
}
