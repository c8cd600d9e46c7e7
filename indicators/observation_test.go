package indicators_test

import (
	"encoding/json"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func TestStatus(t *testing.T) {
	for _, test := range []struct {
		letter          string
		absence, counts bool
	}{
		{"A", false, true},
		{"B", false, true},
		{"D", false, false},
		{"E", false, true},
		{"F", false, false},
		{"I", false, true},
		{"M", true, false},
		{"O", true, false},
		{"P", false, true},
		{"Q", true, false},
		{"U", false, true},
	} {
		s, err := indicators.ParseStatus(test.letter)
		if err != nil || s.String() != test.letter || s.IsAbsence() != test.absence || s.Counts() != test.counts {
			t.Errorf("ParseStatus(%q) = %v (absence %v, counts %v), %v", test.letter, s, s.IsAbsence(), s.Counts(), err)
		}
		if s.Text(zielkette.German) == "" || s.Text(zielkette.English) == "" {
			t.Errorf("the status %v has no name", s)
		}
	}
	for _, letter := range []string{"a", "AA", " ", "-", "C", "x", "\x00", "\xff", "Ä"} {
		if s, err := indicators.ParseStatus(letter); codeOf(t, err) != indicators.CodeStatus || s != 0 {
			t.Errorf("ParseStatus(%q) = %v, %v", letter, s, err)
		}
	}
	if s, err := indicators.ParseStatus(""); s != 0 || err != nil || s.String() != "" || s.Text(zielkette.German) != "" {
		t.Errorf("the empty status is %v, %v", s, err)
	}
}

func TestStatusJSON(t *testing.T) {
	type document struct {
		Status indicators.Status `json:"status,omitzero"`
	}
	text, err := json.Marshal(document{indicators.Provisional})
	if want := `{"status":"P"}`; err != nil || string(text) != want {
		t.Errorf("marshalled %s, %v", text, err)
	}
	var out document
	if err := json.Unmarshal(text, &out); err != nil || out.Status != indicators.Provisional {
		t.Errorf("%v, %v", out, err)
	}
	if err := out.Status.UnmarshalText([]byte("x")); codeOf(t, err) != indicators.CodeStatus || out.Status != indicators.Provisional {
		t.Errorf("a failed reading changes the status to %v (%v)", out.Status, err)
	}
}
