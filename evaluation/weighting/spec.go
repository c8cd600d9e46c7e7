package weighting

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// CodeMethod is the code of a method that is not known, or of a part of a
// document that the method does not take.
const CodeMethod zielkette.Code = "weights-method"

// Spec is weights as they stand in a document, with the years they hold for:
//
//	{"method": "rank-order-centroid", "ids": ["HF2", "HF1", "HF3"], "fromYear": 2020, "toYear": 2024}
//	{"method": "explicit", "ids": ["HF1", "HF2"], "values": ["2", "1"]}
//	{"method": "points", "ids": ["HF1", "HF2"], "ballots": [["3", "0"], ["1", "2"]]}
//	{"method": "ahp", "ids": ["HF1", "HF2"], "matrix": [["1", "3"], ["1/3", "1"]], "randomIndex": "saaty-1980"}
//
// Each method takes only its own parts.
type Spec struct {
	Method      string               `json:"method"`               // explicit, equal, budget, rank-order-centroid, rank-sum, rank-reciprocal, points, ahp
	IDs         []string             `json:"ids"`                  // what is weighed; for the rank methods the most important first
	Values      []zielkette.Number   `json:"values,omitzero"`      // explicit: points; budget: amounts
	Ballots     [][]zielkette.Number `json:"ballots,omitzero"`     // points: a row for each person
	Matrix      [][]string           `json:"matrix,omitzero"`      // ahp
	RandomIndex string               `json:"randomIndex,omitzero"` // ahp: "saaty-1980" or "saaty-2005"
	FromYear    int                  `json:"fromYear,omitzero"`    // first year they hold for; 0: no beginning
	ToYear      int                  `json:"toYear,omitzero"`      // last year they hold for; 0: no end
	Source      zielkette.Source     `json:"source,omitzero"`      // who decided, judged or gave points
}

// Weights returns the weights, checked. All problems come at once, with pointers
// into the document.
func (s Spec) Weights() (Weights, error) {
	var list problems.List
	own := map[string]bool{}
	switch s.Method {
	case "equal", "rank-order-centroid", "rank-sum", "rank-reciprocal":
	case "explicit", "budget":
		own["values"] = true
	case "points":
		own["ballots"] = true
	case "ahp":
		own["matrix"], own["randomIndex"] = true, true
	default:
		list.At("/method", CodeMethod, s.Method,
			`"explicit", "equal", "budget", "rank-order-centroid", "rank-sum", "rank-reciprocal", "points" oder "ahp" schreiben`,
			`write "explicit", "equal", "budget", "rank-order-centroid", "rank-sum", "rank-reciprocal", "points" or "ahp"`)
		return Weights{}, list.All()
	}
	for _, part := range []struct {
		name  string
		given bool
	}{
		{"values", s.Values != nil},
		{"ballots", s.Ballots != nil},
		{"matrix", s.Matrix != nil},
		{"randomIndex", s.RandomIndex != ""},
	} {
		switch {
		case part.given && !own[part.name]:
			list.At("/"+part.name, CodeMethod, s.Method,
				"dieses Verfahren hat keinen solchen Teil; ihn entfernen",
				"this method takes no such part; remove it")
		case !part.given && own[part.name]:
			list.At("/"+part.name, CodeMethod, s.Method,
				"dieses Verfahren braucht diesen Teil; ihn angeben",
				"this method needs this part; state it")
		}
	}
	if s.Values != nil && own["values"] && len(s.Values) != len(s.IDs) {
		list.At("/values", CodeShape, fmt.Sprint(len(s.Values)),
			fmt.Sprintf("Kennungen sind %d angegeben; zu jeder einen Wert angeben", len(s.IDs)),
			fmt.Sprintf("there are %d ids; give a value for each", len(s.IDs)))
	}
	if s.FromYear != 0 && s.ToYear != 0 && s.ToYear < s.FromYear {
		list.At("/toYear", CodeYears, fmt.Sprint(s.ToYear),
			"die Zeitspanne endet, bevor sie beginnt",
			"the span ends before it starts")
	}
	index, ok := map[string]RandomIndex{"saaty-1980": Saaty1980(), "saaty-2005": Saaty2005()}[s.RandomIndex]
	if own["randomIndex"] && s.RandomIndex != "" && !ok {
		list.At("/randomIndex", CodeMethod, s.RandomIndex,
			`"saaty-1980" oder "saaty-2005" schreiben`,
			`write "saaty-1980" or "saaty-2005"`)
	}
	if list.Failed() {
		return Weights{}, list.All()
	}
	w, err := s.apply(index)
	var found zielkette.Problems
	if errors.As(err, &found) {
		for i := range found {
			found[i].Place.Pointer = s.place(found[i].Place.Pointer)
		}
		found.Sort()
		return Weights{}, found
	}
	return w, err
}

// place turns a pointer into the arguments of a method, where items are counted,
// into one into the document.
func (s Spec) place(pointer string) string {
	number, part, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	if _, err := strconv.Atoi(number); err != nil {
		return pointer
	}
	if part == "value" {
		return "/values/" + number
	}
	return "/ids/" + number
}

func (s Spec) apply(index RandomIndex) (Weights, error) {
	entries := make([]Entry, len(s.Values))
	for i, v := range s.Values {
		entries[i] = Entry{s.IDs[i], v}
	}
	switch s.Method {
	case "explicit":
		return Explicit(entries)
	case "budget":
		return ByBudget(entries)
	case "rank-order-centroid":
		return RankOrderCentroid(s.IDs)
	case "rank-sum":
		return RankSum(s.IDs)
	case "rank-reciprocal":
		return RankReciprocal(s.IDs)
	case "points":
		poll, err := Points(s.IDs, s.Ballots)
		if err == nil {
			poll.Origin.DE += "; Spannweite " + poll.spread(zielkette.German)
			poll.Origin.EN += "; range " + poll.spread(zielkette.English)
		}
		return poll.Weights, err
	case "ahp":
		comparison, err := AHP(s.IDs, s.Matrix, index)
		return comparison.Weights, err
	}
	return Equal(s.IDs)
}

// spread lists the fewest and the most points of every item.
func (p Poll) spread(language zielkette.Language) string {
	parts := make([]string, len(p.Spreads))
	for i, s := range p.Spreads {
		parts[i] = s.ID + " " + language.Number(s.Min, -1) + "–" + language.Number(s.Max, -1)
	}
	return strings.Join(parts, ", ")
}
