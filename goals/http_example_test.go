package goals_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// A service takes a strategy, and says what is wrong with it as JSON: reading finds what
// is no whole document, compiling what it says.
func ExampleRead_service() {
	check := func(w http.ResponseWriter, r *http.Request) {
		strategy, err := goals.Read(http.MaxBytesReader(w, r.Body, 1<<20), "strategy.json")
		if err == nil {
			_, err = strategy.Compile()
		}
		switch found := zielkette.ProblemsOf(err); {
		case err == nil:
			w.WriteHeader(http.StatusNoContent)
		case found == nil: // the body could not be read
			http.Error(w, err.Error(), http.StatusBadRequest)
		default:
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusUnprocessableEntity)
			_ = json.NewEncoder(w).Encode(found)
		}
	}
	body := `{"formatVersion": 1, "id": "s", "title": "S", "levels": ["Ziel"],
 "goals": [{"id": "Z1", "level": "Ziel", "title": "Z", "weight": "-1"}]}`
	answer := httptest.NewRecorder()
	check(answer, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
	var found zielkette.Problems
	err := json.Unmarshal(answer.Body.Bytes(), &found)
	fmt.Println(answer.Code, len(found), err)
	fmt.Println(found[0].Code, found[0].Place, found[0].Message.EN)
	// Output:
	// 422 1 <nil>
	// weight strategy.json:2:66 /goals/0/weight a weight is not negative
}
