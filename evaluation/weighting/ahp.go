package weighting

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// MaxCriteria is the largest number of criteria that [AHP] compares in pairs.
// Nobody judges more than a few dozen pairs with care, and the cost grows with
// the cube.
const MaxCriteria = 30

// RandomIndex is a named table of random indices: the mean consistency index of
// random matrices, by which the index of a real matrix is divided.
type RandomIndex struct {
	Name   string             // as it is printed: "Saaty 1980"
	Values []zielkette.Number // for 3 criteria, 4 criteria and so on
}

// Saaty1980 returns the table for 3 to 10 criteria from Saaty, The Analytic
// Hierarchy Process, 1980.
func Saaty1980() RandomIndex {
	return table("Saaty 1980", 58, 90, 112, 124, 132, 141, 145, 149)
}

// Saaty2005 returns the table for 3 to 10 criteria from Saaty, Theory and
// Applications of the Analytic Network Process, 2005.
func Saaty2005() RandomIndex {
	return table("Saaty 2005", 52, 89, 111, 125, 135, 140, 145, 149)
}

func table(name string, hundredths ...int64) RandomIndex {
	t := RandomIndex{Name: name}
	for _, h := range hundredths {
		n, _ := zielkette.NewNumber(h, 2)
		t.Values = append(t.Values, n)
	}
	return t
}

// of returns the index for n criteria, none when the table does not have it.
func (t RandomIndex) of(n int) (*big.Rat, bool) {
	if n-3 >= len(t.Values) || t.Values[n-3].Sign() <= 0 {
		return nil, false
	}
	return t.Values[n-3].Rat()
}

// Comparison is the result of [AHP]: the weights and how well the judgements fit
// together.
type Comparison struct {
	Weights
	LambdaMax   decimal.Decimal  // principal eigenvalue; equal to the number of criteria when all judgements fit
	Index       decimal.Decimal  // consistency index (lambda - n) / (n - 1); 0 for a single criterion
	Ratio       zielkette.Number // consistency ratio, index / random index; 0 for one or two criteria, none when the table has no index for this size
	RandomIndex string           // name of the table
}

// AHP returns weights from comparisons in pairs, by the analytic hierarchy
// process: the principal eigenvector of the matrix of judgements, scaled to the
// sum 1 (Saaty, The Analytic Hierarchy Process, 1980). The cell in row i and
// column j says how many times more important item i is than item j, as a number
// or a fraction: "3", "1/3", "0.5". The matrix is reciprocal: 1 on the diagonal,
// and two mirrored cells are exact inverses. Cells below the diagonal may be left
// empty, and are then filled in; an empty diagonal is 1.
//
// Eigenvector and eigenvalue are computed to more than 40 digits and rounded to
// 12 places. A consistency ratio above 0.10, decided before rounding, is a warning
// with the code [CodeInconsistent]: the judgements contradict each other and
// should be looked at again. A size that the table does not have gives no ratio
// and the warning [CodeNoIndex]. Problems point to /matrix/row/column, or to
// /position for an id.
func AHP(ids []string, matrix [][]string, randomIndex RandomIndex) (Comparison, error) {
	var list problems.List
	checkIDs(ids, "", &list)
	n := len(ids)
	if n > MaxCriteria {
		list.At("", CodeSize, fmt.Sprint(n),
			"höchstens 30 Kriterien paarweise vergleichen; sie zuvor zu Gruppen zusammenfassen",
			"compare at most 30 criteria in pairs; group them first")
	}
	if n > 0 && len(matrix) != n {
		list.At("/matrix", CodeShape, fmt.Sprint(len(matrix)),
			"die Matrix hat für jedes Kriterium eine Zeile",
			"the matrix has one row for each criterion")
	}
	if err := list.All().Err(); err != nil {
		return Comparison{}, err
	}
	cells := judgements(matrix, &list)
	if err := list.All().Err(); err != nil {
		return Comparison{}, err
	}
	vector, lambda := principal(cells)
	c := Comparison{
		Weights:   Weights{Method: "ahp", Items: make([]Item, n)},
		LambdaMax: real.RoundFloat(lambda, Places), RandomIndex: randomIndex.Name,
	}
	for i, x := range vector {
		weight := real.RoundFloat(x, Places)
		c.Items[i] = Item{ids[i], weight, weight}
	}
	c.judge(n, lambda, randomIndex)
	return c, nil
}

