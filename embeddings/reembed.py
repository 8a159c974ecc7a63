"""An archive is embedded again with another model: beside it first, and then all at once.

Embedding takes hours. Until it is done the archive answers with its old vectors, and others may
write to it: nothing is locked. What is finished is kept in a store beside it, so that a killed run
goes on.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from corpus.records import Article
from corpus.store.open_store import open_store
from corpus.store.store import ArticleVersion, Store
from embeddings.embed import ArticlesDone, cut_and_embed, embed_and_put, record_of
from embeddings.models.encoder import Encoder

# Articles embedded in one transaction: enough for full speed, few enough to lose little work.
_TOGETHER = 64


@contextmanager
def store_beside(place: Path) -> Iterator[Store]:
    """What an interrupted run left in a folder, or an empty store; gone once it has served."""
    with open_store(place, create=True) as store:
        yield store
    shutil.rmtree(place, ignore_errors=True)


def reembed(
    store: Store, beside: Store, encoder: Encoder, progress: ArticlesDone = lambda _: None
) -> None:
    """Cut and embed every article again with another model, in `beside`; then switch to that.

    `beside` is empty, or what an earlier run with this model left. The switch is one transaction
    that only copies. Articles that others add or change meanwhile are embedded too.
    """
    _forget_other_model(beside, encoder)
    for batch in _batches(store):
        known = beside.versions([article.id for article in batch])
        new = [each for each in batch if not _is_current(each, known)]
        if new:
            embed_and_put(new, beside, encoder)
        progress(len(batch))
    _switch(store, beside, encoder)


def _is_current(article: Article, known: Mapping[str, ArticleVersion]) -> bool:
    version = known.get(article.id)
    return version is not None and version.digest == article.digest


def _forget_other_model(beside: Store, encoder: Encoder) -> None:
    """Empty what was left by a run with another model."""
    if beside.model in (None, record_of(encoder)):
        return
    with beside.change() as writing:
        writing.remove([article.id for article in beside.articles()])
        writing.record_model(record_of(encoder))


def _switch(store: Store, beside: Store, encoder: Encoder) -> None:
    with store.change() as writing:
        writing.record_model(record_of(encoder))
        for batch in _batches(store):
            known = beside.versions([article.id for article in batch])
            for article in batch:
                vectors = beside.vectors_of(article) if _is_current(article, known) else None
                if vectors is None:  # it was added or changed meanwhile
                    writing.put(article, *cut_and_embed(article, encoder))
                else:
                    writing.put(article, beside.passages_of(article), vectors)


def _batches(store: Store) -> Iterator[list[Article]]:
    """All articles by id, some at a time; what is read is not read while others write."""
    ids = [article.id for article in store.articles()]
    for at in range(0, len(ids), _TOGETHER):
        yield list(filter(None, map(store.article, ids[at : at + _TOGETHER])))
