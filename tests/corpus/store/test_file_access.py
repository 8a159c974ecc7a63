import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ARTICLES, WordEncoder

from corpus.errors import ArchiveError, ChangedWhileReadError
from corpus.store.migrations import FORMAT
from corpus.store.open_store import back_up, open_store, restore
from corpus.store.sqlite import FILE_NAME, SqliteStore
from corpus.store.sqlite_file import ArchiveFile
from embeddings.embed import embed_and_put
from qa.cli import cli


def ids(archive: SqliteStore) -> list[str]:
    return [article.id for article in archive.articles()]


def test_a_new_archive_is_its_users_alone(tmp_path: Path, encoder: WordEncoder) -> None:
    with open_store(tmp_path / "new", create=True) as archive:
        embed_and_put(ARTICLES, archive, encoder)
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()}
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}, modes


def test_in_a_folder_that_is_there_the_archive_is_for_whom_the_folder_is_for(
    tmp_path: Path,
) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    open_store(tmp_path / "shared", create=True).close()
    assert (tmp_path / "shared" / FILE_NAME).stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("size", [0, 50, 5_000, 20_000, 0.5, 0.98])
def test_a_cut_file_is_refused_and_not_made_new_by_a_reader(
    archive: SqliteStore, size: float
) -> None:
    archive.close()
    path = archive.folder / FILE_NAME
    whole = path.stat().st_size
    os.truncate(path, int(size if size >= 1 or not size else size * whole))
    cut = path.read_bytes()
    with pytest.raises(ArchiveError, match="restore it from a copy"):
        SqliteStore.open(archive.folder)
    assert path.read_bytes() == cut


def test_an_emptied_file_beside_its_indexes_is_not_made_new_by_a_writer(
    archive: SqliteStore,
) -> None:
    with archive.searches() as searches:
        searches.keyword("bridge", 3)
    archive.close()
    os.truncate(archive.folder / FILE_NAME, 0)
    with pytest.raises(ArchiveError, match="was emptied: restore it"):
        SqliteStore.open(archive.folder, create=True)


def test_an_archive_that_was_just_begun_is_made(tmp_path: Path) -> None:
    """Its maker may have been killed before the first table."""
    (tmp_path / FILE_NAME).touch()
    assert SqliteStore.open(tmp_path, create=True).stats().articles == 0


def test_a_file_of_a_newer_program_is_refused(archive: SqliteStore) -> None:
    archive.close()
    with closing(sqlite3.connect(archive.folder / FILE_NAME)) as db:
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    with pytest.raises(ArchiveError, match="newer Pullquote"):
        SqliteStore.open(archive.folder)


def test_a_file_that_takes_an_open_ones_place_is_read_and_written_from_then_on(
    archive: SqliteStore, encoder: WordEncoder, tmp_path: Path
) -> None:
    other = SqliteStore.open(tmp_path / "other", create=True)
    embed_and_put(ARTICLES[:1], other, encoder)
    other.close()
    for ending in ("-wal", "-shm"):
        (archive.folder / f"{FILE_NAME}{ending}").unlink(missing_ok=True)
    (tmp_path / "other" / FILE_NAME).replace(archive.folder / FILE_NAME)
    embed_and_put(ARTICLES[1:2], archive, encoder)
    assert ids(archive) == ids(SqliteStore.open(archive.folder)) == ["bridge", "ferry"]


