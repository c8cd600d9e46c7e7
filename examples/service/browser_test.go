//go:build browser

package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestBrowser opens the pages in the browser that BROWSER names, such as chromium: it
// applies our style and complains of nothing, as it would where a page has something that
// its policy forbids. It is built with -tags browser, where there is a browser.
func TestBrowser(t *testing.T) {
	browser := os.Getenv("BROWSER")
	address := listening(t, leipzig(t).handler(), usual)
	for path, want := range map[string]string{
		"/report": "Kurzfassung", "/goals?lang=en": "Each goal leads", "/goals/Z1.1": "Gewicht", "/change": "verändert", "/upload": "Schlüssel", "/none": "Unter dieser Adresse gibt es nichts",
	} {
		command := exec.CommandContext(t.Context(), browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(),
			"--window-size=390,800", "--enable-logging=stderr", "--dump-dom", "http://"+address+path)
		var complaints strings.Builder
		command.Stderr = &complaints
		dom, err := command.Output()
		if err != nil || !strings.Contains(string(dom), want) {
			t.Errorf("%s: %v, without %q", path, err, want)
		}
		for line := range strings.Lines(complaints.String()) {
			if strings.Contains(line, "CONSOLE") && !strings.Contains(line, "404") {
				t.Errorf("%s: %s", path, line)
			}
		}
	}
}
