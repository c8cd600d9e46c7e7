// Package cents adds up amounts of money to the cent: the one sum of cents of the
// library.
package cents

import (
	"math/big"
	"math/bits"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Of returns an amount in euros as whole cents. ok is false where there is no amount,
// or it does not come to whole cents, or is beyond what an int64 holds.
func Of(amount zielkette.Number) (cents int64, ok bool) {
	if coef, places, small := amount.Small(); small {
		for ; places < 2 && coef > -1<<59 && coef < 1<<59; places++ {
			coef *= 10
		}
		if places == 2 {
			return coef, true
		}
	}
	coef, places := amount.Unscaled()
	if coef == nil {
		return 0, false
	}
	coef.Mul(coef, big.NewInt(100))
	coef, rest := coef.QuoRem(coef, round.Pow10(places), new(big.Int))
	if rest.Sign() != 0 || !coef.IsInt64() {
		return 0, false
	}
	return coef.Int64(), true
}

// Sum is a sum of amounts together with how many were stated and how many not. It
// has 128 bits, so that no number of amounts makes it wrap. The zero value is the sum
// of no amounts.
type Sum struct {
	high            int64
	low             uint64
	Stated, Missing int32
}

// Add adds an amount and returns it in cents. One that is not stated, or is not a whole
// number of cents, is counted as missing, and 0 is returned.
func (s *Sum) Add(amount zielkette.Number) int64 {
	cents, ok := Of(amount)
	if !ok {
		s.Missing++
		return 0
	}
	s.Cents(cents)
	s.Stated++
	return cents
}

// Cents adds so many cents without counting an amount.
func (s *Sum) Cents(cents int64) {
	var carry uint64
	s.low, carry = bits.Add64(s.low, uint64(cents), 0)
	s.high += cents>>63 + int64(carry)
}

// Plus adds another sum with its counts.
func (s *Sum) Plus(t Sum) {
	var carry uint64
	s.low, carry = bits.Add64(s.low, t.low, 0)
	s.high += t.high + int64(carry)
	s.Count(t)
}

// Less takes the cents of another sum away and leaves the counts.
func (s *Sum) Less(t Sum) {
	var borrow uint64
	s.low, borrow = bits.Sub64(s.low, t.low, 0)
	s.high -= t.high + int64(borrow)
}

// Count adds the counts of another sum without its cents.
func (s *Sum) Count(t Sum) {
	s.Stated += t.Stated
	s.Missing += t.Missing
}

// Sign returns -1, 0 or 1 by the sign of the sum.
func (s Sum) Sign() int { return s.big().Sign() }

// Figure returns the sum in euros with two places; none where no amount is stated,
// which is not a sum of 0.
func (s Sum) Figure() zielkette.Figure {
	if s.Stated == 0 {
		return zielkette.Figure{}
	}
	return zielkette.NewFigure(s.big(), 2)
}

func (s Sum) big() *big.Int {
	n := big.NewInt(s.high)
	return n.Add(n.Lsh(n, 64), new(big.Int).SetUint64(s.low))
}
