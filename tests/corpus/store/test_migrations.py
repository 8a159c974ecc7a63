import contextlib
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import ARTICLES

from corpus.records import NO_FILTERS, Filters, Locator, Passage
from corpus.store.migrations import FORMAT, MIGRATIONS
from corpus.store.open_store import restore
from corpus.store.sqlite import FILE_NAME, SqliteStore
from corpus.store.store import ModelRecord


def ids(archive: SqliteStore, filters: Filters = Filters()) -> list[str]:  # noqa: B008
    return [article.id for article in archive.articles(filters)]


def keys_of(archive: SqliteStore, id: str) -> list[int]:
    passages = archive.passages(archive.index_source.vectors()[0].tolist())
    return [key for key, passage in passages.items() if passage.article.id == id]


def removed_since(archive: SqliteStore, generation: int) -> list[int] | None:
    found = archive.index_source.removed_since(generation)
    return None if found is None else found.tolist()


def made_by_an_older_program(archive: SqliteStore) -> SqliteStore:
    """The archive as it was before removals were remembered."""
    archive.close()
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db, db:
        db.execute("DROP INDEX passages_by_key")
        db.execute("DROP TRIGGER removal")
        db.execute("DROP TABLE removed")
        db.execute("DROP TABLE read_files")
        db.execute("DROP TABLE locators")
        db.execute("DELETE FROM facts WHERE name = 'removals since'")
    return SqliteStore.open(archive.folder)


def test_an_older_archive_remembers_removals_from_its_next_change_on(archive: SqliteStore) -> None:
    lynx, ferry = keys_of(archive, "lynx"), keys_of(archive, "ferry")
    older = made_by_an_older_program(archive)
    start = older.generation
    assert removed_since(older, start) is None
    assert ids(older) == ["bridge", "comet", "ferry", "lynx"]
    with older.change() as writing:
        writing.remove(["lynx"])
    assert removed_since(older, start) == lynx
    assert removed_since(older, start - 1) is None
    with older.change() as writing:
        writing.remove(["ferry"])
    assert removed_since(older, start) == sorted(lynx + ferry)


def test_an_older_archive_tells_its_passages_and_from_its_next_change_on_faster(
    archive: SqliteStore,
) -> None:
    keys = [int(key) for key in archive.index_source.passage_keys(NO_FILTERS)]
    told = archive.passages(keys)
    archive.close()
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db, db:
        db.execute("DROP INDEX passages_by_key")
        db.execute("DROP TABLE locators")
    older = SqliteStore.open(archive.folder)
    assert older.passages(keys) == told
    with older.change() as writing:
        writing.remove(["lynx"])
    again = SqliteStore.open(archive.folder)
    left = {key: each for key, each in told.items() if each.article.id != "lynx"}
    assert older.passages(keys) == again.passages(keys) == left
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db:
        assert db.execute("SELECT 1 FROM sqlite_master WHERE name = 'passages_by_key'").fetchall()


def test_an_older_archive_keeps_pages_from_its_next_change_on(archive: SqliteStore) -> None:
    older = made_by_an_older_program(archive)
    lynx = older.article("lynx")
    assert lynx is not None
    assert lynx.locators == ()
    paged = replace(lynx, locators=(Locator(0, "page 7"),))
    with older.change() as writing:
        writing.put(paged, [], np.empty((0, 0), np.float32))
    assert older.article("lynx") == SqliteStore.open(older.folder).article("lynx") == paged


def test_an_older_archive_keeps_places_from_its_next_change_on(archive: SqliteStore) -> None:
    archive.close()
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db, db:
        db.execute("DROP TABLE written_at")
        db.execute("PRAGMA user_version = 3")
    older = SqliteStore.open(archive.folder)
    lynx = older.article("lynx")
    assert lynx is not None
    assert lynx.place is None
    placed = replace(lynx, place="PORT TALLIS")
    assert placed.digest != lynx.digest
    with older.change() as writing:
        writing.put(placed, [], np.empty((0, 0), np.float32))
    assert older.article("lynx") == SqliteStore.open(older.folder).article("lynx") == placed
    older.check()


def test_what_an_older_program_removes_is_remembered_too(archive: SqliteStore) -> None:
    start, lynx = archive.generation, keys_of(archive, "lynx")
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db, db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM articles WHERE id = 'lynx'")
        db.execute("UPDATE facts SET value = CAST(value + 1 AS TEXT) WHERE name = 'generation'")
    assert removed_since(archive, start) == lynx


OLD_ARCHIVE = Path(__file__).resolve().parents[2] / "net" / "archive-606c7b1"


def test_an_archive_of_an_older_format_is_migrated_by_its_first_change_after_a_copy(
    tmp_path: Path,
) -> None:
    folder = Path(shutil.copytree(OLD_ARCHIVE, tmp_path / "archive"))
    content = (folder / FILE_NAME).read_bytes()
    with SqliteStore.open(folder) as archive:
        archive.check()
        articles = list(archive.articles())
    assert (folder / FILE_NAME).read_bytes() == content  # to read it changes nothing
    with SqliteStore.open(folder) as archive:
        with archive.change():
            pass
        archive.check()
        assert list(archive.articles()) == articles
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        applied = [row[0] for row in db.execute("SELECT number FROM migrations ORDER BY number")]
        assert applied == [each.number for each in MIGRATIONS if each.number > 3]
        assert db.execute("SELECT count(*) FROM seals").fetchone() == (len(articles),)
    restore(tmp_path / "before", folder / "archive-format-1.sqlite")
    with SqliteStore.open(tmp_path / "before") as before:
        assert list(before.articles()) == articles
    with contextlib.closing(sqlite3.connect(tmp_path / "before" / FILE_NAME)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_damaged_article_of_an_older_format_is_not_sealed_as_sound(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(OLD_ARCHIVE, tmp_path / "archive"))
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME)) as db, db:
        db.execute("UPDATE articles SET text = text || '!' WHERE id = 'bridge'")
    with SqliteStore.open(folder) as archive:
        with archive.change():
            pass
        assert {finding.article for finding in archive.find_damage()} == {"bridge"}


@pytest.mark.parametrize("number", [2, 3])
def test_an_archive_of_a_format_that_was_kept_is_read_and_written(
    number: int, tmp_path: Path
) -> None:
    """`archive-format-N` was written when the format began; it is never written again."""
    kept = Path(__file__).with_name(f"archive-format-{number}")
    folder = Path(shutil.copytree(kept, tmp_path / "archive"))
    with SqliteStore.open(folder) as archive:
        archive.check()
        kept_articles = {each.id: each for each in ARTICLES if each.id != "comet"}
        assert {each.id: each for each in archive.articles()} == kept_articles
        assert archive.model == ModelRecord("words", "words@1", 256)
        assert archive.waiting() == ([] if number == 2 else ["ferry", "bridge"])
        with archive.change() as writing:
            writing.remove(["lynx"])
            writing.put(ARTICLES[3], [Passage(ARTICLES[3], 0, 20)], None)
        archive.check()
        assert ids(archive) == ["bridge", "comet", "ferry"]
        assert "comet" in archive.waiting()
    copies = [path.name for path in folder.glob("archive-format-*.sqlite")]
    assert copies == ([] if number == FORMAT else [f"archive-format-{number}.sqlite"])
