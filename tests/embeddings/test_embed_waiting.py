"""Passages that wait for their vectors get them."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.arrays import Vectors
from corpus.errors import ArchiveError
from corpus.passages import embedded_text
from corpus.store.sqlite import SqliteStore
from embeddings.embed import cut_and_put, embed_and_put
from embeddings.embed_waiting import embed_waiting

KILLED = """
import os, sys
from pathlib import Path
from conftest import WordEncoder
from corpus.store.sqlite import SqliteStore
from embeddings.embed_waiting import embed_waiting
embed_waiting(SqliteStore.open(Path(sys.argv[1])), WordEncoder, lambda _: os._exit(9))
"""


@pytest.fixture
def waiting(tmp_path: Path, encoder: WordEncoder) -> SqliteStore:
    """The four invented articles, kept and not embedded."""
    made = SqliteStore.open(tmp_path / "waiting", create=True)
    cut_and_put(ARTICLES, made, encoder)
    return made


class NotingEncoder(WordEncoder):
    """Remembers all that it embeds, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().encode_passages(texts)


def test_what_waited_is_then_as_if_it_had_been_embedded_at_once(
    waiting: SqliteStore, archive: SqliteStore
) -> None:
    counted: list[int] = []
    assert embed_waiting(waiting, WordEncoder, counted.append) == sum(counted) == 4
    assert waiting.waiting() == []
    for article in ARTICLES:
        ours, theirs = waiting.vectors_of(article), archive.vectors_of(article)
        assert ours is not None
        assert theirs is not None
        assert ours.tolist() == theirs.tolist()
    waiting.check()


def test_the_newest_come_first_and_the_undated_last(waiting: SqliteStore) -> None:
    noting = NotingEncoder()
    embed_waiting(waiting, lambda: noting)
    titles = list(dict.fromkeys(text.split("\n")[0] for text in noting.texts))
    by_id = {article.id: article.title for article in ARTICLES}
    assert titles == [by_id[id] for id in ("ferry", "bridge", "lynx", "comet")]


def test_a_text_that_comes_again_is_embedded_once(waiting: SqliteStore) -> None:
    copies = [replace(ARTICLES[0], id=f"copy{number}") for number in range(5)]
    cut_and_put(copies, waiting, WordEncoder())
    noting = NotingEncoder()
    embed_waiting(waiting, lambda: noting)
    assert len(noting.texts) == len(set(noting.texts))
    for copy in copies:
        ours, theirs = waiting.vectors_of(copy), waiting.vectors_of(ARTICLES[0])
        assert ours is not None
        assert theirs is not None
        assert ours.tolist() == theirs.tolist()
    passages = waiting.passages_of(ARTICLES[0])
    assert {embedded_text(passage) for passage in passages} <= set(noting.texts)


def test_no_model_is_loaded_where_nothing_waits(archive: SqliteStore) -> None:
    def fail() -> WordEncoder:
        raise AssertionError("a model was asked for")

    stamp = archive.stamp
    assert embed_waiting(archive, fail) == 0
    assert archive.stamp == stamp


def test_an_archive_of_another_model_is_left_as_it_is(waiting: SqliteStore) -> None:
    with pytest.raises(ArchiveError, match=r"words@1.*words@2"):
        embed_waiting(waiting, lambda: WordEncoder("words@2"))
    assert len(waiting.waiting()) == len(ARTICLES)


def test_what_another_adds_meanwhile_is_embedded_too(waiting: SqliteStore) -> None:
    other = SqliteStore.open(waiting.folder)
    late = an_article("late", "Late", "A late story.")

    def add_one(_: int) -> None:
        if other.article("late") is None:
            cut_and_put([late], other, WordEncoder())

    embed_waiting(waiting, WordEncoder, add_one)
    assert waiting.waiting() == []
    assert waiting.vectors_of(late) is not None


def test_embedding_that_was_killed_goes_on_where_it_was(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    folder = tmp_path / "archive"
    with SqliteStore.open(folder, create=True) as store:
        stories = (an_article(f"s{each}", f"Story {each}", "It rained.") for each in range(700))
        cut_and_put(stories, store, encoder)
    here = Path(__file__).resolve().parents[1]
    path = os.pathsep.join([str(here), str(here.parent)])
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder)],
        env={**os.environ, "PYTHONPATH": path},
        check=False,
    )
    assert run.returncode == 9
    with SqliteStore.open(folder) as store:
        store.check()
        left = store.size().waiting
        assert 0 < left < 700
        assert embed_waiting(store, WordEncoder) == left
        store.check()


def test_what_is_corrected_while_it_waits_is_embedded(waiting: SqliteStore) -> None:
    embed_and_put([replace(ARTICLES[0], source="Élan Post")], waiting, WordEncoder())
    assert "bridge" not in waiting.waiting()
    assert len(waiting.waiting()) == len(ARTICLES) - 1
