package document_test

import (
	"encoding/json"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// wrapped is a document that marshals by a method.
type wrapped struct{ Text string }

func (w wrapped) MarshalJSON() ([]byte, error) {
	type plain wrapped
	return document.Marshal(plain(w))
}

func TestEncode(t *testing.T) {
	got, err := document.Encode([]any{wrapped{"a & b < c"}, map[string]int{"b": 2, "a": 1}})
	want := `[
  {
    "Text": "a & b < c"
  },
  {
    "a": 1,
    "b": 2
  }
]
`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := document.Encode(make(chan int)); err == nil {
		t.Error("what is no JSON is written")
	}
	if got, err := json.Marshal(wrapped{"x"}); err != nil || string(got) != `{"Text":"x"}` {
		t.Errorf("%s, %v", got, err)
	}
}
