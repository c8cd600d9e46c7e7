package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// chained is an invented city with one of everything a chain can have.
const chained = `{"formatVersion": 1, "id": "s", "title": "Musterstadt | 2030", "fictional": true, "municipality": {"name": "Musterstadt"},
	"edition": {"name": "1. Fassung", "to": "2020"}, "levels": ["Feld", "Ziel"],
	"themes": [{"id": "q1", "kind": "Querschnittsthema", "title": "Digitales"}, {"id": "f1", "kind": "Fachkonzept", "title": "Wohnen"},
		{"id": "f2", "kind": "Fachkonzept", "title": "Freiraum"}],
	"areas": [{"id": "west", "title": "Westen"}],
	"goals": [{"id": "F1", "level": "Feld", "title": "Klima", "goals": [
			{"id": "Z1", "level": "Ziel", "title": "Mehr Grün", "indicators": [{"id": "green"}]},
			{"id": "Z2", "level": "Ziel", "title": "Mehr Schatten"}]},
		{"id": "F2", "level": "Feld", "title": "Bauen", "goals": [{"id": "Z3", "level": "Ziel", "title": "Mehr Wohnungen"}]}],
	"measures": [
		{"id": "M1", "title": "Parks", "responsible": "Grünamt", "end": "2019", "done": "2019-06", "serves": [{"goal": "Z1", "share": "0.75"}, {"goal": "Z3", "share": "0.25"}],
			"budget": [{"product": "1.1", "year": 2019, "planned": "100000.01", "actual": "99999.99"}, {"product": "1.1", "year": 2020, "planned": "0.02"}]},
		{"id": "M2", "title": "Neubau", "end": "2020", "serves": [{"goal": "Z3"}], "budget": [{"year": 2020, "planned": "5000000.00"}]},
		{"id": "M3", "title": "Fest"}],
	"vocabulary": "kgst",
	"results": [{"id": "R1", "stage": "Output", "title": "Grünfläche", "indicators": [{"id": "green"}]}],
	"effects": [
		{"from": "M1", "to": "R1", "sign": "+", "strength": "0.9", "evidence": "measured"},
		{"from": "R1", "to": "Z1", "sign": "+", "strength": "0.5", "lag": "P6M", "evidence": "expert"},
		{"from": "R1", "to": "Z2", "sign": "+", "evidence": "assumed"},
		{"from": "M2", "to": "Z1", "sign": "-", "strength": "0.1", "evidence": "expert"},
		{"from": "Z1", "to": "Z3", "kind": "influence", "sign": "-", "ordinal": "2", "evidence": "expert"},
		{"from": "Z3", "to": "Z1", "kind": "influence", "sign": "-", "ordinal": "3", "evidence": "expert"}],
	"conflicts": [{"between": ["Z1", "Z3"], "description": "Beide brauchen Fläche."}],
	"treatments": [{"themes": ["q1"], "in": ["f1"]}, {"themes": ["q1"], "in": ["f2"], "demanded": true}]}`

func chainedCity() fstest.MapFS {
	return city("strategy.json", chained, "indicators.json", catalogue, "observations.csv", observed)
}

func TestChainGoldens(t *testing.T) {
	for name, args := range map[string]string{
		"chain.de.txt": "-chain", "chain.en.txt": "-chain -lang en", "chain.de.md": "-chain -format markdown",
		"chain.de.json": "-chain -format json", "chain.mmd": "-diagram mermaid", "chain.dot": "-diagram dot -lang en",
	} {
		code, got, problems := run(chainedCity(), strings.Fields(args)...)
		if code != cli.OK {
			t.Fatalf("%s: %d %s", args, code, problems)
		}
		testkit.Golden(t, name, got)
		if !strings.Contains(strings.ToUpper(got), "FIKTIV") && !strings.Contains(got, "FICTIONAL") {
			t.Errorf("%s does not say that the data are fictional", name)
		}
		for line := range strings.Lines(got) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); strings.HasSuffix(name, ".txt") && n > 80 {
				t.Errorf("%s: a line of %d columns: %s", name, n, line)
			}
		}
	}
}

type chainDocument struct {
	Fictional bool
	Root      struct{ ID string }
	Upstream  []struct {
		Node struct{ ID string }
		Tie  string
	}
	Contributions struct {
		List []struct {
			Node  struct{ ID string }
			Value zielkette.Figure
		}
	}
	Money struct {
		Goals []struct {
			ID    string
			Total struct{ Planned zielkette.Figure }
		}
		All struct{ Planned zielkette.Figure }
	}
	Losses []struct {
		All struct{ Planned zielkette.Figure }
	}
	Gaps   []struct{ Kind chain.GapKind }
	Matrix struct{ Cells [][]chain.Cell }
}

