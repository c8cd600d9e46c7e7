package zielkette_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// field is a value as documents hold it.
type field[T any] struct {
	Value T `json:"value,omitzero"`
}

// throughJSON writes a value, which must come out as wanted, and returns what is
// read from that, which must be the value.
func throughJSON[T any](t *testing.T, value T, want string) T {
	t.Helper()
	in := field[T]{value}
	text, err := json.Marshal(in)
	if want := `{"value":` + want + `}`; err != nil || string(text) != want {
		t.Errorf("marshalled %s, %v; want %s", text, err, want)
	}
	var out field[T]
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(in, out); d != "" {
		t.Error(d)
	}
	return out.Value
}

// codeOf returns the code of the problem an error is, "" for no error.
func codeOf(t testing.TB, err error) zielkette.Code {
	t.Helper()
	if err == nil {
		return ""
	}
	var p zielkette.Problem
	if !errors.As(err, &p) {
		t.Fatalf("the error %v is no Problem", err)
	}
	testkit.Told(t, err)
	return p.Code
}

func TestParseNumber(t *testing.T) {
	digits200 := strings.Repeat("9", 200)
	for _, test := range []struct {
		text  string
		want  string // as printed
		value string // as a fraction, where it is not what want reads as
		code  zielkette.Code
	}{
		{text: "0", want: "0"},
		{text: "-0", want: "0"},
		{text: "-0.00", want: "0.00"},
		{text: "6.40", want: "6.40", value: "32/5"},
		{text: "-0.272727272727", want: "-0.272727272727"},
		{text: "007", want: "7"},
		{text: "25e-1", want: "2.5"},
		{text: "25E+1", want: "250"},
		{text: "1.50e1", want: "15.0"},
		{text: "5e10", want: "50000000000"},
		{text: "1e18", want: "1000000000000000000"},
		{text: "1e-18", want: "0.000000000000000001"},
		{text: "9223372036854775807", want: "9223372036854775807"},
		{text: "9223372036854775808", want: "9223372036854775808"},
		{text: "-9223372036854775808", want: "-9223372036854775808"},
		{text: "9999999999999999999", want: "9999999999999999999"},
		{text: "9999999999999999999.999999999999999999", want: "9999999999999999999.999999999999999999"},
		{text: "-9999999999999999999.999999999999999999", want: "-9999999999999999999.999999999999999999"},
		{text: strings.Repeat("0", 63) + "7", want: "7"},
		{text: "0e18", want: "0"},

		{text: "10000000000000000000", code: zielkette.CodeNumberRange},
		{text: "12345678901234567890.5", code: zielkette.CodeNumberRange},
		{text: "100e18", code: zielkette.CodeNumberRange},
		{text: "0.0000000000000000001", code: zielkette.CodeNumberRange},
		{text: "1.5e-18", code: zielkette.CodeNumberRange},
		{text: "1e19", code: zielkette.CodeNumberRange},
		{text: "0e19", code: zielkette.CodeNumberRange},
		{text: "1e-19", code: zielkette.CodeNumberRange},
		{text: "1e999", code: zielkette.CodeNumberRange},
		{text: "1e-999999999999999999999", code: zielkette.CodeNumberRange},
		{text: digits200, code: zielkette.CodeNumberLength},
		{text: strings.Repeat("0", 65), code: zielkette.CodeNumberLength},
		{text: "1e" + strings.Repeat("9", 70), code: zielkette.CodeNumberLength},

		{text: "", code: zielkette.CodeNumberText},
		{text: "-", code: zielkette.CodeNumberText},
		{text: "+1", code: zielkette.CodeNumberText},
		{text: ".5", code: zielkette.CodeNumberText},
		{text: "5.", code: zielkette.CodeNumberText},
		{text: "5.e1", code: zielkette.CodeNumberText},
		{text: "1.2.3", code: zielkette.CodeNumberText},
		{text: "1e", code: zielkette.CodeNumberText},
		{text: "1e+", code: zielkette.CodeNumberText},
		{text: "1e1.5", code: zielkette.CodeNumberText},
		{text: "e5", code: zielkette.CodeNumberText},
		{text: "6,40", code: zielkette.CodeNumberText},
		{text: "1 000", code: zielkette.CodeNumberText},
		{text: "1_000", code: zielkette.CodeNumberText},
		{text: " 1", code: zielkette.CodeNumberText},
		{text: "1\n", code: zielkette.CodeNumberText},
		{text: "NaN", code: zielkette.CodeNumberText},
		{text: "Inf", code: zielkette.CodeNumberText},
		{text: "0x10", code: zielkette.CodeNumberText},
		{text: "٣", code: zielkette.CodeNumberText},
		{text: "1½", code: zielkette.CodeNumberText},
	} {
		n, err := zielkette.ParseNumber(test.text)
		if got := codeOf(t, err); got != test.code {
			t.Errorf("ParseNumber(%q): code %q, want %q", test.text, got, test.code)
			continue
		}
		if err != nil {
			if !n.IsZero() {
				t.Errorf("ParseNumber(%q) gives %v beside an error", test.text, n)
			}
			continue
		}
		if n.String() != test.want {
			t.Errorf("ParseNumber(%q) prints %q, want %q", test.text, n, test.want)
		}
		value := test.value
		if value == "" {
			value = test.want
		}
		want, _ := new(big.Rat).SetString(value)
		if got, ok := n.Rat(); !ok || got.Cmp(want) != 0 {
			t.Errorf("ParseNumber(%q) is %v, want %v", test.text, got, want)
		}
	}
}

