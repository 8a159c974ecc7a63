"""The tables of the archive's SQLite file, and what each later version of Pullquote added.

An addition leaves older programs able to read and write the file, so the format's number stays.
Format 2 began when every article got seals: a program that writes none is kept out. Format 3 began
when passages could wait for their vectors: a program that does not know that takes it for damage.
Format 4 began when digests covered an article's place: to a program that does not read it they are
wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

FORMAT = 4  # raise it when an older program could no longer use the file

SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, text TEXT NOT NULL, origin TEXT NOT NULL,
    first_day TEXT, last_day TEXT, date_precision TEXT, date_found_in TEXT,
    source TEXT, author TEXT, url TEXT,
    digest TEXT NOT NULL
);
CREATE INDEX articles_by_origin ON articles (origin);
CREATE INDEX articles_by_date ON articles (first_day, last_day);
CREATE INDEX articles_by_source ON articles (source);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    vector BLOB NOT NULL
);
CREATE INDEX passages_by_article ON passages (article);
"""


class Migration(NamedTuple):
    """Statements that add something to a file of an older program; done again they change nothing.

    `adds` is the table or index by which a file shows that it has had them.
    """

    number: int
    adds: str
    statements: tuple[str, ...]


# Passage places in an index of their own. Read from the table, a place would bring a page with
# its vector from the disk for each passage; here a thousand share one.
PLACES = "passages_by_key"
READ_FILES = "read_files"
LOCATORS = "locators"
CORRECTIONS = "corrections"
SEALS, CHANGES = "seals", "changes"
WAITING, LATE_VECTORS = "passages_without_vector", "late_vectors"
WRITTEN_AT = "written_at"
# Of a passage that has no vector yet; written as it is here, SQLite answers it from an index.
HAS_NO_VECTOR = "length(vector) = 0"

# The migrations that a file has had, and when.
APPLIED = (
    "CREATE TABLE IF NOT EXISTS migrations"
    " (number INTEGER PRIMARY KEY, adds TEXT NOT NULL, applied TEXT NOT NULL)"
)

