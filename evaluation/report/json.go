package report

import (
	"encoding/json"
	"io"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// The JSON report. Its keys are stable: new ones may come, none changes its
// meaning. Numbers are decimal text or null.
type jsonReport struct {
	Fictional   bool            `json:"fictional"`
	Banner      string          `json:"banner,omitempty"`
	Strategy    jsonStrategy    `json:"strategy"`
	AsOf        string          `json:"asOf"`
	KnownOn     *string         `json:"knownOn"`
	Assumptions []string        `json:"assumptions"`
	Rules       []string        `json:"rules"`
	Levels      []jsonLevel     `json:"levels"`
	Goals       []jsonGoal      `json:"goals"`
	Indicators  []jsonIndicator `json:"indicators"`
	Themes      []jsonTheme     `json:"themes"`
	Areas       []jsonTheme     `json:"areas"`
	Measures    []jsonMeasure   `json:"measures"`
	Milestones  []jsonMilestone `json:"milestones"`
	Warnings    []jsonWarning   `json:"warnings"`
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
	Score     *string           `json:"score"`
	Coverage  *string           `json:"coverage"`
	Status    *string           `json:"status"`
	CappedBy  string            `json:"cappedBy,omitempty"` // the part whose floor keeps the status down
}

type jsonIndicator struct {
	ID         string            `json:"id"`
	Target     string            `json:"target,omitempty"`
	Area       string            `json:"area,omitempty"`
	Title      string            `json:"title"`
	Unit       string            `json:"unit"`
	State      evaluation.State  `json:"state"`
	Reason     indicators.Reason `json:"reason,omitzero"`
	ReasonText string            `json:"reasonText,omitempty"`
	Value      *string           `json:"value"`
	Period     *string           `json:"period"`
	TargetText string            `json:"targetText,omitempty"`
	Baseline   *string           `json:"baseline"`
	BasePeriod *string           `json:"baselinePeriod"`
	Attainment *string           `json:"attainment"`
	Expected   *string           `json:"expected"`
	OnTrack    *string           `json:"onTrack"`
	Status     *string           `json:"status"`
	Observed   string            `json:"observationStatus,omitempty"`
	Known      string            `json:"known,omitempty"`
	MaxAge     string            `json:"maxAge,omitempty"`
	Source     string            `json:"source"`
	Note       string            `json:"note,omitempty"`
}

type jsonTheme struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Title   string `json:"title"`
	Edition string `json:"edition,omitempty"`
}

type jsonWarning struct {
	Code    string `json:"code"`
	Pointer string `json:"pointer"`
	Message string `json:"message"`
}

// some returns a pointer to a text, nil for the empty one: null in JSON.
func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (v view) jsonStrategy() jsonStrategy {
	m := v.plan.Municipality()
	return jsonStrategy{v.plan.ID(), v.plan.Title(), v.plan.Edition().Name, m.Name, m.AGS}
}

// JSON writes the report as one JSON object, indented, with a closing line break.
// The error is that of the writer.
func JSON(out io.Writer, result *evaluation.Result, options Options) error {
	v := viewOf(result, options)
	o := result.Options()
	r := jsonReport{
		Fictional: v.banner() != "", Banner: v.banner(),
		Strategy: v.jsonStrategy(),
		AsOf:     o.AsOf.String(), KnownOn: some(o.KnownOn.String()),
		Assumptions: v.assumptions(), Rules: v.rules(),
		Levels: []jsonLevel{}, Goals: []jsonGoal{}, Indicators: []jsonIndicator{},
		Themes: []jsonTheme{}, Areas: []jsonTheme{}, Measures: v.jsonMeasures(), Milestones: v.jsonMilestones(), Warnings: []jsonWarning{},
	}
	for _, l := range v.plan.Levels() {
		level := jsonLevel{Name: l.Name, Recorded: l.Recorded}
		if l.IsDeclared {
			level.Declared = &l.Declared
		}
		r.Levels = append(r.Levels, level)
	}
	for goal, score := range result.Goals() {
		g := jsonGoal{
			ID: goal.ID(), Level: goal.Level(), Number: goal.Number(), Title: goal.Title(), Statement: goal.Statement(),
			State: score.State(), Reason: score.Reason(), Status: some(score.Status().Class), CappedBy: score.Status().CappedBy,
		}
		if parent, ok := goal.Parent(); ok {
			g.Parent = some(parent.ID())
		}
		g.Score = some(score.Attainment().String())
		g.Coverage = some(score.Coverage().String())
		r.Goals = append(r.Goals, g)
	}
	for a := range result.Assessments() {
		r.Indicators = append(r.Indicators, v.jsonIndicator(a))
	}
	for _, t := range v.plan.Themes() {
		r.Themes = append(r.Themes, jsonTheme{t.ID, t.Kind, t.Title, t.Edition})
	}
	for _, a := range v.plan.Areas() {
		r.Areas = append(r.Areas, jsonTheme{a.ID, a.Kind, a.Title, ""})
	}
	for _, p := range result.Warnings() {
		message := p.Message.In(v.language)
		if p.Subject != "" {
			message = p.Subject + ": " + message
		}
		r.Warnings = append(r.Warnings, jsonWarning{string(p.Code), p.Place.Pointer, message})
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

func (v view) jsonIndicator(a evaluation.Assessment) jsonIndicator {
	j := jsonIndicator{
		ID: a.ID(), Area: a.Area(), Title: a.Title(), Unit: a.Unit(), State: a.State(), Reason: a.Reason(),
		Value: some(a.ValueText()), MaxAge: a.Indicator().MaxAge.String(), Source: v.source(a), Note: v.note(a),
		Status: some(a.Status().Class),
	}
	if a.State() != evaluation.Scored {
		j.ReasonText = a.ReasonText(v.language)
	}
	if t, ok := a.Target(); ok {
		j.Target, j.TargetText = t.ID, a.TargetText(v.language)
		j.Baseline, j.BasePeriod = some(t.Baseline.Value.String()), some(t.Baseline.Period.String())
	}
	if o, ok := a.Observation(); ok {
		j.Period, j.Observed, j.Known = some(o.Period.String()), o.Status.String(), o.Known.String()
	}
	j.Attainment = some(a.Attainment().String())
	j.Expected = some(a.Expected().String())
	j.OnTrack = some(a.OnTrack().String())
	return j
}
