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
	var out []zielkette.Text
	for _, text := range r.model.plan.Assumptions() {
		out = append(out, zielkette.Text{DE: text, EN: text})
	}
	n := 0
	for _, goal := range r.model.equalPools {
		n += flag(r.spanOf(goal) == nil)
	}
	if n > 0 {
		goals := zielkette.Text{DE: fmt.Sprintf("%d Zielen", n), EN: fmt.Sprintf("%d goals", n)}
		if n == 1 {
			goals = zielkette.Text{DE: "einem Ziel", EN: "one goal"}
		}
		out = append(out, zielkette.Text{
			DE: "Bei " + goals.DE + " sind keine Gewichte angegeben; was darunter liegt, zählt zu gleichen Teilen.",
			EN: "For " + goals.EN + " no weights are stated; what lies beneath counts in equal parts.",
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
	if n := len(links); n > 0 {
		var more zielkette.Text
		if n > shownLinks {
			links = links[:shownLinks]
			more = zielkette.Text{DE: fmt.Sprintf(" und %d weitere (siehe Herleitung)", n-shownLinks), EN: fmt.Sprintf(" and %d more (see the explanations)", n-shownLinks)}
		}
		list := strings.Join(links, ", ")
		out = append(out, zielkette.Text{
			DE: "Nicht aus dem Dokument, sondern angenommen ist die Zuordnung von Kennzahlen zu Zielen: " + list + more.DE + ".",
			EN: "Not from the document but assumed are the links from indicators to goals: " + list + more.EN + ".",
		})
	}
	return out
}

// shownLinks is how many assumed links are named one by one.
const shownLinks = 12
