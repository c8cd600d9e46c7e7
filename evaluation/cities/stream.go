package cities

import (
	"fmt"
	"iter"
	"runtime"
	"sync"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Municipality is one of a stream: a name, and the way to its documents.
type Municipality struct {
	ID string // for example the Amtlicher Gemeindeschlüssel; stands before its errors
	// Open reads and compiles the documents. It is called once, by one of the
	// workers, and must be safe beside the Open of another municipality. A nil
	// record holds no observations.
	Open func() (*evaluation.Model, *indicators.Record, error)
}

// Stream is how a stream is evaluated.
type Stream struct {
	Options evaluation.Options
	Workers int // how many municipalities are worked on at a time; 0 is one for each processor
}

// Evaluate evaluates the municipalities of a stream in parallel and yields what
// keep makes of each result, in the order of the stream, whatever the number of
// workers. keep is called by the worker, so that the result can be let go there;
// it must be safe for concurrent use. A municipality that cannot be opened or
// evaluated yields its error with its id in front, and the zero T; the others go on.
//
// At most three municipalities for each worker are in memory at a time. The list
// is read by a goroutine of its own, in its order. Leaving the loop early ends the
// workers before the loop is left.
func Evaluate[T any](list iter.Seq[Municipality], stream Stream, keep func(id string, result *evaluation.Result) T) iter.Seq2[T, error] {
	work := func(m Municipality) (out T, err error) {
		model, record, err := m.Open()
		if err != nil {
			return out, fmt.Errorf("%s: %w", m.ID, err)
		}
		result, err := model.Evaluate(record, stream.Options)
		if err != nil {
			return out, fmt.Errorf("%s: %w", m.ID, err)
		}
		return keep(m.ID, result), nil
	}
	workers := stream.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return func(yield func(T, error) bool) { inOrder(list, work, workers, yield) }
}

// outcome is what work made of one item.
type outcome[T any] struct {
	value T
	err   error
}

// task is an item on its way, with the place where its outcome is waited for.
type task[In, Out any] struct {
	item In
	done chan outcome[Out]
}

// inOrder does the work in parallel and yields the outcomes in the order of the
// list.
func inOrder[In, Out any](list iter.Seq[In], work func(In) (Out, error), workers int, yield func(Out, error) bool) {
	todo, order := make(chan task[In, Out]), make(chan chan outcome[Out], 2*workers)
	stop := make(chan struct{})
	var running sync.WaitGroup
	defer running.Wait()
	defer close(stop)
	running.Go(func() {
		defer close(order)
		defer close(todo)
		for item := range list {
			t := task[In, Out]{item, make(chan outcome[Out], 1)}
			select {
			case order <- t.done:
			case <-stop:
				return
			}
			select {
			case todo <- t:
			case <-stop:
				return
			}
		}
	})
	for range workers {
		running.Go(func() {
			for t := range todo {
				value, err := work(t.item)
				t.done <- outcome[Out]{value, err}
			}
		})
	}
	for done := range order {
		o := <-done
		if !yield(o.value, o.err) {
			return
		}
	}
}
