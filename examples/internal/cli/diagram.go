package cli

import (
	"fmt"
	"io"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/diagram"
)

// printDiagram draws the strategy; the whole of it where no id is given.
func printDiagram(out io.Writer, plan *goals.Plan, kind, view, id string, language zielkette.Language) error {
	options := diagram.Options{View: diagram.View(view), Root: id, Language: language}
	switch kind {
	case "mermaid":
		return diagram.Mermaid(out, plan, options)
	case "dot":
		return diagram.DOT(out, plan, options)
	}
	return fmt.Errorf("-diagram %q: write mermaid or dot", kind)
}
