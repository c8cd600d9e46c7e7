package main

import (
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	const events = `{"Action":"start","Package":"example.org/a"}
{"Action":"output","Package":"example.org/a","Output":"FuzzNumber\n"}
{"Action":"output","Package":"example.org/a","Output":"FuzzDate\n"}
{"Action":"output","Package":"example.org/a","Output":"ok  \texample.org/a\t0.004s\n"}
{"Action":"pass","Package":"example.org/a"}
{"Action":"output","Package":"example.org/b","Output":"?   \texample.org/b\t[no test files]\n"}
{"Action":"output","Package":"example.org/c","Output":"FuzzRead\n"}
`
	got, err := parse(strings.NewReader(events))
	if err != nil {
		t.Fatal(err)
	}
	want := []target{{"example.org/a", "FuzzNumber"}, {"example.org/a", "FuzzDate"}, {"example.org/c", "FuzzRead"}}
	if !slices.Equal(got, want) {
		t.Errorf("parse = %v, want %v", got, want)
	}
	if _, err := parse(strings.NewReader("no JSON")); err == nil {
		t.Error("parse of other text gave no error")
	}
}

func TestExecutions(t *testing.T) {
	for _, test := range []struct{ out, want string }{
		{"fuzz: elapsed: 0s, execs: 0 (0/sec)\nfuzz: elapsed: 3s, execs: 4711 (1570/sec), new interesting: 2 (total: 9)\n", "4711"},
		{"fuzz: elapsed: 3s, execs: 0 (0/sec)\n", ""},
		{"ok  \texample.org/a\t0.004s\n", ""},
	} {
		got, err := executions([]byte(test.out))
		if got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("executions(%q) = %q, %v, want %q", test.out, got, err, test.want)
		}
	}
}
