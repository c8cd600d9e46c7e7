package report

import (
	"io"
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/outlook"
)

// Outlook is where the values of an indicator lead. [Outlook.Page] prints it, or a page of
// one's own takes [Outlook.Section]; [Outlook.JSON] writes it.
type Outlook struct {
	report *Report
	found  outlook.Outlook
}

// OutlookOf returns the outlook of an indicator by its id, from the values since a year;
// an indicator with several targets or areas by the first that can be reached by a date.
// ok is false where the catalogue has no such indicator.
func OutlookOf(result *evaluation.Result, indicator string, from int, options Options) (o *Outlook, ok bool) {
	for a := range result.Assessments() {
		if a.ID() != indicator {
			continue
		}
		found := outlook.Of(a, from)
		if ok && o.found.Refused != outlook.NoAim {
			break
		}
		o, ok = &Outlook{Of(result, options), found}, true
	}
	return o, ok
}

// or returns the outlook, that of nothing for nil and the zero value.
func (o *Outlook) or() *Outlook {
	if o == nil || o.report == nil {
		return &Outlook{Of(nil, Options{}), outlook.Of(evaluation.Assessment{}, 0)}
	}
	return o
}

// Page returns the outlook as a page.
func (o *Outlook) Page() Page {
	o = o.or()
	r := o.report
	p := r.headed(r.in("Ausblick: Wird der Zielwert erreicht?", "Outlook: will the target be reached?"))
	p.Sections = []Section{o.Section()}
	return p
}

// value writes a value of the indicator with its unit.
func (o *Outlook) value(f zielkette.Figure) string {
	return o.number(f) + o.report.unit(o.found.Indicator.Unit())
}

// number writes a value with as many places as those on record or the target, at most two.
func (o *Outlook) number(f zielkette.Figure) string {
	places := 0
	for _, p := range o.found.Points {
		places = max(places, min(placesOf(p.Value), 2))
	}
	return f.Text(o.report.language, max(places, min(placesOf(o.found.Target), 2)))
}

// Section says how fast the values move, how fast they would have to, and where they
// lead.
func (o *Outlook) Section() Section {
	o = o.or()
	r, f := o.report, o.found
	r.look()
	s := Section{ID: "outlook", Title: r.in("Wenn es weitergeht wie bisher", "If it goes on as before")}
	name := r.calledIndicator(f.Indicator)
	if f.Refused != "" {
		s.Blocks = []Block{Paragraph{Large: true, Text: Say(r.in("Zu ", "Of ")).And(name, Say(r.say(" gibt es seit %d keinen Ausblick: ", " there is no outlook since %d: ", f.From)+stop(f.Refused.Text(r.language))))}}
		return s
	}
	first, last := f.Points[0], f.Points[len(f.Points)-1]
	start, end := o.value(first.Value)+" ("+first.Period.Text(r.language)+")", o.value(last.Value)+" ("+last.Period.Text(r.language)+")"
	target := o.value(f.Target) + " (" + f.By.Text(r.language) + ")"
	t := f.Trend
	since := r.say("%d Werte von %s bis %s", "%d values from %s to %s", len(f.Points), first.Period.Text(r.language), last.Period.Text(r.language))
	switch t.Refused {
	case "":
		s.Blocks = append(s.Blocks, Paragraph{Large: true, Text: Say(r.in("Geht ", "If ")).And(name, Say(r.say(" von %s weiter wie bisher, so wird der Zielwert %s nach einer Geraden durch %s mit einer geschätzten Wahrscheinlichkeit von %s erreicht.",
			" goes on from %s as before, the target %s is reached with an estimated probability of %[4]s, by a line through %[3]s.", end, target, since, r.percent(t.Probability, 1))))})
	case outlook.NoSpread:
		s.Blocks = append(s.Blocks, Paragraph{Large: true, Text: name.And(Say(r.say(" käme von %s nach einer Geraden durch %s auf %s; eine Wahrscheinlichkeit für den Zielwert %s gibt es nicht: %s", " would come from %s by a line through %s to %s; there is no probability for the target %s: %s",
			end, since, o.value(t.Projection)+" ("+f.By.Text(r.language)+")", target, stop(t.Refused.Text(r.language)))))})
	default:
		s.Blocks = append(s.Blocks, Paragraph{Large: true, Text: Say(r.in("Zu ", "Of ")).And(name, Say(r.say(" mit %s und dem Zielwert %s gibt es keinen Trend: %s", " with %s and the target %s there is no trend: %s", end, target, stop(t.Refused.Text(r.language)))))})
	}
	var items []Phrase
	say := func(de, en string, values ...any) { items = append(items, name.And(Say(r.say(de, en, values...)))) }
	perYear := func(p zielkette.Figure) string {
		text := p.Text(r.language, min(3, placesOf(p)))
		if p.Sign() > 0 {
			text = "+" + text
		}
		return text + r.points(f.Indicator.Unit())
	}
	if !f.SoFar.IsZero() {
		say(" hat sich von %s auf %s verändert, im Jahr um %s.", " has moved from %s to %s, by %s a year.", start, end, perYear(f.SoFar))
	}
	if f.Reached {
		say(" hat mit %s den Zielwert %s schon erreicht.", " has reached the target %[2]s already, with %[1]s.", end, target)
	} else {
		say(" müsste sich, um von %s auf %s zu kommen, im Jahr um %s verändern.", " would have to move by %[3]s a year to come from %[1]s to %[2]s.", end, target, perYear(f.Needed))
	}
	if !t.Projection.IsZero() && t.Refused == "" {
		say(" käme von %s nach einer Geraden durch %s auf %s (%s), mit einem Intervall zu 95 %% von %s bis %s und einem Standardfehler von %s.", " would come from %s, by a line through %s, to %s (%s), with an interval of 95%% from %s to %s and a standard error of %s.",
			end, since, o.value(t.Projection), f.By.Text(r.language), o.value(t.Low), o.value(t.High), o.value(t.Error))
	}
	for _, d := range t.Decisive {
		say(": Vorsicht, ein einziger Wert entscheidet viel. Ohne %s wäre die geschätzte Wahrscheinlichkeit, von %s auf %s zu kommen, %s statt %s.", ": caution, a single value decides much. Without %s the estimated probability of coming from %s to %s would be %s instead of %s.",
			d.Period.Text(r.language), end, target, r.percent(d.Probability, 1), r.percent(t.Probability, 1))
	}
	s.Blocks = append(s.Blocks, List{Items: items})
	if d, ok := o.fan(); ok {
		s.Blocks = append(s.Blocks, d, Legend(r.in("Punkte: Werte. Gestrichelt: Gerade. Schraffiert: Intervall zu 95 %. Raute: Zielwert.", "Dots: values. Dashed: line. Hatched: interval of 95%. Diamond: target.")))
	}
	note := r.say("Das Anfangsjahr %d ist vorgegeben, nicht gesucht; ein anderes ergäbe etwas anderes. Verändert ist nichts: Gezählt sind die Werte, wie sie zum Kenntnisstand erfasst sind, auch vorläufige und geschätzte, ohne Prognosen.",
		"The start year %d is given, not searched for; another would give something else. Nothing is varied: counted are the values as they were known, provisional and estimated ones too, without forecasts.", f.From)
	if t.Refused != outlook.TooFew {
		note += r.in(" Die Gerade trägt die Vergangenheit fort und kennt keine Maßnahme.", " The line carries the past on and knows no measure.")
	}
	if t.Refused == "" {
		note += r.say(" Intervall und Wahrscheinlichkeit sind Schätzungen nach Student mit %d Freiheitsgraden.", " Interval and probability are estimates by Student's t with %d degrees of freedom.", t.N-2)
	}
	s.Blocks = append(s.Blocks, Note(Say(note)))
	return s
}

