package real

import "math/big"

// Student's t distribution with a whole number of degrees of freedom, which has closed
// forms: Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.7.3 and
// 26.7.4. With theta = atan(t / sqrt(n)) the probability of |T| <= t is
//
//	sin theta (1 + 1/2 cos^2 theta + ... + (1 3 ... (n-3)) / (2 4 ... (n-2)) cos^(n-2) theta)
//
// for an even n, and for an odd one
//
//	2/pi (theta + sin theta cos theta (1 + 2/3 cos^2 theta + ... + (2 4 ... (n-3)) / (3 5 ... (n-2)) cos^(n-3) theta)).

// Atan returns the arc tangent of v.
func (v Value) Atan() Value {
	if v.zero() {
		return v
	}
	x := atan(v.mid)
	exp := x.MantExp(nil)
	return v.c.value(x, exp-int(v.c.prec)+1, v.err)
}

// Pi returns the ratio of a circle's circumference to its diameter. It is computed once in
// a context, which takes a quarter of the time from an outlook.
func (c *Context) Pi() Value {
	if c.pi.mid == nil {
		c.pi = c.Int(1).Atan().Mul(c.Int(4))
	}
	return c.pi
}

// atan returns the arc tangent of x in the precision of x.
func atan(x *big.Float) *big.Float {
	// atan x = 2 atan (x / (1 + sqrt(1 + x^2))), eight times, and then its Taylor series.
	const halvings = 8
	prec := x.Prec() + guard
	one := fresh(prec).SetInt64(1)
	y := fresh(prec).Abs(x)
	for range halvings {
		root := fresh(prec).Mul(y, y)
		root.Sqrt(root.Add(root, one))
		y.Quo(y, root.Add(root, one))
	}
	square, power, sum := fresh(prec).Mul(y, y), fresh(prec).Set(y), fresh(prec).Set(y)
	for n := int64(3); power.MantExp(nil) > y.MantExp(nil)-int(prec) && power.Sign() != 0; n += 2 {
		power.Mul(power, square).Neg(power)
		sum.Add(sum, fresh(prec).Quo(power, fresh(prec).SetInt64(n)))
	}
	sum.SetMantExp(sum, halvings)
	if x.Sign() < 0 {
		sum.Neg(sum)
	}
	return sum.SetPrec(x.Prec())
}

// StudentWithin returns the probability that Student's t with n degrees of freedom, at
// least 1, lies between -t and t, for the square of a t that is not negative.
func (c *Context) StudentWithin(square Value, n int) Value {
	u := square.Quo(c.Int(int64(n)))
	whole := u.Add(c.Int(1))
	cosine := c.Int(1).Quo(whole) // its square
	sum := c.Int(0)
	for k := (n - 2) / 2; k >= 1; k-- { // Horner, the last term first
		factor := c.Int(int64(2*k - 1 + n%2)).Quo(c.Int(int64(2*k + n%2)))
		sum = sum.Add(c.Int(1)).Mul(factor).Mul(cosine)
	}
	sum = sum.Add(c.Int(1))
	root := u.Sqrt()
	if n%2 == 0 {
		return root.Quo(whole.Sqrt()).Mul(sum)
	}
	theta := root.Atan()
	if n > 1 {
		theta = theta.Add(root.Quo(whole).Mul(sum))
	}
	return theta.Mul(c.Int(2)).Quo(c.Pi())
}

// StudentBound returns the t of which Student's t with n degrees of freedom, at least 1,
// lies between -t and t with the probability p, above 0 and below 1.
func (c *Context) StudentBound(p *big.Rat, n int) Value {
	// The density at 0, from which Newton's steps start; it falls from there, so that they
	// come to the root from below and never pass it.
	density := c.Int(1)
	for k := n - 2; k >= 1; k -= 2 {
		density = density.Mul(c.Int(int64(k + 1))).Quo(c.Int(int64(k)))
	}
	density = density.Quo(c.Int(int64(n)).Sqrt())
	if n%2 == 0 {
		density = density.Quo(c.Int(2))
	} else {
		density = density.Quo(c.Pi())
	}
	want, t := c.Rat(p), c.Int(0)
	within := func(t Value) Value { return c.StudentWithin(Value{c, t.mid, exact}.Mul(Value{c, t.mid, exact}), n) }
	margin := 24 - int(c.prec)
	for range 200 {
		here := Value{c, t.mid, exact}
		u := here.Mul(here).Quo(c.Int(int64(n))).Add(c.Int(1))
		slope := density
		for range n / 2 {
			slope = slope.Quo(u)
		}
		if n%2 == 1 {
			slope = slope.Quo(u)
		} else {
			slope = slope.Quo(u.Sqrt())
		}
		step := want.Sub(within(here)).Quo(slope.Mul(c.Int(2)))
		t = here.Add(step)
		if step.mid.Sign() == 0 || step.mid.MantExp(nil) < t.mid.MantExp(nil)+margin {
			break
		}
	}
	// The root lies within the margin, or more bits are needed.
	off := fresh(c.prec).SetMantExp(t.mid, margin)
	low, high := Value{c, fresh(c.prec).Sub(t.mid, off), exact}, Value{c, fresh(c.prec).Add(t.mid, off), exact}
	if within(low).Sub(want).Sign() >= 0 || within(high).Sub(want).Sign() <= 0 {
		c.undecided = true
	}
	return c.Known(t.mid, margin)
}
