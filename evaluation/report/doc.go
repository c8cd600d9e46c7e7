// Package report prints the result of an evaluation as text, Markdown or JSON,
// with labels in German or English. The examples print with it; a city that wants
// another report ranges over the result itself.
//
// A dash stands where there is no number, in JSON null; it is never 0. Every format
// names the edition and the dates, carries the assumptions, the rules in words and
// the warnings, and says on top when the data are fictional. German reports have
// decimal commas, JSON has decimal points.
package report
