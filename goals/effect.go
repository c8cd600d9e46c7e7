package goals

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Result (Leistung, Wirkung) is a link of the chain between a measure and a goal:
// an output, an outcome, an impact (OECD DAC, Glossary of Key Terms in Evaluation
// and Results Based Management, 2002). Its stage is a word of the strategy's
// vocabulary, see [Vocabulary].
type Result struct {
	ID          string           `json:"id"`
	Stage       string           `json:"stage"`
	Title       string           `json:"title"`
	Responsible string           `json:"responsible,omitzero"`
	Indicators  []Link           `json:"indicators,omitzero"`
	Note        string           `json:"note,omitzero"`
	Source      zielkette.Source `json:"source,omitzero"`
}

// Effect (Wirkungsbeziehung) is a directed link between measures, results and
// goals, named by their ids.
//
// The strength of a contribution is the share of the receiver's change it stands
// for; the strengths into one receiver are at most 1 together. A contribution
// whose strength nobody states still shows in the chain; nothing is computed
// with it.
type Effect struct {
	From      string           `json:"from"`
	To        string           `json:"to"`
	Kind      EffectKind       `json:"kind,omitzero"`
	Sign      Sign             `json:"sign"`
	Strength  zielkette.Number `json:"strength,omitzero"` // from 0 to 1; contributions only
	Ordinal   zielkette.Number `json:"ordinal,omitzero"`  // 0, 1, 2 or 3, in place of a strength; never multiplied
	Lag       zielkette.Span   `json:"lag,omitzero"`      // until it shows; none is at once
	Evidence  Evidence         `json:"evidence"`
	Rationale string           `json:"rationale,omitzero"`
	Source    zielkette.Source `json:"source,omitzero"`
}

// EffectKind tells the two kinds of effect apart.
type EffectKind string

// The kinds of effect. The zero value is [Contribution].
const (
	Contribution EffectKind = "contribution" // brings the receiver about; contributions never form a circle
	Influence    EffectKind = "influence"    // acts on the receiver (Vester); influences may form circles
)

// Sign tells whether an effect helps or hinders.
type Sign string

// The signs of an effect.
const (
	Plus  Sign = "+" // the more, the more
	Minus Sign = "-" // the more, the less
)

// Evidence grades what an effect rests on.
type Evidence string

// The grades of evidence, from the weakest.
const (
	Assumed  Evidence = "assumed"  // taken for granted by the author
	Expert   Evidence = "expert"   // judged by people who know the field
	Study    Evidence = "study"    // found elsewhere
	Measured Evidence = "measured" // found here
)

// Rank returns 1 to 4 from the weakest grade to the strongest, 0 for any other
// word.
func (e Evidence) Rank() int {
	return 1 + slices.Index([]Evidence{Assumed, Expert, Study, Measured}, e)
}

// Text returns the grade as it is printed in a report.
func (e Evidence) Text() zielkette.Text {
	switch e {
	case Assumed:
		return zielkette.Text{DE: "angenommen", EN: "assumed"}
	case Expert:
		return zielkette.Text{DE: "Experteneinschätzung", EN: "expert judgement"}
	case Study:
		return zielkette.Text{DE: "Studie", EN: "study"}
	case Measured:
		return zielkette.Text{DE: "gemessen", EN: "measured"}
	}
	return zielkette.Text{}
}

func (r *Result) unshare() {
	r.Indicators = slices.Clone(r.Indicators)
}
