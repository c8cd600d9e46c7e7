package report_test

import (
	"fmt"
	"io"
	"os"
	"sort"
	"syscall"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

func cpu() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func TestCPU(t *testing.T) {
	if os.Getenv("CPU") == "" {
		t.Skip()
	}
	dir := t.TempDir()
	n := 3000
	writeCity(t, dir, n)
	files := os.DirFS(dir)
	city, _ := folder.Load(files)
	model, _ := city.Compile()
	asOf := evaluation.Options{AsOf: zielkette.MustParseDate("2024-12-31")}
	result, _ := model.Evaluate(city.Record, asOf)
	jobs := []struct {
		name string
		do   func()
	}{
		{"naive", func() { _ = naive(dir, 2024, io.Discard) }},
		{"ours", func() { _ = wholeJob(dir, io.Discard) }},
		{"strategy", func() { _, _ = goals.Load(files, "strategy.json") }},
		{"catalogue", func() { _, _ = indicators.Load(files, "indicators.json") }},
		{"table", func() { _, _ = tables.Load(files, "observations.csv") }},
		{"compile", func() { _, _ = city.Compile() }},
		{"evaluate", func() { _, _ = model.Evaluate(city.Record, asOf) }},
		{"json", func() { r, _ := model.Evaluate(city.Record, asOf); _ = report.Of(r, report.Options{}).JSON(io.Discard) }},
		{"explain", func() {
			_ = report.Write(io.Discard, report.Explanation(result, result.Explain("g0"), report.Options{}), "json")
		}},
		{"explain-data", func() { result.Explain("g0") }},
		{"explain-text", func() {
			_ = report.Write(io.Discard, report.Explanation(result, result.Explain("g0"), report.Options{}), "text")
		}},
		{"text", func() { _ = report.Write(io.Discard, report.Of(result, report.Options{}), "text") }},
		{"html", func() { _ = report.Write(io.Discard, report.Of(result, report.Options{}), "html") }},
	}
	times := map[string][]float64{}
	for range 3 {
		for _, j := range jobs {
			k := 1
			if j.name == "evaluate" {
				k = 20
			}
			start := cpu()
			for range k {
				j.do()
			}
			times[j.name] = append(times[j.name], float64(cpu()-start)/float64(n)/float64(k))
		}
	}
	med := func(name string) float64 { s := times[name]; sort.Float64s(s); return s[len(s)/2] }
	for _, j := range jobs {
		fmt.Printf("%-14s %9.0f ns/goal  %.2f of naive\n", j.name, med(j.name), med(j.name)/med("naive"))
	}
}
