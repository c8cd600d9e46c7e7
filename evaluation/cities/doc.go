// Package cities compares municipalities (Städtevergleich) where, and only where,
// that is honest.
//
// # Comparing
//
// Two figures compare when they are of the same indicator by a code of a shared
// catalogue ([Code]), in the same unit, of the same version of the definition, of
// the same period, and of a status that may be counted; along time, when no break
// of the series lies between them. What does not compare is refused with a
// [Reason] and a sentence, and never enters a rank, a median or a difference. A
// definition that nobody states agrees with nothing, and neither does a date.
//
// [Compare] holds one indicator of many cities side by side: value, rank,
// percentile, distance to the best and to the median, the cities without a value by
// name, and what is to be said beside the figures. Values per head, per area or
// per anything else are formed only by a denominator that the question declares.
// [Trend] holds two periods of one city side by side; [Across] and [Along] check
// two single figures.
//
// # Rounding
//
// A value is the exact quotient rounded once to 12 places, half away from zero. Ranks
// are formed of the rounded values; distances are exact differences of them; the
// median and the percentile are rounded once as well.
//
// # Sources
//
// Percentile: the share of the other values that are worse (PERCENTRANK.INC of
// spreadsheets; Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996,
// type 7). Rank: equal values share the better rank, the next one is passed over,
// as in sports. The Berichtsrahmen Nachhaltige Kommune (2021) warns in its preface
// against comparing municipalities at all; [Query.Note] is the place for what
// makes a comparison misleading.
package cities
