import os
import time
from pathlib import Path

import pytest

from corpus.archive import FILE_NAME, Archive
from corpus.derived import derived


class Builder:
    """Builds an index of one file, and counts how often."""

    def __init__(self, text: str = "payload") -> None:
        self.text, self.built = text, 0

    def __call__(self, folder: Path) -> None:
        self.built += 1
        (folder / "index").write_text(self.text)


def test_an_index_is_built_once(archive: Archive) -> None:
    build = Builder()
    first = derived(archive, "toy1", build)
    assert derived(archive, "toy1", build) == first
    assert (first / "index").read_text() == "payload"
    assert build.built == 1


def test_a_changed_archive_gets_a_new_index_and_loses_the_old_one(archive: Archive) -> None:
    build = Builder()
    old = derived(archive, "toy1", build)
    with archive.change():
        archive.remove(["lynx"])
    new = derived(archive, "toy1", build)
    assert build.built == 2
    assert new.exists()
    assert not old.exists()


@pytest.mark.parametrize("harm", ["flipped", "torn", "missing", "unstamped"])
def test_a_damaged_index_is_built_anew(archive: Archive, harm: str) -> None:
    build = Builder()
    folder = derived(archive, "toy1", build)
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
    assert (derived(archive, "toy1", build) / "index").read_text() == "payload"
    assert build.built == 2


def test_a_build_that_fails_leaves_nothing_behind(archive: Archive) -> None:
    def fail(folder: Path) -> None:
        (folder / "index").write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        derived(archive, "toy1", fail)
    assert list((archive.folder / "derived").iterdir()) == []


def test_an_index_built_meanwhile_by_another_process_is_used(archive: Archive) -> None:
    theirs = Builder("theirs")

    def build_while_another_does(folder: Path) -> None:
        (folder / "index").write_text("ours")
        other = Archive.open(archive.folder)
        derived(other, "toy1", theirs)

    folder = derived(archive, "toy1", build_while_another_does)
    assert (folder / "index").read_text() == "theirs"
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_what_a_newer_process_built_stays(archive: Archive) -> None:
    other = Archive.open(archive.folder)
    with archive.snapshot():
        before = archive.stamp
        with other.change():
            other.remove(["lynx"])
        newer = derived(other, "toy1", Builder())
        older = derived(archive, "toy1", Builder())
        assert older.name == f"toy1-{before}"
    assert newer.exists()
    assert not older.samefile(newer)


def test_a_newer_format_takes_an_older_ones_place_and_never_the_reverse(archive: Archive) -> None:
    old = derived(archive, "toy9", Builder())
    new = derived(archive, "toy10", Builder())
    assert not old.exists()
    old = derived(archive, "toy9", Builder())
    assert old.exists()
    assert new.exists()


def test_an_archive_that_is_no_more_leaves_no_index(archive: Archive) -> None:
    old, other_kind = derived(archive, "toy1", Builder()), derived(archive, "game1", Builder())
    archive.close()
    (archive.folder / FILE_NAME).unlink()
    derived(Archive.open(archive.folder, create=True), "toy1", Builder())
    assert not old.exists()
    assert other_kind.exists()


def test_what_a_killed_build_left_goes_after_a_day(archive: Archive) -> None:
    killed, running = (archive.folder / "derived" / f"building-{name}" for name in ("1a", "2b"))
    killed.mkdir(parents=True)
    running.mkdir()
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(killed, (two_days_ago, two_days_ago))
    derived(archive, "toy1", Builder())
    assert not killed.exists()
    assert running.exists()


def test_an_index_of_an_archive_without_write_access_is_lent_a_place(archive: Archive) -> None:
    archive.close()
    archive.folder.chmod(0o555)
    if os.access(archive.folder, os.W_OK):
        pytest.skip("this user may write to every folder")
    try:
        build = Builder()
        folder = derived(Archive.open(archive.folder), "toy1", build)
        assert (folder / "index").read_text() == "payload"
        assert derived(Archive.open(archive.folder), "toy1", build) == folder
        assert build.built == 1
    finally:
        archive.folder.chmod(0o755)
