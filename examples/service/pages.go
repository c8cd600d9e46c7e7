package main

import (
	"bytes"
	"embed"
	"html/template"
	"io"
	"net/url"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
)

//go:embed pages
var files embed.FS

var (
	templates = template.Must(template.ParseFS(files, "pages/*.html"))
	style, _  = files.ReadFile("pages/style.css")
)

// frame is what the templates are given: where the reader is, and what is shown.
type frame struct {
	query
	Main     string // the template of the content, "" where the report prints it
	Goals    []goal
	Problems zielkette.Problems
	Uploaded *uploaded
	Failed   string
}

// Say chooses between the two languages.
func (f frame) Say(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(f.language) }

func (f frame) Language() string { return string(f.language) }
func (f frame) Path() string     { return f.path }
func (f frame) AsOf() string     { return f.asOf.Last().String() }
func (f frame) KnownOn() string  { return f.knownOn.Last().String() }
func (f frame) Since() string    { return f.since.Last().String() }

// Here is the address that the form of the dates leads to.
func (f frame) Here() string {
	if f.id != "" {
		return "/goals/" + url.PathEscape(f.id)
	}
	return f.path
}

// To is an address with the dates and the language of this page.
func (f frame) To(path string, id ...string) string { return f.to(f.language, path, id...) }

// Other is this page in the other language.
func (f frame) Other() string {
	other := zielkette.English
	if f.language == other {
		other = zielkette.German
	}
	return f.to(other, f.Here())
}

func (f frame) to(language zielkette.Language, path string, id ...string) string {
	for _, part := range id {
		path += "/" + url.PathEscape(part)
	}
	values := url.Values{}
	for name, day := range map[string]zielkette.Date{"as_of": f.asOf, "known_on": f.knownOn} {
		if !day.IsZero() && path != "/upload" {
			values.Set(name, day.String())
		}
	}
	if path == "/change" && !f.since.IsZero() {
		values.Set("since", f.since.String())
	}
	if language == zielkette.English {
		values.Set("lang", string(language))
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// Message is a problem in the language of the page.
func (f frame) Message(p zielkette.Problem) string { return p.Message.In(f.language) }

func (g goal) Percent(language string) string {
	return g.Score.Percent(zielkette.Language(language), g.places)
}

func (g goal) Covered(language string) string {
	return g.Coverage.Percent(zielkette.Language(language), 0)
}
func (g goal) Depth() int   { return min(g.depth, 6) }
func (g goal) Enough() bool { return g.enough }

// write writes a page of the report with the frame of the service around it: our style
// in its style element, the way about before it, our content at its end.
func (f frame) write(w io.Writer, p report.Page) error {
	var page, around, content bytes.Buffer
	if err := p.HTML(&page); err != nil {
		return err
	}
	if err := templates.ExecuteTemplate(&around, "frame.html", f); err != nil {
		return err
	}
	if f.Main != "" {
		if err := templates.ExecuteTemplate(&content, f.Main, f); err != nil {
			return err
		}
	}
	// Texts of documents are escaped, so that the first of these is that of the page.
	body := page.Bytes()
	for _, at := range []struct{ mark, text string }{
		{"</style>", string(style)}, {"<header>", around.String()}, {"</main>", content.String()},
	} {
		body = bytes.Replace(body, []byte(at.mark), []byte(at.text+at.mark), 1)
	}
	_, err := w.Write(body)
	return err
}

// page prints what a view prints as a page.
func page(of printed) func(asked, io.Writer) error {
	return func(a asked, w io.Writer) error {
		p, err := of(a)
		if err != nil {
			return err
		}
		return frame{query: a.query}.write(w, p.Page())
	}
}

func goalsPage(a asked, w io.Writer) error {
	list, err := a.goals()
	if err != nil {
		return err
	}
	result, err := a.result()
	if err != nil {
		return err
	}
	head := report.Of(result, a.options()).Head()
	return frame{query: a.query, Main: "goals.html", Goals: list}.write(w, head)
}

func uploadPage(a asked, w io.Writer) error {
	f := frame{query: a.query, Main: "upload.html"}
	return f.write(w, report.Page{Title: f.Say("Messwerte hochladen", "Upload observations"), Language: a.language})
}

func uploadedPage(language zielkette.Language, done uploaded) ([]byte, error) {
	f := frame{query: query{path: "/upload", language: language}, Main: "upload.html", Uploaded: &done, Problems: done.Warnings}
	var out bytes.Buffer
	err := f.write(&out, report.Page{Title: f.Say("Gespeichert", "Stored"), Language: language})
	return out.Bytes(), err
}

// failurePage says what is wrong, and offers the form again where it was used.
func failurePage(language zielkette.Language, failed failure, form bool) ([]byte, error) {
	f := frame{query: query{language: language}, Main: "failed.html", Failed: failed.text.In(language), Problems: failed.problems}
	if form {
		f.path, f.Main = "/upload", "upload.html"
	}
	var out bytes.Buffer
	err := f.write(&out, report.Page{Title: f.Say("Das ging nicht", "That did not work"), Language: language})
	return out.Bytes(), err
}
