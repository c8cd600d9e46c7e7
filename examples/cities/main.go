// Cities holds cities side by side: what the sources allow, what they do not allow
// with the reason, and in a set of invented cities one indicator in full.
//
//	go run ./examples/cities
//	go run ./examples/cities -lang en -format json
//
// Without -as-of it looks from the end of 2023.
package main

import (
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/cities"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

//go:embed data
var files embed.FS

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is the program with its exit code: 1 for faulty documents, 2 for a faulty
// command line.
func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("cities", flag.ContinueOnError)
	flags.SetOutput(stderr)
	asOf := flags.String("as-of", "2023-12-31", "Stichtag, date of the comparison")
	knownOn := flags.String("known-on", "", "Kenntnisstand: hide what became known after this date")
	lang := flags.String("lang", "de", "language of labels and problems: de or en")
	format := flags.String("format", "text", strings.Join(report.Formats[:], ", "))
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	language, ok := zielkette.ParseLanguage(*lang)
	fail := func(code int, err error) int {
		fmt.Fprintln(stderr, "cities:", cli.Told(err, language)) //nolint:errcheck // nowhere to report it
		return code
	}
	if !ok {
		return fail(2, fmt.Errorf("-lang %q: write de or en", *lang))
	}
	if flags.NArg() > 0 {
		return fail(2, fmt.Errorf("unexpected argument %q", flags.Arg(0)))
	}
	c := comparison{Cities: report.Cities{Options: report.Options{Language: language}}}
	if err := errors.Join(c.AsOf.UnmarshalText([]byte(*asOf)), c.KnownOn.UnmarshalText([]byte(*knownOn))); err != nil {
		return fail(2, err)
	}
	if !slices.Contains(report.Formats[:], *format) {
		return fail(2, fmt.Errorf("-format %q: write %s", *format, strings.Join(report.Formats[:], ", ")))
	}
	if err := c.fill(); err != nil {
		return fail(1, err)
	}
	var out strings.Builder
	if err := report.Write(&out, c, *format); err != nil {
		return fail(1, err)
	}
	if _, err := io.WriteString(stdout, out.String()); err != nil {
		return fail(1, err)
	}
	return 0
}

// load reads the indicators and observations of the cities in the named folders.
func load(folders ...string) ([]cities.City, error) {
	var out []cities.City
	var errs []error
	for _, name := range folders {
		folder, err := fs.Sub(files, "data/"+name)
		if err != nil {
			return nil, err
		}
		catalogue, errCatalogue := indicators.Load(folder, "indicators.json")
		record, errRecord := tables.Load(folder, "observations.csv")
		set, errSet := catalogue.Compile()
		if err := errors.Join(errCatalogue, errRecord, errSet); err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, cities.City{Name: set.Title(), Set: set, Record: record})
	}
	return out, errors.Join(errs...)
}

// comparison is everything that is compared.
type comparison struct{ report.Cities }

