package zielkette_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

func TestParseLanguage(t *testing.T) {
	for _, test := range []struct {
		text string
		want zielkette.Language
		ok   bool
	}{
		{"", zielkette.German, true},
		{"de", zielkette.German, true},
		{"en", zielkette.English, true},
		{"fr", "", false},
		{"DE", "", false},
	} {
		if got, ok := zielkette.ParseLanguage(test.text); got != test.want || ok != test.ok {
			t.Errorf("ParseLanguage(%q) = %q, %v", test.text, got, ok)
		}
	}
}

func TestText(t *testing.T) {
	both := zielkette.Text{DE: "Ziel", EN: "goal"}
	for _, test := range []struct {
		text     zielkette.Text
		language zielkette.Language
		want     string
	}{
		{both, zielkette.German, "Ziel"},
		{both, zielkette.English, "goal"},
		{both, "", "Ziel"},
		{both, "fr", "Ziel"},
		{zielkette.Text{DE: "Ziel"}, zielkette.English, "Ziel"},
		{zielkette.Text{EN: "goal"}, zielkette.German, "goal"},
		{zielkette.Text{}, zielkette.German, ""},
	} {
		if got := test.text.In(test.language); got != test.want {
			t.Errorf("%v in %q is %q, want %q", test.text, test.language, got, test.want)
		}
	}
	if both.IsZero() || !(zielkette.Text{}).IsZero() {
		t.Error("IsZero")
	}
}

func TestSource(t *testing.T) {
	for _, test := range []struct {
		source zielkette.Source
		want   string
	}{
		{zielkette.Source{}, ""},
		{zielkette.Source{Title: "Stadt Soest, Abteilung Finanzen"}, "Stadt Soest, Abteilung Finanzen"},
		{zielkette.Source{URL: "https://example.org/"}, "https://example.org/"},
		{zielkette.Source{Title: "Bilanz", URL: "https://example.org/"}, "Bilanz, https://example.org/"},
	} {
		if got := test.source.String(); got != test.want {
			t.Errorf("%+v prints %q, want %q", test.source, got, test.want)
		}
		if test.source.IsZero() != (test.want == "") {
			t.Errorf("%+v: IsZero is %v", test.source, test.source.IsZero())
		}
	}
	if (zielkette.Source{Date: zielkette.MustParseDate("2015")}).IsZero() {
		t.Error("a date alone is a source")
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		digits               string
		places               int
		de, en               string
		percentDE, percentEN string
	}{
		{"0.306666666667", 2, "0,31", "0.31", "30,67 %", "30.67%"},
		{"0.306666666667", -1, "0,306666666667", "0.306666666667", "30,6666666667 %", "30.6666666667%"},
		{"-0.5", 0, "-1", "-1", "-50 %", "-50%"}, // half away from zero
		{"1.5", 0, "2", "2", "150 %", "150%"},
		{"-0.00001", 1, "0,0", "0.0", "0,0 %", "0.0%"}, // no minus before 0
		{"0", 1, "0,0", "0.0", "0,0 %", "0.0%"},
		{"12", 1, "12,0", "12.0", "1200,0 %", "1200.0%"},
	} {
		d := decimal.RequireFromString(c.digits)
		got := []string{
			zielkette.German.Number(d, c.places), zielkette.English.Number(d, c.places),
			zielkette.German.Percent(d, c.places), zielkette.English.Percent(d, c.places),
		}
		if diff := cmp.Diff([]string{c.de, c.en, c.percentDE, c.percentEN}, got); diff != "" {
			t.Errorf("%s: %s", c.digits, diff)
		}
	}
	for digits, want := range map[string]string{"6.40": "6,40", "Stufe 2.1 (St. Georg)": "Stufe 2.1 (St. Georg)", "-0.5": "-0,5", "6": "6", "": "", "gut": "gut"} {
		if got := zielkette.German.Digits(digits); got != want {
			t.Errorf("%q: %q", digits, got)
		}
		if got := zielkette.English.Digits(digits); got != digits {
			t.Errorf("%q: %q", digits, got)
		}
	}
	for digits, want := range map[string][2]string{
		"0": {"0,00", "0.00"}, "1234567.5": {"1.234.567,50", "1,234,567.50"}, "-999.999": {"-1.000,00", "-1,000.00"},
		"-123456": {"-123.456,00", "-123,456.00"}, "999.995": {"1.000,00", "1,000.00"}, "0.005": {"0,01", "0.01"}, "1e2000": {"1e2000", "1e2000"},
	} {
		d := decimal.RequireFromString(digits)
		if got := [2]string{zielkette.German.Amount(d), zielkette.English.Amount(d)}; got != want {
			t.Errorf("%s: %q", digits, got)
		}
	}
}
