package report

import (
	"cmp"
	"io"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
)

// The JSON report. Its keys are stable: new ones may come, none changes its
// meaning. Numbers are decimal text or null.
type jsonReport struct {
	jsonHead
	Assumptions   []string                     `json:"assumptions"`
	Rules         []string                     `json:"rules"`
	Minimum       string                       `json:"minimumCoverage"` // below it a report says nothing where the rule states no minimum
	Levels        []jsonLevel                  `json:"levels"`
	Goals         document.Rows[jsonGoal]      `json:"goals"`
	Indicators    document.Rows[jsonIndicator] `json:"indicators"`
	Themes        []jsonTheme                  `json:"themes"`
	Areas         []jsonArea                   `json:"areas"`
	Outside       *jsonArea                    `json:"outside,omitempty"` // what lies outside all focus areas; left out where there are none
	Measures      []jsonMeasure                `json:"measures"`
	Money         *jsonMoney                   `json:"money,omitempty"` // of all measures, as it stood and was known at the dates; left out where no budget is on record
	Frame         *goals.Frame                 `json:"frame,omitempty"` // the financial frame last known at the dates
	Recurring     []jsonRecurring              `json:"recurring,omitempty"`
	Participation []jsonParticipation          `json:"participation,omitempty"`
	Risks         []goals.Risk                 `json:"risks,omitempty"` // seen by the dates
	Related       []goals.Related              `json:"related,omitempty"`
	Milestones    []jsonMilestone              `json:"milestones"`
	Conflicts     []jsonConflict               `json:"conflicts"`
	Context       []jsonContext                `json:"context,omitempty"` // indicators that are not scored
	Warnings      []jsonWarning                `json:"warnings"`
}

// jsonHead says whose figures a document holds, at which dates, and whether they are
// invented.
type jsonHead struct {
	Fictional bool         `json:"fictional"`
	Banner    string       `json:"banner,omitempty"`
	Strategy  jsonStrategy `json:"strategy"`
	AsOf      string       `json:"asOf"`
	KnownOn   *string      `json:"knownOn"`
}

func (r *Report) jsonHead() jsonHead {
	o := r.result.Options()
	banner, _ := r.banner()
	return jsonHead{banner != "", banner, strategyJSON(r.plan), o.AsOf.String(), some(o.KnownOn.String())}
}

type jsonStrategy struct {
	ID           string `json:"id"`
	Title        string `json:"title"`
	Edition      string `json:"edition"`
	Municipality string `json:"municipality"`
	AGS          string `json:"ags,omitempty"`
}

type jsonLevel struct {
	Name     string `json:"name"`
	Declared *int   `json:"declared"`
	Recorded int    `json:"recorded"`
}

type jsonGoal struct {
	ID        string            `json:"id"`
	Parent    *string           `json:"parent"`
	Level     string            `json:"level"`
	Number    string            `json:"number,omitempty"`
	Title     string            `json:"title"`
	Statement string            `json:"statement,omitempty"`
	State     evaluation.State  `json:"state"`
	Reason    indicators.Reason `json:"reason,omitzero"`
	Score     zielkette.Figure  `json:"score"`
	Coverage  zielkette.Figure  `json:"coverage"`
	Range     jsonRange         `json:"range"`    // what the unknown leaves
	Expected  zielkette.Figure  `json:"expected"` // the same roll-up with the path in place of the values
	Spoken    bool              `json:"spoken"`   // whether enough is known for a report to say the score
	Weight    zielkette.Number  `json:"weight"`   // among the parts of the goal above
	Status    *string           `json:"status"`
	Horizon   int               `json:"horizon,omitempty"`     // where a financial frame is known: the last year the goal is set for, of its targets and those beneath, else the end of the term
	Beyond    bool              `json:"beyondFrame,omitempty"` // it reaches beyond the known financial frame
	Money     *chain.Amount     `json:"money,omitempty"`       // behind it and the goals beneath
	CappedBy  string            `json:"cappedBy,omitempty"`    // the part whose floor keeps the status down

	parent, status string // to which the pointers lead
}

type jsonRange struct {
	Low  zielkette.Figure `json:"low"`
	High zielkette.Figure `json:"high"`
}

type jsonKept struct {
	Kept   int                `json:"kept"`
	Of     int                `json:"of"`
	Broken []zielkette.Period `json:"broken,omitempty"`
}

