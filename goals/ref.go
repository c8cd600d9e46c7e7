package goals

import (
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// CodeRef is the code of the problem that a text does not name a goal or theme of
// an edition.
const CodeRef zielkette.Code = "edition-reference"

// Ref names a goal or a theme of an edition: "HF2.SZ4@soest-2016". Ids are unique
// within an edition only, so a reference across editions names both. The zero
// value refers to nothing.
type Ref struct{ ID, Edition string }

// ParseRef reads "id@edition". The error is a [zielkette.Problem] with the code
// [CodeRef].
func ParseRef(text string) (Ref, error) {
	id, edition, _ := strings.Cut(text, "@")
	r := Ref{id, edition}
	if !r.sound() {
		return Ref{}, zielkette.Problem{Code: CodeRef, Subject: problems.Clip(text), Message: zielkette.Text{
			DE: `das Ziel und seine Fassung nennen, zum Beispiel "HF2.SZ4@soest-2016"`,
			EN: `name the goal and its edition, for example "HF2.SZ4@soest-2016"`,
		}}
	}
	return r, nil
}

// sound reports whether both parts are ids.
func (r Ref) sound() bool {
	return zielkette.CheckID(r.ID) == nil && zielkette.CheckID(r.Edition) == nil
}

// MustParseRef is [ParseRef] for literals in programs and tests. It panics on a
// text that is not a reference and must not be fed with input.
func MustParseRef(text string) Ref {
	r, err := ParseRef(text)
	if err != nil {
		panic(err)
	}
	return r
}

// IsZero reports whether it refers to nothing.
func (r Ref) IsZero() bool { return r == Ref{} }

// String returns "id@edition", "" for the zero value.
func (r Ref) String() string {
	if r.IsZero() {
		return ""
	}
	return r.ID + "@" + r.Edition
}

// MarshalText returns [Ref.String].
func (r Ref) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText is [ParseRef]; the empty text refers to nothing.
func (r *Ref) UnmarshalText(text []byte) error {
	if r == nil {
		return document.Missing("*goals.Ref")
	}
	if len(text) == 0 {
		*r = Ref{}
		return nil
	}
	s, err := ParseRef(string(text))
	if err != nil {
		return err
	}
	*r = s
	return nil
}

// replaces checks what a goal or theme says it succeeds. Whether the earlier
// edition has it shows only where both are at hand, in [Compare].
func (c *compiler) replaces(here place, refs []Ref) {
	var seen set[Ref]
	for k := range c.list.Each(len(refs)) {
		r, here := refs[k], here.in("replaces", k)
		again := seen.add(r)
		switch {
		case !r.sound():
			_, err := ParseRef(pair(r.ID, "@", r.Edition))
			c.list.Err(c.plan.pointer(here), err)
		case r.Edition == c.plan.doc.ID:
			c.fail(here, CodeRef, r.String(),
				"eine frühere Fassung nennen; dies ist die Fassung selbst",
				"name an earlier edition; this is the edition itself")
		case again:
			c.fail(here, zielkette.CodeDuplicateID, pair(r.ID, "@", r.Edition), "dieser Verweis steht hier zweimal", "this reference stands twice here")
		}
	}
}
