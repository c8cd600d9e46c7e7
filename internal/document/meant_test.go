package document_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// A name that is nearly that of a field is reported with the field.
func TestMeant(t *testing.T) {
	for name, want := range map[string]string{
		"prats": "parts", "part": "parts", "partss": "parts", "pqrts": "parts", "Parts": "parts",
		"NAMES": "names", "formatversion": "formatVersion", "fromatVersoin": "formatVersion",
		"strap": "", "pts": "", "ID": "id", "di": "", "": "", "other": "", "formatVersionOf": "formatVersion", "formatVersionOf1": "",
		"ä": "", strings.Repeat("parts", 1000): "",
	} {
		var list problems.List
		var d thing
		document.Decode([]byte(`{"`+name+`": []}`), &d, &list)
		found := list.All()
		if len(found) != 1 || found[0].Code != zielkette.CodeJSONUnknown {
			t.Errorf("%q: %v", name, found)
			continue
		}
		_, rest, _ := strings.Cut(found[0].Message.EN, `is "`)
		got, _, _ := strings.Cut(rest, `"`)
		if got != want || want != "" && !strings.Contains(found[0].Message.DE, `"`+want+`"`) {
			t.Errorf("%.30q: %q is meant, want %q", name, got, want)
		}
	}
}

// What is missing because its name was misspelt is not reported once more.
func TestMisspeltIsNotMissing(t *testing.T) {
	for text, want := range map[string][]string{
		`{"formatVersoin": 1, "parts": [{"vlaue": "-1"}]}`: {"thing.json:1:2 /formatVersoin json-unknown-field", "thing.json:1:33 /parts/0/vlaue json-unknown-field"},
		`{"formatVersion": 1, "vlaue": 1, "value": "-1"}`:  {"thing.json:1:22 /vlaue json-unknown-field", "thing.json:1:43 /value negative"},
		`{"names": {"a/b": {"vlaue": "-1"}}}`:              {"thing.json:1:1 /formatVersion format-version", "thing.json:1:20 /names/a~1b/vlaue json-unknown-field"},
		`{"formatVersion": 1, "other": 1, "value": "-1"}`:  {"thing.json:1:22 /other json-unknown-field", "thing.json:1:43 /value negative"},
	} {
		d, err := open(text)
		if diff := cmp.Diff(want, places(zielkette.ProblemsOf(err))); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
		if diff := cmp.Diff(want, places(problemsOf(d))); diff != "" {
			t.Errorf("%s, a second look: %s", text, diff)
		}
	}
	required := func(d thing, list *problems.List) *thing {
		if d.ID == "" && !list.Touched("/id") {
			list.At("/id", zielkette.CodeRequired, "", "M", "m")
		}
		if len(d.Parts) == 0 {
			list.At("/parts", zielkette.CodeRequired, "", "M", "m")
		}
		return &d
	}
	_, err := document.Read(strings.NewReader(`{"formatVersion": 1, "ID": "a", "prats": []}`), "x", required)
	want := []string{"x:1:22 /ID json-unknown-field", "x:1:33 /prats json-unknown-field"}
	if diff := cmp.Diff(want, places(zielkette.ProblemsOf(err))); diff != "" {
		t.Error(diff)
	}
}