type jsonIndicator struct {
	ID           string             `json:"id"`
	Target       string             `json:"target,omitempty"`
	Area         string             `json:"area,omitempty"`
	Title        string             `json:"title"`
	Unit         string             `json:"unit"`
	State        evaluation.State   `json:"state"`
	Reason       indicators.Reason  `json:"reason,omitzero"`
	ReasonText   string             `json:"reasonText,omitempty"`
	Value        *string            `json:"value"`
	Period       *zielkette.Period  `json:"period"`
	Latest       string             `json:"latest,omitempty"` // where no value counts, the latest on record, which may be too old
	LatestPeriod string             `json:"latestPeriod,omitempty"`
	TargetText   string             `json:"targetText,omitempty"`
	Baseline     zielkette.Number   `json:"baseline"`
	BasePeriod   *zielkette.Period  `json:"baselinePeriod"`
	Attainment   zielkette.Figure   `json:"attainment"`
	Expected     zielkette.Figure   `json:"expected"`
	OnTrack      zielkette.Figure   `json:"onTrack"`
	Course       string             `json:"course,omitempty"`  // ahead, on, behind
	Kept         *jsonKept          `json:"kept,omitempty"`    // of a limit, how often it was kept, and when it was not
	Overdue      bool               `json:"overdue,omitempty"` // the last point of the target has passed, and none is ahead
	Missing      []zielkette.Period `json:"missing,omitempty"` // the periods for want of which there is no total
	Status       *string            `json:"status"`
	Observed     string             `json:"observationStatus,omitempty"`
	Known        zielkette.Date     `json:"known,omitzero"`
	MaxAge       zielkette.Span     `json:"maxAge,omitzero"`
	Source       string             `json:"source"`
	Note         string             `json:"note,omitempty"`
	About        string             `json:"indicatorNote,omitempty"`

	glance        evaluation.Glance // to whose periods and to what follows the pointers lead
	start         indicators.Baseline
	value, status string
}

type jsonTheme struct {
	ID          string            `json:"id"`
	Kind        string            `json:"kind"`
	Title       string            `json:"title"`
	Statement   string            `json:"statement,omitempty"`
	Edition     string            `json:"edition,omitempty"`
	Responsible string            `json:"responsible,omitempty"`
	State       evaluation.State  `json:"state"` // of its own indicators; it enters no goal
	Reason      indicators.Reason `json:"reason,omitzero"`
	Score       zielkette.Figure  `json:"score"`
	Coverage    zielkette.Figure  `json:"coverage"`
	Range       jsonRange         `json:"range"`
	Expected    zielkette.Figure  `json:"expected"`
	Spoken      bool              `json:"spoken"`
	Status      *string           `json:"status"`
	Indicators  []string          `json:"indicators"` // ids of those that measure it
	Note        string            `json:"note,omitempty"`
}

// jsonArea is an area, or what lies outside all focus areas. It has no score.
type jsonArea struct {
	ID         string           `json:"id"`
	Kind       string           `json:"kind"`
	Title      string           `json:"title"`
	Focus      bool             `json:"focus,omitempty"`
	Within     string           `json:"within,omitempty"`
	Contact    string           `json:"contact,omitempty"`
	Potential  string           `json:"potential,omitempty"`
	Neighbours []string         `json:"neighbours,omitempty"`
	Parts      []string         `json:"parts,omitempty"` // ids of the areas within it
	Goals      []string         `json:"goals,omitempty"` // ids of those that name it
	Measures   []string         `json:"measures,omitempty"`
	Planned    *string          `json:"planned"` // euros of its measures, each in full
	ToDate     *string          `json:"plannedToDate"`
	Actual     *string          `json:"actual"`
	Values     []jsonLocalValue `json:"values,omitempty"`
	Note       string           `json:"note,omitempty"`
	Source     string           `json:"source,omitempty"`
}

type jsonLocalValue struct {
	Indicator string            `json:"indicator"`
	Area      string            `json:"area"`
	Value     *string           `json:"value"`  // none where it does not count
	Latest    *string           `json:"latest"` // where it does not count, the latest on record
	Period    *string           `json:"period"`
	Reason    indicators.Reason `json:"reason,omitzero"`
	Whole     zielkette.Figure  `json:"whole"` // of the whole municipality for the same period
}

