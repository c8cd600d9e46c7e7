package document_test

import (
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// many writes n parts, each made of its number.
func many(n int, part func(i int) string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(part(i))
	}
	return b.String()
}

func always(part string) func(int) string { return func(int) string { return part } }

// allocated decodes a text and returns how many bytes that allocated in all, which
// is more than it had in memory at any time.
func allocated[D any](text string) uint64 {
	data := []byte(text)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var doc D
	document.Decode(data, &doc, &problems.List{})
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(doc)
	return after.TotalAlloc - before.TotalAlloc
}

// Whatever a document says, reading it takes at most 12 times its bytes and 1 KiB
// for each element of its lists and maps.
func TestMemoryIsBounded(t *testing.T) {
	const n = 20_000
	nested := func(i int) string { return `{"goals":[` + strings.Repeat("{},", i%7) + `{"goals":[{}]}]}` }
	for name, test := range map[string]struct {
		text      string
		elements  int
		allocated func(text string) uint64
	}{
		"empty goals":        {`{"goals":[` + many(n, always("{}")) + `]}`, n, allocated[goals.Strategy]},
		"null goals":         {`{"goals":[` + many(n, always("null")) + `]}`, n, allocated[goals.Strategy]},
		"nested goals":       {`{"goals":[` + many(n, nested) + `]}`, 6 * n, allocated[goals.Strategy]},
		"empty measures":     {`{"measures":[` + many(n, always("{}")) + `]}`, n, allocated[goals.Strategy]},
		"empty themes":       {`{"goals":[` + many(n, always(`{"themes":[]}`)) + `]}`, n, allocated[goals.Strategy]},
		"lists of one":       {`{"goals":[` + many(n, always(`{"themes":[""],"replaces":["a@b"]}`)) + `]}`, 3 * n, allocated[goals.Strategy]},
		"plurals":            {`{"plurals":{` + many(n, func(i int) string { return fmt.Sprintf(`"%d":""`, i) }) + `}}`, n, allocated[goals.Strategy]},
		"empty indicators":   {`{"indicators":[` + many(n, always(`{"targets":[{}],"codes":{}}`)) + `]}`, 2 * n, allocated[indicators.Catalogue]},
		"maps of one":        {`{"indicators":[` + many(n, always(`{"codes":{"":""}}`)) + `]}`, 2 * n, allocated[indicators.Catalogue]},
		"empty rules":        {`{"levels":{` + many(n, func(i int) string { return fmt.Sprintf(`"%d":{}`, i) }) + `}}`, n, allocated[evaluation.Rules]},
		"empty indicator":    {`{"indicators":{` + many(n, func(i int) string { return fmt.Sprintf(`"%d":{}`, i) }) + `}}`, n, allocated[evaluation.Rules]},
		"empty weightings":   {`{"weightings":{` + many(n, func(i int) string { return fmt.Sprintf(`"%d":[{}]`, i) }) + `}}`, 2 * n, allocated[evaluation.Rules]},
		"texts":              {`{"levels":[` + many(n, func(i int) string { return fmt.Sprintf(`"%d"`, i) }) + `]}`, n, allocated[goals.Strategy]},
		"texts with escapes": {`{"levels":[` + many(n, always(`"\n"`)) + `]}`, n, allocated[goals.Strategy]},
		"a long text":        {`{"title":"` + strings.Repeat(`ä\n`, 10*n) + `"}`, 0, allocated[goals.Strategy]},
		"a long name":        {`{"plurals":{"` + strings.Repeat(`ä`, 10*n) + `":1}}`, 1, allocated[goals.Strategy]},
		"unknown":            {`{"x":[` + many(n, always(`{"":""}`)) + `]}`, 0, allocated[goals.Strategy]},
		"faults":             {`{"goals":[` + many(n, always(`{"x":1}`)) + `]}`, 101, allocated[goals.Strategy]},
		"a small document":   {`{}`, 0, allocated[goals.Strategy]},
	} {
		got, bound := test.allocated(test.text), uint64(12*len(test.text)+test.elements<<10+64<<10)
		if got > bound {
			t.Errorf("%s: %d KiB were allocated, at most %d may be", name, got>>10, bound>>10)
		}
	}
}

