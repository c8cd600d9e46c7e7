// Package zielkette is the ground of a library for the strategic steering of
// municipalities (strategische Steuerung). It answers three questions about the
// strategy of a city, with numbers that an auditor can recompute:
//
//   - What do we want? Package goals holds the hierarchy of goals (Zielsystem).
//   - Does what we do bring it about? Package goals holds measures and effects,
//     package goals/chain computes the target-effect chain
//     (Ziel-Wirkungskette).
//   - How far are we? Package indicators holds indicators (Kennzahlen), targets
//     and observations, package evaluation forms the weighted attainment
//     (Zielerreichung).
//
// # The way through
//
// Documents are plain Go structs or JSON files. They are compiled once: every
// problem is found there, and all at once. The compiled values are immutable and
// safe for concurrent use. An evaluation is a pure function of them, a record of
// observations and two dates:
//
//	city, err := folder.Load(os.DirFS("soest"))
//	model, err := city.Compile()
//	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2024-12-31")})
//
// A city is three documents and the record of what was observed; it is read from
// files, built as a Go literal, or taken from a database.
//
// # What holds everywhere
//
// There is no clock, no network, no global state and no hidden randomness: the
// same input gives the same bytes. Nothing is printed by itself. Missing, not
// applicable and not done are never a number; coverage (Abdeckung) travels with
// every score. Every number explains itself down to observation, source, rule and
// weight. Nothing on record is overwritten: restated values and moved targets
// stand beside what they replace, told apart by the day they became known.
//
// # This package
//
// Here stands the vocabulary that all share: exact numbers that may be absent
// ([Number]), civil dates that may be imprecise ([Date]), periods ([Period]) and
// spans ([Span]), dated steps ([Milestone]), where a figure comes from ([Source]),
// labels and numbers in German and English ([Text], [Language]), and what is wrong
// with an input ([Problem]).
//
// Imports point down only: this package, then indicators and goals, then
// evaluation, then examples.
package zielkette
