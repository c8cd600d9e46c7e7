package tables

// memo remembers what the texts of a column were read as. Statistical tables
// repeat ids, periods, dates and sources row after row and in the same order, so
// most cells cost a comparison with the cell above, or with the one that followed
// it last, and no allocation.
type memo[T any] struct {
	above *reading[T] // the cell above
	seen  map[string]*reading[T]
}

type reading[T any] struct {
	text  string
	value T
	next  *reading[T] // the text that followed last
	plain bool        // the text stands in the file as it is, see [tidy.plainRow]
}

// maxMemo bounds what a memo keeps; a column of different texts in every cell
// gains nothing from it.
const maxMemo = 1 << 14

// get returns what parse makes of text. Errors are not remembered.
func (m *memo[T]) get(text []byte, parse func(string) (T, error)) (T, error) {
	above := m.above
	if above != nil {
		if string(text) == above.text {
			return above.value, nil
		}
		if next := above.next; next != nil && string(text) == next.text {
			m.above = next
			return next.value, nil
		}
	}
	found, ok := m.seen[string(text)]
	if !ok {
		s := string(text)
		value, err := parse(s)
		if err != nil {
			return value, err
		}
		found = &reading[T]{text: s, value: value}
		if m.seen == nil {
			m.seen = map[string]*reading[T]{}
		}
		if len(m.seen) < maxMemo {
			m.seen[s] = found
		}
	}
	if above != nil && len(m.seen) < maxMemo { // else a chain of texts would be kept
		above.next = found
	}
	m.above = found
	return found.value, nil
}
