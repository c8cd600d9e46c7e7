package zielkette_test

import (
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Every day from year 1 to 9999 has the number that package time gives it.
func TestDays(t *testing.T) {
	epoch, err := zielkette.NewDate(1970, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	for day := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 10000; day = day.AddDate(0, 0, 1) {
		got, err := zielkette.NewDate(day.Year(), int(day.Month()), day.Day())
		if err != nil || int64(got.Days(epoch)) != day.Unix()/86400 {
			t.Fatalf("%v: day %d, %v", day, got.Days(epoch), err)
		}
		if next := day.AddDate(0, 0, 1); next.Day() == 1 {
			if d, err := zielkette.NewDate(day.Year(), int(day.Month()), day.Day()+1); err == nil {
				t.Fatalf("%v after %v", d, day)
			}
		}
	}
}
