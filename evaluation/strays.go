package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// stray is an id in an observation that the documents do not have.
type stray struct {
	code zielkette.Code
	id   string
}

// strays are such ids with the position of the first observation that has them, -1 for
// one that is not on record.
type strays map[stray]int

func (s strays) note(code zielkette.Code, id string, at int) {
	key := stray{code, id}
	if before, ok := s[key]; !ok || before < 0 || at >= 0 && at < before {
		s[key] = at
	}
}

func (s stray) problem() zielkette.Problem {
	message := zielkette.Text{
		DE: "Zu dieser Kennzahl liegen Messwerte vor, sie fehlt aber im Katalog; die Messwerte bleiben unbeachtet.",
		EN: "There are observations of this indicator, but the catalogue does not have it; they are not regarded.",
	}
	if s.code == CodeUnknownArea {
		message = zielkette.Text{
			DE: "Zu diesem Gebiet liegen Messwerte vor, es fehlt aber in der Strategie; die Messwerte bleiben unbeachtet. Die Schreibweise prüfen, zum Beispiel eine führende Null.",
			EN: "There are observations for this area, but the strategy does not have it; they are not regarded. Check how it is written, for example a leading zero.",
		}
	}
	return zielkette.Problem{Code: s.code, Severity: zielkette.Warning, Subject: problems.Clip(s.id), Message: message}
}
