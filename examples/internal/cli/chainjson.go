package cli

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
)

// The shape of -chain -format json. Figures are decimal text, null where there is
// none; every list is there even when it is empty.
type (
	jsonChain struct {
		Fictional     bool               `json:"fictional"`
		Banner        string             `json:"banner,omitempty"`
		Strategy      jsonStrategy       `json:"strategy"`
		AsOf          string             `json:"asOf"`
		KnownOn       *string            `json:"knownOn"` // of the observations
		Root          *jsonNode          `json:"root"`
		Upstream      []jsonStep         `json:"upstream"`
		Downstream    []jsonStep         `json:"downstream"`
		Contributions []jsonContribution `json:"contributions"`
		Reality       []jsonCheck        `json:"reality"`
		Money         jsonMoney          `json:"money"`
		Losses        []jsonLoss         `json:"losses"`
		Conflicts     []jsonConflict     `json:"conflicts"`
		Influence     jsonInfluence      `json:"influence"`
		Gaps          []jsonGaps         `json:"gaps"`
		Matrix        jsonMatrix         `json:"matrix"`
	}
	jsonStrategy struct {
		ID           string `json:"id"`
		Title        string `json:"title"`
		Municipality string `json:"municipality"`
		Edition      string `json:"edition"`
	}
	jsonNode = chain.Node
	jsonStep struct {
		jsonNode
		Depth     int              `json:"depth"`
		Tie       chain.Tie        `json:"tie,omitempty"`
		Sign      goals.Sign       `json:"sign,omitempty"`
		Strength  zielkette.Figure `json:"strength"`
		Share     zielkette.Figure `json:"share"`
		Lag       string           `json:"lag,omitempty"`
		Evidence  goals.Evidence   `json:"evidence,omitempty"`
		Rationale string           `json:"rationale,omitempty"`
		Source    string           `json:"source,omitempty"`
		Repeated  bool             `json:"repeated"`
	}
	jsonContribution struct {
		jsonNode
		Value    zielkette.Figure `json:"value"`
		Evidence goals.Evidence   `json:"evidence,omitempty"`
		Partial  bool             `json:"partial"`
		Undated  bool             `json:"undated"`
	}
	jsonCheck struct {
		jsonNode
		Planned     zielkette.Figure `json:"planned"`
		Delivered   zielkette.Figure `json:"delivered"`
		Observed    zielkette.Figure `json:"observed"`
		Difference  zielkette.Figure `json:"difference"`
		Evidence    goals.Evidence   `json:"evidence,omitempty"`
		Unstated    int              `json:"unstated"` // effects without a strength on the way
		Verdict     chain.Verdict    `json:"verdict"`
		VerdictText string           `json:"verdictText"`
	}
	jsonAmount struct {
		Planned        *string `json:"planned"` // euros
		PlannedMissing int     `json:"plannedMissing"`
		Actual         *string `json:"actual"`
		ActualMissing  int     `json:"actualMissing"`
		Measures       int     `json:"measures"`
	}
	jsonGoalMoney struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		jsonAmount
	}
	jsonMoney struct {
		Level    string          `json:"level"`
		Goals    []jsonGoalMoney `json:"goals"`
		Unserved jsonAmount      `json:"unserved"`
		All      jsonAmount      `json:"all"`
	}
	jsonLost struct {
		jsonNode
		Before  zielkette.Figure `json:"before"`
		After   zielkette.Figure `json:"after"`
		Lost    zielkette.Figure `json:"lost"`
		Partial bool             `json:"partial"`
	}
	jsonLoss struct {
		Measure jsonNode   `json:"measure"`
		List    []jsonLost `json:"list"`
		Freed   *string    `json:"freed"` // euros
	}
	jsonSide struct {
		Goal jsonNode `json:"goal"`
		jsonAmount
		By []string `json:"by"` // ids of the measures
	}
	jsonConflict struct {
		Description string     `json:"description"`
		Resolution  string     `json:"resolution"`
		Sides       []jsonSide `json:"sides"`
		Both        []string   `json:"both"`
		Opposed     []string   `json:"opposed"`
	}
	jsonFactor struct {
		jsonNode
		Active  int        `json:"active"`
		Passive int        `json:"passive"`
		Role    chain.Role `json:"role"`
	}
	jsonLoop struct {
		Nodes       []string `json:"nodes"`
		Reinforcing bool     `json:"reinforcing"`
	}
	jsonInfluence struct {
		Factors []jsonFactor `json:"factors"`
		Loops   []jsonLoop   `json:"loops"`
		Cut     bool         `json:"cut"`
	}
	jsonGap struct {
		ID     string `json:"id"`
		Title  string `json:"title"`
		Second string `json:"second,omitempty"`
		Detail string `json:"detail,omitempty"`
	}
	jsonGaps struct {
		Kind  chain.GapKind `json:"kind"`
		Text  string        `json:"text"`
		Count int           `json:"count"`
		Items []jsonGap     `json:"items"`
	}
	jsonTheme struct {
		ID    string `json:"id"`
		Kind  string `json:"kind"`
		Title string `json:"title"`
	}
	jsonField struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	jsonMatrix struct {
		Themes []jsonTheme    `json:"themes"`
		Fields []jsonField    `json:"fields"`
		Cells  [][]chain.Cell `json:"cells"` // by theme, then by field: "", "demanded", "treated"
	}
)

