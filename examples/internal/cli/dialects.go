package cli

import (
	"fmt"
	"io"
	"io/fs"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// reportDialects says how the tables of a folder were read: what was detected must
// be seen by somebody. It goes beside the report, not into it.
func reportDialects(folder fs.FS, out io.Writer, language zielkette.Language) error {
	names, err := fs.Glob(folder, "observations*.csv")
	if err != nil {
		return err
	}
	for _, name := range names {
		file, err := folder.Open(name)
		if err != nil {
			return err
		}
		reading, err := tables.Read(file, &tables.Options{File: name})
		file.Close() //nolint:errcheck,gosec // nothing was written
		if err != nil {
			return err
		}
		label := zielkette.Text{DE: "gelesen als", EN: "read as"}
		if _, err := fmt.Fprintf(out, "%s: %s: %s\n", name, label.In(language), reading.Dialect.Text(language)); err != nil {
			return err
		}
	}
	return nil
}
