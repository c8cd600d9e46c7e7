package indicators

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// CheckRecord returns what in a record contradicts the catalogue. An observation without
// a version of the definition is of the current one of its indicator, so that together
// with those that name it, a period has one value for each day on which one became known
// ([CodeDuplicate]) and the series has one kind of period ([CodePeriods]), as a record
// asks for by itself where the versions are written alike. Each problem names both
// places. nil when nothing does. Cost: linear in the series of indicators that have a
// version of their definition.
func (s *Set) CheckRecord(record *Record) zielkette.Problems {
	var list problems.List
	for series := range record.AllSeries() {
		if i, ok := s.index[series.Indicator()]; ok && s.indicators[i].Definition != "" {
			series.checkFacts(s.indicators[i].Definition, &list)
		}
	}
	return list.All()
}

func (s Series) checkFacts(definition string, list *problems.List) {
	r, order := s.record, s.order()
	q := Query{Definition: definition}
	first := int32(-1) // of those asked, the one recorded first
	for _, o := range order {
		if at := o.position(); s.asked(r.entry(at), &q) && (first < 0 || at < first) {
			first = at
		}
	}
	report := func(at, other int32, code zielkette.Code, de, en string) {
		place := r.Place(int(other)).String()
		list.Add(zielkette.Problem{
			Code: code, Place: r.Place(int(at)), Subject: problems.Clip(s.Indicator() + " " + r.entry(at).period.String()),
			Message: zielkette.Text{DE: de + " (" + place + ")", EN: en + " (" + place + ")"},
		})
	}
	before := int32(-1) // the one that may be scored before in this period and of this day
	for _, o := range order {
		at := o.position()
		e := r.entry(at)
		if !s.asked(e, &q) {
			continue
		}
		if f := r.entry(first); !e.period.Alike(f.period) {
			report(at, first, CodePeriods,
				"ohne Angabe der Definition gilt die aktuelle, „"+definition+"“, und deren Zeitreihe begann mit der Art "+f.period.Kind().Text(zielkette.German)+": die Definition des Messwerts angeben oder den Zeitraum berichtigen",
				"without a version of the definition the current one holds, “"+definition+"”, and its series started with the kind "+f.period.Kind().String()+": state the definition of the observation, or correct the period")
			continue
		}
		if !scorable(e) {
			continue
		}
		if before >= 0 {
			if f := r.entry(before); f.period == e.period && f.known.Equal(e.known) {
				report(max(at, before), min(at, before), CodeDuplicate,
					"ohne Angabe der Definition gilt die aktuelle, „"+definition+"“; damit steht dieser Messwert schon an anderer Stelle, am selben Tag bekannt geworden: einen entfernen, seine Definition angeben oder seine spätere Bekanntgabe",
					"without a version of the definition the current one holds, “"+definition+"”, and so this observation stands already elsewhere, known on the same day: remove one, state its definition or its later known date")
			}
		}
		before = at
	}
}
