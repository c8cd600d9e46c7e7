package document_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
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
