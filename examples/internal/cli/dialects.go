package cli

import (
	"fmt"
	"io"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
)

// reportDialects says how the tables of a folder were read: what was detected must
// be seen by somebody. It goes beside the report, not into it.
func reportDialects(tables []folder.Table, out io.Writer, language zielkette.Language) error {
	label := zielkette.Text{DE: "gelesen als", EN: "read as"}
	for _, t := range tables {
		if _, err := fmt.Fprintf(out, "%s: %s: %s\n", t.File, label.In(language), t.Dialect.Text(language)); err != nil {
			return err
		}
	}
	return nil
}
