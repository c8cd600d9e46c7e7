package cli

import (
	"fmt"
	"io"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals/diagram"
)

// printDiagram draws the strategy with how its goals stand; the whole of it where no id is
// given, and all levels of goals where no number of levels is.
func printDiagram(out io.Writer, result *evaluation.Result, kind, view, id string, levels int, in report.Options) error {
	options := report.Of(result, in).Diagram(diagram.View(view))
	options.Root, options.Levels = id, levels
	switch kind {
	case "mermaid":
		return diagram.Mermaid(out, result.Model().Plan(), options)
	case "dot":
		return diagram.DOT(out, result.Model().Plan(), options)
	}
	return fmt.Errorf("-diagram %q: write mermaid or dot", kind)
}
