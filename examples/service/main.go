// Service shows a city's strategy in the browser and to programs, and takes new
// observations. It is an example to be copied; README.md says how.
//
//	go run . -demo
//	ZIELKETTE_TOKEN=... go run . -city FOLDER -store city.db
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// minToken is the fewest characters of a token that is no invitation to guess it.
const minToken = 16

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv("ZIELKETTE_TOKEN"), os.Stderr); err != nil {
		if problems := zielkette.ProblemsOf(err); problems != nil {
			_, _ = fmt.Fprintln(os.Stderr, problems.Text(zielkette.German))
		} else {
			_, _ = fmt.Fprintln(os.Stderr, "service:", err)
		}
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, token string, out io.Writer) (err error) {
	flags := flag.NewFlagSet("service", flag.ContinueOnError)
	flags.SetOutput(out)
	address := flags.String("listen", "127.0.0.1:8080", "address to listen on; sign-in is that of the reverse proxy before it")
	file := flags.String("store", "city.db", "file in which everything is kept")
	folder := flags.String("city", "", "folder of the city: its observations are read on the first start, its documents whenever they differ from those in the store")
	demo := flags.Bool("demo", false, "show the fictional Leipzig, and forget everything at the end")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q belongs to no flag; the folder of a city is named with -city", flags.Arg(0))
	}
	if *demo {
		var temp string
		if temp, err = os.MkdirTemp("", "zielkette"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
		*file, *folder, token = filepath.Join(temp, "demo.db"), "../leipzig/data/fictional", rand.Text()
		_, _ = fmt.Fprintf(out, "The token for writing is %s\n", token)
	}
	if token != "" && len(token) < minToken {
		return fmt.Errorf("the token in ZIELKETTE_TOKEN has fewer than %d characters", minToken)
	}
	s, err := openStore(*file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	var files fs.FS
	if *folder != "" {
		files = os.DirFS(*folder)
	}
	c, err := open(s, files, time.Now())
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the folder %s: %w (the -demo is run from a clone)", *folder, err)
	} else if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, "Open http://%s/\n", listener.Addr())
	logger := slog.New(slog.NewTextHandler(out, nil))
	logger.Info("the city stands; further observations come by upload only", "store", *file, "versions", len(c.versions), "observations", c.record.Len())
	return serve(ctx, listener, newService(s, c, token, time.Now, logger).handler(), usual)
}

// timeouts are how long a client may take.
type timeouts struct{ header, body, answer, idle time.Duration }

var usual = timeouts{header: 5 * time.Second, body: 30 * time.Second, answer: time.Minute, idle: time.Minute}

// serve answers until the context ends, and then lets what has begun come to its end.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, limits timeouts) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: limits.header, ReadTimeout: limits.body, WriteTimeout: limits.answer, IdleTimeout: limits.idle,
		MaxHeaderBytes: 16 << 10,
		ErrorLog:       log.New(io.Discard, "", 0), // it would name the addresses of clients
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), limits.answer)
	defer cancel()
	return server.Shutdown(last)
}
