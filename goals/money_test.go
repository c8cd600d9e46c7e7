package goals_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

func day(text string) zielkette.Date {
	if text == "" {
		return zielkette.Date{}
	}
	return zielkette.MustParseDate(text)
}

// held is a measure whose money became known bit by bit: the plan of two years when the
// budget was adopted, what was spent by September, the accounts, a plan revised, and an
// amount of which nobody says when it became known.
func held() goals.Measure {
	return goals.Measure{
		ID: "m", Title: "M",
		Budget: []goals.BudgetLine{
			{Product: "1", Year: 2021, Planned: num("100"), Known: day("2020-12-16")},
			{Product: "1", Year: 2022, Planned: num("200"), Known: day("2020-12-16")},
			{Product: "1", Year: 2021, Actual: num("60"), Known: day("2021-09-30")},
			{Product: "1", Year: 2021, Actual: num("110.01"), Known: day("2022-04-30")},
			{Product: "1", Year: 2022, Planned: num("250"), Known: day("2022-03-01")},
			{Product: "2", Year: 2021, Planned: num("7"), Actual: num("8")},
			{Product: "2", Year: 2021, Funds: goals.Grants, Planned: num("9")},
		},
		Staff: []goals.Posts{
			{Year: 2021, Planned: num("2"), Known: day("2020-12-16")},
			{Year: 2021, Actual: num("1.5"), Known: day("2022-04-30")},
		},
	}
}

func TestBudgetAt(t *testing.T) {
	for _, c := range []struct {
		asOf, knownOn string
		want          []string
	}{
		{"", "", []string{"1 2021  100 110.01", "1 2022  250 -", "2 2021  7 8", "2 2021 grant 9 -"}},
		{"2021-12-31", "", []string{"1 2021  100 110.01", "1 2022  200 -", "2 2021  7 8", "2 2021 grant 9 -"}},
		{"2021-12-30", "", []string{"1 2021  100 60", "1 2022  200 -", "2 2021  7 -", "2 2021 grant 9 -"}},
		{"2021-09-29", "", []string{"1 2021  100 -", "1 2022  200 -", "2 2021  7 -", "2 2021 grant 9 -"}},
		{"2021-12-31", "2021-12-31", []string{"1 2021  100 60", "1 2022  200 -"}},
		{"2021-12-31", "2022-04-30", []string{"1 2021  100 110.01", "1 2022  200 -"}},
		{"2022", "2022", []string{"1 2021  100 110.01", "1 2022  250 -"}},
		{"2020-12-15", "", []string{"2 2021  7 -", "2 2021 grant 9 -"}},
		{"2030", "2020-12-15", nil},
	} {
		var got []string
		for _, l := range held().BudgetAt(day(c.asOf), day(c.knownOn)) {
			got = append(got, fmt.Sprint(l.Product, " ", l.Year, " ", l.Funds, " ", figure(l.Planned), " ", figure(l.Actual)))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("as of %q, known on %q: %s", c.asOf, c.knownOn, d)
		}
	}
}

func figure(n zielkette.Number) string {
	if n.IsZero() {
		return "-"
	}
	return n.String()
}

// The line returned says when the later of its amounts became known, whatever the order
// of the document, and the document is left as it is.
func TestBudgetAtKnown(t *testing.T) {
	m := held()
	m.Budget[0], m.Budget[3] = m.Budget[3], m.Budget[0]
	line := m.BudgetAt(zielkette.Date{}, zielkette.Date{})[0]
	if line.Known != day("2022-04-30") || figure(line.Planned) != "100" || figure(line.Actual) != "110.01" {
		t.Errorf("got %+v", line)
	}
	if figure(m.Budget[0].Planned) != "-" {
		t.Error("the document has been changed")
	}
}

func TestStaffAt(t *testing.T) {
	for dates, want := range map[[2]string]string{
		{"", ""}: "2 1.5", {"2021", ""}: "2 1.5", {"2021-06-30", ""}: "2 -", {"2021", "2021"}: "2 -", {"2021", "2022-04-30"}: "2 1.5",
	} {
		got := held().StaffAt(day(dates[0]), day(dates[1]))
		if len(got) != 1 || figure(got[0].Planned)+" "+figure(got[0].Actual) != want {
			t.Errorf("%v: got %+v, want %s", dates, got, want)
		}
	}
	if got := (goals.Measure{}).StaffAt(day("2021"), day("2021")); len(got) != 0 {
		t.Errorf("no staff: %v", got)
	}
}

