package weighting

import (
	"fmt"
	"math/big"
	"math/bits"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// MaxCriteria is the largest number of criteria that [AHP] compares in pairs.
// Nobody judges more than a few dozen pairs with care, and the cost grows with
// the cube.
const MaxCriteria = 30

// The tables of random indices: the mean consistency index of random matrices, by which
// the index of a real matrix is divided.
const (
	Saaty1980 = "saaty-1980" // for 3 to 10 criteria, Saaty, The Analytic Hierarchy Process, 1980
	Saaty2005 = "saaty-2005" // for 3 to 10 criteria, Saaty, Theory and Applications of the Analytic Network Process, 2005
)

// randomIndices are in hundredths, for 3 criteria, 4 criteria and so on.
var randomIndices = words.Set[string, []int64]{
	{Word: Saaty1980, Text: zielkette.Text{DE: "Saaty 1980", EN: "Saaty 1980"}, Does: []int64{58, 90, 112, 124, 132, 141, 145, 149}},
	{Word: Saaty2005, Text: zielkette.Text{DE: "Saaty 2005", EN: "Saaty 2005"}, Does: []int64{52, 89, 111, 125, 135, 140, 145, 149}},
}

// AHP is the method of comparisons in pairs, by the analytic hierarchy process: the
// principal eigenvector of the matrix of judgements, scaled to the sum 1 (Saaty, The
// Analytic Hierarchy Process, 1980). The cell in row i and column j says how many times
// more important item i is than item j, as a number or a fraction: "3", "1/3", "0.5". The
// matrix is reciprocal: 1 on the diagonal, and two mirrored cells are exact inverses.
// Cells below the diagonal may be left empty, and are then filled in; an empty diagonal
// is 1. At most [MaxCriteria] are compared.
//
// Eigenvector and eigenvalue are rounded once to [zielkette.Places] digits, and computed
// to as many more as that takes. A consistency ratio above 0.10, decided before rounding, is a
// warning with the code [CodeInconsistent]: the judgements contradict each other and
// should be looked at again. A size that the table of random indices does not have gives
// no ratio and the warning [CodeNoIndex].
const AHP = "ahp"

func ahp(s Spec, list *problems.List) (w Weights, none zielkette.Figure, origin zielkette.Text) {
	n := len(s.IDs)
	if n > MaxCriteria {
		list.At("/ids", zielkette.CodeTooMany, fmt.Sprint(n),
			"höchstens 30 Kriterien paarweise vergleichen; sie zuvor zu Gruppen zusammenfassen",
			"compare at most 30 criteria in pairs; group them first")
		return w, none, origin
	}
	if len(s.Matrix) != n {
		list.At("/matrix", CodeShape, fmt.Sprint(len(s.Matrix)),
			"die Matrix hat für jedes Kriterium eine Zeile",
			"the matrix has one row for each criterion")
		return w, none, origin
	}
	cells := judgements(s.Matrix, list)
	table := randomIndices.Row(s.RandomIndex)
	if list.Touched("/matrix") || table == nil {
		return w, none, origin
	}
	w, origin = compared(s.IDs, cells, table)
	return w, none, origin
}

// compared returns the weights of complete judgements, and what there is to say of them.
func compared(ids []string, cells [][]*big.Rat, table *words.Row[string, []int64]) (w Weights, said zielkette.Text) {
	type result struct {
		weights Weights
		said    zielkette.Text
	}
	r := real.Decide(func(c *real.Context) result {
		vector, lambda := principal(c, cells)
		w := Weights{Method: AHP, Items: make([]Item, len(ids))}
		for i, x := range vector {
			weight := figure(x)
			w.Items[i] = Item{ids[i], weight, weight}
		}
		said := w.judge(c, len(ids), lambda, table)
		return result{w, said}
	})
	return r.weights, r.said
}

func figure(x real.Value) zielkette.Figure {
	return zielkette.NewFigure(x.Units(zielkette.Places), zielkette.Places)
}

// judge sets consistency and warnings, and returns what there is to say of them.
func (w *Weights) judge(run *real.Context, n int, lambda real.Value, table *words.Row[string, []int64]) (said zielkette.Text) {
	c := &w.Consistency
	c.RandomIndex = table.Word
	c.Lambda = figure(lambda)
	if n <= 2 { // two judgements cannot contradict each other
		c.Index, c.Ratio = zielkette.Round(new(big.Rat)), zielkette.Round(new(big.Rat))
		return said
	}
	index := lambda.Sub(run.Int(int64(n))).Quo(run.Int(int64(n - 1)))
	c.Index = figure(index)
	if n-3 >= len(table.Does) {
		w.Warnings = append(w.Warnings, zielkette.Problem{
			Code: CodeNoIndex, Severity: zielkette.Warning, Subject: table.Word,
			Message: zielkette.Text{
				DE: fmt.Sprintf("für %d Kriterien steht in der Tabelle kein Zufallsindex; die Widerspruchsfreiheit ist nicht geprüft", n),
				EN: fmt.Sprintf("the table has no random index for %d criteria; consistency is not checked", n),
			},
		})
		return said
	}
	ratio := index.Mul(run.Int(100)).Quo(run.Int(table.Does[n-3]))
	c.Ratio = figure(ratio)
	said = zielkette.Text{
		DE: ", Konsistenzverhältnis " + c.Ratio.Text(zielkette.German, 3) + " (Zufallsindex " + table.Text.DE + ")",
		EN: ", consistency ratio " + c.Ratio.Text(zielkette.English, 3) + " (random index " + table.Text.EN + ")",
	}
	if ratio.CmpThousandths(100) > 0 {
		w.Warnings = append(w.Warnings, zielkette.Problem{
			Code: CodeInconsistent, Severity: zielkette.Warning, Subject: c.Ratio.Text(zielkette.English, 3),
			Message: zielkette.Text{
				DE: "die Urteile widersprechen einander (Konsistenzverhältnis über 0,10); die Paarvergleiche noch einmal prüfen",
				EN: "the judgements contradict each other (consistency ratio above 0.10); look at the comparisons again",
			},
		})
	}
	return said
}

// judgements reads and completes the matrix.
func judgements(matrix [][]string, list *problems.List) [][]*big.Rat {
	n := len(matrix)
	one := big.NewRat(1, 1)
	cells := make([][]*big.Rat, n)
	for i, row := range matrix {
		cells[i] = make([]*big.Rat, n)
		if len(row) != n {
			list.At(fmt.Sprintf("/matrix/%d", i), CodeShape, fmt.Sprint(len(row)),
				"eine Zeile der Matrix hat für jedes Kriterium eine Zelle",
				"a row of the matrix has one cell for each criterion")
			continue
		}
		for j, text := range row {
			pointer := fmt.Sprintf("/matrix/%d/%d", i, j)
			if text == "" && j <= i {
				continue
			}
			x, ok := fraction(text)
			if !ok {
				list.At(pointer, CodeJudgement, text,
					`ein Urteil als positive Zahl oder als Bruch schreiben, zum Beispiel "3" oder "1/3"`,
					`write a judgement as a positive number or fraction, for example "3" or "1/3"`)
				continue
			}
			if i == j && x.Cmp(one) != 0 {
				list.At(pointer, CodeDiagonal, text,
					"ein Kriterium im Vergleich mit sich selbst ist 1",
					"a criterion compared with itself is 1")
			}
			cells[i][j] = x
		}
	}
	for i := range n {
		if cells[i][i] == nil {
			cells[i][i] = one
		}
		for j := range i {
			upper, lower := cells[j][i], cells[i][j]
			if upper == nil {
				continue // reported above
			}
			inverse := new(big.Rat).Inv(upper)
			if lower != nil && lower.Cmp(inverse) != 0 {
				list.At(fmt.Sprintf("/matrix/%d/%d", i, j), CodeReciprocal, matrix[i][j],
					fmt.Sprintf("diese Zelle muss der Kehrwert ihres Gegenstücks %q sein; leer gelassen wird sie ergänzt", matrix[j][i]),
					fmt.Sprintf("this cell has to be the inverse of its mirror image %q; leave it empty to have it filled in", matrix[j][i]))
			}
			cells[i][j] = inverse
		}
	}
	return cells
}

// fraction reads "3", "0.5" or "1/3"; ok is false for anything that is not above 0.
func fraction(text string) (*big.Rat, bool) {
	over, under, divided := strings.Cut(text, "/")
	x, err := zielkette.ParseNumber(over)
	if err != nil || x.Sign() <= 0 {
		return nil, false
	}
	value, _ := x.Rat()
	if divided {
		y, err := zielkette.ParseNumber(under)
		if err != nil || y.Sign() <= 0 {
			return nil, false
		}
		divisor, _ := y.Rat()
		value.Quo(value, divisor)
	}
	return value, true
}

// principal returns the eigenvector of a positive matrix to its largest
// eigenvalue, scaled to the sum 1, and the eigenvalue.
//
// It squares the matrix until all columns agree: every squaring doubles the number
// of correct digits, however slowly plain iteration would come closer (Perron's
// theorem: a positive matrix has one largest eigenvalue, with a positive vector).
// Nothing is ever subtracted, so that a squaring of n rows loses log2(n) + 2 bits at
// most and doubles the error that was there.
func principal(c *real.Context, cells [][]*big.Rat) (vector []real.Value, lambda real.Value) {
	n := len(cells)
	matrix := make([][]*big.Float, n)
	for i, row := range cells {
		matrix[i] = make([]*big.Float, n)
		for j, x := range row {
			matrix[i][j] = zero(c).SetRat(x)
		}
	}
	original := matrix
	// Two vectors that agree in so many bits are both right in them.
	agreed := 2*int(c.Prec())/3 - 15
	const rounds = 64 // for eigenvalues that agree in 15 digits; ordinary matrices need 5 to 8
	var sums []*big.Float
	lost := bits.Len(uint(n)) + 3 - int(c.Prec())
	for range rounds {
		matrix = squared(c, matrix)
		lost++
		next := rowSums(c, matrix)
		done := sums != nil && agree(sums, next, agreed)
		sums = next
		if done {
			break
		}
	}
	lost = max(lost+1, -agreed)
	total := zero(c)
	for i, row := range original {
		vector = append(vector, c.Known(sums[i], lost))
		for j, x := range row {
			total.Add(total, zero(c).Mul(x, sums[j]))
		}
	}
	return vector, c.Known(total, lost+1)
}

func zero(c *real.Context) *big.Float { return new(big.Float).SetPrec(c.Prec()) }

// squared returns m * m, scaled by a power of two so that nothing overflows.
func squared(c *real.Context, m [][]*big.Float) [][]*big.Float {
	n := len(m)
	out, product := make([][]*big.Float, n), zero(c)
	for i := range n {
		out[i] = make([]*big.Float, n)
		for j := range n {
			sum := zero(c)
			for k := range n {
				sum.Add(sum, product.Mul(m[i][k], m[k][j]))
			}
			out[i][j] = sum
		}
	}
	scale := -out[0][0].MantExp(nil)
	for _, row := range out {
		for _, x := range row {
			x.SetMantExp(x, scale)
		}
	}
	return out
}

// rowSums returns the sums of the rows, scaled to the sum 1.
func rowSums(c *real.Context, m [][]*big.Float) []*big.Float {
	out, total := make([]*big.Float, len(m)), zero(c)
	for i, row := range m {
		out[i] = zero(c)
		for _, x := range row {
			out[i].Add(out[i], x)
		}
		total.Add(total, out[i])
	}
	for _, x := range out {
		x.Quo(x, total)
	}
	return out
}

// agree reports whether two vectors agree in so many bits.
func agree(a, b []*big.Float, bits int) bool {
	distance := new(big.Float)
	for i, x := range a {
		if distance.Sub(x, b[i]).Sign() != 0 && distance.MantExp(nil) > x.MantExp(nil)-1-bits {
			return false
		}
	}
	return true
}
