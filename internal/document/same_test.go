package document_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// told gives all that a list says, without the note that counts the rest: the
// reader ends where the list is full, the oracle counts on.
func told(list *problems.List) (told []string, cut bool) {
	for _, p := range list.All() {
		if p.Code == zielkette.CodeMore {
			cut = true
			continue
		}
		if p.Code == zielkette.CodeJSONUnknown {
			p.Message = zielkette.Text{} // TestMeant says which field may be meant
		}
		told = append(told, fmt.Sprintf("%q", []string{p.Place.String(), string(p.Code), p.Severity.String(), p.Subject, p.Message.DE, p.Message.EN}))
	}
	return told, cut
}

// same reads a text by the reader and by the oracle and compares all they say.
func same[D any](t *testing.T, text string) {
	t.Helper()
	var got, want D
	var gotList, wantList problems.List
	gotOK := document.Decode([]byte(text), &got, &gotList)
	wantOK := oracleDecode([]byte(text), &want, &wantList)
	gotTold, gotCut := told(&gotList)
	wantTold, wantCut := told(&wantList)
	if d := cmp.Diff(wantTold, gotTold); d != "" || gotCut != wantCut {
		t.Fatalf("%T %q: problems (-oracle +reader)\n%s", got, text, d)
	}
	if gotOK != (wantOK && !wantCut) {
		t.Fatalf("%T %q: read to its end: %v, the oracle %v", got, text, gotOK, wantOK)
	}
	if gotOK && !reflect.DeepEqual(got, want) {
		t.Fatalf("%T %q:\n%+v\nthe oracle:\n%+v", got, text, got, want)
	}
}

func sameLocate(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) || strings.Count(text, "[")+strings.Count(text, "{") > document.MaxDepth && strings.Contains(text, strings.Repeat("[", 64)) {
		return // no reader reads that
	}
	var got, want zielkette.Problems
	for _, pointer := range []string{
		"", "/", "/name", "/items/0/items/1", "/items/1", "/texts/12", "/counts/a~1b", "/counts/~0", "/missing/0/x", "/items/0/missing",
		"/goals/0", "/goals/1/goals/0/id", "/goals/2/title", "/indicators/0/targets/0/revisions/0/points/1", "/indicators/3", "/levels/1", "/source/title", "/" + strings.Repeat("ä", 64),
	} {
		got = append(got, zielkette.Problem{Place: zielkette.Place{Pointer: pointer}})
		want = append(want, zielkette.Problem{Place: zielkette.Place{Pointer: pointer}})
	}
	document.Locate([]byte(text), got)
	oracleLocate([]byte(text), want)
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("%q: places (-oracle +reader)\n%s", text, d)
	}
}

func sameOfAll(t *testing.T, text string) {
	t.Helper()
	same[sample](t, text)
	same[goals.Strategy](t, text)
	same[indicators.Catalogue](t, text)
	same[evaluation.Rules](t, text)
	same[tables.Mapping](t, text)
	sameLocate(t, text)
}

// shipped gives the JSON documents of the repository up to a size.
func shipped(t testing.TB, limit int64) (texts []string) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".json" {
			return err
		}
		if info, err := entry.Info(); err != nil || info.Size() > limit {
			return err
		}
		data, err := os.ReadFile(path)
		texts = append(texts, string(data))
		return err
	})
	if err != nil || len(texts) < 20 {
		t.Fatalf("%d documents, %v", len(texts), err)
	}
	return texts
}

// mutate changes a text in one place, in a way in which people and programs do.
func mutate(text string, r *rand.Rand) string {
	if text == "" {
		return "{"
	}
	i := r.IntN(len(text))
	j := min(i+1+r.IntN(1+r.IntN(40)), len(text))
	parts := []string{
		`"`, `{`, `}`, `[`, `]`, `,`, `:`, `\`, ` `, "\n", "\x01", `null`, `true`, `-1`, `1e5`, `0`, `"x"`, `{}`, `[]`, `"\ud800"`, `\u00e4`, `\ufffd`, "\ufffd", "ä",
		`"id":"z",`, `"id":1,`, `"x":[[]],`, `"title":null,`, `"goals":[{},null],`, `"targets":{},`, `"weight":"1e99",`, `"codes":{"a":null,"a":"b"},`, `"\u0069d":"a",`, `\u00g0`, `"\u12`,
	}
	switch part := parts[r.IntN(len(parts))]; r.IntN(6) {
	case 0:
		return text[:i]
	case 1:
		return text[:i] + text[j:]
	case 2:
		return text[:i] + text[i:j] + text[i:]
	case 3:
		return text[:i] + part + text[i:]
	case 4: // behind the next comma, where it is likely to be JSON
		k := i + strings.IndexByte(text[i:], ',') + 1
		return text[:k] + part + text[k:]
	default:
		return text[:i] + part + text[j:]
	}
}

