package evaluation

import (
	"fmt"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Assumptions (Annahmen) returns everything the result assumes beyond what the
// documents state: the assumptions that the strategy records itself, weights
// taken as equal, and links from goals to indicators that the documents do not
// make. Print them with every result. nil when nothing is assumed.
func (r *Result) Assumptions() []zielkette.Text {
	r = r.of()
	var out []zielkette.Text
	for _, text := range r.model.plan.Assumptions() {
		out = append(out, zielkette.Text{DE: text, EN: text})
	}
	var equal []string
	for _, goal := range r.model.equalPools {
		if r.spanOf(goal) == nil {
			equal = append(equal, r.model.plan.At(int(goal)).ID())
		}
	}
	if n := len(equal); n > 0 {
		goals := zielkette.Text{DE: fmt.Sprintf("%d Zielen", n), EN: fmt.Sprintf("%d goals", n)}
		if n == 1 {
			goals = zielkette.Text{DE: "einem Ziel", EN: "one goal"}
		}
		out = append(out, zielkette.Text{
			DE: "Bei " + goals.DE + " sind keine Gewichte angegeben; was darunter liegt, zählt zu gleichen Teilen: " + shown(equal).DE + ".",
			EN: "For " + goals.EN + " no weights are stated; what lies beneath counts in equal parts: " + shown(equal).EN + ".",
		})
	}
	var links []string
	for node := range r.model.plan.Goals() {
		for _, link := range node.Indicators() {
			if link.Assumed {
				links = append(links, link.ID+" → "+node.ID())
			}
		}
	}
	if len(links) > 0 {
		list := shown(links)
		out = append(out, zielkette.Text{
			DE: "Nicht aus dem Dokument, sondern angenommen ist die Zuordnung von Kennzahlen zu Zielen: " + list.DE + ".",
			EN: "Not from the document but assumed are the links from indicators to goals: " + list.EN + ".",
		})
	}
	return out
}

// shown lists the first of many.
func shown(list []string) zielkette.Text {
	const most = 12
	var more zielkette.Text
	if n := len(list) - most; n > 0 {
		list = list[:most]
		more = zielkette.Text{DE: fmt.Sprintf(" und %d weitere (siehe Herleitung)", n), EN: fmt.Sprintf(" and %d more (see the explanations)", n)}
	}
	text := strings.Join(list, ", ")
	return zielkette.Text{DE: text + more.DE, EN: text + more.EN}
}
