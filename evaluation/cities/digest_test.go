package cities_test

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// digest is everything a result says of the goals, in one text.
func digest(id string, r *evaluation.Result) string {
	out := []byte(id)
	for goal, score := range r.Goals() {
		out = fmt.Append(out, " ", goal.ID(), " ", score.State() == evaluation.Scored, score.Attainment(), score.Coverage())
	}
	return string(out)
}

// dice are the numbers of one municipality, the same in every run.
type dice uint64

func (d *dice) next(limit int) int64 {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int64(*d>>33) % int64(limit)
}

func hundredths(n int64) zielkette.Number {
	v, err := zielkette.NewNumber(n, 2)
	if err != nil {
		panic(err)
	}
	return v
}
