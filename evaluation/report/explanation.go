package report

import (
	"encoding/json"
	"io"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// ExplanationText writes an explanation as plain text of at most 100 columns, under
// the head of the report: a sheet of paper must say whose figures it explains, at
// which dates, and whether they are invented. The error is that of the writer.
func ExplanationText(out io.Writer, result *evaluation.Result, e *evaluation.Explanation, options Options) error {
	v := viewOf(result, options)
	w := &writer{w: out}
	v.textHead(w)
	w.print("\n", e.Text(v.language))
	return w.err
}

// ExplanationMarkdown writes an explanation as Markdown; see [ExplanationText].
func ExplanationMarkdown(out io.Writer, result *evaluation.Result, e *evaluation.Explanation, options Options) error {
	v := viewOf(result, options)
	w := &writer{w: out}
	v.markdownHead(w)
	w.print("\n```text\n", e.Text(v.language), "```\n")
	return w.err
}

// ExplanationJSON writes an explanation as one JSON object, beside the strategy and
// the dates; see [ExplanationText].
func ExplanationJSON(out io.Writer, result *evaluation.Result, e *evaluation.Explanation, options Options) error {
	v := viewOf(result, options)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		Fictional bool         `json:"fictional"`
		Banner    string       `json:"banner,omitempty"`
		Strategy  jsonStrategy `json:"strategy"`
		AsOf      string       `json:"asOf"`
		KnownOn   *string      `json:"knownOn"`
		*evaluation.Explanation
	}{v.banner() != "", v.banner(), v.jsonStrategy(), result.Options().AsOf.String(), some(result.Options().KnownOn.String()), e})
}
