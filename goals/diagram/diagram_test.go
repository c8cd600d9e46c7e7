package diagram_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/diagram"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

func num(text string) zielkette.Number { return zielkette.MustParseNumber(text) }

func compile(t testing.TB, s goals.Strategy) *goals.Plan {
	t.Helper()
	p, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func small() goals.Strategy {
	return goals.Strategy{
		FormatVersion: 1, ID: "s", Title: "S", Fictional: true, Levels: []string{"Feld", "Ziel"}, Vocabulary: goals.VocabularyPHINEO,
		Goals: []goals.Goal{
			{ID: "f1", Level: "Feld", Title: "Klima", Goals: []goals.Goal{{ID: "z1", Level: "Ziel", Title: "Weniger CO2"}, {ID: "z2", Level: "Ziel", Title: "Mehr Grün"}}},
			{ID: "f2", Level: "Feld", Title: "Bauen"},
		},
		Measures: []goals.Measure{{ID: "m1", Title: "Dämmung", Serves: []goals.Share{{Goal: "z1", Share: num("0.5")}, {Goal: "f2", Share: num("0.5")}}}, {ID: "m2", Title: "Fest"}},
		Results:  []goals.Result{{ID: "r1", Stage: "Output", Title: "Fläche"}, {ID: "r2", Stage: "Output", Title: "Rest"}},
		Effects: []goals.Effect{
			{From: "m1", To: "r1", Sign: goals.Plus, Strength: num("0.9"), Evidence: goals.Study},
			{From: "r1", To: "z1", Sign: goals.Plus, Evidence: goals.Study},
			{From: "r2", To: "z2", Sign: goals.Minus, Ordinal: num("2"), Evidence: goals.Study},
			{From: "z1", To: "z2", Kind: goals.Influence, Sign: goals.Plus, Ordinal: num("3"), Evidence: goals.Expert},
		},
		Conflicts: []goals.Conflict{{Between: []string{"z2", "f2"}, Description: "Fläche"}},
	}
}

type writer func(io.Writer, *goals.Plan, diagram.Options) error

func text(t testing.TB, write writer, p *goals.Plan, o diagram.Options) string {
	t.Helper()
	var b strings.Builder
	if err := write(&b, p, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// lines returns what a drawing says, without the head and the classes.
func lines(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "n") && !strings.HasPrefix(line, "node ") {
			out = append(out, line)
		}
	}
	return out
}

func TestMermaid(t *testing.T) {
	p := compile(t, small())
	for _, test := range []struct {
		name    string
		options diagram.Options
		want    []string
	}{
		{"tree", diagram.Options{Language: zielkette.English}, []string{
			`n0["f1 Klima"]:::goal`, `n1["z1 Weniger CO2"]:::goal`, `n2["z2 Mehr Grün"]:::goal`, `n3["f2 Bauen"]:::goal`,
			`n4["FICTIONAL EXAMPLE<br/>Legend#58;<br/>rectangle#58; goal<br/>line without an arrow#58; belongs to the goal above"]:::note`,
			"n0 --- n1", "n0 --- n2", "n0 ~~~ n4",
		}},
		{"branch", diagram.Options{Root: "f2"}, []string{`n0["f2 Bauen"]:::goal`, `n1["FIKTIVES BEISPIEL"]:::note`}},
		{"one level, with how the goals stand", diagram.Options{Levels: 1, State: func(goal string) string { return map[string]string{"f1": "30,7 %"}[goal] }}, []string{
			`n0["f1 Klima #40;und 2 darunter#41;<br/>30,7#160;%"]:::goal`, `n1["f2 Bauen"]:::goal`, `n2["FIKTIVES BEISPIEL<br/>zusammengefasst gezeichnet"]:::note`,
		}},
		{"chain", diagram.Options{View: diagram.Chain}, []string{
			`n0(["m1 Dämmung"]):::measure`, `n1(["m2 Fest"]):::measure`, `n2("r1 Fläche"):::result`, `n3("r2 Rest"):::result`,
			`n4["f1 Klima"]:::goal`, `n5["z1 Weniger CO2"]:::goal`, `n6["z2 Mehr Grün"]:::goal`, `n7["f2 Bauen"]:::goal`,
			`n8["FIKTIVES BEISPIEL<br/>Legende#58;<br/>Rechteck#58; Ziel<br/>abgerundet#58; Wirkung<br/>oval#58; Maßnahme<br/>Linie ohne Pfeil#58; gehört zum Ziel darüber<br/>dicker Pfeil#58; dient dem Ziel, mit Anteil<br/>dünner Pfeil#58; fördert, mit Stärke<br/>roter Pfeil aus Strichen, #8722;#58; hemmt<br/>rote Linie mit zwei gleichen Enden#58; Zielkonflikt"]:::note`,
			"n5 --- n4", "n6 --- n4", `n0 -->|"Wirkung #43;0,9"| n2`, `n2 --> n5`, `n3 -.->|"Wirkung #8722;2"| n6`, `n0 ==>|"Anteil 0,5"| n5`, `n0 ==>|"Anteil 0,5"| n7`, `n6 x--x n7`,
		}},
		{"what belongs to one result", diagram.Options{View: diagram.Chain, Root: "r1"}, []string{
			`n0(["m1 Dämmung"]):::measure`, `n1("r1 Fläche"):::result`, `n2["f1 Klima"]:::goal`, `n3["z1 Weniger CO2"]:::goal`,
			`n4["FIKTIVES BEISPIEL<br/>Legende#58;<br/>Rechteck#58; Ziel<br/>abgerundet#58; Wirkung<br/>oval#58; Maßnahme<br/>Linie ohne Pfeil#58; gehört zum Ziel darüber<br/>dicker Pfeil#58; dient dem Ziel, mit Anteil<br/>dünner Pfeil#58; fördert, mit Stärke"]:::note`,
			"n3 --- n2", `n0 -->|"Wirkung #43;0,9"| n1`, "n1 --> n3", `n0 ==>|"Anteil 0,5"| n3`,
		}},
		{"influences", diagram.Options{View: diagram.Influences}, []string{
			`n0["z1 Weniger CO2"]:::goal`, `n1["z2 Mehr Grün"]:::goal`, `n2["FIKTIVES BEISPIEL<br/>Legende#58;<br/>Rechteck#58; Ziel<br/>dünner Pfeil#58; fördert, mit Stärke"]:::note`, `n0 -->|"Wirkung #43;3"| n1`,
		}},
		{"folded by one level", diagram.Options{MaxBoxes: 2}, []string{
			`n0["f1 Klima #40;und 2 darunter#41;"]:::goal`, `n1["f2 Bauen"]:::goal`, `n2["FIKTIVES BEISPIEL<br/>zusammengefasst gezeichnet"]:::note`,
		}},
		{"chain folded altogether", diagram.Options{View: diagram.Chain, MaxBoxes: 4}, []string{
			`n0(["2 × Maßnahmen"]):::measure`, `n1("2 × Output"):::result`, `n2["f1 Klima #40;und 2 darunter#41;"]:::goal`, `n3["f2 Bauen"]:::goal`,
			`n4["FIKTIVES BEISPIEL<br/>zusammengefasst gezeichnet<br/>Legende#58;<br/>Rechteck#58; Ziel<br/>abgerundet#58; Wirkung<br/>oval#58; Maßnahme<br/>dicker Pfeil#58; dient dem Ziel, mit Anteil<br/>dünner Pfeil#58; fördert, mit Stärke<br/>roter Pfeil aus Strichen, #8722;#58; hemmt<br/>rote Linie mit zwei gleichen Enden#58; Zielkonflikt"]:::note`,
			`n0 -->|"Wirkung #43;0,9"| n1`, "n1 --> n2", `n1 -.->|"Wirkung #8722;2"| n2`, `n0 ==>|"Anteil 0,5"| n2`, `n0 ==>|"Anteil 0,5"| n3`, `n2 x--x n3`,
		}},
		{"more than can be folded", diagram.Options{View: diagram.Chain, MaxBoxes: 3, MaxLinks: 2}, []string{
			`n0(["2 × Maßnahmen"]):::measure`, `n1("2 × Output"):::result`, `n2["f1 Klima #40;und 2 darunter#41;"]:::goal`,
			`n3["FIKTIVES BEISPIEL<br/>… und 1 weitere, nicht gezeichnet<br/>2 Verbindungen nicht gezeichnet<br/>zusammengefasst gezeichnet<br/>Legende#58;<br/>Rechteck#58; Ziel<br/>abgerundet#58; Wirkung<br/>oval#58; Maßnahme<br/>dünner Pfeil#58; fördert, mit Stärke"]:::note`,
			`n0 -->|"Wirkung #43;0,9"| n1`, "n1 --> n2",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, lines(text(t, diagram.Mermaid, p, test.options))); diff != "" {
				t.Error(diff)
			}
			// The same boxes and links stand in the other format.
			if got := lines(text(t, diagram.DOT, p, test.options)); len(got) != len(test.want) {
				t.Errorf("DOT has %d lines, want %d: %v", len(got), len(test.want), got)
			}
		})
	}
	for _, write := range []writer{diagram.Mermaid, diagram.DOT} {
		err := write(io.Discard, p, diagram.Options{Root: "m1"})
		var problem zielkette.Problem
		if !errors.As(err, &problem) || problem.Code != zielkette.CodeReference {
			t.Errorf("a measure is not in the tree: %v", err)
		}
		testkit.Told(t, err)
		if err := write(failing{}, p, diagram.Options{}); !errors.Is(err, os.ErrClosed) {
			t.Errorf("err %v", err)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, os.ErrClosed }

// hostile names try to end a label, to add links, tags, directives and entities.
func hostile() []string {
	return []string{
		`"] --> n0["`, "a\nb\r\n%%{init: {}}%%", "<script>alert(1)</script>", `\N \" \\`, "&lt;b&gt; &#34; #quot; #35;", "```mermaid", "1. eins", "- zwei",
		"(((", "}}}", "|x|", ";;;", "end", "click n0 href \"javascript:alert(1)\"", "\u202egnp.exe\u202c", "\x00\x01", strings.Repeat("W", 10_000),
		strings.Repeat("Wort ", 2_000), strings.Repeat("\n", 10_000) + "x", "`**fett**`", "$$x^2$$", "fa:fa-car", "\xff\xfe", "=cmd()", "<br/>", "Zoë 中文 \u200b🎉",
	}
}

func dangerous(t testing.TB) *goals.Plan {
	s := goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"Z"}}
	for i, name := range hostile() {
		id := fmt.Sprint("z", i)
		s.Goals = append(s.Goals, goals.Goal{ID: id, Level: "Z", Title: name})
		s.Measures = append(s.Measures, goals.Measure{ID: fmt.Sprint("m", i), Title: name, Serves: []goals.Share{{Goal: id}}})
	}
	return compile(t, s)
}

