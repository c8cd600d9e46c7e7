// Bergkamen prints the process by which the city of Bergkamen comes to its Leitbild:
// a strategy before it has goals, measured by its steps.
//
//	go run ./examples/bergkamen
//	go run ./examples/bergkamen -as-of 2024-04-01
//	go run ./examples/bergkamen -as-of 2024-08-01 -format json
package main

import (
	"embed"
	"os"

	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
)

//go:embed data
var files embed.FS

func main() {
	os.Exit(cli.Run(cli.Program{Name: "bergkamen", AsOf: "2024-12-31", Data: cli.Folder(files, "data")}, os.Args[1:], os.Stdout, os.Stderr))
}
