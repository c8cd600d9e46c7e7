// Command fuzzcheck runs every fuzz target of the module in the working directory
// for a short while:
//
//	fuzzcheck [-fuzztime 5000x]
//
// The default counts inputs and not seconds: go test now and then reports
// "context deadline exceeded" for a sound target whose time ends between two
// inputs.
//
// The targets are asked of go test -list, so a new one takes part by itself. That
// none is found is a failure: go test -fuzz with a pattern that matches nothing
// passes and would hide it.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

func main() {
	fuzztime := flag.String("fuzztime", "5000x", "how many inputs each target tries, or how long it runs")
	flag.Parse()
	if err := run(*fuzztime); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(fuzztime string) error {
	list := exec.Command("go", "test", "-json", "-list", "^Fuzz", "./...")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return fmt.Errorf("go test -list: %w\n%s", err, out)
	}
	targets, err := parse(bytes.NewReader(out))
	if err != nil {
		return err
	}
	if len(targets) == 0 {
		return errors.New("there is no fuzz target")
	}
	var errs []error
	for _, t := range targets {
		out, err := exec.Command("go", "test", "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", fuzztime, t.pkg).CombinedOutput()
		if err != nil {
			errs = append(errs, fmt.Errorf("%s.%s: %w\n%s", t.pkg, t.name, err, out))
			continue
		}
		tried, err := executions(out)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s.%s: %w\n%s", t.pkg, t.name, err, out))
			continue
		}
		fmt.Printf("%10s inputs  %s.%s\n", tried, t.pkg, t.name)
	}
	return errors.Join(errs...)
}

type target struct{ pkg, name string }

// parse reads the events of go test -json -list.
func parse(r io.Reader) ([]target, error) {
	var targets []target
	for events := json.NewDecoder(r); ; {
		var event struct{ Action, Package, Output string }
		switch err := events.Decode(&event); {
		case errors.Is(err, io.EOF):
			return targets, nil
		case err != nil:
			return nil, fmt.Errorf("go test -list: %w", err)
		}
		if name := strings.TrimSpace(event.Output); event.Action == "output" && strings.HasPrefix(name, "Fuzz") {
			targets = append(targets, target{event.Package, name})
		}
	}
}

var execs = regexp.MustCompile(`execs: ([0-9]+)`)

// executions returns how many inputs the last line of progress reports. A target
// that ran none tested nothing.
func executions(out []byte) (string, error) {
	all := execs.FindAllSubmatch(out, -1)
	if len(all) == 0 || string(all[len(all)-1][1]) == "0" {
		return "", errors.New("no input was tried")
	}
	return string(all[len(all)-1][1]), nil
}
