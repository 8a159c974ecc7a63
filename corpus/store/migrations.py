"""The tables of the archive's SQLite file, and what each later version of Pullquote added.

An addition leaves older programs able to read and write the file, so the format's number stays.
"""

from __future__ import annotations

from typing import NamedTuple

FORMAT = 1  # raise it when an older program could no longer use the file

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
    """Statements that add something to a file of an older program, at most once.

    `adds` is the table or index by which a file shows that it has had them.
    """

    adds: str
    statements: tuple[str, ...]


# Passage places in an index of their own. Read from the table, a place would bring a page with
# its vector from the disk for each passage; here a thousand share one.
PLACES = "passages_by_key"
READ_FILES = "read_files"
LOCATORS = "locators"
CORRECTIONS = "corrections"

MIGRATIONS = (
    # 1: the keys of removed passages, for indexes that know an earlier generation. A trigger
    # writes them, so that none is missed where an older program removes.
    Migration(
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
    # 2: the files that articles were read from, as they were then.
    Migration(
        READ_FILES,
        (
            f"CREATE TABLE IF NOT EXISTS {READ_FILES} (path TEXT PRIMARY KEY,"
            " size INTEGER NOT NULL, modified INTEGER NOT NULL, articles INTEGER NOT NULL,"
            " readers TEXT NOT NULL) WITHOUT ROWID",
        ),
    ),
    # 3: where each passage stands.
    Migration(
        PLACES,
        (f"CREATE INDEX IF NOT EXISTS {PLACES} ON passages (key, article, start, end)",),
    ),
    # 4: pages, chapters and time codes, of the few articles that have any: a JSON array of
    # [start, label] for each.
    Migration(
        LOCATORS,
        (
            f"CREATE TABLE IF NOT EXISTS {LOCATORS} (article INTEGER PRIMARY KEY"
            " REFERENCES articles (key) ON DELETE CASCADE, labels TEXT NOT NULL)",
        ),
    ),
    # 5: what people set by hand of articles, by id, and kept when these are read again.
    Migration(
        CORRECTIONS,
        (
            f"CREATE TABLE IF NOT EXISTS {CORRECTIONS} (id TEXT PRIMARY KEY, first_day TEXT,"
            " date_precision TEXT, source TEXT, author TEXT) WITHOUT ROWID",
        ),
    ),
)
