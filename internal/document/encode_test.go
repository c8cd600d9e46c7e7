package document_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// wrapped is a document that marshals by a method.
type wrapped struct{ Text string }

func (w wrapped) MarshalJSON() ([]byte, error) {
	type plain wrapped
	return document.Marshal(plain(w))
}

func TestEncode(t *testing.T) {
	got, err := document.Encode([]any{wrapped{"a & b < c"}, map[string]int{"b": 2, "a": 1}})
	want := `[
  {
    "Text": "a & b < c"
  },
  {
    "a": 1,
    "b": 2
  }
]
`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := document.Encode(make(chan int)); err == nil {
		t.Error("what is no JSON is written")
	}
	if got, err := json.Marshal(wrapped{"x"}); err != nil || string(got) != `{"Text":"x"}` {
		t.Errorf("%s, %v", got, err)
	}
}

// each has a field of every kind that the encoder knows, and of some that it leaves to
// encoding/json.
type each struct {
	Text     string  `json:"text"`
	Short    string  `json:"short,omitempty"`
	None     string  `json:"none,omitzero"`
	True     bool    `json:"true"`
	Flag     bool    `json:"flag,omitempty"`
	Int      int     `json:"int"`
	Small    int8    `json:"small,omitzero"`
	Float    float64 `json:"float,omitempty"`
	Bytes    []byte  `json:"bytes,omitempty"`
	Pair     [2]int  `json:"pair,omitzero"`
	Hidden   int     `json:"-"`
	Unnamed  int
	Figure   zielkette.Figure  `json:"figure"`
	Figures  zielkette.Figure  `json:"figures,omitzero"`
	Number   zielkette.Number  `json:"number,omitzero"`
	Date     zielkette.Date    `json:"date,omitzero"`
	Period   *zielkette.Period `json:"period"`
	Problem  zielkette.Problem `json:"problem,omitzero"`
	Problems zielkette.Problems
	Link     *each           `json:"link,omitempty"`
	List     []each          `json:"list"`
	Texts    []string        `json:"texts,omitempty"`
	Map      map[string]each `json:"map,omitempty"`
	Counts   map[int]string  `json:"counts,omitempty"`
	Any      any             `json:"any"`
	Wrapped  wrapped         `json:"wrapped,omitzero"`
	Pointed  pointed         `json:"pointed"`
	Nil      *pointed        `json:"nil"`
	AsText   int             `json:"asText,string"`
}

// plainly is each without a tag that the encoder leaves to encoding/json.
type plainly struct {
	Text     string  `json:"text"`
	Short    string  `json:"short,omitempty"`
	True     bool    `json:"true"`
	Small    int8    `json:"small,omitzero"`
	Float    float64 `json:"float,omitempty"`
	Bytes    []byte  `json:"bytes,omitempty"`
	Pair     [2]int  `json:"pair,omitzero"`
	Hidden   int     `json:"-"`
	Unnamed  int
	inside   int
	Figure   zielkette.Figure  `json:"figure"`
	Figures  zielkette.Figure  `json:"figures,omitzero"`
	Number   zielkette.Number  `json:"number,omitzero"`
	Date     zielkette.Date    `json:"date,omitzero"`
	Period   *zielkette.Period `json:"period"`
	Problem  zielkette.Problem `json:"problem,omitzero"`
	Problems zielkette.Problems
	Link     *each               `json:"link,omitempty"`
	List     []plainly           `json:"list"`
	Texts    []string            `json:"texts,omitempty"`
	Map      map[string]*plainly `json:"map,omitempty"`
	Counts   map[int]string      `json:"counts,omitempty"`
	Any      any                 `json:"any"`
	Wrapped  wrapped             `json:"wrapped,omitzero"`
	Pointed  pointed             `json:"pointed"`
	Nil      *pointed            `json:"nil"`
}

type Inner struct {
	A string           `json:"a"`
	F zielkette.Figure `json:"f,omitzero"`
}

type Outer struct {
	*Inner
	B int `json:"b"`
}

