"""The tables in PostgreSQL, their version, and the triggers that make the database itself refuse to forget."""

from __future__ import annotations

from collections.abc import Callable

from lbp_teach.errors import UsageError

VERSION = 2
#: The number under which kernels that start at once wait for the one that makes the tables.
LOCK = 1_177_001

#: Who has joined a course, or was refused in it, is asked for every few seconds while a teacher looks on.
_FROM_1 = ("CREATE INDEX events_of_courses ON events (attempt, learner) WHERE kind IN ('join', 'refused')",)
# COLLATE "C": times and ids are compared as bytes, in whatever language the database sorts.
_TABLES = (
    """CREATE TABLE learners (
      id text COLLATE "C" PRIMARY KEY, name text NOT NULL, created text COLLATE "C" NOT NULL, hub text UNIQUE
    )""",
    """CREATE TABLE tokens (
      hash text COLLATE "C" PRIMARY KEY, learner text COLLATE "C" NOT NULL, created text NOT NULL
    )""",
    "CREATE INDEX tokens_of ON tokens (learner)",
    """CREATE TABLE codes (
      learner text COLLATE "C" PRIMARY KEY, selector text NOT NULL UNIQUE, salt text NOT NULL, hash text NOT NULL,
      created text NOT NULL
    )""",
    'CREATE TABLE heads (learner text COLLATE "C" PRIMARY KEY, seq bigint NOT NULL, hash text NOT NULL)',
    """CREATE TABLE events (
      learner text COLLATE "C" NOT NULL, seq bigint NOT NULL, action text COLLATE "C" NOT NULL, attempt text NOT NULL,
      kind text NOT NULL, body text NOT NULL, at text COLLATE "C" NOT NULL, previous text NOT NULL, hash text NOT NULL,
      PRIMARY KEY (learner, seq), UNIQUE (learner, action)
    )""",
    "CREATE TABLE lbp_teach_version (version integer NOT NULL)",
    *_FROM_1,
    f"INSERT INTO lbp_teach_version VALUES ({VERSION})",
)
# ANALYZE keeps samples of columns in the catalogue, where no purge would reach what a learner has written.
_NO_SAMPLES = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name IN ('learners', 'tokens', 'codes', 'heads', 'events')
  LOOP
    EXECUTE 'ALTER TABLE ' || quote_ident(one.table_name) || ' ALTER COLUMN ' || quote_ident(one.column_name)
      || ' SET STATISTICS 0';
  END LOOP;
END $$
"""
_TRIGGERS = (
    """CREATE FUNCTION lbp_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP = 'DELETE' THEN
        IF current_setting('lbp_teach.purging', true) = OLD.learner THEN RETURN OLD; END IF;
      END IF;
      RAISE EXCEPTION 'records are never changed, and removed by a purge only'
        USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE FUNCTION lbp_follows() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE last record; BEGIN
      SELECT seq, hash INTO last FROM heads WHERE learner = NEW.learner;
      IF NEW.seq = coalesce(last.seq, 0) + 1 AND NEW.previous = coalesce(last.hash, repeat('0', 64)) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'an event follows the last one' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE FUNCTION lbp_moves_head() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO heads VALUES (NEW.learner, NEW.seq, NEW.hash)
        ON CONFLICT (learner) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
      RETURN NULL;
    END $$""",
    """CREATE FUNCTION lbp_head_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF EXISTS (SELECT 1 FROM events WHERE learner = NEW.learner AND seq = NEW.seq AND hash = NEW.hash)
        AND NOT EXISTS (SELECT 1 FROM events WHERE learner = NEW.learner AND seq > NEW.seq)
      THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'a head follows the events' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    "CREATE TRIGGER stay BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION lbp_stays()",
    "CREATE TRIGGER stay_all BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION lbp_stays()",
    "CREATE TRIGGER follow BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION lbp_follows()",
    "CREATE TRIGGER move_head AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION lbp_moves_head()",
    "CREATE TRIGGER stay BEFORE DELETE ON heads FOR EACH ROW EXECUTE FUNCTION lbp_stays()",
    "CREATE TRIGGER stay_all BEFORE TRUNCATE ON heads FOR EACH STATEMENT EXECUTE FUNCTION lbp_stays()",
    "CREATE TRIGGER follow BEFORE INSERT OR UPDATE ON heads FOR EACH ROW EXECUTE FUNCTION lbp_head_follows()",
)


def ensure_schema(run: Callable[[str], list[tuple[object, ...]]]) -> None:
    """Make the tables if there are none, inside the transaction of `run`.

    Args:
        run: runs one statement without parameters and returns its rows.

    Raises:
        UsageError: a newer LBP Teach has made the tables.
    """
    if _known(run) == VERSION:
        return
    run(f"SELECT pg_advisory_xact_lock({LOCK})")
    version = _known(run)
    if version is None:
        for statement in (*_TABLES, _NO_SAMPLES, *_TRIGGERS):
            run(statement)
    elif version < VERSION:
        for statement in _FROM_1:
            run(statement)
        run(f"UPDATE lbp_teach_version SET version = {VERSION}")


def _known(run: Callable[[str], list[tuple[object, ...]]]) -> int | None:
    """Return the version of the tables that are there, None where there are none."""
    if run("SELECT to_regclass('lbp_teach_version')")[0][0] is None:
        return None
    version = run("SELECT version FROM lbp_teach_version")[0][0]
    if not isinstance(version, int) or version > VERSION:
        raise UsageError(
            f"The records' database was made by another LBP Teach (version {version} of the tables; this one knows "
            f"{VERSION}). Install that one again, or name another database in LBP_RECORDS."
        )
    return version
