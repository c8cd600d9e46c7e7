package change

import "math/big"

// Decompose averages the scores of mixed cases, in units of 10^-12, nil for none, over
// the active causes.
func Decompose(units *[64]*big.Int, active uint8) (effects []Effect, orders int) {
	var v values
	var s scored
	for m := range all + 1 {
		if m&^set(active) == 0 && units[m] != nil {
			s |= 1 << m
			if units[m].IsInt64() {
				v.put(m, units[m].Int64(), nil)
			} else {
				v.put(m, 0, units[m])
			}
		}
	}
	a := averages{}.of(s, set(active))
	return a.effects(&v, set(active)), a.outOf(set(active))
}
