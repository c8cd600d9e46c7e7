package document

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Repeated counts the texts that a document says once and whoever prints it says again with
// every reference: the title of an indicator with each goal and each area. They are a
// product, a long text times many references, and would come to any multiple of the files;
// so they may have 1 MiB, and 1 KiB for each reference. The zero value has counted nothing.
type Repeated struct{ bytes, places, most int64 }

// Again counts so many bytes that are said again in one more place, and reports whether
// they are more than in any place before.
func (r *Repeated) Again(bytes int64) (most bool) {
	r.bytes += bytes
	r.places++
	most = bytes > r.most
	r.most = max(r.most, bytes)
	return most
}

// TooLong says by how much the texts are too long, for a problem with the code
// [zielkette.CodeTooLong]; ok is false while they are not.
func (r *Repeated) TooLong() (message zielkette.Text, ok bool) {
	if r.bytes <= 1<<20+r.places<<10 {
		return message, false
	}
	return zielkette.Text{
		DE: fmt.Sprintf("Texte, die mit jedem der %d Verweise auf sie wieder gesagt werden, haben zusammen höchstens 1 MiB und 1 KiB je Verweis; diese haben %d KiB; am meisten ist hiervon zu sagen: Titel, Einheit, Nummer oder Anmerkung kürzen", r.places, r.bytes>>10),
		EN: fmt.Sprintf("texts that are said again with each of the %d references to them come to at most 1 MiB and 1 KiB for each reference; these come to %d KiB; most is said of this: shorten its title, unit, number or note", r.places, r.bytes>>10),
	}, true
}
