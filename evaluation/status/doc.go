// Package status judges figures by stated rules: traffic lights by thresholds
// (Ampel), weather symbols (Wettersymbole), progress ratings.
//
// A [Spec] is a rule as it stands in a document: the name of a method and its
// parameters, each of which stands for the published default where it is left out.
// [Spec.Rule] checks the spec and makes a [Rule] of it, which judges a [Case] and gives a
// [Rating]. [CaseOf] makes the case of a series and its target. None of them needs a
// strategy:
//
//	rule, err := status.Spec{Method: status.Weather}.Rule()
//	...
//	for series := range record.AllSeries() {
//		rating := rule.Rate(status.CaseOf(series, indicator, target, asOf, knownOn))
//		...
//	}
//
// # Methods
//
//   - [Thresholds]: classes with inclusive or exclusive bounds, valid for a span of years
//   - [Weather]: weather symbols of the Deutsche Nachhaltigkeitsstrategie (Destatis)
//   - [StatCan]: progress measure of Statistics Canada, as built into Open SDG
//   - [Eurostat]: assessment of indicator trends in the EU SDG monitoring report
//   - [UNProgress]: United Nations progress assessment, as applied by Eustat
//   - [SDGIndex]: score and colour of the Sustainable Development Report
//   - [EnergyAward]: European Energy Award
//
// A city adds a method of its own by writing the one method of [Rule], or a function
// converted by [RuleFunc]; its ratings are printed like those built in.
//
// # No rating
//
// A case that a rule cannot judge is ordinary: a series is too short, a value is
// missing, a base value is 0. The result is then a Rating without a class, with an
// [indicators.Reason] for programs and the reason in words for readers, in German and
// English. It is never an error and never the worst class.
//
// # Data
//
// A series may be in any order and have gaps. Methods that judge a series take one
// value a year, the last one of each calendar year. A point without a value does not
// count, and neither does one later than the year that is asked about. Everything before
// the last break ([DataPoint.Break]) is dropped. A period that spans several years, such
// as a school year or a mean of three years, counts for its last year, with [StatCan] for
// its first.
//
// # Exactness
//
// Where a method is rational (thresholds, weather symbols, SDG Index, award) it
// decides by exact fractions, so that a value on a boundary falls where the method
// says. Growth rates are roots; they are computed to as many digits as it takes to
// round and compare them rightly, and a result within 10^-30 of a boundary is on it. Figures are rounded once, half away from zero,
// to [zielkette.Places] digits. No float64 is used.
//
// All rules are pure, safe for concurrent use, and take time in proportion to the
// length of the series (times its logarithm, for sorting).
package status
