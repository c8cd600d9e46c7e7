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
	themes := 0
	for _, i := range r.model.equalPools {
		if r.spanOf(i) == nil {
			id, _, _ := r.model.head(i)
			equal = append(equal, id)
			themes += flag(r.model.theme(i) != nil)
		}
	}
	if len(equal) > 0 {
		of, list := counted(len(equal)-themes, themes), shown(equal)
		out = append(out, zielkette.Text{
			DE: "Bei " + of.DE + " sind keine Gewichte angegeben; was darunter liegt, zählt zu gleichen Teilen: " + list.DE + ".",
			EN: "For " + of.EN + " no weights are stated; what lies beneath counts in equal parts: " + list.EN + ".",
		})
	}
	var links []string
	to := zielkette.Text{DE: "Zielen", EN: "goals"}
	for i := range r.model.goals {
		id, of, _ := r.model.head(int32(i))
		for _, link := range of {
			if !link.Assumed {
				continue
			}
			links = append(links, link.ID+" → "+id)
			if r.model.theme(int32(i)) != nil {
				to = zielkette.Text{DE: "Zielen und Themen", EN: "goals and themes"}
			}
		}
	}
	if len(links) > 0 {
		list := shown(links)
		out = append(out, zielkette.Text{
			DE: "Nicht aus dem Dokument, sondern angenommen ist die Zuordnung von Kennzahlen zu " + to.DE + ": " + list.DE + ".",
			EN: "Not from the document but assumed are the links from indicators to " + to.EN + ": " + list.EN + ".",
		})
	}
	return out
}

// counted says how many goals and themes there are, in the dative.
func counted(goals, themes int) zielkette.Text {
	of := func(n int, one, many zielkette.Text) (out []zielkette.Text) {
		switch n {
		case 0:
			return nil
		case 1:
			return []zielkette.Text{one}
		}
		return []zielkette.Text{{DE: fmt.Sprintf("%d %s", n, many.DE), EN: fmt.Sprintf("%d %s", n, many.EN)}}
	}
	parts := append(of(goals, zielkette.Text{DE: "einem Ziel", EN: "one goal"}, zielkette.Text{DE: "Zielen", EN: "goals"}),
		of(themes, zielkette.Text{DE: "einem Thema", EN: "one theme"}, zielkette.Text{DE: "Themen", EN: "themes"})...)
	out := parts[0]
	for _, p := range parts[1:] {
		out.DE, out.EN = out.DE+" und "+p.DE, out.EN+" and "+p.EN
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
