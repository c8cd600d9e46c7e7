package report_test

import (
	"strings"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
)

// Words stand at the first spot, unless a line, other words or the edge of the picture are
// in the way there and less is at the second.
func TestLabel(t *testing.T) {
	first, second := report.Dot{X: 1000, Y: 800}, report.Dot{X: 2000, Y: 500}
	through := []report.Dot{{X: 500, Y: 680}, {X: 1100, Y: 680}}
	for _, tt := range []struct {
		name  string
		lines [][]report.Dot
		words []report.Dot
		at    report.Dot
		want  report.Dot
	}{
		{"free", nil, nil, first, report.Dot{X: 1000, Y: 720}},
		{"a line elsewhere", [][]report.Dot{{{X: 500, Y: 1200}, {X: 1100, Y: 1200}}}, nil, first, report.Dot{X: 1000, Y: 720}},
		{"a line through it", [][]report.Dot{through}, nil, first, report.Dot{X: 2000, Y: 670}},
		{"a line through both", [][]report.Dot{through, {{X: 2000, Y: 600}, {X: 2600, Y: 600}}}, nil, first, report.Dot{X: 1000, Y: 720}},
		{"other words", nil, []report.Dot{{X: 700, Y: 740}}, first, report.Dot{X: 2000, Y: 670}},
		{"beyond the edge", nil, nil, report.Dot{X: 100, Y: 800}, report.Dot{X: 2000, Y: 670}},
		{"above the picture", nil, nil, report.Dot{X: 1000, Y: 0}, report.Dot{X: 1000, Y: 110}},
	} {
		d := report.Drawing{Width: 340, Height: 152}
		for _, at := range tt.words {
			d.Shapes = append(d.Shapes, report.Shape{Kind: report.Words, At: []report.Dot{at}, Text: "2020"})
		}
		d.Label("12.345", tt.lines, tt.at, second)
		if got := d.Shapes[len(d.Shapes)-1].At[0]; got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// No line is broken within a figure and its unit or within a date, in HTML and in text,
// whoever wrote them.
func TestWordsHeldTogether(t *testing.T) {
	for text, want := range map[string]string{
		"höchstens 25 % und 1.234,50 Euro.":       "höchstens 25~% und 1.234,50~Euro.",
		"2,0 t/Einwohner, 3 Hektar, 40 Prozent":   "2,0~t/Einwohner, 3 Hektar, 40~Prozent",
		"im Februar 2021, am 31 December 2024":    "im Februar~2021, am 31~December~2024",
		"Stadtentwicklungskonzept 2030, Raum 101": "Stadtentwicklungskonzept 2030, Raum 101",
		"im 2000-Dächer-Programm":                 "im 2000-Dächer-Programm",
		"2019, 2020, Dezember 2021":               "2019, 2020, Dezember~2021",
		"2030 und 20300, Nr. 20300":               "2030~und 20300, Nr. 20300",
		" 2021 ":                                  " 2021 ",
		"Stand 2024\n\nNeu, 5  km":                "Stand~2024  Neu, 5  km",
		"2015 2016 2017, 12 14 und 3 4":           "2015 2016 2017, 12 14~und 3 4",
		"1 234 567,5 Euro":                        "1~234~567,5~Euro",
	} {
		page := report.Page{Sections: []report.Section{{ID: "s", Title: "s", Blocks: []report.Block{report.Paragraph{Text: report.Say(text)}}}}}
		var out strings.Builder
		if err := page.HTML(&out); err != nil {
			t.Fatal(err)
		}
		if want := ">" + strings.ReplaceAll(want, "~", "\u00a0") + "</p>"; !strings.Contains(out.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// A question of nothing but blanks is cut like any other.
func TestBlankLabel(t *testing.T) {
	var inner report.Block = report.Entry{Label: strings.Repeat(" ", 40), Blocks: []report.Block{report.Paragraph{Text: report.Say("answer")}}}
	for range 4 { // far from the edge
		inner = report.Card{Title: report.Say("C"), Blocks: []report.Block{inner}}
	}
	page := report.Page{Title: "T", Sections: []report.Section{{ID: "s", Title: "S", Blocks: []report.Block{
		inner,
		report.Fold{Blocks: []report.Block{report.Entry{Label: strings.Repeat("a ", 20), Blocks: []report.Block{report.Paragraph{Text: report.Say("answer")}}}}},
	}}}}
	var out strings.Builder
	if err := page.Text(&out, report.TextWidth); err != nil || !strings.Contains(out.String(), "a a a a a a a… answer") {
		t.Errorf("%v:\n%s", err, &out)
	}
}
