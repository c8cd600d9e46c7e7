// Package cli is what the example programs share: their flags, and the way from a
// city's folder to a printed report. It shows how few lines a program of one's own
// needs; nothing in it belongs to the library.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/citytest"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Program is an example program.
type Program struct {
	Name       string
	AsOf       string // the date of the evaluation where -as-of does not give another
	Data       fs.FS  // the folder with the documents of the city; nil: a folder named on the command line
	Strategy   string // the name of the strategy in Data, where the city has others
	Others     []Strategy
	Fictional  fs.FS // the folder with the invented set, for -illustrate; nil: there is none
	OpenFolder func(name string) fs.FS
	Goal       string           // whose chain -chain shows where -goal does not name another
	Themes     chain.GapOptions // which themes -chain looks for, and where
}

// Strategy is a further strategy of the same city, or an earlier edition.
type Strategy struct {
	Name string // for -strategy and -since
	AsOf string
	Data fs.FS
}

// strategies lists all strategies of the program.
func (p Program) strategies() []Strategy {
	return append([]Strategy{{p.Strategy, p.AsOf, p.Data}}, p.Others...)
}

// strategy returns the strategy of a name.
func (p Program) strategy(name string) (Strategy, error) {
	var names []string
	for _, s := range p.strategies() {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return Strategy{}, fmt.Errorf("%q: write one of %s", name, strings.Join(names, ", "))
}

// Folder returns a folder of embedded data. Its name is a constant of the program,
// so that one that is not there is a mistake in the program, and panics.
func Folder(files fs.FS, name string) fs.FS {
	folder, err := fs.Sub(files, name)
	if err != nil {
		panic(err)
	}
	return folder
}

// Exit codes of the programs.
const (
	OK      = 0
	Failed  = 1 // the documents are faulty, or printing failed
	Misused = 2 // the command line is faulty
)

// Run runs a program with the given arguments and returns its exit code. Nothing
// is printed to stdout unless all went well.
func Run(p Program, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet(p.Name, flag.ContinueOnError)
	flags.SetOutput(stderr)
	asOfUsage := "date of the evaluation (Stichtag): 2024-12-31, 31.12.2024, 2024-06, 2024"
	if p.AsOf == "" {
		asOfUsage += "; without it the end of the latest period on record"
	}
	asOf := flags.String("as-of", p.AsOf, asOfUsage)
	knownOn := flags.String("known-on", "", "hide what became known after this date (Kenntnisstand)")
	lang := flags.String("lang", "de", "language of labels and problems: de or en")
	format := flags.String("format", "text", strings.Join(report.Formats[:], ", "))
	only := flags.String("sections", "", "only these sections of what is printed, by their ids with commas between them: summary,indicators")
	explain := flags.String("explain", "", "explain a goal or an indicator by its id instead of the report")
	other := ask(flags)
	against := flags.String("against", "", "tell what changed since this date, and why, instead of the report")
	againstFolder := flags.String("against-folder", "", "tell what changed since the report of this folder, of an earlier year or edition; its date is that of -against, or else the end of its latest period on record")
	knownThen := flags.String("known-then", "", "hide from the earlier report what became known after this date; goes with -known-on, which is then the later report's")
	files := flags.Bool("files", false, "say on the error output how the tables were read: separator, decimal sign, encoding")
	sdg := flags.Bool("sdg", false, "tell which of the 17 Sustainable Development Goals the strategy touches instead of the report")
	showChain := flags.Bool("chain", false, "show the target-effect chain (Ziel-Wirkungskette) of a goal, the gaps of the whole chain and where themes are worked on")
	drawing := flags.String("diagram", "", "draw the strategy instead of the report: mermaid or dot")
	view := flags.String("view", "chain", "what -diagram draws: tree, chain or influences")
	levels := flags.Int("levels", 0, "how many levels of goals -diagram draws; 0 is all")
	goal := flags.String("goal", "", "goal (or measure) whose chain is shown or drawn")
	mapping, check, expect := "", false, false
	if p.Data == nil {
		flags.BoolVar(&check, "check", false, "hold the folder against the figures that "+citytest.File+" in it expects, and tell what differs and why")
		flags.BoolVar(&expect, "expect", false, "print a first "+citytest.File+" from the figures of the folder, for people to correct")
		flags.StringVar(&mapping, "read", "", "try this mapping on the table FILE and print it as a tidy table; - for a tidy table")
	}
	strategy, since := p.Strategy, ""
	if len(p.Others) > 0 {
		flags.StringVar(&strategy, "strategy", p.Strategy, "which strategy of the city")
		flags.StringVar(&since, "since", "", "tell what changed since this strategy instead of the report")
	}
	illustrate := false
	if p.Fictional != nil {
		flags.BoolVar(&illustrate, "illustrate", false, "use the fictional set, which shows a full roll-up")
	}
	flags.Usage = func() {
		operand := ""
		if p.Data == nil {
			operand = fmt.Sprintf(" FOLDER\n       %[1]s -read MAPPING FILE\n       %[1]s -check FOLDER\n       %[1]s -expect FOLDER > FOLDER/%[2]s", p.Name, citytest.File)
		}
		fmt.Fprintf(stderr, "usage: %s [flags]%s\n", p.Name, operand) //nolint:errcheck // nowhere to report it
		flags.PrintDefaults()
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return OK
	case err != nil:
		return Misused
	}
	language, ok := zielkette.ParseLanguage(*lang)
	fail := func(code int, err error) int {
		fmt.Fprintf(stderr, "%s: %s\n", p.Name, Told(err, language)) //nolint:errcheck // nowhere to report it
		return code
	}
	if !ok {
		return fail(Misused, fmt.Errorf("-lang %q: write de or en", *lang))
	}
	if !slices.Contains(report.Formats[:], *format) {
		return fail(Misused, fmt.Errorf("-format %q: write %s", *format, strings.Join(report.Formats[:], ", ")))
	}
	chosen, err := p.strategy(strategy)
	if err != nil {
		return fail(Misused, fmt.Errorf("-strategy %w", err))
	}
	given := false
	flags.Visit(func(f *flag.Flag) { given = given || f.Name == "as-of" })
	if !given {
		*asOf = chosen.AsOf
	}
	options, err := dates("-as-of", *asOf, "-known-on", *knownOn)
	if err != nil {
		return fail(Misused, err)
	}
	then, err := dates("-against", *against, "-known-then", *knownThen)
	comparing := *against != "" || *againstFolder != ""
	if err == nil && *knownThen != "" && !comparing {
		err = errors.New("-known-then: it goes with -against or -against-folder")
	}
	if err != nil {
		return fail(Misused, err)
	}
	if mapping != "" && flags.NArg() == 1 {
		if err := p.read(mapping, flags.Arg(0), stdout, stderr, language); err != nil {
			return fail(Failed, err)
		}
		return OK
	}
	folder := chosen.Data
	switch {
	case mapping != "":
		flags.Usage()
		return Misused
	case p.Data == nil && flags.NArg() == 1:
		folder = p.OpenFolder(flags.Arg(0))
	case p.Data == nil:
		flags.Usage()
		return Misused
	case flags.NArg() > 0:
		return fail(Misused, fmt.Errorf("unexpected argument %q", flags.Arg(0)))
	}
	if illustrate {
		folder = p.Fictional
	}
	if check {
		switch differ, err := checked(folder, stdout, language); {
		case err != nil:
			return fail(Failed, err)
		case differ:
			return Failed
		}
		return OK
	}
	var page report.Printable
	var out strings.Builder
	in := report.Options{Language: language}
	if since != "" {
		earlier, err := p.strategy(since)
		if err != nil {
			return fail(Misused, fmt.Errorf("-since %w", err))
		}
		older, errOlder := plan(earlier.Data)
		newer, errNewer := plan(folder)
		if err := errors.Join(errOlder, errNewer); err != nil {
			return fail(Failed, err)
		}
		page = report.Changes(goals.Compare(older, newer), in)
	} else {
		city, result, err := load(folder, options)
		if err != nil && flags.NArg() == 1 {
			err = fmt.Errorf("%s: %w", flags.Arg(0), err)
		}
		if err != nil {
			return fail(Failed, err)
		}
		if *files {
			if err := reportDialects(city.Tables, stderr, language); err != nil {
				return fail(Failed, err)
			}
		}
		switch {
		case expect:
			err = citytest.First(&out, result)
		case *drawing != "":
			err = printDiagram(&out, result, *drawing, *view, *goal, *levels, in)
		case *showChain:
			root := *goal
			if _, ok := result.Model().Plan().Goal(p.Goal); ok && root == "" {
				root = p.Goal
			}
			page, err = report.ChainOf(result, report.ChainOptions{Options: in, Root: root, Gaps: p.Themes})
		case *sdg:
			page, err = report.SDGsOf(result, in)
		case comparing:
			var before *evaluation.Result
			if before, err = p.earlier(*againstFolder, then, result); err != nil {
				return fail(Failed, err)
			}
			var c *change.Change
			if c, err = change.Between(before, result); err == nil {
				page = report.ChangeOf(c, in)
			}
		case *explain != "":
			e := result.Explain(*explain)
			if e == nil {
				return fail(Misused, fmt.Errorf("-explain %q: neither a goal nor an indicator has this id", *explain))
			}
			page = report.Explanation(result, e, in)
		case other.asked():
			page, err = other.answer(result, *goal, in)
		default:
			page = report.Of(result, in)
		}
		if err != nil {
			return fail(Misused, err)
		}
	}
	if page != nil {
		if *only != "" {
			if page, err = excerptOf(page, *only); err != nil {
				return fail(Misused, fmt.Errorf("-sections %w", err))
			}
		}
		if err := report.Write(&out, page, *format); err != nil {
			return fail(Failed, err)
		}
	}
	if _, err := io.WriteString(stdout, out.String()); err != nil {
		return fail(Failed, err)
	}
	return OK
}

// excerpt is something printable with some of its sections; its JSON has all data.
type excerpt struct {
	report.Printable
	page report.Page
}

func (e excerpt) Page() report.Page { return e.page }

func excerptOf(of report.Printable, ids string) (report.Printable, error) {
	page := of.Page()
	var chosen []report.Section
	for _, id := range strings.Split(ids, ",") {
		s := page.Section(strings.TrimSpace(id))
		if s == nil {
			var there []string
			for _, s := range page.Sections {
				there = append(there, s.ID)
			}
			return nil, fmt.Errorf("%q: write some of %s", id, strings.Join(there, ", "))
		}
		chosen = append(chosen, *s)
	}
	page.Sections = chosen
	return excerpt{of, page}, nil
}

// open opens a folder named on the command line.
func (p Program) open(name string) fs.FS {
	if p.OpenFolder != nil {
		return p.OpenFolder(name)
	}
	return os.DirFS(name)
}

// earlier returns the result of an earlier date, of the same documents or of another
// folder.
func (p Program) earlier(folder string, options evaluation.Options, now *evaluation.Result) (*evaluation.Result, error) {
	if folder == "" {
		return now.Model().Evaluate(now.Record(), options)
	}
	then, err := Evaluate(p.open(folder), options)
	if err != nil {
		return nil, fmt.Errorf("-against-folder: %w", err)
	}
	return then, nil
}

// dates reads the two dates of an evaluation, each with the name of its flag.
func dates(asOfFlag, asOf, knownOnFlag, knownOn string) (options evaluation.Options, err error) {
	if asOf != "" {
		if options.AsOf, err = zielkette.ParseDate(asOf); err != nil {
			return options, fmt.Errorf("%s: %w", asOfFlag, err)
		}
	}
	if knownOn != "" {
		if options.KnownOn, err = zielkette.ParseDate(knownOn); err != nil {
			return options, fmt.Errorf("%s: %w", knownOnFlag, err)
		}
	}
	return options, nil
}

// Evaluate loads the folder of a city and evaluates it.
func Evaluate(files fs.FS, options evaluation.Options) (*evaluation.Result, error) {
	_, result, err := load(files, options)
	return result, err
}

func load(files fs.FS, options evaluation.Options) (city folder.Folder, result *evaluation.Result, err error) {
	if city, err = folder.Load(files); err != nil {
		return city, nil, err
	}
	model, err := city.Compile()
	if err != nil {
		return city, nil, err
	}
	if options.AsOf.IsZero() {
		options.AsOf = latest(model.Plan(), city.Record)
	}
	result, err = model.Evaluate(city.Record, options)
	return city, result, err
}

// latest is the date of an evaluation that was given none: the end of the latest
// period on record or the day of the latest step done, without either the end of the
// edition's term. It comes out of the documents, so the same folder always prints the
// same report.
func latest(plan *goals.Plan, record *indicators.Record) zielkette.Date {
	var day zielkette.Date
	for o := range record.All() {
		if end := o.Period.End(); o.Status.Counts() && end.Compare(day) > 0 {
			day = end
		}
	}
	for _, m := range plan.Milestones() {
		for _, d := range []zielkette.Date{m.Done, m.Reported} {
			if !d.IsZero() && d.Last().Compare(day) > 0 {
				day = d.Last()
			}
		}
	}
	if day.IsZero() {
		day = plan.Edition().To
	}
	return day
}

func plan(files fs.FS) (*goals.Plan, error) {
	strategy, err := goals.Load(files, "strategy.json")
	if err != nil {
		return nil, err
	}
	return strategy.Compile()
}
