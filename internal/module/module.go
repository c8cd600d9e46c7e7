// Package module lets the packages of this module share what outsiders only get
// copies of. A method that takes a [Reader] cannot be called from outside, for nobody
// there can name the type; so it may hand out what is compiled without a copy.
package module

// Reader is who reads without a copy. Whoever asks as a Reader must not change what
// it is given.
type Reader struct{}
