// Package goals holds the goal system of a municipality's strategy: what a council
// decided to reach, how it is broken down, and which indicators measure it.
//
// A strategy is a document, [Strategy]: plain data that is read from JSON by [Load] or
// [Read], or written as a Go literal, and edited like any other Go value.
// [Strategy.Compile] checks all of it once and gives a [Plan], which is immutable,
// safe for concurrent use, and only read from then on:
//
//	strategy, err := goals.Load(fsys, "strategy.json")
//	...
//	strategy.Goal("HF2.SZ4").Weight = zielkette.Int(2) // what if?
//	plan, err := strategy.Compile()
//	...
//	for goal := range plan.Goals() {
//		fmt.Println(goal.Level(), goal.Number(), goal.Title())
//	}
//
// encoding/json writes a strategy so that [Read] reads it back; a plan is written as the
// strategy it was compiled from. [Strategy.Clone] copies a document with all its lists.
//
// The package knows no values: a goal names its indicators by id. Package
// indicators defines and records them, package evaluation brings both together.
//
// # Levels and goals
//
// Every municipality has its own levels (Zielebenen), with its own names and
// depth: Vision, Handlungsfeld, strategisches Ziel, Handlungsziel in Soest,
// Leitmotiv, Ziel, Handlungsschwerpunkt in Leipzig. A strategy lists them from the
// top down; a goal stands below the level of the goal above it and may skip one.
// The number of a goal is kept as it stands in the document, where it often counts
// anew in every field; its id is unique within the edition, together with the ids
// of themes, areas, measures and results. At most [MaxDepth] goals stand beneath
// each other.
//
// [Plan.Goals] and [Plan.PostOrder] run through the goals, [Node.Children],
// [Node.Descendants] and [Node.Ancestors] through a part of them, [Plan.AtLevel],
// [Plan.WithTheme] and [Plan.InArea] across. All of them keep the order of the
// document, can be run again and cost nothing to make.
//
// # Themes and areas
//
// What lies across the hierarchy is a [Theme], under the city's own word for it:
// Querschnittsthema, übergreifendes Ziel, Fachkonzept. A theme may have indicators of
// its own, which are scored as those of a goal are; they enter no goal. An [Area] is a
// part of the city. What a goal carries holds for the goals beneath it as well.
//
// # Declared and recorded
//
// A document may say how many goals it has without listing them: Soest 2030 names
// 28 strategic goals and gives the wording of none. [Strategy.Declared] keeps that
// number beside what is recorded. [Plan.Levels] and [Plan.ThemeKinds] give both; a
// difference is a warning in [Plan.Warnings], not an error.
//
// # Weights
//
// The goals directly beneath a goal and the indicators that measure it form one
// pool of weights; the indicators of a theme form one by themselves. The goals at the top are not put together; where one figure for
// all is wanted, give the strategy one goal at the top. Weights are points and need
// not sum to 1. Where a whole pool states none, equal weights are an assumption that
// reports print; where some are missing, they count as 1 and a warning says so.
//
// # Measures, effects, conflicts
//
// A [Measure] is what is done, a [Result] what comes of it, an [Effect] the link
// "contributes to" between measures, results and goals, a [Conflict] two goals
// that hinder each other. The tree of goals answers how far we are; the effects
// answer whether what we do brings it about. Scores flow through the tree only.
//
// # Money
//
// The money of a measure stands in budget lines ([BudgetLine]): by product and year, by
// whose money it is and what it is for, with the day on which the amounts became known.
// A revised amount is a new line; [Measure.BudgetAt] gives the money as it stood and was
// known at a date. [Posts] count the people beside it. A [Frame] says up to which year the
// municipality knows its money: what reaches beyond has no amount, which is not 0.
//
// Measures may belong to a [Package] and name the themes they come from: the Fachkonzept,
// the Fachplanung. What the city does not call a measure, an institution, has its kind.
// A [Demand] is a quantity asked of a goal as a whole, with what the bearers of the goals
// beneath hold to be feasible (Gegenstromprinzip); package chain breaks it down.
//
// # Process
//
// A strategy is a process, too: its milestones, of which papers and meetings do not count
// by default, what is [Recurring], who took part ([Participation]), its [Risk] and the
// strategies it is [Related] to. What became known later says when, so that a report of an
// earlier date does not know it.
//
// # Editions
//
// A plan is one edition. A [Ref] names a goal of another one, [Compare] tells what
// changed between two, and [Amend] puts a partial new edition (Teilfortschreibung)
// on top of the one it amends.
//
// # Problems
//
// Bad input gives all its problems at once, as [zielkette.Problems]: each with a
// code, a JSON pointer, line and column where there is a file, and a message that
// says what to do. A document that was edited after it was read still tells the line at
// which the faulty part stood. At most 100 problems are listed and the rest is counted;
// what only follows from another fault is left out. [Strategy.Compile] never gives a
// partial plan; [Strategy.Inspect] does, for checking further what refers to it. Reading
// is strict: unknown fields, names in other case, duplicate keys, trailing data
// and numbers that are not text are refused. Documents are bounded: 64 MiB, 128
// levels of JSON, [MaxGoals] goals.
//
// [Schema] is the JSON Schema of the format, for editors.
package goals
