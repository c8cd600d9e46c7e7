package weighting_test

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
)

func number(text string) zielkette.Number { return zielkette.MustParseNumber(text) }

func weigh(s weighting.Spec) weighting.Weights {
	w, err := s.Weights()
	if err != nil {
		panic(err)
	}
	return w
}

func show(w weighting.Weights, places int) {
	for _, item := range w.Items {
		fmt.Println(item.ID, item.Weight.Text(zielkette.English, places))
	}
}

// The three criteria of the standard example: weights .6370 .2583 .1047, lambda
// 3.0385, consistency ratio .033 with the random indices of Saaty (1980).
func ExampleSpec_aHP() {
	w := weigh(weighting.Spec{
		Method: weighting.AHP, IDs: []string{"climate", "mobility", "green"}, RandomIndex: weighting.Saaty1980,
		Matrix: [][]string{{"1", "3", "5"}, {"1/3", "1", "3"}, {"1/5", "1/3", "1"}},
	})
	show(w, 4)
	fmt.Println(w.Consistency.Lambda.Text(zielkette.English, 4), w.Origin.In(zielkette.English))
	fmt.Println(len(w.Warnings), "warnings")
	// Output:
	// climate 0.6370
	// mobility 0.2583
	// green 0.1047
	// 3.0385 comparison in pairs (AHP), consistency ratio 0.033 (random index Saaty 1980)
	// 0 warnings
}

// The weights for four ranks as tabulated by Barron and Barrett (1996).
func ExampleSpec_rankOrder() {
	w := weigh(weighting.Spec{Method: weighting.RankOrderCentroid, IDs: []string{"a", "b", "c", "d"}})
	show(w, 4)
	fmt.Println(w.Origin.In(zielkette.German))
	show(weigh(weighting.Spec{Method: weighting.RankSum, IDs: []string{"a", "b", "c", "d"}}), 1)
	show(weigh(weighting.Spec{Method: weighting.RankReciprocal, IDs: []string{"a", "b", "c", "d"}}), 2)
	// Output:
	// a 0.5208
	// b 0.2708
	// c 0.1458
	// d 0.0625
	// aus der Rangfolge von 4, Schwerpunktverfahren (rank-order centroid)
	// a 0.4
	// b 0.3
	// c 0.2
	// d 0.1
	// a 0.48
	// b 0.24
	// c 0.16
	// d 0.12
}

// Points need not sum to 1 or to 100, and printed percentages add up all the same.
func ExampleWeights_Apportion() {
	w := weigh(weighting.Spec{
		Method: weighting.Explicit, IDs: []string{"HF1", "HF2", "HF3"},
		Values: []zielkette.Number{number("1"), number("1"), number("1")},
	})
	for i, percent := range w.Apportion(number("100"), 1) {
		fmt.Println(w.Items[i].ID, percent)
	}
	fmt.Println(w.Origin.In(zielkette.German))
	// Output:
	// HF1 33.4
	// HF2 33.3
	// HF3 33.3
	// Punkte wie angegeben, Summe 3
}

func ExampleItem() {
	w := weigh(weighting.Spec{
		Method: weighting.Budget, IDs: []string{"roads", "trees"},
		Values: []zielkette.Number{number("750000.00"), number("250000.00")},
	})
	for _, item := range w.Items {
		fmt.Println(item.ID, item.Weight.Text(zielkette.German, 0), item.Share.Percent(zielkette.German, 0))
	}
	fmt.Println(w.Origin.In(zielkette.German))
	// Output:
	// roads 750.000 75 %
	// trees 250.000 25 %
	// nach Mittelansatz im Haushalt, Summe 1.000.000
}

// Soest let citizens put at most three points on a draft goal.
func ExampleSpread() {
	w := weigh(weighting.Spec{
		Method: weighting.Points, IDs: []string{"parks", "buses"},
		Ballots: [][]zielkette.Number{
			{number("3"), number("0")},
			{number("2"), number("1")},
			{number("1"), {}}, // no judgement on buses
		},
	})
	show(w, 1)
	for _, s := range w.Spreads {
		fmt.Printf("%s: %d voices, %s to %s, deviation %s\n", s.ID, s.Voices, s.Min, s.Max, s.Deviation)
	}
	// Output:
	// parks 2.0
	// buses 0.5
	// parks: 3 voices, 1 to 3, deviation 1
	// buses: 2 voices, 0 to 1, deviation 0.707106781187
}