func readChain(t *testing.T, folder fstest.MapFS, args ...string) (d chainDocument) {
	t.Helper()
	code, out, problems := run(folder, append([]string{"-chain", "-format", "json"}, args...)...)
	if code != cli.OK {
		t.Fatalf("%v: %d %s", args, code, problems)
	}
	if err := json.Unmarshal([]byte(out), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestChainFigures(t *testing.T) {
	d := readChain(t, chainedCity())
	var got []string
	for _, c := range d.Contributions.List {
		got = append(got, c.Node.ID+" "+c.Value.Text(zielkette.English, -1))
	}
	for _, g := range d.Money.Goals {
		got = append(got, g.ID+" "+g.Total.Planned.Text(zielkette.English, 2))
	}
	got = append(got, "all "+d.Money.All.Planned.Text(zielkette.English, 2))
	for _, l := range d.Losses {
		got = append(got, "freed "+l.All.Planned.Text(zielkette.English, 2))
	}
	for _, s := range d.Upstream {
		got = append(got, s.Node.ID+":"+s.Tie)
	}
	want := []string{
		"M1 0.45", "M2 −0.1", "F1 75,000.03", "Z1 75,000.03", "Z2 –", "F2 5,025,000.00", "Z3 5,025,000.00", "all 5,100,000.03", "freed 5,000,000.00", "freed 100,000.03",
		"Z1:", "M2:effect", "R1:effect", "M1:effect", "M1:share",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]chain.Cell{{chain.Treated, chain.Demanded}}, d.Matrix.Cells); diff != "" || !d.Fictional || d.Root.ID != "Z1" {
		t.Errorf("%s %+v", diff, d.Root)
	}
	if len(d.Gaps) == 0 || d.Gaps[0].Kind != chain.MeasureWithoutGoal {
		t.Errorf("%+v", d.Gaps)
	}
}

// Whose chain is shown: what -goal names, what the program gives, what anything is
// tied to, the first goal, none.
func TestChainRoot(t *testing.T) {
	none := strings.Replace(strategy, `"levels": ["Ziel"],`, `"levels": [],`, 1)
	none = none[:strings.Index(none, `"goals"`)] + `"goals": []}`
	for _, c := range []struct {
		folder fstest.MapFS
		args   string
		want   string
	}{
		{chainedCity(), "", "Z1"},
		{chainedCity(), "-goal F2", "F2"},
		{chainedCity(), "-goal M2", "M2"},
		{chainedCity(), "-goal R1", "R1"},
		{whole(), "", "Z1"},
		{city("strategy.json", none), "", ""},
	} {
		if got := readChain(t, c.folder, strings.Fields(c.args)...).Root.ID; got != c.want {
			t.Errorf("%s: %s, want %s", c.args, got, c.want)
		}
	}
	var out, problems strings.Builder
	p := cli.Program{Name: "soest", AsOf: "2020", Data: chainedCity(), Goal: "Z3", Themes: chain.GapOptions{Fields: "Feld"}}
	if code := cli.Run(p, []string{"-chain"}, &out, &problems); code != cli.OK || !strings.Contains(out.String(), "Ziel Mehr Wohnungen") ||
		!strings.Contains(out.String(), "betrachtet sind 2") {
		t.Errorf("%d %s %s", code, out.String(), problems.String())
	}
	for _, format := range []string{"text", "markdown"} {
		if code, out, _ := run(city("strategy.json", none), "-chain", "-format", format); code != cli.OK || !strings.Contains(out, "nicht erfasst") {
			t.Errorf("%d %s", code, out)
		}
		if code, out, _ := run(whole(), "-chain", "-format", format); code != cli.OK || !strings.Contains(out, "Nichts ist damit verknüpft") || strings.Contains(out, "FIKTIV") {
			t.Errorf("%d %s", code, out)
		}
	}
}

func TestDiagramViews(t *testing.T) {
	for args, want := range map[string]string{
		"-diagram mermaid -view tree":            "F1 Klima",
		"-diagram mermaid -view tree -goal F2":   "Z3 Mehr Wohnungen",
		"-diagram dot -view influences":          "Wirkung −2",
		"-diagram mermaid -view tree -levels 1":  "F2 Bauen #40;und 1 darunter#41;<br/>ohne Kennzahl",
		"-diagram dot -view chain -goal Z2":      "R1 Grünfläche",
		"-diagram dot -view influences -lang en": "FICTIONAL",
	} {
		code, out, problems := run(chainedCity(), strings.Fields(args)...)
		if code != cli.OK || !strings.Contains(out, want) {
			t.Errorf("%s: %d %s %s", args, code, problems, out)
		}
	}
}

func TestChainMisuse(t *testing.T) {
	for _, args := range []string{"-chain -goal none", "-diagram png", "-diagram dot -view map", "-diagram dot -goal none", "-chain -format pdf"} {
		code, out, problems := run(chainedCity(), strings.Fields(args)...)
		if code != cli.Misused || out != "" || problems == "" {
			t.Errorf("%s: %d %q %q", args, code, out, problems)
		}
	}
}
