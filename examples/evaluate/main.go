// Evaluate prints the strategy in a city's folder: strategy.json, and where they
// are there indicators.json, rules.json and observations*.csv.
//
//	go run ./examples/evaluate -as-of 2024-12-31 FOLDER
//	go run ./examples/evaluate -chain FOLDER
//	go run ./examples/evaluate -diagram mermaid FOLDER
//
// Without -as-of it looks from the end of the latest period on record, which the
// report names.
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