// fan draws the values, the line through them with its interval, and the target; ok is
// false without a line.
func (o *Outlook) fan() (d Drawing, ok bool) {
	r, f := o.report, o.found
	if len(f.Trend.Fan) == 0 {
		return d, false
	}
	exact := func(f zielkette.Figure) *big.Rat {
		x, _ := f.Rat()
		return x
	}
	all := []zielkette.Figure{f.Target}
	for _, p := range f.Points {
		all = append(all, p.Value)
	}
	for _, p := range f.Trend.Fan {
		all = append(all, p.Low, p.High)
	}
	first, last := f.Trend.Fan[0], f.Trend.Fan[len(f.Trend.Fan)-1]
	s := scaleOf(all, 8)
	from, span := exact(first.Year), new(big.Rat).Sub(exact(last.Year), exact(first.Year))
	x := func(year *big.Rat) int {
		part := new(big.Rat).Sub(year, from)
		part.Quo(part, span)
		return plotLeft + whole(part.Mul(part, big.NewRat(plotRight-plotLeft, 1)))
	}
	d = Drawing{ID: "fan", Width: chartWidth, Height: chartHeight, Title: r.in("Werte, Gerade und Intervall zu 95 % von ", "Values, line and interval of 95% of ") + f.Indicator.Title()}
	s.grid(&d, r.language)
	var upper, lower, line []Dot
	for _, p := range f.Trend.Fan {
		at := x(exact(p.Year))
		upper, lower = append(upper, Dot{at, s.y(p.High)}), append(lower, Dot{at, s.y(p.Low)})
		line = append(line, Dot{at, s.y(p.Line)})
	}
	slices.Reverse(lower)
	d.add(Area, "band", append(upper, lower...)...)
	d.add(Line, "path", line...)
	d.add(Line, "axis", Dot{plotLeft, plotBottom}, Dot{plotRight, plotBottom})
	d.words("small", f.Points[0].Period.Text(r.language), "start", plotLeft, plotBottom+belowTheScale)
	d.words("small", f.By.Text(r.language), "end", plotRight, plotBottom+belowTheScale)
	for _, p := range f.Points {
		d.add(Circle, "dot", Dot{x(p.Place()), s.y(p.Value)})
	}
	d.add(Diamond, "target", Dot{plotRight, s.y(f.Target)})
	d.words("small", r.in("Ziel ", "target ")+r.short(f.Target), "end", plotRight-90, s.y(f.Target)+45)
	r.stamp(&d, plotLeft, 90)
	d.Desc = r.in("Liniendiagramm. ", "Line chart. ") + strings.ReplaceAll(r.say("%s: Werte von %s bis %s; die Gerade führt %s auf %s, das Intervall reicht von %s bis %s, der Zielwert ist %s.",
		"%s: values from %s to %s; the line leads to %[5]s in %[4]s, the interval reaches from %[6]s to %[7]s, the target is %[8]s.",
		f.Indicator.Title(), o.value(f.Points[0].Value), o.value(f.Points[len(f.Points)-1].Value), f.By.Text(r.language), o.value(f.Trend.Projection), o.value(f.Trend.Low), o.value(f.Trend.High), o.value(f.Target)), "\u00a0", " ")
	unit := strings.TrimLeft(r.unit(f.Indicator.Unit()), " \u00a0")
	d.Table = Table{Caption: f.Indicator.Title() + parens(unit), Columns: []Column{{Title: r.in("Zeit", "Time"), Width: 28}, {Title: r.in("Wert", "value"), Right: true, Width: 24}, {Title: r.in("Gerade", "line"), Right: true, Width: 24}, {Title: r.in("Intervall zu 95 %", "interval of 95%"), Right: true, Width: 24}}}
	for _, p := range f.Points {
		d.Table.add(row(p.Period.Text(r.language), o.number(p.Value), "–", "–"))
	}
	d.Table.add(row(f.By.Text(r.language), "–", o.number(f.Trend.Projection), o.number(f.Trend.Low)+r.in(" bis ", " to ")+o.number(f.Trend.High)))
	return d, true
}

