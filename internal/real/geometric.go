package real

import "math/bits"

// Geometric forms a weighted geometric mean of whole numbers, exp(sum w ln n / sum w),
// without allocation. The zero value is ready for use.
type Geometric struct {
	sum    [3]uint64 // of w ln n in units of 2^-fraction, highest digit first
	weight uint64
	failed bool
}

// Add adds the number n with the weight w; both are above 0.
func (g *Geometric) Add(w, n int64) {
	if w <= 0 || n <= 0 {
		g.failed = true
		return
	}
	shift := bits.LeadingZeros64(uint64(n))
	ln := lnPair(pair{uint64(n) << shift, 0}, 63-shift)
	carry, low := bits.Mul64(uint64(w), ln.lo)
	hi, lo := bits.Mul64(uint64(w), ln.hi)
	lo, c := bits.Add64(lo, carry, 0)
	hi += c
	g.sum[2], c = bits.Add64(g.sum[2], low, 0)
	g.sum[1], c = bits.Add64(g.sum[1], lo, c)
	g.sum[0], _ = bits.Add64(g.sum[0], hi, c)
	var over uint64
	if g.weight, over = bits.Add64(g.weight, uint64(w), 0); over != 0 {
		g.failed = true
	}
}

// Round returns the mean rounded half away from zero. It is not ok where the weights
// exceed 64 bits, where a number was not above 0, and where the mean is so close to
// the middle between two results that 128 bits do not decide.
func (g *Geometric) Round() (mean int64, ok bool) {
	if g.failed || g.weight == 0 {
		return 0, false
	}
	// No logarithm has more than 128 bits, and so neither has their mean.
	hi, rest := bits.Div64(g.sum[0], g.sum[1], g.weight)
	lo, _ := bits.Div64(rest, g.sum[2], g.weight)
	m, exp := expPair(pair{hi, lo})
	if exp < 0 || exp > 62 {
		return 0, false
	}
	whole := m.hi >> (63 - exp)
	after := pair{m.hi<<(exp+1) | m.lo>>(63-exp), m.lo << (exp + 1)}
	distance := after.sub(pair{1 << 63, 0})
	up := !negative(distance)
	if !up {
		distance = pair{}.sub(distance)
	}
	// The logarithms are wrong by less than 5 units of 2^-120 and their exponential by
	// 8: the mean, which is below 2^(exp+1), by less than 2^(exp+1-116). What lies within
	// 10^-30 of the middle, 2^28.4 units of 2^-128, is not decided here either.
	if margin := max(exp+14, 29); margin >= 64 && distance.hi>>(margin-64) == 0 || distance.hi == 0 && distance.lo>>margin == 0 {
		return 0, false
	}
	if up {
		whole++
	}
	return int64(whole), true
}
