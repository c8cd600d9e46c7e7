package indicators

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Codes of the problems that only this package reports. Those of documents and of the
// JSON they are written in stand in the root package.
const (
	CodeShape       zielkette.Code = "target-shape"       // a part of a target that its shape does not have
	CodeBaseline    zielkette.Code = "target-baseline"    // target equal to the baseline: nothing to reach
	CodeDirection   zielkette.Code = "target-direction"   // warning: a target against the stated direction
	CodeTotal       zielkette.Code = "target-total"       // a total over a span that does not start from 0, or whose spans do not start together
	CodeLengths     zielkette.Code = "flow-lengths"       // warning: a flow held against periods of another length
	CodeObservation zielkette.Code = "observation"        // an observation that cannot be recorded
	CodeStatus      zielkette.Code = "observation-status" // not an observation status
	CodeAbsence     zielkette.Code = "absence-unstated"   // neither value nor stated absence
	CodeDuplicate   zielkette.Code = "duplicate"          // the same observation twice
	CodePeriods     zielkette.Code = "mixed-periods"      // periods of several kinds in one series
	CodeAreaSum     zielkette.Code = "area-sum"           // warning: parts do not add up to the whole, and rounding does not explain it
	CodeAreaShares  zielkette.Code = "area-shares"        // warning: shares among counts, which do not add up
)

func problem(code zielkette.Code, subject, de, en string) error {
	return zielkette.Problem{Code: code, Subject: problems.Clip(subject), Message: zielkette.Text{DE: de, EN: en}}
}