type jsonMeasure struct {
	Kind        string                   `json:"kind,omitempty"`
	Package     string                   `json:"package,omitempty"`
	Themes      []string                 `json:"themes,omitempty"`
	ID          string                   `json:"id"`
	Title       string                   `json:"title"`
	Responsible string                   `json:"responsible,omitempty"`
	Start       *string                  `json:"start"`
	End         *string                  `json:"end"`
	Done        *string                  `json:"done"`
	State       zielkette.MilestoneState `json:"state"` // of its completion
	Overdue     *int                     `json:"overdueDays"`
	Attainment  *string                  `json:"attainment"` // of its milestones
	Goals       []string                 `json:"goals"`
	Planned     *string                  `json:"planned"`       // euros, in all years
	ToDate      *string                  `json:"plannedToDate"` // of that, in the years up to that of the as-of date
	Actual      *string                  `json:"actual"`
	Budget      []goals.BudgetLine       `json:"budget,omitempty"` // what holds at the dates
	Staff       []goals.Posts            `json:"staff,omitempty"`
	Note        string                   `json:"note,omitempty"`
	Source      string                   `json:"source,omitempty"`
}

type jsonMilestone struct {
	ID        string                   `json:"id"`
	Measure   string                   `json:"measure,omitempty"`
	Title     string                   `json:"title"`
	Kind      zielkette.MilestoneKind  `json:"kind,omitempty"`
	Counts    bool                     `json:"counts"` // whether it counts for how far the measure or the process is
	Due       *string                  `json:"due"`
	Done      *string                  `json:"done"`
	Reported  *string                  `json:"reported"`
	State     zielkette.MilestoneState `json:"state"`
	StateText string                   `json:"stateText"`
	SlipDays  *int                     `json:"slipDays"` // whole days, where both dates are days
	Overdue   *int                     `json:"overdueDays"`
	Slip      string                   `json:"slip"`
	Committee string                   `json:"committee,omitempty"`
	Note      string                   `json:"note,omitempty"`
	Source    string                   `json:"source,omitempty"`
}

type jsonMoney struct {
	All      chain.Amount `json:"all"`
	Unserved chain.Amount `json:"unserved"` // of the measures that serve no goal
	Years    []chain.Part `json:"years"`
	Products []chain.Part `json:"products"`
	Funds    []chain.Part `json:"funds"`
	Uses     []chain.Part `json:"uses"`
}

// jsonConflict is a conflict of goals, an open question where it is between none.
type jsonConflict struct {
	Between     []string       `json:"between"` // ids of goals
	Description string         `json:"description"`
	Areas       []string       `json:"areas,omitempty"`
	Options     []goals.Option `json:"options,omitempty"`
	Committee   string         `json:"committee,omitempty"`
	Due         *string        `json:"due"`
	Overdue     *int           `json:"overdueDays"`
	Responsible string         `json:"responsible,omitempty"`
	Open        bool           `json:"open"`
	Resolution  string         `json:"resolution,omitempty"`
	Resolved    *string        `json:"resolved"`
	Source      string         `json:"source,omitempty"`
}

// jsonContext is a group of context indicators with their courses.
type jsonContext struct {
	Title      string            `json:"title"`
	Indicators []jsonDevelopment `json:"indicators"`
	Note       string            `json:"note,omitempty"`
	Source     string            `json:"source,omitempty"`
}

type jsonDevelopment struct {
	ID     string                 `json:"id"`
	Title  string                 `json:"title"`
	Unit   string                 `json:"unit"`
	Values []jsonDevelopmentValue `json:"values"`
}

type jsonDevelopmentValue struct {
	Period zielkette.Period `json:"period"`
	Value  zielkette.Figure `json:"value"`
	Label  string           `json:"label,omitempty"`
	Status string           `json:"observationStatus,omitempty"`
	Break  bool             `json:"break,omitempty"` // it does not compare with the value before
	Source string           `json:"source,omitempty"`
}

