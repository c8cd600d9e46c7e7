// Package diagram draws strategies: the tree of goals, the chain from measures
// over results to goals, and the influences, as Mermaid for web pages and code
// hosts, or as DOT for Graphviz.
//
//	err := diagram.Mermaid(w, plan, diagram.Options{View: diagram.Chain, Root: "HF2.SZ4"})
//
// # Names
//
// Titles come from documents and may hold anything. They are written so that no
// quote, bracket, line break or tag in them ends a label, and are cut between words
// to a length that can be read. Boxes are named n0, n1, …, never by ids, so that an id cannot
// be taken for syntax either.
//
// # What stands beside it
//
// A drawing has a title, a text alternative for those who do not see it, and a note with a
// legend of the boxes and links that occur in it. What is assumed is drawn with dots.
// [Options.State] writes into the boxes how the goals stand; package evaluation/report has
// the options for that.
//
// # Size
//
// [Options.Levels] draws the upper levels of the goals only.
//
// A drawing beyond [Options.MaxBoxes] or [Options.MaxLinks] is folded, lowest level
// first: goals into the goal above them, then results into one box for each stage,
// then measures into one box. What was folded stands in the boxes and in a note.
// To draw a large strategy in full, split it: one drawing for each goal of a
// level, with [Options.Root].
//
// # Order
//
// Boxes and links stand in the order of the document: equal input gives equal bytes.
package diagram
