package goals

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Vocabulary names the stages of a chain of effects, in the order from the
// measure to the goal.
//
// The schools swap their words: what KGSt calls Impact is an Outcome for PHINEO,
// and what PHINEO calls Impact is an Outcome for KGSt. Stages of two
// vocabularies are therefore never compared by name, only by [Meaning]; see
// [Vocabulary.Translate] and [Stage.SameMeaning].
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

// SameMeaning reports whether two stages mean the same, whatever they are called.
func (s Stage) SameMeaning(t Stage) bool { return s.Meaning == t.Meaning && s.Meaning.Rank() > 0 }

// Meaning is what a stage stands for, independent of its name.
type Meaning string

// The meanings, in the order of a chain.
const (
	MeansService   Meaning = "service"   // Leistung: what is delivered to somebody
	MeansDirect    Meaning = "direct"    // immediate, demonstrable effect of it, on nobody in particular
	MeansRecipient Meaning = "recipient" // Wirkung on those it is meant for
	MeansSociety   Meaning = "society"   // Wirkung on society and environment
)

// Rank returns 1 to 4 in the order of a chain, 0 for any other word.
func (m Meaning) Rank() int {
	return 1 + slices.Index([]Meaning{MeansService, MeansDirect, MeansRecipient, MeansSociety}, m)
}

// Text returns the meaning as it is printed in a report.
func (m Meaning) Text() zielkette.Text {
	switch m {
	case MeansService:
		return zielkette.Text{DE: "Leistung", EN: "service delivered"}
	case MeansDirect:
		return zielkette.Text{DE: "unmittelbare Wirkung", EN: "immediate effect"}
	case MeansRecipient:
		return zielkette.Text{DE: "Wirkung bei der Zielgruppe", EN: "effect on the recipients"}
	case MeansSociety:
		return zielkette.Text{DE: "Wirkung auf die Gesellschaft", EN: "effect on society"}
	}
	return zielkette.Text{}
}

// Names of the vocabularies this package knows. A city with words of its own
// gives its vocabulary another name and lists [Strategy.Stages].
const (
	VocabularyKGSt   = "kgst"
	VocabularyPHINEO = "iooi-phineo"
)

// KGSt returns the stages of the KGSt (Wirkungsorientierte Steuerung): Output,
// Effekt, Impact (on the recipient), Outcome (on society).
func KGSt() Vocabulary {
	return Vocabulary{
		Name: VocabularyKGSt,
		Stages: []Stage{
			{"Output", MeansService}, {"Effekt", MeansDirect}, {"Impact", MeansRecipient}, {"Outcome", MeansSociety},
		},
		Source: zielkette.Source{Title: "KGSt, Wirkungsorientierte Steuerung", URL: "https://www.kgst.de/wirkungsorientierte-steuerung"},
	}
}

// PHINEO returns the stages of the IOOI model as PHINEO uses it (Wirkungstreppe):
// Output (steps 1 to 3), Outcome (steps 4 to 6, on the target group), Impact
// (step 7, on society). It has no stage for an immediate effect on nobody in
// particular.
func PHINEO() Vocabulary {
	return Vocabulary{
		Name: VocabularyPHINEO,
		Stages: []Stage{
			{"Output", MeansService}, {"Outcome", MeansRecipient}, {"Impact", MeansSociety},
		},
		Source: zielkette.Source{Title: "PHINEO, Wirkungstreppe", URL: "https://www.phineo.org/magazin/verschachtelte-wirkungstreppe"},
	}
}

// Stage returns the stage of a name; ok is false when the vocabulary has none.
func (v Vocabulary) Stage(name string) (stage Stage, ok bool) {
	i := slices.IndexFunc(v.Stages, func(s Stage) bool { return s.Name == name })
	if i < 0 {
		return Stage{}, false
	}
	return v.Stages[i], true
}

// Translate returns the stages of another vocabulary that mean what the named
// stage means here: KGSt "Impact" is PHINEO "Outcome". It returns nil where
// the other vocabulary has no word for it (KGSt "Effekt" in PHINEO's), or the
// name is unknown here; nothing nearby is put in its place.
func (v Vocabulary) Translate(name string, to Vocabulary) []Stage {
	stage, ok := v.Stage(name)
	if !ok {
		return nil
	}
	var out []Stage
	for _, s := range to.Stages {
		if s.SameMeaning(stage) {
			out = append(out, s)
		}
	}
	return out
}

func (v *Vocabulary) unshare() {
	v.Stages = slices.Clone(v.Stages)
}
