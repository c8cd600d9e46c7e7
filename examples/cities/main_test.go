package main

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, bad strings.Builder
	if code := run(args, &out, &bad); code != 0 {
		t.Fatalf("%v: exit code %d, %s", args, code, bad.String())
	}
	return out.String()
}

type document struct {
	Comparisons []struct {
		Indicator, Period, Median string
		Fictional                 bool
		Cities                    []struct {
			City, Value string
			Rank        int
		}
	}
	Trends   []struct{ City, Difference string }
	Refusals []struct {
		Indicator, Reason, Text string
		Cities                  []string
	}
}

func read(t *testing.T, args ...string) (d document) {
	t.Helper()
	if err := json.Unmarshal([]byte(printed(t, append(args, "-format", "json")...)), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhatIsCompared(t *testing.T) {
	d := read(t)
	var got []string
	for _, c := range d.Comparisons {
		line := c.Period
		for _, e := range c.Cities {
			line += " " + e.City + "=" + e.Value
		}
		got = append(got, line)
		if c.Fictional != strings.Contains(line, "(fiktiv)") {
			t.Error("what is invented must say so:", line)
		}
	}
	want := []string{
		"2015 Soest=66.2 Unna (Kreisstadt)=55.2",
		"2023 Probeburg (fiktiv)=10 Beispielhausen (fiktiv)=9 Musterstadt (fiktiv)=8.5 Modellingen (fiktiv)=8",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(d.Trends) != 6 || d.Trends[0].Difference != "23.7" || d.Trends[1].Difference != "-1.38" {
		t.Error(d.Trends)
	}
}

// Balances of greenhouse gases by different methods stand beside each other and are never
// held against each other.
func TestBalancesAreNotRanked(t *testing.T) {
	d := read(t)
	for _, c := range d.Comparisons {
		if c.Indicator == "Treibhausgase insgesamt" {
			t.Errorf("compared: %+v", c)
		}
	}
	var cities, refused []string
	for _, trend := range d.Trends[2:] {
		cities = append(cities, trend.City+" "+trend.Difference)
	}
	for _, r := range d.Refusals {
		if r.Indicator == "Treibhausgase insgesamt" && r.Reason == "definition" {
			refused = append(refused, strings.Join(r.Cities, " "))
		}
	}
	if diff := cmp.Diff([]string{"Karlsruhe -925.202525", "Leipzig 109.426", "Münster -830", "Ulm -118"}, cities); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Karlsruhe Leipzig", "Karlsruhe Münster", "Karlsruhe Ulm"}, refused); diff != "" {
		t.Error(diff)
	}
}

// The refusals that must be there: the inhabitants of Soest in two countings,
// Leipzig across its break of 2011, CO2 against greenhouse gas.
func TestWhatIsRefused(t *testing.T) {
	d := read(t)
	for _, want := range []struct{ reason, city, text string }{
		{"definition", "Soest", "„Projektseite der Stadt“ (49.658) und „auf Grundlage von IT.NRW“ (48.250, 31.12.2023)"},
		{"undated", "Soest", "49.658"},
		{"break", "Leipzig", "zwischen 2008 und 2011 liegt ein Bruch"},
		{"definition", "Leipzig", "„CO2, neue Methode“ (6,61, 2011) und „Treibhausgase, wie ab 2022 berichtet“ (6,40, 2011)"},
		{"definition", "Soest", "„CO2-Angabe der Stadt“ (7,4, 2020) und „Treibhausgase, wie ab 2022 berichtet“ (5,02, 2021)"},
		{"definition", "Deutschland", "„CO2-Angabe der Stadt“ (7,2, 2015) und „CO2-Angabe für Deutschland“ (8,9, 2015)"}, // a country is no city
		{"period", "Kreis Lippe", "2015"},
	} {
		found := false
		for _, r := range d.Refusals {
			found = found || r.Reason == want.reason && slices.Contains(r.Cities, want.city) && strings.Contains(r.Text, want.text)
		}
		if !found {
			t.Errorf("not refused: %+v", want)
		}
	}
	for _, r := range d.Refusals {
		if r.Indicator == "" || r.Text == "" || len(r.Cities) == 0 {
			t.Errorf("%+v", r)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		text := printed(t, "-lang", lang)
		for line := range strings.Lines(text) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 80 {
				t.Errorf("%d columns: %s", n, line)
			}
		}
		if printed(t, "-lang", lang) != text {
			t.Error("the second time it prints something else")
		}
		markdown := printed(t, "-lang", lang, "-format", "markdown")
		for _, s := range []string{text, markdown} {
			if !strings.Contains(s, "FIKTIVE DATEN") && !strings.Contains(s, "FICTIONAL DATA") || !strings.Contains(s, "Unna") {
				t.Error(s)
			}
		}
	}
	if early := printed(t, "-known-on", "2014"); strings.Contains(early, "7,20") || !strings.Contains(early, "Kenntnisstand 2014") {
		t.Error(early)
	}
	if d := read(t, "-known-on", "2014"); len(d.Comparisons) != 0 || len(d.Refusals) == 0 {
		t.Error(d)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestMisuse(t *testing.T) {
	for _, args := range [][]string{
		{"-lang", "fr"}, {"-format", "xml"}, {"-as-of", "gestern"}, {"-known-on", "x"}, {"FOLDER"}, {"-unknown"},
	} {
		var out, bad strings.Builder
		if code := run(args, &out, &bad); code != 2 || out.Len() > 0 || bad.Len() == 0 {
			t.Errorf("%v: %d, %q, %q", args, code, out.String(), bad.String())
		}
	}
	var bad strings.Builder
	if run([]string{"-h"}, broken{}, &bad) != 0 || run(nil, broken{}, &bad) != 1 {
		t.Error(bad.String())
	}
	if _, err := load("anderswo"); err == nil {
		t.Error("a city that is not there is loaded")
	}
}
