package zielkette_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// A number keeps its digits; no number is not 0.
func ExampleNumber() {
	value := zielkette.MustParseNumber("6.40")
	var missing zielkette.Number
	for _, n := range []zielkette.Number{value, missing} {
		if d, ok := n.Decimal(); ok {
			fmt.Println(n, "is", d.Mul(decimal.NewFromInt(2)).StringFixed(1), "when doubled")
		} else {
			fmt.Println("keine Angabe")
		}
	}
	fmt.Println(value.Equal(zielkette.MustParseNumber("6.4")), missing.Equal(zielkette.Int(0)))
	// Output:
	// 6.40 is 12.8 when doubled
	// keine Angabe
	// true false
}

func ExampleParseNumber() {
	for _, text := range []string{"-0.272727272727", "25e-1", "6,40", "1e999"} {
		n, err := zielkette.ParseNumber(text)
		var p zielkette.Problem
		if errors.As(err, &p) {
			fmt.Println(text, "->", p.Code)
			continue
		}
		fmt.Println(text, "->", n)
	}
	// Output:
	// -0.272727272727 -> -0.272727272727
	// 25e-1 -> 2.5
	// 6,40 -> number-text
	// 1e999 -> number-range
}

func ExampleNewNumber() {
	n, err := zielkette.NewNumber(640, 2)
	fmt.Println(n, err)
	// Output: 6.40 <nil>
}

func ExampleNumberOf() {
	n, err := zielkette.NumberOf(decimal.RequireFromString("5.02"))
	fmt.Println(n, err)
	_, err = zielkette.NumberOf(decimal.New(1, 100_000_000)) // answered at once
	fmt.Println(errors.Is(err, zielkette.Problem{Code: zielkette.CodeNumberRange}))
	// Output:
	// 5.02 <nil>
	// true
}

func ExampleNumber_MarshalJSON() {
	type row struct {
		Value  zielkette.Number `json:"value"`
		Target zielkette.Number `json:"target"`
		Note   zielkette.Number `json:"note,omitzero"`
	}
	text, err := json.Marshal(row{Value: zielkette.MustParseNumber("6.40")})
	fmt.Println(string(text), err)
	// Output: {"value":"6.40","target":null} <nil>
}

func ExampleFigure_Fixed() {
	f := zielkette.Round(big.NewRat(1, 8))
	fmt.Println(f, f.Fixed(2), f.Fixed(5)) // half away from zero
	// Output: 0.125 0.13 0.12500
}

// An imprecise date has happened by its last day, not before.
func ExampleDate() {
	reported := zielkette.MustParseDate("Frühjahr 2018")
	fmt.Println(reported, reported.First(), reported.Last())
	fmt.Println(reported.By(zielkette.MustParseDate("2018-04-15")), reported.By(zielkette.MustParseDate("2018")))
	fmt.Println(reported.Text(zielkette.German), "/", reported.Text(zielkette.English))
	// Output:
	// 2018-spring 2018-03-01 2018-05-31
	// false true
	// Frühjahr 2018 / spring 2018
}

func ExampleParseDate() {
	for _, text := range []string{"2024-12-31", "2021-02", "2019", "2017-H1", "Anfang 2019", "2024-02-30"} {
		d, err := zielkette.ParseDate(text)
		if err != nil {
			fmt.Println(text, "is no date")
			continue
		}
		fmt.Println(d, "counts from", d.Last())
	}
	// Output:
	// 2024-12-31 counts from 2024-12-31
	// 2021-02 counts from 2021-02-28
	// 2019 counts from 2019-12-31
	// 2017-H1 counts from 2017-06-30
	// 2019-early counts from 2019-04-30
	// 2024-02-30 is no date
}

func ExampleNewDate() {
	d, err := zielkette.NewDate(2021, 4, 28)
	fmt.Println(d.Text(zielkette.German), err)
	// Output: 28.04.2021 <nil>
}

func ExampleDate_AddMonths() {
	fmt.Println(zielkette.MustParseDate("2024-01-31").AddMonths(1))
	// Output: 2024-02-29
}

