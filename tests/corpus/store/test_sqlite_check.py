import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.errors import ArchiveError
from corpus.records import Passage
from corpus.store.sqlite import FILE_NAME, SqliteStore
from embeddings.embed import embed_and_put
from qa.assistant import Assistant
from qa.lab.public_sets import NoReader
from qa.search.retriever import Retriever


def harm(archive: SqliteStore, *statements: str) -> SqliteStore:
    """The archive after somebody has changed its file behind its back."""
    archive.close()
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db, db:
        db.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            db.execute(statement)
    return SqliteStore.open(archive.folder)


def kinds(archive: SqliteStore) -> set[str]:
    return {finding.kind for finding in archive.find_damage()}


def test_a_sound_archive_has_no_findings(archive: SqliteStore, encoder: WordEncoder) -> None:
    with archive.change() as writing:
        writing.move("lynx", "/elsewhere/lynx.txt")
        writing.remove(["comet"])
    embed_and_put([replace(ARTICLES[0], title="Another")], archive, encoder)
    assert list(archive.find_damage()) == []


HARMS = {
    "text": ("UPDATE articles SET text = replace(text, 'Monday', 'Sunday')", {"article"}),
    "title": ("UPDATE articles SET title = title || '!'", {"article"}),
    "outlet": ("UPDATE articles SET source = 'Other' WHERE id = 'lynx'", {"article"}),
    "day": ("UPDATE articles SET first_day = '2021-03-05' WHERE id = 'bridge'", {"article"}),
    "no day": ("UPDATE articles SET first_day = '2016-99-99' WHERE id = 'bridge'", {"article"}),
    "last day": ("UPDATE articles SET last_day = '2021-03-05' WHERE id = 'bridge'", {"identity"}),
    "precision": ("UPDATE articles SET date_precision = 'week'", {"article"}),
    "digest": ("UPDATE articles SET digest = 'x' || substr(digest, 2)", {"digest"}),
    "id": ("UPDATE articles SET id = 'lunx' WHERE id = 'lynx'", {"identity"}),
    "origin": ("UPDATE articles SET origin = '/x' WHERE id = 'lynx'", {"identity"}),
    "range": ("UPDATE passages SET start = start + 3", {"passages"}),
    "far range": ("UPDATE passages SET end = 100000 WHERE key = 1", {"passages"}),
    "no range": ("UPDATE passages SET start = 'x' WHERE key = 1", {"passages"}),
    "equal vectors": (
        "UPDATE passages SET vector = (SELECT vector FROM passages LIMIT 1)",
        {"passages"},
    ),
    "short vector": ("UPDATE passages SET vector = substr(vector, 5)", {"passages"}),
    "doubled passages": (
        "INSERT INTO passages (article, start, end, vector)"
        " SELECT article, start, end, vector FROM passages",
        {"passages"},
    ),
    "missing passages": ("DELETE FROM passages WHERE key = 1", {"passages"}),
    "stray passages": ("UPDATE passages SET article = 99 WHERE key = 1", {"passages"}),
    "seal": ("UPDATE seals SET passages = passages + 1", {"passages"}),
    "no seals": ("DELETE FROM seals", {"seal"}),
    "generation": ("UPDATE facts SET value = '1x' WHERE name = 'generation'", {"facts"}),
    "model": (
        "UPDATE facts SET value = 'words@2' WHERE name = 'model fingerprint'",
        {"facts"},
    ),
    "name": ("UPDATE facts SET value = '../x' WHERE name = 'identity'", {"facts"}),
    "token": ("UPDATE changes SET token = token + 1", {"facts"}),
    "lost table": ("DROP TABLE seals", {"file"}),
    "lost log": ("DROP TABLE removed", {"file"}),
    "foreign trigger": (
        "CREATE TRIGGER a AFTER INSERT ON articles BEGIN DELETE FROM articles; END",
        {"file"},
    ),
    "correction": (
        "INSERT INTO corrections VALUES ('lynx', '2016-99-99', 'day', NULL, NULL)",
        {"correction"},
    ),
    "removals": ("INSERT INTO removed VALUES (2, 1)", {"passages"}),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "expected"), HARMS.values(), ids=HARMS.keys())
def test_what_was_altered_is_found(
    archive: SqliteStore, statement: str, expected: set[str]
) -> None:
    harmed = harm(archive, statement)
    assert expected <= kinds(harmed)
    with pytest.raises(ArchiveError, match="damaged"):
        harmed.check()


LOOKS: dict[str, Callable[[SqliteStore], object]] = {
    "list": lambda archive: list(archive.articles()),
    "stats": SqliteStore.stats,
    "stamp": lambda archive: archive.stamp,
    "passages": lambda archive: archive.passages([1, 2, 3]),
    "columns": lambda archive: list(archive.index_source.filter_columns()),
    "vectors": lambda archive: archive.index_source.vectors(),
    "change": lambda archive: archive.change().__enter__(),
    "find": lambda archive: list(archive.find_damage()),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
@pytest.mark.parametrize("statement", [each for each, _ in HARMS.values()], ids=HARMS.keys())
def test_nothing_altered_ends_in_a_traceback(
    archive: SqliteStore, statement: str, look: Callable[[SqliteStore], object]
) -> None:
    harmed = harm(archive, statement)
    with contextlib.suppress(ArchiveError):
        look(harmed)


@pytest.mark.parametrize("harmed", ["text", "range", "equal vectors", "origin"])
def test_no_answer_cites_what_was_altered(
    archive: SqliteStore, encoder: WordEncoder, harmed: str
) -> None:
    with Retriever(archive, encoder) as retriever:
        assert Assistant(archive, retriever, NoReader()).ask("Who closed the harbour bridge?")
    archive = harm(archive, HARMS[harmed][0])
    with (
        Retriever(archive, encoder) as retriever,
        pytest.raises(ArchiveError, match="damaged"),
    ):
        Assistant(archive, retriever, NoReader()).ask("Who saw a lynx in the Morven hills?")


def test_what_was_changed_since_it_was_read_is_no_damage(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    passages = archive.passages(range(1, 20))
    with archive.change() as writing:
        writing.remove(["lynx"])
    embed_and_put([replace(ARTICLES[0], text="A bridge closed.")], archive, encoder)
    archive.verify(list(passages.values()))


def test_passages_of_an_older_file_must_cover_their_text_once(archive: SqliteStore) -> None:
    article = an_article("long", "Long", "One. Two. Three.")
    ranges = ((0, 4), (5, 9), (10, 16))
    for wrong in (ranges[1:], (*ranges, ranges[0]), ((1, 4), *ranges[1:]), ranges[:2]):
        with archive.change() as writing:
            passages = [Passage(article, *each) for each in wrong]
            writing.put(article, passages, np.eye(len(wrong), 256, dtype=np.float32))
        older = harm(archive, "DROP TABLE seals", "PRAGMA user_version = 1")
        assert {finding.article for finding in older.find_damage()} == {"long"}
        archive = older


def test_an_altered_table_is_damage_and_no_crash(archive: SqliteStore) -> None:
    archive.close()
    path = archive.folder / FILE_NAME
    path.write_bytes(path.read_bytes().replace(b"date_precision TEXT", b"date_precisiom TEXT"))
    with pytest.raises(ArchiveError, match="table articles is altered"):
        list(SqliteStore.open(archive.folder).articles())
