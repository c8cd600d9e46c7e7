package document

import (
	"bytes"
	"encoding/json"
)

// Encode returns a document as JSON in its canonical form: a line for each value,
// indented by two spaces, fields in the order of the format, keys of maps sorted, text
// as it is, and a line break at the end. Equal documents give equal bytes, and a
// change of one value changes its line only.
func Encode(doc any) ([]byte, error) {
	return encode(doc, "  ")
}

// Marshal returns a value as JSON on one line, text as it is. It serves MarshalJSON
// methods, whose text [Encode] lays out.
func Marshal(v any) ([]byte, error) {
	text, err := encode(v, "")
	return bytes.TrimSuffix(text, []byte("\n")), err
}

func encode(v any, indent string) ([]byte, error) {
	var out bytes.Buffer
	to := json.NewEncoder(&out)
	to.SetEscapeHTML(false)
	to.SetIndent("", indent)
	if err := to.Encode(v); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
