"""What a worker does, here in this process: done twice it is done once."""

from pathlib import Path

import pytest
from conftest import ARTICLES, WordEncoder

from corpus.formats.registry import fingerprint
from corpus.records import Article
from corpus.store.sqlite import SqliteStore
from corpus.store.store import Store
from embeddings.cluster.worker_tasks import ArchivePlace, FilesToRead, FileThere, keep, read_files
from embeddings.embed import embed_and_put
from embeddings.models.encoder import Encoder


def open_here(address: str, model: str | None) -> tuple[Store, Encoder]:
    return SqliteStore.open(Path(address), create=True), WordEncoder()


def test_a_batch_that_is_done_twice_is_written_once(tmp_path: Path) -> None:
    place = ArchivePlace(open_here, str(tmp_path / "there"), None)
    here = SqliteStore.open(tmp_path / "here", create=True)
    embed_and_put(ARTICLES, here, WordEncoder())
    assert keep(place, list(ARTICLES), embeds=True) == here.size().passages
    with SqliteStore.open(Path(place.address)) as there:
        assert list(there.articles()) == list(here.articles())
        assert there.waiting() == []
        stamp = there.stamp
        assert keep(place, list(ARTICLES), embeds=True) == 0
        assert there.stamp == stamp


def test_passages_wait_for_their_vectors_where_nothing_is_to_be_embedded(tmp_path: Path) -> None:
    place = ArchivePlace(open_here, str(tmp_path / "there"), None)
    assert keep(place, list(ARTICLES), embeds=False) == 0
    with SqliteStore.open(Path(place.address)) as there:
        assert set(there.waiting()) == {article.id for article in ARTICLES}


def test_a_file_that_is_not_there_is_told_from_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    files = tuple(FileThere(str(tmp_path / name), name, 0) for name in ("empty.txt", "gone.txt"))
    for at in (None, tmp_path.as_uri()):
        empty, gone = read_files(FilesToRead(files, str(tmp_path), fingerprint(), at)).found
        assert empty is not None
        (skipped,) = empty
        assert getattr(skipped, "where", "") == str(tmp_path / "empty.txt")
        assert gone is None


def test_files_of_another_kind_of_place_are_read_by_its_library(tmp_path: Path) -> None:
    """A place that is no folder of this machine, as a bucket is none."""
    fsspec = pytest.importorskip("fsspec", reason="needs `pip install 'pullquote[cluster]'`")
    place = fsspec.filesystem("memory")
    text = "Ferry\n\nThe ferry sank on Monday, it's said."
    for name in ("2016/02/a b.txt", "ç.txt"):
        place.pipe(f"/incoming/{name}", text.encode())
    try:
        files = tuple(
            FileThere(f"/mnt/news/{name}", name, len(text))
            for name in ("2016/02/a b.txt", "ç.txt", "gone.txt")
        )
        wanted = FilesToRead(files, "/mnt/news", fingerprint(), "memory://incoming")
        dated, plain, gone = read_files(wanted).found
    finally:
        place.rm("/incoming", recursive=True)
    for found, path in ((dated, "/mnt/news/2016/02/a b.txt"), (plain, "/mnt/news/ç.txt")):
        assert found is not None
        (article,) = found
        assert isinstance(article, Article)
        assert (article.title, article.origin) == ("Ferry", path)
    assert gone is None
