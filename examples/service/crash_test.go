package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test program be the service itself, to be killed.
func TestMain(m *testing.M) {
	if os.Getenv("SERVICE_UNDER_TEST") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// Killed in the middle of uploads, the service has kept every one that it acknowledged,
// and of the one that it was storing all rows or none. UPLOADS says how many uploads.
func TestKilled(t *testing.T) {
	uploads, _ := strconv.Atoi(os.Getenv("UPLOADS"))
	if uploads == 0 {
		uploads = 20
	}
	file := filepath.Join(t.TempDir(), "killed.db")
	command := exec.Command(os.Args[0], "-city", demo, "-store", file, "-listen", "127.0.0.1:0")
	command.Env = append(os.Environ(), "SERVICE_UNDER_TEST=1", "ZIELKETTE_TOKEN="+token)
	stderr, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	out := bufio.NewReader(stderr)
	address, err := out.ReadString('\n')
	if err != nil || !strings.HasPrefix(address, "Open ") {
		t.Fatal(address, err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	address = strings.TrimSpace(strings.TrimPrefix(address, "Open "))

	kill := uploads/4 + rand.IntN(uploads/2) // any moment will do; which one is told below
	var acknowledged int
	for n := range uploads {
		if n == kill {
			time.AfterFunc(time.Duration(rand.IntN(8000))*time.Microsecond, func() { _ = command.Process.Kill() })
		}
		r, err := http.NewRequestWithContext(t.Context(), "POST", address+"api/observations", strings.NewReader(three(n)))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Content-Type", "text/csv")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			break
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusCreated {
			t.Fatal(answer.Status)
		}
		acknowledged++
	}
	_ = command.Process.Kill()
	if err := command.Wait(); err == nil {
		t.Error("it was not killed")
	}

	stored := map[string]int{}
	for o := range reopened(t, file).standing.Load().record.All() {
		stored[o.Source]++
	}
	delete(stored, "Fiktiv: erfundener Wert")
	for n := range acknowledged {
		if stored[fmt.Sprint("upload ", n)] != 3 {
			t.Errorf("upload %d was acknowledged and has %d rows", n, stored[fmt.Sprint("upload ", n)])
		}
	}
	for source, rows := range stored {
		if rows != 3 {
			t.Errorf("%s has %d rows", source, rows)
		}
	}
	if acknowledged < kill || len(stored) > acknowledged+1 {
		t.Errorf("%d uploads are stored, %d acknowledged, killed after %d", len(stored), acknowledged, kill)
	}
	t.Logf("killed after %d of %d uploads, %d acknowledged, %d stored", kill, uploads, acknowledged, len(stored))
}

// Asked to stop, the service ends what it has begun.
func TestStops(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- serve(ctx, listener, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			stop()
			time.Sleep(100 * time.Millisecond)
			_, _ = io.WriteString(w, "to its end")
		}), usual)
	}()
	if _, answer := raw(t, listener.Addr().String(), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); !strings.HasSuffix(answer, "to its end") {
		t.Error("cut off:", answer)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
