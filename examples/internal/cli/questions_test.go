package cli_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
)

// What would change a result, how sure it is, and where an indicator leads.
func TestQuestions(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-levers"}, "Erreichte „Grün je Einwohner“ statt 9 m² (2020) das Ziel (12 m²), stiege „Mehr Grün“ von 25,0 % auf 100,0 %, weil die Kennzahl dafür 100,0 % zählt."},
		{[]string{"-levers", "-goal", "Z1", "-lang", "en"}, "If “Grün je Einwohner” met its target (12 m²) instead of 9 m² (2020), “Mehr Grün” would rise from 25.0% to 100.0%, because the indicator counts 100.0% of it."},
		{[]string{"-robust", "Z1"}, "Zu „Mehr Grün“ gibt es keine Antwort: Das Ziel hat keine Statusregel."},
		{[]string{"-outlook", "green", "-from", "2020"}, "„Grün je Einwohner“ müsste sich, um von 9 m² (2020) auf 12 m² (2030) zu kommen, im Jahr um +0,3 m² verändern."},
		{[]string{"-outlook", "green", "-from", "2019"}, "Zu „Grün je Einwohner“ gibt es seit 2019 keinen Ausblick: für das Anfangsjahr gibt es keinen Wert."},
	} {
		code, out, problems := run(whole(), c.args...)
		if out = strings.Join(strings.Fields(out), " "); code != cli.OK || problems != "" || !strings.Contains(out, c.want) {
			t.Errorf("%v: %d %s %s", c.args, code, out, problems)
		}
	}
	for _, args := range [][]string{
		{"-levers", "-goal", "Z9"}, {"-robust", "Z9"}, {"-outlook", "blue", "-from", "2020"}, {"-outlook", "green"}, {"-robust", "Z1", "-samples", "many"},
	} {
		if code, out, problems := run(whole(), args...); code != cli.Misused || out != "" || problems == "" {
			t.Errorf("%v: %d %s %s", args, code, out, problems)
		}
	}
}

// The outlook of cities whose balances stand in the example, to the digits that another
// program gives for the same values.
func TestOutlookOfCities(t *testing.T) {
	for _, c := range []struct{ city, from, probability, projection string }{
		{"karlsruhe", "2007", "0.013830", "1664.339"},
		{"leipzig", "1990", "0.586399", "2019.205"},
		{"muenster", "1990", "0.000000", "1632.870"},
		{"ulm", "2006", "0.001712", "1022.061"},
	} {
		code, out, problems := run(os.DirFS("../../cities/data/klimabilanz/"+c.city), "-outlook", "thg-gesamt", "-from", c.from, "-format", "json")
		var got struct{ Probability, Projection string }
		if err := json.Unmarshal([]byte(out), &got); code != cli.OK || err != nil {
			t.Fatalf("%s: %d, %v, %s", c.city, code, err, problems)
		}
		if !strings.HasPrefix(got.Probability, c.probability) || !strings.HasPrefix(got.Projection, c.projection) {
			t.Errorf("%s: %+v", c.city, got)
		}
	}
}
