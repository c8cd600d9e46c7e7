// Package chain computes with the target-effect chain (Ziel-Wirkungskette) of a
// strategy: from what is done, over what it brings about, to the goals, and back.
// It answers the questions of a budget debate, each with the figures behind the
// answer:
//
//   - What leads to a goal, and what follows from a measure? [Chain.Upstream],
//     [Chain.Downstream], [Chain.Paths]
//   - How much does each measure contribute to a goal, now and in the end?
//     [Chain.To], [Chain.From]
//   - What is missing? [Chain.Gaps], [Chain.Matrix]
//   - What should have been reached by now, and what was? [Chain.Reality]
//   - How much money stands behind a goal, by year, product, source and use, and how
//     much of it was planned and spent by a date? [Chain.Money], [At]
//   - What is lost, and where, when a measure is cut, halved or delayed?
//     [Chain.Loss]
//   - Where do goals hinder each other, and what money and measures stand on
//     either side? [Chain.Conflicts]
//   - Which factors drive the others? [Chain.Influence]
//   - Does what the parts can do come to what the whole demands
//     (Gegenstromprinzip)? [Cascade]
//
// # Effects are not the tree
//
// The tree of goals answers "how far are we"; that is package evaluation. The
// chain answers "does what we do bring it about". A measure may serve many goals,
// since no score flows through the chain.
//
// # Contributions
//
// The strength of a contribution is the share of the receiver's change that it
// stands for. Strengths multiply along a path and add over paths, with their
// signs. Figures are exact decimals, rounded half away from zero to 12 places once at
// every node, in topological order: each can be recomputed from the rounded
// figures of the neighbouring nodes. [Chain.To] goes from the goal up the
// chain, [Chain.From] from the measure down; over long paths the two may differ
// in the last places. Ordinals are never multiplied. A link whose strength nobody
// states is counted nowhere and named everywhere.
//
// At a date, a step of a measure counts on a path when its date and the
// lags of the path, in whole months, have passed. What is lost or gained
// at a date is therefore a matter of dates alone, not of interpolation.
//
// # Money
//
// Money does not follow strengths but the shares a measure states for the goals it
// serves. Every budget line is split to the cent, the cents left over by largest
// remainder, so every total is the sum of its parts and every measure counts
// once in each total above it. An amount nobody states is missing, not 0.
//
// [At] looks at the chain on two dates: nothing that was spent or became known later
// counts. [New] looks at everything on record.
//
// # Cost
//
// Making a chain, contributions to one goal, money and the gap report are linear
// in nodes and links. A [Chain] is immutable and safe for concurrent use.
package chain
