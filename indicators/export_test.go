package indicators

// What the tests walk over: the tables of the closed sets.
var (
	Times      = times
	Directions = directions
	Shapes     = shapes
	Paths      = paths
)

// Parts returns the parts of a target that a shape needs and those that it may have,
// the parts of its revisions, and the names of all of either.
func Parts(s Shape) (needs, may, states, all, allStates []string) {
	row := shapes.Row(s).Does
	for _, p := range targetParts {
		all = append(all, p.name)
	}
	for _, p := range revisionParts {
		allStates = append(allStates, p.name)
	}
	return row.needs, row.may, row.states, all, allStates
}

// Checked reports whether a shape has the checks that it needs.
func Checked(s Shape) (target, revision bool) {
	row := shapes.Row(s).Does
	return row.check != nil, row.revision != nil
}

// Statuses returns the statuses of the table.
func Statuses() (out []Status) {
	for s := range statuses {
		if Status(s).known() {
			out = append(out, Status(s))
		}
	}
	return out
}