func ExampleParsePeriod() {
	var periods []zielkette.Period
	for _, text := range []string{"2023", "2022/23", "2023-Q4", "2023-H1", "2023-01", "2023-01-31"} {
		periods = append(periods, zielkette.MustParsePeriod(text))
	}
	slices.SortFunc(periods, zielkette.Period.Compare)
	for _, p := range periods {
		fmt.Printf("%-10s %v to %v, %s\n", p, p.Start(), p.End(), p.Text(zielkette.German))
	}
	// Output:
	// 2023-01    2023-01-01 to 2023-01-31, Januar 2023
	// 2023-01-31 2023-01-31 to 2023-01-31, 31.01.2023
	// 2023-H1    2023-01-01 to 2023-06-30, 1. Halbjahr 2023
	// 2022/23    2022-08-01 to 2023-07-31, Schuljahr 2022/23
	// 2023       2023-01-01 to 2023-12-31, 2023
	// 2023-Q4    2023-10-01 to 2023-12-31, 4. Quartal 2023
}

// The calendar of periods: which one a day lies in, which one follows, and the span from
// one to another.
func ExamplePeriod_Around() {
	day := zielkette.MustParseDate("2024-05-17")
	for _, text := range []string{"2030", "2030-Q1", "2030-01", "2029/30", "2026/2030"} {
		around, ok := zielkette.MustParsePeriod(text).Around(day)
		next, _ := around.Next()
		fmt.Println(text, "|", around, next, ok)
	}
	// Output:
	// 2030 | 2024 2025 true
	// 2030-Q1 | 2024-Q2 2024-Q3 true
	// 2030-01 | 2024-05 2024-06 true
	// 2029/30 | 2023/24 2024/25 true
	// 2026/2030 |   false
}

func ExamplePeriod_Upto() {
	span, ok := zielkette.MustParsePeriod("2021").Upto(zielkette.MustParsePeriod("2023-Q2"))
	fmt.Println(span, span.Length(), ok)
	// Output:
	// 2021/P2Y6M P2Y6M true
}

// What holds from a period on holds from its first day.
func ExamplePeriod_Since() {
	from := zielkette.MustParsePeriod("2020")
	for _, text := range []string{"2019-Q4", "2020-Q1", "2019/20", "2020/21"} {
		fmt.Println(text, zielkette.MustParsePeriod(text).Since(from))
	}
	// Output:
	// 2019-Q4 false
	// 2020-Q1 true
	// 2019/20 false
	// 2020/21 true
}

func ExamplePeriod_Starting() {
	month, ok := zielkette.MustParsePeriod("2020-01").Starting(zielkette.MustParseDate("2024-03-01"))
	_, none := zielkette.MustParsePeriod("2020").Starting(zielkette.MustParseDate("2024-03-01"))
	fmt.Println(month, ok, none)
	// Output:
	// 2024-03 true false
}

func ExampleNewYear() {
	p, err := zielkette.NewYear(2030)
	fmt.Println(p.End(), err)
	// Output: 2030-12-31 <nil>
}

func ExampleParseSpan() {
	s, err := zielkette.ParseSpan("P18M")
	fmt.Println(s, s.Months(), s.Text(zielkette.German), err)
	// Output: P1Y6M 18 18 Monate <nil>
}

func ExampleNewSpan() {
	s, err := zielkette.NewSpan(60)
	fmt.Println(s, s.Text(zielkette.English), err)
	// Output: P5Y 5 years <nil>
}

func ExampleCheckID() {
	fmt.Println(zielkette.CheckID("HF2.SZ4"))
	err := zielkette.CheckID("Handlungsfeld 2")
	fmt.Println(errors.Is(err, zielkette.Problem{Code: zielkette.CodeID}))
	// Output:
	// <nil>
	// true
}

func ExampleText() {
	label := zielkette.Text{DE: "nicht berichtet", EN: "not reported"}
	for _, language := range []zielkette.Language{zielkette.German, zielkette.English} {
		fmt.Println(label.In(language))
	}
	// Output:
	// nicht berichtet
	// not reported
}