// everyList yields each list and map of a type of documents with its place and with the
// text before and after its elements, those of goals in goals two deep.
func everyList(t reflect.Type, at, before, after string, yield func(at, before, after string, list reflect.Type)) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || strings.Count(at, "goals") > 2 {
		return
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		for next, at, before, after := f.Type, at+"/"+name, before+`{"`+name+`":`, "}"+after; ; {
			switch next.Kind() {
			case reflect.Slice:
				before, after = before+"[", "]"+after
				yield(at, before, after, next)
			case reflect.Map:
				yield(at, before+"{", "}"+after, next)
				before, after = before+`{"k":`, "}"+after
			default:
				everyList(next, at, before, after, yield)
			}
			if next.Kind() != reflect.Slice && next.Kind() != reflect.Map {
				break
			}
			next = next.Elem()
		}
	}
}

// What a public reader takes for a document whose one list is long, of whatever kind the
// list and its elements are, holds to the bound, with all that is found wrong with it;
// compiling it takes half as much again in all, and at one time no more.
func TestReadersAreBounded(t *testing.T) {
	const n = 1_000
	spent := func(f func()) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	count := 0
	for name, of := range map[string]struct {
		doc  reflect.Type
		read func(r io.Reader) (compile func() error, err error)
	}{
		"strategy": {reflect.TypeFor[goals.Strategy](), func(r io.Reader) (func() error, error) {
			doc, err := goals.Read(r, "")
			return func() error { _, err := doc.Compile(); return err }, err
		}},
		"catalogue": {reflect.TypeFor[indicators.Catalogue](), func(r io.Reader) (func() error, error) {
			doc, err := indicators.Read(r, "")
			return func() error { _, err := doc.Compile(); return err }, err
		}},
		"rules": {reflect.TypeFor[evaluation.Rules](), func(r io.Reader) (func() error, error) {
			doc, err := evaluation.ReadRules(r, "")
			return func() error { _, err := doc.Compile(); return err }, err
		}},
		"mapping": {reflect.TypeFor[tables.Mapping](), func(r io.Reader) (func() error, error) {
			_, err := tables.ReadMapping(r, "")
			return func() error { return nil }, err
		}},
	} {
		everyList(of.doc, name, "", "", func(at, before, after string, list reflect.Type) {
			for _, element := range []string{"null", "{}", "[]", `""`, `"1"`, "0", "[{}]", "[null]"} {
				for _, version := range []string{"", `"formatVersion":1,`} {
					count++
					text := "{" + version + before[1:] + many(n, func(i int) string {
						if list.Kind() == reflect.Map {
							return fmt.Sprintf(`"%d":%s`, i, element)
						}
						return element
					}) + after
					bound := uint64(12*len(text) + n<<10 + 256<<10)
					if len(element) > 3 && element[0] == '[' {
						bound += n << 10
					}
					var compile func() error
					var err error
					if got := spent(func() { compile, err = of.read(strings.NewReader(text)) }); got > bound {
						t.Errorf("%s of %s: reading allocated %d KiB, at most %d may be", at, element, got>>10, bound>>10)
					}
					testkit.Told(t, err)
					if got := spent(func() { err = compile() }); got > bound*3/2 {
						t.Errorf("%s of %s: compiling allocated %d KiB, at most %d may be", at, element, got>>10, bound*3/2>>10)
					}
					testkit.Told(t, err)
				}
			}
		})
	}
	if count < 1000 {
		t.Errorf("%d documents only", count)
	}
}

// Finding the places of many problems takes one pass, in whatever order they come
// and however deep they lie.
func TestLocateIsLinear(t *testing.T) {
	const n = 20_000
	text := `{"items":[` + many(n, always("{\"items\":[{\"name\":\n1}]}")) + `]}`
	list := make(zielkette.Problems, n)
	for i := range list {
		list[i].Place.Pointer = fmt.Sprintf("/items/%d/items/0/name", n-1-i)
	}
	testkit.InTime(t, 10*time.Second, func() { document.Locate([]byte(text), list) })
	for i, p := range list {
		if p.Place.Line != n-i+1 || p.Place.Column != 1 {
			t.Fatalf("%v is at line %d", p.Place, n-i+1)
		}
	}
}
