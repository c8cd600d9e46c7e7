package evaluation_test

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

var endOf2024 = evaluation.Options{AsOf: zielkette.MustParseDate("2024-12-31")}

// The stream says what one-by-one evaluation says, in the same order, with any
// number of workers.
func TestStreamIsOneByOne(t *testing.T) {
	const count = 24
	var want []string
	for m := range country(count) {
		model, record, err := m.Open()
		if err != nil {
			t.Fatal(err)
		}
		if model.Plan().Len() != 300 {
			t.Fatal("goals:", model.Plan().Len())
		}
		result, err := model.Evaluate(record, endOf2024)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, digest(m.ID, result))
	}
	if slices.Equal(want[:1], want[1:2]) {
		t.Fatal("the municipalities do not differ")
	}
	for _, workers := range []int{0, 1, 2, 30} {
		var got []string
		for text, err := range evaluation.EvaluateAll(country(count), evaluation.Stream{Options: endOf2024, Workers: workers}, digest) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, text)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d workers: %s", workers, d[:min(len(d), 500)])
		}
	}
}

// A municipality that fails says so under its id; the others go on.
func TestStreamErrors(t *testing.T) {
	bad := errors.New("no such folder")
	list := func(yield func(evaluation.Municipality) bool) {
		yield2 := func(id string, err error) bool {
			return yield(evaluation.Municipality{ID: id, Open: func() (*evaluation.Model, *indicators.Record, error) {
				if err != nil {
					return nil, nil, err
				}
				return synthetic(0)
			}})
		}
		_ = yield2("01", nil) && yield2("02", bad) && yield2("03", nil)
	}
	var got []string
	for id, err := range evaluation.EvaluateAll(list, evaluation.Stream{Options: endOf2024}, func(id string, _ *evaluation.Result) string { return id }) {
		got = append(got, fmt.Sprint(id, " ", err))
		if err != nil && !errors.Is(err, bad) {
			t.Error(err)
		}
	}
	if d := cmp.Diff([]string{"01 <nil>", " 02: no such folder", "03 <nil>"}, got); d != "" {
		t.Error(d)
	}
	for _, err := range evaluation.EvaluateAll(list, evaluation.Stream{}, digest) {
		if !errors.Is(err, zielkette.Problem{Code: evaluation.CodeAsOf}) && !errors.Is(err, bad) {
			t.Error("evaluated without an as-of date:", err)
		}
	}
	none := func(func(evaluation.Municipality) bool) {}
	for _, err := range evaluation.EvaluateAll(none, evaluation.Stream{Options: endOf2024}, digest) {
		t.Error("an empty stream yields something:", err)
	}
}

// What would end the process is an error of its municipality; the others go on.
func TestStreamPanics(t *testing.T) {
	fine := func() (*evaluation.Model, *indicators.Record, error) { return synthetic(0) }
	list := slices.Values([]evaluation.Municipality{
		{ID: "nil"},
		{ID: "panics", Open: func() (*evaluation.Model, *indicators.Record, error) { panic("no disk") }},
		{ID: "no model", Open: func() (*evaluation.Model, *indicators.Record, error) { return nil, nil, nil }},
		{ID: "ends", Open: func() (*evaluation.Model, *indicators.Record, error) { runtime.Goexit(); return nil, nil, nil }},
		{ID: "keep panics", Open: fine},
		{ID: "fine", Open: fine},
	})
	keep := func(id string, _ *evaluation.Result) any {
		if id == "keep panics" {
			panic(id)
		}
		return nil
	}
	for _, workers := range []int{0, 1, math.MaxInt} {
		var got []string
		for _, err := range evaluation.EvaluateAll(list, evaluation.Stream{Options: endOf2024, Workers: workers}, keep) {
			got = append(got, fmt.Sprint(err))
		}
		want := []string{
			"nil: \"Open\": state how the documents of the municipality are read [required]", "panics: panic: no disk",
			"no model: there is no model; make one with City.Compile or New [required]", "the work ended without an answer",
			"keep panics: panic: keep panics", "<nil>",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d workers: %s", workers, d)
		}
	}
	for _, err := range evaluation.EvaluateAll(nil, evaluation.Stream{Options: endOf2024}, keep) {
		t.Error("no list yields something", err)
	}
	broken := func(yield func(evaluation.Municipality) bool) {
		yield(evaluation.Municipality{ID: "fine", Open: fine})
		panic("the list broke off")
	}
	seen := 0
	func() {
		defer func() {
			if p := recover(); p != "the list broke off" {
				t.Errorf("%v", p)
			}
		}()
		for _, err := range evaluation.EvaluateAll(broken, evaluation.Stream{Options: endOf2024}, keep) {
			if err != nil {
				t.Error(err)
			}
			seen++
		}
	}()
	if seen != 1 {
		t.Errorf("%d before the list broke off", seen)
	}
}