// cents writes an amount with its cents, nothing for none.
func cents(amount zielkette.Figure) *string {
	d, ok := amount.Decimal()
	if !ok {
		return nil
	}
	s := zielkette.FormatDecimal(d, 2)
	return &s
}

func ids(nodes []chain.Node) []string { return each(nodes, func(n chain.Node) string { return n.ID }) }

// each converts a list; the result is never nil, so that JSON has a list.
func each[A, B any](list []A, convert func(A) B) []B {
	out := make([]B, len(list))
	for i, v := range list {
		out[i] = convert(v)
	}
	return out
}

func amountJSON(a chain.Amount) jsonAmount {
	return jsonAmount{cents(a.Planned), a.PlannedMissing, cents(a.Actual), a.ActualMissing, a.Measures}
}

func stepJSON(s chain.Step) jsonStep {
	return jsonStep{
		jsonNode: s.Node, Depth: s.Depth, Tie: s.Tie, Sign: s.Effect.Sign, Strength: s.Effect.Strength.Figure(),
		Share: s.Share.Share.Figure(), Lag: s.Effect.Lag.String(), Evidence: s.Effect.Evidence, Rationale: s.Effect.Rationale,
		Source: s.Effect.Source.String(), Repeated: s.Repeated,
	}
}

func (r chainReport) json(language zielkette.Language) jsonChain {
	var knownOn *string
	if !r.knownOn.IsZero() {
		day := r.knownOn.String()
		knownOn = &day
	}
	doc := jsonChain{
		Fictional: r.fictional, AsOf: r.asOf.String(), KnownOn: knownOn,
		Strategy:   jsonStrategy{r.plan.ID(), r.plan.Title(), r.plan.Municipality().Name, r.plan.Edition().Name},
		Upstream:   each(r.up, stepJSON),
		Downstream: each(r.down, stepJSON),
		Contributions: each(r.contributions.List, func(c chain.Contribution) jsonContribution {
			return jsonContribution{c.Node(), c.Value(), c.Evidence(), c.Partial, c.Undated}
		}),
		Reality: each(r.reality, func(c chain.Check) jsonCheck {
			return jsonCheck{
				c.Node, c.Planned.Total(), c.Delivered.Total(), c.Observed, c.Difference,
				c.Evidence, len(c.Planned.Unstated), c.Verdict, c.Verdict.Text().In(language),
			}
		}),
		Money: jsonMoney{Level: r.level, Goals: []jsonGoalMoney{}, Unserved: amountJSON(r.money.Unserved()), All: amountJSON(r.money.All())},
		Losses: each(r.losses, func(l chain.Loss) jsonLoss {
			return jsonLoss{l.Measure, each(l.List, func(l chain.Lost) jsonLost {
				return jsonLost{l.Node, l.Before, l.After, l.Lost, l.Partial}
			}), cents(l.All.Planned)}
		}),
		Conflicts: each(r.conflicts, func(c chain.Conflict) jsonConflict {
			return jsonConflict{c.Conflict.Description, c.Conflict.Resolution, each(c.Sides[:], func(s chain.Side) jsonSide {
				return jsonSide{s.Goal, amountJSON(s.Amount), ids(s.Measures)}
			}), ids(c.Both), ids(c.Opposed)}
		}),
		Influence: jsonInfluence{
			each(r.influence.Factors, func(f chain.Factor) jsonFactor { return jsonFactor{f.Node, f.Active, f.Passive, f.Role} }),
			each(r.influence.Loops, func(l chain.Loop) jsonLoop { return jsonLoop{ids(l.Nodes), l.Reinforcing} }), r.influence.Cut,
		},
		Matrix: jsonMatrix{
			each(r.matrix.Themes, func(t chain.Node) jsonTheme { return jsonTheme{t.ID, t.Stage, t.Title} }),
			each(r.matrix.Fields, func(f chain.Node) jsonField { return jsonField{f.ID, f.Title} }),
			each(r.matrix.Cells, func(row []chain.Cell) []chain.Cell { return row }),
		},
	}
	for kind, list := range r.gaps.ByKind() {
		doc.Gaps = append(doc.Gaps, jsonGaps{kind, kind.Text().In(language), len(list), each(list, func(g chain.Gap) jsonGap {
			return jsonGap{g.ID, g.Title, g.Second, g.Detail.In(language)}
		})})
	}
	if r.fictional {
		doc.Banner = fictional.In(language)
	}
	if r.root.ID != "" {
		doc.Root = &r.root
	}
	for goal := range r.plan.AtLevel(r.level) {
		amount, _ := r.money.Goal(goal.ID())
		doc.Money.Goals = append(doc.Money.Goals, jsonGoalMoney{goal.ID(), goal.Title(), amountJSON(amount)})
	}
	return doc
}