MIGRATIONS = (
    # The keys of removed passages, for indexes that know an earlier generation. A trigger
    # writes them, so that none is missed where an older program removes.
    Migration(
        1,
        "removed",
        (
            "CREATE TABLE IF NOT EXISTS removed"
            " (key INTEGER PRIMARY KEY, generation INTEGER NOT NULL)",
            "CREATE TRIGGER IF NOT EXISTS removal AFTER DELETE ON passages BEGIN"
            " INSERT INTO removed"
            " SELECT old.key, value + 1 FROM facts WHERE name = 'generation'; END",
            "INSERT OR IGNORE INTO facts"
            " SELECT 'removals since', value FROM facts WHERE name = 'generation'",
        ),
    ),
    # The files that articles were read from, as they were then.
    Migration(
        2,
        READ_FILES,
        (
            f"CREATE TABLE IF NOT EXISTS {READ_FILES} (path TEXT PRIMARY KEY,"
            " size INTEGER NOT NULL, modified INTEGER NOT NULL, articles INTEGER NOT NULL,"
            " readers TEXT NOT NULL) WITHOUT ROWID",
        ),
    ),
    # Where each passage stands.
    Migration(
        3,
        PLACES,
        (f"CREATE INDEX IF NOT EXISTS {PLACES} ON passages (key, article, start, end)",),
    ),
    # Pages, chapters and time codes, of the few articles that have any: a JSON array of
    # [start, label] for each.
    Migration(
        4,
        LOCATORS,
        (
            f"CREATE TABLE IF NOT EXISTS {LOCATORS} (article INTEGER PRIMARY KEY"
            " REFERENCES articles (key) ON DELETE CASCADE, labels TEXT NOT NULL)",
        ),
    ),
    # What people set by hand of articles, by id, and kept when these are read again.
    Migration(
        5,
        CORRECTIONS,
        (
            f"CREATE TABLE IF NOT EXISTS {CORRECTIONS} (id TEXT PRIMARY KEY, first_day TEXT,"
            " date_precision TEXT, source TEXT, author TEXT) WITHOUT ROWID",
        ),
    ),
    # A random number for each change: two copies of an archive that were changed as often are
    # told apart by it. A file from before has none for its generation, which then stands for it.
    Migration(
        6,
        CHANGES,
        (
            f"CREATE TABLE IF NOT EXISTS {CHANGES}"
            " (generation INTEGER PRIMARY KEY, token INTEGER NOT NULL)",
            f"INSERT OR IGNORE INTO {CHANGES}"
            " SELECT CAST(value AS INTEGER), CAST(value AS INTEGER) FROM facts"
            " WHERE name = 'generation'",
        ),
    ),
    # Two checksums of each article: of what says who and where it is, and of its passages. Last,
    # because filling it takes what the others add.
    Migration(
        7,
        SEALS,
        (
            f"CREATE TABLE IF NOT EXISTS {SEALS} (article INTEGER PRIMARY KEY"
            " REFERENCES articles (key) ON DELETE CASCADE,"
            " identity INTEGER NOT NULL, passages INTEGER NOT NULL)",
        ),
    ),
    # The passages that wait for their vectors, and when those got theirs that had to wait, for
    # indexes that know them without.
    Migration(
        8,
        LATE_VECTORS,
        (
            f"CREATE INDEX IF NOT EXISTS {WAITING} ON passages (article) WHERE {HAS_NO_VECTOR}",
            f"CREATE TABLE IF NOT EXISTS {LATE_VECTORS} (passage INTEGER PRIMARY KEY"
            " REFERENCES passages (key) ON DELETE CASCADE, generation INTEGER NOT NULL)",
        ),
    ),
    # Where the stories were written that have a dateline.
    Migration(
        9,
        WRITTEN_AT,
        (
            f"CREATE TABLE IF NOT EXISTS {WRITTEN_AT} (article INTEGER PRIMARY KEY"
            " REFERENCES articles (key) ON DELETE CASCADE, place TEXT NOT NULL)",
        ),
    ),
)


def schema_problem(tables: Iterable[tuple[str, str | None]], file_format: int = 1) -> str | None:
    """What is wrong with a file's tables, given by name and as SQLite keeps their statements."""
    found = {name: _plain(sql) for name, sql in tables if sql}
    expected = _ALWAYS | _ADDED
    for name, statement in (_SINCE_FORMAT_2 if file_format >= 2 else _ALWAYS).items():
        if name not in found:
            return f"its {statement.split()[1].lower()} {name} is missing"
    for name, statement in found.items():
        if statement.startswith("CREATE TRIGGER") and name not in expected:
            return f"its trigger {name} is none of Pullquote's"
    altered = next((name for name in found if found[name] != expected.get(name, found[name])), None)
    return f"its {found[altered].split()[1].lower()} {altered} is altered" if altered else None


def _plain(statement: str) -> str:
    return " ".join(statement.replace("IF NOT EXISTS ", "").split())


def _named(statements: Iterable[str]) -> dict[str, str]:
    """CREATE statements by the name of what they create, as SQLite keeps them."""
    plain = [_plain(each) for each in statements]
    return {each.split()[2]: each for each in plain if each.startswith("CREATE ")}


_ALWAYS = _named(SCHEMA.split(";"))
_ADDED = _named(each for migration in MIGRATIONS for each in migration.statements)
# A file of format 2 has had all of its migrations: one that lacks a table has lost it.
_LAST_OF_FORMAT_2 = 7
_SINCE_FORMAT_2 = _ALWAYS | _named(
    statement
    for migration in MIGRATIONS
    if migration.number <= _LAST_OF_FORMAT_2
    for statement in migration.statements
)