// Reading a table of figures costs no memory but its own: what fits 18 digits is
// read without allocation.
func TestParseNumberAllocatesNothing(t *testing.T) {
	for _, text := range []string{"0", "6.40", "25e-1", "-999999999999999999", "999999999999999999", "0.999999999999999999"} {
		if n := testing.AllocsPerRun(100, func() { _, _ = zielkette.ParseNumber(text) }); n != 0 {
			t.Errorf("ParseNumber(%q) allocates %v times", text, n)
		}
	}
}

func TestNoNumberIsNotZero(t *testing.T) {
	var none zielkette.Number
	zero := zielkette.Int(0)
	if !none.IsZero() || zero.IsZero() {
		t.Error("IsZero tells no number from 0")
	}
	if none.Equal(zero) || none.Compare(zero) != -1 || zero.Compare(none) != 1 {
		t.Error("no number equals no number")
	}
	if !none.Equal(zielkette.Number{}) {
		t.Error("no number equals no number")
	}
	if none.String() != "" {
		t.Errorf("no number prints as %q", none)
	}
	if _, ok := none.Decimal(); ok {
		t.Error("no number has no decimal")
	}
	if _, ok := none.Rat(); ok {
		t.Error("no number has no fraction")
	}
	if c, places := none.Unscaled(); c != nil || places != 0 {
		t.Errorf("no number has the coefficient %v, %d", c, places)
	}
	if _, _, ok := none.Small(); ok {
		t.Error("no number is not small")
	}
	if none.Sign() != 0 {
		t.Error("no number has no sign")
	}
	if b, err := none.AppendText([]byte("x")); string(b) != "x" || err != nil {
		t.Errorf("no number appends %q, %v", b, err)
	}
	var n zielkette.Number
	if err := n.UnmarshalText(nil); err != nil || !n.IsZero() {
		t.Errorf("the empty text is read as %v, %v", n, err)
	}
}

func TestNumberConstructors(t *testing.T) {
	for _, test := range []struct {
		coef   int64
		places int
		want   string
		code   zielkette.Code
	}{
		{640, 2, "6.40", ""},
		{-5, 1, "-0.5", ""},
		{math.MinInt64, 18, "-9.223372036854775808", ""},
		{math.MinInt64, 0, "-9223372036854775808", ""},
		{0, 3, "0.000", ""},
		{1, -1, "", zielkette.CodeNumberRange},
		{1, 19, "", zielkette.CodeNumberRange},
		{1, math.MaxInt, "", zielkette.CodeNumberRange},
		{1, math.MinInt, "", zielkette.CodeNumberRange},
	} {
		n, err := zielkette.NewNumber(test.coef, test.places)
		if codeOf(t, err) != test.code || n.String() != test.want {
			t.Errorf("NewNumber(%d, %d) = %q, %v; want %q, %q", test.coef, test.places, n, err, test.want, test.code)
		}
	}
	if n := zielkette.Int(-12); n.String() != "-12" || n.Sign() != -1 {
		t.Errorf("Int(-12) = %v", n)
	}
}

