package goals

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Strategy (Strategie) is the document of one edition of a municipality's
// programme. It is plain data: write it as a Go literal or as JSON, then
// [Strategy.Compile] it.
type Strategy struct {
	FormatVersion int                   `json:"formatVersion"` // 1; required in a file, may be 0 in a literal
	ID            string                `json:"id"`            // one edition, for example "soest-2016"
	Title         string                `json:"title"`
	Fictional     bool                  `json:"fictional,omitzero"` // invented for illustration; reports say so in every format
	Municipality  Municipality          `json:"municipality,omitzero"`
	Edition       Edition               `json:"edition,omitzero"`
	Source        zielkette.Source      `json:"source,omitzero"`
	Assumptions   []string              `json:"assumptions,omitzero"` // what the record assumes beyond the document; printed with every result
	Levels        []string              `json:"levels"`               // names of the levels (Zielebenen) from the top down, in the singular
	Plurals       map[string]string     `json:"plurals,omitzero"`     // plural of a level or a kind of theme, for headings: "Handlungsfeld": "Handlungsfelder"
	Declared      map[string]int        `json:"declared,omitzero"`    // how many goals of a level, or themes of a kind, the document says it has
	Themes        []Theme               `json:"themes,omitzero"`
	Areas         []Area                `json:"areas,omitzero"`
	Goals         []Goal                `json:"goals,omitzero"`
	Milestones    []zielkette.Milestone `json:"milestones,omitzero"`    // of the strategy's own process; those of a measure stand there
	Recurring     []Recurring           `json:"recurring,omitzero"`     // reports and evaluations that come again and again
	Risks         []Risk                `json:"risks,omitzero"`         // what may keep the strategy from working
	Participation []Participation       `json:"participation,omitzero"` // how others took part
	Related       []Related             `json:"related,omitzero"`       // other strategies it is tied to
	Packages      []Package             `json:"packages,omitzero"`      // of measures
	Measures      []Measure             `json:"measures,omitzero"`
	Vocabulary    string                `json:"vocabulary,omitzero"` // of the results: "kgst", "iooi-phineo", or a name of one's own with its stages
	Stages        []Stage               `json:"stages,omitzero"`     // of a vocabulary of one's own, in the order of the chain
	Results       []Result              `json:"results,omitzero"`    // outputs, outcomes, impacts between measures and goals
	Effects       []Effect              `json:"effects,omitzero"`
	Demands       []Demand              `json:"demands,omitzero"`    // quantities asked of a goal, to be broken down (Gegenstromprinzip)
	Conflicts     []Conflict            `json:"conflicts,omitzero"`  // and open questions
	Frames        []Frame               `json:"frames,omitzero"`     // up to which year the money is known (Finanzrahmen)
	Treatments    []Treatment           `json:"treatments,omitzero"` // where the themes are worked on, beside the goals that carry them
	Context       []Context             `json:"context,omitzero"`    // under which conditions the strategy works; not scored

	Origin zielkette.Origin `json:"-"` // where the document was read; gives the problems of Compile their file and line
}

// Municipality (Kommune) is the city, municipality or district whose strategy it
// is.
type Municipality struct {
	Name string `json:"name"`
	AGS  string `json:"ags,omitzero"` // Amtlicher Gemeindeschlüssel, eight digits
}

// Edition (Fassung, Fortschreibung) tells one edition of a strategy from others.
type Edition struct {
	Name     string         `json:"name,omitzero"`
	From     zielkette.Date `json:"from,omitzero"`     // start of its term
	To       zielkette.Date `json:"to,omitzero"`       // end of its term
	Adopted  zielkette.Date `json:"adopted,omitzero"`  // when the council adopted it
	Replaced zielkette.Date `json:"replaced,omitzero"` // when a later edition took its place
	Amends   string         `json:"amends,omitzero"`   // id of the edition it replaces or amends
	Note     string         `json:"note,omitzero"`     // what is new in it, as the document says
	Partial  bool           `json:"partial,omitzero"`  // Teilfortschreibung: states only what changes, the rest of the amended edition goes on; see [Amend]
}