// The reader says of every shipped document, and of many made from them by some
// mutations, what the oracle says.
func TestSameAsOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, text := range shipped(t, 1<<20) {
		sameOfAll(t, text)
		for range testkit.Cases(10) {
			mutant := text
			for range 1 + r.IntN(4) {
				mutant = mutate(mutant, r)
			}
			sameOfAll(t, mutant)
		}
	}
}

// tree writes an object with lists of all lengths in lists of all lengths.
func tree(b *strings.Builder, r *rand.Rand, depth int) {
	fmt.Fprintf(b, `{"count":%d`, r.IntN(1000))
	for _, name := range []string{"texts", "items"} {
		n := []int{0, 0, 1, 1, 2, 3, 4, 7, 20, 70}[r.IntN(10)]
		if r.IntN(4) == 0 || name == "items" && depth == 0 {
			continue
		}
		fmt.Fprintf(b, `,%q:[`, name)
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			switch {
			case r.IntN(9) == 0:
				b.WriteString("null")
			case name == "texts":
				fmt.Fprintf(b, `"%d"`, r.IntN(1000))
			default:
				tree(b, r, depth-1-r.IntN(2)*min(depth-1, 1))
			}
		}
		b.WriteByte(']')
	}
	b.WriteByte('}')
}

// Lists of all lengths, in lists of their own type, have what the document says.
func TestListsOfAllLengths(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		var b strings.Builder
		tree(&b, r, 4)
		same[sample](t, b.String())
	}
}

// FuzzOldAndNew compares the reader with the oracle.
func FuzzOldAndNew(f *testing.F) {
	for _, text := range shipped(f, 2<<10) {
		f.Add(text)
	}
	for _, text := range []string{
		`{"items": [{"value": "6.40", "counts": {"a": 1}, "items": [{"name": "x"}, null]}], "texts": ["x", null, "\ud800"]}`,
		`{"a": 1, "a": 2}`, `[`, `{} {}`, `null`, "\ufeff{}", `{"name": "\ud83c\udfaf", "word": "\ufffd"}`, "{\n\"value\": \"1e999\"}",
		`{"x":` + strings.Repeat("[", 130), strings.Repeat(`{"items":[`, 65), `{"counts": {"a/b": 1e5, "": null, "~": -0}}`, `{"name": "` + strings.Repeat("ä", 200) + `"}`,
		`{"items": [` + strings.Repeat(`{"x":1},`, 101) + `{}]}`, `{"name": "\u12g4"}`, `{"items":[{"x":1],"name":2}`,
		"{\"name\": \"a\x7fb\", \"counts\": {\"x\\u0001\": 1, \"\u0085\": null}, \"value\": \"\x7f\", \"texts\": [\"\u009b\"",
		`{"name": 1, "items": [{"name": 2}], "name": 3, "items": [{"name": 4}, {"name": 5, "x": 6}], "` + strings.Repeat("ä", 200) + `": 7}`,
	} {
		f.Add(text)
	}
	for n := document.MaxDepth - 2; n < document.MaxDepth+2; n++ {
		f.Add(`{"x":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `,"y":1}`)
		f.Add(`{"name":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `,"y":1}`)
		f.Add(`{"x":` + strings.Repeat(`{"":`, n) + "1" + strings.Repeat("}", n) + `,"y":1}`)
		f.Add(strings.Repeat(`{"items":[`, n/2) + strings.Repeat("]}", n/2))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) <= 4<<10 { // the oracle is slow
			sameOfAll(t, text)
		}
	})
}
