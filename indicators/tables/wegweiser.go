package tables

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// wegweiser is the part of the document that is read. Its other fields, and there
// are many, are passed over: it is somebody else's format.
type wegweiser struct {
	Years      capped[int] `json:"years"`
	Indicators capped[struct {
		FriendlyURL string `json:"friendlyUrl"`
		Name        string `json:"name"`
		Title       string `json:"title"`
		Unit        string `json:"unit"`
	}] `json:"indicatorsAndTopics"`
	Data struct {
		Indicators capped[struct {
			Regions capped[json.RawMessage] `json:"regionYearValues"` // by region, a list by year; null is missing
		}] `json:"indicators"`
		Regions capped[struct {
			ARS   string `json:"ars"`
			Title string `json:"title"`
		}] `json:"regions"`
	} `json:"data"`
}

// capped is a list that is read up to [document.MaxItems] elements: "{}," is 3 bytes of a
// file, but many of memory.
type capped[T any] []T

var errTooMany = errors.New("too many elements")

// UnmarshalJSON reads the list. A null is none.
func (c *capped[T]) UnmarshalJSON(data []byte) error {
	*c = nil
	elements := json.NewDecoder(bytes.NewReader(data))
	switch open, err := elements.Token(); {
	case err != nil:
		return err
	case open == nil:
		return nil
	case open != json.Delim('['):
		return &json.UnmarshalTypeError{Value: "value", Type: reflect.TypeFor[[]T]()}
	}
	for elements.More() {
		if len(*c) == document.MaxItems {
			return errTooMany
		}
		var element T
		if err := elements.Decode(&element); err != nil {
			return err
		}
		*c = append(*c, element)
	}
	return nil
}

// wegweiserColumns are what a mapping can ask for.
var wegweiserColumns = []string{"friendlyUrl", "name", "title", "unit", "ars", "region", "year", "value"}

// readWegweiser reads a statistic as the Wegweiser Kommune gives it out. For the
// mapping every value is a row with the columns of wegweiserColumns.
func (r *Reader) readWegweiser(in io.Reader, f *tableFile) error {
	n := newNumbers(f.options.Dialect)
	m := r.newMapper(f, &n)
	n.rounded = m.roundedAt
	data, err := m.readAll(in)
	if err == nil && data != nil {
		m.statistic(data)
	}
	f.dialect = m.dialectRead()
	return err
}

// statistic reads the document.
func (m *mapper) statistic(data []byte) {
	at := zielkette.Place{File: m.options.File}
	var doc wegweiser
	if err := json.Unmarshal(data, &doc); errors.Is(err, errTooMany) {
		m.fault(at, zielkette.CodeJSONSize, "",
			fmt.Sprintf("eine Liste dieses Formats hat höchstens %d Elemente", document.MaxItems),
			fmt.Sprintf("a list of this format has at most %d elements", document.MaxItems))
		return
	} else if err != nil {
		code := zielkette.CodeJSONSyntax
		var mismatch *json.UnmarshalTypeError
		if errors.As(err, &mismatch) {
			code = zielkette.CodeJSONType
		}
		m.fault(at, code, "",
			"dies ist keine Statistik des Wegweisers Kommune, wie seine data-api sie ausgibt",
			"this is not a statistic of the Wegweiser Kommune as its data-api gives it out")
		return
	}
	if !m.header(slices.Clone(wegweiserColumns), func(int) zielkette.Place { return at }) {
		return
	}
	if len(doc.Indicators) != len(doc.Data.Indicators) {
		m.fault(pointerTo(at, "/data/indicators"), CodeCells, "",
			"in data stehen nicht so viele Kennzahlen wie in indicatorsAndTopics",
			"there are not as many indicators in data as in indicatorsAndTopics")
		return
	}
	for i, list := range doc.Data.Indicators {
		to := fmt.Sprintf("/data/indicators/%d/regionYearValues", i)
		if len(list.Regions) != len(doc.Data.Regions) {
			m.fault(pointerTo(at, to), CodeCells, "",
				"es gibt nicht so viele Zeilen wie Regionen",
				"there are not as many rows as regions")
			continue
		}
		about := doc.Indicators[i]
		for j, raw := range list.Regions {
			if m.full() {
				return
			}
			// Region by region, so that never all numbers are held as texts.
			var values []*json.Number
			if err := json.Unmarshal(raw, &values); err != nil {
				m.fault(pointerTo(at, fmt.Sprintf("%s/%d", to, j)), zielkette.CodeJSONType, "",
					"hier wird eine Liste von Zahlen erwartet",
					"a list of numbers is expected here")
				continue
			}
			if len(values) != len(doc.Years) {
				m.fault(pointerTo(at, fmt.Sprintf("%s/%d", to, j)), CodeCells, "",
					"es gibt nicht so viele Werte wie Jahre",
					"there are not as many values as years")
				continue
			}
			region := doc.Data.Regions[j]
			for k, value := range values {
				text := ""
				if value != nil {
					text = value.String()
				}
				m.row([][]byte{
					[]byte(about.FriendlyURL), []byte(about.Name), []byte(about.Title), []byte(about.Unit),
					[]byte(region.ARS), []byte(region.Title), fmt.Appendf(nil, "%04d", doc.Years[k]), []byte(text),
				}, func(int) zielkette.Place { return pointerTo(at, fmt.Sprintf("%s/%d/%d", to, j, k)) }, nil)
			}
		}
	}
	m.end()
}

func pointerTo(at zielkette.Place, pointer string) zielkette.Place {
	at.Pointer = pointer
	return at
}
