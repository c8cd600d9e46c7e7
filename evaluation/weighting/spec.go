package weighting

import (
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
	"gitlab.opencode.de/zielkette/zielkette/internal/years"
)

// Spec is weights as they stand in a document, with the years they hold for:
//
//	{"method": "rank-order-centroid", "ids": ["HF2", "HF1", "HF3"], "fromYear": 2020, "toYear": 2024}
//	{"method": "explicit", "ids": ["HF1", "HF2"], "values": ["2", "1"]}
//	{"method": "points", "ids": ["HF1", "HF2"], "ballots": [["3", "0"], ["1", "2"]]}
//	{"method": "ahp", "ids": ["HF1", "HF2"], "matrix": [["1", "3"], ["1/3", "1"]], "randomIndex": "saaty-1980"}
//
// Each method needs its own parts and takes no others.
type Spec struct {
	Method      string               `json:"method"`               // [Explicit], [Equal], [Budget], [RankOrderCentroid], [RankSum], [RankReciprocal], [Points], [AHP]
	IDs         []string             `json:"ids"`                  // what is weighed, at most 1,000; for the rank methods the most important first
	Values      []zielkette.Number   `json:"values,omitzero"`      // explicit: points; budget: amounts; in the order of the ids
	Ballots     [][]zielkette.Number `json:"ballots,omitzero"`     // points: a row for each person, in the order of the ids; no number where the person did not judge
	Matrix      [][]string           `json:"matrix,omitzero"`      // ahp: a row for each id
	RandomIndex string               `json:"randomIndex,omitzero"` // ahp: [Saaty1980] or [Saaty2005]
	FromYear    int                  `json:"fromYear,omitzero"`    // first year they hold for; 0: no beginning
	ToYear      int                  `json:"toYear,omitzero"`      // last year they hold for; 0: no end
	Source      zielkette.Source     `json:"source,omitzero"`      // who decided, judged or gave points
}

// row is what the table says of a method besides its name and where weights come from.
type row struct {
	needs []string // the parts it needs, by their JSON names

	// weigh gives the weights, the number or sum for the text on the origin, and what the
	// text says besides. There are at least one and at most [MaxItems] ids, and no part is
	// missing; what else is wrong it reports, and gives no items then.
	weigh func(s Spec, list *problems.List) (w Weights, n zielkette.Figure, more zielkette.Text)
}

// methods is the one table of the methods. What a document may write, what is checked,
// printed and computed come from it. {} in the text on the origin stands for a sum or a
// number. A method is added by a constant with its documentation, a line here, and its
// name in the schema of the rules.
var methods = words.Set[string, row]{
	{Word: Explicit, Text: zielkette.Text{DE: "Punkte wie angegeben, Summe {}", EN: "points as stated, sum {}"}, Does: row{[]string{"values"}, stated}},
	{Word: Equal, Text: zielkette.Text{DE: "gleiches Gewicht für alle {}", EN: "the same weight for all {}"}, Does: row{nil, ranked(equal)}},
	{Word: Budget, Text: zielkette.Text{DE: "nach Mittelansatz im Haushalt, Summe {}", EN: "by planned budget, sum {}"}, Does: row{[]string{"values"}, stated}},
	{Word: RankOrderCentroid, Text: zielkette.Text{DE: "aus der Rangfolge von {}, Schwerpunktverfahren (rank-order centroid)", EN: "from the order of {}, rank-order centroid"}, Does: row{nil, ranked(rankOrderCentroid)}},
	{Word: RankSum, Text: zielkette.Text{DE: "aus der Rangfolge von {}, Rangsummenverfahren (rank sum)", EN: "from the order of {}, rank sum"}, Does: row{nil, ranked(rankSum)}},
	{Word: RankReciprocal, Text: zielkette.Text{DE: "aus der Rangfolge von {}, Kehrwerte der Ränge (rank reciprocal)", EN: "from the order of {}, rank reciprocal"}, Does: row{nil, ranked(rankReciprocal)}},
	{Word: Points, Text: zielkette.Text{DE: "Mittel der Punkte aus {} Stimmen", EN: "mean of the points from {} ballots"}, Does: row{[]string{"ballots"}, points}},
	{Word: AHP, Text: zielkette.Text{DE: "Paarvergleich (AHP)", EN: "comparison in pairs (AHP)"}, Does: row{[]string{"matrix", "randomIndex"}, ahp}},
}

// MaxItems is the largest number of things that are weighted together.
const MaxItems = 1000

// Codes of the problems that only this package reports.
const (
	CodeShape        zielkette.Code = "weights-shape"       // a list, row or ballot with too many or too few cells
	CodeJudgement    zielkette.Code = "ahp-judgement"       // a cell that is not a positive number or fraction
	CodeDiagonal     zielkette.Code = "ahp-diagonal"        // a cell of the diagonal that is not 1
	CodeReciprocal   zielkette.Code = "ahp-reciprocal"      // two cells that are not the inverse of each other
	CodeInconsistent zielkette.Code = "ahp-inconsistent"    // warning: consistency ratio above 0.10
	CodeNoIndex      zielkette.Code = "ahp-no-random-index" // warning: the table has no index for this size
)

