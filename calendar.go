package zielkette

import "time"

// Days are counted from 1970-01-01 in the proleptic Gregorian calendar. Years
// run from 1 to 9999, so that every date has a text of the same form.

func dayNumber(year, month, day int) int32 {
	return int32(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func civil(days int32) (year, month, day int) {
	y, m, d := time.Unix(int64(days)*86400, 0).UTC().Date()
	return y, int(m), d
}

// months returns the first and the last day of count months from the given one.
func months(year, month, count int) (first, last int32) {
	return dayNumber(year, month, 1), dayNumber(year, month+count, 1) - 1
}

// digits reads exactly n digits at the start of s.
func digits(s string, n int) (value int, rest string, ok bool) {
	if len(s) < n {
		return 0, s, false
	}
	for i := range n {
		if s[i] < '0' || s[i] > '9' {
			return 0, s, false
		}
		value = value*10 + int(s[i]-'0')
	}
	return value, s[n:], true
}

// parseYear reads the four digits of a year from 1 to 9999.
func parseYear(s string) (year int, rest string, ok bool) {
	year, rest, ok = digits(s, 4)
	return year, rest, ok && year > 0
}

// parseMonthDay reads "-MM" or "-MM-DD" behind a year; day is 0 without one. The
// text is not empty.
func parseMonthDay(year int, s string) (month, day int, ok bool) {
	if s[0] != '-' {
		return 0, 0, false
	}
	month, s, ok = digits(s[1:], 2)
	if !ok || month < 1 || month > 12 {
		return 0, 0, false
	}
	if s == "" {
		return month, 0, true
	}
	if s[0] != '-' {
		return 0, 0, false
	}
	day, s, ok = digits(s[1:], 2)
	if !ok || s != "" || day < 1 || day > daysIn(year, month) {
		return 0, 0, false
	}
	return month, day, true
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
