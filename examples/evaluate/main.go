// Evaluate prints the strategy in a city's folder: strategy.json, and where they
// are there indicators.json, rules.json and observations*.csv.
//
//	go run ./examples/evaluate -as-of 2024-12-31 FOLDER
//	go run ./examples/evaluate -chain FOLDER
//	go run ./examples/evaluate -diagram mermaid FOLDER
//	go run ./examples/evaluate -read MAPPING FILE
//
// Without -as-of it looks from the end of the latest period on record, which the
// report names.
//
// With -read it tries a mapping on somebody else's table before a line of Go is
// written: the tidy table goes to the standard output; what was detected, taken and
// left goes to the error output, and so do all problems, with exit code 1. The mapping
// "-" is none, for a tidy table.
package main

import (
	"io/fs"
	"os"

	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
)

func main() {
	os.Exit(cli.Run(cli.Program{
		Name:       "evaluate",
		OpenFolder: func(name string) fs.FS { return os.DirFS(name) },
	}, os.Args[1:], os.Stdout, os.Stderr))
}
