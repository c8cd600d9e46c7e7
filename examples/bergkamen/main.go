// Bergkamen prints the process by which the city of Bergkamen comes to its Leitbild:
// a strategy before it has goals, measured by its steps.
//
//	go run ./examples/bergkamen
//	go run ./examples/bergkamen -as-of 2024-04-01
//	go run ./examples/bergkamen -as-of 2024-08-01 -format json
package main

import (
	"embed"
	"io/fs"
	"os"

	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
)

//go:embed data
var files embed.FS

func main() {
	os.Exit(cli.Run(cli.Program{Name: "bergkamen", AsOf: "2024-12-31", Data: sub("data")}, os.Args[1:], os.Stdout, os.Stderr))
}

// sub returns a folder of the embedded data.
func sub(folder string) fs.FS {
	sub, err := fs.Sub(files, folder)
	if err != nil {
		panic(err) // the name is a constant above
	}
	return sub
}