def test_what_is_read_without_locks_is_read_again_when_it_changed(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    archive.close()
    path = archive.folder / FILE_NAME
    reader = SqliteStore(ArchiveFile.open(path, access="immutable"))
    assert len(ids(reader)) == 4

    def read_while_another_writes() -> None:
        with reader.snapshot():
            ids(reader)
            with SqliteStore.open(archive.folder) as writer, writer.change() as writing:
                writing.remove(["lynx"])

    with pytest.raises(ChangedWhileReadError, match="changed while it was read: try again"):
        read_while_another_writes()
    with reader.snapshot():
        assert ids(reader) == ["bridge", "comet", "ferry"]


# -- as users who may only read, and on a full disk: this takes a system that lets us ------------

_ASK = (
    "import sys; from pathlib import Path; from corpus.store.open_store import open_store\n"
    "with open_store(Path(sys.argv[1])) as store:\n"
    "    with store.searches() as searches: found = len(searches.keyword('bridge', 3).keys)\n"
    "    print(found, store.stats().articles)"
)  # fmt: skip


def as_nobody(*command: str) -> subprocess.CompletedProcess[str]:
    user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    return subprocess.run([*user, *command], capture_output=True, text=True, check=False)


@pytest.fixture
def shared_archive(archive: SqliteStore) -> SqliteStore:
    """An archive in a place that every user can read."""
    if not shutil.which("setpriv") or os.geteuid():
        pytest.skip("only root can become another user")
    for folder in (archive.folder, *archive.folder.parents):
        if folder.stat().st_mode & 0o005 != 0o005 and "pytest" in str(folder):
            folder.chmod(0o755)
    for path in archive.folder.iterdir():
        path.chmod(0o644)
    return archive


@pytest.mark.parametrize("writer_alive", [False, True])
def test_a_user_who_may_only_read_gets_answers(
    shared_archive: SqliteStore, writer_alive: bool
) -> None:
    if not writer_alive:
        shared_archive.close()
    asked = as_nobody(sys.executable, "-c", _ASK, str(shared_archive.folder))
    if "Permission denied" in asked.stderr:
        pytest.skip("another user cannot read the sources")
    assert asked.stdout.split() == ["2", "4"], asked.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be made here")
    return place


def test_a_full_disk_still_lets_ask_list_check_and_remove(
    small_disk: Path, encoder: WordEncoder
) -> None:
    try:
        with open_store(small_disk / "archive", create=True) as archive:
            embed_and_put(ARTICLES, archive, encoder)
            with archive.searches() as searches:
                searches.keyword("bridge", 3)
        with (small_disk / "filler").open("wb") as file:
            try:
                while file.write(b"x" * 100_000):
                    file.flush()
            except OSError:
                pass
        (small_disk / "archive" / "derived").rename(small_disk / "archive" / "moved")
        with open_store(small_disk / "archive") as archive:
            with archive.searches() as searches:
                assert len(searches.keyword("bridge", 3).keys) == 2
            assert len(list(archive.articles())) == 4
            archive.check()
        shutil.rmtree(small_disk / "archive" / "moved")
        removed = CliRunner().invoke(
            cli, ["remove", "lynx", "--archive", str(small_disk / "archive")]
        )
        assert removed.output == "1 removed, 3 left\n"
    finally:
        subprocess.run(["umount", "-l", str(small_disk)], check=False)


def test_articles_can_be_removed_where_not_a_byte_is_left(
    small_disk: Path, encoder: WordEncoder
) -> None:
    """SQLite cannot even open the file for writing then: the spare room and the indexes go."""
    try:
        with open_store(small_disk / "archive", create=True) as archive:
            embed_and_put(ARTICLES, archive, encoder)
        with (small_disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(4096))
        removed = CliRunner().invoke(
            cli, ["remove", "lynx", "--archive", str(small_disk / "archive")]
        )
        assert removed.output == "1 removed, 3 left\n"
    finally:
        subprocess.run(["umount", "-l", str(small_disk)], check=False)


@pytest.mark.parametrize("is_sound", [True, False])
def test_restoring_on_a_full_disk_leaves_the_archive_as_it_was(
    small_disk: Path, encoder: WordEncoder, tmp_path: Path, is_sound: bool
) -> None:
    folder = small_disk / "archive"
    try:
        with open_store(folder, create=True) as archive:
            embed_and_put(ARTICLES, archive, encoder)
        back_up(folder, tmp_path / "copy")
        if not is_sound:
            os.truncate(folder / FILE_NAME, 20_000)
        before = (folder / FILE_NAME).read_bytes()
        with (small_disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(4096))
        with pytest.raises(ArchiveError):
            restore(folder, tmp_path / "copy")
        (small_disk / "filler").unlink()
        assert (folder / FILE_NAME).read_bytes() == before
        restore(folder, tmp_path / "copy")
        with open_store(folder) as archive:
            archive.check()
            assert len(ids(archive)) == 4
    finally:
        subprocess.run(["umount", "-l", str(small_disk)], check=False)


_MAKE_UP_TO = """
import resource, signal, sys
from pathlib import Path
from corpus.store.open_store import open_store
limit = int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
open_store(Path(sys.argv[1]), create=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of file sizes")
def test_an_archive_whose_first_page_was_torn_is_made_again(tmp_path: Path) -> None:
    """Killed in the middle of its first write, it has a journal and nothing to lose."""
    command = [sys.executable, "-c", _MAKE_UP_TO, str(tmp_path / "archive"), "1105"]
    assert subprocess.run(command, check=False).returncode != 0
    assert (tmp_path / "archive" / FILE_NAME).stat().st_size == 1105
    with open_store(tmp_path / "archive", create=True) as store:
        store.check()
