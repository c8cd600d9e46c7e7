package zielkette

// Code names a kind of problem. Codes are a public contract: each means one thing,
// is declared once, and is never reused for another kind. Tests and programs compare
// them, never messages. What several packages report stands here; each package lists
// the codes that only it reports.
type Code string

// Codes of the vocabulary in this package.
const (
	CodeNumberText   Code = "number-text"   // the text is not a decimal number
	CodeNumberLength Code = "number-length" // the text of the number is too long
	CodeNumberRange  Code = "number-range"  // more digits or a larger exponent than a number may have
	CodeDate         Code = "date"          // the text is not a date, or the day does not exist
	CodePeriod       Code = "period"        // the text is not a period
	CodeSpan         Code = "span"          // the text is not a span of years and months
	CodeID           Code = "id"            // the text is not an identifier
	CodeColumn       Code = "column-type"   // a type of database column that does not keep what was stored in it
)

// Codes of documents, whatever they hold.
const (
	CodeRequired    Code = "required"      // something that must be stated is not
	CodeReference   Code = "reference"     // an id or a name that nothing has
	CodeDuplicateID Code = "duplicate-id"  // an id stands twice
	CodeChoice      Code = "choice"        // a word that is not one of the allowed ones
	CodeRange       Code = "range"         // a number outside its range
	CodeOrder       Code = "order"         // something that ends before it starts, or stands out of order
	CodeOverlap     Code = "overlap"       // two entries that hold at the same time, where one must
	CodeParameter   Code = "parameter"     // a parameter that the named method does not take
	CodeTooMany     Code = "too-many"      // more entries than a list may have
	CodeTooLong     Code = "too-long"      // a text too long for the many places where it is said again
	CodeWeightsZero Code = "weights-zero"  // all weights that share something out are 0
	CodeControl     Code = "text-control"  // a text with a control character other than tab and line break
	CodeForeign     Code = "unreadable"    // a text that a reader outside this library refuses, in its words
	CodeMore        Code = "more-problems" // the list was cut; the message counts the rest
)

// Codes of the JSON that a document is written in.
const (
	CodeJSONEmpty     Code = "json-empty"         // nothing in the document
	CodeJSONSyntax    Code = "json-syntax"        // no valid JSON
	CodeJSONTrailing  Code = "json-trailing"      // something behind the end of the document
	CodeJSONDuplicate Code = "json-duplicate-key" // a field that stands twice
	CodeJSONUnknown   Code = "json-unknown-field" // a field that the format does not have
	CodeJSONType      Code = "json-type"          // a text where a number, a list where an object, and so on
	CodeJSONDepth     Code = "json-depth"         // nested too deep
	CodeJSONSize      Code = "json-size"          // too many bytes, or too many elements
	CodeJSONEncoding  Code = "json-encoding"      // not UTF-8
	CodeVersion       Code = "format-version"     // a version of the format that this library does not read
)
