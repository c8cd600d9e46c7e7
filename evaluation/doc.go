// Package evaluation answers how far a municipality is: the attainment
// (Zielerreichungsgrad) of every indicator and goal, with its coverage, its state
// and its explanation.
//
// A [City] is what a municipality states of one strategy: the strategy, the catalogue
// of its indicators and the [Rules], as plain documents, and the record of what was
// observed. [City.Compile] puts them together and gives everything wrong at once, each
// problem with file and line where a document was read from a text. A what-if edits a
// [City.Clone]. Where many municipalities share a catalogue and rules, [New] takes
// parts that were compiled once.
//
// [Model.Evaluate] looks at a record of observations from two dates: the
// as-of date (Stichtag), by which periods have ended and targets were decided,
// and the known-on date (Kenntnisstand), which hides what became known later.
//
// # Attainment of an indicator
//
// Which observation counts: of the latest period ended by the as-of date, what
// became known last, of the indicator's version of the definition, not before a
// break and not older than the maximum age. Which revision of the target counts:
// the one decided last of those decided by the as-of date and known by the
// known-on date. Imprecise dates count from their last day.
//
// With b the baseline, T the target and v the value:
//
//   - reach: (v - b) / (T - b), for rising and falling targets alike; unbounded,
//     below 0 after a regress and above 1 beyond the target. T is the last point.
//   - corridor: 1 within, falling linearly to 0 at the tolerance on either side.
//   - limit: 1 where the bound holds, else 0, or graded by a tolerance; as an option the
//     share of the periods in which it held.
//   - ordinal: the declared score of the label.
//   - milestones: weights of those done by the as-of date / all weights.
//   - direction: never scored.
//
// The baseline is the statement in force at the dates of the evaluation, or what the
// record holds for its period. A point stated as a change of c percent asks for
// T = b (1 + c/100). A value whose period does not end after that of the baseline says
// nothing of the way and is withheld. The path counts periods where baseline, value and
// all points are of one kind, and days only where kinds differ.
//
// What a value is held against depends on how the indicator behaves over time
// ([indicators.Time]). Against points of the kind of period on record, and for stocks and
// cumulative figures always, the latest value counts alone. Against points of a longer
// kind, quarters against years, a flow counts as the sum and an average as the mean
// weighted by days of the latest such period that has ended; shares count as the ratio of
// their sums. Against a point that is a span, a flow counts as the sum from its start,
// from 0 on, and an average as that of the latest span of that length. Nothing is carried
// forward into a sum: where a part is missing, there is none, and [Assessment.Parts]
// names it. What holds from a period on, a limit or a break, holds from its first day.
//
// # Roll-up
//
// The indicators of a goal and the goals directly beneath it form one pool of
// weights. With W the sum of the weights of the scored parts, the score is the sum
// of w s over W; attainments enter within the bounds of the rule, 0 to 1 unless
// stated otherwise. Coverage is the sum of w c over the weights of all parts that
// apply, where c is 1 for a scored indicator, the coverage of a scored goal, and 0
// otherwise. What does not apply leaves its weight to the siblings; what is
// missing lowers the coverage, never the score.
//
// A goal without anything beneath is unmeasured; with nothing that applies it is
// not applicable; below the minimum coverage it is insufficient. With nothing
// scored it takes the gravest state among its parts that weigh anything: not
// reported, then insufficient, then withheld, then unmeasured. Only [Scored] has a
// number.
//
// A theme is rolled up in the same way from its own indicators alone, by the default
// rule. It enters no goal, whatever goals carry it; see [Result.Themes].
//
// # Many municipalities
//
// [EvaluateAll] takes municipalities from a stream, evaluates them in parallel and
// hands the results on in the order of the stream. Only a few are in memory at a
// time, however many there are. Each is evaluated independently of every other, so
// that the results are those of one-by-one evaluation.
//
// # One model, many evaluations
//
// What was evaluated once can be asked again without reading or compiling anything.
// [Result.With] lays observations over a result and [Result.Assuming] an attainment;
// they evaluate what lies above them. [Result.Reweighed] is the result under other
// weights; it repeats the roll-up alone. For many sets of weights there is a [Weigher],
// which repeats it in memory that is reused, over many results at once. All give, to the
// last digit, what compiling the changed documents gives. Package
// evaluation/robustness asks them.
//
// # Rounding
//
// Every reported number is rounded once, half away from zero, to [zielkette.Places] digits: of an
// indicator from the exact fraction of its inputs, of a goal from the rounded
// figures of its parts, so that anybody recomputes a goal from what is printed
// beside it. Nothing is rounded in between, and no binary floating point is used.
// Shares and contributions are cut to that scale by largest remainder, so that
// they sum exactly to the whole.
//
// # Sources
//
// Attainment as the share of the way from baseline to target, and its weighted
// aggregation: OECD and JRC, Handbook on Constructing Composite Indicators, 2008,
// steps 5 (normalisation) and 6 (weighting and aggregation); SDMX, Cross-Domain Code Lists, for the
// observation status. Half away from zero: DIN 1333, Zahlenangaben, 1992. Largest
// remainder: the method of Hare and Niemeyer.
package evaluation
