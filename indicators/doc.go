// Package indicators holds what a municipality measures: the definitions of its
// indicators (Kennzahlen) with their targets, and the record of what was observed.
//
// Definitions are a document, [Catalogue], plain data that is written as a Go literal
// or as JSON. [Load] and [Read] read it, ordinary Go assignments edit it, and
// [Catalogue.Compile] checks all of it once and gives a [Set]. Values are observations
// in a [Record], which grows and never forgets:
//
//	catalogue, err := indicators.Load(fsys, "indicators.json")
//	set, err := catalogue.Compile()
//	record, err := tables.Load(fsys, "observations.csv") // package indicators/tables
//	for o := range record.Series("thg-je-ew", "").Known(knownOn) {
//		fmt.Println(o.Period, o.Value, o.Source)
//	}
//
// Set and Record are immutable and safe for concurrent use. In JSON a set is its
// catalogue, and a record is the list of its observations. Package evaluation compares
// the two.
//
// # Missing is not zero
//
// A value is a [zielkette.Number], whose zero value is no number. An observation
// without a value must say why by its [Status]: not reported, suppressed, cannot
// exist. The statuses are a subset of the SDMX code list for the observation
// status, with the signs of the Destatis legend beside them. [Status.Counts] tells
// which may be scored: forecasts and values of a differing definition are shown,
// never counted.
//
// # Two times
//
// Every observation has the period it describes and the day it became known. A
// restated value is a further observation of the same period, known later; the
// earlier one stays. [Series.Reading] tells what was on record for a period at a
// known-on date, so that last year's report can be printed again. A date that is
// only known as "2015-08" counts from its last day, and an observation without a
// known date is hidden as soon as a known-on date is given.
//
// A value is withdrawn in the same way: by a further observation of its period with
// the status [Missing], known on the day of the withdrawal.
//
// [Series.Counted] answers which observation counts for an evaluation: of the
// latest period ended by the as-of date, known by the known-on date, of the
// definition asked for, on this side of every break and not older than the maximum
// age. Otherwise it gives the [Reason] why there is none. Reason is the one list of
// reasons for having no number, from a missing value to a goal without a score.
//
// # Definitions and breaks
//
// An indicator carries the version of its definition. Values of different versions
// share a series and are never compared: Leipzig's 6.61 t of CO2 and 6.40 t of
// greenhouse gas for 2011 are two definitions. A [Break] separates values of one
// definition that do not compare either.
//
// # Targets
//
// A [Target] has one of six shapes, each with its own formula of attainment:
//
//   - reach a value by a date, rising or falling, with points on the way
//   - corridor between two bounds, with a tolerance
//   - limit to keep in every period
//   - direction only, which is never scored
//   - ordinal, a rating by labels with a declared score each
//   - milestones, by the weights of those done
//
// What was decided is a [Revision]; a moved target is one more, with the decision
// that moved it, and none erases an earlier one. The baseline belongs to the
// target: a restated value does not move it, unless it is taken from the record. It may
// have revisions, too, and a point may be a change against it in percent. A target equal to its baseline leaves
// no way to measure and is an error; a target against the stated direction is a
// warning, and a target whose author withholds a judgement says so.
//
// # Areas and sums
//
// An observation may belong to an area; the empty area is the whole municipality.
// Parts need not add up to the whole: [Record.SumAreas] adds, [Record.CheckAreas]
// reports the difference. An area or an indicator that is asked for must be on record.
//
// # Problems
//
// Bad input gives all its problems at once, as [zielkette.Problems]: each with a
// code, a place and a message that says what to do. At most 100 are listed and the
// rest is counted; what only follows from another fault is left out. A faulty
// catalogue gives no set but for looking further, see [Catalogue.Inspect], and a
// faulty table no record but from [Builder.Lax], for readers that were asked to keep
// the good rows. A record keeps where each observation was read, see [Record.Place].
//
// [Schema] is the JSON Schema of a catalogue, for editors.
package indicators
