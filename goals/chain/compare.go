package chain

import (
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// StageRow holds the stages of two chains that mean the same beside each other.
type StageRow struct {
	Meaning goals.Meaning
	A, B    []StageCount // the words of either vocabulary for it; nil where it has none
}

// StageCount is how many results a chain has at a stage.
type StageCount struct {
	Name    string
	Results int
}

// CompareStages compares the results of two plans stage by stage, by what the
// stages mean in their vocabularies: a KGSt "Impact" stands beside a PHINEO
// "Outcome", never beside its "Impact". Rows come in the order of a chain;
// meanings that neither plan has a word for are left out.
func CompareStages(a, b *goals.Plan) []StageRow {
	var rows []StageRow
	for _, meaning := range []goals.Meaning{goals.MeansService, goals.MeansDirect, goals.MeansRecipient, goals.MeansSociety} {
		row := StageRow{Meaning: meaning, A: countStages(a, meaning), B: countStages(b, meaning)}
		if row.A != nil || row.B != nil {
			rows = append(rows, row)
		}
	}
	return rows
}

func countStages(p *goals.Plan, meaning goals.Meaning) []StageCount {
	var out []StageCount
	for _, stage := range p.Vocabulary().Stages {
		if stage.Meaning != meaning {
			continue
		}
		count := StageCount{Name: stage.Name}
		for _, r := range p.Results() {
			if r.Stage == stage.Name {
				count.Results++
			}
		}
		out = append(out, count)
	}
	return out
}
