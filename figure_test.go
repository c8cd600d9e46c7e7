package zielkette_test

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"html/template"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

func figure(t testing.TB, text string) zielkette.Figure {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatal(text)
	}
	return zielkette.Round(r)
}

func TestRound(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"1/8192", "0.000122070313"},
		{"-1/8192", "-0.000122070313"},
		{"1/3", "0.333333333333"},
		{"2/3", "0.666666666667"},
		{"1", "1"},
		{"100", "100"},
		{"1/2", "0.5"},
		{"-1/10000000000000", "0"},
		{"123456789012345678901234567890", "123456789012345678901234567890"},
		{"0", "0"},
	} {
		f := figure(t, test.in)
		if got := f.String(); got != test.want {
			t.Errorf("%s is %s, want %s", test.in, got, test.want)
		}
		if d, ok := f.Decimal(); !ok || d.Rat().Cmp(rat(t, test.want)) != 0 {
			t.Errorf("%s as a decimal is %s", test.in, d)
		}
		if r, ok := f.Rat(); !ok || r.Cmp(rat(t, test.want)) != 0 {
			t.Errorf("%s as a fraction is %s", test.in, r)
		}
	}
	if !zielkette.Round(nil).IsZero() {
		t.Error("nil is a figure")
	}
}

func rat(t testing.TB, text string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatal(text)
	}
	return r
}

func TestNewFigure(t *testing.T) {
	huge := new(big.Int).Exp(big.NewInt(10), big.NewInt(40), nil)
	for _, test := range []struct {
		coefficient *big.Int
		places      int
		want        string
	}{
		{big.NewInt(640), 2, "6.4"},
		{big.NewInt(-5), 1, "-0.5"},
		{big.NewInt(0), 12, "0"},
		{huge, 12, "10000000000000000000000000000"},
		{nil, 2, ""},
		{big.NewInt(1), -1, ""},
		{big.NewInt(1), zielkette.MaxPlaces + 1, ""},
	} {
		f := zielkette.NewFigure(test.coefficient, test.places)
		if f.String() != test.want || f.IsZero() != (test.want == "") {
			t.Errorf("%s / 10^%d is %q", test.coefficient, test.places, f)
		}
	}
}

func TestFigureNumber(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"1/2", "0.5"}, {"100", "100"}, {"123456789012345678901234567890", ""},
	} {
		if got := figure(t, test.in).Number().String(); got != test.want {
			t.Errorf("%s is the number %q, want %q", test.in, got, test.want)
		}
	}
	if !(zielkette.Figure{}).Number().IsZero() {
		t.Error("no figure is a number")
	}
	if got := zielkette.MustParseNumber("6.40").Figure(); !got.Equal(figure(t, "6.4")) || !(zielkette.Number{}).Figure().IsZero() {
		t.Error(got)
	}
}

// No figure is nothing everywhere, and is not 0.
func TestNoFigure(t *testing.T) {
	var none zielkette.Figure
	zero := figure(t, "0")
	if none.Equal(zero) || zero.Equal(none) || !none.Equal(zielkette.Figure{}) || none.Compare(figure(t, "-5")) != -1 || none.Sign() != 0 {
		t.Error("no figure is taken for a number")
	}
	if _, ok := none.Decimal(); ok {
		t.Error("no figure has digits")
	}
	if _, ok := none.Rat(); ok {
		t.Error("no figure is a fraction")
	}
	if got := none.String() + none.Text(zielkette.German, 1) + none.Percent(zielkette.English, 1); got != "––" {
		t.Errorf("no figure prints as %q", got)
	}
	if text, err := json.Marshal(none); string(text) != "null" || err != nil {
		t.Errorf("%s, %v", text, err)
	}
	if v, err := none.Value(); v != nil || err != nil {
		t.Errorf("%v, %v", v, err)
	}
}