// Theme (Querschnittsthema, übergreifendes Ziel, Fachkonzept, Instrument) cuts
// across the hierarchy of goals. Its indicators form a pool of their own, which is
// scored as that of a goal is; no goal is scored by it.
type Theme struct {
	ID          string           `json:"id"`
	Kind        string           `json:"kind"` // the city's own word: "Querschnittsthema"
	Title       string           `json:"title"`
	Statement   string           `json:"statement,omitzero"`
	Responsible string           `json:"responsible,omitzero"` // the unit that answers for it
	Indicators  []Link           `json:"indicators,omitzero"`  // what measures the theme; weights are among them alone
	Edition     string           `json:"edition,omitzero"`     // the paper or edition it belongs to, where that is not the strategy's own
	Replaces    []Ref            `json:"replaces,omitzero"`    // what it succeeds in an earlier edition; see [Compare]
	Note        string           `json:"note,omitzero"`
	Noted       zielkette.Date   `json:"noted,omitzero"` // when what the note says became known; none is from the start
	Source      zielkette.Source `json:"source,omitzero"`
}

// Area (Schwerpunktraum, Ortsteil) is a part of the municipality. It has no score.
type Area struct {
	ID         string           `json:"id"`
	Kind       string           `json:"kind,omitzero"` // the city's own word: "Schwerpunktraum"
	Title      string           `json:"title"`
	Focus      bool             `json:"focus,omitzero"`      // the strategy puts its weight there (Schwerpunktraum); see [Plan.Outside]
	Within     string           `json:"within,omitzero"`     // id of the area it lies in, which lies in no other
	Contact    string           `json:"contact,omitzero"`    // the office that answers for it
	Potential  string           `json:"potential,omitzero"`  // what it could become
	Neighbours []string         `json:"neighbours,omitzero"` // ids of the areas that it is to radiate to (Ausstrahlung)
	Note       string           `json:"note,omitzero"`
	Source     zielkette.Source `json:"source,omitzero"`
}

// Goal (Ziel) is what is wanted, with the goals beneath it.
type Goal struct {
	ID            string           `json:"id"`
	Level         string           `json:"level"`           // one of the strategy's levels, below the level of the goal above
	Number        string           `json:"number,omitzero"` // as it stands in the document, which may count anew in every field
	Title         string           `json:"title"`
	Statement     string           `json:"statement,omitzero"` // the state to be reached (Endzustand), in the document's words
	Weight        zielkette.Number `json:"weight,omitzero"`    // among the siblings; none counts as 1, with a warning where siblings state theirs
	Responsible   string           `json:"responsible,omitzero"`
	Themes        []string         `json:"themes,omitzero"`        // ids; they hold for the goals beneath as well
	Areas         []string         `json:"areas,omitzero"`         // ids; they hold for the goals beneath as well
	NotApplicable string           `json:"notApplicable,omitzero"` // the reason why the goal does not apply; its weight goes to the siblings
	Replaces      []Ref            `json:"replaces,omitzero"`      // what it succeeds in an earlier edition; see [Compare]
	Indicators    []Link           `json:"indicators,omitzero"`
	Goals         []Goal           `json:"goals,omitzero"`
	Note          string           `json:"note,omitzero"`
	Noted         zielkette.Date   `json:"noted,omitzero"` // when what the note says became known; none is from the start
	Source        zielkette.Source `json:"source,omitzero"`
}

// Link ties a goal, a theme or a result to an indicator that measures it.
type Link struct {
	ID            string           `json:"id"`                     // of the indicator
	Target        string           `json:"target,omitzero"`        // id of the target to use; may be left out where the indicator has one
	Area          string           `json:"area,omitzero"`          // id of the area to measure; "" is the whole municipality
	Weight        zielkette.Number `json:"weight,omitzero"`        // in one pool with the other indicators and the goals beneath; as for goals
	Assumed       bool             `json:"assumed,omitzero"`       // the link is ours, the document does not make it
	NotApplicable string           `json:"notApplicable,omitzero"` // the reason why the indicator does not apply here
	Note          string           `json:"note,omitzero"`
}

func (a *Area) unshare() { a.Neighbours = slices.Clone(a.Neighbours) }

func (t *Theme) unshare() {
	t.Replaces, t.Indicators = slices.Clone(t.Replaces), slices.Clone(t.Indicators)
}
