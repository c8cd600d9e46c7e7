package report

import (
	"io"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/cities"
)

// Cities is a comparison of cities: what the sources allow, and what they do not
// allow with the reason. [Cities.Page] prints it; [Cities.JSON] writes it.
type Cities struct {
	Options
	AsOf        zielkette.Date
	KnownOn     zielkette.Date // none: everything counts
	Comparisons []cities.Comparison
	Trends      []cities.Change
	Refusals    []cities.Refusal
}

// Page returns the comparison as a page.
func (c Cities) Page() Page {
	options := c.Options
	r := reads(&reading{language: options.Language})
	p := Page{
		Title: r.in("Städtevergleich: was die Quellen erlauben", "Cities compared: what the sources allow"), Language: options.Language, wrong: options.check(),
		Under: r.in("Stichtag ", "As of ") + c.AsOf.Text(r.language),
	}
	if !c.KnownOn.IsZero() {
		p.Under += r.in(", Kenntnisstand ", ", as known on ") + c.KnownOn.Text(r.language)
	}
	refused := c.refused(r.language)
	sum := []Block{Paragraph{Large: true, Text: Say(r.say("%d Vergleiche sind möglich, %d werden abgelehnt.", "%d comparisons are possible, %d are refused.", len(c.Comparisons)+len(c.Trends), len(refused)))}}
	p.Sections = append(p.Sections, Section{ID: "summary", Title: r.in("Kurzfassung", "Summary"), Blocks: sum})
	for i, comparison := range c.Comparisons {
		p.Sections = append(p.Sections, r.comparison(i, comparison))
	}
	var items []Phrase
	for _, t := range c.Trends {
		said := func(n zielkette.Number) string {
			_, places := n.Unscaled()
			return n.Text(r.language, min(2, places))
		}
		items = append(items, quoted(t.From.City+", "+t.From.Indicator).And(Say(": "+said(t.From.Value)+" ("+t.From.Period.Text(r.language)+") → "+
			said(t.To.Value)+" ("+t.To.Period.Text(r.language)+"), "+r.in("Änderung ", "change ")+signedText(t.Difference, r.language)+r.points(t.From.Unit)+".")))
	}
	if items != nil {
		p.Sections = append(p.Sections, Section{ID: "development", Title: r.in("Entwicklung", "Development"), Blocks: []Block{List{Items: items}}})
	}
	if refused != nil {
		p.Sections = append(p.Sections, Section{ID: "refusals", Title: r.in("Nicht verglichen", "Not compared"), Blocks: []Block{List{Items: refused}}})
	}
	return p
}

// refused are the comparisons that are refused, each with all its reasons.
func (c Cities) refused(language zielkette.Language) (items []Phrase) {
	at, and := map[string]int{}, zielkette.Text{DE: " und ", EN: " and "}.In(language)
	for _, f := range c.Refusals {
		of, text := f.Indicator+", "+strings.Join(f.Cities, and), f.Text.In(language)
		if i, ok := at[of]; ok {
			last := &items[i][len(items[i])-1]
			last.Text = strings.TrimSuffix(last.Text, ".") + "; " + stop(text)
			continue
		}
		at[of] = len(items)
		items = append(items, quoted(of).And(Say(": "+stop(text))))
	}
	return items
}

func (r *Report) comparison(i int, c cities.Comparison) Section {
	s := Section{ID: "comparison-" + itoa(i+1), Title: c.Title + " " + c.Period.Text(r.language)}
	if banner, _ := bannerOf(c.Fictional, r.language); banner != "" {
		s.Blocks = append(s.Blocks, Paragraph{Text: Strong(r.in("FIKTIVE DATEN: Städte und Werte sind erfunden.", "FICTIONAL DATA: cities and values are invented."))})
	}
	ranked := len(c.Entries) > 0 && c.Entries[0].Rank > 0
	t := Table{Columns: []Column{
		{Title: r.in("Stadt", "City"), Width: 34},
		{Title: r.in("Wert", "value") + parens(strings.TrimLeft(r.unit(c.Unit), " \u00a0")), Right: true, Width: 22},
		{Title: r.in("zum Median", "to the median"), Right: true, Width: 18},
	}}
	if ranked {
		t.Columns = append(t.Columns, Column{Title: r.in("Rang", "rank"), Right: true, Width: 8}, Column{Title: r.in("besser als … der anderen", "better than … of the others"), Right: true, Width: 18})
	}
	for _, e := range c.Entries {
		cells := []Cell{cellOf(quoted(e.Reading.City)), cellOf(Say(e.Value.Text(r.language, min(2, placesOf(e.Value.Figure()))))), cellOf(Say(signedText(e.ToMedian, r.language)))}
		if ranked {
			cells = append(cells, cellOf(Say(itoa(e.Rank))), cellOf(Say(r.percent(e.Percentile.Figure(), 0))))
		}
		t.add(Row{Cells: cells})
	}
	t.Foot = []Row{{Cells: []Cell{cellOf(Say("Median")), cellOf(Say(c.Median.Text(r.language, min(2, placesOf(c.Median.Figure())))))}}}
	s.Blocks = append(s.Blocks, t)
	var items []Phrase
	if !c.Query.Note.IsZero() {
		items = append(items, Say(r.in("Vorsicht: ", "Caution: ")+c.Query.Note.In(r.language)))
	}
	for _, m := range c.Missing {
		items = append(items, Say(r.in("Ohne Wert: ", "No value: ")).And(quoted(m.City), Say(" ("+m.Reason.In(r.language)+").")))
	}
	for _, text := range c.Caveats {
		items = append(items, Say(stop(text.In(r.language))))
	}
	s.list(items)
	if !c.Fictional {
		var facts Facts
		for _, e := range c.Entries {
			facts = append(facts, Fact{r.in("Quelle ", "Source ") + e.Reading.City, r.origin(sourceOf(e.Reading.Source))})
		}
		s.Blocks = append(s.Blocks, facts)
	}
	return s
}

