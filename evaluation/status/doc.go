// Package status judges figures by stated rules: traffic lights by thresholds
// (Ampel), weather symbols (Wettersymbole), progress ratings, composite indices.
//
// A rule is a small struct whose fields are its documented parameters and whose
// zero value is the published default. It judges a [Case], which is plain data, and
// gives a [Rating]. Neither needs a strategy; the weather symbol of one series is
//
//	rating := status.Weather{}.Rate(status.Case{Series: series, Targets: targets})
//
// # Rules
//
//   - [Scales]: classes with inclusive or exclusive bounds, valid for a span of years
//   - [Weather]: weather symbols of the Deutsche Nachhaltigkeitsstrategie (Destatis)
//   - [StatCan]: progress measure of Statistics Canada, as built into Open SDG
//   - [Eurostat]: assessment of indicator trends in the EU SDG monitoring report
//   - [UNProgress]: United Nations progress assessment, as applied by Eustat
//   - [SDGIndex]: score and colour of the Sustainable Development Report
//   - [HumanDevelopment]: Human Development Index (a function: it needs four figures)
//   - [EnergyAward]: European Energy Award
//
// A city adds a rule of its own by writing the one method of [Rule], or a function
// converted by [RuleFunc]; its ratings are printed like those built in. [Spec] is
// the form in which the built-in rules stand in a document.
//
// # No rating
//
// A case that a rule cannot judge is ordinary: a series is too short, a value is
// missing, a base value is 0. The result is then a Rating without a class, with a
// [Cause] for programs and a reason for readers, in German and English. It is never
// an error and never the worst class.
//
// # Data
//
// A series may be in any order and have gaps. Rules that look at years take one
// value a year, the last one of each calendar year; a point without a number does
// not count; everything before the last break ([Point.Break]) is dropped.
//
// # Exactness
//
// Where a rule is rational (thresholds, weather symbols, SDG Index, award) it
// decides by exact fractions, so that a value on a boundary falls where the rule
// says. Growth rates and the HDI are roots and logarithms; they are computed to
// more than 40 digits, and a result within 10^-30 of a boundary is on it. Figures
// are rounded once, half away from zero, to 12 places. No float64 is used.
//
// All rules are pure, safe for concurrent use, and take time in proportion to the
// length of the series (times its logarithm, for sorting).
package status
