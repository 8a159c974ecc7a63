"""One process embeds at a time, and the next follows it."""

from pathlib import Path
from threading import Thread

import pytest
from conftest import ARTICLES, WordEncoder

from corpus.folder_locks import HAS_LOCKS, FolderLock
from corpus.passages import embedded_text
from corpus.store.sqlite import SqliteStore
from embeddings import embedding_turn
from embeddings.embed import cut_and_put
from embeddings.embedding_turn import embed_in_turn

pytestmark = pytest.mark.skipif(not HAS_LOCKS, reason="this system has no such locks")


def _fail() -> WordEncoder:
    raise AssertionError("another one embeds: nothing is loaded for that")


@pytest.fixture
def waiting(tmp_path: Path, encoder: WordEncoder) -> SqliteStore:
    """The four invented articles, kept and not embedded."""
    made = SqliteStore.open(tmp_path / "waiting", create=True)
    cut_and_put(ARTICLES, made, encoder)
    return made


def _embed_some(store: SqliteStore, count: int) -> None:
    """What another process does until it is killed."""
    for id in store.waiting()[:count]:
        article = store.article(id)
        assert article is not None
        passages = store.passages_of(article)
        with store.change() as writing:
            vectors = WordEncoder().encode_passages([embedded_text(each) for each in passages])
            writing.put_vectors(article, passages, vectors)


@pytest.mark.parametrize("by_another", [1, 4])
def test_who_comes_second_follows_and_then_does_what_is_left(
    waiting: SqliteStore, monkeypatch: pytest.MonkeyPatch, by_another: int
) -> None:
    monkeypatch.setattr(embedding_turn, "SECONDS_BETWEEN_LOOKS", 0.01)
    counted: list[int] = []
    done: list[int] = []
    other = FolderLock.claim(waiting.folder)
    assert other is not None

    def follow() -> None:
        encoder = _fail if by_another == len(ARTICLES) else WordEncoder
        with SqliteStore.open(waiting.folder) as store:
            done.append(embed_in_turn(store, waiting.folder, encoder, counted.append))

    following = Thread(target=follow)
    following.start()
    while following.is_alive() and not counted:  # what is done before it looks, it cannot count
        following.join(0.01)
    _embed_some(waiting, by_another)
    while following.is_alive() and sum(counted) < by_another:
        following.join(0.01)
    assert done == []  # it waits for the other one, however much that has done
    other.release()
    following.join()
    assert done == [len(ARTICLES) - by_another]
    assert sum(counted) == len(ARTICLES)
    assert waiting.waiting() == []
    free = FolderLock.claim(waiting.folder)
    assert free is not None
    free.release()
