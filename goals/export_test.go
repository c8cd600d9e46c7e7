package goals

// The closed sets of the package, for the tests that walk them.
var (
	Meanings     = meanings
	Vocabularies = vocabularies
	EffectKinds  = effectKinds
	EffectSigns  = effectSigns
	Grades       = grades
	ChangeKinds  = changeKinds
	FundsSet     = funds
	UsesSet      = uses
)
