package status_test

import (
	"encoding/json"
	"errors"
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func number(text string) zielkette.Number { return zielkette.MustParseNumber(text) }

// series makes points of pairs of period and value; "" is a missing value.
func series(pairs ...string) []status.DataPoint {
	var out []status.DataPoint
	for i := 0; i < len(pairs); i += 2 {
		p := status.DataPoint{Period: zielkette.MustParsePeriod(pairs[i])}
		if pairs[i+1] != "" {
			p.Value = number(pairs[i+1])
		}
		out = append(out, p)
	}
	return out
}

// points makes points of a target of pairs of period and value; "" is none.
func points(pairs ...string) []indicators.Point {
	var out []indicators.Point
	for i := 0; i < len(pairs); i += 2 {
		var p indicators.Point
		if err := errors.Join(p.Period.UnmarshalText([]byte(pairs[i])), p.Value.UnmarshalText([]byte(pairs[i+1]))); err != nil {
			panic(err)
		}
		out = append(out, p)
	}
	return out
}

// rate applies a method with its parameters.
func rate(method string, spec status.Spec, c status.Case) status.Rating {
	spec.Method = method
	rule, err := spec.Rule()
	if err != nil {
		panic(err)
	}
	return rule.Rate(c)
}

func show(r status.Rating, figures ...string) {
	fmt.Println(r.Class, r.Rank)
	fmt.Println(r.Why.In(zielkette.English))
	for _, id := range figures {
		if value := r.Figure(id); !value.IsZero() {
			fmt.Println(id, value)
		}
	}
}

// Indicator 3.1.f of the Deutsche Nachhaltigkeitsstrategie, adults with obesity in
// percent, which shall not rise. Destatis gives 2021 a thunderstorm: neither the
// average nor the last change points in the right direction
// (https://dns-indikatoren.de/3-1-f/, data of January 2025).
func ExampleWeather() {
	rating := rate(status.Weather, status.Spec{}, status.Case{
		Series: series("1999", "10.7", "2003", "11.7", "2005", "12.5", "2009", "13.3",
			"2013", "14.1", "2017", "14.789", "2020", "", "2021", "15.402"),
		Demands: []status.Demand{{Shape: indicators.DirectionShape, Direction: indicators.Down}},
	})
	fmt.Println(rating.Label.In(zielkette.German))
	show(rating, "points", "slope", "last-change")
	// Output:
	// Gewitter
	// thunderstorm 4
	// Neither the average nor the last change goes in the right direction.
	// points 6
	// slope 0.205666666667
	// last-change 0.613
}

// A series that is too short is no thunderstorm; it is not rated, and says why.
func ExampleRating_noRating() {
	rating := rate(status.Weather, status.Spec{}, status.Case{
		Series:  series("2019", "7.4", "2020", "7.1", "2021", "7.0"),
		Demands: []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2035", "2")}},
	})
	fmt.Println(rating.Rated(), rating.Reason)
	fmt.Println(rating.Why.In(zielkette.German))
	// Output:
	// false too-few-points
	// zu wenige vergleichbare Jahreswerte
}

// Canadian Indicator Framework 1.1.1, poverty rate in percent: 14.5 in 2015, 10.2 in
// 2023, target 7.25 by 2030. Statistics Canada publishes substantial progress (on
// track), a ratio of 0.9525901792 and a score of 2.5186, with rounded slopes
// (repository sdg-data-canada-odd-donnees/cif-data-donnees-cic,
// indicator_calculation_components.yml).
func ExampleStatCan() {
	rating := rate(status.StatCan, status.Spec{}, status.Case{
		Series:  series("2015", "14.5", "2023", "10.2"),
		Demands: []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2030", "7.25")}},
	})
	show(rating, "observed", "required", "ratio", "score")
	// Output:
	// on-track 2
	// The development is fast enough.
	// observed -0.043017444624
	// required -0.04515839609
	// ratio 0.952590179203
	// score 2.518501280023
}

// The Canadian poverty rate under the rule of Eurostat, from the same base year.
func ExampleEurostat() {
	rating := rate(status.Eurostat, status.Spec{BaseYear: 2015}, status.Case{
		Series:  series("2015", "14.5", "2023", "10.2"),
		Demands: []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2030", "7.25")}},
	})
	show(rating)
	// Output:
	// significant-progress 1
	// The target is reached, or the development leads there in time.
}

// Sustainable Development Goals indicator 3.2.1 in the Basque Country, deaths of
// children under five per 1,000 live births (Eustat): 3.4 in 2015, 2.3 in 2024. The
// United Nations' target of 25 by 2030 is met, which Eustat counts as on track.
func ExampleUNProgress() {
	rating := rate(status.UNProgress, status.Spec{}, status.Case{
		Series:  series("2015", "3.4", "2023", "3.1", "2024", "2.3"),
		Demands: []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2030", "25")}},
	})
	show(rating)
	// Output:
	// on-track 1
	// The target is met, or will be if the development continues.
}

// European Energy Award in Unna: 55.2 % (2015) and 63.4 % (2019) award, 78.9 % (2022)
// gold. A rule is made once, and rates as many cases as there are.
func ExampleSpec_Rule() {
	rule, err := status.Spec{Method: status.EnergyAward, Possible: number("100")}.Rule()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, percent := range []string{"55.2", "63.4", "78.9"} {
		rating := rule.Rate(status.Case{Value: number(percent)})
		fmt.Println(percent, rating.Label.In(zielkette.German))
	}
	// Output:
	// 55.2 Auszeichnung
	// 63.4 Auszeichnung
	// 78.9 Gold
}

// Green from 90, yellow from 75, red below, until 2024; stricter from 2025 on.
func ExampleScale() {
	rule, err := status.Spec{Method: status.Thresholds, Scales: []status.Scale{
		{ToYear: 2024, Classes: []status.Class{
			{ID: "green", Label: zielkette.Text{DE: "Grün", EN: "Green"}, From: number("90")},
			{ID: "yellow", Label: zielkette.Text{DE: "Gelb", EN: "Yellow"}, From: number("75")},
			{ID: "red", Label: zielkette.Text{DE: "Rot", EN: "Red"}},
		}},
		{FromYear: 2025, Classes: []status.Class{
			{ID: "green", Label: zielkette.Text{DE: "Grün", EN: "Green"}, Above: number("90")},
			{ID: "red", Label: zielkette.Text{DE: "Rot", EN: "Red"}, UpTo: number("90")},
		}},
	}}.Rule()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, year := range []int{2024, 2025} {
		rating := rule.Rate(status.Case{Value: number("90.0"), Year: year})
		fmt.Println(year, rating.Label.In(zielkette.German)+":", rating.Why.In(zielkette.German))
	}
	// Output:
	// 2024 Grün: Der Wert 90,0 ist mindestens 90.
	// 2025 Rot: Der Wert 90,0 ist höchstens 90.
}

// A rule of a city's own: the trend of the last year as an arrow. Reports print it
// like those built in.
func ExampleRuleFunc() {
	var arrow status.Rule = status.RuleFunc(func(c status.Case) status.Rating {
		n := len(c.Series)
		if n < 2 {
			return status.NoRating("arrow", indicators.TooFewPoints)
		}
		r := status.Rating{Method: "arrow", Class: "up", Label: zielkette.Text{DE: "steigt", EN: "rises"}, Rank: 1}
		if c.Series[n-1].Value.Compare(c.Series[n-2].Value) <= 0 {
			r.Class, r.Label, r.Rank = "not-up", zielkette.Text{DE: "steigt nicht", EN: "does not rise"}, 2
		}
		return r
	})
	fmt.Println(arrow.Rate(status.Case{Series: series("2022", "27.3", "2023", "33")}).Label.In(zielkette.German))
	fmt.Println(arrow.Rate(status.Case{}).Why.In(zielkette.German))
	// Output:
	// steigt
	// zu wenige vergleichbare Jahreswerte
}

// Two demands at once, the ends of a corridor to be kept: the worse symbol counts.
func ExampleDemand() {
	rating := rate(status.Weather, status.Spec{}, status.Case{
		Series: series("2018", "10", "2019", "11", "2020", "12", "2021", "13"),
		Demands: []status.Demand{
			{Shape: indicators.LimitShape, Direction: indicators.Up, Points: points("", "9")},
			{Shape: indicators.LimitShape, Direction: indicators.Down, Points: points("", "15")},
		},
	})
	fmt.Println(rating.Class, "-", rating.Why.EN)
	// Output: sun-and-cloud - The target is met, but the average change points towards deterioration.
}

// The bounds of the Sustainable Development Report 2025 for the share of people with
// less than 2.15 dollars a day (codebook, sdg1_wpc); the value of 5 % is an example.
func ExampleSDGIndex() {
	rule := status.Spec{
		Lower: number("72.6"), Optimum: number("0"), Green: number("2"), Red: number("13"),
	}
	show(rate(status.SDGIndex, rule, status.Case{Value: number("5")}), "score")
	// Output:
	// yellow 2
	// Challenges remain.
	// score 93.112947658402
}

// What a report says of a rule names also the parameters that the document leaves out.
func ExampleSpec_Text() {
	fmt.Println(status.Spec{Method: "energy-award"}.Text(2024, status.OfValue).EN)
	// Output:
	// European Energy Award – award above 50%, gold above 75% of the points possible
}

// The form in which a rule stands in a document. A rule marshals as its document.
func ExampleSpec() {
	rule, err := status.Spec{Method: "dns-weather", Window: status.SixYears}.Rule()
	if err != nil {
		fmt.Println(err)
		return
	}
	document, err := json.Marshal(rule)
	fmt.Println(string(document), err)
	_, err = status.Spec{Method: "dns-weather", Possible: number("100"), Window: "six"}.Rule()
	fmt.Println(err)
	// Output:
	// {"method":"dns-weather","window":"six-years"} <nil>
	// /possible: "possible": method dns-weather takes window, minPoints, bounds, not this [parameter]
	// /window: "six": write "six-points" or "six-years" [choice]
}
