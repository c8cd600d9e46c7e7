package catalogues

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// The names of the catalogues of codes, as they stand in the Codes of an indicator.
const (
	SDG           = "sdg"
	SDGMunicipal  = "sdg-kommunen"
	NumberOfGoals = 17 // of the United Nations
)

// CodeSDG is the code of the problem that a text does not list Sustainable
// Development Goals.
const CodeSDG zielkette.Code = "sdg"

//go:embed sdg-kommunen.json
var municipal []byte

// Municipal returns the SDG-Indikatoren für Kommunen (Bertelsmann Stiftung and
// partners, fourth edition) as far as they are on record here: names, units and
// goals, and as an estimate of our own which way is better. Each call reads the
// catalogue anew, in about a millisecond. The error is nil unless the package was
// altered.
func Municipal() (*indicators.Set, error) {
	catalogue, err := indicators.Read(bytes.NewReader(municipal), "")
	if err != nil {
		return nil, err
	}
	return catalogue.Compile()
}

// Goal is a Sustainable Development Goal (Ziel für nachhaltige Entwicklung).
type Goal struct {
	Number  int
	Title   zielkette.Text
	Entries []string // ids of its indicators in [Municipal]; nil where there is none
}

// titles are the short titles of the 2030 Agenda (United Nations, Transforming our
// world, A/RES/70/1, 2015; German: Bundesregierung).
var titles = [NumberOfGoals]zielkette.Text{
	{DE: "Keine Armut", EN: "No poverty"},
	{DE: "Kein Hunger", EN: "Zero hunger"},
	{DE: "Gesundheit und Wohlergehen", EN: "Good health and well-being"},
	{DE: "Hochwertige Bildung", EN: "Quality education"},
	{DE: "Geschlechtergleichheit", EN: "Gender equality"},
	{DE: "Sauberes Wasser und Sanitäreinrichtungen", EN: "Clean water and sanitation"},
	{DE: "Bezahlbare und saubere Energie", EN: "Affordable and clean energy"},
	{DE: "Menschenwürdige Arbeit und Wirtschaftswachstum", EN: "Decent work and economic growth"},
	{DE: "Industrie, Innovation und Infrastruktur", EN: "Industry, innovation and infrastructure"},
	{DE: "Weniger Ungleichheiten", EN: "Reduced inequalities"},
	{DE: "Nachhaltige Städte und Gemeinden", EN: "Sustainable cities and communities"},
	{DE: "Nachhaltige/r Konsum und Produktion", EN: "Responsible consumption and production"},
	{DE: "Maßnahmen zum Klimaschutz", EN: "Climate action"},
	{DE: "Leben unter Wasser", EN: "Life below water"},
	{DE: "Leben an Land", EN: "Life on land"},
	{DE: "Frieden, Gerechtigkeit und starke Institutionen", EN: "Peace, justice and strong institutions"},
	{DE: "Partnerschaften zur Erreichung der Ziele", EN: "Partnerships for the goals"},
}

// Goals returns the 17 goals with their entries in [Municipal]. Errors are as
// there.
func Goals() ([]Goal, error) {
	set, err := Municipal()
	if err != nil {
		return nil, err
	}
	out := make([]Goal, NumberOfGoals)
	for i := range out {
		out[i] = Goal{Number: i + 1, Title: titles[i]}
	}
	for ind := range set.All() {
		numbers, wrong := ParseSDG(ind.Codes[SDG])
		err = errors.Join(err, wrong)
		for _, n := range numbers {
			out[n-1].Entries = append(out[n-1].Entries, ind.ID)
		}
	}
	return out, err
}

// ParseSDG reads the numbers of goals from the code "sdg" of an indicator: "13",
// "7,13", or with their targets "13.2". The empty text has none. Each number comes
// once, in the order written. The error is a [zielkette.Problem] with the code
// [CodeSDG].
func ParseSDG(text string) ([]int, error) {
	if text == "" {
		return nil, nil
	}
	var out []int
	seen := [NumberOfGoals + 1]bool{}
	for part := range strings.SplitSeq(text, ",") {
		goal, _, _ := strings.Cut(strings.TrimSpace(part), ".")
		n, err := strconv.Atoi(goal)
		if err != nil || n < 1 || n > NumberOfGoals {
			return nil, zielkette.Problem{Code: CodeSDG, Subject: clip(text), Message: zielkette.Text{
				DE: fmt.Sprintf("Nummern von 1 bis %d schreiben, durch Kommas getrennt, zum Beispiel \"7,13\"", NumberOfGoals),
				EN: fmt.Sprintf("write numbers from 1 to %d, divided by commas, for example \"7,13\"", NumberOfGoals),
			}}
		}
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out, nil
}

// clip shortens a text that stands in a message.
func clip(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}
