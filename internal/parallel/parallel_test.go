package parallel_test

import (
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
)

func TestRun(t *testing.T) {
	parallel.Run()
	var sum atomic.Int64
	parallel.Run(func() { sum.Add(1) }, func() { sum.Add(10) }, func() { sum.Add(100) })
	if sum.Load() != 111 {
		t.Error(sum.Load())
	}
	for i := range 3 { // whichever of the tasks panics, the others end first
		var ended atomic.Int64
		tasks := make([]func(), 3)
		for k := range tasks {
			tasks[k] = func() {
				defer ended.Add(1)
				if k == i {
					panic("told")
				}
			}
		}
		func() {
			defer func() {
				if recover() != "told" || ended.Load() != 3 {
					t.Errorf("task %d: %d ended", i, ended.Load())
				}
			}()
			parallel.Run(tasks...)
			t.Errorf("task %d: the panic is lost", i)
		}()
		over := make(chan bool)
		go func() {
			defer close(over)
			tasks[i] = runtime.Goexit
			parallel.Run(tasks...)
			t.Errorf("task %d: went on after the end of a goroutine", i)
		}()
		<-over
	}
}

func TestParts(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, cores := range []int{1, 2, 3, 16} {
		runtime.GOMAXPROCS(cores)
		for _, n := range []int{0, 1, 5, 9, 10, 11, 1000} {
			seen := make([]int32, n)
			var parts atomic.Int32
			parallel.Parts(n, 5, func(_, from, to int) {
				parts.Add(1)
				for i := from; i < to; i++ {
					atomic.AddInt32(&seen[i], 1)
				}
			})
			if slices.ContainsFunc(seen, func(k int32) bool { return k != 1 }) || int(parts.Load()) != max(1, min(cores, n/5)) {
				t.Errorf("%d on %d cores: %d parts, %v", n, cores, parts.Load(), seen)
			}
		}
	}
}
