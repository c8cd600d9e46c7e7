// Package parallel does independent work side by side, where the machine has the cores
// for it. The outcome is the same on any number of cores, and whoever panics or ends
// its goroutine does so as if the work had been done in its turn.
package parallel

import "runtime"

// Run does all tasks, the last one in the goroutine of the caller, and returns when all
// have ended. If tasks panic or call runtime.Goexit, as t.FailNow does, then Run does
// the same in the goroutine of the caller, after all have ended: what the first of them
// did.
func Run(tasks ...func()) {
	if len(tasks) == 0 {
		return
	}
	type end struct {
		panicked any
		returned bool
	}
	ends := make([]end, len(tasks)-1)
	done := make(chan struct{}, len(ends))
	for i, task := range tasks[:len(ends)] {
		go func() {
			defer func() { ends[i].panicked = recover(); done <- struct{}{} }()
			task()
			ends[i].returned = true
		}()
	}
	defer func() {
		for range ends {
			<-done
		}
		for _, e := range ends {
			switch {
			case e.panicked != nil:
				panic(e.panicked)
			case !e.returned:
				runtime.Goexit()
			}
		}
	}()
	tasks[len(ends)]()
}

// Parts divides 0 to n-1 into as many parts as there are cores, each of at least so many,
// and does each: it hands do the number of the part, and from which number to which other
// it goes, without that.
func Parts(n, least int, do func(part, from, to int)) {
	parts := min(runtime.GOMAXPROCS(0), n/max(least, 1))
	if parts < 2 {
		do(0, 0, n)
		return
	}
	tasks := make([]func(), parts)
	for i := range tasks {
		tasks[i] = func() { do(i, i*n/parts, (i+1)*n/parts) }
	}
	Run(tasks...)
}