var (
	mermaidLine = regexp.MustCompile(`^(---|title: "[^"\\<>{}#;]*"|flowchart LR|  acc(Title|Descr): [^"\\<>{}#;]*|  n\d+(\["([^"\[\]<>\\` + "`" + `]|<br/>)*"\]|\("[^"<>]*"\)|\(\["[^"\[\]<>\\` + "`" + `]*"\]\)):::(goal|result|measure|note)|  n\d+ (---|==>|-->|-\.->|x--x|~~~)(\|"[^"]*"\|)? n\d+|  linkStyle [0-9,]+ [a-z0-9#:, -]+|  classDef .*)$`)
	dotLine     = regexp.MustCompile(`^(digraph "([^"\\<>]|\\"|\\\\)*" \{|  rankdir=LR;|  graph \[label="([^"\\<>]|\\"|\\\\)*", labelloc=t, .*, ordering=(in|out)\];|  (node|edge) \[.*\];|  n\d+ \[label="([^"\\<>]|\\n|\\"|\\\\)*", [^<>\\]*\];|  n\d+ -> n\d+ \[label="[^"\\<>]*", [^<>\\]*\];|  n\d+ -> n\d+ \[style=invis\];|\})$`)
)

// TestHostile checks that every line of a drawing has one of the forms this
// package writes, whatever the names.
func TestHostile(t *testing.T) {
	check(t, dangerous(t))
}

