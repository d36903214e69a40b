-- A ledger in PostgreSQL, in a schema of its own. Entries are only ever added at the end: triggers refuse everything
-- else, also where replication switches ordinary triggers off.

CREATE SCHEMA paiban;

-- One row: the version of these tables.
CREATE TABLE paiban.meta (
    single BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (single),
    schema BIGINT NOT NULL
);

-- Sorted by bytes, as in SQLite: no order of a language is asked for, and this one is quick.
CREATE TABLE paiban.entry (
    id BIGINT PRIMARY KEY,
    recorded BIGINT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C",
    category TEXT COLLATE "C",
    happened BIGINT,
    day BIGINT,
    about BIGINT,
    previous BYTEA NOT NULL CHECK (length(previous) = 32),
    hash BYTEA NOT NULL CHECK (length(hash) = 32),
    body TEXT NOT NULL
);

CREATE INDEX entry_person ON paiban.entry (person, category, happened, day, id) WHERE kind = 'event';
CREATE INDEX entry_day ON paiban.entry (day) WHERE kind = 'event';
CREATE INDEX entry_other ON paiban.entry (kind) WHERE kind <> 'event';
CREATE INDEX entry_about ON paiban.entry (about) WHERE about IS NOT NULL;

CREATE FUNCTION paiban.entry_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries are never changed or deleted';
END
$$;

CREATE FUNCTION paiban.entry_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last RECORD;
BEGIN
    SELECT id, hash INTO last FROM paiban.entry ORDER BY id DESC LIMIT 1;
    IF NEW.id IS DISTINCT FROM coalesce(last.id, 0) + 1
        OR NEW.previous IS DISTINCT FROM coalesce(last.hash, decode(repeat('00', 32), 'hex'))
    THEN
        RAISE EXCEPTION 'entries are only added at the end';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER entry_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON paiban.entry
    FOR EACH STATEMENT EXECUTE FUNCTION paiban.entry_keep();
CREATE TRIGGER entry_follow BEFORE INSERT ON paiban.entry
    FOR EACH ROW EXECUTE FUNCTION paiban.entry_follow();

ALTER TABLE paiban.entry ENABLE ALWAYS TRIGGER entry_keep;
ALTER TABLE paiban.entry ENABLE ALWAYS TRIGGER entry_follow;