// What embedded structs have stands in their place, and a nil one has nothing.
func TestEncodeEmbedded(t *testing.T) {
	type both struct {
		Outer
		C string
		inner
	}
	type twice struct {
		Inner
		A int `json:"a"`
	}
	for _, v := range []any{
		both{},
		both{Outer: Outer{&Inner{A: "x"}, 2}, C: "c"},
		&both{Outer: Outer{&Inner{F: zielkette.Int(1).Figure()}, 2}},
		twice{A: 1},
		struct {
			zielkette.Date
			D int
		}{zielkette.MustParseDate("2024"), 1},
		struct{ Number zielkette.Number }{},
		struct{}{},
		[]Outer{{}, {&Inner{}, 1}},
	} {
		want, err := json.MarshalIndent(v, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := document.Encode(v); err != nil || string(got) != string(want)+"\n" {
			t.Errorf("%T: %v\n%s\n%s", v, err, got, want)
		}
	}
}

type inner struct{ D int }

// pointed marshals by its pointer.
type pointed struct{ N int }

func (p *pointed) MarshalJSON() ([]byte, error) { return json.Marshal([]int{p.N}) }

// What is written is, byte for byte, what encoding/json writes.
func TestEncodeIsEncodingJSON(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	letters := []rune("ab<>&\"\\\n\t\r\b\f\x00\x1f\x7fäß€😀\u2028\u2029\ufffd\ufeff")
	text := func() string {
		var b []rune
		for range r.IntN(6) {
			b = append(b, letters[r.IntN(len(letters))])
		}
		if s := string(b); r.IntN(5) > 0 || s == "" {
			return s
		}
		return string(b) + "\xff\xc3"
	}
	var some func(depth int) plainly
	some = func(depth int) plainly {
		p := plainly{Text: text(), Short: text(), True: r.IntN(2) > 0, Small: int8(r.IntN(3)), Float: []float64{0, 1.5, 1e30}[r.IntN(3)], Unnamed: r.IntN(2), inside: 1, Hidden: 2, Pair: [2]int{r.IntN(2)}}
		if r.IntN(2) > 0 {
			p.Figure = zielkette.MustParseNumber("-12.500").Figure()
			p.Number = zielkette.MustParseNumber("6.40")
			p.Date = zielkette.MustParseDate("2024-02")
			period := zielkette.MustParsePeriod("2021/2025")
			p.Period = &period
			p.Problem = zielkette.Problem{Code: "x", Subject: text()}
			p.Problems = zielkette.Problems{p.Problem, {}}
			p.Bytes = []byte(text())
			p.Counts = map[int]string{2: "b", 10: "a"}
			p.Wrapped = wrapped{text()}
			p.Any = []any{text(), 1, nil, map[string]any{text(): p.Figure}, &period}
			p.Link = &each{Text: text(), AsText: 3, Map: map[string]each{"k": {}}}
			p.Pointed.N = 4
		}
		for range r.IntN(3) {
			if depth > 0 {
				p.List = append(p.List, some(depth-1))
				sub := some(depth - 1)
				if p.Map == nil {
					p.Map = map[string]*plainly{"nil": nil}
				}
				p.Map[text()] = &sub
				p.Texts = append(p.Texts, text())
			}
		}
		return p
	}
	for range 300 {
		v := some(2)
		for _, value := range []any{v, &v, []plainly{v}, v.List, v.Any} {
			var out bytes.Buffer
			to := json.NewEncoder(&out)
			to.SetEscapeHTML(false)
			if err := to.Encode(value); err != nil {
				t.Fatal(err)
			}
			if got, err := document.Marshal(value); err != nil || string(got)+"\n" != out.String() {
				t.Fatalf("%v\n%s\n%s", err, got, out.String())
			}
			out.Reset()
			to.SetIndent("", "  ")
			if err := to.Encode(value); err != nil {
				t.Fatal(err)
			}
			if got, err := document.Encode(value); err != nil || string(got) != out.String() {
				t.Fatalf("%v\n%s\n%s", err, got, out.String())
			}
		}
	}
}

// What JSON cannot say is an error, and never an end of the program.
func TestEncodeRefuses(t *testing.T) {
	round := []plainly{{}}
	round[0].List = round
	loop := map[string]any{}
	loop["loop"] = loop
	type ring struct{ Next *ring }
	next := &ring{}
	next.Next = next
	for name, v := range map[string]any{"a list in itself": round, "a map in itself": loop, "a ring": next, "no number": math.NaN(), "a function": func() {}, "complex": 1i} {
		if text, err := document.Encode(v); err == nil {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// Rows are written in their order, whatever writes them, as a list of the same elements.
func TestRows(t *testing.T) {
	type row struct {
		Number int       `json:"number"`
		Texts  []string  `json:"texts,omitempty"`
		Inner  *struct{} `json:"inner"`
	}
	fill := func(i int, r *row) {
		if r.Number != 0 || r.Texts != nil {
			t.Error("a place was not empty")
		}
		if r.Number = i; i%3 == 0 {
			r.Texts = []string{"a", strings.Repeat("<ä", i%7)}
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, cores := range []int{1, 2, 3, 16, 100} {
		runtime.GOMAXPROCS(cores)
		for _, n := range []int{0, 1, 63, 64, 65, 128, 1000, 5000} {
			list := make([]row, n)
			for i := range list {
				fill(i, &list[i])
			}
			want, err := document.Encode(map[string]any{"rows": list, "then": list})
			if err != nil {
				t.Fatal(err)
			}
			rows := document.Rows[row]{Len: n, At: fill}
			asRows := map[string]any{"rows": rows, "then": rows}
			got, err := document.Encode(asRows)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%d rows on %d cores: %v", n, cores, err)
			}
			var written bytes.Buffer
			if err := document.Write(&written, asRows); err != nil || !bytes.Equal(written.Bytes(), want) {
				t.Errorf("%d rows on %d cores, written: %v", n, cores, err)
			}
		}
	}
	type bad struct{ C chan int }
	failing := document.Rows[any]{Len: 900, At: func(i int, v *any) {
		if i == 700 {
			*v = bad{}
		}
	}}
	if _, err := document.Encode(failing); err == nil {
		t.Error("the error of an element is lost")
	}
	full := &shortWriter{left: 3}
	if err := document.Write(full, document.Rows[row]{Len: 50_000, At: fill}); !errors.Is(err, io.ErrShortWrite) {
		t.Error(err)
	}
}

// shortWriter takes so many pieces.
type shortWriter struct{ left int }

func (w *shortWriter) Write(p []byte) (int, error) {
	if w.left--; w.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}