func check(t testing.TB, p *goals.Plan) {
	title := p.Title() // the names stand in the title of the drawing and in the state of a goal, too
	for g := range p.Goals() {
		title += g.Title()
	}
	state := func(id string) string { g, _ := p.Goal(id); return g.Title() }
	for _, o := range []diagram.Options{{}, {View: diagram.Chain, Title: title}, {View: diagram.Chain, State: state}, {View: diagram.Influences}, {State: state, MaxLabel: 1}} {
		for _, f := range []struct {
			write writer
			form  *regexp.Regexp
		}{{diagram.Mermaid, mermaidLine}, {diagram.DOT, dotLine}} {
			for line := range strings.SplitSeq(strings.TrimSuffix(text(t, f.write, p, o), "\n"), "\n") {
				if !f.form.MatchString(line) {
					t.Errorf("%q is not a line of a drawing", line)
				}
				if len(line) > 4000 {
					t.Errorf("a line of %d bytes", len(line))
				}
			}
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, name := range hostile() {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		name = "x" + name // a title is not empty
		check(t, compile(t, goals.Strategy{
			FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"Z"},
			Goals:    []goals.Goal{{ID: "z", Level: "Z", Title: name}},
			Measures: []goals.Measure{{ID: "m", Title: name, Serves: []goals.Share{{Goal: "z"}}}},
		}))
	})
}