func TestForPeople(t *testing.T) {
	for _, test := range []struct {
		in                   string
		places               int
		de, en               string
		percentDE, percentEN string
	}{
		{"0.306666666667", 2, "0,31", "0.31", "30,67 %", "30.67%"},
		{"0.306666666667", -1, "0,306666666667", "0.306666666667", "30,6666666667 %", "30.6666666667%"},
		{"-0.5", 0, "−1", "-1", "−50 %", "-50%"},
		{"-0.00001", 1, "0,0", "0.0", "0,0 %", "0.0%"}, // no sign before 0
		{"12", 1, "12,0", "12.0", "1.200,0 %", "1,200.0%"},
		{"1234567.5", 2, "1.234.567,50", "1,234,567.50", "123.456.750,00 %", "123,456,750.00%"},
		{"-999.995", 2, "−1.000,00", "-1,000.00", "−99.999,50 %", "-99,999.50%"},
		{"999", 0, "999", "999", "99.900 %", "99,900%"},
		{"1000", -1, "1.000", "1,000", "100.000 %", "100,000%"},
		{"0", 0, "0", "0", "0 %", "0%"},
		{"1234567890123456789012", 0, "1.234.567.890.123.456.789.012", "1,234,567,890,123,456,789,012", "123.456.789.012.345.678.901.200 %", "123,456,789,012,345,678,901,200%"},
	} {
		f := figure(t, test.in)
		got := []string{
			f.Text(zielkette.German, test.places), f.Text(zielkette.English, test.places),
			f.Percent(zielkette.German, test.places), f.Percent(zielkette.English, test.places),
		}
		want := []string{test.de, test.en, test.percentDE, test.percentEN}
		for _, i := range []int{1, 3} { // one minus sign for both languages
			want[i] = string(bytes.ReplaceAll([]byte(want[i]), []byte("-"), []byte("−")))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", test.in, d)
		}
	}
	n := zielkette.MustParseNumber("24900.50")
	if got := n.Text(zielkette.German, -1) + " " + n.Text(zielkette.English, 0) + " " + n.Percent(zielkette.German, 1); got != "24.900,50 24,901 2.490.050,0 %" {
		t.Errorf("a number is printed as %q", got)
	}
}

func TestFigureJSON(t *testing.T) {
	type row struct {
		Score    zielkette.Figure `json:"score"`
		Coverage zielkette.Figure `json:"coverage"`
		Range    zielkette.Figure `json:"range,omitzero"`
	}
	in := row{Score: figure(t, "23/75")}
	text, err := json.Marshal(in)
	if err != nil || string(text) != `{"score":"0.306666666667","coverage":null}` {
		t.Fatalf("%s, %v", text, err)
	}
	var out row
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(in, out); d != "" {
		t.Error(d)
	}
	if err := json.Unmarshal([]byte(`{"score": 0.5}`), &out); err == nil {
		t.Error("a bare JSON number is read")
	}
	if err := json.Unmarshal([]byte(`{"score": "much"}`), &out); !errors.Is(err, zielkette.Problem{Code: zielkette.CodeNumberText}) {
		t.Error(err)
	}
}

// A template calls what it prints.
func TestFigureInTemplate(t *testing.T) {
	page := template.Must(template.New("").Parse(`{{range .}}<td>{{.Percent "de" 1}}</td>{{end}}`))
	var out bytes.Buffer
	if err := page.Execute(&out, []zielkette.Figure{figure(t, "23/75"), {}}); err != nil || out.String() != "<td>30,7 %</td><td>–</td>" {
		t.Errorf("%s, %v", out.String(), err)
	}
}

