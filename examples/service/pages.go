package main

import (
	"bytes"
	"embed"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"

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
func (q query) Say(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(q.Language) }

// Message is a problem in the language of the page.
func (q query) Message(p zielkette.Problem) string { return p.Message.In(q.Language) }

// Here is the address that the form of the dates leads to.
func (q query) Here() string { return strings.Replace(q.Path, "{id}", q.ID, 1) }

// Other is this page in the other language.
func (q query) Other() string {
	path := q.Here()
	if q.Language == zielkette.English {
		q.Language = zielkette.German
	} else {
		q.Language = zielkette.English
	}
	return q.To(path)
}

// To is an address with the dates and the language of this page.
func (q query) To(path string) string {
	values := url.Values{}
	for name, day := range map[string]zielkette.Date{"as_of": q.AsOf, "known_on": q.KnownOn, "since": q.Since} {
		if !day.IsZero() && path != "/upload" && (name != "since" || path == "/change") {
			values.Set(name, day.String())
		}
	}
	if q.Language == zielkette.English {
		values.Set("lang", string(q.Language))
	}
	return (&url.URL{Path: path, RawQuery: values.Encode()}).String()
}

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

// titled writes a page that has nothing of the report but its title.
func (f frame) titled(w io.Writer, de, en string) error {
	return f.write(w, report.Page{Title: f.Say(de, en), Language: f.Language})
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
	head := report.Of(a.result, a.options()).Head()
	for i, fact := range head.Facts { // the sources have no section on this page
		head.Facts[i].Value = slices.DeleteFunc(fact.Value, func(run report.Run) bool { return run.To != "" })
	}
	return frame{query: a.query, Main: "goals.html", Goals: goalsOf(a.result)}.write(w, head)
}

func uploadPage(a asked, w io.Writer) error {
	return frame{query: a.query, Main: "upload.html"}.titled(w, "Messwerte hochladen", "Upload observations")
}
