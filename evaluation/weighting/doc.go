// Package weighting turns what people say about importance into weights
// (Gewichte), and says where each weight came from.
//
// No German city with goal weights adopted by its council was found; weights are
// contested, and whoever uses them must be able to show their origin. A [Spec] is
// weights as they stand in a document, a method with what people said; [Spec.Weights]
// checks it and returns [Weights] with a sentence on the origin, in German and English,
// beside the numbers.
//
//   - [Explicit]: points as the document states them; they need not sum to 1
//   - [Equal]: the same weight for each
//   - [Budget]: the money planned for each
//   - [RankOrderCentroid], [RankSum], [RankReciprocal]: from an order of importance
//   - [Points]: points given by several people, as mean and spread
//   - [AHP]: from comparisons in pairs, with their consistency
//
// Weights need no strategy; a service may use this package alone.
//
// # Rounding
//
// Stated points and amounts are kept exactly. A computed weight is rounded once,
// half away from zero, to [zielkette.Places] digits, from an exact fraction (rank order,
// means) or from a value computed to as many digits as that takes (AHP, deviation). Whoever goes
// on calculating takes the rounded weight, so that every later figure can be checked
// from what is printed. The shares of [Item] are rounded one by one and may miss 1
// by their last digit; figures that must add up, a table of percentages or money
// divided by weight, come from [Weights.Apportion].
//
// # Problems
//
// A negative weight, weights that are all 0, a missing weight, a matrix that is
// not reciprocal: each is a [zielkette.Problem] with a code and a JSON pointer into the
// spec, all of them at once. Missing is never taken as 0. A zero weight is fine as long
// as another is not zero.
//
// All functions are pure and safe for concurrent use; results share no memory with
// their arguments. The cost is linear in what is stated, for AHP cubic in the criteria.
package weighting