// Weights returns the weights, checked. The error is a [zielkette.Problems] with
// everything wrong at once, each with a pointer into the spec. The years
// are checked too; whether weights hold in a year, and who stands behind them, is left to
// the caller.
func (s Spec) Weights() (Weights, error) {
	var list problems.List
	known := methods.Row(s.Method)
	if known == nil {
		oneOf := words.OneOf(methods.Words()...)
		list.At("/method", zielkette.CodeChoice, s.Method, oneOf.DE, oneOf.EN)
		return Weights{}, list.All()
	}
	given := s.given()
	for _, name := range parts {
		switch takes := slices.Contains(known.Does.needs, name); {
		case given[name] && !takes:
			list.At("/"+name, zielkette.CodeParameter, name,
				"das Verfahren "+s.Method+" hat keinen solchen Teil; ihn entfernen",
				"method "+s.Method+" takes no such part; remove it")
		case !given[name] && takes:
			list.At("/"+name, zielkette.CodeRequired, name,
				"das Verfahren "+s.Method+" braucht diesen Teil; ihn angeben",
				"method "+s.Method+" needs this part; state it")
		}
	}
	checkIDs(s.IDs, &list)
	years.Span{From: s.FromYear, To: s.ToYear}.Check("", &list)
	randomIndices.Check(&list, "/randomIndex", s.RandomIndex)
	ready := !list.Touched("/values") && !list.Touched("/ballots") && !list.Touched("/matrix") && len(s.IDs) > 0 && len(s.IDs) <= MaxItems
	var w Weights
	if ready {
		w = known.Does.origin(s, known.Text, &list)
	}
	if err := list.All().Err(); err != nil {
		return Weights{}, err
	}
	return w, nil
}

// parts are the fields of a spec that methods need, by their JSON names.
var parts = [...]string{"values", "ballots", "matrix", "randomIndex"}

// given tells which parts are stated.
func (s Spec) given() map[string]bool {
	given := map[string]bool{}
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		given[name] = !v.Field(i).IsZero()
	}
	return given
}

// checkIDs reports ids that are none or stand twice.
func checkIDs(ids []string, list *problems.List) {
	switch {
	case len(ids) == 0:
		list.At("/ids", zielkette.CodeRequired, "", "mindestens einen Eintrag nennen, der zu gewichten ist", "name at least one item to weight")
		return
	case len(ids) > MaxItems:
		list.At("/ids", zielkette.CodeTooMany, fmt.Sprint(len(ids)),
			"höchstens 1000 Einträge zusammen gewichten; sie zuvor zu Gruppen zusammenfassen",
			"weight at most 1000 items together; group them first")
		return
	}
	seen := make(map[string]bool, len(ids))
	for i, id := range ids {
		pointer := fmt.Sprintf("/ids/%d", i)
		if err := zielkette.CheckID(id); err != nil {
			list.Err(pointer, err)
		} else if seen[id] {
			list.At(pointer, zielkette.CodeDuplicateID, id,
				"dieser Eintrag steht zweimal da; einen behalten",
				"this item stands twice; keep one")
		}
		seen[id] = true
	}
}

// origin weighs, and says where the weights come from.
func (r row) origin(s Spec, text zielkette.Text, list *problems.List) Weights {
	w, n, more := r.weigh(s, list)
	w.Origin.DE = strings.ReplaceAll(text.DE, "{}", zielkette.German.Digits(n.String())) + more.DE
	w.Origin.EN = strings.ReplaceAll(text.EN, "{}", n.String()) + more.EN
	return w
}

// over are exact weights over one common denominator. Sums of fractions would be brought
// to lowest terms at every step, which takes longer with each of them.
type over struct {
	parts []*big.Int
	whole *big.Int
}

// common brings fractions to a common denominator.
func common(exact []*big.Rat) over {
	w := over{make([]*big.Int, len(exact)), big.NewInt(1)}
	for _, x := range exact {
		shared := new(big.Int).GCD(nil, nil, w.whole, x.Denom())
		w.whole.Mul(w.whole, shared.Quo(x.Denom(), shared))
	}
	for i, x := range exact {
		w.parts[i] = new(big.Int).Quo(w.whole, x.Denom())
		w.parts[i].Mul(w.parts[i], x.Num())
	}
	return w
}

func (w over) sum() *big.Int {
	sum := new(big.Int)
	for _, part := range w.parts {
		sum.Add(sum, part)
	}
	return sum
}

// build rounds weights and shares, both once and from the exact weights.
func build(s Spec, exact over) Weights {
	sum, places := exact.sum(), round.Pow10(zielkette.Places)
	w := Weights{Method: s.Method, Items: make([]Item, len(exact.parts))}
	for i, part := range exact.parts {
		n := new(big.Int).Mul(part, places)
		w.Items[i] = Item{
			s.IDs[i], zielkette.NewFigure(round.Quo(n, exact.whole), zielkette.Places), zielkette.NewFigure(round.Quo(n, sum), zielkette.Places),
		}
	}
	return w
}