// judge sets index, ratio, origin and warnings.
func (c *Comparison) judge(n int, lambda *big.Float, randomIndex RandomIndex) {
	c.Origin = zielkette.Text{DE: "Paarvergleich (AHP)", EN: "comparison in pairs (AHP)"}
	if n <= 2 { // two judgements cannot contradict each other
		c.Index, c.Ratio = decimal.New(0, -Places), zielkette.Int(0)
		return
	}
	index := new(big.Float).Sub(lambda, big.NewFloat(float64(n)))
	index.Quo(index, big.NewFloat(float64(n-1)))
	c.Index = real.RoundFloat(index, Places)
	random, ok := randomIndex.of(n)
	if !ok {
		c.Warnings = append(c.Warnings, zielkette.Problem{
			Code: CodeNoIndex, Severity: zielkette.Warning, Subject: randomIndex.Name,
			Message: zielkette.Text{
				DE: fmt.Sprintf("für %d Kriterien steht in der Tabelle kein Zufallsindex; die Widerspruchsfreiheit ist nicht geprüft", n),
				EN: fmt.Sprintf("the table has no random index for %d criteria; consistency is not checked", n),
			},
		})
		return
	}
	ratio := index.Quo(index, real.Float(random))
	rounded := real.RoundFloat(ratio, Places)
	c.Ratio, _ = zielkette.NumberOf(rounded) // none where it is beyond all range
	printed := zielkette.FormatDecimal(rounded, 3)
	c.Origin.DE += ", Konsistenzverhältnis " + zielkette.German.Digits(printed) + " (Zufallsindex " + randomIndex.Name + ")"
	c.Origin.EN += ", consistency ratio " + printed + " (random index " + randomIndex.Name + ")"
	if real.Cmp(ratio, big.NewRat(1, 10)) > 0 {
		c.Warnings = append(c.Warnings, zielkette.Problem{
			Code: CodeInconsistent, Severity: zielkette.Warning, Subject: printed,
			Message: zielkette.Text{
				DE: "die Urteile widersprechen einander (Konsistenzverhältnis über 0,10); die Paarvergleiche noch einmal prüfen",
				EN: "the judgements contradict each other (consistency ratio above 0.10); look at the comparisons again",
			},
		})
	}
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
// Nothing is ever subtracted, so that no digits are lost.
func principal(cells [][]*big.Rat) (vector []*big.Float, lambda *big.Float) {
	n := len(cells)
	matrix := make([][]*big.Float, n)
	for i, row := range cells {
		matrix[i] = make([]*big.Float, n)
		for j, x := range row {
			matrix[i][j] = real.Float(x)
		}
	}
	original := matrix
	const rounds = 64 // for eigenvalues that agree in 15 digits; ordinary matrices need 6 to 9
	for range rounds {
		matrix = squared(matrix)
		next := rowSums(matrix)
		done := vector != nil && agree(vector, next)
		vector = next
		if done {
			break
		}
	}
	lambda = zero()
	for _, row := range original {
		for j, x := range row {
			lambda.Add(lambda, zero().Mul(x, vector[j]))
		}
	}
	return vector, lambda
}

func zero() *big.Float { return new(big.Float).SetPrec(real.Prec) }

// squared returns m * m, scaled by a power of two so that nothing overflows.
func squared(m [][]*big.Float) [][]*big.Float {
	n := len(m)
	out, product := make([][]*big.Float, n), zero()
	for i := range n {
		out[i] = make([]*big.Float, n)
		for j := range n {
			sum := zero()
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
func rowSums(m [][]*big.Float) []*big.Float {
	out, total := make([]*big.Float, len(m)), zero()
	for i, row := range m {
		out[i] = zero()
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

// agree reports whether two vectors agree in all but their last bits.
func agree(a, b []*big.Float) bool {
	for i, x := range a {
		distance := zero().Sub(x, b[i])
		if distance.Sign() != 0 && distance.MantExp(nil) > x.MantExp(nil)-real.Prec+80 {
			return false
		}
	}
	return true
}
