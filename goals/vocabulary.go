package goals

import (
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Codes of the problems of vocabularies and stages.
const (
	CodeVocabulary zielkette.Code = "vocabulary" // no vocabulary, or stages that do not fit one
	CodeStage      zielkette.Code = "stage"      // not a stage of the vocabulary
)

// Vocabulary names the stages of a chain of effects, in the order from the
// measure to the goal.
//
// The schools swap their words: what KGSt calls Impact is an Outcome for PHINEO,
// and what PHINEO calls Impact is an Outcome for KGSt. Stages of two vocabularies are
// therefore never compared by name, only by their [Meaning].
type Vocabulary struct {
	Name   string // as [Strategy.Vocabulary] gives it
	Stages []Stage
	Source zielkette.Source
}

// Stage is a named step of a chain and what it means.
type Stage struct {
	Name    string  `json:"name"`
	Meaning Meaning `json:"meaning"`
}

// Meaning is what a stage stands for, independent of its name.
type Meaning string

// The meanings, in the order of a chain.
const (
	MeansService   Meaning = "service"   // Leistung: what is delivered to somebody
	MeansDirect    Meaning = "direct"    // immediate, demonstrable effect of it, on nobody in particular
	MeansRecipient Meaning = "recipient" // Wirkung on those it is meant for
	MeansSociety   Meaning = "society"   // Wirkung on society and environment
)

var meanings = words.Set[Meaning, struct{}]{
	{Word: MeansService, Text: zielkette.Text{DE: "Leistung", EN: "service delivered"}},
	{Word: MeansDirect, Text: zielkette.Text{DE: "unmittelbare Wirkung", EN: "immediate effect"}},
	{Word: MeansRecipient, Text: zielkette.Text{DE: "Wirkung bei der Zielgruppe", EN: "effect on the recipients"}},
	{Word: MeansSociety, Text: zielkette.Text{DE: "Wirkung auf die Gesellschaft", EN: "effect on society"}},
}

// Text returns the meaning as it is printed in a report.
func (m Meaning) Text() zielkette.Text { return meanings.Text(m) }

// Names of the vocabularies this package knows. A city with words of its own
// gives its vocabulary another name and lists [Strategy.Stages].
const (
	// VocabularyKGSt has the stages of the KGSt (Wirkungsorientierte Steuerung): Output,
	// Effekt, Impact (on the recipient), Outcome (on society).
	VocabularyKGSt = "kgst"
	// VocabularyPHINEO has the stages of the IOOI model as PHINEO uses it
	// (Wirkungstreppe): Output (steps 1 to 3), Outcome (steps 4 to 6, on the target
	// group), Impact (step 7, on society). It has no stage for an immediate effect on
	// nobody in particular.
	VocabularyPHINEO = "iooi-phineo"
)

var vocabularies = words.Set[string, Vocabulary]{
	{
		Word: VocabularyKGSt, Text: zielkette.Text{DE: "KGSt", EN: "KGSt"},
		Does: Vocabulary{
			Stages: []Stage{{"Output", MeansService}, {"Effekt", MeansDirect}, {"Impact", MeansRecipient}, {"Outcome", MeansSociety}},
			Source: zielkette.Source{Title: "KGSt, Wirkungsorientierte Steuerung", URL: "https://www.kgst.de/wirkungsorientierte-steuerung"},
		},
	},
	{
		Word: VocabularyPHINEO, Text: zielkette.Text{DE: "IOOI (PHINEO)", EN: "IOOI (PHINEO)"},
		Does: Vocabulary{
			Stages: []Stage{{"Output", MeansService}, {"Outcome", MeansRecipient}, {"Impact", MeansSociety}},
			Source: zielkette.Source{Title: "PHINEO, Wirkungstreppe", URL: "https://www.phineo.org/magazin/verschachtelte-wirkungstreppe"},
		},
	},
}

// Vocabulary returns the words for the stages of the chain; without results it
// may be the zero Vocabulary.
func (p *Plan) Vocabulary() Vocabulary {
	v := Vocabulary{Name: p.document().Vocabulary, Stages: p.document().Stages}
	if known := vocabularies.Row(v.Name); known != nil {
		v.Stages, v.Source = known.Does.Stages, known.Does.Source
	}
	v.Stages = slices.Clone(v.Stages)
	return v
}

// vocabulary checks the words of the stages and numbers them.
func (c *compiler) vocabulary() {
	s := &c.plan.doc
	known := `"` + strings.Join(vocabularies.Words(), `", "`) + `"`
	stages := s.Stages
	switch row := vocabularies.Row(s.Vocabulary); {
	case row != nil:
		stages = row.Does.Stages
		if len(s.Stages) > 0 {
			c.fail(place{field: "stages"}, CodeVocabulary, s.Vocabulary,
				"dieses Vokabular hat eigene Stufen; diese hier entfernen oder dem Vokabular einen anderen Namen geben",
				"this vocabulary has its own stages; remove these, or give your vocabulary another name")
		}
	case s.Vocabulary == "" && (len(s.Results) > 0 || len(s.Stages) > 0):
		c.fail(place{field: "vocabulary"}, CodeVocabulary, s.ID,
			"das Vokabular der Stufen nennen: "+known+" oder ein eigenes mit seinen Stufen",
			"name the vocabulary of the stages: "+known+" or one of your own with its stages")
	case s.Vocabulary != "" && len(s.Stages) == 0:
		c.fail(place{field: "stages"}, CodeVocabulary, s.Vocabulary,
			"die Stufen dieses Vokabulars mit ihrer Bedeutung aufführen; bekannt sind "+known,
			"list the stages of this vocabulary with their meanings; "+known+" are known")
	}
	c.stages = make(map[string]int, len(stages))
	rank := 0
	for i := range c.list.Each(len(stages)) {
		stage, here := stages[i], place{list: "stages", k: i}
		c.require(here.at("name"), stage.Name, s.Vocabulary, "die Stufe benennen", "name the stage")
		if _, ok := c.stages[stage.Name]; ok {
			c.fail(here.at("name"), zielkette.CodeDuplicateID, stage.Name, "diese Stufe steht zweimal da", "this stage stands twice")
		} else {
			c.stages[stage.Name] = i
		}
		if !oneOf(c, here.at("meaning"), meanings, stage.Meaning) {
			continue
		}
		of := slices.IndexFunc(meanings, func(row words.Row[Meaning, struct{}]) bool { return row.Word == stage.Meaning })
		if of < rank {
			order := strings.Join(meanings.Words(), ", ")
			c.fail(here.at("meaning"), CodeVocabulary, stage.Name,
				"Stufen stehen in der Reihenfolge der Kette: "+order,
				"stages stand in the order of the chain: "+order)
		}
		rank = max(rank, of)
	}
}
