import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.errors import ArchiveError
from corpus.records import NO_FILTERS, Filters, Passage, PublicationDate
from corpus.store.sqlite import FILE_NAME, SqliteStore
from embeddings.embed import embed_and_put


def ids(archive: SqliteStore, filters: Filters = Filters()) -> list[str]:  # noqa: B008
    return [article.id for article in archive.articles(filters)]


def test_an_article_comes_back_as_it_was_put_in(archive: SqliteStore) -> None:
    assert [archive.article(article.id) for article in ARTICLES] == list(ARTICLES)
    assert archive.article("nobody") is None


def test_a_reopened_archive_holds_the_same(archive: SqliteStore) -> None:
    stamp = archive.stamp
    archive.close()
    again = SqliteStore.open(archive.folder)
    assert (again.stamp, ids(again)) == (stamp, ["bridge", "comet", "ferry", "lynx"])


def test_a_change_that_fails_leaves_every_article_whole(archive: SqliteStore) -> None:
    stamp = archive.stamp

    def fail() -> None:
        with archive.change() as writing:
            writing.remove(["bridge", "ferry"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert ids(archive) == ["bridge", "comet", "ferry", "lynx"]
    assert archive.stamp == stamp


def test_a_writer_killed_halfway_leaves_every_article_whole(archive: SqliteStore) -> None:
    killed = (
        "import os, sys; from pathlib import Path; from corpus.store.sqlite import SqliteStore\n"
        "archive = SqliteStore.open(Path(sys.argv[1]))\n"
        "with archive.change() as writing:\n"
        "    writing.remove(['bridge', 'ferry']); os._exit(9)"
    )
    run = subprocess.run([sys.executable, "-c", killed, str(archive.folder)], check=False)
    assert run.returncode == 9
    again = SqliteStore.open(archive.folder)
    again.check()
    assert ids(again) == ["bridge", "comet", "ferry", "lynx"]


def test_each_change_raises_the_generation(archive: SqliteStore) -> None:
    before = archive.stamp
    with archive.change() as writing:
        writing.remove(["comet"])
    assert archive.stamp != before


def test_two_archives_never_share_a_stamp(archive: SqliteStore, tmp_path: Path) -> None:
    other = SqliteStore.open(tmp_path / "other", create=True)
    embed_and_put(ARTICLES, other, WordEncoder())
    assert other.stamp != archive.stamp


def test_a_removed_article_takes_its_passages_along(archive: SqliteStore) -> None:
    keys, vectors = archive.index_source.vectors()
    with archive.change() as writing:
        writing.remove(["bridge"])
    left, _ = archive.index_source.vectors()
    assert set(left) < set(keys)
    assert archive.passages(set(keys) - set(left)) == {}
    assert vectors.shape == (len(keys), WordEncoder.dimension)


def test_passage_keys_are_never_used_twice(archive: SqliteStore, encoder: WordEncoder) -> None:
    before, _ = archive.index_source.vectors()
    with archive.change() as writing:
        writing.remove(["lynx", "comet"])
    embed_and_put(ARTICLES[2:], archive, encoder)
    after, _ = archive.index_source.vectors()
    assert min(set(after) - set(before)) > max(before)


def test_vectors_come_back_bit_for_bit(archive: SqliteStore, encoder: WordEncoder) -> None:
    keys, vectors = archive.index_source.vectors()
    texts = [f"{title}\n{text}" for _, title, text in archive.index_source.passages()]
    assert np.array_equal(vectors, encoder.encode_passages(texts))
    assert [each.columns.key for each in archive.index_source.passages()] == list(keys)


def test_passages_come_in_the_order_asked_for_and_share_their_articles(
    archive: SqliteStore,
) -> None:
    keys = archive.index_source.vectors()[0].tolist()
    wanted = [*reversed(keys), 9999, keys[0]]
    found = archive.passages(wanted)
    assert list(found) == list(reversed(keys))
    texts = {each.columns.key: each.text for each in archive.index_source.passages()}
    assert {key: passage.text for key, passage in found.items()} == texts
    assert len({id(passage.article) for passage in found.values()}) == len(ARTICLES)
    assert archive.passages([]) == {}


def test_more_passages_than_fit_in_one_statement_come_all(archive: SqliteStore) -> None:
    article = an_article("long", "Long", "One. " * 3000)
    passages = [Passage(article, 5 * place, 5 * place + 4) for place in range(3000)]
    with archive.change() as writing:
        writing.put(article, passages, np.eye(3000, 256, dtype=np.float32))
    keys, vectors = archive.index_source.vectors()
    assert len(archive.passages(keys.tolist())) == len(keys)
    found, rows = archive.index_source.vectors_of(reversed([*keys.tolist(), -1]))
    assert np.array_equal(found, keys)
    assert np.array_equal(rows, vectors)
    assert [len(block) for block, _ in archive.index_source.vector_blocks()] == [len(keys)]


def test_what_was_added_since_is_told_apart(archive: SqliteStore, encoder: WordEncoder) -> None:
    last = archive.index_source.last_key
    assert last == archive.index_source.vectors()[0][-1]
    embed_and_put([an_article("owl", "Owl", "An owl hooted."), ARTICLES[0]], archive, encoder)
    keys, vectors = archive.index_source.vectors()
    new = keys > last
    assert new.any()
    assert [each.tolist() for each in archive.index_source.vectors(last)] == [
        keys[new].tolist(), vectors[new].tolist()
    ]  # fmt: skip
    entries = list(archive.index_source.passages(last))
    assert [entry.columns.key for entry in entries] == keys[new].tolist()
    assert (entries[0].title, entries[0].text) == ("Owl", "An owl hooted.")
    assert archive.index_source.count_passages(last) == len(entries)
    assert archive.index_source.last_key == keys[-1]
    assert list(archive.index_source.filter_columns()) == [
        entry.columns for entry in archive.index_source.passages()
    ]


def test_an_empty_archive_has_no_vectors(tmp_path: Path) -> None:
    empty = SqliteStore.open(tmp_path / "archive", create=True)
    assert (
        empty.index_source.last_key,
        empty.index_source.count_passages(),
        list(empty.index_source.passages()),
    ) == (0, 0, [])
    assert [
        len(each)
        for each in (*empty.index_source.vectors(), *empty.index_source.vectors_of([1, 2]))
    ] == [0, 0, 0, 0]


def keys_of(archive: SqliteStore, id: str) -> list[int]:
    passages = archive.passages(archive.index_source.vectors()[0].tolist())
    return [key for key, passage in passages.items() if passage.article.id == id]


def removed_since(archive: SqliteStore, generation: int) -> list[int] | None:
    found = archive.index_source.removed_since(generation)
    return None if found is None else found.tolist()


def test_what_was_removed_since_is_remembered(archive: SqliteStore, encoder: WordEncoder) -> None:
    start, lynx, ferry = archive.generation, keys_of(archive, "lynx"), keys_of(archive, "ferry")
    with archive.change() as writing:
        writing.remove(["lynx"])
    middle = archive.generation
    embed_and_put([ARTICLES[1]], archive, encoder)  # in the place of the earlier version
    assert removed_since(archive, 0) == removed_since(archive, start) == sorted(lynx + ferry)
    assert removed_since(archive, middle) == ferry
    assert removed_since(archive, archive.generation) == []


def test_a_change_that_fails_removes_nothing(archive: SqliteStore) -> None:
    start = archive.generation

    def fail() -> None:
        with archive.change() as writing:
            writing.remove(["lynx"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert removed_since(archive, start) == []


def test_a_new_archive_has_large_pages(archive: SqliteStore) -> None:
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db:
        assert db.execute("PRAGMA page_size").fetchone() == (16_384,)


def made_by_an_older_program(archive: SqliteStore) -> SqliteStore:
    """The archive as it was before removals were remembered."""
    archive.close()
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db, db:
        db.execute("DROP INDEX passages_by_key")
        db.execute("DROP TRIGGER removal")
        db.execute("DROP TABLE removed")
        db.execute("DROP TABLE read_files")
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
    older = SqliteStore.open(archive.folder)
    assert older.passages(keys) == told
    with older.change() as writing:
        writing.remove(["lynx"])
    again = SqliteStore.open(archive.folder)
    left = {key: each for key, each in told.items() if each.article.id != "lynx"}
    assert older.passages(keys) == again.passages(keys) == left
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db:
        assert db.execute("SELECT 1 FROM sqlite_master WHERE name = 'passages_by_key'").fetchall()


def test_what_an_older_program_removes_is_remembered_too(archive: SqliteStore) -> None:
    start, lynx = archive.generation, keys_of(archive, "lynx")
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db, db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM articles WHERE id = 'lynx'")
        db.execute("UPDATE facts SET value = CAST(value + 1 AS TEXT) WHERE name = 'generation'")
    assert removed_since(archive, start) == lynx


def test_old_removals_are_forgotten_when_they_outnumber_what_is_left(archive: SqliteStore) -> None:
    article = an_article("long", "Long", "One. " * 6000)
    passages = [Passage(article, 5 * place, 5 * place + 4) for place in range(6000)]
    known: list[tuple[int, list[int]]] = []
    for _ in range(4):
        known = [(generation, keys + keys_of(archive, "long")) for generation, keys in known]
        known.append((archive.generation, keys_of(archive, "long")))
        with archive.change() as writing:
            writing.put(article, passages, np.eye(6000, 256, dtype=np.float32))
    told = [removed_since(archive, generation) for generation, _ in known]
    assert told[0] is None
    assert told[-1] == known[-1][1]
    assert all(keys in (None, expected) for keys, (_, expected) in zip(told, known, strict=True))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["bridge", "comet", "ferry", "lynx"]),
        (Filters(first=date(2021, 3, 1)), ["bridge", "ferry"]),
        (Filters(first=date(2021, 3, 2)), ["ferry"]),
        (Filters(last=date(2021, 3, 1)), ["bridge", "lynx"]),
        (Filters(date(2020, 11, 17), date(2020, 11, 17)), ["lynx"]),
        (Filters(sources=("TALLIS",)), ["bridge", "ferry"]),
        (Filters(sources=("northern", "courier")), ["bridge", "ferry", "lynx"]),
        (Filters(sources=("%",)), []),
        (Filters(first=date(2021, 3, 2), sources=("post",)), []),
    ],
)
def test_filters_let_through_what_they_say(
    archive: SqliteStore, filters: Filters, expected: list[str]
) -> None:
    assert ids(archive, filters) == expected
    passed = archive.passages(archive.index_source.passage_keys(filters).tolist()).values()
    assert sorted({passage.article.id for passage in passed}) == expected
    assert archive.stats(filters).articles == len(expected)


def test_a_month_passes_only_where_all_of_it_does(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    march = PublicationDate(date(2021, 3, 1), "month", "record")
    article = an_article("march", "T", "A text.")
    embed_and_put([type(article)("march", "T", "A text.", "/x", march)], archive, encoder)
    assert "march" in ids(archive, Filters(date(2021, 3, 1), date(2021, 3, 31)))
    assert "march" not in ids(archive, Filters(date(2021, 3, 2)))
    assert "march" not in ids(archive, Filters(last=date(2021, 3, 30)))


def test_the_extent_counts_the_undated(archive: SqliteStore) -> None:
    extent = archive.stats()
    assert (extent.articles, extent.undated) == (4, 1)
    assert (extent.first, extent.last) == (date(2020, 11, 17), date(2021, 3, 2))


def test_the_extent_follows_every_change(archive: SqliteStore, encoder: WordEncoder) -> None:
    def counts() -> tuple[int, int]:
        return archive.stats().articles, archive.stats(Filters(sources=("post",))).articles

    assert counts() == counts() == (4, 1)
    other = SqliteStore.open(archive.folder)
    with other.change() as writing:
        writing.remove(["lynx"])
    assert counts() == (3, 0)

    def fail() -> None:
        with archive.change() as writing:
            writing.remove(["comet", "ferry"])
            assert counts() == (1, 0)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert counts() == (3, 0)
    with archive.change() as writing:
        assert counts() == (3, 0)
        writing.remove(["comet"])
    assert counts() == (2, 0)
    with archive.snapshot():
        assert counts() == (2, 0)
        embed_and_put([ARTICLES[2]], other, encoder)
        assert counts() == (2, 0)
    assert counts() == (3, 1)


def test_articles_are_known_by_where_they_came_from(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    strays = [
        an_article("a", "T", "Text.", origin="/newsroom/a.txt"),
        an_article("b", "T", "Text.", origin="/news/deep/b.txt"),
    ]
    embed_and_put(strays, archive, encoder)
    assert sorted(archive.ids_under("/news")) == ["b", "bridge", "comet", "ferry", "lynx"]
    assert archive.ids_under("/news/lynx.txt") == {"lynx": "/news/lynx.txt"}
    assert len(archive.ids_under("/")) == 6


def test_a_folder_of_another_system_holds_its_articles_too(
    archive: SqliteStore, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    origins = {"a": r"C:\news\a.txt", "b": r"C:\news\deep\b.txt", "c": r"C:\newsroom\c.txt"}
    embed_and_put(
        [an_article(id, "T", "Text.", origin=origin) for id, origin in origins.items()],
        archive,
        encoder,
    )
    monkeypatch.setattr(os, "sep", "\\")
    assert sorted(archive.ids_under(r"C:\news")) == ["a", "b"]
    assert sorted(archive.ids_under("C:\\")) == ["a", "b", "c"]


def test_the_article_that_holds_a_text_is_found(archive: SqliteStore) -> None:
    assert archive.find_text("Otto Brandvold, promised") == "ferry"
    assert archive.find_text("Otto Grandvold") is None


def test_no_archive_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="pullquote add"):
        SqliteStore.open(tmp_path)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("CREATE TABLE birds (name)")
    with pytest.raises(ArchiveError, match="not a Pullquote archive"):
        SqliteStore.open(tmp_path, create=True)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database at all" * 100)
    with pytest.raises(ArchiveError, match="restore it"):
        SqliteStore.open(tmp_path)


def test_damage_inside_the_file_is_found(archive: SqliteStore) -> None:
    archive.check()
    with sqlite3.connect(archive.folder / FILE_NAME) as db:
        db.execute("UPDATE passages SET end = 100000 WHERE key = 1")
    with pytest.raises(ArchiveError, match="damaged"):
        archive.check()


@pytest.mark.parametrize(
    "look",
    [
        ids,
        SqliteStore.stats,
        SqliteStore.check,
        lambda archive: archive.index_source.vectors(),
        lambda archive: list(archive.index_source.passages()),
        lambda archive: archive.passages([1]),
        lambda archive: embed_and_put(ARTICLES, archive, WordEncoder()),
    ],
)
def test_overwritten_pages_are_told_in_one_line(
    archive: SqliteStore, look: Callable[[SqliteStore], object]
) -> None:
    archive.close()
    path = archive.folder / FILE_NAME
    whole, page = path.read_bytes(), 4096
    path.write_bytes(whole[:page] + bytes(len(whole) - page))
    with pytest.raises(ArchiveError, match="restore it from a copy") as told:
        look(SqliteStore.open(archive.folder))
    assert "\n" not in str(told.value)


def test_a_text_that_is_no_text_any_more_is_told_as_damage(archive: SqliteStore) -> None:
    archive.close()
    path = archive.folder / FILE_NAME
    path.write_bytes(path.read_bytes().replace(b"Amateur", b"\xff\xfemateur"[:7]))
    with pytest.raises(ArchiveError, match=r"damaged \(text that is not UTF-8\)"):
        ids(SqliteStore.open(archive.folder))


@pytest.mark.parametrize("mode", ["NORMAL", "EXCLUSIVE"])
def test_an_archive_in_use_is_never_to_be_deleted(archive: SqliteStore, mode: str) -> None:
    archive.close()
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as other:
        other.execute(f"PRAGMA locking_mode = {mode}")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="another process is writing") as told:
            remove_lynx(archive.folder)
    assert "delete" not in str(told.value)
    remove_lynx(archive.folder)


def remove_lynx(folder: Path) -> None:
    archive = SqliteStore.open(folder, patience=0.01)
    with archive.change() as writing:
        writing.remove(["lynx"])


def test_a_full_disk_is_told_and_loses_nothing(archive: SqliteStore) -> None:
    resource = pytest.importorskip("resource", reason="limits a file's size as on POSIX")
    fill = (
        "import resource, sys; from pathlib import Path\n"
        "from corpus.store.sqlite import SqliteStore\n"
        "from corpus.records import Article\n"
        "archive = SqliteStore.open(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, int(sys.argv[2])))\n"
        "with archive.change() as writing:\n"
        "    for id in map(str, range(100)):\n"
        "        writing.put(Article(id, 'T', 'x' * 100_000, '/x'), [], [])"
    )
    run = subprocess.run(
        [sys.executable, "-c", fill, str(archive.folder), str(resource.RLIM_INFINITY)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "see that the disk has room" in run.stderr.splitlines()[-1]
    again = SqliteStore.open(archive.folder)
    again.check()
    assert ids(again) == ["bridge", "comet", "ferry", "lynx"]


@pytest.mark.parametrize("writer_alive", [False, True])
def test_an_archive_in_a_folder_without_write_access_can_be_asked(
    archive: SqliteStore, writer_alive: bool
) -> None:
    if not writer_alive:
        archive.close()
    for file in archive.folder.iterdir():
        file.chmod(0o444)
    archive.folder.chmod(0o555)
    if os.access(archive.folder, os.W_OK):
        pytest.skip("this user may write to every folder")
    try:
        shared = SqliteStore.open(archive.folder)
        assert ids(shared) == ["bridge", "comet", "ferry", "lynx"]
        with pytest.raises(ArchiveError, match="folder readable and writable") as told:
            remove_lynx(archive.folder)
        assert "delete" not in str(told.value)
    finally:
        archive.folder.chmod(0o755)


def test_reading_goes_on_while_another_process_writes(archive: SqliteStore) -> None:
    other = SqliteStore.open(archive.folder)
    with archive.change() as writing:
        writing.remove(["bridge"])
        assert "bridge" in ids(other)
    assert "bridge" not in ids(other)
