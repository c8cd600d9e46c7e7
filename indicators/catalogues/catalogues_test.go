package catalogues_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators/catalogues"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

func TestMunicipal(t *testing.T) {
	set, err := catalogues.Municipal()
	if err != nil {
		t.Fatal(err)
	}
	if set.Len() != 45 || set.Warnings() != nil {
		t.Error(set.Len(), set.Warnings())
	}
	for ind := range set.All() {
		if ind.Codes[catalogues.SDGMunicipal] != ind.ID || ind.Codes[catalogues.SDG] == "" || ind.Note == "" || len(ind.Targets) > 0 {
			t.Errorf("%+v", ind)
		}
	}
	ind, ok := set.Indicator("frauenanteil-im-stadtrat-bzw-kreistag")
	if !ok || ind.Direction != "" || !strings.Contains(ind.Note, "Zielkorridor um 50") {
		t.Error("a corridor became a direction:", ind.Direction, ind.Note)
	}
}

func TestGoals(t *testing.T) {
	list, err := catalogues.Goals()
	if err != nil {
		t.Fatal(err)
	}
	var without []int
	entries := 0
	for i, g := range list {
		if g.Number != i+1 || g.Title.DE == "" || g.Title.EN == "" {
			t.Error(g)
		}
		entries += len(g.Entries)
		if g.Entries == nil {
			without = append(without, g.Number)
		}
	}
	if d := cmp.Diff([]int{13, 14, 15, 17}, without); d != "" || len(list) != 17 || entries != 45 {
		t.Error(d, len(list), entries)
	}
}

func TestParseSDG(t *testing.T) {
	for text, want := range map[string][]int{
		"": nil, "13": {13}, "7,13": {7, 13}, " 13 , 7": {13, 7}, "13.2": {13}, "13.2,13.b,1": {13, 1}, "17": {17},
	} {
		got, err := catalogues.ParseSDG(text)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%q: %s, %v", text, d, err)
		}
	}
	for _, text := range []string{"0", "18", "x", "7,", ",", "-1", "7;13", strings.Repeat("9", 99)} {
		got, err := catalogues.ParseSDG(text)
		var p zielkette.Problem
		if got != nil || !errors.As(err, &p) || p.Code != catalogues.CodeSDG || len(p.Subject) > 50 {
			t.Errorf("%q: %v, %v", text, got, err)
		}
		testkit.Told(t, err)
	}
}

func ExampleGoals() {
	list, err := catalogues.Goals()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, g := range list[11:14] {
		fmt.Println(g.Number, g.Title.EN, len(g.Entries))
	}
	// Output:
	// 12 Responsible consumption and production 2
	// 13 Climate action 0
	// 14 Life below water 0
}

func ExampleMunicipal() {
	set, err := catalogues.Municipal()
	if err != nil {
		fmt.Println(err)
		return
	}
	ind, _ := set.Indicator("pkw-dichte")
	fmt.Println(ind.Title, ind.Unit, ind.Codes["sdg"])
	// Output: Pkw-Dichte je 1.000 11
}

func ExampleParseSDG() {
	fmt.Println(catalogues.ParseSDG("7,13.2"))
	// Output: [7 13] <nil>
}
