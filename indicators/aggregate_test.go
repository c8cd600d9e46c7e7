package indicators_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// inAreas is an observation of one indicator, written "area period value".
func inAreas(text string) indicators.Observation {
	parts := strings.Split(text, " ")
	o := indicators.Observation{Indicator: "a", Area: parts[0], Period: zielkette.MustParsePeriod(parts[1])}
	if o.Status = indicators.Missing; parts[2] != "." {
		o.Value, o.Status = zielkette.MustParseNumber(parts[2]), indicators.Normal
	}
	return o
}

func TestSumAreas(t *testing.T) {
	with := func(text string, change func(*indicators.Observation)) indicators.Observation {
		o := inAreas(text)
		change(&o)
		return o
	}
	record, err := indicators.NewRecord(
		// 2000 adds up; 2001 to 0.2 less than the total; 2002 lacks a part; 2003 has no total.
		inAreas("n 2000 1"), inAreas("s 2000 1"), inAreas(" 2000 2"),
		inAreas("n 2001 1.5"), inAreas("s 2001 2.25"), inAreas(" 2001 3.95"),
		inAreas("n 2002 1"), inAreas("s 2002 ."), inAreas(" 2002 9"),
		inAreas("n 2003 -1"), inAreas("s 2003 1"),
		// 2004 adds up. In 2005 one part is a forecast, in 2006 of another definition.
		inAreas("n 2004 1"), inAreas("s 2004 2.0"), inAreas(" 2004 3"),
		inAreas("n 2005 1"), with("s 2005 2", func(o *indicators.Observation) { o.Status = indicators.Forecast }), inAreas(" 2005 9"),
		with("n 2006 1", func(o *indicators.Observation) { o.Definition = "2" }), inAreas("s 2006 2"), inAreas(" 2006 9"),
		// 2007: the total is of another definition; 2008: a share; 2009: half a share.
		inAreas("n 2007 1"), inAreas("s 2007 1"), with(" 2007 9", func(o *indicators.Observation) { o.Definition = "2" }),
		with("n 2008 1", func(o *indicators.Observation) { o.Denominator = zielkette.Int(4) }),
		with("s 2008 2", func(o *indicators.Observation) { o.Denominator = zielkette.Int(6) }),
		with("n 2009 1", func(o *indicators.Observation) { o.Denominator = zielkette.Int(4) }), inAreas("s 2009 2"),
		inAreas("n 2010 ."), inAreas(" 2010 1"), inAreas(" 2011 1"),
		// 2012: a value that became known later.
		with("n 2012 1", func(o *indicators.Observation) { o.Known = zielkette.MustParseDate("2013") }),
		with("n 2012 2", func(o *indicators.Observation) { o.Known = zielkette.MustParseDate("2014") }),
		// 2013: a label is no value.
		with("n 2013 .", func(o *indicators.Observation) { o.Label, o.Status = "gut", indicators.Normal }), inAreas("s 2013 2"),
	)
	if err != nil {
		t.Fatal(err)
	}
	list := func(q indicators.AreaQuery) []string {
		sums, err := record.SumAreas(q)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, s := range sums {
			line := fmt.Sprintf("%v %v/%v %d %v", s.Period, s.Value, s.Denominator, s.Counted, s.Missing)
			if d := s.Difference(); !d.IsZero() {
				line += " difference " + d.String()
			}
			out = append(out, line)
		}
		return out
	}
	want := []string{
		"2000 2/ 2 [] difference 0", "2001 3.75/ 2 [] difference -0.2", "2002 1/ 1 [s]", "2003 0/ 2 []", "2004 3/ 2 [] difference 0", "2005 1/ 1 [s]", "2006 1/ 1 [s]",
		"2007 2/ 2 []", "2008 3/10 2 []", "2009 1/4 1 [s]", "2010 / 0 [n s]", "2012 2/ 1 [s]", "2013 2/ 1 [n]",
	}
	if diff := cmp.Diff(want, list(indicators.AreaQuery{Indicator: "a"})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2012 1/ 1 [s]"}, list(indicators.AreaQuery{Indicator: "a", KnownOn: zielkette.MustParseDate("2013-12-31")})); diff != "" {
		t.Error(diff)
	}
	north := list(indicators.AreaQuery{Indicator: "a", Whole: "s", Parts: []string{"n"}})
	if diff := cmp.Diff("2001 1.5/ 1 [] difference -0.75", north[1]); diff != "" {
		t.Error(diff)
	}
	warnings, err := record.CheckAreas(indicators.AreaQuery{Indicator: "a"})
	if err != nil || len(warnings) != 2 || warnings.Err() != nil || warnings[1].Code != indicators.CodeAreaShares || warnings[1].Subject != "a 2009" {
		t.Fatalf("%v, %v", warnings, err)
	}
	if p := warnings[0]; p.Code != indicators.CodeAreaSum || p.Subject != "a 2001" || !strings.Contains(p.Message.DE, "−0,2") {
		t.Errorf("%v", p)
	}
}

