// Package change answers why a figure moved between two results of one municipality:
// this year's report and last year's, one record at two dates, two folders, two editions
// of a strategy, or a scenario and what it was made of.
//
// [Between] takes two results and returns for every goal and indicator its state and its
// score then and now, and the effects of six causes: the edition, the weights, the rules,
// the targets, restated values and new data. Each cause is a switch. In a mixed case the
// parts of some causes come from the later result and the rest from the earlier, each
// with the dates of its own result. The effect of a cause is its Shapley value over the
// scores of the mixed cases: the change that it brings when it is switched, averaged
// over all orders of the causes. The averages are exact and then cut to the change at
// [zielkette.Places] digits, so that they sum to it.
//
// # Mixed cases without a score
//
// Some mixed cases may have no score. The average is then over those of the 720 orders in
// which every step has one. Where no order is left, causes are joined: the finest
// grouping of which an order works is taken, of several finest ones what they have in
// common. A score that appears or disappears is a change of state and no difference.
//
// # What is matched
//
// Within one edition goals are matched by id, across editions as [goals.Compare] does:
// by successors, else by id and title. Split and merged goals have no effects; what they
// come from stands beside them. Indicators are matched by id, their targets by id, and
// where both have a single target or none, as that. Where the other side has no such
// target, the entry of the catalogue stays that of its own side. A pool of which neither
// side states weights keeps its own; else matched parts take the weights of the other
// side, scaled to the sum that their own weights have, and the rest keeps its own. Parts
// that come from one part share its weight in proportion to their own. Where the other
// side gives the matched parts no weight at all, they keep their own. Parts of a merged
// goal are matched pool by pool.
//
// An indicator that then was neither linked nor observed brings its own series, at its
// own dates, into every mixed case, so that its coming is due to the edition. The same
// holds of one that is neither linked nor observed now. A series whose kind of period
// differs between the results moves as a whole with the data.
//
// # Sources
//
// Shapley, A Value for n-Person Games, 1953; Das Gupta, Standardization and
// Decomposition of Rates, US Bureau of the Census P23-186, 1993, whose effects for
// products and weighted means are the same; Shorrocks, Decomposition procedures for
// distributional analysis, Journal of Economic Inequality 11, 2013.
package change
