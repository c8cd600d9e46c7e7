package words_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

type animal string

var animals = words.Set[animal, int]{
	{"dog", zielkette.Text{DE: "Hund", EN: "dog"}, 4},
	{"hen", zielkette.Text{DE: "Huhn", EN: "hen"}, 2},
	{"eel", zielkette.Text{DE: "Aal", EN: "eel"}, 0},
}

func TestSet(t *testing.T) {
	if got := animals.Row("hen"); got == nil || got.Does != 2 {
		t.Errorf("hen: %v", got)
	}
	if animals.Row("cat") != nil || animals.Has("") || !animals.Has("eel") {
		t.Error("a word that is not in the set is found, or one of it is not")
	}
	if got := animals.Text("dog"); got.DE != "Hund" {
		t.Errorf("dog: %v", got)
	}
	if got := animals.Text("cat"); !got.IsZero() {
		t.Errorf("cat: %v", got)
	}
	if d := cmp.Diff([]string{"dog", "hen", "eel"}, animals.Words()); d != "" {
		t.Error(d)
	}
}

func TestCheck(t *testing.T) {
	var list problems.List
	for _, word := range []animal{"", "dog", "hen", "eel"} {
		if !animals.Check(&list, "/a", word) {
			t.Errorf("%q is refused", word)
		}
	}
	if animals.Check(&list, "/b", "Dog") {
		t.Error("Dog is taken")
	}
	want := zielkette.Problems{{
		Code: zielkette.CodeChoice, Place: zielkette.Place{Pointer: "/b"}, Subject: "Dog",
		Message: zielkette.Text{DE: `"dog", "hen" oder "eel" schreiben`, EN: `write "dog", "hen" or "eel"`},
	}}
	if d := cmp.Diff(want, list.All()); d != "" {
		t.Error(d)
	}
}

func TestOneOf(t *testing.T) {
	for _, test := range []struct {
		words []string
		want  string
	}{
		{nil, "write "}, {[]string{"a"}, `write "a"`}, {[]string{"a", "b"}, `write "a" or "b"`},
	} {
		if got := words.OneOf(test.words...).EN; got != test.want {
			t.Errorf("%q: %s", test.words, got)
		}
	}
}
