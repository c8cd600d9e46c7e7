package weighting_test

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

type fault struct {
	Code    zielkette.Code
	Pointer string
}

func faults(t *testing.T, err error) []fault {
	t.Helper()
	if err == nil {
		return nil
	}
	var list zielkette.Problems
	if !errors.As(err, &list) {
		t.Fatalf("%v is not a list of problems", err)
	}
	testkit.Told(t, err)
	var out []fault
	for _, p := range list {
		out = append(out, fault{p.Code, p.Place.Pointer})
	}
	return out
}

func weights(w weighting.Weights) []string {
	var out []string
	for _, item := range w.Items {
		out = append(out, item.ID+" "+item.Weight.String()+" "+item.Share.String())
	}
	return out
}

func entries(texts ...string) []weighting.Entry {
	var out []weighting.Entry
	for _, text := range texts {
		id, value, _ := strings.Cut(text, " ")
		e := weighting.Entry{ID: id}
		if err := e.Value.UnmarshalText([]byte(value)); err != nil {
			panic(err)
		}
		out = append(out, e)
	}
	return out
}

func names(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("c%d", i)
	}
	return out
}

func TestExplicit(t *testing.T) {
	many := make([]weighting.Entry, weighting.MaxItems+1)
	for _, c := range []struct {
		name   string
		in     []weighting.Entry
		want   []string
		faults []fault
	}{
		{"points", entries("a 2", "b 1", "c 0.00"), []string{"a 2 0.666666666667", "b 1 0.333333333333", "c 0 0"}, nil},
		{"one", entries("a 0.000000001"), []string{"a 0.000000001 1"}, nil},
		{"all digits kept", entries("a 0.123456789012345678", "b 1"), []string{"a 0.123456789012345678 0.10989010901", "b 1 0.89010989099"}, nil},
		{"none", nil, nil, []fault{{weighting.CodeEmpty, ""}}},
		{"too many", many, nil, []fault{{weighting.CodeSize, ""}}},
		{"all zero", entries("a 0", "b 0.0"), nil, []fault{{zielkette.CodeWeightsZero, ""}}},
		{
			"all at once", entries("a -1", "a 1", "b ", " 3"), nil,
			[]fault{{weighting.CodeNegative, "/0/value"}, {weighting.CodeDuplicate, "/1/id"}, {weighting.CodeMissing, "/2/value"}, {zielkette.CodeID, "/3/id"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "too many" {
				for i := range c.in {
					c.in[i] = weighting.Entry{ID: fmt.Sprint(i), Value: zielkette.Int(1)}
				}
			}
			for method, f := range map[string]func([]weighting.Entry) (weighting.Weights, error){
				"explicit": weighting.Explicit, "budget": weighting.ByBudget,
			} {
				w, err := f(c.in)
				if diff := cmp.Diff(c.faults, faults(t, err)); diff != "" {
					t.Errorf("%s: problems (-want +got):\n%s", method, diff)
				}
				if diff := cmp.Diff(c.want, weights(w)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", method, diff)
				}
				if err == nil && (w.Method != method || w.Origin.DE == "" || w.Origin.EN == "") {
					t.Errorf("%s has method %q and origin %q", method, w.Method, w.Origin)
				}
			}
		})
	}
}

func TestOriginWritesGermanNumbers(t *testing.T) {
	w, err := weighting.Explicit(entries("a 2.5", "b 5"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(w.Origin.DE, "7,5") || !strings.HasSuffix(w.Origin.EN, "7.5") {
		t.Errorf("origin %+v does not name the sum", w.Origin)
	}
}

func TestAccessors(t *testing.T) {
	w, err := weighting.Explicit(entries("a 2", "b 1"))
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Sum(); !got.Equal(decimal.New(3, 0)) {
		t.Errorf("Sum = %s, want 3", got)
	}
	if got, ok := w.Of("b"); !ok || !got.Equal(decimal.New(1, 0)) {
		t.Errorf("Of(b) = %s, %t", got, ok)
	}
	if _, ok := w.Of("c"); ok {
		t.Error("Of(c) found something")
	}
	n := w.Normalised()
	if diff := cmp.Diff([]string{"a 0.666666666667 0.666666666667", "b 0.333333333333 0.333333333333"}, weights(n)); diff != "" {
		t.Errorf("Normalised (-want +got):\n%s", diff)
	}
	if n.Method != "explicit+normalised" || !strings.HasPrefix(n.Origin.DE, w.Origin.DE) || n.Origin.EN == w.Origin.EN {
		t.Errorf("Normalised says %q, %q", n.Method, n.Origin)
	}
	if diff := cmp.Diff([]string{"a 2 0.666666666667", "b 1 0.333333333333"}, weights(w)); diff != "" {
		t.Errorf("Normalised changed its receiver (-want +got):\n%s", diff)
	}
}

func TestApportion(t *testing.T) {
	w, err := weighting.Explicit(entries("b 1", "a 1", "c 1"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		total  string
		places int
		want   []string
	}{
		{"percent", "100", 0, []string{"33", "34", "33"}},
		{"money", "0.05", 2, []string{"0.02", "0.02", "0.01"}},
		{"finer total is rounded", "0.005", 2, []string{"0", "0.01", "0"}},
		{"negative", "-1", 0, []string{"0", "0", "-1"}},
		{"places below", "10", -3, []string{"3", "4", "3"}},
		{"places above", "3", 99, []string{"1", "1", "1"}},
		{"no total", "", 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var total zielkette.Number
			if err := total.UnmarshalText([]byte(c.total)); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range w.Apportion(total, c.places) {
				got = append(got, d.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if got := (weighting.Weights{}).Apportion(zielkette.Int(100), 0); got != nil {
		t.Errorf("nothing weighs %v", got)
	}
}

func TestRanks(t *testing.T) {
	for _, c := range []struct {
		method string
		f      func([]string) (weighting.Weights, error)
		want   []string
	}{
		{"rank-order-centroid", weighting.RankOrderCentroid, []string{"c0 0.611111111111 0.611111111111", "c1 0.277777777778 0.277777777778", "c2 0.111111111111 0.111111111111"}},
		{"rank-sum", weighting.RankSum, []string{"c0 0.5 0.5", "c1 0.333333333333 0.333333333333", "c2 0.166666666667 0.166666666667"}},
		{"rank-reciprocal", weighting.RankReciprocal, []string{"c0 0.545454545455 0.545454545455", "c1 0.272727272727 0.272727272727", "c2 0.181818181818 0.181818181818"}},
		{"equal", weighting.Equal, []string{"c0 1 0.333333333333", "c1 1 0.333333333333", "c2 1 0.333333333333"}},
	} {
		t.Run(c.method, func(t *testing.T) {
			w, err := c.f(names(3))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, weights(w)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if w.Method != c.method || w.Origin.DE == "" || w.Origin.EN == "" {
				t.Errorf("method %q, origin %q", w.Method, w.Origin)
			}
			_, err = c.f(nil)
			if diff := cmp.Diff([]fault{{weighting.CodeEmpty, ""}}, faults(t, err)); diff != "" {
				t.Errorf("no ids (-want +got):\n%s", diff)
			}
			_, err = c.f([]string{"a", "a"})
			if diff := cmp.Diff([]fault{{weighting.CodeDuplicate, "/1"}}, faults(t, err)); diff != "" {
				t.Errorf("twice (-want +got):\n%s", diff)
			}
			_, err = c.f(names(weighting.MaxItems + 1))
			if diff := cmp.Diff([]fault{{weighting.CodeSize, ""}}, faults(t, err)); diff != "" {
				t.Errorf("too many (-want +got):\n%s", diff)
			}
			w, err = c.f(names(weighting.MaxItems))
			if err != nil {
				t.Fatal(err)
			}
			sum := decimal.Decimal{}
			for i, item := range w.Items {
				sum = sum.Add(item.Share)
				if i > 0 && item.Weight.GreaterThan(w.Items[i-1].Weight) {
					t.Fatalf("rank %d weighs more than rank %d", i+1, i)
				}
			}
			if sum.Sub(decimal.New(1, 0)).Abs().GreaterThan(decimal.New(weighting.MaxItems, -12)) {
				t.Errorf("shares sum to %s", sum)
			}
		})
	}
}

func TestPoints(t *testing.T) {
	row := func(texts ...string) []zielkette.Number {
		out := make([]zielkette.Number, len(texts))
		for i, text := range texts {
			if err := out[i].UnmarshalText([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	for _, c := range []struct {
		name    string
		ids     []string
		ballots [][]zielkette.Number
		want    []string
		spreads []weighting.Spread
		faults  []fault
	}{
		{
			"mean and spread",
			[]string{"a", "b", "c"},
			[][]zielkette.Number{row("2", "0", "1"), row("3", "0", ""), row("3", "1.5", "")},
			[]string{"a 2.666666666667 0.640000000000", "b 0.5 0.12", "c 1 0.24"},
			[]weighting.Spread{
				{"a", 3, decimal.New(2, 0), decimal.New(3, 0), number("0.577350269190")},
				{"b", 3, decimal.New(0, 0), decimal.New(15, -1), number("0.866025403784")},
				{"c", 1, decimal.New(1, 0), decimal.New(1, 0), zielkette.Number{}},
			},
			nil,
		},
		{
			"a voice missing before others",
			[]string{"a", "b"},
			[][]zielkette.Number{row("", "1"), row("3", "")},
			[]string{"a 3 0.75", "b 1 0.25"},
			[]weighting.Spread{
				{"a", 1, decimal.New(3, 0), decimal.New(3, 0), zielkette.Number{}},
				{"b", 1, decimal.New(1, 0), decimal.New(1, 0), zielkette.Number{}},
			},
			nil,
		},
		{"nobody", []string{"a"}, nil, nil, nil, []fault{{weighting.CodeEmpty, "/ballots"}}},
		{"nothing", nil, [][]zielkette.Number{{}}, nil, nil, []fault{{weighting.CodeEmpty, ""}}},
		{
			"shape and sign",
			[]string{"a", "b"},
			[][]zielkette.Number{row("1"), row("1", "-1")},
			nil, nil,
			[]fault{{weighting.CodeShape, "/ballots/0"}, {weighting.CodeNegative, "/ballots/1/1"}},
		},
		{"no voice for one", []string{"a", "b"}, [][]zielkette.Number{row("0", ""), row("1", "")}, nil, nil, []fault{{weighting.CodeMissing, "/1"}}},
		{"no voice for two", []string{"a", "b"}, [][]zielkette.Number{row("", "")}, nil, nil, []fault{{weighting.CodeMissing, "/0"}, {weighting.CodeMissing, "/1"}}},
		{"all zero", []string{"a", "b"}, [][]zielkette.Number{row("0", "0")}, nil, nil, []fault{{zielkette.CodeWeightsZero, "/ballots"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			poll, err := weighting.Points(c.ids, c.ballots)
			if diff := cmp.Diff(c.faults, faults(t, err)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			var want []string
			for _, text := range c.want {
				parts := strings.Split(text, " ")
				want = append(want, parts[0]+" "+decimal.RequireFromString(parts[1]).String()+" "+decimal.RequireFromString(parts[2]).String())
			}
			if diff := cmp.Diff(want, weights(poll.Weights)); diff != "" {
				t.Errorf("weights (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.spreads, poll.Spreads); diff != "" {
				t.Errorf("spreads (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAHP(t *testing.T) {
	cycle := [][]string{{"", "9", "1/9"}, {"", "", "9"}, {"", "", ""}} // a > b > c > a
	for _, c := range []struct {
		name          string
		matrix        [][]string
		table         weighting.RandomIndex
		want          []string
		lambda, index string
		ratio         string
		warnings      []zielkette.Code
	}{
		{"one", [][]string{{""}}, weighting.Saaty1980(), []string{"c0 1 1"}, "1", "0", "0", nil},
		{"two", [][]string{{"1", "3"}, {"", "1"}}, weighting.RandomIndex{}, []string{"c0 0.75 0.75", "c1 0.25 0.25"}, "2", "0", "0", nil},
		{
			"consistent",
			[][]string{{"1", "2", "4"}, {"0.5", "1", "2"}, {"0.25", "1/2", "1"}},
			weighting.Saaty2005(),
			[]string{"c0 0.571428571429 0.571428571429", "c1 0.285714285714 0.285714285714", "c2 0.142857142857 0.142857142857"},
			"3", "0", "0", nil,
		},
		{
			"Saaty",
			[][]string{{"1", "3", "5"}, {"1/3", "1", "3"}, {"1/5", "1/3", "1"}},
			weighting.Saaty2005(),
			[]string{"c0 0.636985571745 0.636985571745", "c1 0.258284994374 0.258284994374", "c2 0.104729433881 0.104729433881"},
			"3.038511090558", "0.019255545279", "0.037029894767", nil,
		},
		{
			// lambda = 1 + 9 + 1/9, index 32/9, ratio index / 0.58: all exactly known
			"cycle", cycle, weighting.Saaty1980(),
			[]string{"c0 0.333333333333 0.333333333333", "c1 0.333333333333 0.333333333333", "c2 0.333333333333 0.333333333333"},
			"10.111111111111", "3.555555555556", "6.130268199234",
			[]zielkette.Code{weighting.CodeInconsistent},
		},
		{
			"no index for the size", cycle,
			weighting.RandomIndex{Name: "own"},
			[]string{"c0 0.333333333333 0.333333333333", "c1 0.333333333333 0.333333333333", "c2 0.333333333333 0.333333333333"},
			"10.111111111111", "3.555555555556", "",
			[]zielkette.Code{weighting.CodeNoIndex},
		},
		{
			"an index of 0 is none", cycle,
			weighting.RandomIndex{Name: "own", Values: []zielkette.Number{number("0")}},
			[]string{"c0 0.333333333333 0.333333333333", "c1 0.333333333333 0.333333333333", "c2 0.333333333333 0.333333333333"},
			"10.111111111111", "3.555555555556", "",
			[]zielkette.Code{weighting.CodeNoIndex},
		},
		{
			// ratio exactly 0.10: index 32/9 over a random index of 320/9 is not a decimal, so 0.1 is met from a cycle of 2:
			// lambda = 1 + 2 + 1/2, index 1/4, random index 2.5
			"ratio on the limit",
			[][]string{{"", "2", "1/2"}, {"", "", "2"}, {"", "", ""}},
			weighting.RandomIndex{Name: "own", Values: []zielkette.Number{number("2.5")}},
			[]string{"c0 0.333333333333 0.333333333333", "c1 0.333333333333 0.333333333333", "c2 0.333333333333 0.333333333333"},
			"3.5", "0.25", "0.1", nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := weighting.AHP(names(len(c.matrix)), c.matrix, c.table)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, weights(got.Weights)); diff != "" {
				t.Errorf("weights (-want +got):\n%s", diff)
			}
			if want := decimal.RequireFromString(c.lambda); !got.LambdaMax.Equal(want) {
				t.Errorf("lambda = %s, want %s", got.LambdaMax, want)
			}
			if want := decimal.RequireFromString(c.index); !got.Index.Equal(want) {
				t.Errorf("index = %s, want %s", got.Index, want)
			}
			var ratio zielkette.Number
			if err := ratio.UnmarshalText([]byte(c.ratio)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(ratio, got.Ratio); diff != "" {
				t.Errorf("ratio (-want +got):\n%s", diff)
			}
			var codes []zielkette.Code
			for _, p := range got.Warnings {
				if p.Severity != zielkette.Warning || p.Message.DE == "" || p.Message.EN == "" {
					t.Errorf("warning %+v", p)
				}
				codes = append(codes, p.Code)
			}
			if diff := cmp.Diff(c.warnings, codes); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
			if got.RandomIndex != c.table.Name || got.Method != "ahp" || got.Origin.DE == "" {
				t.Errorf("table %q, method %q, origin %q", got.RandomIndex, got.Method, got.Origin)
			}
		})
	}
}

func TestAHPProblems(t *testing.T) {
	for _, c := range []struct {
		name   string
		ids    []string
		matrix [][]string
		want   []fault
	}{
		{"nothing", nil, nil, []fault{{weighting.CodeEmpty, ""}}},
		{"no criteria", nil, [][]string{{"1"}}, []fault{{weighting.CodeEmpty, ""}}},
		{"too many", names(weighting.MaxCriteria + 1), make([][]string, weighting.MaxCriteria+1), []fault{{weighting.CodeSize, ""}}},
		{"rows missing", names(3), [][]string{{"1"}}, []fault{{weighting.CodeShape, "/matrix"}}},
		{"cells missing", names(2), [][]string{{"1"}, {"", "1"}}, []fault{{weighting.CodeShape, "/matrix/0"}}},
		{
			"cells", names(3),
			[][]string{{"2", "0", "-1"}, {"x", "1", ""}, {"1/0", "3/y", "1"}},
			[]fault{
				{weighting.CodeDiagonal, "/matrix/0/0"},
				{weighting.CodeJudgement, "/matrix/0/1"},
				{weighting.CodeJudgement, "/matrix/0/2"},
				{weighting.CodeJudgement, "/matrix/1/0"},
				{weighting.CodeJudgement, "/matrix/1/2"},
				{weighting.CodeJudgement, "/matrix/2/0"},
				{weighting.CodeJudgement, "/matrix/2/1"},
			},
		},
		{
			"a mirror behind a faulty cell", names(3),
			[][]string{{"1", "3", "x"}, {"", "1", "2"}, {"", "2", "1"}},
			[]fault{{weighting.CodeJudgement, "/matrix/0/2"}, {weighting.CodeReciprocal, "/matrix/2/1"}},
		},
		{"rounded mirror", names(2), [][]string{{"1", "3"}, {"0.33", "1"}}, []fault{{weighting.CodeReciprocal, "/matrix/1/0"}}},
		{"id", []string{"a", ""}, [][]string{{"1", "3"}, {"", "1"}}, []fault{{zielkette.CodeID, "/1"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := weighting.AHP(c.ids, c.matrix, weighting.Saaty1980())
			if diff := cmp.Diff(c.want, faults(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if got.Items != nil {
				t.Errorf("got weights %v beside the problems", got.Items)
			}
		})
	}
}

// TestAHPLargest takes as many criteria as are allowed.
func TestAHPLargest(t *testing.T) {
	matrix := make([][]string, weighting.MaxCriteria)
	for i := range matrix {
		matrix[i] = make([]string, len(matrix))
		for j := i + 1; j < len(matrix); j++ {
			matrix[i][j] = "1"
		}
	}
	got, err := weighting.AHP(names(len(matrix)), matrix, weighting.Saaty1980())
	if err != nil || len(got.Items) != len(matrix) || got.LambdaMax.String() != "30" {
		t.Errorf("%d weights, lambda %s, %v", len(got.Items), got.LambdaMax, err)
	}
}

// TestAHPEigen checks the definition with exact fractions: the weights are an
// eigenvector, A w = lambda w, as far as 12 places can show it.
func TestAHPEigen(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for range 60 {
		n := random.IntN(7) + 3
		matrix, exact := make([][]string, n), make([][]*big.Rat, n)
		for i := range n {
			matrix[i], exact[i] = make([]string, n), make([]*big.Rat, n)
		}
		for i := range n {
			exact[i][i] = big.NewRat(1, 1)
			for j := i + 1; j < n; j++ {
				judgement := big.NewRat(random.Int64N(9)+1, random.Int64N(9)+1)
				matrix[i][j] = judgement.RatString()
				exact[i][j], exact[j][i] = judgement, new(big.Rat).Inv(judgement)
			}
		}
		got, err := weighting.AHP(names(n), matrix, weighting.Saaty1980())
		if err != nil {
			t.Fatal(err)
		}
		lambda, limit := got.LambdaMax.Rat(), big.NewRat(1, 10_000_000_000)
		for i := range n {
			sum := new(big.Rat)
			for j := range n {
				sum.Add(sum, new(big.Rat).Mul(exact[i][j], got.Items[j].Weight.Rat()))
			}
			sum.Sub(sum, new(big.Rat).Mul(lambda, got.Items[i].Weight.Rat()))
			if sum.Abs(sum).Cmp(limit) > 0 {
				t.Fatalf("row %d of %v: A w and lambda w differ by %s", i, matrix, sum.FloatString(15))
			}
		}
		if got.LambdaMax.LessThan(decimal.New(int64(n), 0)) {
			t.Errorf("lambda %s is below %d", got.LambdaMax, n)
		}
	}
}

// TestAHPExtreme has judgements at the ends of what a number can hold.
func TestAHPExtreme(t *testing.T) {
	huge, small := "9999999999999999999", "0.000000000000000001"
	got, err := weighting.AHP(names(4), [][]string{
		{"", huge, small, huge}, {"", "", huge, small}, {"", "", "", huge}, {"", "", "", ""},
	}, weighting.Saaty1980())
	if err != nil {
		t.Fatal(err)
	}
	sum := got.Sum()
	if sum.Sub(decimal.New(1, 0)).Abs().GreaterThan(decimal.New(4, -12)) {
		t.Errorf("weights sum to %s", sum)
	}
}

func TestSchedule(t *testing.T) {
	w, err := weighting.Equal([]string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		spans []weighting.Dated
		want  []fault
	}{
		{"none", nil, nil},
		{"always", []weighting.Dated{{Weights: w}}, nil},
		{"a gap", []weighting.Dated{{From: 2020, To: 2021}, {From: 2023}}, nil},
		{"backwards", []weighting.Dated{{From: 2021, To: 2020}}, []fault{{weighting.CodeYears, "/0"}}},
		{"one year", []weighting.Dated{{From: 2020, To: 2020}}, nil},
		{"backwards twice", []weighting.Dated{{From: 2021, To: 2020}, {From: 2023, To: 2022}}, []fault{{weighting.CodeYears, "/0"}, {weighting.CodeYears, "/1"}}},
		{"same year", []weighting.Dated{{From: 2020, To: 2021}, {From: 2021, To: 2022}}, []fault{{weighting.CodeYears, "/1"}}},
		{"both open", []weighting.Dated{{From: 2020}, {To: 2020}}, []fault{{weighting.CodeYears, "/1"}}},
		{"open meets earlier", []weighting.Dated{{From: 2020}, {To: 2019}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := weighting.NewSchedule(c.spans...)
			if diff := cmp.Diff(c.want, faults(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	schedule, err := weighting.NewSchedule(weighting.Dated{From: 2020, To: 2021, Weights: w}, weighting.Dated{From: 2023, Weights: w})
	if err != nil {
		t.Fatal(err)
	}
	for year, want := range map[int]bool{2019: false, 2020: true, 2021: true, 2022: false, 2023: true, 2100: true} {
		if got, ok := schedule.In(year); ok != want || ok && len(got.Items) != 1 {
			t.Errorf("In(%d) = %v, %t", year, got, ok)
		}
	}
	if _, ok := (weighting.Schedule{}).In(2024); ok {
		t.Error("the zero schedule has weights")
	}
}

// FuzzAHP states that no text in a cell makes AHP panic, and that weights without
// a problem sum to 1.
func FuzzAHP(f *testing.F) {
	f.Add("3", "5", "1/3")
	f.Add("1e18", "1/1e18", "0")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		got, err := weighting.AHP(names(3), [][]string{{"", a, b}, {"", "", c}, {"", "", ""}}, weighting.Saaty1980())
		if err != nil {
			return
		}
		if got.Sum().Sub(decimal.New(1, 0)).Abs().GreaterThan(decimal.New(2, -12)) {
			t.Errorf("weights of %q %q %q sum to %s", a, b, c, got.Sum())
		}
	})
}

func BenchmarkAHP(b *testing.B) {
	matrix := make([][]string, 9)
	for i := range matrix {
		matrix[i] = make([]string, 9)
		for j := i + 1; j < 9; j++ {
			matrix[i][j] = fmt.Sprint(1 + (i+j)%9)
		}
	}
	for b.Loop() {
		if _, err := weighting.AHP(names(9), matrix, weighting.Saaty1980()); err != nil {
			b.Fatal(err)
		}
	}
}
