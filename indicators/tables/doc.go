// Package tables reads and writes observations as tables.
package tables
