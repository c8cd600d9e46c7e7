package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// read tries a mapping on a file: the tidy table goes to stdout, what was detected,
// taken and left to stderr, and so do all problems. With an error there is no table.
// The mapping "-" is none, for a file that is a tidy table already.
func (p Program) read(mapping, name string, stdout, stderr io.Writer, language zielkette.Language) error {
	read := tables.Read
	if mapping != "-" {
		reader, err := tables.LoadMapping(p.OpenFolder(filepath.Dir(mapping)), filepath.Base(mapping))
		if err != nil {
			return err
		}
		read = reader.Read
	}
	file, err := p.OpenFolder(filepath.Dir(name)).Open(filepath.Base(name))
	if err != nil {
		return err
	}
	reading, err := read(file, &tables.Options{File: name, Lax: true})
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(stderr, reading.Text(language)); err != nil {
		return err
	}
	if err := reading.Problems.Err(); err != nil {
		return err
	}
	if len(reading.Problems) > 0 {
		if _, err := fmt.Fprintln(stderr, reading.Problems.Text(language)); err != nil {
			return err
		}
	}
	return tables.WriteTidy(stdout, reading.Record)
}
