package document_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// thing is a document with lists in lists.
type thing struct {
	FormatVersion int              `json:"formatVersion"`
	ID            string           `json:"id"`
	Value         zielkette.Number `json:"value"`
	Parts         []thing          `json:"parts"`
	Points        []string         `json:"points"`
	Names         map[string]thing `json:"names"`
	Origin        zielkette.Origin `json:"-"`
}

// problemsOf finds fault with every negative value and every point "bad".
func problemsOf(d thing) zielkette.Problems {
	_, found := document.Inspect(d, d.Origin, compile)
	return found
}

func compile(d thing, list *problems.List) *thing {
	var walk func(at string, d *thing)
	walk = func(at string, d *thing) {
		if d.Value.Sign() < 0 {
			list.At(at+"/value", "negative", d.Value.String(), "M", "m")
		}
		for i, p := range d.Points {
			if p == "bad" {
				list.Warn(fmt.Sprintf("%s/points/%d", at, i), "bad", p, zielkette.Text{DE: "M", EN: "m"})
			}
		}
		for i := range d.Parts {
			walk(fmt.Sprintf("%s/parts/%d", at, i), &d.Parts[i])
		}
		for name, part := range d.Names {
			walk(at+"/names/"+document.Escape(name), &part)
		}
	}
	walk("", &d)
	return &d
}

func open(text string) (thing, error) {
	return document.Open(strings.NewReader(text), "thing.json", func(d *thing) *zielkette.Origin { return &d.Origin }, compile)
}

func places(list zielkette.Problems) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Place.String()+" "+string(p.Code))
	}
	return out
}

const text = `{"formatVersion": 1, "id": "all",
 "parts": [
  {"id": "a", "value": "1", "points": ["good", "good"]},
  {"id": "b", "parts": [
   {"id": "c", "value": "2"},
   {"value": "3"}]}],
 "names": {"x/y": {"id": "d",
  "value": "4"}}}`

func TestPlaceOfEdited(t *testing.T) {
	minus := zielkette.Int(-1)
	for name, test := range map[string]struct {
		edit func(d *thing)
		want []string
	}{
		"as read":             {func(*thing) {}, nil},
		"a value":             {func(d *thing) { d.Parts[0].Value = minus }, []string{"thing.json:3:24 /parts/0/value negative"}},
		"a value of its list": {func(d *thing) { d.Parts[0].Points[1] = "bad" }, []string{`thing.json:3:48 /parts/0/points/1 bad`}},
		"a part in front": {func(d *thing) {
			d.Parts = append([]thing{{ID: "new"}}, d.Parts...)
			d.Parts[1].Value, d.Parts[2].Parts[0].Value = minus, minus
		}, []string{"thing.json:3:24 /parts/1/value negative", "thing.json:5:25 /parts/2/parts/0/value negative"}},
		"a part taken out":    {func(d *thing) { d.Parts = d.Parts[1:]; d.Parts[0].Parts[0].Value = minus }, []string{"thing.json:5:25 /parts/0/parts/0/value negative"}},
		"a new part":          {func(d *thing) { d.Parts = append(d.Parts, thing{ID: "new", Value: minus}) }, []string{"thing.json:2:11 /parts/2/value negative"}},
		"a part without id":   {func(d *thing) { d.Parts[1].Parts[1].Value = minus }, []string{"thing.json:6:14 /parts/1/parts/1/value negative"}},
		"another id":          {func(d *thing) { d.Parts[0].ID = "z"; d.Parts[0].Value = minus }, []string{"thing.json:2:11 /parts/0/value negative"}},
		"what was not stated": {func(d *thing) { d.Parts[1].Value = minus }, []string{"thing.json:4:3 /parts/1/value negative"}},
		"a named part": {func(d *thing) {
			d.Names = map[string]thing{"x/y": {ID: "d", Value: minus}}
		}, []string{"thing.json:8:12 /names/x~1y/value negative"}},
		"a new name": {func(d *thing) {
			d.Names = map[string]thing{"new": {Value: minus}}
		}, []string{"thing.json:7:11 /names/new/value negative"}},
	} {
		d, err := open(text)
		if err != nil {
			t.Fatal(err)
		}
		test.edit(&d)
		if diff := cmp.Diff(test.want, places(problemsOf(d))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	literal := thing{Value: zielkette.Int(-1)}
	if diff := cmp.Diff([]string{"/value negative"}, places(problemsOf(literal))); diff != "" {
		t.Error(diff)
	}
}

// What is wrong with the text and what is wrong with what it says come together, and
// no fault as the consequence of another.
func TestOpenFaulty(t *testing.T) {
	d, err := open(`{"id": "all", "value": "x", "parts": [{"id": "a", "value": "-1"}], "other": 1}`)
	want := []string{
		"thing.json:1:1 /formatVersion format-version", "thing.json:1:24 /value number-text",
		"thing.json:1:60 /parts/0/value negative", "thing.json:1:68 /other json-unknown-field",
	}
	got := zielkette.ProblemsOf(err)
	if diff := cmp.Diff(want, places(got)); diff != "" {
		t.Error(diff)
	}
	if len(d.Parts) != 1 || len(d.Origin.Problems()) != 3 {
		t.Errorf("%+v", d)
	}
	if diff := cmp.Diff(want, places(problemsOf(d))); diff != "" {
		t.Errorf("a second look: %s", diff)
	}
	for _, cut := range []string{"", `{"value": "-1", `, "[]", "\xff", `{"formatVersion": 1, "value": "-1"} 1`} {
		d, err := open(cut)
		if compiled, found := document.Inspect(d, d.Origin, compile); err == nil || compiled != nil || len(found) != 1 || len(zielkette.ProblemsOf(err)) != 1 {
			t.Errorf("%q: %v, %v", cut, compiled, err)
		}
	}
	if _, err := document.Open(iotest.ErrReader(io.ErrClosedPipe), "", func(d *thing) *zielkette.Origin { return &d.Origin }, compile); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
	if _, err := document.OpenFile(fstest.MapFS{}, "none.json", func(d *thing) *zielkette.Origin { return &d.Origin }, compile); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
