// Leipzig prints the INSEK Leipzig 2030 of the city of Leipzig, measured with
// figures of the Amt für Statistik und Wahlen and of the press.
//
//	go run ./examples/leipzig
//	go run ./examples/leipzig -format json -known-on 2016-01-01
//	go run ./examples/leipzig -explain Z1.4
//	go run ./examples/leipzig -illustrate
//	go run ./examples/leipzig -since 2013
//	go run ./examples/leipzig -chain -goal Z1.1
//	go run ./examples/leipzig -diagram dot | dot -Tsvg
package main

import (
	"embed"
	"os"

	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
)

//go:embed data editions
var files embed.FS

func main() {
	os.Exit(cli.Run(cli.Program{
		Name: "leipzig", AsOf: "2023-12-31", Goal: "Z1.1",
		Themes: chain.GapOptions{
			Fields: "Fachkonzept", Themes: []string{"Zentrales Querschnittsthema", "Weiteres Querschnittsthema", "Querschnittsthema"},
		},
		Data: cli.Folder(files, "data"), Fictional: cli.Folder(files, "data/fictional"), Strategy: "2018",
		Others: []cli.Strategy{
			{Name: "2016", AsOf: "2016-05-18", Data: cli.Folder(files, "editions/2016")},
			{Name: "2013", AsOf: "2013-12-31", Data: cli.Folder(files, "editions/2013")},
		},
	}, os.Args[1:], os.Stdout, os.Stderr))
}
