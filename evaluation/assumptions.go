package evaluation

import (
	"fmt"

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
	var equal, links []zielkette.Text
	themes, all := 0, 0
	for _, i := range r.model.equalPools {
		if r.spanOf(i) == nil {
			equal = append(equal, cited(r.model.title(i)))
			themes += flag(r.model.theme(i) != nil)
		}
	}
	to := zielkette.Text{DE: "Zielen", EN: "goals"}
	for i := range r.model.goals {
		of, _ := r.model.head(int32(i))
		for _, link := range of {
			if all++; !link.Assumed {
				continue
			}
			from, at := cited(r.model.measured[r.model.byID[link.ID]].indicator.Title), cited(r.model.title(int32(i)))
			links = append(links, zielkette.Text{DE: from.DE + " → " + at.DE, EN: from.EN + " → " + at.EN})
			if r.model.theme(int32(i)) != nil {
				to = zielkette.Text{DE: "Zielen und Themen", EN: "goals and themes"}
			}
		}
	}
	if len(equal) > 0 {
		of, list := counted(len(equal)-themes, themes), shown(equal)
		out = append(out, zielkette.Text{
			DE: "Bei " + of.DE + " sind keine Gewichte angegeben; was darunter liegt, zählt zu gleichen Teilen: " + list.DE + ".",
			EN: "For " + of.EN + " no weights are stated; what lies beneath counts in equal parts: " + list.EN + ".",
		})
	}
	switch list := shown(links); {
	case len(links) == 0:
	case len(links) == all && all > 1:
		out = append(out, zielkette.Text{
			DE: "Nicht aus dem Dokument, sondern angenommen ist die Zuordnung aller Kennzahlen zu " + to.DE + ".",
			EN: "Not from the document but assumed are all links from indicators to " + to.EN + ".",
		})
	default:
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

// shown lists the first of many; what is said of one stands where that one stands.
func shown(list []zielkette.Text) (out zielkette.Text) {
	const most = 5
	for i, text := range list[:min(len(list), most)] {
		if i > 0 {
			out.DE, out.EN = out.DE+", ", out.EN+", "
		}
		out.DE, out.EN = out.DE+text.DE, out.EN+text.EN
	}
	switch n := len(list) - most; {
	case n == 1:
		out.DE, out.EN = out.DE+" und 1 weiteres", out.EN+" and 1 more"
	case n > 1:
		out.DE, out.EN = out.DE+fmt.Sprintf(" und %d weitere", n), out.EN+fmt.Sprintf(" and %d more", n)
	}
	return out
}
