import hashlib
from pathlib import Path

import pytest
from conftest import ARTICLES, WordEncoder

from corpus.errors import ArchiveError, InputError
from corpus.store.open_store import back_up, open_store, restore
from corpus.store.sqlite import FILE_NAME, SqliteStore
from embeddings.embed import embed_and_put


def ids(folder: Path) -> list[str]:
    with open_store(folder) as store:
        store.check()
        return [article.id for article in store.articles()]


EVERYTHING = sorted(article.id for article in ARTICLES)


def test_a_backup_made_while_the_archive_is_in_use_is_whole(
    archive: SqliteStore, encoder: WordEncoder, tmp_path: Path
) -> None:
    copy, other = tmp_path / "copy", SqliteStore.open(archive.folder)
    with archive.snapshot():
        list(archive.articles())
        with other.change() as writing:
            writing.remove(["lynx"])
        digest = back_up(archive.folder, copy)
    assert digest == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert copy.with_name("copy.sha256").read_text() == f"{digest}  copy\n"
    assert restore(tmp_path / "elsewhere", copy) is None
    assert ids(tmp_path / "elsewhere") == ["bridge", "comet", "ferry"]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == digest  # restoring leaves it as it is


def test_what_was_there_is_kept_when_another_is_restored(
    archive: SqliteStore, tmp_path: Path
) -> None:
    back_up(archive.folder, tmp_path / "copy")
    with archive.change() as writing:
        writing.remove(["lynx"])
    kept = restore(archive.folder, tmp_path / "copy")
    # Whoever has it open sees what was restored, too.
    assert [article.id for article in archive.articles()] == EVERYTHING
    assert kept is not None
    restore(tmp_path / "elsewhere", kept)
    assert ids(tmp_path / "elsewhere") == ["bridge", "comet", "ferry"]


@pytest.mark.parametrize("harm", ["emptied", "zeroed", "cut", "deleted"])
def test_a_backup_is_restored_in_place_of_what_cannot_be_opened(
    archive: SqliteStore, tmp_path: Path, harm: str
) -> None:
    back_up(archive.folder, tmp_path / "copy")
    archive.close()
    path = archive.folder / FILE_NAME
    (archive.folder / "derived").mkdir()
    match harm:
        case "emptied":
            path.write_bytes(b"")
        case "zeroed":
            path.write_bytes(bytes(path.stat().st_size))
        case "cut":
            path.write_bytes(path.read_bytes()[:20_000])
        case "deleted":
            path.unlink()
    with pytest.raises(ArchiveError, match=r"restore it from a copy|no archive"):
        open_store(archive.folder)
    restore(archive.folder, tmp_path / "copy")
    assert ids(archive.folder) == EVERYTHING


def test_a_damaged_backup_is_refused_and_changes_nothing(
    archive: SqliteStore, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    back_up(archive.folder, copy)
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    stamp = archive.stamp
    with pytest.raises(InputError, match="not what was written"):
        restore(archive.folder, copy)
    copy.with_name("copy.sha256").unlink()
    copy.write_bytes(content[: len(content) // 2])
    with pytest.raises(ArchiveError, match="damaged"):
        restore(archive.folder, copy)
    (tmp_path / "notes").write_text("no archive at all" * 100)
    with pytest.raises(ArchiveError, match="damaged"):
        restore(archive.folder, tmp_path / "notes")
    with pytest.raises(InputError, match="no file"):
        restore(archive.folder, tmp_path / "nothing")
    assert archive.stamp == stamp
    assert ids(archive.folder) == EVERYTHING


@pytest.mark.parametrize("planted", ["file", "link", "dangling link"])
def test_a_backup_never_replaces_a_file_or_follows_a_link(
    archive: SqliteStore, tmp_path: Path, planted: str
) -> None:
    copy, target = tmp_path / "copy", tmp_path / "target"
    match planted:
        case "file":
            copy.write_text("precious")
        case "link":
            target.write_text("precious")
            copy.symlink_to(target)
        case "dangling link":
            copy.symlink_to(target)
    with pytest.raises(InputError, match="is there already"):
        back_up(archive.folder, copy)
    assert planted == "dangling link" or copy.read_text() == "precious"
    assert not list(tmp_path.glob(".copy*"))


def test_a_restored_archive_answers_from_its_own_content(
    archive: SqliteStore, encoder: WordEncoder, tmp_path: Path
) -> None:
    """Restored and changed as often as before, it must not be searched by the old index."""
    back_up(archive.folder, tmp_path / "copy")
    embed_and_put([ARTICLES[0]], archive, encoder)
    with archive.searches() as searches:
        assert len(searches.keyword("lynx", 9).keys)
    restore(archive.folder, tmp_path / "copy")
    with archive.change() as writing:
        writing.remove(["lynx"])
    with archive.searches() as searches:
        assert not len(searches.keyword("lynx", 9).keys)
        assert len(searches.keyword("comet", 9).keys)
