// Package report prints the result of an evaluation for people and for programs.
//
// A report is data first: a [Page] with sections of blocks. [Page.Text], [Page.Markdown]
// and [Page.HTML] write the same page in three media, each with one function that
// escapes what documents say, so that no text becomes markup. JSON is written from the
// figures themselves, not from the page; [Schema] describes it.
//
// [Of] reads a result in the words of a report. Its methods are the sections: a city
// takes ours, drops some and adds its own, and all media follow. [ChainOf], [SDGsOf],
// [ChangeOf], [Changes], [Explanation] and [Cities] are reports of other questions. [Write] prints
// any of them in a format by its name.
//
// # What a report says
//
// The summary comes first and answers how far the city is, what is behind, what is on
// course, what is unknown and what is to be decided. Where the coverage of a goal lies
// below the minimum of its rule, or below one half where the rule states none, the
// report says "keine Aussage" (no statement) and the range that the unknown leaves; a
// figure would be read as a statement on the whole. Goals stand in the adopted wording.
// Every table of a goal carries the weights and, at its foot, the rule in words with
// its result, so that it can be recomputed from what is printed. Ids of the library
// stand last on the sheet of an indicator; before a goal stands the number it has in
// the document, if any.
//
// A dash stands where there is no number, in JSON null; it is never 0. Every medium
// carries edition, dates, assumptions, rules and sources, and says on top when the data
// are fictional. Documents are taken to be German: in an English page their texts are
// marked as German for screen readers.
//
// # HTML
//
// The page is one file without scripts, without addresses to load from and with the
// fonts of the system. It fits a phone and, printed, sheets of A4. Bars repeat what their
// row says in words and are hidden from screen readers; pictures have a title, a
// description and a table. Colour never speaks alone: every mark has a shape and a word.
package report
