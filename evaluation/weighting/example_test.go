package weighting_test

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
)

func number(text string) zielkette.Number { return zielkette.MustParseNumber(text) }

func show(w weighting.Weights, places int) {
	for _, item := range w.Items {
		fmt.Println(item.ID, zielkette.FormatDecimal(item.Weight, places))
	}
}

// The three criteria of the standard example: weights .6370 .2583 .1047, lambda
// 3.0385, consistency ratio .033 with the random indices of Saaty (1980).
func ExampleAHP() {
	c, err := weighting.AHP([]string{"climate", "mobility", "green"}, [][]string{
		{"1", "3", "5"},
		{"1/3", "1", "3"},
		{"1/5", "1/3", "1"},
	}, weighting.Saaty1980())
	if err != nil {
		fmt.Println(err)
		return
	}
	show(c.Weights, 4)
	fmt.Println(zielkette.FormatDecimal(c.LambdaMax, 4), c.Origin.In(zielkette.English))
	fmt.Println(len(c.Warnings), "warnings")
	// Output:
	// climate 0.6370
	// mobility 0.2583
	// green 0.1047
	// 3.0385 comparison in pairs (AHP), consistency ratio 0.033 (random index Saaty 1980)
	// 0 warnings
}

// The weights for four ranks as tabulated by Barron and Barrett (1996).
func ExampleRankOrderCentroid() {
	w, err := weighting.RankOrderCentroid([]string{"a", "b", "c", "d"})
	if err != nil {
		fmt.Println(err)
		return
	}
	show(w, 4)
	fmt.Println(w.Origin.In(zielkette.German))
	// Output:
	// a 0.5208
	// b 0.2708
	// c 0.1458
	// d 0.0625
	// aus der Rangfolge von 4, Schwerpunktverfahren (rank-order centroid)
}

func ExampleRankSum() {
	w, _ := weighting.RankSum([]string{"a", "b", "c", "d"})
	show(w, 1)
	// Output:
	// a 0.4
	// b 0.3
	// c 0.2
	// d 0.1
}

func ExampleRankReciprocal() {
	w, _ := weighting.RankReciprocal([]string{"a", "b", "c", "d"})
	show(w, 2)
	// Output:
	// a 0.48
	// b 0.24
	// c 0.16
	// d 0.12
}

func ExampleEqual() {
	w, _ := weighting.Equal([]string{"a", "b", "c"})
	show(w, 0)
	for _, percent := range w.Normalised().Items {
		fmt.Println(percent.ID, percent.Weight)
	}
	fmt.Println(w.Origin.In(zielkette.English))
	// Output:
	// a 1
	// b 1
	// c 1
	// a 0.333333333333
	// b 0.333333333333
	// c 0.333333333333
	// the same weight for all 3
}

// Points need not sum to 1 or to 100, and printed percentages add up all the same.
func ExampleExplicit() {
	w, err := weighting.Explicit([]weighting.Entry{
		{ID: "HF1", Value: number("1")}, {ID: "HF2", Value: number("1")}, {ID: "HF3", Value: number("1")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, percent := range w.Apportion(number("100"), 1) {
		fmt.Println(w.Items[i].ID, zielkette.FormatDecimal(percent, 1))
	}
	fmt.Println(w.Origin.In(zielkette.German))
	// Output:
	// HF1 33.4
	// HF2 33.3
	// HF3 33.3
	// Punkte wie angegeben, Summe 3
}

func ExampleByBudget() {
	w, _ := weighting.ByBudget([]weighting.Entry{
		{ID: "roads", Value: number("750000.00")}, {ID: "trees", Value: number("250000.00")},
	})
	for _, item := range w.Items {
		fmt.Println(item.ID, item.Share)
	}
	fmt.Println(w.Origin.In(zielkette.German))
	// Output:
	// roads 0.75
	// trees 0.25
	// nach Mittelansatz im Haushalt, Summe 1000000
}

// Soest let citizens put at most three points on a draft goal.
func ExamplePoints() {
	poll, err := weighting.Points([]string{"parks", "buses"}, [][]zielkette.Number{
		{number("3"), number("0")},
		{number("2"), number("1")},
		{number("1"), {}}, // no judgement on buses
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	show(poll.Weights, 1)
	for _, s := range poll.Spreads {
		fmt.Printf("%s: %d voices, %s to %s, deviation %s\n", s.ID, s.Voices, s.Min, s.Max, s.Deviation)
	}
	// Output:
	// parks 2.0
	// buses 0.5
	// parks: 3 voices, 1 to 3, deviation 1.000000000000
	// buses: 2 voices, 0 to 1, deviation 0.707106781187
}

func ExampleSchedule() {
	before, _ := weighting.Equal([]string{"a", "b"})
	after, _ := weighting.RankSum([]string{"b", "a"})
	schedule, err := weighting.NewSchedule(
		weighting.Dated{To: 2020, Weights: before},
		weighting.Dated{From: 2021, Weights: after},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, year := range []int{2020, 2021} {
		w, ok := schedule.In(year)
		fmt.Println(year, ok, w.Origin.In(zielkette.English))
	}
	// Output:
	// 2020 true the same weight for all 2
	// 2021 true from the order of 2, rank sum
}
