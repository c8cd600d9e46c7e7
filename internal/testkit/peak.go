package testkit

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// Peak returns about how much more memory the heap had at one time while f ran than
// before: the highest of what is seen every half a millisecond. Garbage counts until it is
// collected, which is when a tenth has come to what is in use.
func Peak(f func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	runtime.GC()
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	read := func() uint64 {
		metrics.Read(heap)
		return heap[0].Value.Uint64()
	}
	before := read()
	done, highest := make(chan struct{}), make(chan uint64)
	go func() {
		most := before
		for tick := time.NewTicker(time.Millisecond / 2); ; { //nolint:forbidigo // it measures, and nothing is published
			most = max(most, read())
			select {
			case <-tick.C:
			case <-done:
				tick.Stop()
				highest <- max(most, read())
				return
			}
		}
	}()
	f()
	close(done)
	return <-highest - before
}
