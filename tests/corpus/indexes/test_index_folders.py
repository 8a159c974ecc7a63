import errno
import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from corpus.indexes.index_folders import (
    PreviousIndex,
    index_folder,
    index_of,
    link_files,
    open_index,
)
from corpus.indexes.index_stamps import FileVersion
from corpus.indexes.index_stamps import _checksums as checksums
from corpus.indexes.index_stamps import _known_checksums as known_checksums
from corpus.store.open_store import back_up, restore
from corpus.store.sqlite import FILE_NAME, SqliteStore


class Builder:
    """Builds an index of one file, and counts how often."""

    def __init__(self, text: str = "payload") -> None:
        self.text, self.built = text, 0

    def __call__(self, folder: Path) -> None:
        self.built += 1
        (folder / "index").write_text(self.text)


def test_an_index_is_built_once(archive: SqliteStore) -> None:
    build = Builder()
    first = index_folder(archive.index_source, "toy1", build)
    assert index_folder(archive.index_source, "toy1", build) == first
    assert (first / "index").read_text() == "payload"
    assert build.built == 1


def test_a_changed_archive_gets_a_new_index_and_keeps_the_one_before(archive: SqliteStore) -> None:
    build, made = Builder(), list[Path]()
    for id in ("lynx", "comet", "ferry"):
        made.append(index_folder(archive.index_source, "toy1", build))
        with archive.change() as writing:
            writing.remove([id])
    made.append(index_folder(archive.index_source, "toy1", build))
    assert build.built == 4
    assert [path.exists() for path in made] == [False, False, True, True]


def test_an_index_in_use_stays_until_it_is_let_go(archive: SqliteStore) -> None:
    class Kind:
        FORMAT = "toy1"
        build = staticmethod(lambda _, folder: Builder()(folder))
        extend = staticmethod(lambda *_: False)

    folder, lock = open_index(archive.index_source, Kind, lambda folder: folder)
    for id in ("lynx", "comet", "ferry"):
        with archive.change() as writing:
            writing.remove([id])
        index_of(archive.index_source, Kind)
        assert (folder / "index").read_text() == "payload"
    lock.release()
    with archive.change() as writing:
        writing.remove(["bridge"])
    index_of(archive.index_source, Kind)
    assert not folder.exists()


def test_an_index_belongs_to_content_and_not_to_a_count(archive: SqliteStore) -> None:
    copy = archive.folder / "copy"
    back_up(archive.folder, copy)
    build, extend = Builder(), Extender()
    with archive.change() as writing:
        writing.remove(["lynx"])
    theirs = index_folder(archive.index_source, "toy1", build)
    restore(archive.folder, copy)
    with archive.change() as writing:
        writing.remove(["ferry"])
    ours = index_folder(archive.index_source, "toy1", build, extend)
    assert (build.built, extend.told) == (2, [])
    assert ours != theirs
    assert not theirs.exists()


@pytest.mark.parametrize("planted", ["file", "link", "dangling link", "folder", "renamed index"])
def test_what_stands_in_an_indexs_place_is_replaced(
    archive: SqliteStore, tmp_path: Path, planted: str
) -> None:
    other = index_folder(archive.index_source, "toy1", Builder("theirs"))
    other = other.rename(tmp_path / "other")
    place = archive.folder / "derived" / f"toy1-{archive.stamp}"
    match planted:
        case "file":
            place.write_text("planted")
        case "link":
            place.symlink_to(other)
        case "dangling link":
            place.symlink_to(tmp_path / "nowhere")
        case "folder":
            place.mkdir()
            (place / "index").mkdir()
        case "renamed index":
            game = index_folder(archive.index_source, "game1", Builder("theirs"))
            game.rename(place)
    folder = index_folder(archive.index_source, "toy1", Builder())
    assert not folder.is_symlink()
    assert (folder / "index").read_text() == "payload"
    assert (other / "index").read_text() == "theirs"


def test_a_file_of_an_index_that_is_a_link_is_not_trusted(
    archive: SqliteStore, tmp_path: Path
) -> None:
    folder, build = index_folder(archive.index_source, "toy1", Builder()), Builder()
    (folder / "index").rename(tmp_path / "index")
    (folder / "index").symlink_to(tmp_path / "index")
    index_folder(archive.index_source, "toy1", build)
    assert build.built == 1
    assert not (folder / "index").is_symlink()


