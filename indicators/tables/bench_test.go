package tables_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"runtime"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// table makes a tidy table as a city keeps it: 25 indicators for 63 areas, series
// of years with the day each value became known and its source.
func table(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("indicator;area;period;value;denominator;status;definition;known_on;source;note\n")
	for i := range rows {
		year := 1000 + i/(25*63)
		fmt.Fprintf(&b, "kennzahl-%d;ortsteil-%d;%d;%d.%02d;;A;1;%d-03-31;Amt für Statistik und Wahlen;\n",
			i/63%25, i%63, year, i%1000, i%90, year+1)
	}
	return b.Bytes()
}

func BenchmarkTidyCSV(b *testing.B) {
	for _, rows := range []int{10_000, 1_000_000} {
		data := table(rows)
		b.Run(fmt.Sprintf("read/rows=%d", rows), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			var reading *tables.Reading
			before := heap()
			for b.Loop() {
				var err error
				reading, err = tables.Read(bytes.NewReader(data), nil)
				if err != nil || reading.Record.Len() != rows {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			b.ReportMetric(float64(heap()-before)/float64(rows), "B/obs")
			runtime.KeepAlive(reading)
		})
		b.Run(fmt.Sprintf("mapped/rows=%d", rows), func(b *testing.B) {
			m := tables.Mapping{FormatVersion: 1, Format: tables.Long, Area: "area", Period: "period", Value: "value", Decimal: ".", Source: "Amt für Statistik und Wahlen"}
			for i := range 25 {
				id := fmt.Sprintf("kennzahl-%d", i)
				m.Rows = append(m.Rows, tables.Selection{Indicator: id, Where: map[string]string{"indicator": id}})
			}
			r, err := m.Compile()
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				reading, err := r.Read(bytes.NewReader(data), nil)
				if err != nil || reading.Record.Len() != rows {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("encoding-csv/rows=%d", rows), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				r := csv.NewReader(bytes.NewReader(data))
				r.Comma, r.ReuseRecord = ';', true
				n := 0
				for {
					if _, err := r.Read(); err == io.EOF {
						break
					} else if err != nil {
						b.Fatal(err)
					}
					n++
				}
				if n != rows+1 {
					b.Fatal(n)
				}
			}
		})
	}
}

// heap returns the bytes in use after a collection.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
