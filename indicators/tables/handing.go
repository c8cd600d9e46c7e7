package tables

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// handing adds the observations of plain rows to the builder, those of a large table in
// a goroutine of its own: one core takes rows apart while another keeps what they say
// (a million rows in three fifths of the time). The builder is used by one goroutine at
// a time: whoever reads any other row, or reports a problem, waits first, so that the
// outcome is the same as without.
type handing struct {
	file  *tableFile
	rows  []handed      // filled and not handed over yet
	work  chan []handed // nil before there were many
	spare chan []handed // lists that were added, to be filled again
	away  int           // lists that were handed over and are not back
	taken int           // of the rows handed over, read when none is away
	wrong int
}

// handed is an observation and where it stands.
type handed struct {
	o  indicators.Observation
	at zielkette.Place
}

const (
	handedAtOnce = 512 // rows
	handedLists  = 3   // one is filled, one waits and one is added
)

// next returns room for an observation, which [handing.add] takes.
func (h *handing) next() *handed {
	if len(h.rows) == cap(h.rows) {
		h.over()
	}
	row := &h.rows[:len(h.rows)+1][len(h.rows)]
	row.o = indicators.Observation{}
	return row
}

func (h *handing) add() { h.rows = h.rows[:len(h.rows)+1] }

// over hands a full list over and gets an empty one.
func (h *handing) over() {
	switch {
	case h.rows == nil:
		h.rows = make([]handed, 0, 1)
		return
	case h.file.rows < handedAtOnce: // most tables are small: their rows are added one by one
		h.all(h.rows)
		h.rows = h.rows[:0]
		return
	case cap(h.rows) == 1:
		h.all(h.rows)
		h.rows = make([]handed, 0, handedAtOnce)
		return
	case h.work == nil:
		h.work, h.spare = make(chan []handed, handedLists), make(chan []handed, handedLists)
		for range handedLists - 1 {
			h.spare <- make([]handed, 0, handedAtOnce)
		}
		go func() {
			for rows := range h.work {
				h.all(rows)
				h.spare <- rows[:0]
			}
		}()
	}
	h.work <- h.rows
	h.away++
	h.rows = <-h.spare
}

// all adds the observations of a list.
func (h *handing) all(rows []handed) {
	for i := range rows {
		if h.file.builder.Add(rows[i].o, rows[i].at) {
			h.taken++
		} else {
			h.wrong++
		}
	}
}

// wait returns when all is in the builder.
func (h *handing) wait() {
	if h.away > 0 { // when all lists are back, all were added
		var lists [handedLists - 1][]handed
		for i := range lists {
			lists[i] = <-h.spare
		}
		for _, list := range lists {
			h.spare <- list
		}
		h.away = 0
	}
	h.all(h.rows)
	h.rows = h.rows[:0]
	h.file.taken, h.taken = h.file.taken+h.taken, 0
	h.file.faulty, h.wrong = h.file.faulty+h.wrong, 0
}

// end ends the goroutine, also where reading was left in a hurry.
func (h *handing) end() {
	if h.work != nil {
		close(h.work)
	}
}
