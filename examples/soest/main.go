// Soest prints the Strategisches Zukunftsprogramm 2016-2020 of the city of Soest,
// measured with the figures the city and the press have published.
//
//	go run ./examples/soest
//	go run ./examples/soest -format json -as-of 2018-12-31
//	go run ./examples/soest -explain HF2.SZ4
//	go run ./examples/soest -illustrate
//	go run ./examples/soest -chain -goal HF2.SZ4
//	go run ./examples/soest -diagram mermaid -goal HF2.SZ4
//	go run ./examples/soest -strategy smart-city
//	go run ./examples/soest -strategy smart-city -since zukunftsprogramm
//	go run ./examples/soest -strategy digitale-agenda -as-of 2019-04-30
//
// The other strategies are the "Klimaneutrale Smart City" of 2021, which follows
// the programme, and the process of the Digitale Agenda. The default date is the end of the programme's term.
package main

import (
	"embed"
	"os"

	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
)

//go:embed data smart-city digitale-agenda
var files embed.FS

func main() {
	os.Exit(cli.Run(cli.Program{
		Name: "soest", AsOf: "2020-12-31", Goal: "HF2.SZ4",
		Data: cli.Folder(files, "data"), Fictional: cli.Folder(files, "data/fictional"), Strategy: "zukunftsprogramm",
		Others: []cli.Strategy{
			{Name: "smart-city", AsOf: "2023-12-31", Data: cli.Folder(files, "smart-city")},
			{Name: "digitale-agenda", AsOf: "2019-12-31", Data: cli.Folder(files, "digitale-agenda")},
		},
	}, os.Args[1:], os.Stdout, os.Stderr))
}
