package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// repeated writes a text many times.
type repeated struct {
	before, text, after string
	times               int
}

func (r repeated) writeTo(t testing.TB, w io.Writer) {
	t.Helper()
	_, err := io.WriteString(w, r.before)
	block := strings.Repeat(r.text, max(1, min(r.times, 1<<20/max(len(r.text), 1))))
	for n := r.times * len(r.text); n > 0 && err == nil; n -= len(block) {
		_, err = io.WriteString(w, block)
	}
	if err == nil {
		_, err = io.WriteString(w, r.after)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// with is an archive in which a part is replaced by one that may be large.
func with(t testing.TB, data []byte, name string, part repeated) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range in.File {
		if f.Name != name {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	p, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	part.writeTo(t, p)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hostileFile is a file made to hurt its reader, with the codes of what it is refused for.
type hostileFile struct {
	name string
	data []byte
	want []string
}

func hostileFiles(t testing.TB) []hostileFile {
	t.Helper()
	const (
		lastColumn, nextColumn = "FAN", "FAO" // 4,096 and 4,097, see tables.MaxColumns

		sheet1  = "xl/worksheets/sheet1.xml"
		strs    = "xl/sharedStrings.xml"
		content = "content.xml"
		start   = `<worksheet><sheetData><row><c t="inlineStr"><is><t>Ort</t></is></c><c><v>2021</v></c></row>`
		end     = `</sheetData></worksheet>`
	)
	plain := workbook(t, "", row(s("Ort"), c("2021"))+row(s("x"), c("1")))
	plainODS := document(t, "", osheet("a", orow(ot("Ort"), on("2021")), orow(ot("x"), on("1"))))
	before, after, _ := strings.Cut(`<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="a">|</table:table></office:spreadsheet></office:body></office:document-content>`, "|")
	many := make([]string, 0, 24_000)
	for i := range 12_000 {
		many = append(many, fmt.Sprint("x/", i), "")
	}
	lying := func(data []byte, name string) []byte { // says that a part is short
		out := bytes.Clone(data)
		in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+46 < len(out); i++ {
			if string(out[i:i+4]) == "PK\x01\x02" && string(out[i+46:min(i+46+len(name), len(out))]) == name {
				copy(out[i+24:], []byte{100, 0, 0, 0})
			}
		}
		_ = in
		return out
	}
	bomb := with(t, plain, sheet1, repeated{start, "<row/>", end, 50_000_000})
	return []hostileFile{
		{"not an archive", []byte("Ort;2021\nx;1\n"), []string{"sheet-file"}},
		{"nothing", nil, []string{"sheet-file"}},
		{"an old file", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"), []string{"sheet-file"}},
		{"half an archive", plain[:len(plain)/2], []string{"sheet-damaged"}},
		{"another archive", archive(t, "word/document.xml", "<a/>"), []string{"sheet-file"}},
		{"a binary workbook", archive(t, "xl/workbook.bin", "x"), []string{"sheet-file"}},
		{"a text document", archive(t, "content.xml", `<a xmlns:office="o"><office:body><office:text/></office:body></a>`), []string{"sheet-file"}},
		{"a password", archive(t, "content.xml", "x", "META-INF/manifest.xml", "<manifest:encryption-data>"), []string{"sheet-file"}},
		{"a large file", append([]byte("PK\x03\x04"), make([]byte, spreadsheet.MaxFile)...), []string{"sheet-limit"}},
		{"a file as large as may be", append([]byte("PK\x03\x04"), make([]byte, spreadsheet.MaxFile-4)...), []string{"sheet-damaged"}},
		{"many parts", archive(t, many...), []string{"sheet-limit"}},
		{"a bomb", bomb, []string{"sheet-limit"}},
		{"a bomb that says it is none", lying(bomb, sheet1), []string{"sheet-damaged"}},
		{"a bomb of texts", with(t, plain, strs, repeated{"<sst>", "<si/>", "</sst>", 2_200_000}), []string{"sheet-limit"}},
		{"millions of blank rows", with(t, plainODS, content, repeated{before, "<table:table-row/>", after, 1_100_000}), []string{"sheet-name"}},
		{"one endless text", with(t, plain, sheet1, repeated{start + `<row><c t="str"><v>`, "aaaaaaaaaa", "</v></c></row>" + end, 1_000_000}), []string{"sheet-limit"}},
		{"one endless element", with(t, plain, sheet1, repeated{"<worksheet ", `a="1" `, "/>", 1_000_000}), []string{"sheet-limit"}},
		{"elements in each other", with(t, plain, sheet1, repeated{"", "<row>", "", 1_000_000}), []string{"sheet-limit"}},
		{"a million columns", with(t, plain, sheet1, repeated{start + "<row>", "<c><v>1</v></c>", "</row>" + end, 1_000_000}), []string{"/rows/0 mapping-unmatched", ":2:1 table-columns"}},
		{"the last column", with(t, plain, sheet1, repeated{before: start + fmt.Sprintf(`<row r="2"><c r="%s2"><v>1</v></c></row>`, lastColumn) + end}), []string{"/rows/0 mapping-unmatched", ":2:1 table-cells"}},
		{"one column too many", with(t, plain, sheet1, repeated{before: start + fmt.Sprintf(`<row r="2"><c r="%s2"><v>1</v></c></row>`, nextColumn) + end}), []string{"/rows/0 mapping-unmatched", ":2:1 table-columns"}},
		{"merged cells", with(t, plain, sheet1, repeated{start + end[:len("</sheetData>")] + "<mergeCells>", `<mergeCell ref="A1:XFD1048576"/>`, "</mergeCells></worksheet>", 100_000}), []string{"sheet-limit"}},
		{"large merged cells", with(t, plain, sheet1, repeated{start, "<row><c><v>1</v></c></row>", `</sheetData><mergeCells><mergeCell ref="B1:XFD1048576"/></mergeCells></worksheet>`, 100_000}), []string{":2:2 table-covered", "more-problems"}},
		{"endless blank rows", with(t, plainODS, content, repeated{before, `<table:table-row table:number-rows-repeated="1048576"/>`, after, 3}), []string{"sheet-name"}},
		{"many hidden columns", with(t, plain, sheet1, repeated{"<worksheet><cols>", `<col min="1" max="16384" hidden="1"/>`, "</cols><sheetData/></worksheet>", 10_000}), []string{"sheet-name"}},
		{"an external entity", with(t, plain, sheet1, repeated{before: `<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>` + start + `<row><c t="str"><v>&xxe;</v></c></row>` + end}), []string{"sheet-unsafe"}},
		{"entities of entities", with(t, plainODS, content, repeated{before: `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>` + before + after}), []string{"sheet-unsafe"}},
		{"another encoding", with(t, plain, sheet1, repeated{before: `<?xml version="1.0" encoding="UTF-7"?>` + start + end}), []string{"sheet-damaged"}},
		{"a part above", archive(t, "../content.xml", "<a/>"), []string{"sheet-unsafe"}},
		{"a part above, of Windows", archive(t, `xl\..\..\x.xml`, "<a/>"), []string{"sheet-unsafe"}},
		{"a part of the root", archive(t, "/etc/passwd", "x"), []string{"sheet-unsafe"}},
		{"a part of a drive", archive(t, `C:\x`, "x"), []string{"sheet-unsafe"}},
		{"a part twice", archive(t, "content.xml", "<a/>", "Content.xml", "<b/>"), []string{"sheet-unsafe"}},
		{"a sheet above", with(t, plain, "xl/_rels/workbook.xml.rels", repeated{before: strings.ReplaceAll(links, "worksheets/sheet1.xml", "../../../etc/passwd")}), []string{"sheet-damaged"}},
		{"a sheet elsewhere", with(t, plain, "xl/_rels/workbook.xml.rels", repeated{before: strings.ReplaceAll(links, `Target="worksheets/sheet1.xml"`, `TargetMode="External" Target="https://example.org/sheet1.xml"`)}), []string{"sheet-damaged"}},
	}
}

// Files made to hurt their reader are refused with a code, within seconds.
func TestHostile(t *testing.T) {
	for _, tt := range hostileFiles(t) {
		t.Run(tt.name, func(t *testing.T) {
			testkit.InTime(t, 2*time.Minute, func() {
				b, err := spreadsheet.Open(bytes.NewReader(tt.data), "f")
				if err == nil {
					_, err = b.Read(wide(t), "", nil)
				}
				if diff := cmp.Diff(tt.want, codes(err)); diff != "" {
					t.Errorf("%s\n%v", diff, err)
				}
				testkit.Told(t, err)
			})
		})
	}
}

// BenchmarkHostile measures the time of refusing each, and the memory at one time, for the
// file and for each of its bytes.
//
//	go test -run '^$' -bench Hostile -benchtime 1x .
func BenchmarkHostile(b *testing.B) {
	for _, tt := range hostileFiles(b) {
		b.Run(tt.name, func(b *testing.B) {
			peak := testkit.Peak(func() {
				if book, err := spreadsheet.Open(bytes.NewReader(tt.data), "f"); err == nil {
					_, _ = book.Read(wide(b), "", nil)
				}
			})
			b.ReportMetric(float64(len(tt.data)), "bytes")
			b.ReportMetric(float64(peak)/(1<<20), "MiB")
			b.ReportMetric(float64(peak)/float64(max(1, len(tt.data))), "mem/byte")
		})
	}
}

// A reader whose input breaks off returns its error.
func TestBrokenInput(t *testing.T) {
	broken := fmt.Errorf("broken")
	if _, err := spreadsheet.Open(io.MultiReader(strings.NewReader("PK"), iotestErr{broken}), "f"); err != broken { //nolint:errorlint // the very same
		t.Error(err)
	}
}

type iotestErr struct{ error }

func (e iotestErr) Read([]byte) (int, error) { return 0, e.error }
