package zielkette_test

import (
	"math"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

func TestParseSpan(t *testing.T) {
	for _, test := range []struct {
		text, want string
		months     int
		de, en     string
	}{
		{"P5Y", "P5Y", 60, "5 Jahre", "5 years"},
		{"P1Y", "P1Y", 12, "1 Jahr", "1 year"},
		{"P1M", "P1M", 1, "1 Monat", "1 month"},
		{"P18M", "P1Y6M", 18, "18 Monate", "18 months"},
		{"P1Y6M", "P1Y6M", 18, "18 Monate", "18 months"},
		{"P24M", "P2Y", 24, "2 Jahre", "2 years"},
		{"P0M", "P0M", 0, "0 Monate", "0 months"},
		{"P0Y", "P0M", 0, "0 Monate", "0 months"},
		{"P999Y", "P999Y", 11988, "999 Jahre", "999 years"},
		{"P998Y12M", "P999Y", 11988, "999 Jahre", "999 years"},
		{"P00005Y", "P5Y", 60, "5 Jahre", "5 years"},
	} {
		s, err := zielkette.ParseSpan(test.text)
		if err != nil || s.String() != test.want || s.Months() != test.months || s.IsZero() ||
			s.Text(zielkette.German) != test.de || s.Text(zielkette.English) != test.en {
			t.Errorf("ParseSpan(%q) = %v, %d months, %q, %q, %v", test.text, s, s.Months(), s.Text(zielkette.German), s.Text(zielkette.English), err)
		}
	}
	for _, text := range []string{
		"", "P", "PY", "P5", "5Y", "P5D", "P5W", "PT5M", "P-5Y", "-P5Y", "P+5Y", "P1.5Y", "P1,5Y", "P1M1Y", "P1Y1Y", "P1M1M", "P1Y5", "P1YM", "PY5M", "P5Y ",
		"P1000Y", "P999Y1M", "P11989M", "P99999Y", "P99999Y99999M", "P000005Y", "P99999999999999999999Y", "p5y",
	} {
		s, err := zielkette.ParseSpan(text)
		if codeOf(t, err) != zielkette.CodeSpan || !s.IsZero() {
			t.Errorf("ParseSpan(%q) = %v, %v", text, s, err)
		}
	}
}

func TestNewSpan(t *testing.T) {
	for _, test := range []struct {
		months int
		want   string
		code   zielkette.Code
	}{
		{0, "P0M", ""},
		{18, "P1Y6M", ""},
		{zielkette.MaxSpanYears * 12, "P999Y", ""},
		{zielkette.MaxSpanYears*12 + 1, "", zielkette.CodeSpan},
		{-1, "", zielkette.CodeSpan},
		{65536, "", zielkette.CodeSpan},
		{math.MaxInt, "", zielkette.CodeSpan},
		{math.MinInt, "", zielkette.CodeSpan},
	} {
		s, err := zielkette.NewSpan(test.months)
		if s.String() != test.want || codeOf(t, err) != test.code {
			t.Errorf("NewSpan(%d) = %q, %v", test.months, s, err)
		}
	}
}

func TestNoSpan(t *testing.T) {
	var none zielkette.Span
	if !none.IsZero() || none.Months() != 0 || none.String() != "" || none.Text(zielkette.German) != "" {
		t.Errorf("no span is %q, %d months, %q", none.String(), none.Months(), none.Text(zielkette.German))
	}
	if none.Equal(zielkette.MustParseSpan("P0M")) || !zielkette.MustParseSpan("P18M").Equal(zielkette.MustParseSpan("P1Y6M")) {
		t.Error("no span equals the span of no length, or a span does not equal itself")
	}
	s := zielkette.MustParseSpan("P1Y")
	if err := s.UnmarshalText([]byte("x")); codeOf(t, err) != zielkette.CodeSpan || s.Months() != 12 {
		t.Errorf("a failed reading changes the span to %v (%v)", s, err)
	}
	if err := s.UnmarshalText(nil); err != nil || !s.IsZero() {
		t.Errorf("the empty text is read as %v, %v", s, err)
	}
}

func TestSpanJSON(t *testing.T) {
	throughJSON(t, zielkette.MustParseSpan("P18M"), `"P1Y6M"`)
}

func FuzzParseSpan(f *testing.F) {
	for _, text := range []string{"P5Y", "P18M", "P1Y6M", "P0M", "P99999Y99999M", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := zielkette.ParseSpan(text)
		if err != nil {
			if codeOf(t, err) != zielkette.CodeSpan {
				t.Fatalf("ParseSpan(%q): %v", text, err)
			}
			return
		}
		again, err := zielkette.ParseSpan(s.String())
		if err != nil || !again.Equal(s) || again.String() != s.String() {
			t.Fatalf("%q prints %v, read as %v, %v", text, s, again, err)
		}
		if made, err := zielkette.NewSpan(s.Months()); err != nil || !made.Equal(s) {
			t.Fatalf("%q has %d months: %v, %v", text, s.Months(), made, err)
		}
	})
}
