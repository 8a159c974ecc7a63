import os

import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.records import Filters
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put


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


def test_stats_follow_every_change(archive: SqliteStore, encoder: WordEncoder) -> None:
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
