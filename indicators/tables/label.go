package tables

import (
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// parsePeriod reads a period as [zielkette.ParsePeriod] does, and the labels of
// German tables:
//
//	1.Qu. 2003, 1. Quartal 2003      a quarter
//	1.Hj. 2003, 1. Halbjahr 2003     a half-year
//	Jan. 2024, Januar 2024           a month
//	12.06.1994                       a day
//	2001/02                          a school year
func parsePeriod(text string) (zielkette.Period, error) {
	p, err := zielkette.ParsePeriod(text)
	if err == nil {
		return p, nil
	}
	if iso, ok := germanDay(text); ok {
		return zielkette.ParsePeriod(iso)
	}
	i := strings.LastIndexByte(text, ' ')
	if i < 0 {
		return p, err
	}
	words, year := strings.TrimSpace(text[:i]), text[i+1:]
	if number, rest, ok := strings.Cut(words, "."); ok && len(number) == 1 {
		switch strings.TrimSpace(rest) {
		case "Qu.", "Quartal":
			year += "-Q" + number
		case "Hj.", "Halbjahr":
			year += "-H" + number
		default:
			return p, err
		}
	} else if month, ok := months[strings.TrimSuffix(words, ".")]; ok {
		year += "-" + month
	} else {
		return p, err
	}
	if q, bad := zielkette.ParsePeriod(year); bad == nil {
		return q, nil
	}
	return p, err
}

var months = map[string]string{
	"Jan": "01", "Januar": "01", "Feb": "02", "Februar": "02", "Mrz": "03", "Mär": "03", "März": "03",
	"Apr": "04", "April": "04", "Mai": "05", "Jun": "06", "Juni": "06", "Jul": "07", "Juli": "07",
	"Aug": "08", "August": "08", "Sep": "09", "Sept": "09", "September": "09", "Okt": "10", "Oktober": "10",
	"Nov": "11", "November": "11", "Dez": "12", "Dezember": "12",
}

// parseDate reads a date as [zielkette.ParseDate] does, and 31.12.2024, which a
// German spreadsheet makes of 2024-12-31.
func parseDate(text string) (zielkette.Date, error) {
	if iso, ok := germanDay(text); ok {
		if d, err := zielkette.ParseDate(iso); err == nil {
			return d, nil
		}
	}
	return zielkette.ParseDate(text)
}

// germanDay writes dd.mm.yyyy as yyyy-mm-dd.
func germanDay(text string) (iso string, ok bool) {
	if len(text) != 10 || text[2] != '.' || text[5] != '.' {
		return "", false
	}
	return text[6:] + "-" + text[3:5] + "-" + text[:2], true
}
