"""What a public set's questions find while only a part of its archive is embedded.

Run it with `make bench-waiting`, after `make bench-quality` has embedded the sets.
"""

from __future__ import annotations

import random
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from math import log2
from pathlib import Path

from corpus.store.sqlite import SqliteStore
from embeddings.models.encoder import Encoder
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.evaluation.gold import GoldQuestion, load_gold
from qa.folders import exported_models
from qa.lab.public_sets import SETS, CachingEncoder
from qa.search.retriever import Retriever
from qa.search.waiting_passages import Pace

_SHARES = (1.0, 0.5, 0.0)
_DEPTH = 10
_TOGETHER = 200  # articles in one transaction
_SEED = 3


def main(arguments: Sequence[str]) -> None:
    """Print a line for each share of embedded articles."""
    parser = ArgumentParser("python -m qa.lab.half_embedded", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of the public sets")
    parser.add_argument("kept", type=Path, help="the folder with their archives")
    parser.add_argument("--pace", type=float, default=60, help="passages embedded a second")
    options = parser.parse_args(arguments)
    chosen = SETS[0]
    gold = load_gold(options.data / chosen.gold, qrels=chosen.qrels)
    asked = [question for question in gold if question.answerable and question.articles]
    copy = options.kept / f"{chosen.name}-waiting"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(options.kept / chosen.name, copy, ignore=shutil.ignore_patterns("derived"))
    encoder = CachingEncoder(load_encoder(DEFAULT_MODEL, exported_models()))
    with SqliteStore.open(copy) as archive:
        for share in _SHARES:
            keep_embedded(archive, share)
            for pace in (options.pace, 0.0):
                ndcg = measure_ndcg(archive, encoder, asked, pace)
                print(
                    f"{chosen.name}, {archive.size().embedded_share:.0%} of the passages embedded,"
                    f" {int(pace / 10)} while answering: nDCG@{_DEPTH} {ndcg:.4f}"
                )
    shutil.rmtree(copy)


def keep_embedded(archive: SqliteStore, share: float) -> None:
    """Have all but a share of the articles wait for their vectors; always the same ones."""
    ids = [article.id for article in archive.articles()]
    random.Random(_SEED).shuffle(ids)
    waiting = ids[round(share * len(ids)) :]
    for at in range(0, len(waiting), _TOGETHER):
        articles = filter(None, map(archive.article, waiting[at : at + _TOGETHER]))
        put = [(article, archive.passages_of(article)) for article in articles]
        with archive.change() as writing:
            for article, passages in put:
                writing.put(article, passages, None)


class _FixedPace(Pace):
    """Stays as it is, so that a run can be repeated."""

    def observe(self, passages: int, seconds: float) -> None:
        pass


def measure_ndcg(
    archive: SqliteStore, encoder: Encoder, asked: Sequence[GoldQuestion], pace: float
) -> float:
    """The mean nDCG@10 of the articles whose passages the search finds."""
    retriever = Retriever(archive, encoder, pace=_FixedPace(pace))
    total = 0.0
    for question in asked:
        found = retriever.find(question.question, asked_on=question.asked_on, top=_DEPTH).hits
        ids = dict.fromkeys(hit.passage.article.id for hit in found)
        total += ndcg_of(ids, question.articles)
    return total / len(asked)


def ndcg_of(ranked: Iterable[str], grades: Mapping[str, int]) -> float:
    """The nDCG@10 of one ranking; 0 where no article is relevant."""
    gains = [2 ** max(grades.get(id, 0), 0) - 1 for id in ranked]
    best = sorted((2**grade - 1 for grade in grades.values() if grade > 0), reverse=True)
    ideal = _discounted(best)
    return _discounted(gains) / ideal if ideal else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains[:_DEPTH], start=1))


if __name__ == "__main__":
    main(sys.argv[1:])
