package years_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/years"
)

func faults(spans ...years.Span) []string {
	var list problems.List
	years.CheckAll("/x", spans, &list)
	var found zielkette.Problems
	errors.As(list.All().Err(), &found)
	var out []string
	for _, p := range found {
		out = append(out, p.Place.Pointer+" "+string(p.Code))
	}
	return out
}

// TestCheckAll: no two entries may claim the same year, in whichever order they
// stand; an entry may hold for a single year.
func TestCheckAll(t *testing.T) {
	for _, c := range []struct {
		first, second years.Span
		overlap       bool
	}{
		{years.Span{2015, 2019}, years.Span{2020, 2020}, false},
		{years.Span{2015, 2019}, years.Span{2019, 2019}, true},
		{years.Span{2015, 2024}, years.Span{2018, 2019}, true},
		{years.Span{2015, 0}, years.Span{2010, 2014}, false},
		{years.Span{2015, 0}, years.Span{2010, 2015}, true},
		{years.Span{2015, 0}, years.Span{2020, 0}, true},
		{years.Span{0, 2015}, years.Span{2016, 0}, false},
		{years.Span{0, 2015}, years.Span{2015, 2020}, true},
		{years.Span{0, 2015}, years.Span{0, 2020}, true},
		{years.Span{0, 0}, years.Span{2016, 2016}, true},
	} {
		for _, pair := range [][2]years.Span{{c.first, c.second}, {c.second, c.first}} {
			var want []string
			if c.overlap {
				want = []string{"/x/1/fromYear overlap"}
			}
			if diff := cmp.Diff(want, faults(pair[0], pair[1])); diff != "" {
				t.Errorf("%v (-want +got):\n%s", pair, diff)
			}
		}
	}
	want := []string{"/x/0/toYear order", "/x/3/fromYear overlap"}
	if diff := cmp.Diff(want, faults(years.Span{2021, 2020}, years.Span{2010, 2030}, years.Span{2031, 2031}, years.Span{2020, 2020})); diff != "" {
		t.Errorf("a span backwards and one within another (-want +got):\n%s", diff)
	}
}

// TestEveryOverlapIsFound compares with looking at every pair: a list is in order
// exactly when no year is claimed twice.
func TestEveryOverlapIsFound(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for range 3000 {
		spans := make([]years.Span, random.IntN(5)+1)
		claimed, twice := map[int]bool{}, false
		for i := range spans {
			s := years.Span{random.IntN(12), 0}
			if random.IntN(4) > 0 {
				s.To = s.From + random.IntN(3) + 1
			}
			spans[i] = s
			for year := range 20 {
				if s.Holds(year + 1) {
					twice = twice || claimed[year]
					claimed[year] = true
				}
			}
		}
		if got := faults(spans...); (got != nil) != twice {
			t.Fatalf("%v: %v, claimed twice %t", spans, got, twice)
		}
	}
}

func ExampleSpan_Text() {
	for _, s := range []years.Span{{2015, 2019}, {From: 2020}, {To: 2014}, {2020, 2020}, {}} {
		fmt.Printf("%q %q\n", s.Text().DE, s.Text().EN)
	}
	// Output:
	// "von 2015 bis 2019" "from 2015 to 2019"
	// "ab 2020" "from 2020"
	// "bis 2014" "up to 2014"
	// "für 2020" "in 2020"
	// "" ""
}

func TestOver(t *testing.T) {
	for _, c := range []struct {
		year int
		on   string
		want bool
	}{
		{2021, "2021-12-30", false},
		{2021, "2021-12-31", true},
		{2021, "2021", true},
		{2021, "2022-01-01", true},
		{2022, "2021", false},
		{0, "2021", false},
		{10000, "9999", false},
		{2021, "", false},
	} {
		var on zielkette.Date
		if c.on != "" {
			on = zielkette.MustParseDate(c.on)
		}
		if got := years.Over(c.year, on); got != c.want {
			t.Errorf("%d is over on %q: %v", c.year, c.on, got)
		}
	}
}
