package report_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/cities"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
)

// node is the part of a JSON Schema that the schemas of reports use.
type node struct {
	Schema      string           `json:"$schema,omitempty"`
	ID          string           `json:"$id,omitempty"`
	Title       string           `json:"title,omitempty"`
	Description string           `json:"description,omitempty"`
	Ref         string           `json:"$ref,omitempty"`
	Type        any              `json:"type,omitempty"` // a name or several
	Items       *node            `json:"items,omitempty"`
	Properties  map[string]*node `json:"properties,omitempty"`
	Required    []string         `json:"required,omitempty"`
	More        any              `json:"additionalProperties,omitempty"` // false, or the schema of every value
	Defs        map[string]*node `json:"$defs,omitempty"`
}

// What two types of package chain write, which marshal themselves.
type (
	money struct {
		All      chain.Amount `json:"all"`
		Unserved chain.Amount `json:"unserved"`
		Goals    []struct {
			ID    string       `json:"id"`
			Own   chain.Amount `json:"own"`
			Total chain.Amount `json:"total"`
		} `json:"goals"`
		Years    []chain.Part `json:"years"`
		Products []chain.Part `json:"products"`
		Funds    []chain.Part `json:"funds"`
		Uses     []chain.Part `json:"uses"`
	}
	contribution struct {
		Node     *chain.Node      `json:"node"`
		Value    zielkette.Figure `json:"value"`
		Evidence goals.Evidence   `json:"evidence,omitzero"`
		Partial  bool             `json:"partial,omitzero"`
		Undated  bool             `json:"undated,omitzero"`
	}
	standing struct {
		State *string          `json:"state"`
		Score zielkette.Figure `json:"score"`
	}
	item struct {
		ID     string      `json:"id"`
		Kind   change.Kind `json:"kind"`
		Target string      `json:"target,omitempty"`
		Area   string      `json:"area,omitempty"`
		Before standing    `json:"before"`
		After  standing    `json:"after"`
		Causes []struct {
			Cause  change.Cause     `json:"cause"`
			Effect zielkette.Figure `json:"effect"`
		} `json:"causes"`
		Joint []struct {
			Causes []change.Cause   `json:"causes"`
			Effect zielkette.Figure `json:"effect"`
		} `json:"joint,omitempty"`
		Beside []struct {
			ID    string           `json:"id"`
			State *string          `json:"state"`
			Score zielkette.Figure `json:"score"`
		} `json:"beside,omitempty"`
	}
)

var (
	writes   = map[reflect.Type]reflect.Type{reflect.TypeFor[*chain.Money](): reflect.TypeFor[money](), reflect.TypeFor[chain.Contribution](): reflect.TypeFor[contribution](), reflect.TypeFor[*change.Change](): reflect.TypeFor[[]item]()}
	nullable = []reflect.Type{reflect.TypeFor[zielkette.Figure](), reflect.TypeFor[zielkette.Number]()}
)

// schemaOf describes what a type is written as.
func schemaOf(t reflect.Type, defs map[string]*node) *node {
	if w, ok := writes[t]; ok {
		t = w
	}
	switch {
	case slices.Contains(nullable, t):
		return &node{Type: []string{"string", "null"}}
	case t.Kind() != reflect.Pointer && t.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		return &node{Type: "string"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		inner := schemaOf(t.Elem(), defs)
		if name, ok := inner.Type.(string); ok {
			inner.Type = []string{name, "null"}
		}
		return inner
	case reflect.String:
		return &node{Type: "string"}
	case reflect.Bool:
		return &node{Type: "boolean"}
	case reflect.Slice:
		return &node{Type: []string{"array", "null"}, Items: schemaOf(t.Elem(), defs)}
	case reflect.Array:
		return &node{Type: "array", Items: schemaOf(t.Elem(), defs)}
	case reflect.Map:
		return &node{Type: "object", More: schemaOf(t.Elem(), defs)}
	case reflect.Struct:
		if at, ok := t.FieldByName("At"); ok && at.Type.Kind() == reflect.Func { // document.Rows, by the element that it forms
			return schemaOf(reflect.SliceOf(at.Type.In(1).Elem()), defs)
		}
		if t.Name() == "" || strings.HasPrefix(t.Name(), "json") && len(defs) == 0 {
			return object(t, defs)
		}
		pkg := t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:]
		name := strings.TrimSuffix(strings.TrimPrefix(pkg, "report_test")+"."+t.Name(), ".")
		name = strings.TrimPrefix(name, ".")
		if _, ok := defs[name]; !ok {
			defs[name] = nil // while it is described, it may contain itself
			defs[name] = object(t, defs)
		}
		return &node{Ref: "#/$defs/" + name}
	}
	return &node{Type: "integer"}
}

