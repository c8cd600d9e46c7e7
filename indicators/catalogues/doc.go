// Package catalogues holds shared catalogues of indicators (gemeinsame Kataloge), so
// that the goals of any city can be read in the same terms and two cities can tell
// that they mean the same.
//
// A city refers to an entry by a code: an indicator with the Codes
// "sdg-kommunen": "armut-kinderarmut" is that of the catalogue, whatever its id and
// title are in the city. Two catalogues of codes are known here:
//
//   - "sdg": the number of a Sustainable Development Goal, 1 to 17, several
//     divided by commas. It sorts; many indicators share it.
//   - "sdg-kommunen": an indicator of the SDG-Indikatoren für Kommunen, see
//     [Municipal].
//
// A city may write codes of further catalogues; they are kept and not looked at.
//
// # What is not here
//
// Of the 100 indicators of the fourth edition of the SDG-Indikatoren für Kommunen
// the 45 are recorded whose names and goals a public list gave. The goals 13, 14,
// 15 and 17 have none among them; [Goals] says so. The catalogue gives no values, no
// targets and no version of the definition: in 2023 indicators were redefined and
// recomputed backwards, so a city states the version with its observations.
package catalogues
