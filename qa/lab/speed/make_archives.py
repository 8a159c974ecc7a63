"""Archives of any size, made of a real one, and files to add: what the speed is measured on.

The passages are real ones recombined: every other sentence of one, and every other of another.
Their vectors are real ones with noise: moved by what sets two others apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.arrays import Vectors
from corpus.formats.registry import read
from corpus.records import Article, Filters, Passage, PublicationDate
from corpus.sentences import sentences
from corpus.store.sqlite import SqliteStore
from corpus.store.store import Store, Writing

_MAX_PASSAGES = 14  # of an article; articles have fewer
_NOISE = 0.35  # share of the difference of two real vectors that is added to a third
_FIRST_DAY, _DAYS, _OUTLETS = date(2008, 1, 1), 16 * 365, 40
A_YEAR = Filters(date(2012, 1, 1), date(2012, 12, 31))
_BATCH_ARTICLES = 1000  # articles in one transaction


def fill_archive(archive: Store, size: int, real: SqliteStore) -> None:
    """Fill an archive up to a number of passages, made of those of a real one."""
    if archive.size().passages >= size or real.model is None:
        return
    dice = np.random.default_rng(size)
    passages = [*real.index_source.passages()]
    texts = [[each.text[slice(*s)] for s in sentences(each.text)] for each in passages]
    titles, vectors = [each.title for each in passages], real.index_source.vectors()[1]
    while (lacking := size - archive.size().passages) > 0:
        with archive.change() as writing:
            writing.record_model(real.model)
            for origins in _draw_articles(dice, lacking, len(texts)):
                _put_article(writing, origins, titles, texts, vectors, dice)


def _draw_articles(
    dice: np.random.Generator, lacking: int, real: int
) -> Iterator[NDArray[np.int64]]:
    """For each passage of some articles three real ones: what it is made of, and a direction."""
    for _ in range(_BATCH_ARTICLES):
        count = min(lacking, int(dice.integers(1, _MAX_PASSAGES)))
        if count == 0:
            return
        lacking -= count
        origins = dice.integers(0, real, (3, count))
        origins[0] = (origins[0, 0] + np.arange(count)) % real  # an article has one subject
        yield origins


def _put_article(
    writing: Writing,
    origins: NDArray[np.int64],
    titles: Sequence[str],
    texts: Sequence[Sequence[str]],
    vectors: Vectors,
    dice: np.random.Generator,
) -> None:
    one, other, third = origins
    moved = vectors[one] + _NOISE * (vectors[other] - vectors[third])
    parts = [
        " ".join([*texts[a][::2], *texts[b][1::2]]) or titles[a]
        for a, b in zip(one, other, strict=True)
    ]
    day = _FIRST_DAY + timedelta(days=int(dice.integers(0, _DAYS)))
    article = Article(
        f"{dice.integers(0, 2**62):x}", titles[one[0]], "\n\n".join(parts), "/made-up",
        PublicationDate(day, "day", "record"), f"Outlet {dice.integers(0, _OUTLETS)}",
    )  # fmt: skip
    starts = np.cumsum([0, *(len(part) + 2 for part in parts)]).tolist()
    passages = [
        Passage(article, start, start + len(part))
        for start, part in zip(starts, parts, strict=False)
    ]
    writing.put(article, passages, moved / np.linalg.norm(moved, axis=1, keepdims=True))


def write_files(folder: Path, most: int, real: SqliteStore, wire: Path) -> int:
    """Write articles as text files, a real archive's and then a file's; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    stories = (each for each in read(wire, wire.parent) if isinstance(each, Article) and each.text)
    for number, article in enumerate(islice(chain(real.articles(), stories), most)):
        path = folder / f"{number:05}.txt"
        if not path.exists():
            path.write_text(f"{article.title}\n\n{article.text}\n", encoding="utf-8")
    return len(list(folder.iterdir()))
