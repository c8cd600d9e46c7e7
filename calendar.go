package zielkette

import "time"

// Days are counted from 1970-01-01 in the proleptic Gregorian calendar. Years
// run from 1 to 9999, so that every date has a text of the same form.

// dayNumber counts in years that start with March, so that the leap day comes last
// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013). Months
// beyond 12 are those of the next year. It takes a fifth of the time of time.Date,
// which was a twentieth of the time in which documents are read.
func dayNumber(year, month, day int) int32 {
	year += (month-3+12)/12 - 1
	month = (month - 3 + 12) % 12 // 0 is March
	return int32(365*year + year/4 - year/100 + year/400 + (153*month+2)/5 + day - 1 - marchOfYear0)
}

// marchOfYear0 is the number of days from 0000-03-01 to 1970-01-01.
const marchOfYear0 = 719468

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
	return int(dayNumber(year, month+1, 1) - dayNumber(year, month, 1))
}
