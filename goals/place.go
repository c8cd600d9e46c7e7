package goals

import "strconv"

// kind is what stands in a section of a strategy.
type kind uint8

const (
	theHead kind = iota // what stands in no section
	aLevel
	aTheme
	anArea
	aGoal
	aMeasure
	aResult
	anEffect
	aConflict
	aTreatment
	aFrame
	aRecurring
	aRisk
	aParticipation
	aRelated
	aPackage
	aContext
	aDemand
	kinds
)

// sections names the section of each kind.
var sections = [kinds]string{
	aLevel: "/levels", aTheme: "/themes", anArea: "/areas", aGoal: "/goals", aMeasure: "/measures",
	aResult: "/results", anEffect: "/effects", aConflict: "/conflicts", aTreatment: "/treatments", aFrame: "/frames",
	aRecurring: "/recurring", aRisk: "/risks", aParticipation: "/participation", aRelated: "/related", aPackage: "/packages", aContext: "/context", aDemand: "/demands",
}

// ref is something that has an id: what it is, and its position in the section; of a
// goal its position in pre-order.
type ref struct {
	of kind
	i  int32
}

// place is where something stands in a strategy. It becomes a JSON pointer only when
// there is a problem to report.
type place struct {
	ref
	list  string // a list of it, "" for none
	k     int    // the position in that list, whole for the list itself
	field string
}

// whole is the position of a list itself.
const whole = -1

func at(of kind, i int) place { return place{ref: ref{of, int32(i)}} }

func (p place) in(list string, k int) place {
	p.list, p.k = list, k
	return p
}

func (p place) at(field string) place {
	p.field = field
	return p
}

// pointer returns a place as a JSON pointer (RFC 6901).
func (p *Plan) pointer(at place) string {
	b := make([]byte, 0, 64)
	switch {
	case at.of == theHead:
	case at.i == whole:
		b = append(b, sections[at.of]...)
	case at.of == aGoal:
		b = p.appendPointer(b, at.i)
	default:
		b = appendItem(append(b, sections[at.of]...), int(at.i))
	}
	if at.list != "" {
		b = append(append(b, '/'), at.list...)
		if at.k != whole {
			b = appendItem(b, at.k)
		}
	}
	if at.field != "" {
		b = append(append(b, '/'), at.field...)
	}
	return string(b)
}

// said returns how many bytes those may say of something that refer to it: its title and,
// of a goal, its number and why it does not apply.
func (p *Plan) said(r ref) int {
	switch i := r.i; {
	case i < 0:
	case r.of == aTheme:
		return len(p.doc.Themes[i].Title)
	case r.of == anArea:
		return len(p.doc.Areas[i].Title)
	case r.of == aPackage:
		return len(p.doc.Packages[i].Title)
	case r.of == aMeasure:
		return len(p.doc.Measures[i].Title)
	case r.of == aResult:
		return len(p.doc.Results[i].Title)
	case r.of == aGoal && int(i) < len(p.nodes):
		g := p.nodes[i]
		return len(g.Title) + len(g.Number) + len(g.NotApplicable)
	}
	return 0
}

// appendPointer appends the pointer of a goal.
func (p *Plan) appendPointer(b []byte, i int32) []byte {
	if above := p.nodes[i].parent; above >= 0 {
		b = p.appendPointer(b, above)
	}
	return appendItem(append(b, sections[aGoal]...), int(p.nodes[i].nth))
}

func appendItem(b []byte, i int) []byte { return strconv.AppendInt(append(b, '/'), int64(i), 10) }

// set remembers the entries of a list. Short lists, as nearly all are, need no map.
type set[K comparable] struct {
	few  [8]K
	n    int
	many map[K]bool
}

// add adds an entry and reports whether it was there before.
func (s *set[K]) add(k K) bool {
	for i := range s.n {
		if s.few[i] == k {
			return true
		}
	}
	if s.n < len(s.few) {
		s.few[s.n] = k
		s.n++
		return false
	}
	if s.many[k] {
		return true
	}
	if s.many == nil {
		s.many = map[K]bool{}
	}
	s.many[k] = true
	return false
}
