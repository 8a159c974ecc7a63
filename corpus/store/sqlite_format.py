"""A file gets its tables, and one of an older program what was added since."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

from corpus.store.migrations import APPLIED, FORMAT, MIGRATIONS, SCHEMA, SEALS
from corpus.store.seals import identity_seal, passages_seal
from corpus.store.sqlite_backup import write_backup
from corpus.store.sqlite_check import article_problems, dimension_of, passage_rows
from corpus.store.sqlite_file import APPLICATION, ArchiveFile


def create_tables(file: ArchiveFile) -> None:
    """Make an archive of an empty file, unless another process has done so."""
    if file.format:
        return
    with file.transaction("IMMEDIATE"):
        if file.row("SELECT 1 FROM sqlite_master"):  # it has, while this one waited
            return
        for statement in SCHEMA.split(";"):
            file.run(statement)
        file.run("INSERT INTO facts VALUES ('identity', ?)", (uuid.uuid4().hex,))
        file.run("INSERT INTO facts VALUES ('generation', '0')")
        migrate(file)
        file.run(f"PRAGMA application_id = {APPLICATION}")


def is_current(file: ArchiveFile) -> bool:
    """Whether nothing is to be migrated."""
    return file.format == FORMAT and all(file.has(migration.adds) for migration in MIGRATIONS)


def back_up_older_format(file: ArchiveFile) -> Path | None:
    """Keep a copy of a file that a change would bring to a newer format; where it is kept."""
    copy = file.path.with_name(f"{file.path.stem}-format-{file.format}.sqlite")
    if file.format == FORMAT or copy.exists() or not file.row("SELECT 1 FROM articles"):
        return None
    write_backup(file, copy)
    return copy


def migrate(file: ArchiveFile) -> None:
    """Give a file what it lacks; inside a writing transaction, so that all is done or nothing."""
    file.run(APPLIED)
    for number, adds, statements in MIGRATIONS:
        if file.has(adds):
            continue
        for statement in statements:
            file.run(statement)
        if adds == SEALS:
            _seal_all(file)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        file.run("INSERT OR REPLACE INTO migrations VALUES (?, ?, ?)", (number, adds, now))
    file.run(f"PRAGMA user_version = {FORMAT}")


def _seal_all(file: ArchiveFile) -> None:
    """Seal every article that is sound as far as that shows; the others are told by `doctor`."""
    dimension = dimension_of(file)
    for (key,) in list(file.rows("SELECT key FROM articles ORDER BY key")):
        if all(finding.kind == "seal" for finding in article_problems(file, key, dimension)):
            seal(file, key)


def seal(file: ArchiveFile, key: int) -> None:
    """Seal an article as the file holds it; inside a writing transaction."""
    id, origin, digest = file.row("SELECT id, origin, digest FROM articles WHERE key = ?", (key,))
    seals = identity_seal(id, origin, digest), passages_seal(passage_rows(file, key))
    file.run(f"INSERT OR REPLACE INTO {SEALS} VALUES (?, ?, ?)", (key, *seals))
