package main

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// schema makes a store that can only grow: a row that is there is never changed and
// never deleted, whoever asks. All columns of figures and dates are TEXT, for other
// columns would hand over binary fractions. The id of an observation is its position
// in the record, so that two writers that do not know of each other cannot both win.
const schema = `
CREATE TABLE IF NOT EXISTS documents (
	version INTEGER NOT NULL, kind TEXT NOT NULL, known_on TEXT, stored_at TEXT NOT NULL, text TEXT NOT NULL,
	PRIMARY KEY (version, kind)
) STRICT;
CREATE TABLE IF NOT EXISTS observations (
	id INTEGER PRIMARY KEY, stored_at TEXT NOT NULL,
	indicator TEXT NOT NULL, area TEXT NOT NULL, period TEXT NOT NULL, value TEXT, denominator TEXT, label TEXT NOT NULL,
	status TEXT, definition TEXT NOT NULL, known_on TEXT, source TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS documents_stay BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'documents are only added'); END;
CREATE TRIGGER IF NOT EXISTS documents_last BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'documents are only added'); END;
CREATE TRIGGER IF NOT EXISTS observations_stay BEFORE UPDATE ON observations BEGIN SELECT RAISE(ABORT, 'observations are only added'); END;
CREATE TRIGGER IF NOT EXISTS observations_last BEFORE DELETE ON observations BEGIN SELECT RAISE(ABORT, 'observations are only added'); END;
`

// documents are the texts of one version of a city's documents, by kind, with the day
// on which it became known. The first version has no day: it was known from the start.
type documents struct {
	known zielkette.Date
	texts map[string]string
}

// store is the file in which everything is kept. Its methods are called by one
// goroutine at a time.
type store struct{ db *sql.DB }

// openStore opens the file, and makes it where there is none. What a transaction has
// committed is on the disk (WAL with synchronous=FULL) before the call returns.
func openStore(file string) (*store, error) {
	name := "file:" + (&url.URL{Path: file}).EscapedPath()
	db, err := sql.Open("sqlite", name+"?_txlock=immediate&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(schema); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", file, err), db.Close())
	}
	return &store{db}, nil
}

func (s *store) close() error { return s.db.Close() }

// load reads all versions of the documents and all observations in the order in which
// they were added.
func (s *store) load() (versions []documents, observations []indicators.Observation, err error) {
	err = s.each("SELECT version, kind, known_on, text FROM documents ORDER BY version", func(rows *sql.Rows) error {
		var version int
		var kind, text string
		var known zielkette.Date
		if err := rows.Scan(&version, &kind, &known, &text); err != nil {
			return err
		}
		if version == len(versions) {
			versions = append(versions, documents{known, map[string]string{}})
		}
		versions[len(versions)-1].texts[kind] = text
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	err = s.each(`SELECT indicator, area, period, value, denominator, label, status, definition, known_on, source, note
		FROM observations ORDER BY id`, func(rows *sql.Rows) error {
		var o indicators.Observation
		err := rows.Scan(&o.Indicator, &o.Area, &o.Period, &o.Value, &o.Denominator, &o.Label, &o.Status, &o.Definition, &o.Known, &o.Source, &o.Note)
		observations = append(observations, o)
		return err
	})
	return versions, observations, err
}

func (s *store) each(query string, read func(*sql.Rows) error) error {
	rows, err := s.db.Query(query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // its error is that of rows.Err
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// add stores a version of the documents, where there is one, and the observations of
// the record from a position on, all together or nothing.
func (s *store) add(version int, docs *documents, record *indicators.Record, from int, now time.Time) (err error) {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	stored := now.UTC().Format(time.RFC3339)
	if docs != nil {
		for kind, text := range docs.texts {
			if _, err = tx.Exec("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", version, kind, docs.known, stored, text); err != nil {
				return err
			}
		}
	}
	insert, err := tx.Prepare("INSERT INTO observations VALUES (?" + strings.Repeat(", ?", 12) + ")")
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }() // the transaction has ended it
	for i := from; i < record.Len(); i++ {
		o := record.At(i)
		if _, err = insert.Exec(i, stored, o.Indicator, o.Area, o.Period, o.Value, o.Denominator, o.Label, o.Status, o.Definition, o.Known, o.Source, o.Note); err != nil {
			return err
		}
	}
	return tx.Commit()
}
