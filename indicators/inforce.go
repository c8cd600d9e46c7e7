package indicators

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// InForce returns the revision of the target that counts at two dates: of those decided
// by the as-of date and known by the known-on date the one decided last, and of several
// decided on one day the last on the list. A revision without a date of decision counts
// from the start, and without a known-on date everything is known. nil when there is
// none. The revision belongs to the target and must not be changed.
func (t *Target) InForce(asOf, knownOn zielkette.Date) (best *Revision) {
	if t == nil {
		return nil
	}
	for i := range t.Revisions {
		r := &t.Revisions[i]
		if !r.Decided.IsZero() && !r.Decided.By(asOf) || !KnownBy(r.Known, knownOn) {
			continue
		}
		if best == nil || r.Decided.Last().Compare(best.Decided.Last()) >= 0 {
			best = r
		}
	}
	return best
}

// BaselineInForce returns the baseline that counts at two dates: of those decided by the
// as-of date and known by the known-on date the one decided last, and of several decided
// on one day the last on the list. The first, [Target.Baseline], is known always where
// it has no known date. nil when there is none. It belongs to the target and must not be
// changed.
func (t *Target) BaselineInForce(asOf, knownOn zielkette.Date) (best *Baseline) {
	if t == nil {
		return nil
	}
	decided := func(b *Baseline) bool { return b.Decided.IsZero() || b.Decided.By(asOf) }
	if b := &t.Baseline; !b.IsZero() && decided(b) && (b.Known.IsZero() || KnownBy(b.Known, knownOn)) {
		best = b
	}
	for i := range t.BaselineRevisions {
		b := &t.BaselineRevisions[i]
		if !decided(b) || !KnownBy(b.Known, knownOn) {
			continue
		}
		if best == nil || b.Decided.Last().Compare(best.Decided.Last()) >= 0 {
			best = b
		}
	}
	return best
}
