package main

import (
	"errors"
	"slices"
	"sync"
)

// Bounds of a cache, which together bound its memory to 64 MiB.
const (
	maxKept = 64
	maxPage = 1 << 20
)

// cache keeps the last answers, each computed once however many ask for it at the same
// moment. It belongs to one city, which never changes, so that nothing in it is stale.
type cache struct {
	mu      sync.Mutex
	answers map[query]*answer
	order   []query // the oldest first
}

var errAbandoned = errors.New("the computation was abandoned")

type answer struct {
	once sync.Once
	body []byte
	err  error
}

func newCache() *cache { return &cache{answers: map[query]*answer{}} }

// get returns the answer to a query, and computes it where it is not kept.
func (c *cache) get(q query, compute func() ([]byte, error)) ([]byte, error) {
	c.mu.Lock()
	a := c.answers[q]
	if a == nil {
		a = &answer{}
		c.answers[q], c.order = a, append(c.order, q)
		if len(c.order) > maxKept {
			delete(c.answers, c.order[0])
			c.order = slices.Delete(c.order, 0, 1)
		}
	}
	c.mu.Unlock()
	a.once.Do(func() {
		a.err = errAbandoned // for those who wait, where compute does not come back
		a.body, a.err = compute()
	})
	if a.err != nil || len(a.body) > maxPage {
		c.forget(q, a)
	}
	return a.body, a.err
}

func (c *cache) forget(q query, a *answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.answers[q] == a {
		delete(c.answers, q)
		c.order = slices.DeleteFunc(c.order, func(other query) bool { return other == q })
	}
}
