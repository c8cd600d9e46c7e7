package cents_test

import (
	"math"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/cents"
)

func num(text string) zielkette.Number { return zielkette.MustParseNumber(text) }

func TestOf(t *testing.T) {
	for _, c := range []struct {
		amount string
		want   int64
		ok     bool
	}{
		{"0", 0, true},
		{"1", 100, true},
		{"-1.5", -150, true},
		{"12.34", 1234, true},
		{"12.340", 1234, true},
		{"12.345", 0, false},
		{"92233720368547758.07", math.MaxInt64, true},
		{"-92233720368547758.08", math.MinInt64, true},
		{"92233720368547758.08", 0, false},
		{"92233720368547758", 9223372036854775800, true},
		{"100000000000000000", 0, false},
		{"-100000000000000000", 0, false},
	} {
		if got, ok := cents.Of(num(c.amount)); got != c.want || ok != c.ok {
			t.Errorf("%s: got %d %v, want %d %v", c.amount, got, ok, c.want, c.ok)
		}
	}
	if _, ok := cents.Of(zielkette.Number{}); ok {
		t.Error("no amount is an amount")
	}
}

func TestSum(t *testing.T) {
	var s cents.Sum
	if !s.Figure().IsZero() || s.Sign() != 0 {
		t.Error("no amounts have a sum")
	}
	for _, amount := range []string{"92233720368547758.07", "92233720368547758.07", "-0.01", "0.5"} {
		s.Add(num(amount))
	}
	s.Add(zielkette.Number{})
	if got := s.Figure().String(); got != "184467440737095516.63" || s.Stated != 4 || s.Missing != 1 || s.Sign() != 1 {
		t.Errorf("got %s, %+v", got, s)
	}
	var twice cents.Sum
	for range 3 {
		twice.Plus(s)
	}
	for range 12 {
		twice.Cents(math.MinInt64)
	}
	if got := twice.Figure().String(); got != "-553402322211286547.07" || twice.Stated != 12 || twice.Sign() != -1 {
		t.Errorf("got %s, %+v", got, twice)
	}
	twice.Less(twice)
	if twice.Sign() != 0 || twice.Figure().String() != "0" {
		t.Errorf("nothing is left, got %+v", twice)
	}
}
