// Command schemacheck validates the documents that the project ships against the
// JSON Schemas that it publishes:
//
//	schemacheck ROOT
//
// It walks ROOT/examples and fails on a document that breaks its schema, on a
// document of an unknown kind, on a kind without any document, and on a schema so
// loose that it accepts a field nobody defined. Folders named testdata hold
// documents that are broken on purpose and are left out.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const draft = "https://json-schema.org/draft/2020-12/schema"

// schemaOf maps the name of a document in a city's folder to its schema.
var schemaOf = map[string]string{
	"strategy.json":   "goals/strategy.schema.json",
	"indicators.json": "indicators/catalogue.schema.json",
	"rules.json":      "evaluation/rules.schema.json",
}

// printedAs maps what the reports print, as their goldens have it, to its schema.
var printedAs = map[string]string{
	"evaluation/report/testdata/judged.de.json":    "evaluation/report/schema/report.schema.json",
	"evaluation/report/testdata/plain.en.json":     "evaluation/report/schema/report.schema.json",
	"examples/internal/cli/testdata/chain.de.json": "evaluation/report/schema/chain.schema.json",
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: schemacheck ROOT")
		os.Exit(2)
	}
	root := os.DirFS(os.Args[1])
	checked, err := check(root, schemaOf)
	printed, errPrinted := checkPrinted(root, printedAs)
	checked, err = append(checked, printed...), errors.Join(err, errPrinted)
	for _, name := range checked {
		fmt.Println("valid:", name)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// check returns the names of the valid documents below examples, sorted, and all
// that is wrong as one error.
func check(root fs.FS, schemaOf map[string]string) (valid []string, err error) {
	var errs []error
	schemas := map[string]*jsonschema.Schema{}
	documents := map[string]int{}
	for document, name := range schemaOf {
		documents[document] = 0
		schema, err := load(root, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		schemas[document] = schema
	}
	err = fs.WalkDir(root, "examples", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "testdata":
			return fs.SkipDir
		case entry.Name() == "openapi.json": // describes an interface, and is checked against it by its own tests
			return nil
		case entry.IsDir() || path.Ext(name) != ".json":
			return nil
		}
		kind := entry.Name()
		if _, ok := schemaOf[kind]; !ok {
			errs = append(errs, fmt.Errorf("%s: no schema is known for documents of this name", name))
			return nil
		}
		documents[kind]++
		schema := schemas[kind]
		if schema == nil {
			return nil // reported above
		}
		value, err := read(root, name)
		if err == nil {
			err = schema.Validate(value)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
			return nil
		}
		valid = append(valid, name)
		return nil
	})
	if err != nil {
		errs = append(errs, err)
	}
	for document, n := range documents {
		if n == 0 {
			errs = append(errs, fmt.Errorf("examples: there is no %s to validate", document))
		}
	}
	return valid, errors.Join(errs...)
}

// checkPrinted validates what is printed, and returns the names of what is valid.
func checkPrinted(root fs.FS, schemaOf map[string]string) (valid []string, err error) {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(schemaOf)) {
		schema, err := load(root, schemaOf[name])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		value, err := read(root, name)
		if err == nil {
			err = schema.Validate(value)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
			continue
		}
		valid = append(valid, name)
	}
	return valid, errors.Join(errs...)
}

// load compiles a schema and tries it on a document with a field that no schema
// defines: a schema that lets it pass would let every misspelling pass.
func load(root fs.FS, name string) (*jsonschema.Schema, error) {
	value, err := read(root, name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	object, ok := value.(map[string]any)
	if !ok || object["$schema"] != draft {
		return nil, fmt.Errorf("%s: the schema must declare $schema %s", name, draft)
	}
	const url = "mem:///schema.json"
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(url, value); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	schema, err := compiler.Compile(url)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	const stray = "noSuchField"
	err = schema.Validate(map[string]any{stray: true})
	if err == nil || !strings.Contains(fmt.Sprintf("%v", err), stray) {
		return nil, fmt.Errorf("%s: the schema accepts a field that it does not define", name)
	}
	return schema, nil
}

func read(root fs.FS, name string) (any, error) {
	data, err := fs.ReadFile(root, name)
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(data))
}