def test_a_file_in_the_place_of_all_indexes_makes_way(archive: SqliteStore) -> None:
    (archive.folder / "derived").write_text("planted")
    folder = index_folder(archive.index_source, "toy1", Builder())
    assert (folder / "index").read_text() == "payload"


def test_indexes_are_for_those_whom_the_archive_is_for(archive: SqliteStore) -> None:
    folder = index_folder(archive.index_source, "toy1", Builder())
    modes = [path.stat().st_mode & 0o777 for path in (folder.parent, folder, folder / "index")]
    assert modes == [0o700, 0o700, 0o600]


def test_where_no_index_can_be_made_beside_the_archive_it_is_made_elsewhere(
    archive: SqliteStore,
) -> None:
    def build(folder: Path) -> None:
        if folder.is_relative_to(archive.folder):
            raise OSError(errno.ENOSPC, "No space left on device")
        (folder / "index").write_text("payload")

    folder = index_folder(archive.index_source, "toy1", build)
    assert not folder.is_relative_to(archive.folder)
    assert (folder / "index").read_text() == "payload"


@pytest.mark.parametrize("harm", ["flipped", "torn", "missing", "unstamped"])
def test_a_damaged_index_is_built_anew(archive: SqliteStore, harm: str) -> None:
    build = Builder()
    folder = index_folder(archive.index_source, "toy1", build)
    index, stamp = folder / "index", folder / "stamp.json"
    match harm:
        case "flipped":
            index.write_text("paYload")
        case "torn":
            index.write_text("pay")
        case "missing":
            index.unlink()
        case "unstamped":
            stamp.unlink()
    assert (index_folder(archive.index_source, "toy1", build) / "index").read_text() == "payload"
    assert build.built == 2


def test_a_build_that_fails_leaves_nothing_behind(archive: SqliteStore) -> None:
    def fail(folder: Path) -> None:
        (folder / "index").write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        index_folder(archive.index_source, "toy1", fail)
    assert list((archive.folder / "derived").iterdir()) == []


def test_an_index_built_meanwhile_by_another_process_is_used(archive: SqliteStore) -> None:
    theirs = Builder("theirs")

    def build_while_another_does(folder: Path) -> None:
        (folder / "index").write_text("ours")
        other = SqliteStore.open(archive.folder)
        index_folder(other.index_source, "toy1", theirs)

    folder = index_folder(archive.index_source, "toy1", build_while_another_does)
    assert (folder / "index").read_text() == "theirs"
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_what_a_newer_process_built_stays(archive: SqliteStore) -> None:
    other = SqliteStore.open(archive.folder)
    with archive.snapshot():
        before = archive.stamp
        with other.change() as writing:
            writing.remove(["lynx"])
        newer = index_folder(other.index_source, "toy1", Builder())
        older = index_folder(archive.index_source, "toy1", Builder())
        assert older.name == f"toy1-{before}"
    assert newer.exists()
    assert not older.samefile(newer)


def test_a_newer_format_takes_an_older_ones_place_and_never_the_reverse(
    archive: SqliteStore,
) -> None:
    old = index_folder(archive.index_source, "toy9", Builder())
    new = index_folder(archive.index_source, "toy10", Builder())
    assert not old.exists()
    old = index_folder(archive.index_source, "toy9", Builder())
    assert old.exists()
    assert new.exists()


def test_an_archive_that_is_no_more_leaves_no_index(archive: SqliteStore) -> None:
    old, other_kind = (
        index_folder(archive.index_source, "toy1", Builder()),
        index_folder(archive.index_source, "game1", Builder()),
    )
    archive.close()
    (archive.folder / FILE_NAME).unlink()
    index_folder(SqliteStore.open(archive.folder, create=True).index_source, "toy1", Builder())
    assert not old.exists()
    assert other_kind.exists()


