package testkit

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// Gate is the largest exponent that counts as linear: 2.3 times the time for twice the
// input.
const Gate = 1.2

// Exponent measures how the time of a step grows with its input: prepare makes an input
// of a size and returns the step. It is measured at n, 2n and 4n, each by its quickest
// run, and reported as the exponent e of n^e. A benchmark above [Gate] fails. Steps that
// take less than 20 ms at 4n say nothing and are not judged.
func Exponent(b *testing.B, n int, prepare func(n int) func()) {
	b.Helper()
	const least = 20 * time.Millisecond
	const room = 1 << 30 // without collecting what is left behind, which would be measured as well
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(room))
	var quickest [3]time.Duration
	for i, size := range [3]int{n, 2 * n, 4 * n} {
		step := prepare(size)
		quickest[i] = math.MaxInt64
		for range 2 {
			runtime.GC() // what the others left behind is not theirs
			start := clock()
			step()
			quickest[i] = min(quickest[i], clock()-start)
		}
	}
	if quickest[0] <= 0 { // below what the clock tells apart
		quickest[0] = time.Microsecond
	}
	exponent := math.Log2(float64(quickest[2])/float64(quickest[0])) / 2
	b.ReportMetric(exponent, "exponent")
	b.ReportMetric(float64(quickest[2].Microseconds())/1000, "ms/4n")
	b.ReportMetric(0, "ns/op") // is of no use here
	if last := math.Log2(float64(quickest[2]) / float64(quickest[1])); exponent > Gate && last > Gate && quickest[2] > least {
		b.Errorf("%v, %v and %v for %d, %d and %d: the exponent is %.2f", quickest[0], quickest[1], quickest[2], n, 2*n, 4*n, exponent)
	}
}