func TestNumberOf(t *testing.T) {
	for _, test := range []struct {
		d    decimal.Decimal
		want string
		code zielkette.Code
	}{
		{decimal.Decimal{}, "0", ""},
		{decimal.RequireFromString("6.40"), "6.40", ""},
		{decimal.New(25, 3), "25000", ""},
		{decimal.New(1, 18), "1000000000000000000", ""},
		{decimal.RequireFromString("-9999999999999999999.999999999999999999"), "-9999999999999999999.999999999999999999", ""},
		{decimal.New(10, 18), "", zielkette.CodeNumberRange},
		{decimal.New(1, 19), "", zielkette.CodeNumberRange},
		{decimal.New(1, -19), "", zielkette.CodeNumberRange},
		{decimal.New(1, math.MaxInt32), "", zielkette.CodeNumberRange},
		{decimal.New(1, math.MinInt32), "", zielkette.CodeNumberRange},
		{decimal.RequireFromString(strings.Repeat("9", 200)), "", zielkette.CodeNumberRange},
		{decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 1<<20), 0), "", zielkette.CodeNumberRange},
	} {
		n, err := zielkette.NumberOf(test.d)
		if codeOf(t, err) != test.code || n.String() != test.want {
			t.Errorf("NumberOf = %q, %v; want %q, %q", n, err, test.want, test.code)
			continue
		}
		if d, ok := n.Decimal(); err == nil && (!ok || !d.Equal(test.d)) {
			t.Errorf("Decimal of %v = %v, %v", n, d, ok)
		}
	}
}

func TestNumberIsImmutable(t *testing.T) {
	for _, text := range []string{"6.40", "9999999999999999999.5"} {
		n := zielkette.MustParseNumber(text)
		c, _ := n.Unscaled()
		c.SetInt64(1)
		r, _ := n.Rat()
		r.SetInt64(1)
		d, _ := n.Decimal()
		d.Coefficient().SetInt64(1)
		if n.String() != text {
			t.Errorf("%s has become %v", text, n)
		}
	}
	c := new(big.Int).Lsh(big.NewInt(1), 63)
	n, err := zielkette.NumberOf(decimal.NewFromBigInt(c, 0))
	if err != nil {
		t.Fatal(err)
	}
	c.SetInt64(1)
	if n.String() != "9223372036854775808" {
		t.Errorf("the number has become %v", n)
	}
}

func TestNumberCompare(t *testing.T) {
	ascending := []string{"-9999999999999999999", "-10", "-9.5", "-0.000000000000000001", "0", "0.1", "6.4", "7", "9223372036854775807", "9223372036854775808.0"}
	for i, a := range ascending {
		for j, b := range ascending {
			n, m := zielkette.MustParseNumber(a), zielkette.MustParseNumber(b)
			want := 0
			switch {
			case i < j:
				want = -1
			case i > j:
				want = 1
			}
			if got := n.Compare(m); got != want {
				t.Errorf("%s compared with %s: %d, want %d", a, b, got, want)
			}
		}
	}
	if !zielkette.MustParseNumber("6.4").Equal(zielkette.MustParseNumber("6.40")) {
		t.Error("6.4 and 6.40 are the same value")
	}
}

func TestNumberSmall(t *testing.T) {
	if c, places, ok := zielkette.MustParseNumber("-5.02").Small(); c != -502 || places != 2 || !ok {
		t.Errorf("Small of -5.02 = %d, %d, %v", c, places, ok)
	}
	if _, _, ok := zielkette.MustParseNumber("9999999999999999999").Small(); ok {
		t.Error("a number of 64 bits and more is not small")
	}
}