def test_what_a_killed_build_left_goes_and_what_a_running_one_makes_stays(
    archive: SqliteStore,
) -> None:
    killed = archive.folder / "derived" / "making-1a"
    killed.mkdir(parents=True)
    (killed / "half").write_text("half")

    def build_while_another_starts(folder: Path) -> None:
        index_folder(archive.index_source, "game1", Builder())
        assert folder.exists()
        (folder / "index").write_text("payload")

    index_folder(archive.index_source, "toy1", build_while_another_starts)
    assert not killed.exists()


def test_what_a_killed_build_of_an_older_program_left_goes_after_a_day(
    archive: SqliteStore,
) -> None:
    killed, running = (archive.folder / "derived" / f"building-{name}" for name in ("1a", "2b"))
    killed.mkdir(parents=True)
    running.mkdir()
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(killed, (two_days_ago, two_days_ago))
    index_folder(archive.index_source, "toy1", Builder())
    assert not killed.exists()
    assert running.exists()


def settle(folder: Path) -> None:
    """Have the files of an index be as old as those that are not just being written."""
    for path in folder.iterdir():
        os.utime(path, (time.time() - 60, time.time() - 60))


def test_what_was_checked_once_is_checked_again_as_soon_as_it_changes(archive: SqliteStore) -> None:
    build = Builder()
    folder = index_folder(archive.index_source, "toy1", build)
    settle(folder)
    assert index_folder(archive.index_source, "toy1", build) == folder
    assert FileVersion.of(folder / "index") in known_checksums
    for text in ("paYload", "pay"):
        (folder / "index").write_text(text)
        index_folder(archive.index_source, "toy1", build)
        assert (folder / "index").read_text() == "payload"
    assert build.built == 3


def test_what_was_just_written_is_not_yet_taken_as_checked(archive: SqliteStore) -> None:
    build = Builder()
    folder = index_folder(archive.index_source, "toy1", build)
    status = (folder / "index").stat()
    for built in (2, 3):  # each within the tick of a coarse clock
        (folder / "index").write_text("paYload")
        os.utime(folder / "index", ns=(status.st_atime_ns, status.st_mtime_ns))
        index_folder(archive.index_source, "toy1", build)
        assert build.built == built


def test_a_file_that_takes_the_place_of_a_checked_one_is_checked(archive: SqliteStore) -> None:
    build = Builder()
    folder = index_folder(archive.index_source, "toy1", build)
    settle(folder)
    index_folder(archive.index_source, "toy1", build)
    status = (folder / "index").stat()
    other = folder.parent.parent / "other"
    other.write_text("paYload")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(folder / "index")
    assert (index_folder(archive.index_source, "toy1", build) / "index").read_text() == "payload"
    assert build.built == 2


class Extender:
    """Extends an index of one file, and keeps what it was told."""

    def __init__(self, works: bool = True) -> None:
        self.works, self.told = works, list[PreviousIndex]()

    def __call__(self, folder: Path, earlier: PreviousIndex) -> bool:
        self.told.append(earlier)
        link_files(folder, earlier.folder, "index")
        (folder / "more").write_text(f"{len(self.told)}")
        return self.works


def test_a_changed_archive_extends_the_index_it_has(archive: SqliteStore) -> None:
    build, extend, keys = Builder(), Extender(), archive.index_source.vectors()[0].tolist()
    old = index_folder(archive.index_source, "toy1", build, extend)
    inode = (old / "index").stat().st_ino
    with archive.change() as writing:
        writing.remove(["lynx"])
    left = archive.index_source.vectors()[0].tolist()
    new = index_folder(archive.index_source, "toy1", build, extend)
    (told,) = extend.told
    assert (told.folder, told.last_key) == (old, max(keys))
    assert told.removed.tolist() == sorted(set(keys) - set(left))
    assert (new / "index").stat().st_ino == inode
    assert index_folder(archive.index_source, "toy1", build, extend) == new
    assert (build.built, len(extend.told)) == (1, 1)


