package evaluation

import (
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Municipality is one of a stream: a name, and the way to its documents.
type Municipality struct {
	ID string // for example the Amtlicher Gemeindeschlüssel; stands before its errors
	// Open reads and compiles the documents. It is called once, by one of the
	// workers, and must be safe beside the Open of another municipality. A nil
	// record holds no observations.
	Open func() (*Model, *indicators.Record, error)
}

// Stream is how a stream is evaluated.
type Stream struct {
	Options Options
	Workers int // how many municipalities are worked on at a time, at most 1,000; 0, as less than 0, is one for each processor
}

// maxWorkers bounds what waits to be taken.
const maxWorkers = 1000

// EvaluateAll evaluates the municipalities of a stream in parallel and yields what
// keep makes of each result, in the order of the stream, whatever the number of
// workers. keep is called by the worker, so that the result can be let go there;
// it must be safe for concurrent use.
//
// A municipality that cannot be opened or evaluated yields its error with its id in
// front, and the zero T; the others go on. So does one whose Open is nil or gives no
// model, and one whose Open or keep panics. A panic of the list itself comes out of the
// loop over the result. A nil list is empty.
//
// At most three municipalities for each worker are in memory at a time. The list
// is read by a goroutine of its own, in its order. Leaving the loop early ends the
// workers before the loop is left.
func EvaluateAll[T any](list iter.Seq[Municipality], stream Stream, keep func(id string, result *Result) T) iter.Seq2[T, error] {
	workers := stream.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if list == nil {
		list = func(func(Municipality) bool) {}
	}
	work := func(m Municipality) (out T, err error) { return evaluateOne(m, stream.Options, keep) }
	return func(yield func(T, error) bool) { inOrder(list, work, min(workers, maxWorkers), yield) }
}

// evaluateOne evaluates a municipality. A panic is an error like others, for it comes in
// a goroutine where no caller could stop it.
func evaluateOne[T any](m Municipality, options Options, keep func(id string, result *Result) T) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			var none T
			out, err = none, fmt.Errorf("panic: %v", p)
		}
		if err != nil {
			err = fmt.Errorf("%s: %w", m.ID, err)
		}
	}()
	if m.Open == nil {
		return out, zielkette.Problem{Code: zielkette.CodeRequired, Subject: "Open", Message: zielkette.Text{
			DE: "angeben, wie die Unterlagen der Kommune gelesen werden",
			EN: "state how the documents of the municipality are read",
		}}
	}
	model, record, err := m.Open()
	if err != nil {
		return out, err
	}
	result, err := model.Evaluate(record, options)
	if err != nil {
		return out, err
	}
	return keep(m.ID, result), nil
}

// answer is what work made of one item.
type answer[T any] struct {
	value T
	err   error
}

// inOrder does the work in parallel, each item in a goroutine of its own, and yields the
// answers in the order of the list. A place in order is waited for before an item is
// taken from the list, a free worker before its work begins.
func inOrder[In, Out any](list iter.Seq[In], work func(In) (Out, error), workers int, yield func(Out, error) bool) {
	order, busy := make(chan chan answer[Out], 2*workers), make(chan struct{}, workers)
	stop := make(chan struct{})
	var running sync.WaitGroup
	var broken any // what the list panicked with
	defer running.Wait()
	defer close(stop)
	running.Go(func() {
		defer close(order)
		defer func() { broken = recover() }()
		for item := range list {
			done := make(chan answer[Out], 1)
			select {
			case order <- done:
			case <-stop:
				return
			}
			select {
			case busy <- struct{}{}:
			case <-stop:
				return
			}
			running.Go(func() {
				out := answer[Out]{err: errEnded}
				defer func() { done <- out; <-busy }()
				out.value, out.err = work(item)
			})
		}
	})
	for done := range order {
		if out := <-done; !yield(out.value, out.err) {
			return
		}
	}
	if broken != nil {
		panic(broken)
	}
}

// errEnded is the answer of work that ended its goroutine instead of returning.
var errEnded = errors.New("the work ended without an answer")