// TestLarge draws a strategy far beyond the sizes, within them.
func TestLarge(t *testing.T) {
	s := goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"A", "B", "C"}}
	for i := range 200 {
		a := goals.Goal{ID: fmt.Sprint("a", i), Level: "A", Title: "A"}
		for k := range 5 {
			b := goals.Goal{ID: fmt.Sprintf("b%d.%d", i, k), Level: "B", Title: "B"}
			for m := range 5 {
				b.Goals = append(b.Goals, goals.Goal{ID: fmt.Sprintf("c%d.%d.%d", i, k, m), Level: "C", Title: "C"})
			}
			a.Goals = append(a.Goals, b)
		}
		s.Goals = append(s.Goals, a)
		s.Measures = append(s.Measures, goals.Measure{ID: fmt.Sprint("m", i), Title: "M", Serves: []goals.Share{{Goal: a.ID}}})
	}
	p := compile(t, s)
	for _, view := range []diagram.View{diagram.Tree, diagram.Chain} {
		first := text(t, diagram.Mermaid, p, diagram.Options{View: view})
		if first != text(t, diagram.Mermaid, p, diagram.Options{View: view}) {
			t.Error("two drawings of one plan differ")
		}
		if n := len(lines(first)); n > 550+4 || !strings.Contains(first, "nicht gezeichnet") {
			t.Errorf("%d lines", n)
		}
	}
	if n := len(lines(text(t, diagram.Mermaid, p, diagram.Options{Root: "a7"}))); n != 31+1+30+1 {
		t.Errorf("one branch has %d lines, want 31 boxes, 30 lines and the note with what holds it", n)
	}
}

// TestNothing draws a strategy that has nothing of a view, and says so.
func TestNothing(t *testing.T) {
	s := small()
	s.Effects = s.Effects[:3]
	s.Fictional = false
	for _, write := range []writer{diagram.Mermaid, diagram.DOT} {
		got := text(t, write, compile(t, s), diagram.Options{View: diagram.Influences})
		if !strings.Contains(got, "nichts zu zeichnen") || strings.Contains(got, "FIKTIV") {
			t.Error(got)
		}
	}
}

func ExampleMermaid() {
	plan, err := small().Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	options := diagram.Options{Root: "f1", Title: "Zielbaum: S, 31.12.2023", State: func(goal string) string {
		if goal == "f1" {
			return "30,7 % erreicht"
		}
		return ""
	}}
	if err := diagram.Mermaid(os.Stdout, plan, options); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ---
	// title: "Zielbaum: S, 31.12.2023"
	// ---
	// %% FIKTIVES BEISPIEL
	// flowchart LR
	//   accTitle: Zielbaum: S, 31.12.2023
	//   accDescr: Schaubild. Ziele: 3, Wirkungen: 0, Maßnahmen: 0, Verbindungen: 2.
	//   n0["f1 Klima<br/>30,7 % erreicht"]:::goal
	//   n1["z1 Weniger CO2"]:::goal
	//   n2["z2 Mehr Grün"]:::goal
	//   n3["FIKTIVES BEISPIEL<br/>Legende#58;<br/>Rechteck#58; Ziel<br/>Linie ohne Pfeil#58; gehört zum Ziel darüber"]:::note
	//   n0 --- n1
	//   n0 --- n2
	//   n0 ~~~ n3
	//   classDef goal fill:#e8f0fe,stroke:#1a4a8a,color:#111
	//   classDef result fill:#eef7e8,stroke:#3a6b1f,color:#111
	//   classDef measure fill:#fff4dc,stroke:#8a5a00,color:#111
	//   classDef note fill:#ffffff,stroke:#777777,color:#111,stroke-dasharray:4,text-align:left
}