// fill asks all questions.
func (c *comparison) fill() error {
	soest := "soest"
	for _, q := range []struct {
		folders []string
		query   cities.Query
	}{
		{[]string{soest, "deutschland", "nrw"}, cities.Query{
			Code: cities.Code{Catalogue: "stamm", Value: "thg-je-ew"}, Period: zielkette.MustParsePeriod("2015"),
			Note: zielkette.Text{
				DE: "Alle drei Werte nennt eine Pressemitteilung der Stadt Soest; die Bilanzmethode nennt sie nicht. Land und Bund sind keine Städte: In ihren Werten stehen Kraftwerke und Großindustrie.",
				EN: "All three values are from a press release of the city of Soest, which does not name the method. The state and the country are no cities: their values include power plants and heavy industry.",
			},
		}},
		{[]string{soest, "unna", "kreis-lippe", "leipzig"}, cities.Query{
			Code: cities.Code{Catalogue: "eea", Value: "zielerreichung"}, Period: zielkette.MustParsePeriod("2015"),
			Note: zielkette.Text{
				DE: "Der Award zählt Punkte für Maßnahmen, gemessen an dem, was der Stadt möglich ist; er misst keine Emissionen.",
				EN: "The award counts points for measures, against what is possible to the city; it does not measure emissions.",
			},
		}},
		{[]string{soest, "leipzig"}, cities.Query{Code: cities.Code{Catalogue: "stamm", Value: "thg-je-ew"}, AsOf: c.AsOf}},
		{[]string{soest, "leipzig"}, cities.Query{Code: cities.Code{Catalogue: "stamm", Value: "einwohner"}, Period: zielkette.MustParsePeriod("2023-12-31")}},
		// Balances by different methods: each city has its own definition, so they never compare.
		{[]string{"klimabilanz/karlsruhe", "klimabilanz/leipzig", "klimabilanz/muenster", "klimabilanz/ulm"}, cities.Query{
			Code: cities.Code{Catalogue: "stamm", Value: "thg-gesamt"}, AsOf: c.AsOf,
		}},
		{[]string{"fictional/musterstadt", "fictional/beispielhausen", "fictional/probeburg", "fictional/modellingen"}, cities.Query{
			Code: cities.Code{Catalogue: "muster", Value: "baeume"}, Period: zielkette.MustParsePeriod("2023"),
			Denominator: cities.Denominator{
				Code: cities.Code{Catalogue: "muster", Value: "einwohner"}, Per: zielkette.Int(1000), Unit: "Bäume je 1.000 Einwohner",
			},
			Note: zielkette.Text{
				DE: "Erfunden. Gezählt sind Pflanzungen, nicht was steht: Wer viel fällt, pflanzt viel.",
				EN: "Invented. Planted trees are counted, not those that stand: who fells many plants many.",
			},
		}},
	} {
		list, err := load(q.folders...)
		if err != nil {
			return err
		}
		q.query.KnownOn = c.KnownOn
		found, err := cities.Compare(q.query, slices.Values(list))
		if err != nil {
			return err
		}
		c.Refusals = append(c.Refusals, found.Refusals...)
		if len(found.Entries) > 0 {
			c.Comparisons = append(c.Comparisons, found)
			continue
		}
		for _, m := range found.Missing {
			c.Refusals = append(c.Refusals, cities.Refusal{
				Indicator: q.query.Code.Value, Cities: []string{m.City}, Obstacle: cities.NoValue, Text: m.Reason,
			})
		}
	}
	return c.along()
}

// along asks what became of single cities in time.
func (c *comparison) along() error {
	list, err := load("unna", "leipzig", "soest")
	if err != nil {
		return err
	}
	unna, leipzig, soest := list[0], list[1], list[2]
	balances, err := load("klimabilanz/karlsruhe", "klimabilanz/leipzig", "klimabilanz/muenster", "klimabilanz/ulm")
	if err != nil {
		return err
	}
	for _, q := range []struct {
		city      cities.City
		indicator string
		from, to  string
	}{
		{unna, "eea-punkte", "2015", "2022"},
		{leipzig, "thg-je-ew", "2011", "2021"},
		{leipzig, "thg-je-ew", "2008", "2011"}, // across the break of 2011
		{balances[0], "thg-gesamt", "2007", "2019"},
		{balances[1], "thg-gesamt", "2011", "2017"},
		{balances[2], "thg-gesamt", "1990", "2022"},
		{balances[3], "thg-gesamt", "2006", "2016"},
	} {
		change, ok := cities.Trend(q.city, q.indicator, zielkette.MustParsePeriod(q.from), zielkette.MustParsePeriod(q.to), c.KnownOn)
		switch {
		case !ok:
			return fmt.Errorf("%s has no indicator %s", q.city.Name, q.indicator)
		case len(change.Refusals) > 0:
			c.Refusals = append(c.Refusals, change.Refusals...)
		default:
			c.Trends = append(c.Trends, change)
		}
	}
	// CO2 against greenhouse gas: two values for one year, told apart by their
	// definitions, never subtracted.
	year := zielkette.MustParsePeriod("2011")
	old, hasOld := cities.Read(leipzig, "thg-je-ew", "CO2, neue Methode", year, c.KnownOn)
	now, hasNow := cities.Read(leipzig, "thg-je-ew", "Treibhausgase, wie ab 2022 berichtet", year, c.KnownOn)
	if hasOld && hasNow {
		c.Refusals = append(c.Refusals, cities.Along(old, now)...)
	}
	// The project page of the region gives a number of inhabitants without a date;
	// it can stand in no record, so it is compared by itself.
	page := cities.Reading{
		City: soest.Name, Indicator: "Einwohner", Unit: "Einwohner", Definition: "Projektseite der Stadt", Value: zielkette.Int(49658),
		Source: "Smart Cities Südwestfalen, Projektseite Soest, https://smartcities-suedwestfalen.com/soest/",
	}
	if counted, ok := cities.Read(soest, "einwohner", "auf Grundlage von IT.NRW", zielkette.MustParsePeriod("2023-12-31"), c.KnownOn); ok {
		c.Refusals = append(c.Refusals, cities.Along(page, counted)...)
	}
	return nil
}