func TestFrameAt(t *testing.T) {
	plan, err := goals.Strategy{ID: "s", Title: "S", Frames: []goals.Frame{
		{Until: 2027, Known: day("2022-12-14")}, {Until: 2024, Known: day("2020-12-16")}, {Note: "not for the whole term"},
	}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for dates, want := range map[[2]string]int{
		{"", ""}: 2027, {"2022-12-13", ""}: 2024, {"2022-12-14", ""}: 2027, {"2030", "2022-12-13"}: 2024, {"2020", ""}: 2024, {"2020-12-15", ""}: 0, {"2030", "2019"}: -1,
	} {
		got, ok := plan.FrameAt(day(dates[0]), day(dates[1]))
		if ok != (want >= 0) || ok && got.Until != want {
			t.Errorf("%v: %v %v, want %d", dates, got, ok, want)
		}
	}
	plan.Frames()[0].Until = 1
	if plan.Frames()[0].Until != 2027 {
		t.Error("the plan has been changed")
	}
}

func TestMoneyProblems(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(s *goals.Strategy)
		want []string
	}{
		{"the same on another day", func(s *goals.Strategy) {
			again := s.Measures[0].Budget[0]
			again.Known = day("2022-03")
			s.Measures[0].Budget = append(s.Measures[0].Budget, again)
		}, nil},
		{"the same on the same day", func(s *goals.Strategy) {
			s.Measures[0].Budget = append(s.Measures[0].Budget, s.Measures[0].Budget[0])
		}, []string{"duplicate-id /measures/0/budget/7"}},
		{"other funds", func(s *goals.Strategy) { s.Measures[0].Budget[0].Funds = "eu" }, []string{"choice /measures/0/budget/0/funds"}},
		{"other use", func(s *goals.Strategy) { s.Measures[0].Budget[0].Use = "x" }, []string{"choice /measures/0/budget/0/use"}},
		{"posts below none", func(s *goals.Strategy) { s.Measures[0].Staff[0].Planned = num("-0.5") }, []string{"range /measures/0/staff/0/planned"}},
		{"posts of no year", func(s *goals.Strategy) { s.Measures[0].Staff[1].Year = 0 }, []string{"range /measures/0/staff/1/year"}},
		{"no posts", func(s *goals.Strategy) { s.Measures[0].Staff[1].Actual = zielkette.Number{} }, []string{"required /measures/0/staff/1/planned"}},
		{"posts twice", func(s *goals.Strategy) { s.Measures[0].Staff[1].Known = s.Measures[0].Staff[0].Known }, []string{"duplicate-id /measures/0/staff/1"}},
		{"posts of other funds", func(s *goals.Strategy) { s.Measures[0].Staff[1].Funds = "x" }, []string{"choice /measures/0/staff/1/funds"}},
		{"a frame of nothing", func(s *goals.Strategy) { s.Frames = []goals.Frame{{}} }, []string{"required /frames/0/until"}},
		{"a frame until no year", func(s *goals.Strategy) { s.Frames = []goals.Frame{{Until: 2027}, {Until: -1}, {Until: 20300}} }, []string{"range /frames/1/until", "range /frames/2/until"}},
	} {
		s := goals.Strategy{ID: "s", Title: "S", Measures: []goals.Measure{held()}}
		c.edit(&s)
		_, err := s.Compile()
		if d := cmp.Diff(c.want, found(t, err)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// What was planned when the budget was adopted stays on record beside what became known
// later; a report of the end of 2021 sees what was known then.
func ExampleMeasure_BudgetAt() {
	measure := goals.Measure{Budget: []goals.BudgetLine{
		{Product: "1.55.1", Year: 2021, Funds: goals.Grants, Use: goals.Investment, Planned: num("100000.00"), Known: day("2020-12-16")},
		{Product: "1.55.1", Year: 2021, Funds: goals.Grants, Use: goals.Investment, Actual: num("62000.50"), Known: day("2021-10-15")},
		{Product: "1.55.1", Year: 2021, Funds: goals.Grants, Use: goals.Investment, Actual: num("98765.43"), Known: day("2022-04-30")},
	}}
	end := day("2021-12-31")
	for _, knownOn := range []zielkette.Date{end, {}} {
		for _, line := range measure.BudgetAt(end, knownOn) {
			fmt.Println(line.Year, line.Funds.Text().DE, line.Use.Text().DE, line.Planned, line.Actual)
		}
	}
	// Output:
	// 2021 Fördermittel Investition 100000.00 62000.50
	// 2021 Fördermittel Investition 100000.00 98765.43
}

// Posts are counted beside the money.
func ExampleMeasure_StaffAt() {
	measure := goals.Measure{Staff: []goals.Posts{
		{Year: 2018, Funds: goals.Grants, Planned: num("3"), Known: day("2018-early")},
		{Year: 2018, Funds: goals.Grants, Actual: num("2.5"), Known: day("2019-01")},
	}}
	for _, posts := range measure.StaffAt(day("2018-12-31"), day("2018-12-31")) {
		fmt.Println(posts.Year, posts.Planned, posts.Actual.IsZero())
	}
	// Output:
	// 2018 3 true
}

// A goal for 2030 reaches beyond the years for which a city knows its money.
func ExamplePlan_FrameAt() {
	plan, err := goals.Strategy{
		ID: "s", Title: "Strategie", Edition: goals.Edition{To: day("2030")},
		Frames: []goals.Frame{{Until: 2024, Known: day("2020-12-16")}, {Until: 2027, Known: day("2022-12-14")}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, asOf := range []string{"2021", "2023"} {
		frame, ok := plan.FrameAt(day(asOf), zielkette.Date{})
		fmt.Println(asOf, frame.Until, ok && plan.Edition().To.Year() > frame.Until)
	}
	// Output:
	// 2021 2024 true
	// 2023 2027 true
}
