package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// BenchmarkLoad lets 64 clients ask for reports and explanations, at the same dates (kept)
// and at ever other ones (computed). It tells how long the slowest in a hundred waits, and
// the heap after a thousand requests and after all, each measured when every client has its
// answer and the garbage is collected:
//
//	go test -run - -bench Load -benchtime 100000x
func BenchmarkLoad(b *testing.B) {
	for name, target := range map[string]func(n int64) string{
		"kept": func(n int64) string {
			return []string{"/report", "/goals/Z1.1", "/api/report", "/api/goals/Z1.1/explanation"}[n%4]
		},
		"computed": func(n int64) string {
			return fmt.Sprintf("/%s?as_of=%d-%02d-%02d", []string{"api/report", "goals/Z1.1", "report", "api/goals/Z1.1/explanation"}[n%4], 2019+n/336%10, n/28%12+1, n%28+1)
		},
	} {
		b.Run(name, func(b *testing.B) {
			server := httptest.NewServer(leipzig(b).handler())
			defer server.Close()
			client := server.Client()
			client.Transport.(*http.Transport).MaxIdleConnsPerHost = 64
			took := make([]time.Duration, b.N)
			ask := func(n int64) {
				began := time.Now()
				answer, err := client.Get(server.URL + target(n))
				if err != nil || answer.StatusCode != http.StatusOK {
					b.Error(answer, err)
					return
				}
				_, _ = io.Copy(io.Discard, answer.Body)
				_ = answer.Body.Close()
				took[n] = time.Since(began)
			}
			// until lets 64 clients ask up to a number of requests, and waits for the last.
			var next atomic.Int64
			until := func(end int64) {
				var clients sync.WaitGroup
				for range 64 {
					clients.Go(func() {
						for n := next.Add(1) - 1; n < end; n = next.Add(1) - 1 {
							ask(n)
						}
					})
				}
				clients.Wait()
				next.Store(end)
			}
			b.ResetTimer()
			until(min(1000, int64(b.N)))
			b.StopTimer()
			early := heap()
			b.StartTimer()
			until(int64(b.N))
			b.StopTimer()
			late := heap()
			slices.Sort(took)
			b.ReportMetric(float64(took[b.N*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(took[b.N/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(early)/(1<<20), "MiB-at-1000")
			b.ReportMetric(float64(late)/(1<<20), "MiB-at-end")
		})
	}
}

// heap is what is in use when nothing is left to collect. Pools let go of what they hold
// at the second collection.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
