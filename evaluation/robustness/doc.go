// Package robustness tells how far the score of a goal, and the class that it is judged
// by, depend on weights and values: what counts how much, what would move the judgement,
// and under which part of all weightings it would be the same.
//
// # What is asked
//
// [Weights] gives what every goal and indicator beneath a goal weighs for it in the end.
// [Levers] gives what the goal would gain if an indicator met its target. [Of] looks at
// one goal: the nearest weight of each of its parts, and the nearest value of each
// indicator beneath, at which its class changes, and the share of all weightings of its
// parts that leaves the class as it is. [Pool] and [Between] ask the same of plain
// scores, and of two options or cities, and [Sample] and [SampleUnits] estimate what has
// no formula.
//
// # What is varied, and what is not
//
// Shares of weightings vary the weights of the goal's own parts, as far as they are
// scored and have a weight; the scores of the parts stay as they are printed, and so do
// coverage and floors. No weighting is more probable than another: the share is the part
// of the space of all weightings, not a probability. Levers and distances change one
// indicator or one weight at a time. Every answer says so in its texts.
//
// # Sources
//
// Share of weightings: Varsi, The multidimensional content of the frustum of the simplex,
// Pacific Journal of Mathematics 46, 1973; Ali, Content of the frustum of a simplex,
// Pacific Journal of Mathematics 49, 1973. Distances: Triantaphyllou and Sánchez, A
// sensitivity analysis approach for some deterministic multi-criteria decision-making
// methods, Decision Sciences 28, 1997. Varying weights to see how robust a composite
// indicator is: OECD and JRC, Handbook on Constructing Composite Indicators, 2008.
package robustness