@pytest.mark.parametrize("harm", ["flipped", "unstamped", "older format", "other archive", "none"])
def test_only_a_sound_index_of_the_same_kind_is_extended(archive: SqliteStore, harm: str) -> None:
    build, extend = Builder(), Extender()
    old = index_folder(archive.index_source, "toy1", build)
    match harm:
        case "flipped":
            (old / "index").write_text("paYload")
        case "unstamped":
            (old / "stamp.json").unlink()
        case "older format":
            old.rename(old.with_name(old.name.replace("toy1", "toy0")))
        case "other archive":
            old.rename(old.with_name(old.name.replace(archive.identity, "0" * 32)))
    with archive.change() as writing:
        writing.remove(["lynx"])
    index_folder(archive.index_source, "toy1", build, extend)
    assert (build.built, len(extend.told)) == ((1, 1) if harm == "none" else (2, 0))


def test_an_index_that_cannot_be_extended_is_built_in_an_empty_folder(archive: SqliteStore) -> None:
    build = Builder()
    index_folder(archive.index_source, "toy1", build)
    with archive.change() as writing:
        writing.remove(["lynx"])
    folder = index_folder(archive.index_source, "toy1", build, Extender(works=False))
    assert build.built == 2
    assert not (folder / "more").exists()


def test_an_index_that_another_process_removes_meanwhile_is_built(archive: SqliteStore) -> None:
    build = Builder()
    index_folder(archive.index_source, "toy1", build)
    with archive.change() as writing:
        writing.remove(["lynx"])

    def extend(folder: Path, earlier: PreviousIndex) -> bool:
        index_folder(SqliteStore.open(archive.folder).index_source, "toy1", Builder("theirs"))
        link_files(folder, earlier.folder, "index")
        return True

    assert (
        index_folder(archive.index_source, "toy1", build, extend) / "index"
    ).read_text() == "theirs"


def test_an_index_is_built_anew_where_it_is_not_known_what_was_removed(
    archive: SqliteStore,
) -> None:
    build, extend = Builder(), Extender()
    index_folder(archive.index_source, "toy1", build)
    with archive.change() as writing:
        writing.remove(["lynx"])
    with sqlite3.connect(archive.folder / FILE_NAME) as db:
        db.execute("UPDATE facts SET value = '2' WHERE name = 'removals since'")
    index_folder(archive.index_source, "toy1", build, extend)
    assert (build.built, extend.told) == (2, [])


def test_an_index_of_an_archive_without_write_access_is_lent_a_place(archive: SqliteStore) -> None:
    archive.close()
    archive.folder.chmod(0o555)
    if os.access(archive.folder, os.W_OK):
        pytest.skip("this user may write to every folder")
    try:
        build = Builder()
        folder = index_folder(SqliteStore.open(archive.folder).index_source, "toy1", build)
        assert (folder / "index").read_text() == "payload"
        assert index_folder(SqliteStore.open(archive.folder).index_source, "toy1", build) == folder
        assert build.built == 1
    finally:
        archive.folder.chmod(0o755)


def test_an_archive_without_write_access_is_asked_with_the_index_it_has(
    archive: SqliteStore,
) -> None:
    build = Builder()
    index_folder(archive.index_source, "toy1", build)
    archive.close()
    archive.folder.chmod(0o555)
    if os.access(archive.folder, os.W_OK):
        pytest.skip("this user may write to every folder")
    try:
        folder = index_folder(SqliteStore.open(archive.folder).index_source, "toy1", build)
        assert (folder / "index").read_text() == "payload"
        assert build.built == 1
        (folder / "can be written to").touch()
    finally:
        archive.folder.chmod(0o755)


def test_an_earlier_index_that_goes_while_it_is_looked_at_is_no_failure(
    archive: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = index_folder(archive.index_source, "toy1", Builder())
    with archive.change() as writing:
        writing.remove(["lynx"])
    look = checksums

    def and_it_goes(folder: Path) -> dict[str, int]:
        seen = look(folder)
        if folder == earlier:  # another process tidies up
            shutil.rmtree(folder)
        return seen

    def extend(folder: Path, gone: PreviousIndex) -> bool:
        shutil.copyfile(gone.folder / "index", folder / "index")
        return True

    monkeypatch.setattr("corpus.indexes.index_stamps._checksums", and_it_goes)
    build = Builder()
    assert (
        index_folder(archive.index_source, "toy1", build, extend) / "index"
    ).read_text() == build.text
    assert build.built == 1
