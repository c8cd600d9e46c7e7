package zielkette

// Source (Quelle) says where a figure or a wording was taken from. The zero
// value is no source.
type Source struct {
	Title string `json:"title,omitzero"` // the document or page, with its publisher
	URL   string `json:"url,omitzero"`   // where it can be read
	Date  Date   `json:"date,omitzero"`  // when it was published, as far as known
	Note  string `json:"note,omitzero"`  // what a reader should know of it: press, approximate, undated
}

// IsZero reports whether no source is given.
func (s Source) IsZero() bool { return s == Source{} }

// String returns title and address, as far as they are given.
func (s Source) String() string {
	switch {
	case s.URL == "":
		return s.Title
	case s.Title == "":
		return s.URL
	}
	return s.Title + ", " + s.URL
}
