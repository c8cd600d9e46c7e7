package indicators_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// TestLongRecord holds a record of several chunks, read in order, backwards and
// shuffled, against a plain sorted list.
func TestLongRecord(t *testing.T) {
	const count = 3*4096 + 17
	all := make([]indicators.Observation, count)
	for i := range all {
		year, err := zielkette.NewYear(1 + i/7)
		if err != nil {
			t.Fatal(err)
		}
		all[i] = indicators.Observation{
			Indicator: fmt.Sprintf("i%d", i%7), Area: fmt.Sprintf("a%d", i%7/3), Period: year,
			Value: zielkette.Int(int64(i) * (1 << 40)), Denominator: zielkette.MustParseNumber("12345678901234567890.5"[1:]),
			Status: indicators.Normal, Note: fmt.Sprint(i),
		}
	}
	backwards := slices.Clone(all)
	slices.Reverse(backwards)
	shuffled := slices.Clone(all)
	rand.New(rand.NewPCG(1, 2)).Shuffle(count, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	for name, list := range map[string][]indicators.Observation{"in order": all, "backwards": backwards, "shuffled": shuffled} {
		r, err := indicators.NewRecord(list...)
		if err != nil {
			t.Fatal(err)
		}
		if r.Len() != count {
			t.Fatalf("%s: %d observations", name, r.Len())
		}
		i := 0
		for o := range r.All() {
			if o != list[i] {
				t.Fatalf("%s: observation %d is %v", name, i, o)
			}
			i++
		}
		n := 0
		for s := range r.AllSeries() {
			if want := fmt.Sprintf("i%d", n); s.Indicator() != want || s.Area() != fmt.Sprintf("a%d", n/3) {
				t.Fatalf("%s: series %d is %s %s", name, n, s.Indicator(), s.Area())
			}
			i := n
			for o := range s.All() {
				if o != all[i] {
					t.Fatalf("%s: %v, want %v", name, o, all[i])
				}
				i += 7
			}
			n++
		}
		if n != 7 {
			t.Errorf("%s: %d series", name, n)
		}
	}
}

// TestLongLax drops every third observation of a long list and keeps the rest in
// its order.
func TestLongLax(t *testing.T) {
	b := indicators.NewBuilder()
	var want []string
	for i := range 3 * 5000 {
		o := indicators.Observation{Indicator: "a", Period: zielkette.MustParsePeriod("2001"), Definition: fmt.Sprint(i / 3), Value: zielkette.Int(1), Note: fmt.Sprint(i)}
		switch i % 3 {
		case 0:
			want = append(want, o.Note)
		case 1: // the same again
		case 2:
			o.Definition, o.Area = "", "n"
			o.Period = zielkette.MustParsePeriod([]string{"2001-01", "2002", "2003-Q1"}[i/3%3])
			if i == 2 {
				want = append(want, o.Note)
			} else if i/3%3 == 0 {
				o.Known = zielkette.MustParseDate("2001") // the same period, known on the same day
				if i == 11 {
					want = append(want, o.Note)
				}
			}
		}
		b.Add(o, zielkette.Place{File: "f", Line: i + 2})
	}
	r, found := b.Lax()
	var got []string
	for o := range r.All() {
		got = append(got, o.Note)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d kept, want %d", len(got), len(want))
	}
	if len(found) != 101 || found[0].Place != (zielkette.Place{File: "f", Line: 3, Column: 1}) || found[0].Code != indicators.CodeDuplicate {
		t.Errorf("%d problems, the first %v", len(found), found[0])
	}
	if r.Series("a", "").Len() != 5000 || r.Series("a", "n").Len() != 2 {
		t.Errorf("series of %d and %d", r.Series("a", "").Len(), r.Series("a", "n").Len())
	}
	if again, _ := b.Lax(); again != r {
		t.Error("the builder gives another record the second time")
	}
}

// TestWithPointsAtTheNew: the problems of With count the observations given to it,
// not those of the record.
func TestWithPointsAtTheNew(t *testing.T) {
	old := indicators.Observation{Indicator: "a", Period: zielkette.MustParsePeriod("2005"), Value: zielkette.Int(1)}
	r, err := indicators.NewRecord(old)
	if err != nil {
		t.Fatal(err)
	}
	fresh := indicators.Observation{Indicator: "b", Period: zielkette.MustParsePeriod("2005"), Value: zielkette.Int(1)}
	earlier := old
	earlier.Period = zielkette.MustParsePeriod("2001-Q1")
	_, err = r.With(fresh, earlier, old)
	ps, ok := err.(zielkette.Problems) //nolint:errorlint // the type is the contract
	if !ok || len(ps) != 2 {
		t.Fatalf("%v", err)
	}
	for i, want := range []zielkette.Problem{{Code: indicators.CodePeriods}, {Code: indicators.CodeDuplicate}} {
		if pointer := fmt.Sprintf("/observations/%d", i+1); ps[i].Code != want.Code || ps[i].Place.Pointer != pointer {
			t.Errorf("%v, want %s at %s", ps[i], want.Code, pointer)
		}
	}
	if r.Len() != 1 {
		t.Error("With changed the record")
	}
}