func ExampleParseLanguage() {
	language, ok := zielkette.ParseLanguage("en")
	fmt.Println(language, ok)
	// Output: en true
}

// Everything wrong with a document comes at once; programs look at codes and
// places, people at the messages.
func ExampleProblems() {
	problems := zielkette.Problems{
		{Code: zielkette.CodeDate, Place: zielkette.Place{File: "strategy.json", Line: 5, Column: 20, Pointer: "/edition/to"}},
		{Code: zielkette.CodeID, Place: zielkette.Place{File: "strategy.json", Line: 2, Column: 9, Pointer: "/id"}},
	}
	problems.Sort()
	err := problems.Err()

	var all zielkette.Problems
	if errors.As(err, &all) {
		for _, p := range all {
			fmt.Println(p.Place, p.Code)
		}
	}
	fmt.Println(errors.Is(err, zielkette.Problem{Code: zielkette.CodeDate}))
	// Output:
	// strategy.json:2:9 /id id
	// strategy.json:5:20 /edition/to date
	// true
}

// A problem is an error in English; for the people who keep the files it is told
// in German.
func ExampleProblem_Text() {
	_, err := zielkette.ParseDate("12/31/2024")
	fmt.Println(err)

	var p zielkette.Problem
	if errors.As(err, &p) {
		fmt.Println(p.Text(zielkette.German))
	}
	// Output:
	// "12/31/2024": write a date as "2024-12-31" or "31.12.2024", "2021-02", "2019", "2019-Q3", "2018-spring" or "2019-early" [date]
	// "12/31/2024": ein Datum als "2024-12-31" oder "31.12.2024", "2021-02", "2019", "2019-Q3", "2018-spring" oder "2019-early" schreiben [date]
}

func ExampleProblems_Text() {
	problems := zielkette.Problems{
		{
			Code: zielkette.CodeID, Place: zielkette.Place{File: "strategy.json", Line: 2, Column: 9, Pointer: "/id"},
			Subject: "Programm 2030", Message: zielkette.Text{DE: "eine Kennung hat keine Leerzeichen", EN: "an identifier has no blanks"},
		},
		{
			Code: "order", Place: zielkette.Place{File: "strategy.json", Line: 5, Column: 20, Pointer: "/edition/to"},
			Subject: "2019", Message: zielkette.Text{DE: "die Fassung endet, bevor sie beginnt", EN: "the edition ends before it starts"},
		},
	}
	fmt.Println(problems.Text(zielkette.German))
	// Output:
	// strategy.json:2:9 /id: "Programm 2030": eine Kennung hat keine Leerzeichen [id]
	// strategy.json:5:20 /edition/to: "2019": die Fassung endet, bevor sie beginnt [order]
}

func ExampleSource() {
	source := zielkette.Source{
		Title: "Stadt Soest, Abteilung Finanzen: Strategisches Zukunftsprogramm 2016-2020",
		Note:  "6. Fassung",
	}
	fmt.Println(source)
	fmt.Println(source.Date.IsZero()) // the paper does not say when it was published
	// Output:
	// Stadt Soest, Abteilung Finanzen: Strategisches Zukunftsprogramm 2016-2020
	// true
}

// Numbers as German and English readers write them, for reports of one's own.
func ExampleLanguage() {
	share, amount := zielkette.Round(big.NewRat(23, 75)), zielkette.MustParseNumber("24001.5")
	for _, l := range []zielkette.Language{zielkette.German, zielkette.English} {
		fmt.Println(share.Percent(l, 1), share.Text(l, 3), amount.Text(l, 2), l.Digits("6.40"))
	}
	// Output:
	// 30,7 % 0,307 24.001,50 6,40
	// 30.7% 0.307 24,001.50 6.40
}

