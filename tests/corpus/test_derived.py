from pathlib import Path

import pytest

from corpus.archive import Archive
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
