// Package testkit holds what the tests of several packages share: expected output
// kept in files, documents that must be refused, seeds of fuzz targets, a limit of
// time. It is for tests only.
//
// The expected files lie in the folder testdata of the package under test. A test
// run with the flag -update writes them anew.
package testkit
