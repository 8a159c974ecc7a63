"""An archive is copied from any kind of store to any other, and a copy that broke off goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.errors import ArchiveError
from corpus.records import Article
from corpus.store.store import Store

# Articles that are copied in one change, and looked up together.
_COPIED_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Copied:
    """What one copy did: articles written, articles that were there already, and others there."""

    written: int
    there: int
    others: int


def copy_archive(source: Store, target: Store, progress: Callable[[int], None]) -> Copied:
    """Have all of one archive in another: articles, passages, vectors, and what was set by hand.

    What is in the target and not in the source stays. ArchiveError where the target's vectors are
    another model's, or an article does not arrive as it was sent. The same call goes on from where
    an earlier one broke off.
    """
    _check_models(source, target)
    written = there = 0
    articles = source.articles()
    while block := list(islice(articles, _COPIED_TOGETHER)):
        missing = list(_missing(block, source, target))
        if missing:
            _put(missing, source, target)
            _check(missing, source, target)
        written, there = written + len(missing), there + len(block) - len(missing)
        progress(len(block))
    target.corrections.record(source.corrections.all())
    target.tend()
    return Copied(written, there, target.stats().articles - written - there)


def _check_models(source: Store, target: Store) -> None:
    ours, theirs = source.model, target.model
    if ours and theirs and ours.fingerprint != theirs.fingerprint:
        raise ArchiveError(
            f"{target.place} was embedded with {theirs.fingerprint}, {source.place} with "
            f"{ours.fingerprint}: embed one of them again with `pullquote reembed`"
        )


def _missing(block: Sequence[Article], source: Store, target: Store) -> Iterator[Article]:
    """Those of some articles that are not yet in the target as they are in the source."""
    ids = [article.id for article in block]
    ours, theirs = source.versions(ids), target.versions(ids)
    waiting = set(target.waiting())
    for article in block:
        same = theirs.get(article.id) == ours.get(article.id)
        if not same or (article.id in waiting and source.vectors_of(article) is not None):
            yield article


def _put(articles: Sequence[Article], source: Store, target: Store) -> None:
    model = source.model
    with target.change() as writing:
        if model and target.model is None:
            writing.record_model(model)
        for article in articles:
            passages = source.passages_of(article)
            source.verify(passages)
            writing.put(article, passages, source.vectors_of(article))


def _check(articles: Sequence[Article], source: Store, target: Store) -> None:
    """Read back what was written."""
    arrived = target.versions([article.id for article in articles])
    for article in articles:
        kept = arrived.get(article.id)
        if kept is None or kept.digest != article.digest:
            raise ArchiveError(
                f"article {article.id} did not arrive in {target.place} as it is in "
                f"{source.place}: run the same command again"
            )
