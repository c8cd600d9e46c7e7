package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

var humanDevelopment = method{
	id: "hdi",
	title: zielkette.Text{
		DE: "Index der menschlichen Entwicklung (HDI, UNDP)",
		EN: "Human Development Index (UNDP)",
	},
	classes: []class{
		{"very-high", zielkette.Text{DE: "Sehr hohe menschliche Entwicklung", EN: "Very high human development"}, zielkette.Text{DE: "Der Index beträgt mindestens 0,800.", EN: "The index is at least 0.800."}},
		{"high", zielkette.Text{DE: "Hohe menschliche Entwicklung", EN: "High human development"}, zielkette.Text{DE: "Der Index beträgt mindestens 0,700.", EN: "The index is at least 0.700."}},
		{"medium", zielkette.Text{DE: "Mittlere menschliche Entwicklung", EN: "Medium human development"}, zielkette.Text{DE: "Der Index beträgt mindestens 0,550.", EN: "The index is at least 0.550."}},
		{"low", zielkette.Text{DE: "Geringe menschliche Entwicklung", EN: "Low human development"}, zielkette.Text{DE: "Der Index liegt unter 0,550.", EN: "The index is below 0.550."}},
	},
}

// HumanDevelopment returns the Human Development Index with the indices of its three
// dimensions. Source: United Nations Development Programme, Human Development Report
// 2021/2022, Technical note 1.
//
// life is life expectancy at birth in years, expected and mean are expected and mean
// years of schooling, income is gross national income per head in purchasing power
// parity dollars of 2017. Each is placed between goalposts and capped at 1: life 20 to
// 85, expected 0 to 18, mean 0 to 15, income 100 to 75,000 by its logarithm. Education
// is the mean of its two indices, the HDI the geometric mean of life, education and
// income. The HDI is rounded once, from unrounded dimensions.
//
// Classes "very-high" (from 0.800), "high" (from 0.700), "medium" (from 0.550) and "low"
// go by the index at three places, as it is published. Figures: life, expected, mean,
// education, income, hdi. A missing figure, or one below its minimum, gives no rating.
func HumanDevelopment(life, expected, mean, income zielkette.Number) Rating {
	m := humanDevelopment
	var values [4]*big.Rat
	for i, n := range [...]zielkette.Number{life, expected, mean, income} {
		value, ok := n.Rat()
		if !ok {
			return m.none(NoValue)
		}
		values[i] = value
	}
	goalposts := [...][2]int64{{20, 85}, {0, 18}, {0, 15}, {100, 75000}}
	one := big.NewRat(1, 1)
	for i, g := range goalposts {
		if values[i].Cmp(big.NewRat(g[0], 1)) < 0 {
			return m.none(BelowGoalpost)
		}
	}
	var indices [3]*big.Rat
	for i := range indices {
		low, high := goalposts[i][0], goalposts[i][1]
		index := new(big.Rat).Sub(values[i], big.NewRat(low, 1))
		index.Quo(index, big.NewRat(high-low, 1))
		if index.Cmp(one) > 0 {
			index.Set(one)
		}
		indices[i] = index
	}
	education := new(big.Rat).Add(indices[1], indices[2])
	education.Quo(education, big.NewRat(2, 1))
	earnings := real.Float(one)
	if values[3].Cmp(big.NewRat(75000, 1)) < 0 {
		earnings = real.Ln(real.Float(new(big.Rat).Quo(values[3], big.NewRat(100, 1))))
		earnings.Quo(earnings, real.Ln(real.Float(big.NewRat(750, 1))))
	}
	product := real.Float(new(big.Rat).Mul(indices[0], education))
	product.Mul(product, earnings)
	index := product // 0 where a dimension is 0, as a geometric mean is
	if product.Sign() > 0 {
		index = real.Pow(product, big.NewRat(1, 3))
	}
	figures := []Figure{
		exact("life", "Index der Lebenserwartung", "life expectancy index", indices[0]),
		exact("expected", "Index der erwarteten Schuljahre", "expected schooling index", indices[1]),
		exact("mean", "Index der durchschnittlichen Schuljahre", "mean schooling index", indices[2]),
		exact("education", "Bildungsindex", "education index", education),
		computed("income", "Einkommensindex", "income index", earnings),
		computed("hdi", "HDI", "HDI", index),
	}
	published := real.Float(real.RoundFloat(index, 3).Rat())
	return m.rate(step(published, thousandths(800), thousandths(700), thousandths(550)), figures...)
}