type jsonWarning struct {
	Code    string `json:"code"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Pointer string `json:"pointer"`
	Message string `json:"message"`
}

// warningsJSON are problems with the place they stand at.
func warningsJSON(list zielkette.Problems, language zielkette.Language) []jsonWarning {
	out := []jsonWarning{}
	for _, p := range list {
		message := p.Message.In(language)
		if p.Subject != "" {
			message = p.Subject + ": " + message
		}
		out = append(out, jsonWarning{string(p.Code), p.Place.File, p.Place.Line, p.Place.Pointer, message})
	}
	return out
}

// some returns a pointer to a text, nil for the empty one: null in JSON.
func some(s string) *string { return orNull(&s) }

// orNull is some for a text that has its place already.
func orNull(s *string) *string {
	if *s == "" {
		return nil
	}
	return s
}

// known returns the period, nil for none.
func known(p *zielkette.Period) *zielkette.Period {
	if p.IsZero() {
		return nil
	}
	return p
}

// encode writes a document as JSON, indented, with a closing line break.
func encode(w io.Writer, data any) error { return document.Write(w, data) }

func strategyJSON(plan *goals.Plan) jsonStrategy {
	m := plan.Municipality()
	return jsonStrategy{plan.ID(), plan.Title(), plan.Edition().Name, m.Name, m.AGS}
}

// JSON writes the figures of the report as one JSON object, from the data itself and
// not from the page. The schema is that of [Schemas]. The error is that of the writer.
func (r *Report) JSON(w io.Writer) error {
	r = r.or()
	if r.wrong != nil {
		return r.wrong
	}
	money := r.money()
	var list document.Rows[jsonGoal]
	var measured document.Rows[jsonIndicator]
	var warnings zielkette.Problems
	parallel.Run(func() { warnings = r.result.Warnings() }, func() { list, measured = r.jsonGoals(money), r.jsonIndicators() })
	j := jsonReport{
		jsonHead: r.jsonHead(), Minimum: r.minimum.String(),
		Assumptions: r.each(r.result.Assumptions()), Rules: r.each(r.result.Rules()),
		Levels: []jsonLevel{}, Goals: list, Indicators: measured,
		Themes: []jsonTheme{}, Areas: []jsonArea{}, Measures: r.jsonMeasures(money), Money: moneyJSON(money), Milestones: r.jsonMilestones(), Conflicts: r.jsonConflicts(), Context: r.jsonContext(),
		Recurring: r.jsonRecurring(), Participation: r.jsonParticipation(), Risks: r.risks(), Related: r.tied(), Warnings: warningsJSON(warnings, r.language),
	}
	if frame, ok := r.frame(); ok {
		j.Frame = &frame
	}
	for _, l := range r.plan.Levels() {
		level := jsonLevel{Name: l.Name, Recorded: l.Recorded}
		if l.IsDeclared {
			level.Declared = &l.Declared
		}
		j.Levels = append(j.Levels, level)
	}
	for t, score := range r.result.Themes() {
		span := score.Range()
		theme := jsonTheme{
			ID: t.ID, Kind: t.Kind, Title: t.Title, Statement: t.Statement, Edition: t.Edition, Responsible: t.Responsible,
			State: score.State(), Reason: score.Reason(), Score: score.Attainment(), Coverage: score.Coverage(), Range: jsonRange{span.Low, span.High},
			Expected: score.Expected(), Spoken: score.EnoughKnown(r.minimum), Status: some(score.Status().Class), Indicators: each(t.Indicators, func(l goals.Link) string { return l.ID }), Note: r.note(t),
		}
		j.Themes = append(j.Themes, theme)
	}
	if locals := r.result.Locals(); len(locals) > 0 {
		behind := r.byMeasure(money)
		for _, l := range locals {
			j.Areas = append(j.Areas, areaJSON(l, behind))
		}
		if outside, ok := r.result.Outside(); ok {
			area := areaJSON(outside, behind)
			j.Outside = &area
		}
	}
	return encode(w, j)
}

func (r *Report) jsonGoals(money *chain.Money) document.Rows[jsonGoal] {
	frame, framed := r.frame()
	var horizons []int
	if framed {
		horizons = r.horizons()
	}
	paid := !money.All().Planned.IsZero() || !money.All().Actual.IsZero()
	weights := make([]zielkette.Number, r.plan.Len()) // by position
	for goal, score := range r.result.Goals() {
		if score.State() != evaluation.NotApplicable || goal.NotApplicable() == "" {
			for child, weight := range score.Weights(module.Reader{}) {
				weights[child.Position()] = weight
			}
		}
	}
	return document.Rows[jsonGoal]{Len: r.plan.Len(), At: func(i int, g *jsonGoal) {
		goal, score := r.plan.At(i), r.result.ScoreAt(module.Reader{}, i)
		status, span := score.Status(), score.Range()
		g.ID, g.Level, g.Number, g.Title, g.Statement = goal.ID(), goal.Level(), goal.Number(), goal.Title(), goal.Statement()
		g.State, g.Reason, g.Score, g.Coverage = score.State(), score.Reason(), score.Attainment(), score.Coverage()
		g.Range, g.Expected, g.Spoken, g.Weight = jsonRange{span.Low, span.High}, score.Expected(), score.EnoughKnown(r.minimum), weights[i]
		g.status, g.CappedBy = status.Class, status.CappedBy
		g.Status = orNull(&g.status)
		if framed {
			g.Horizon = horizons[i]
			g.Beyond = exceeds(frame, g.Horizon)
		}
		if paid {
			if amount, _ := money.Goal(goal.ID()); amount.Measures > 0 {
				g.Money = &amount
			}
		}
		if parent, ok := goal.Parent(); ok {
			g.parent = parent.ID()
			g.Parent = orNull(&g.parent)
		}
	}}
}

func (r *Report) jsonIndicators() document.Rows[jsonIndicator] {
	list := slices.AppendSeq(make([]evaluation.Assessment, 0, r.result.Model().Set().Len()), r.assessments())
	return document.Rows[jsonIndicator]{Len: len(list), At: func(i int, j *jsonIndicator) { r.jsonIndicator(list[i], j) }}
}

func (r *Report) each(texts []zielkette.Text) []string {
	return each(texts, func(t zielkette.Text) string { return t.In(r.language) })
}

func (r *Report) jsonIndicator(a evaluation.Assessment, j *jsonIndicator) {
	j.glance = a.Glance(module.Reader{})
	g := &j.glance
	j.ID, j.Area, j.Title, j.Unit, j.State, j.Reason = a.ID(), a.Area(), a.Title(), a.Unit(), a.State(), a.Reason()
	j.MaxAge, j.Source, j.About = g.Indicator.MaxAge, g.Indicator.Source.String(), g.Indicator.Note
	j.Attainment, j.Expected, j.OnTrack, j.Course = g.Attainment, g.Expected, g.OnTrack, string(g.Course)
	j.status = a.Status().Class
	j.Status = orNull(&j.status)
	if a.State() != evaluation.Scored {
		j.ReasonText = a.ReasonText(r.language)
	}
	if t := g.Target; t != nil {
		j.Target, j.TargetText = t.ID, g.Asks(r.language)
		j.start = g.Baseline()
		j.Baseline, j.BasePeriod = j.start.Value, known(&j.start.Period)
		if kept := g.Kept(); kept.Of > 0 {
			j.Kept = &jsonKept{kept.Kept, kept.Of, kept.Broken}
		}
		j.Overdue = g.Overdue()
	}
	j.Missing = g.Missing()
	if a.State() == evaluation.NotReported {
		if o, ok := a.Latest(); ok {
			j.Latest, j.LatestPeriod = cmp.Or(o.Label, o.Value.String()), o.Period.String()
		}
	}
	if o := &g.Observation; !o.Period.IsZero() {
		j.value = g.ValueText()
		j.Value, j.Period, j.Observed, j.Known, j.Note = orNull(&j.value), known(&o.Period), o.Status.String(), o.Known, o.Note
		if o.Source != "" {
			j.Source = sourceOf(o.Source).String()
		}
	}
}

func (r *Report) jsonMilestones() []jsonMilestone {
	out := []jsonMilestone{}
	on := r.result.Options().AsOf
	for _, m := range r.milestones() {
		state := m.State(on)
		j := jsonMilestone{
			ID: m.id, Measure: m.measure, Title: m.Title, Kind: m.Kind, Counts: m.Weighs().Sign() > 0, Due: some(m.Due.String()), State: state, StateText: state.Text().In(r.language),
			Slip: m.SlipText(on).In(r.language), Committee: m.Committee, Note: m.Note, Source: m.Source.String(),
		}
		if m.Done.By(on) { // what is done later is not known at the date of the report
			j.Done = some(m.Done.String())
		}
		if m.Reported.By(on) {
			j.Reported = some(m.Reported.String())
		}
		if days, ok := m.Slip(); ok && j.Done != nil && m.Due.IsDay() && m.Done.IsDay() {
			j.SlipDays = &days
		}
		if days, ok := m.Overdue(on); ok {
			j.Overdue = &days
		}
		out = append(out, j)
	}
	return out
}

func (r *Report) jsonMeasures(money *chain.Money) []jsonMeasure {
	out, behind := []jsonMeasure{}, r.byMeasure(money)
	on := r.result.Options().AsOf
	for _, m := range r.measures() {
		j := jsonMeasure{
			ID: m.ID, Kind: m.Kind, Title: m.Title, Package: m.Package, Themes: m.Themes, Responsible: m.Responsible, Start: some(m.Start.String()), End: some(m.End.String()),
			Goals: []string{}, Note: r.note(m), Source: m.Source.String(),
		}
		if r.happened(m.Done) {
			j.Done = some(m.Done.String())
		}
		completion := m.Completion().AsKnown(r.knowable())
		j.State = completion.State(on)
		if days, ok := completion.Overdue(on); ok {
			j.Overdue = &days
		}
		if progress, ok := zielkette.ProgressOf(m.Milestones, on, r.result.Options().KnownOn); ok {
			j.Attainment = some(progress.Share.String())
		}
		for _, s := range m.Serves {
			j.Goals = append(j.Goals, s.Goal)
		}
		a := behind[m.ID]
		j.Planned, j.ToDate, j.Actual = centsJSON(a.Planned), centsJSON(a.PlannedToDate), centsJSON(a.Actual)
		j.Budget, j.Staff = m.BudgetAt(on, r.result.Options().KnownOn), m.StaffAt(on, r.result.Options().KnownOn)
		out = append(out, j)
	}
	return out
}

func moneyJSON(money *chain.Money) *jsonMoney {
	years := money.Years("")
	if years == nil {
		return nil
	}
	return &jsonMoney{money.All(), money.Unserved(), years, money.Products(""), money.Funds(""), money.Uses("")}
}

// centsJSON is a sum with its cents, null where no amount is stated.
func centsJSON(f zielkette.Figure) *string {
	return some(f.Fixed(2))
}

func (r *Report) jsonConflicts() []jsonConflict {
	out := []jsonConflict{}
	for _, c := range r.conflicts() {
		j := jsonConflict{
			Between: append([]string{}, c.Between...), Description: c.Description, Areas: c.Areas, Options: c.Options, Committee: c.Committee, Due: some(c.Due.String()),
			Responsible: c.Responsible, Open: c.Open(), Resolution: c.Resolution, Resolved: some(c.Resolved.String()), Source: c.Source.String(),
		}
		if c.Open() {
			if days, ok := c.undecided().Overdue(r.result.Options().AsOf); ok {
				j.Overdue = &days
			}
		}
		out = append(out, j)
	}
	return out
}

func areaJSON(l evaluation.Local, behind map[string]chain.Amount) jsonArea {
	a := l.Area
	j := jsonArea{
		ID: a.ID, Kind: a.Kind, Title: a.Title, Focus: a.Focus, Within: a.Within, Contact: a.Contact, Potential: a.Potential,
		Neighbours: a.Neighbours, Note: a.Note, Source: a.Source.String(),
	}
	for _, part := range l.Parts {
		j.Parts = append(j.Parts, part.ID)
	}
	for _, g := range l.Goals {
		j.Goals = append(j.Goals, g.ID())
	}
	var parts []chain.Part
	for _, m := range l.Measures {
		j.Measures = append(j.Measures, m.ID)
		parts = append(parts, chain.Part{Amount: behind[m.ID]})
	}
	sum := together(parts)
	j.Planned, j.ToDate, j.Actual = centsJSON(sum.Planned), centsJSON(sum.PlannedToDate), centsJSON(sum.Actual)
	for _, v := range l.Values {
		value := jsonLocalValue{Indicator: v.Indicator, Area: v.Area, Period: some(v.Observation.Period.String()), Reason: v.Reason, Whole: v.Whole}
		text := v.Observation.Label
		if text == "" {
			text = v.Observation.Value.String()
		}
		switch {
		case v.Reason != 0:
			value.Latest = some(text)
		case v.Observation.Label == "" && !v.Observation.Denominator.IsZero():
			value.Value = some(v.Value.String())
		default:
			value.Value = some(text)
		}
		j.Values = append(j.Values, value)
	}
	return j
}

func (r *Report) jsonContext() (out []jsonContext) {
	for _, g := range r.result.Context() {
		j := jsonContext{Title: g.Context.Title, Indicators: []jsonDevelopment{}, Note: g.Context.Note, Source: g.Context.Source.String()}
		for _, d := range g.Indicators {
			x := jsonDevelopment{ID: d.ID, Title: d.Title, Unit: d.Unit, Values: []jsonDevelopmentValue{}}
			for _, v := range d.Values {
				o := v.Observation
				x.Values = append(x.Values, jsonDevelopmentValue{Period: o.Period, Value: v.Value, Label: o.Label, Status: o.Status.String(), Break: v.Break, Source: o.Source})
			}
			j.Indicators = append(j.Indicators, x)
		}
		out = append(out, j)
	}
	return out
}