// What a database is given comes back as it was.
func TestSQL(t *testing.T) {
	type both interface {
		sql.Scanner
		driver.Valuer
	}
	day := time.Date(2024, 12, 31, 23, 0, 0, 0, time.FixedZone("", 3600))
	for _, test := range []struct {
		into   both
		from   any
		want   driver.Value
		failed bool
	}{
		{new(zielkette.Number), "6.40", "6.40", false},
		{new(zielkette.Number), []byte("6.40"), "6.40", false},
		{new(zielkette.Number), int64(7), "7", false},
		{new(zielkette.Number), nil, nil, false},
		{new(zielkette.Number), 6.4, nil, true},
		{new(zielkette.Number), true, nil, true},
		{new(zielkette.Number), "much", nil, true},
		{new(zielkette.Figure), "0.306666666667", "0.306666666667", false},
		{new(zielkette.Figure), int64(1), "1", false},
		{new(zielkette.Figure), nil, nil, false},
		{new(zielkette.Figure), math.Pi, nil, true},
		{new(zielkette.Date), "2018-spring", "2018-spring", false},
		{new(zielkette.Date), day, "2024-12-31", false},
		{new(zielkette.Date), []byte("31.12.2024"), "2024-12-31", false},
		{new(zielkette.Date), nil, nil, false},
		{new(zielkette.Date), int64(20241231), nil, true},
		{new(zielkette.Period), "2023-Q1", "2023-Q1", false},
		{new(zielkette.Period), nil, nil, false},
		{new(zielkette.Period), int64(2023), "2023", false},
		{new(zielkette.Period), int64(-1), nil, true},
		{new(zielkette.Period), day, "2024-12-31", false},
		{new(zielkette.Period), true, nil, true},
		{new(zielkette.Number), "6.40  ", "6.40", false},
		{new(zielkette.Span), "P5Y", "P5Y", false},
		{new(zielkette.Span), nil, nil, false},
	} {
		err := test.into.Scan(test.from)
		if (err != nil) != test.failed {
			t.Errorf("%T from %v: %v", test.into, test.from, err)
			continue
		}
		if got, err := test.into.Value(); err != nil || got != test.want {
			t.Errorf("%T from %v is %v, want %v; %v", test.into, test.from, got, test.want, err)
		}
	}
}

// Figures and numbers keep their digits through JSON, and print the same whether
// they are small or wide.
func FuzzFigure(f *testing.F) {
	f.Add(int64(306666666667), uint8(12), 1)
	f.Add(int64(math.MinInt64), uint8(18), 0)
	f.Add(int64(-5), uint8(1), -1)
	f.Fuzz(func(t *testing.T, coefficient int64, places uint8, printed int) {
		places %= zielkette.MaxPlaces + 1
		figure := zielkette.NewFigure(big.NewInt(coefficient), int(places))
		text, err := json.Marshal(figure)
		var back zielkette.Figure
		if err != nil || json.Unmarshal(text, &back) != nil || !back.Equal(figure) || back.String() != figure.String() {
			t.Fatalf("%s comes back as %s", figure, back)
		}
		if want := figure.Fixed(-1); figure.String() != want {
			t.Fatalf("%s is printed as %s", want, figure)
		}
		printed %= 20
		want := figure.Fixed(printed)
		got := figure.Text(zielkette.English, printed)
		got = string(bytes.ReplaceAll(bytes.ReplaceAll([]byte(got), []byte(","), nil), []byte("−"), []byte("-")))
		if got != want {
			t.Fatalf("%s with %d places is printed as %s", figure, printed, got)
		}
	})
}

// Zeros at the end are left out, however many there are and wherever the point stands.
func TestFigureWithoutZeros(t *testing.T) {
	for places := 0; places <= zielkette.MaxPlaces; places++ {
		for _, digits := range []int64{0, 1, -1, 105, -12345, 99} {
			for coefficient := digits; ; coefficient *= 10 {
				want := new(big.Rat).SetFrac(big.NewInt(coefficient), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)).FloatString(places)
				if places > 0 {
					want = strings.TrimSuffix(strings.TrimRight(want, "0"), ".")
				}
				if got := zielkette.NewFigure(big.NewInt(coefficient), places).String(); got != want {
					t.Fatalf("%d / 10^%d is %s, want %s", coefficient, places, got, want)
				}
				if coefficient == 0 || coefficient > 1e17 || coefficient < -1e17 {
					break
				}
			}
		}
	}
}

// Numbers that fit a word are written as all others are.
func TestSmallFigures(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for range 20_000 {
		n := int64(random.Uint64() >> random.IntN(64))
		if random.IntN(8) == 0 {
			n = []int64{0, 1, -1, 999, 1000, -1000, math.MaxInt64, math.MinInt64, math.MinInt64 + 1}[random.IntN(9)]
		}
		places := random.IntN(zielkette.MaxPlaces + 1)
		number, err := zielkette.NewNumber(n, places)
		if err != nil {
			continue
		}
		for _, language := range []zielkette.Language{zielkette.German, zielkette.English, ""} {
			if got, want := number.Text(language, -1), language.Digits(number.String()); got != want {
				t.Fatalf("%d with %d places in %q: %s, want %s", n, places, language, got, want)
			}
		}
	}
}
