package change

import (
	"encoding/json"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

type jsonItem struct {
	ID     string       `json:"id"`
	Kind   Kind         `json:"kind"`
	Target string       `json:"target,omitempty"`
	Area   string       `json:"area,omitempty"`
	Before jsonStanding `json:"before"`
	After  jsonStanding `json:"after"`
	Causes []jsonCause  `json:"causes"`
	Joint  []jsonJoint  `json:"joint,omitempty"`
	Beside []jsonOther  `json:"beside,omitempty"`
}

type jsonStanding struct {
	State *string          `json:"state"`
	Score zielkette.Figure `json:"score"`
}

type jsonCause struct {
	Cause  Cause            `json:"cause"`
	Effect zielkette.Figure `json:"effect"`
}

type jsonJoint struct {
	Causes []Cause          `json:"causes"`
	Effect zielkette.Figure `json:"effect"`
}

type jsonOther struct {
	ID string `json:"id"`
	jsonStanding
}

func standingJSON(s Standing) jsonStanding {
	j := jsonStanding{Score: s.Score}
	if s.State != evaluation.State(0) {
		id := s.State.String()
		j.State = &id
	}
	return j
}

// MarshalJSON writes the item as {id, kind, before: {state, score}, after: {state, score},
// causes: [{cause, effect}]}, with the six causes in order, and figures as decimal text or
// null. A result that does not have the item has null as its state. The effect of a cause
// is null where there is no difference, and where it was joined with others: "joint" then
// lists these with their effect. An indicator of several targets or of an area says which,
// and beside a goal that was split or merged stands what it comes from or became.
func (i Item) MarshalJSON() ([]byte, error) {
	j := jsonItem{
		ID: i.ID, Kind: i.Kind, Target: i.Target, Area: i.Area,
		Before: standingJSON(i.Before), After: standingJSON(i.After), Causes: make([]jsonCause, count),
	}
	for k := range j.Causes {
		j.Causes[k].Cause = causes[k].Word
	}
	for _, e := range i.Effects {
		if len(e.Causes) != 1 {
			j.Joint = append(j.Joint, jsonJoint(e))
			continue
		}
		for k := range j.Causes {
			if j.Causes[k].Cause == e.Causes[0] {
				j.Causes[k].Effect = e.Effect
			}
		}
	}
	for _, o := range i.Beside {
		j.Beside = append(j.Beside, jsonOther{o.ID, standingJSON(o.Standing)})
	}
	return json.Marshal(j)
}

// MarshalJSON writes the list of all goals, then of all indicators, see
// [Item.MarshalJSON].
func (c *Change) MarshalJSON() ([]byte, error) {
	c = c.or()
	list := make([]Item, 0, len(c.goals)+len(c.indicators))
	return json.Marshal(append(append(list, c.goals...), c.indicators...))
}
