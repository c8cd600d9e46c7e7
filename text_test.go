package zielkette_test

import (
	"testing"

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

func TestDigits(t *testing.T) {
	for digits, want := range map[string]string{"6.40": "6,40", "Stufe 2.1 (St. Georg)": "Stufe 2.1 (St. Georg)", "-0.5": "−0,5", "6": "6", "1234567.50": "1.234.567,50", "-1000": "−1.000", "999": "999", "": "", "gut": "gut", "-": "-"} {
		if got := zielkette.German.Digits(digits); got != want {
			t.Errorf("%q: %q", digits, got)
		}
		english := digits
		if want != digits && digits != "6.40" { // the others have a sign or thousands
			english = map[string]string{"-0.5": "−0.5", "1234567.50": "1,234,567.50", "-1000": "−1,000"}[digits]
		}
		if got := zielkette.English.Digits(digits); got != english {
			t.Errorf("%q: %q", digits, got)
		}
	}
}
