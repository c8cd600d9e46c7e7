package evaluation_test

import (
	"fmt"
	"math"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// TestHumanDevelopment: the Human Development Index is a roll-up, the geometric mean of
// life, education and income, where education is the mean of two parts. Each part lies
// between its goalposts: life expectancy 20 to 85 years, expected schooling 0 to 18,
// mean schooling 0 to 15, income by its logarithm 100 to 75,000. Source: United Nations
// Development Programme, Human Development Report 2021/2022, Technical note 1, with its
// table 1.
func TestHumanDevelopment(t *testing.T) {
	rules := evaluation.Rules{
		Default: evaluation.Rule{Aggregator: evaluation.Geometric},
		Goals:   map[string]evaluation.Rule{"1.1": {Aggregator: evaluation.Mean}},
	}
	for _, c := range []struct {
		country                      string
		life, expected, mean, income float64
		want                         string
	}{
		{"CHE", 83.9872, 16.50029945, 13.85966015, 66933.00454, "0.962"},
		{"NOR", 83.2339, 18.18519974, 13.00362968, 64660.10622, "0.961"},
		{"ISL", 82.6782, 19.16305923, 13.76716995, 55782.04981, "0.959"},
		{"DEU", 80.6301, 17.01013947, 14.09096691, 54534.21682, "0.942"},
		{"all at their best and beyond", 90, 19, 20, 75000, "1.000"},
		{"nothing but years of life", 85, 0, 0, 100, "0.000"},
	} {
		income := math.Log(c.income/100) / math.Log(750)
		tree := fmt.Sprintf("[ %.12f [ %.12f %.12f ] %.12f ]", (c.life-20)/65, c.expected/18, c.mean/15, income)
		score, _ := plant(t, tree, rules).Goal("1")
		if got := score.Attainment().Text(zielkette.English, 3); got != c.want {
			t.Errorf("%s: %s, published %s", c.country, got, c.want)
		}
	}
}
