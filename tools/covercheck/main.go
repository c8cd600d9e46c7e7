// Command covercheck prints the statement coverage of every package in a profile
// of go test -coverprofile, and fails where a named package has less than asked:
//
//	covercheck PROFILE PERCENT PACKAGE...
//
// A named package that the profile does not contain fails as well.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: covercheck PROFILE PERCENT PACKAGE...")
		os.Exit(2)
	}
	if err := run(os.Stdout, os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer, name, percent string, required []string) error {
	least, err := strconv.Atoi(percent)
	if err != nil || least < 1 || least > 100 {
		return fmt.Errorf("%q is no percentage from 1 to 100", percent)
	}
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // nothing was written
	packages, err := read(file)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		fmt.Fprintf(out, "%6.1f %%  %s\n", packages[name].percent(), name) //nolint:errcheck // a closed terminal is no reason to fail
	}
	return packages.require(least, required)
}

// count is how many statements there are, and how many a test ran.
type count struct{ all, run int }

func (c count) percent() float64 { return 100 * float64(c.run) / float64(c.all) }

type counts map[string]count // by import path

// require returns an error that names each required package below least percent.
func (c counts) require(least int, required []string) error {
	var errs []error
	for _, name := range required {
		n, ok := c[name]
		switch {
		case !ok || n.all == 0:
			errs = append(errs, fmt.Errorf("%s: no statement of it is in the profile", name))
		case 100*n.run < least*n.all:
			errs = append(errs, fmt.Errorf("%s: %.2f %% of the statements are covered, %d %% are asked for", name, n.percent(), least))
		}
	}
	return errors.Join(errs...)
}

// read adds up a profile: after a line with the mode, lines of the form
// "path/file.go:12.3,14.5 STATEMENTS COUNT". A block that several test binaries
// report counts once, and is covered when one of them ran it.
func read(r io.Reader) (counts, error) {
	type block struct {
		statements int
		run        bool
	}
	blocks := map[string]block{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if n == 1 && strings.HasPrefix(lines.Text(), "mode: ") {
			continue
		}
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			return nil, fmt.Errorf("line %d is not of a coverage profile", n)
		}
		statements, err1 := strconv.Atoi(fields[1])
		times, err2 := strconv.ParseUint(fields[2], 10, 64)
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		blocks[fields[0]] = block{statements, times > 0 || blocks[fields[0]].run}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	packages := counts{}
	for place, b := range blocks {
		file, _, _ := strings.Cut(place, ":")
		c := packages[path.Dir(file)]
		c.all += b.statements
		if b.run {
			c.run += b.statements
		}
		packages[path.Dir(file)] = c
	}
	return packages, nil
}
