// Package citytest (Sollwerte) holds a city's documents against figures that people
// expect of them. The expectations stand in expected.csv beside the documents, written
// by those who know the figures, and not by programmers:
//
//	id;as_of;known_on;what;expected;note
//	HF2.SZ4;2020-12-31;;coverage;12,5 %;1 of 8 goals has a figure
//	thg;2020-12-31;;attainment;-3,8 %;(7,4 - 7,2) / (2 - 7,2)
//	thg;2020-12-31;;period;2020;
//	V;2020-12-31;;state;scored;
//
// In the repository of a city three lines of Go make each line a test of its own:
//
//	func TestFigures(t *testing.T) {
//		citytest.Run(t, os.DirFS("data"))
//	}
//
// [Check] does the same without the package testing, and [First] writes a first file
// from the figures of today, for people to correct.
//
// # The file
//
// The first row names the columns; id, as_of, what and expected must be there. Cells
// are separated by semicolons or commas, as the first row is.
//
//	id        of a goal, a theme, an indicator, a measure or a milestone; of an indicator with several
//	          targets also "id/target", in an area "id@area"; of a measure's milestone also
//	          "measure/milestone"; where a goal and an indicator have the same id, with the
//	          word before it: "goal X", "indicator X"
//	as_of     date of the evaluation (Stichtag)
//	known_on  hides what became known later (Kenntnisstand); empty hides nothing
//	what      a word of the list below
//	expected  the figure, the word, or a dash for none
//	note      how the figure was found; it is printed where the line does not hold
//
// A figure that is written with n places holds if ours rounds to it, half away from
// zero: 0,31 and 30,7 % hold for 0.306666666667, and 0,306 does not. A comma is the
// decimal sign; so is a point, unless it could stand between thousands, as in 1.234,
// which is refused. Thousands are written without a sign between them. The sign % says
// that the figure is a share of one hundred.
//
//	what         of                        what it is
//	score        goal, theme               the score (Zielerreichung)
//	coverage     goal, theme               how much is known (Abdeckung)
//	low, high    goal, theme               the range that the unknown leaves (Spanne)
//	expected     goal, theme, indicator    what is expected by now: a score, or a value
//	state        goal, theme, indicator    scored, not-reported, ...; of a milestone done, overdue, ...
//	status       goal, theme, indicator    the class of the status rule, by id or name
//	course       goal, indicator           ahead, on or behind
//	value        indicator                 the value that counted
//	period       indicator                 its period
//	attainment   indicator                 how far it is, unbounded (Zielerreichungsgrad)
//	on-track     indicator                 attainment / expected attainment
//	planned      measure                   euros planned, as known at the dates
//	spent        measure                   euros spent, as known at the dates
//	progress     measure                   the share of its milestones that are done
//
// Words may also be written as reports print them, in German or English: "nicht berichtet",
// "erledigt", "vor dem Soll".
//
// The files are plain so that other programs can be held against them: read the rows,
// evaluate at the two dates, compare the figure with the places written.
package citytest