type jsonOutlook struct {
	jsonHead
	ID          string           `json:"id"`
	Target      string           `json:"target,omitempty"`
	Area        string           `json:"area,omitempty"`
	Title       string           `json:"title"`
	Unit        string           `json:"unit"`
	From        int              `json:"from"`
	Refused     *string          `json:"refused"`
	Points      []jsonPoint      `json:"points"`
	Value       zielkette.Figure `json:"targetValue"`
	By          *string          `json:"by"`
	Rising      bool             `json:"rising"`
	Reached     bool             `json:"reached"`
	SoFar       zielkette.Figure `json:"soFar"`  // change per year
	Needed      zielkette.Figure `json:"needed"` // change per year
	NoTrend     *string          `json:"trendRefused"`
	N           int              `json:"n"`
	Slope       zielkette.Figure `json:"slope"`
	Projection  zielkette.Figure `json:"projection"`
	Error       zielkette.Figure `json:"error"`
	Low         zielkette.Figure `json:"low"`
	High        zielkette.Figure `json:"high"`
	Probability zielkette.Figure `json:"probability"` // an estimate
	Decisive    []jsonDecisive   `json:"decisive"`
	Fan         []jsonFan        `json:"fan"`
}

type jsonPoint struct {
	Period string           `json:"period"`
	Value  zielkette.Figure `json:"value"`
	Status string           `json:"status,omitempty"`
}

type jsonDecisive struct {
	Period      string           `json:"period"`
	Probability zielkette.Figure `json:"probability"`
}

type jsonFan struct {
	Year zielkette.Figure `json:"year"`
	Line zielkette.Figure `json:"line"`
	Low  zielkette.Figure `json:"low"`
	High zielkette.Figure `json:"high"`
}

// JSON writes the outlook as one JSON object.
func (o *Outlook) JSON(w io.Writer) error {
	o = o.or()
	if err := o.report.wrong; err != nil {
		return err
	}
	r, f := o.report, o.found
	a, t := f.Indicator, f.Trend
	j := jsonOutlook{
		jsonHead: r.jsonHead(), ID: a.ID(), Target: targetID(a), Area: a.Area(), Title: a.Title(), Unit: a.Unit(), From: f.From, Refused: some(string(f.Refused)), Points: []jsonPoint{},
		Value: f.Target, By: some(f.By.String()), Rising: f.Rising, Reached: f.Reached, SoFar: f.SoFar, Needed: f.Needed,
		NoTrend: some(string(t.Refused)), N: t.N, Slope: t.Slope, Projection: t.Projection, Error: t.Error, Low: t.Low, High: t.High, Probability: t.Probability,
		Decisive: []jsonDecisive{}, Fan: []jsonFan{},
	}
	for _, p := range f.Points {
		j.Points = append(j.Points, jsonPoint{p.Period.String(), p.Value, p.Status.String()})
	}
	for _, d := range t.Decisive {
		j.Decisive = append(j.Decisive, jsonDecisive{d.Period.String(), d.Probability})
	}
	for _, p := range t.Fan {
		j.Fan = append(j.Fan, jsonFan(p))
	}
	return encode(w, j)
}
