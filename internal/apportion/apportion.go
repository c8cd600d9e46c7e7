// Package apportion rounds the parts of a whole so that the printed parts add up
// to the printed whole, to the last digit. A table whose percentages come to
// 99.9 costs the trust of its readers.
//
// The rule is that of the largest remainder (Hare/Niemeyer, in use for seats in
// German councils): every part is cut down to the printed scale, and the units
// still missing from the whole go one each to the parts that lost most. Equal
// losses are decided by id, so that the order of siblings changes nothing.
// No part moves by a whole unit or more, and a part that needs no rounding stays
// as it is, as long as the whole is the rounded sum of the parts.
package apportion

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"

	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Sum returns the parts at the given number of places. They sum exactly to the
// sum of the exact parts, rounded half away from zero to those places. ids decides
// between equal remainders, the smaller id first; without ids, and between equal
// ids, the earlier part goes first. Parts may be negative (cut down means towards
// minus infinity). No parts give nil. A part that does not exist is the caller's
// to leave out; there is no nil among the parts.
func Sum(parts []*big.Rat, ids []string, places int) []decimal.Decimal {
	total := new(big.Rat)
	for _, p := range parts {
		total.Add(total, p)
	}
	return To(total, parts, ids, places)
}

// To is [Sum] with the whole given: the results sum exactly to total, rounded
// half away from zero to the given places. It serves where the whole is printed from a
// figure that was itself rounded before, such as a score at 12 places. A total
// further from the sum than rounding explains is spread evenly over the parts.
// With no parts there is nothing to give the total to and the result is nil.
func To(total *big.Rat, parts []*big.Rat, ids []string, places int) []decimal.Decimal {
	n := len(parts)
	if n == 0 {
		return nil
	}
	units, rests := make([]*big.Int, n), make([]*big.Rat, n)
	for i, p := range parts {
		units[i], rests[i] = floor(p, places)
	}
	settle(round.Units(total, places), units, ids, func(i, j int) int { return rests[i].Cmp(rests[j]) })
	out := make([]decimal.Decimal, n)
	for i, u := range units {
		out[i] = decimal.NewFromBigInt(u, -int32(places))
	}
	return out
}

// Units is [To] for parts that are fractions of one denominator, which is above 0: the
// i-th part is numerators[i] / denominator, in whole units of the printed scale, and so
// is the total. The results are new; the numerators are used up.
func Units(total *big.Int, numerators []*big.Int, denominator *big.Int, ids []string) []*big.Int {
	if len(numerators) == 0 {
		return nil
	}
	units := make([]*big.Int, len(numerators))
	for i, n := range numerators {
		units[i], _ = new(big.Int).DivMod(n, denominator, n)
	}
	settle(total, units, ids, func(i, j int) int { return numerators[i].Cmp(numerators[j]) })
	return units
}

// Small is [Units] for parts a[i] times b[i] through a denominator above 0, each of which
// fits a word, as nearly all do: it forms no long numbers. A nil b counts as one for all,
// the total; so the total is divided in proportion to a. tie decides between parts that
// lost the same. No parts give none.
func Small(total int64, a, b []uint64, denominator uint64, tie func(i, j int) int) []int64 {
	units, rests := make([]int64, len(a)), make([]uint64, len(a))
	missing := total
	for i := range a {
		by := uint64(total)
		if b != nil {
			by = b[i]
		}
		high, low := bits.Mul64(a[i], by)
		unit, rest := bits.Div64(high, low, denominator)
		units[i], rests[i] = int64(unit), rest
		missing -= int64(unit)
	}
	n := int64(len(a))
	if missing == 0 || n == 0 {
		return units
	}
	each, extra := missing/n, missing%n
	if extra < 0 {
		each, extra = each-1, extra+n
	}
	for rank, i := range ranked(len(a), func(i, j int) int { return cmp.Compare(rests[i], rests[j]) }, tie) {
		if units[i] += each; int64(rank) < extra {
			units[i]++
		}
	}
	return units
}

// ranked returns the parts by what they lost, those that lost most first; compare orders
// two of them by that, tie those that lost the same; where it is nil the earlier goes first.
func ranked(n int, compare, tie func(i, j int) int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		if c := compare(j, i); c != 0 || tie == nil {
			return c
		}
		return tie(i, j)
	})
	return order
}

// settle adds to parts that were cut down what is missing from their total, one unit
// each to those that lost most; compare orders two parts by what they lost.
func settle(total *big.Int, units []*big.Int, ids []string, compare func(i, j int) int) {
	n := len(units)
	missing := new(big.Int).Set(total)
	for _, u := range units {
		missing.Sub(missing, u)
	}
	// Euclidean division: missing lies in 0..n for a total that is the rounded
	// sum, but a total that was rounded before may be one unit off that range.
	each, extra := new(big.Int).DivMod(missing, big.NewInt(int64(n)), new(big.Int))
	if each.Sign() == 0 && extra.Sign() == 0 {
		return
	}
	one := big.NewInt(1)
	var tie func(i, j int) int
	if len(ids) == n {
		tie = func(i, j int) int { return cmp.Compare(ids[i], ids[j]) }
	}
	for rank, i := range ranked(n, compare, tie) {
		units[i].Add(units[i], each)
		if int64(rank) < extra.Int64() {
			units[i].Add(units[i], one)
		}
	}
}

// floor returns the whole units of 10^-places in r, and what is left over.
func floor(r *big.Rat, places int) (units *big.Int, rest *big.Rat) {
	scale := round.Pow10(places)
	num := scale.Mul(scale, r.Num())
	units, left := new(big.Int).DivMod(num, r.Denom(), new(big.Int))
	return units, new(big.Rat).SetFrac(left, r.Denom())
}