func ExampleDOT() {
	plan, err := small().Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := diagram.DOT(os.Stdout, plan, diagram.Options{Root: "f2", Language: zielkette.English}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// // FICTIONAL EXAMPLE
	// digraph "tree of goals: S" {
	//   rankdir=LR;
	//   graph [label="tree of goals: S", labelloc=t, labeljust=l, fontname="Helvetica", fontsize=14, tooltip="Drawing. Goals: 1, results: 0, measures: 0, links: 0.", ordering=out];
	//   node [fontname="Helvetica", fontsize=11, style=filled];
	//   edge [fontname="Helvetica", fontsize=9];
	//   n0 [label="f2 Bauen", shape=box, fillcolor="#e8f0fe"];
	//   n1 [label="FICTIONAL EXAMPLE", shape=note, fillcolor="#ffffff"];
	// }
}

// TestViews walks the closed set of views; a view that is not in it is a problem.
func TestViews(t *testing.T) {
	testkit.Words(t, diagram.Views)
	p := compile(t, small())
	for _, row := range diagram.Views {
		if err := diagram.Mermaid(io.Discard, p, diagram.Options{View: row.Word}); err != nil {
			t.Error(err)
		}
	}
	err := diagram.DOT(io.Discard, p, diagram.Options{View: "forest"})
	testkit.Told(t, err)
	if !errors.Is(err, zielkette.Problem{Code: zielkette.CodeChoice}) {
		t.Error(err)
	}
}

// An effect that only its author vouches for is drawn with dots and says so; one that
// hinders keeps its colour and its sign.
func TestAssumed(t *testing.T) {
	s := goals.Strategy{
		ID: "s", Title: "S", Levels: []string{"Ziel"}, Goals: []goals.Goal{{ID: "a", Level: "Ziel", Title: "A"}},
		Measures: []goals.Measure{{ID: "m", Title: "M"}, {ID: "n", Title: "N"}, {ID: "k", Title: "K"}},
		Effects: []goals.Effect{
			{From: "m", To: "a", Sign: goals.Plus, Evidence: goals.Assumed},
			{From: "n", To: "a", Sign: goals.Minus, Evidence: goals.Assumed},
			{From: "k", To: "a", Sign: goals.Plus, Evidence: goals.Study},
		},
	}
	plan, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	var dot, mermaid strings.Builder
	if err := errors.Join(diagram.DOT(&dot, plan, diagram.Options{View: diagram.Chain}), diagram.Mermaid(&mermaid, plan, diagram.Options{View: diagram.Chain})); err != nil {
		t.Fatal(err)
	}
	if strings.Count(dot.String(), "style=dotted") != 2 || strings.Count(dot.String(), "angenommen") != 3 || !strings.Contains(dot.String(), "Wirkung − angenommen") {
		t.Error(dot.String())
	}
	if strings.Count(mermaid.String(), "-.->") != 2 || strings.Count(mermaid.String(), "-->") != 1 {
		t.Error(mermaid.String())
	}
}

// A title is cut between words, and in a word only where nothing else is left.
func TestCutBetweenWords(t *testing.T) {
	for title, want := range map[string]string{
		"Die Nutzung von Energie ist ausgebaut": "a Die Nutzung von#160;…", "Donaudampfschifffahrtsgesellschaft": "a Donaudampfschifffah…",
		"genau 21 Zeichen lang": "a genau 21 Zeichen#160;…", "zwanzig Zeichen hier": "a zwanzig Zeichen hier",
	} {
		p := compile(t, goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"Z"}, Goals: []goals.Goal{{ID: "a", Level: "Z", Title: title}}})
		if got := lines(text(t, diagram.Mermaid, p, diagram.Options{MaxLabel: 20}))[0]; got != `n0["`+want+`"]:::goal` {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}

// Options that cannot be are told, all at once.
func TestOptionsThatCannotBe(t *testing.T) {
	for _, draw := range []func(io.Writer, *goals.Plan, diagram.Options) error{diagram.Mermaid, diagram.DOT} {
		var got []string
		for _, p := range zielkette.ProblemsOf(draw(io.Discard, nil, diagram.Options{View: "x", Language: "fr", MaxBoxes: -1, MaxLinks: math.MinInt, MaxLabel: -2})) {
			got = append(got, p.Place.Pointer+" "+string(p.Code))
		}
		want := []string{" choice", "/language choice", "/maxBoxes range", "/maxLinks range", "/maxLabel range"}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if err := draw(io.Discard, nil, diagram.Options{MaxBoxes: math.MaxInt, MaxLinks: math.MaxInt, MaxLabel: math.MaxInt}); err != nil {
			t.Error(err)
		}
	}
}
