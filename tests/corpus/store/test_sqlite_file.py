import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ARTICLES, WordEncoder

from corpus.errors import ArchiveError
from corpus.records import Filters
from corpus.store.sqlite import FILE_NAME, SqliteStore
from embeddings.embed import embed_and_put


def ids(archive: SqliteStore, filters: Filters = Filters()) -> list[str]:  # noqa: B008
    return [article.id for article in archive.articles(filters)]


def remove_lynx(folder: Path) -> None:
    archive = SqliteStore.open(folder, patience=0.01)
    with archive.change() as writing:
        writing.remove(["lynx"])


def test_a_new_archive_has_large_pages(archive: SqliteStore) -> None:
    with contextlib.closing(sqlite3.connect(archive.folder / FILE_NAME)) as db:
        assert db.execute("PRAGMA page_size").fetchone() == (16_384,)


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
