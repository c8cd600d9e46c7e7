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

// stated is a spec of pairs of id and value.
func stated(method string, texts ...string) weighting.Spec {
	s := weighting.Spec{Method: method, Values: []zielkette.Number{}}
	for _, text := range texts {
		id, value, _ := strings.Cut(text, " ")
		var n zielkette.Number
		if err := n.UnmarshalText([]byte(value)); err != nil {
			panic(err)
		}
		s.IDs, s.Values = append(s.IDs, id), append(s.Values, n)
	}
	return s
}

func names(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("c%d", i)
	}
	return out
}

func TestStated(t *testing.T) {
	many := make([]string, weighting.MaxItems+1)
	for i := range many {
		many[i] = fmt.Sprint(i, " 1")
	}
	for _, c := range []struct {
		name   string
		in     []string
		want   []string
		faults []fault
	}{
		{"points", []string{"a 2", "b 1", "c 0.00"}, []string{"a 2 0.666666666667", "b 1 0.333333333333", "c 0 0"}, nil},
		{"one", []string{"a 0.000000001"}, []string{"a 0.000000001 1"}, nil},
		{"all digits kept", []string{"a 0.123456789012345678", "b 1"}, []string{"a 0.123456789012345678 0.10989010901", "b 1 0.89010989099"}, nil},
		{"none", nil, nil, []fault{{zielkette.CodeRequired, "/ids"}}},
		{"too many", many, nil, []fault{{zielkette.CodeTooMany, "/ids"}}},
		{"all zero", []string{"a 0", "b 0.0"}, nil, []fault{{zielkette.CodeWeightsZero, "/values"}}},
		{
			"all at once",
			[]string{"a -1", "a 1", "b ", " 3"},
			nil,
			[]fault{{zielkette.CodeDuplicateID, "/ids/1"}, {zielkette.CodeID, "/ids/3"}, {zielkette.CodeRange, "/values/0"}, {zielkette.CodeRequired, "/values/2"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, method := range []string{weighting.Explicit, weighting.Budget} {
				w, err := stated(method, c.in...).Weights()
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
	w, err := stated(weighting.Explicit, "a 2.5", "b 5").Weights()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(w.Origin.DE, "7,5") || !strings.HasSuffix(w.Origin.EN, "7.5") {
		t.Errorf("origin %+v does not name the sum", w.Origin)
	}
}

func TestSum(t *testing.T) {
	w, err := stated(weighting.Explicit, "a 2", "b 1").Weights()
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Sum(); got.String() != "3" {
		t.Errorf("Sum = %s, want 3", got)
	}
	if got := (weighting.Weights{}).Sum(); !got.IsZero() {
		t.Errorf("nothing sums to %s", got)
	}
}

func TestApportion(t *testing.T) {
	w, err := stated(weighting.Explicit, "b 1", "a 1", "c 1").Weights()
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
		want   []string
	}{
		{weighting.RankOrderCentroid, []string{"c0 0.611111111111 0.611111111111", "c1 0.277777777778 0.277777777778", "c2 0.111111111111 0.111111111111"}},
		{weighting.RankSum, []string{"c0 0.5 0.5", "c1 0.333333333333 0.333333333333", "c2 0.166666666667 0.166666666667"}},
		{weighting.RankReciprocal, []string{"c0 0.545454545455 0.545454545455", "c1 0.272727272727 0.272727272727", "c2 0.181818181818 0.181818181818"}},
		{weighting.Equal, []string{"c0 1 0.333333333333", "c1 1 0.333333333333", "c2 1 0.333333333333"}},
	} {
		t.Run(c.method, func(t *testing.T) {
			of := func(ids []string) (weighting.Weights, error) {
				return weighting.Spec{Method: c.method, IDs: ids}.Weights()
			}
			w, err := of(names(3))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, weights(w)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if w.Method != c.method || w.Origin.DE == "" || w.Origin.EN == "" {
				t.Errorf("method %q, origin %q", w.Method, w.Origin)
			}
			_, err = of(nil)
			if diff := cmp.Diff([]fault{{zielkette.CodeRequired, "/ids"}}, faults(t, err)); diff != "" {
				t.Errorf("no ids (-want +got):\n%s", diff)
			}
			_, err = of([]string{"a", "a"})
			if diff := cmp.Diff([]fault{{zielkette.CodeDuplicateID, "/ids/1"}}, faults(t, err)); diff != "" {
				t.Errorf("twice (-want +got):\n%s", diff)
			}
			_, err = of(names(weighting.MaxItems + 1))
			if diff := cmp.Diff([]fault{{zielkette.CodeTooMany, "/ids"}}, faults(t, err)); diff != "" {
				t.Errorf("too many (-want +got):\n%s", diff)
			}
			w, err = of(names(weighting.MaxItems))
			if err != nil {
				t.Fatal(err)
			}
			sum := decimal.Decimal{}
			for i, item := range w.Items {
				share, _ := item.Share.Decimal()
				sum = sum.Add(share)
				if i > 0 && item.Weight.Compare(w.Items[i-1].Weight) > 0 {
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
			[]string{"a 2.666666666667 0.64", "b 0.5 0.12", "c 1 0.24"},
			[]weighting.Spread{
				{"a", 3, number("2"), number("3"), number("0.577350269190").Figure()},
				{"b", 3, number("0"), number("1.5"), number("0.866025403784").Figure()},
				{"c", 1, number("1"), number("1"), zielkette.Figure{}},
			},
			nil,
		},
		{
			"a voice missing before others",
			[]string{"a", "b"},
			[][]zielkette.Number{row("", "1"), row("3", "")},
			[]string{"a 3 0.75", "b 1 0.25"},
			[]weighting.Spread{
				{"a", 1, number("3"), number("3"), zielkette.Figure{}},
				{"b", 1, number("1"), number("1"), zielkette.Figure{}},
			},
			nil,
		},
		{"nobody", []string{"a"}, [][]zielkette.Number{}, nil, nil, []fault{{zielkette.CodeRequired, "/ballots"}}},
		{"nothing", nil, [][]zielkette.Number{{}}, nil, nil, []fault{{zielkette.CodeRequired, "/ids"}}},
		{
			"shape and sign",
			[]string{"a", "b"},
			[][]zielkette.Number{row("1"), row("1", "-1")},
			nil, nil,
			[]fault{{weighting.CodeShape, "/ballots/0"}, {zielkette.CodeRange, "/ballots/1/1"}},
		},
		{"no voice for one", []string{"a", "b"}, [][]zielkette.Number{row("0", ""), row("1", "")}, nil, nil, []fault{{zielkette.CodeRequired, "/ids/1"}}},
		{"no voice for two", []string{"a", "b"}, [][]zielkette.Number{row("", "")}, nil, nil, []fault{{zielkette.CodeRequired, "/ids/0"}, {zielkette.CodeRequired, "/ids/1"}}},
		{"all zero", []string{"a", "b"}, [][]zielkette.Number{row("0", "0")}, nil, nil, []fault{{zielkette.CodeWeightsZero, "/ballots"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := weighting.Spec{Method: weighting.Points, IDs: c.ids, Ballots: c.ballots}.Weights()
			if diff := cmp.Diff(c.faults, faults(t, err)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.want, weights(got)); diff != "" {
				t.Errorf("weights (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.spreads, got.Spreads); diff != "" {
				t.Errorf("spreads (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAHP(t *testing.T) {
	saaty1980, saaty2005 := []int64{58}, []int64{52}
	cycle := [][]string{{"", "9", "1/9"}, {"", "", "9"}, {"", "", ""}} // a > b > c > a
	for _, c := range []struct {
		name          string
		matrix        [][]string
		table         []int64
		want          []string
		lambda, index string
		ratio         string
		warnings      []zielkette.Code
	}{
		{"one", [][]string{{""}}, saaty1980, []string{"c0 1 1"}, "1", "0", "0", nil},
		{"two", [][]string{{"1", "3"}, {"", "1"}}, nil, []string{"c0 0.75 0.75", "c1 0.25 0.25"}, "2", "0", "0", nil},
		{
			"consistent",
			[][]string{{"1", "2", "4"}, {"0.5", "1", "2"}, {"0.25", "1/2", "1"}},
			saaty2005,
			[]string{"c0 0.571428571429 0.571428571429", "c1 0.285714285714 0.285714285714", "c2 0.142857142857 0.142857142857"},
			"3", "0", "0", nil,
		},
		{
			"Saaty",
			[][]string{{"1", "3", "5"}, {"1/3", "1", "3"}, {"1/5", "1/3", "1"}},
			saaty2005,
			[]string{"c0 0.636985571745 0.636985571745", "c1 0.258284994374 0.258284994374", "c2 0.104729433881 0.104729433881"},
			"3.038511090558", "0.019255545279", "0.037029894767", nil,
		},
		{
			// lambda = 1 + 9 + 1/9, index 32/9, ratio index / 0.58: all exactly known
			"cycle", cycle, saaty1980,
			[]string{"c0 0.333333333333 0.333333333333", "c1 0.333333333333 0.333333333333", "c2 0.333333333333 0.333333333333"},
			"10.111111111111", "3.555555555556", "6.130268199234",
			[]zielkette.Code{weighting.CodeInconsistent},
		},
		{
			"no index for the size", cycle,
			nil,
			[]string{"c0 0.333333333333 0.333333333333", "c1 0.333333333333 0.333333333333", "c2 0.333333333333 0.333333333333"},
			"10.111111111111", "3.555555555556", "",
			[]zielkette.Code{weighting.CodeNoIndex},
		},
		{
			// ratio exactly 0.10: index 32/9 over a random index of 320/9 is not a decimal, so 0.1 is met from a cycle of 2:
			// lambda = 1 + 2 + 1/2, index 1/4, random index 2.5
			"ratio on the limit",
			[][]string{{"", "2", "1/2"}, {"", "", "2"}, {"", "", ""}},
			[]int64{250},
			[]string{"c0 0.333333333333 0.333333333333", "c1 0.333333333333 0.333333333333", "c2 0.333333333333 0.333333333333"},
			"3.5", "0.25", "0.1", nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := weighting.Compare(names(len(c.matrix)), c.matrix, c.table...)
			if diff := cmp.Diff(c.want, weights(got)); diff != "" {
				t.Errorf("weights (-want +got):\n%s", diff)
			}
			figures := []string{got.Consistency.Lambda.String(), got.Consistency.Index.String(), got.Consistency.Ratio.String()}
			if diff := cmp.Diff([]string{c.lambda, c.index, c.ratio}, figures); diff != "" {
				t.Errorf("lambda, index, ratio (-want +got):\n%s", diff)
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
			if got.Consistency.RandomIndex != "own" || got.Method != weighting.AHP {
				t.Errorf("table %q, method %q", got.Consistency.RandomIndex, got.Method)
			}
		})
	}
}

// TestRandomIndices: the tables name themselves in the origin, and a size beyond them has
// no ratio.
func TestRandomIndices(t *testing.T) {
	for word, want := range map[string]string{
		weighting.Saaty1980: "comparison in pairs (AHP), consistency ratio 0.033 (random index Saaty 1980)",
		weighting.Saaty2005: "comparison in pairs (AHP), consistency ratio 0.037 (random index Saaty 2005)",
	} {
		got, err := ahp(3, [][]string{{"1", "3", "5"}, {"1/3", "1", "3"}, {"1/5", "1/3", "1"}}, word)
		if err != nil || got.Origin.EN != want || got.Consistency.RandomIndex != word {
			t.Errorf("%s: %q %q, %v", word, got.Origin.EN, got.Consistency.RandomIndex, err)
		}
	}
	for n, want := range map[int]bool{2: true, 10: true, 11: false} {
		got, err := ahp(n, ones(n), weighting.Saaty1980)
		if err != nil || got.Consistency.Ratio.IsZero() == want {
			t.Errorf("%d criteria: ratio %s, %v", n, got.Consistency.Ratio, err)
		}
	}
}

func ahp(n int, matrix [][]string, randomIndex string) (weighting.Weights, error) {
	return weighting.Spec{Method: weighting.AHP, IDs: names(n), Matrix: matrix, RandomIndex: randomIndex}.Weights()
}

// ones is a matrix without preferences.
func ones(n int) [][]string {
	matrix := make([][]string, n)
	for i := range matrix {
		matrix[i] = make([]string, n)
		for j := i + 1; j < n; j++ {
			matrix[i][j] = "1"
		}
	}
	return matrix
}

func TestAHPProblems(t *testing.T) {
	for _, c := range []struct {
		name   string
		ids    []string
		matrix [][]string
		want   []fault
	}{
		{"nothing", nil, nil, []fault{{zielkette.CodeRequired, "/ids"}, {zielkette.CodeRequired, "/matrix"}}},
		{"no criteria", nil, [][]string{{"1"}}, []fault{{zielkette.CodeRequired, "/ids"}}},
		{"too many", names(weighting.MaxCriteria + 1), make([][]string, weighting.MaxCriteria+1), []fault{{zielkette.CodeTooMany, "/ids"}}},
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
		{"id", []string{"a", ""}, [][]string{{"1", "3"}, {"", "1"}}, []fault{{zielkette.CodeID, "/ids/1"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := weighting.Spec{Method: weighting.AHP, IDs: c.ids, Matrix: c.matrix, RandomIndex: weighting.Saaty1980}.Weights()
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
	got, err := ahp(weighting.MaxCriteria, ones(weighting.MaxCriteria), weighting.Saaty1980)
	if err != nil || len(got.Items) != weighting.MaxCriteria || got.Consistency.Lambda.String() != "30" {
		t.Errorf("%d weights, lambda %s, %v", len(got.Items), got.Consistency.Lambda, err)
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
		got, err := ahp(n, matrix, weighting.Saaty1980)
		if err != nil {
			t.Fatal(err)
		}
		lambda, limit := rat(got.Consistency.Lambda), big.NewRat(1, 10_000_000_000)
		for i := range n {
			sum := new(big.Rat)
			for j := range n {
				sum.Add(sum, new(big.Rat).Mul(exact[i][j], rat(got.Items[j].Weight)))
			}
			sum.Sub(sum, new(big.Rat).Mul(lambda, rat(got.Items[i].Weight)))
			if sum.Abs(sum).Cmp(limit) > 0 {
				t.Fatalf("row %d of %v: A w and lambda w differ by %s", i, matrix, sum.FloatString(15))
			}
		}
		if lambda.Cmp(big.NewRat(int64(n), 1)) < 0 {
			t.Errorf("lambda %s is below %d", got.Consistency.Lambda, n)
		}
	}
}

// TestAHPExtreme has judgements at the ends of what a number can hold.
func TestAHPExtreme(t *testing.T) {
	huge, small := "9999999999999999999", "0.000000000000000001"
	got, err := ahp(4, [][]string{
		{"", huge, small, huge}, {"", "", huge, small}, {"", "", "", huge}, {"", "", "", ""},
	}, weighting.Saaty1980)
	if err != nil {
		t.Fatal(err)
	}
	if !nearOne(got.Sum(), 4) {
		t.Errorf("weights sum to %s", got.Sum())
	}
}

func rat(f zielkette.Figure) *big.Rat {
	r, _ := f.Rat()
	return r
}

// nearOne reports whether a figure is 1 but for some units of its last place.
func nearOne(f zielkette.Figure, units int64) bool {
	distance := rat(f)
	distance.Sub(distance, big.NewRat(1, 1))
	return distance.Abs(distance).Cmp(big.NewRat(units, 1_000_000_000_000)) <= 0
}

// FuzzAHP states that no text in a cell makes AHP panic, and that weights without
// a problem sum to 1.
func FuzzAHP(f *testing.F) {
	f.Add("3", "5", "1/3")
	f.Add("1e18", "1/1e18", "0")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		got, err := ahp(3, [][]string{{"", a, b}, {"", "", c}, {"", "", ""}}, weighting.Saaty1980)
		if err != nil {
			return
		}
		if !nearOne(got.Sum(), 2) {
			t.Errorf("weights of %q %q %q sum to %s", a, b, c, got.Sum())
		}
	})
}

// TestAHPTies compares two criteria so that each weight lies exactly in the middle
// between two printed ones, and so close to it that only more digits tell.
func TestAHPTies(t *testing.T) {
	for judgement, want := range map[string][]string{
		"5.000000000005/4.999999999995":       {"0.500000000001", "0.5"}, // weights .5000000000005 and .4999999999995
		"5.00000000000501/4.999999999995":     {"0.500000000001", "0.499999999999"},
		"5.00000000000499/4.999999999995":     {"0.5", "0.5"},
		"5.000000000005000001/4.999999999995": {"0.500000000001", "0.499999999999"},
	} {
		got, err := ahp(2, [][]string{{"1", judgement}, {"", "1"}}, weighting.Saaty1980)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, []string{got.Items[0].Weight.String(), got.Items[1].Weight.String()}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", judgement, diff)
		}
	}
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
		if _, err := ahp(9, matrix, weighting.Saaty1980); err != nil {
			b.Fatal(err)
		}
	}
}
