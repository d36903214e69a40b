-- A ledger in SQLite. Entries are only ever added at the end: triggers refuse everything else. `paiban ledger verify`
-- compares what stands in a file with this text, word by word.

-- "paib": what tells a ledger from other databases.
PRAGMA application_id = 1885432162;

-- The text comes last, so that the keys and the hash are read without it.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    recorded INTEGER NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    person TEXT,
    category TEXT,
    happened INTEGER,
    day INTEGER,
    about INTEGER,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    body TEXT NOT NULL
) STRICT;

-- All that an assessment needs of a person's events, in the order in which it is asked for.
CREATE INDEX entry_person ON entry (person, category, happened, day) WHERE kind = 'event';
CREATE INDEX entry_day ON entry (day) WHERE kind = 'event';
CREATE INDEX entry_other ON entry (kind) WHERE kind <> 'event';
CREATE INDEX entry_about ON entry (about) WHERE about IS NOT NULL;

CREATE TRIGGER entry_keep BEFORE UPDATE ON entry BEGIN
    SELECT RAISE(ABORT, 'entries are never changed');
END;

CREATE TRIGGER entry_hold BEFORE DELETE ON entry BEGIN
    SELECT RAISE(ABORT, 'entries are never deleted');
END;

-- REPLACE would delete an entry without any trigger that refuses deletion.
CREATE TRIGGER entry_follow BEFORE INSERT ON entry
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM entry)
  OR NEW.previous IS NOT coalesce((SELECT hash FROM entry ORDER BY id DESC LIMIT 1), zeroblob(32))
BEGIN
    SELECT RAISE(ABORT, 'entries are only added at the end');
END;