// A sum may have more digits than a number of a document.
func TestSumAreasWide(t *testing.T) {
	record, err := indicators.NewRecord(inAreas("n 2001 9999999999999999999"), inAreas("s 2001 1.000000000000000001"), inAreas(" 2001 -1"))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := record.SumAreas(indicators.AreaQuery{Indicator: "a"})
	if err != nil || len(sums) != 1 || sums[0].Value.String() != "10000000000000000000.000000000000000001" ||
		sums[0].Difference().String() != "10000000000000000001.000000000000000001" {
		t.Errorf("%+v, %v", sums, err)
	}
}

// What a query names is there, and nothing is counted twice.
func TestAreaQueryNames(t *testing.T) {
	record, err := indicators.NewRecord(inAreas("n 2001 1"), inAreas("s 2001 1"), indicators.Observation{
		Indicator: "b", Area: "w", Period: zielkette.MustParsePeriod("2001"), Value: zielkette.Int(1),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		query indicators.AreaQuery
		want  []string
	}{
		{indicators.AreaQuery{Indicator: "a", Parts: []string{"n", "s"}}, nil},
		{indicators.AreaQuery{Indicator: "c", Parts: []string{"x"}}, []string{"/indicator reference"}},
		{indicators.AreaQuery{}, []string{"/indicator reference"}},
		{indicators.AreaQuery{Indicator: "a", Whole: "w"}, []string{"/whole reference"}},
		{indicators.AreaQuery{Indicator: "a", Whole: "n", Parts: []string{"n"}}, []string{"/parts/0 duplicate-id"}},
		{indicators.AreaQuery{Indicator: "a", Parts: []string{"n", "", "n", "x"}}, []string{"/parts/1 duplicate-id", "/parts/2 duplicate-id", "/parts/3 reference"}},
	} {
		sums, err := record.SumAreas(test.query)
		var got []string
		for _, p := range zielkette.ProblemsOf(err) {
			got = append(got, p.Place.Pointer+" "+string(p.Code))
		}
		if d := cmp.Diff(test.want, got); d != "" || (sums == nil) != (err != nil) {
			t.Errorf("%+v: %s", test.query, d)
		}
		testkit.Told(t, err)
		if _, again := record.CheckAreas(test.query); (again == nil) != (err == nil) {
			t.Errorf("%+v: %v", test.query, again)
		}
	}
	if _, err := (*indicators.Record)(nil).SumAreas(indicators.AreaQuery{Indicator: "a"}); err == nil {
		t.Error("a record without observations has the indicator")
	}
}

func TestCheckAreasRounded(t *testing.T) {
	tests := []struct {
		name, rounded string
		parts         []string
		total         string
		agrees        bool
	}{
		{"whole numbers, half a last place each", "", []string{"1", "2", "3"}, "8", true},
		{"more than that", "", []string{"1", "2", "3"}, "9", false},
		{"exact counts", "0", []string{"1", "2", "3"}, "7", false},
		{"exact and equal", "0", []string{"1", "2", "3"}, "6", true},
		{"rounded to fives, ends included", "5", []string{"5", "10", "20"}, "45", true},
		{"one more", "5", []string{"5", "10", "20"}, "46", false},
		{"places as written", "", []string{"33.3", "33.3", "33.3"}, "100.0", true},
		{"places as written, not enough", "", []string{"33.3", "33.3", "33.3"}, "100.2", false},
		{"a total with fewer places", "", []string{"33.3", "33.3", "33.3"}, "100", true},
		{"thousands", "1000", []string{"12000", "13000"}, "26000", true},
		{"the finest places", "", []string{"0.000000000000000001", "0.000000000000000001"}, "0.000000000000000003", true},
		{"negative", "", []string{"-1", "-2"}, "-5", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			observations := []indicators.Observation{inAreas(" 2020 " + tt.total)}
			for i, part := range tt.parts {
				observations = append(observations, inAreas(fmt.Sprintf("p%d 2020 %s", i, part)))
			}
			record, err := indicators.NewRecord(observations...)
			if err != nil {
				t.Fatal(err)
			}
			q := indicators.AreaQuery{Indicator: "a"}
			if tt.rounded != "" {
				q.Rounded = zielkette.MustParseNumber(tt.rounded)
			}
			warnings, err := record.CheckAreas(q)
			if err != nil || (len(warnings) == 0) != tt.agrees {
				t.Errorf("%v, %v", warnings, err)
			}
		})
	}
}

// The unemployed of the districts are fewer than the city's own total: some belong
// to no district.
func ExampleRecord_CheckAreas() {
	record, err := indicators.NewRecord(
		indicators.Observation{Indicator: "arbeitslose", Area: "nord", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(310)},
		indicators.Observation{Indicator: "arbeitslose", Area: "sued", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(420)},
		indicators.Observation{Indicator: "arbeitslose", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(742)},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	warnings, err := record.CheckAreas(indicators.AreaQuery{Indicator: "arbeitslose"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range warnings {
		fmt.Println(p.Subject+":", p.Message.DE)
	}
	// Output: arbeitslose 2020: 2 Gebiete ergeben zusammen 730, angegeben ist insgesamt 742 (Differenz −12, durch Rundung erklärbar 1,5)
}
