module gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet

go 1.26.0

require (
	github.com/shopspring/decimal v1.6.0
	gitlab.opencode.de/zielkette/zielkette v0.0.0-00010101000000-000000000000
)

replace gitlab.opencode.de/zielkette/zielkette => ../../..
