package tables_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

func TestOnto(t *testing.T) {
	base, err := tables.Read(strings.NewReader("indicator;area;period;value;label;known_on\n"+
		"thg;;2020;7,5;;2021\nthg;05;2020;7;;\nrating;;2020;;gut;\nrating;;2021;;schlecht;\n"), &tables.Options{File: "alt.csv"})
	if err != nil {
		t.Fatal(err)
	}
	const head = "indicator;area;period;value;label;known_on;status\n"
	tests := []struct {
		name, in             string
		want, problems, kept []string
	}{
		{"more", head + "thg;;2021;7,1;;2022;\n", []string{"thg  2021 7.1 A"}, nil, nil},
		{"restated", head + "thg;;2020;7,4;;2023;\n", []string{"thg  2020 7.4 A"}, nil, nil},
		{"withdrawn", head + "thg;;2020;;;2023;O\n", []string{"thg  2020  O"}, nil, nil},
		{"said otherwise", head + "thg;;2022;6;;;\nthg;;2020;7,4;;2021;\nthg;05;2020-Q1;1;;;\n", []string{"thg  2022 6 A"}, []string{"3:1 duplicate", "4:1 mixed-periods"}, nil},
		{
			"names", head + "thg;5;2021;1;;;\nthg;5;2022;1;;;\nthgas;;2021;2;;;\nrating;;2022;;gut;;\nrating;;2023;;Gut;;\nneu;;2023;;x;;\n",
			[]string{"thg 5 2021 1 A", "thg 5 2022 1 A", "thgas  2021 2 A", "rating  2022  A", "rating  2023  A", "neu  2023  A"},
			[]string{"2:1 record-new", "4:1 record-new", "6:1 record-new", "7:1 record-new"},
			nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tables.Read(strings.NewReader(tt.in), &tables.Options{File: "neu.csv", Onto: base.Record, Lax: true})
			if err != nil {
				t.Fatal(err)
			}
			all := lines(got.Record)
			if diff := cmp.Diff(append(lines(base.Record), tt.want...), all); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.problems, found(got.Problems)); diff != "" {
				t.Error(diff)
			}
			if got.Added != len(tt.want) || !strings.HasPrefix(got.Text("en"), fmt.Sprintf("%d observations", len(tt.want))) {
				t.Errorf("%d added: %s", got.Added, got.Text("en"))
			}
			for _, p := range got.Problems {
				if p.Place.File != "neu.csv" {
					t.Errorf("%v", p)
				}
			}
			_, err = tables.Read(strings.NewReader(tt.in), &tables.Options{File: "neu.csv", Onto: base.Record})
			if (err == nil) != (got.Problems.Err() == nil) {
				t.Errorf("strict: %v", err)
			}
		})
	}
	if base.Record.Len() != 4 {
		t.Error("the record that was read onto has changed")
	}
}