func parens(text string) string {
	if text == "" {
		return ""
	}
	return ", " + text
}

func signedText(n zielkette.Number, language zielkette.Language) string {
	text := n.Text(language, min(2, placesOf(n.Figure())))
	if n.Sign() > 0 {
		return "+" + text
	}
	return text
}

type jsonCities struct {
	AsOf        string           `json:"asOf"`
	KnownOn     *string          `json:"knownOn"`
	Comparisons []jsonComparison `json:"comparisons"`
	Trends      []jsonTrend      `json:"trends"`
	Refusals    []jsonRefusal    `json:"refusals"`
}

type jsonComparison struct {
	Indicator  string           `json:"indicator"`
	Code       string           `json:"code"`
	Unit       string           `json:"unit"`
	Definition string           `json:"definition"`
	Period     string           `json:"period"`
	Fictional  bool             `json:"fictional"`
	Cities     []jsonEntry      `json:"cities"`
	Median     zielkette.Number `json:"median"`
	Missing    []jsonMissing    `json:"missing"`
	Note       string           `json:"note"`
	Caveats    []string         `json:"caveats"`
}

type jsonEntry struct {
	City        string           `json:"city"`
	Rank        *int             `json:"rank"`
	Value       zielkette.Number `json:"value"`
	Recorded    zielkette.Number `json:"recorded"`
	Denominator zielkette.Number `json:"denominator"`
	Percentile  zielkette.Number `json:"percentile"`
	ToBest      zielkette.Number `json:"toBest"`
	ToMedian    zielkette.Number `json:"toMedian"`
	Status      string           `json:"status"`
	Source      string           `json:"source"`
}

type jsonMissing struct {
	City   string `json:"city"`
	Reason string `json:"reason"`
}

type jsonTrend struct {
	Indicator  string           `json:"indicator"`
	City       string           `json:"city"`
	From       string           `json:"from"`
	To         string           `json:"to"`
	FromValue  zielkette.Number `json:"fromValue"`
	ToValue    zielkette.Number `json:"toValue"`
	Difference zielkette.Number `json:"difference"`
	Unit       string           `json:"unit"`
}

type jsonRefusal struct {
	Indicator string          `json:"indicator"`
	Cities    []string        `json:"cities"`
	Reason    cities.Obstacle `json:"reason"`
	Text      string          `json:"text"`
}

// JSON writes the comparison as one JSON object.
func (c Cities) JSON(w io.Writer) error {
	if err := c.check(); err != nil {
		return err
	}
	in := c.Language
	known := c.KnownOn.String()
	doc := jsonCities{c.AsOf.String(), &known, []jsonComparison{}, []jsonTrend{}, []jsonRefusal{}}
	if known == "" {
		doc.KnownOn = nil
	}
	for _, of := range c.Comparisons {
		j := jsonComparison{
			Indicator: of.Title, Code: of.Query.Code.Catalogue + ":" + of.Query.Code.Value, Unit: of.Unit, Definition: of.Definition, Period: of.Period.String(),
			Fictional: of.Fictional, Cities: []jsonEntry{}, Median: of.Median, Missing: []jsonMissing{}, Note: of.Query.Note.In(in), Caveats: []string{},
		}
		for _, e := range of.Entries {
			entry := jsonEntry{
				City: e.Reading.City, Value: e.Value, Recorded: e.Reading.Value, Denominator: e.Denominator.Value,
				Percentile: e.Percentile, ToBest: e.ToBest, ToMedian: e.ToMedian, Status: e.Reading.Status.String(), Source: e.Reading.Source,
			}
			if e.Rank > 0 {
				entry.Rank = &e.Rank
			}
			j.Cities = append(j.Cities, entry)
		}
		for _, m := range of.Missing {
			j.Missing = append(j.Missing, jsonMissing{m.City, m.Reason.In(in)})
		}
		for _, t := range of.Caveats {
			j.Caveats = append(j.Caveats, t.In(in))
		}
		doc.Comparisons = append(doc.Comparisons, j)
	}
	for _, t := range c.Trends {
		doc.Trends = append(doc.Trends, jsonTrend{
			t.From.Indicator, t.From.City, t.From.Period.String(), t.To.Period.String(), t.From.Value, t.To.Value, t.Difference, t.From.Unit,
		})
	}
	for _, f := range c.Refusals {
		doc.Refusals = append(doc.Refusals, jsonRefusal{f.Indicator, f.Cities, f.Obstacle, f.Text.In(in)})
	}
	return encode(w, doc)
}