func ExampleMilestone_Overdue() {
	step := zielkette.Milestone{Title: "Beschlussvorlage", Due: zielkette.MustParseDate("2019-09")}
	on := zielkette.MustParseDate("2024-04-01")
	days, ok := step.Overdue(on)
	fmt.Println(days, ok, step.OverdueText(on).DE)
	// Output: 1645 true seit 54 Monaten
}

func ExampleProgressOf() {
	steps := []zielkette.Milestone{
		{Title: "Erster Workshop", Due: zielkette.MustParseDate("2024-05"), Done: zielkette.MustParseDate("2024-05")},
		{Title: "Zweiter Workshop", Due: zielkette.MustParseDate("2024-06"), Done: zielkette.MustParseDate("2024-07-10")},
		{Title: "Bericht", Due: zielkette.MustParseDate("2024-autumn")},
	}
	on := zielkette.MustParseDate("2024-12-31")
	progress, ok := zielkette.ProgressOf(steps, on, zielkette.Date{})
	fmt.Println(progress.Steps, progress.Share.Fixed(3), ok)
	for _, m := range steps {
		fmt.Println(m.State(on), m.SlipText(on).EN)
	}
	// Output:
	// 2 0.667 true
	// done on time
	// done 1 month late
	// overdue slip not recorded, overdue for 1 month
}

// A program shows problems beside the input they are about.
func ExampleProblemsOf() {
	_, err := zielkette.ParseDate("2024-02-30")
	err = fmt.Errorf("form field until: %w", err)
	text, _ := json.Marshal(zielkette.ProblemsOf(err))
	fmt.Println(string(text))
	// Output: [{"code":"date","severity":"error","subject":"2024-02-30","message":{"de":"diesen Tag gibt es im Kalender der Jahre 1 bis 9999 nicht","en":"there is no such day in the calendar of the years 1 to 9999"}}]
}

func ExampleFigure() {
	share := zielkette.Round(big.NewRat(23, 75))
	fmt.Println(share, share.Percent(zielkette.German, 1), share.Percent(zielkette.English, 1))
	var none zielkette.Figure // not 0
	fmt.Printf("%q %s\n", none, none.Percent(zielkette.German, 1))
	// Output:
	// 0.306666666667 30,7 % 30.7%
	// "" –
}

// A paper and a sitting weigh nothing unless somebody says what they weigh.
func ExampleMilestone_Weighs() {
	for _, m := range []zielkette.Milestone{
		{Title: "Interviews"},
		{Title: "Vorlage", Kind: zielkette.PaperStep},
		{Title: "Beschluss", Kind: zielkette.MeetingStep, Weight: zielkette.Int(2)},
	} {
		fmt.Println(m.Title, m.Weighs())
	}
	// Output:
	// Interviews 1
	// Vorlage 0
	// Beschluss 2
}

// A note and a step that nobody knew of in April are not in the report of April.
func ExampleMilestone_NoteAt() {
	m := zielkette.Milestone{
		Title: "Gespräche mit den Fraktionen", Known: zielkette.MustParseDate("2024-06"),
		Note: "in der Vorlage nicht geplant", Noted: zielkette.MustParseDate("2024-06"),
	}
	for _, on := range []string{"2024-04-01", "2024-06-30"} {
		day := zielkette.MustParseDate(on)
		fmt.Printf("%v %q\n", m.Planned(day, zielkette.Date{}), m.NoteAt(day, zielkette.Date{}))
	}
	// Output:
	// false ""
	// true "in der Vorlage nicht geplant"
}

func ExampleMilestoneKinds() {
	for _, kind := range zielkette.MilestoneKinds() {
		fmt.Println(kind, kind.Text().DE)
	}
	// Output:
	// matter Schritt in der Sache
	// paper Vorlage
	// meeting Sitzung
}

// Dates and periods append themselves to a text that is being built, without one of
// their own.
func ExampleDate_AppendText() {
	text, _ := zielkette.MustParseDate("2024-12-31").AppendText([]byte("as of "))
	text, _ = zielkette.MustParsePeriod("2022/23").AppendText(append(text, ", school year "...))
	fmt.Println(string(text))
	// Output: as of 2024-12-31, school year 2022/23
}