func object(t reflect.Type, defs map[string]*node) *node {
	n := &node{Type: "object", Properties: map[string]*node{}, More: false}
	for _, f := range reflect.VisibleFields(t) {
		tag := f.Tag.Get("json")
		if tag == "" || tag == "-" || !f.IsExported() {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		n.Properties[name] = schemaOf(f.Type, defs)
		if options == "" {
			n.Required = append(n.Required, name)
		}
	}
	return n
}

// titles say what each kind of document is.
var titles = map[string]string{
	"report": "The figures of a report (report.Report.JSON)", "changes": "What changed between two editions (report.Changes)", "chain": "The target-effect chain (report.ChainOf)",
	"sdg": "The Sustainable Development Goals that a strategy touches (report.SDGsOf)", "cities": "A comparison of cities (report.Cities)", "change": "Why two results differ (report.ChangeOf)",
	"levers": "What would move a goal (report.LeversOf)", "robustness": "How sure the class of a goal is (report.RobustOf)", "outlook": "Where the values of an indicator lead (report.OutlookOf)",
	"explanation": "Where a figure comes from (report.Explanation)", "problems": "What is wrong with documents (zielkette.Problems)",
}

// The schemas say what is printed: they are written from the types, and a change of
// either without the other fails here.
func TestSchemas(t *testing.T) {
	for kind, title := range titles {
		var root *node
		defs := map[string]*node{}
		if document, ok := report.Documents[kind]; ok {
			root = object(reflect.TypeOf(document), defs)
		} else {
			root = problems(t)
		}
		root.Schema, root.ID, root.Title = "https://json-schema.org/draft/2020-12/schema", "https://gitlab.opencode.de/zielkette/zielkette/"+kind+".schema.json", title
		root.Description = "Figures are decimal text, null where there is none. New names may come; none changes its meaning."
		root.Defs = defs
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(root); err != nil {
			t.Fatal(err)
		}
		if flag.Lookup("update").Value.String() == "true" {
			if err := os.WriteFile("schema/"+kind+".schema.json", want.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if !bytes.Equal(report.Schema(kind), want.Bytes()) {
			t.Errorf("schema/%s.schema.json is not what the types say; run with -update", kind)
		}
	}
	if report.Schema("unheard-of") != nil {
		t.Error("a schema of nothing")
	}
}

// problems describes a list of problems by an example that has every field.
func problems(t *testing.T) *node {
	t.Helper()
	text, err := json.Marshal(zielkette.Problem{Code: "x", Severity: zielkette.Warning, Place: zielkette.Place{File: "f", Line: 1, Column: 1, Pointer: "/p"}, Subject: "s", Message: zielkette.Text{DE: "d", EN: "e"}})
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return &node{Type: "array", Items: shape(v)}
}

func shape(v any) *node {
	switch v := v.(type) {
	case map[string]any:
		n := &node{Type: "object", Properties: map[string]*node{}, More: false}
		for name, value := range v {
			n.Properties[name] = shape(value)
		}
		return n
	case float64:
		return &node{Type: "integer"}
	}
	return &node{Type: "string"}
}

// What is printed is what the schemas say.
func TestPrintedJSON(t *testing.T) {
	result := judged().evaluate(t)
	links, err := report.ChainOf(result, report.ChainOptions{})
	if err != nil {
		t.Fatal(err)
	}
	sdgs, err := report.SDGsOf(result, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sure := answers(t, report.Options{})
	then, now := laterCity()
	for kind, p := range map[string]report.Printable{
		"levers": sure["levers"], "robustness": sure["robustness-estimate"], "outlook": sure["outlook"],
		"change": report.ChangeOf(between(t, then.evaluate(t), now.evaluate(t)), report.Options{}),
		"report": report.Of(result, report.Options{}), "explanation": report.Explanation(result, result.Explain("V"), report.Options{}),
		"changes": report.Changes(editions(t), report.Options{}), "chain": links, "sdg": sdgs, "cities": report.Cities{AsOf: date("2020"), Comparisons: []cities.Comparison{{Entries: []cities.Entry{{}}}}},
	} {
		var out bytes.Buffer
		if err := p.JSON(&out); err != nil {
			t.Fatal(err)
		}
		var schema node
		var v any
		for _, err := range []error{json.Unmarshal(report.Schema(kind), &schema), json.Unmarshal(out.Bytes(), &v)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, fault := range faults(&schema, schema.Defs, v, "") {
			t.Errorf("%s: %s", kind, fault)
		}
	}
}

// faults tells where a value breaks a schema.
func faults(n *node, defs map[string]*node, v any, at string) (out []string) {
	if name, ok := strings.CutPrefix(n.Ref, "#/$defs/"); ok {
		if v == nil {
			return nil // of a pointer
		}
		return faults(defs[name], defs, v, at)
	}
	allowed, got := fmt.Sprint(n.Type), "null"
	switch v := v.(type) {
	case map[string]any:
		got = "object"
		for name, value := range v {
			if p, ok := n.Properties[name]; ok {
				out = append(out, faults(p, defs, value, at+"/"+name)...)
			} else if n.More == false {
				out = append(out, at+"/"+name+" is not in the schema")
			}
		}
		for _, name := range n.Required {
			if _, ok := v[name]; !ok {
				out = append(out, at+"/"+name+" is missing")
			}
		}
	case []any:
		got = "array"
		for i, value := range v {
			out = append(out, faults(n.Items, defs, value, fmt.Sprintf("%s/%d", at, i))...)
		}
	case string:
		got = "string"
	case bool:
		got = "boolean"
	case float64:
		got = "integer"
	}
	if !strings.Contains(allowed, got) {
		out = append(out, fmt.Sprintf("%s is %s, want %s", at, got, allowed))
	}
	return out
}
