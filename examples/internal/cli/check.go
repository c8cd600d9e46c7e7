package cli

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/citytest"
)

// checked holds a folder against the figures that are expected of it, and prints what
// differs, each with where the figure of the folder comes from, and how many hold.
func checked(files fs.FS, stdout io.Writer, language zielkette.Language) (differ bool, err error) {
	outcomes, err := citytest.Check(files)
	if err != nil {
		return false, err
	}
	var out strings.Builder
	held := 0
	for _, o := range outcomes {
		if o.Holds {
			held++
			continue
		}
		out.WriteString(o.Text(language) + "\n")
		if why := o.Why(language); why != "" {
			out.WriteString("\n    " + strings.ReplaceAll(strings.TrimRight(why, "\n"), "\n", "\n    ") + "\n\n")
		}
	}
	fmt.Fprintf(&out, zielkette.Text{DE: "%d von %d Sollwerten treffen zu.\n", EN: "%d of %d expected figures hold.\n"}.In(language), held, len(outcomes))
	_, err = io.WriteString(stdout, out.String())
	return held < len(outcomes), err
}
