package tables

// memo remembers what the texts of a column were read as. Statistical tables
// repeat ids, periods, dates and sources row after row, so most cells cost a
// comparison with the cell above and no allocation.
type memo[T any] struct {
	above *reading[T] // the cell above
	seen  map[string]*reading[T]
}

type reading[T any] struct {
	text  string
	value T
}

// maxMemo bounds what a memo keeps; a column of different texts in every cell
// gains nothing from it.
const maxMemo = 1 << 14

// get returns what parse makes of text. Errors are not remembered.
func (m *memo[T]) get(text []byte, parse func(string) (T, error)) (T, error) {
	if m.above != nil && string(text) == m.above.text {
		return m.above.value, nil
	}
	if found, ok := m.seen[string(text)]; ok {
		m.above = found
		return found.value, nil
	}
	s := string(text)
	value, err := parse(s)
	if err != nil {
		return value, err
	}
	m.above = &reading[T]{s, value}
	if m.seen == nil {
		m.seen = map[string]*reading[T]{}
	}
	if len(m.seen) < maxMemo {
		m.seen[s] = m.above
	}
	return value, nil
}
