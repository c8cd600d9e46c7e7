package goals

import zielkette "gitlab.opencode.de/zielkette/zielkette"

// NoteAt returns the note on the measure as far as it could be written at the end of a
// date and of the day up to which things are known; no such day hides nothing.
func (m Measure) NoteAt(on, knownOn zielkette.Date) string {
	return noteAt(m.Note, m.Noted, on, knownOn)
}

// NoteAt returns the note on the theme as [Measure.NoteAt] does.
func (t Theme) NoteAt(on, knownOn zielkette.Date) string {
	return noteAt(t.Note, t.Noted, on, knownOn)
}

// NoteAt returns the note on the goal as [Measure.NoteAt] does.
func (n Node) NoteAt(on, knownOn zielkette.Date) string {
	return noteAt(n.node().Note, n.node().Noted, on, knownOn)
}

// noteAt applies the rule of [zielkette.Milestone.NoteAt].
func noteAt(note string, noted, on, knownOn zielkette.Date) string {
	return zielkette.Milestone{Note: note, Noted: noted}.NoteAt(on, knownOn)
}
