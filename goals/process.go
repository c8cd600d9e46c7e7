package goals

import (
	"fmt"
	"slices"
	"sort"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Recurring (was sich wiederholt) is something the strategy asks for again and again: a
// yearly report, an evaluation every three years.
type Recurring struct {
	Title       string           `json:"title"`
	Every       zielkette.Span   `json:"every"`                // how long from one turn to the next
	First       zielkette.Date   `json:"first"`                // when the first turn is due; the others follow
	Until       zielkette.Date   `json:"until,omitzero"`       // when it ends; none is never
	Done        []zielkette.Date `json:"done,omitzero"`        // when turns were done, each for one turn in their order
	Evaluation  bool             `json:"evaluation,omitzero"`  // it evaluates the strategy itself
	Responsible string           `json:"responsible,omitzero"` // responsible unit
	Committee   string           `json:"committee,omitzero"`   // the body that deals with it
	Note        string           `json:"note,omitzero"`
	Source      zielkette.Source `json:"source,omitzero"`
}

func (r *Recurring) unshare() { r.Done = slices.Clone(r.Done) }

// Turns is how something that recurs stands at a date.
type Turns struct {
	Done    int            // how many turns are done
	Last    zielkette.Date // when the last of them was done; none where none is
	Next    zielkette.Date // when the next turn is due, or was, where it is overdue; none where all are done
	Overdue int            // how many turns are due and not done
}

// At returns how it stands at the end of a date, as known at the end of another; no
// known-on date hides nothing. A turn counts as done from the day it was. The n-th turn is
// due n-1 times Every after First: in a month or a year where First is one, else on the
// same day. On the day it is due a turn is not yet overdue.
func (r Recurring) At(asOf, knownOn zielkette.Date) Turns {
	var t Turns
	for _, d := range r.Done {
		if d.By(asOf) && (knownOn.IsZero() || d.By(knownOn)) {
			t.Done++
			if d.Compare(t.Last) > 0 {
				t.Last = d
			}
		}
	}
	t.Next = r.turn(t.Done)
	past := sort.Search(maxTurns, func(n int) bool {
		due := r.turn(n)
		return due.IsZero() || !due.By(asOf) || due.Days(asOf) == 0
	})
	t.Overdue = max(0, past-t.Done)
	return t
}

// maxTurns is more than the turns between any two dates: one in every month.
const maxTurns = 12 * 10000

// turn returns when the turn of a number, from 0, is due; no date where there is none.
func (r Recurring) turn(n int) zielkette.Date {
	step := r.Every.Months()
	if r.First.IsZero() || n >= maxTurns || n > 0 && (step <= 0 || (r.First.Year()-1)*12+r.First.Month()+n*step > 9999*12) {
		return zielkette.Date{}
	}
	due := r.First.AddMonths(n * step)
	text := r.First.String()
	year, month := len(text) == len("2006"), len(text) == len("2006-01") && text[5] <= '9' // "2019-Q3" is no month
	if year && step%12 == 0 || month {
		if whole, err := zielkette.ParseDate(due.String()[:len(text)]); err == nil {
			due = whole
		}
	}
	if !r.Until.IsZero() && !due.By(r.Until) {
		return zielkette.Date{}
	}
	return due
}

// Recurring returns copies of what recurs in the order of the document.
func (p *Plan) Recurring() []Recurring { return clones(p.document().Recurring) }

func (c *compiler) recurs(i int, r *Recurring) {
	here := at(aRecurring, i)
	c.require(here.at("title"), r.Title, "", "sagen, was sich wiederholt", "say what recurs")
	if r.Every.Months() <= 0 {
		c.fail(here.at("every"), zielkette.CodeRequired, r.Title,
			"angeben, wie oft es sich wiederholt, zum Beispiel P1Y für jährlich",
			"state how often it recurs, for example P1Y for every year")
	}
	if r.First.IsZero() {
		c.fail(here.at("first"), zielkette.CodeRequired, r.Title,
			"angeben, wann es zum ersten Mal fällig ist",
			"state when it is due for the first time")
	}
	if !r.First.IsZero() && !r.Until.IsZero() && r.Until.Days(r.First.First()) < 0 {
		c.fail(here.at("until"), zielkette.CodeOrder, r.Until.String(), "es endet, bevor es beginnt", "it ends before it starts")
	}
}

// Risk (Risiko) is what may keep the strategy from working, what is done about it, and
// when that is looked at again.
type Risk struct {
	Title       string           `json:"title"`
	Answer      string           `json:"answer,omitzero"` // what is done about it; none is on record
	Responsible string           `json:"responsible,omitzero"`
	Review      zielkette.Date   `json:"review,omitzero"` // when it is looked at again
	Known       zielkette.Date   `json:"known,omitzero"`  // when it was seen; reports of an earlier date do not know it
	Note        string           `json:"note,omitzero"`
	Source      zielkette.Source `json:"source,omitzero"`
}

// Risks returns the risks in the order of the document.
func (p *Plan) Risks() []Risk { return slices.Clone(p.document().Risks) }

// Participation (Beteiligung) is how citizens, councillors or others took part: who, what
// came out of it, and what became of that.
type Participation struct {
	Title   string           `json:"title"`
	Who     string           `json:"who,omitzero"`    // who took part or is to take part
	People  int              `json:"people,omitzero"` // how many, as far as known; 0 is not known
	From    zielkette.Date   `json:"from,omitzero"`
	To      zielkette.Date   `json:"to,omitzero"`      // the day itself where it is one; it has taken place when this date has come
	Outcome string           `json:"outcome,omitzero"` // what came out of it
	Became  string           `json:"became,omitzero"`  // what became of that
	Known   zielkette.Date   `json:"known,omitzero"`   // when it was known what became of it; none is with the outcome
	Source  zielkette.Source `json:"source,omitzero"`
}

// Participation returns how others took part, in the order of the document.
func (p *Plan) Participation() []Participation { return slices.Clone(p.document().Participation) }

func (c *compiler) participates(i int, p *Participation) {
	here := at(aParticipation, i)
	c.require(here.at("title"), p.Title, "", "der Beteiligung einen Titel geben", "give the participation a title")
	if p.People < 0 {
		c.fail(here.at("people"), zielkette.CodeRange, fmt.Sprint(p.People), "eine Zahl von Menschen ist nicht negativ", "a number of people is not negative")
	}
	if !p.From.IsZero() && !p.To.IsZero() && p.To.Days(p.From.First()) < 0 {
		c.fail(here.at("to"), zielkette.CodeOrder, p.To.String(), "die Beteiligung endet, bevor sie beginnt", "the participation ends before it starts")
	}
}

// Related (Verknüpfung) is another strategy, programme or process that this one is tied to.
type Related struct {
	Title    string           `json:"title"`
	Kind     string           `json:"kind,omitzero"`     // how, in the city's own words: "Nachfolger", "enge Kopplung"
	Strategy string           `json:"strategy,omitzero"` // id of its edition, where that is on record
	Since    zielkette.Date   `json:"since,omitzero"`    // from when it is so; none is from the start
	Note     string           `json:"note,omitzero"`
	Source   zielkette.Source `json:"source,omitzero"`
}

// Holds reports whether the tie is there at the end of a date. No date hides nothing.
func (r Related) Holds(on zielkette.Date) bool {
	return on.IsZero() || r.Since.IsZero() || r.Since.By(on)
}

// Related returns the strategies that this one is tied to, in the order of the document.
func (p *Plan) Related() []Related { return slices.Clone(p.document().Related) }

func (c *compiler) relates(i int, r *Related) {
	here := at(aRelated, i)
	c.require(here.at("title"), r.Title, "", "die verknüpfte Strategie nennen", "name the related strategy")
	if r.Strategy != "" {
		if err := zielkette.CheckID(r.Strategy); err != nil {
			c.list.Err(c.plan.pointer(here.at("strategy")), err)
		}
	}
}
