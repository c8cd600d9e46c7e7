// Package outlook tells where the values of an indicator lead if they go on as they did:
// the pace so far and the pace needed, the trend with its interval, and the probability
// that the target is reached.
//
// [Of] looks at one indicator since a year that the caller states. The year is never
// chosen here, for a start year can be found that says nearly anything; a warning names
// the points without which the probability would be another.
//
// # What is taken for what
//
// Points are the values that count for each period, as known at the dates of the
// evaluation, of the indicator's version of the definition: estimated, provisional and
// unreliable ones too, forecasts and other meanings not. Time is counted in years; of
// periods shorter than a year each has its place in the year. The trend is a straight
// line, fitted by least squares. It carries the past on: it knows no measure, no decision
// and no limit that the values cannot pass.
//
// Pace, trend and projection are exact fractions, rounded once to twelve places. Standard
// error, interval and probability are computed to more digits than are printed and
// rounded once. Probability and interval are estimates under the usual assumptions of a
// linear regression: errors that are independent, normal, and alike at all times.
//
// # Sources
//
// Prediction from a regression line: Draper and Smith, Applied Regression Analysis, 3rd
// edition, 1998, section 3.1. Student's t in closed form: Abramowitz and Stegun, Handbook
// of Mathematical Functions, 1964, 26.7.
package outlook