// An endless stream can be left, nothing goes on running, and only a few
// municipalities are open at a time.
func TestStreamIsBounded(t *testing.T) {
	before := runtime.NumGoroutine()
	var opened, taken atomic.Int64
	endless := iter.Seq[evaluation.Municipality](func(yield func(evaluation.Municipality) bool) {
		for yield(evaluation.Municipality{ID: "x", Open: func() (*evaluation.Model, *indicators.Record, error) {
			if ahead := opened.Add(1) - taken.Load(); ahead > 3*2+2 {
				t.Errorf("%d are open and not yet taken", ahead)
			}
			return synthetic(0)
		}}) {
		}
	})
	for _, err := range evaluation.EvaluateAll(endless, evaluation.Stream{Options: endOf2024, Workers: 2}, func(string, *evaluation.Result) int { return 1 }) {
		if err != nil {
			t.Fatal(err)
		}
		if taken.Add(1) == 20 {
			break
		}
	}
	// A goroutine that has said it is done may still be counted for an instant.
	after := runtime.NumGoroutine()
	for range 1_000_000 {
		if after <= before {
			break
		}
		runtime.Gosched()
		after = runtime.NumGoroutine()
	}
	if after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
	if opened.Load() > 20+8 {
		t.Errorf("%d were opened for 20", opened.Load())
	}
}

// BenchmarkMunicipalities streams a whole country: documents compiled, record
// built, 300 goals evaluated for each of 10,800 municipalities.
func BenchmarkMunicipalities(b *testing.B) {
	b.ReportAllocs()
	var memory runtime.MemStats
	peak := uint64(0)
	runtime.GC()
	scored := 0
	b.ResetTimer()
	for range b.N {
		root := func(_ string, r *evaluation.Result) bool {
			score, _ := r.Goal("V")
			return score.State() == evaluation.Scored
		}
		for ok, err := range evaluation.EvaluateAll(country(municipalities), evaluation.Stream{Options: endOf2024}, root) {
			if err != nil {
				b.Fatal(err)
			}
			if ok {
				scored++
			}
			if scored%20 == 0 {
				runtime.ReadMemStats(&memory)
				peak = max(peak, memory.HeapAlloc)
			}
		}
	}
	if scored != b.N*municipalities {
		b.Fatalf("%d of %d are scored", scored, b.N*municipalities)
	}
	b.ReportMetric(float64(b.N)*municipalities/b.Elapsed().Seconds(), "municipalities/s")
	b.ReportMetric(float64(peak)/(1<<20), "peak-heap-MiB")
}

func TestBenchmarkIsFromTheStream(t *testing.T) {
	if n := strings.Count(digest("", mustEvaluate(t, 3)), "true"); n < 200 {
		t.Error(n)
	}
}

func mustEvaluate(t *testing.T, n int) *evaluation.Result {
	t.Helper()
	model, record, err := synthetic(n)
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, endOf2024)
	if err != nil {
		t.Fatal(err)
	}
	return result
}