func TestNumberJSON(t *testing.T) {
	type document struct {
		Value zielkette.Number `json:"value,omitzero"`
		Other zielkette.Number `json:"other"`
	}
	in := document{Other: zielkette.MustParseNumber("6.40")}
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"other":"6.40"}`; string(text) != want {
		t.Errorf("marshalled %s, want %s", text, want)
	}
	var out document
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(in, out); d != "" {
		t.Error(d)
	}
	if text, _ := json.Marshal(document{}); string(text) != `{"other":null}` {
		t.Errorf("no number is marshalled as %s", text)
	}
	if err := json.Unmarshal([]byte(`{"other":null}`), &out); err != nil || out.Other.String() != "6.40" {
		t.Errorf("null: %v, %v", out, err) // as encoding/json does for every TextUnmarshaler
	}
	if err := json.Unmarshal([]byte(`{"other":6.4}`), &out); err == nil {
		t.Error("a bare JSON number is not read")
	}
	n := zielkette.Int(3)
	if err := n.UnmarshalText([]byte("x")); codeOf(t, err) != zielkette.CodeNumberText || n.String() != "3" {
		t.Errorf("a failed reading changes the number to %v (%v)", n, err)
	}
}

func TestMustParsePanics(t *testing.T) {
	for name, parse := range map[string]func(){
		"number": func() { zielkette.MustParseNumber("x") },
		"date":   func() { zielkette.MustParseDate("x") },
		"period": func() { zielkette.MustParsePeriod("x") },
		"span":   func() { zielkette.MustParseSpan("x") },
	} {
		func() {
			defer func() {
				if err, ok := recover().(error); !ok || codeOf(t, err) == "" {
					t.Errorf("MustParse of a %s does not panic with its problem", name)
				}
			}()
			parse()
		}()
	}
}

func TestFixed(t *testing.T) {
	for _, test := range []struct {
		text   string
		places int
		want   string
	}{
		{"0.5", 0, "1"},
		{"1.5", 0, "2"},
		{"2.5", 0, "3"},
		{"-0.5", 0, "-1"},
		{"-1.5", 0, "-2"},
		{"-0.004", 2, "0.00"},
		{"0.30666666666666667", 12, "0.306666666667"},
		{"0.3023255813953488", 12, "0.302325581395"},
		{"-0.2727272727272727", 12, "-0.272727272727"},
		{"0.125", 2, "0.13"},
		{"0.375", 2, "0.38"},
		{"0.125000000000000001", 2, "0.13"},
		{"99.995", 2, "100.00"},
		{"7", 2, "7.00"},
		{"0.5", 3, "0.500"},
		{"0.50", -1, "0.5"},
		{"100", -1, "100"},
		{"1.000", -1, "1"},
		{"0.000", -1, "0"},
		{"-0.2727", -1, "-0.2727"},
		{"0.05", -1, "0.05"},
	} {
		if got := zielkette.MustParseNumber(test.text).Figure().Fixed(test.places); got != test.want {
			t.Errorf("%s with %d places is %s, want %s", test.text, test.places, got, test.want)
		}
	}
	if got := zielkette.Int(1).Figure().Fixed(math.MaxInt); got != "1."+strings.Repeat("0", 1000) {
		t.Errorf("%.40s", got)
	}
	if got := (zielkette.Figure{}).Fixed(2); got != "" {
		t.Errorf("no figure is written as %q", got)
	}
}

// commercial is the oracle of what is printed: the nearest multiple of 10^-places, of two
// the one farther from 0.
func commercial(r *big.Rat, places int) *big.Rat {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	scaled := new(big.Rat).Mul(r, scale)
	floor := new(big.Int).Div(scaled.Num(), scaled.Denom()) // Euclidean: towards minus infinity
	rest := new(big.Rat).Sub(scaled, new(big.Rat).SetInt(floor))
	if c := rest.Cmp(big.NewRat(1, 2)); c > 0 || c == 0 && r.Sign() > 0 {
		floor.Add(floor, big.NewInt(1))
	}
	return new(big.Rat).Quo(new(big.Rat).SetInt(floor), scale)
}

func FuzzFixed(f *testing.F) {
	f.Add(int64(25), uint8(1), 0)
	f.Add(int64(-5), uint8(1), 0)
	f.Add(int64(306666666666666667), uint8(18), 12)
	f.Add(int64(math.MinInt64), uint8(3), 2)
	f.Add(int64(1), uint8(12), -1)
	f.Fuzz(func(t *testing.T, coefficient int64, scale uint8, places int) {
		scale %= zielkette.MaxPlaces + 1
		places %= 40
		figure := zielkette.NewFigure(big.NewInt(coefficient), int(scale))
		text := figure.Fixed(places)
		got, ok := new(big.Rat).SetString(text)
		if !ok {
			t.Fatalf("%s prints %q", figure, text)
		}
		if strings.HasPrefix(text, "-") && got.Sign() == 0 {
			t.Fatalf("%q is a 0 with a sign", text)
		}
		want, _ := figure.Rat()
		if places >= 0 {
			want = commercial(want, places)
			if _, after, _ := strings.Cut(text, "."); len(after) != places {
				t.Fatalf("%q has not %d places", text, places)
			}
		} else if strings.Contains(text, ".") && strings.HasSuffix(text, "0") {
			t.Fatalf("%q has trailing zeros", text)
		}
		if got.Cmp(want) != 0 {
			t.Fatalf("%s with %d places is %s, want %s", figure, places, text, want.FloatString(40))
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	for _, text := range []string{"6.40", "-0.5", "25e-1", "1e999", "9999999999999999999.999999999999999999", "", "-", ".", "0e18", "007", "1.5e-18"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := zielkette.ParseNumber(text)
		if err != nil {
			if code := codeOf(t, err); code != zielkette.CodeNumberText && code != zielkette.CodeNumberLength && code != zielkette.CodeNumberRange {
				t.Fatalf("ParseNumber(%q): code %q", text, code)
			}
			return
		}
		want, ok := new(big.Rat).SetString(text)
		got, _ := n.Rat()
		if !ok || got.Cmp(want) != 0 {
			t.Fatalf("ParseNumber(%q) is %v, want %v", text, got, want)
		}
		again, err := zielkette.ParseNumber(n.String())
		if err != nil || again.String() != n.String() || !again.Equal(n) {
			t.Fatalf("%q prints %q, read as %q, %v", text, n, again, err)
		}
		d, _ := n.Decimal()
		back, err := zielkette.NumberOf(d)
		if err != nil || !back.Equal(n) || back.String() != n.String() {
			t.Fatalf("%q comes back from a decimal as %q, %v", n, back, err)
		}
		if c, places, ok := n.Small(); ok {
			small, err := zielkette.NewNumber(c, places)
			if err != nil || small.String() != n.String() {
				t.Fatalf("%q comes back from its coefficient as %q, %v", n, small, err)
			}
		}
		if n.Sign() != want.Sign() {
			t.Fatalf("the sign of %q is %d", text, n.Sign())
		}
	})
}

func FuzzNumberCompare(f *testing.F) {
	f.Add("1", "1.0", "")
	f.Add("-1", "9999999999999999999", "0.000000000000000001")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		var n [3]zielkette.Number
		for i, text := range []string{a, b, c} {
			if err := n[i].UnmarshalText([]byte(text)); err != nil {
				return
			}
		}
		checkOrder(t, n[0], n[1], n[2])
		if x, ok := n[0].Rat(); ok {
			if y, ok := n[1].Rat(); ok && x.Cmp(y) != n[0].Compare(n[1]) {
				t.Fatalf("%s compared with %s: %d", a, b, n[0].Compare(n[1]))
			}
		}
	})
}

// checkOrder checks that Compare is an order on three values and agrees with
// Equal.
func checkOrder[T interface {
	Compare(T) int
	Equal(T) bool
}](t *testing.T, a, b, c T,
) {
	t.Helper()
	if a.Compare(a) != 0 || a.Compare(b) != -b.Compare(a) {
		t.Fatalf("%v and %v: %d, %d", a, b, a.Compare(b), b.Compare(a))
	}
	if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
		t.Fatalf("%v <= %v <= %v, but not the first and the last", a, b, c)
	}
	if a.Equal(b) != (a.Compare(b) == 0) {
		t.Fatalf("%v and %v: Equal is %v", a, b, a.Equal(b))
	}
}
