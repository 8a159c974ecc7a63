"""`make bench-cluster`: many made-up passages in a bucket; how they are found, and how fast.

The object store runs on this machine: the time that a network takes is not in the figures.
"""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ParamSpec

import numpy as np

from corpus.arrays import Scores, Vectors
from corpus.records import Article
from corpus.store.open_store import open_store
from corpus.store.sqlite import SqliteStore
from corpus.store.store import Searches, Store
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.evaluation.gold import load_gold
from qa.folders import exported_models
from qa.lab.cluster.askers import askers, stop
from qa.lab.cluster.object_store import BUCKET, ObjectStore
from qa.lab.public_sets import SETS, archive_of, spread
from qa.lab.speed.make_archives import A_YEAR, fill_archive
from qa.lab.speed.processes import peak_memory, run_apart

_NEWS = SETS[0]
_QUESTIONS, _WARMING = 80, 10
_FOUND, _SHOWN = 100, 10  # passages that a search finds, and those whose articles are read
_COMMITS = 200
_ASKERS, _ASKING_SECONDS = 8, 20
_ROUNDING = 1e-6

Question = tuple[str, Vectors]
Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class Asking:
    """What one process that asks came to; seconds of each question, and shares of the nearest."""

    first: float
    whole: list[float]
    dense: list[float]
    keyword: list[float]
    of_a_year: list[float]
    found_of_10: float
    found_of_100: float
    megabytes: float


def main(arguments: Sequence[str]) -> None:
    """Fill an archive in a bucket, unless it is given, and print each figure as it is known."""
    parser = ArgumentParser("python -m qa.lab.cluster.measure_scale")
    parser.add_argument("data", type=Path, help="the folder of the public sets")
    parser.add_argument("kept", type=Path, help="the folder for archives of `make bench`")
    parser.add_argument("--passages", type=int, default=200_000)
    parser.add_argument("--archive", help="an address to use instead of a bucket made for it")
    plan = parser.parse_args(arguments)
    real, questions = run_apart(_prepare, plan.data, plan.kept)
    if plan.archive:
        measure(plan.archive, plan.passages, real, questions)
        return
    with (
        TemporaryDirectory(dir=plan.kept.resolve()) as folder,
        ObjectStore(Path(folder)) as objects,
    ):
        os.environ.update(objects.environment)
        measure(f"s3://{BUCKET}/archive", plan.passages, real, questions)


def measure(address: str, passages: int, real: Path, questions: Sequence[Question]) -> None:
    """All figures of an archive, which is filled up to so many passages before."""
    _timed("filled in", _fill, address, passages, real)
    _timed("joined and indexed in", _tend, address)
    exact = run_apart(find_exactly, address, [vector for _, vector in questions])
    fresh = run_apart(ask, address, questions, exact)
    _tell("asked", fresh)
    with askers(address, _ASKERS, questions) as asking:
        time.sleep(_ASKING_SECONDS)
        asked = stop(asking)
    print(
        f"{_ASKERS} askers: {len(asked.seconds) / _ASKING_SECONDS:.0f} a second, "
        f"p50 {asked.percentile(0.5):.0f} ms, p95 {asked.percentile(0.95):.0f} ms, "
        f"{len(asked.errors)} errors"
    )
    print(run_apart(_describe, address))
    commits = run_apart(_commit_often, address, real)
    print(f"{_COMMITS} commits of an article: {_milliseconds(commits)}")
    print(run_apart(_describe, address))
    _timed("joined and indexed in", _tend, address)
    exact = run_apart(find_exactly, address, [vector for _, vector in questions])
    _tell("asked after these commits", run_apart(ask, address, questions, exact))
    print(run_apart(_describe, address))


def find_exactly(address: str, questions: Sequence[Vectors]) -> Scores:
    """The highest cosines that any passage has with each question: (questions, 100), falling."""
    from corpus.store.lance.lance_database import Database
    from corpus.store.lance.lance_rows import PASSAGE, TABLE
    from corpus.store.lance.lance_version import LanceVersion

    table = Database(address).open(TABLE)
    column = LanceVersion(table, address).vectors if table else None
    if table is None or column is None:
        raise ValueError(f"{address} holds no vectors")
    vectors = table.read((column,), f"kind = {PASSAGE} AND waits IS NULL").vectors(column)
    best = [np.sort(vectors @ each)[::-1][:_FOUND] for each in questions]
    return np.array(best, np.float32)


def ask(address: str, questions: Sequence[Question], exact: Scores) -> Asking:
    """Open the archive and ask; the import of libraries is counted with the first question."""
    began = time.perf_counter()
    with open_store(address) as store:
        with store.searches() as searches:
            _ask(searches, *questions[0])
        first = time.perf_counter() - began
        for question in questions[:_WARMING]:
            with store.searches() as searches:
                _ask(searches, *question)
        whole, dense, keyword, of_a_year = (
            list[float](),
            list[float](),
            list[float](),
            list[float](),
        )
        shares: list[tuple[float, float]] = []
        for (text, vector), best in zip(questions, exact, strict=True):
            with store.searches() as searches:
                whole.append(_seconds(_ask, searches, text, vector))
            with store.searches() as searches:
                dense.append(_seconds(searches.dense, vector, _FOUND))
                keyword.append(_seconds(searches.keyword, text, _FOUND))
                of_a_year.append(_seconds(searches.dense, vector, _FOUND, A_YEAR))
                found = searches.dense(vector, _FOUND).scores
            shares.append((_share(found[:10], best[:10]), _share(found, best)))
    of_10, of_100 = np.mean(shares, axis=0).tolist()
    return Asking(first, whole, dense, keyword, of_a_year, of_10, of_100, peak_memory())


def _share(found: Scores, best: Scores) -> float:
    """The share of the nearest that was found; equals count as each other."""
    return float(np.sum(found >= best[-1] - _ROUNDING) / len(best))


def _ask(searches: Searches, text: str, vector: Vectors) -> None:
    """Both searches, what is known of what one found and the other did not, and the articles."""
    best = searches.dense(vector, _FOUND).keys
    others = searches.keyword(text, _FOUND).keys
    searches.known(vector, np.union1d(best, others), days=True)
    searches.passages(best[:_SHOWN].tolist())


def _prepare(data: Path, kept: Path) -> tuple[Path, list[Question]]:
    """The folder of an archive of real articles, and questions about them."""
    encoder = load_encoder(DEFAULT_MODEL, exported_models())
    real = archive_of(_NEWS, data, kept, encoder).folder
    gold = spread(load_gold(data / _NEWS.gold, qrels=_NEWS.qrels), _QUESTIONS)
    return real, [(each.question, encoder.encode_question(each.question)) for each in gold]


def _fill(address: str, passages: int, real: Path) -> None:
    with open_store(address, create=True) as archive, SqliteStore.open(real) as made_of:
        fill_archive(archive, passages, made_of)


def _tend(address: str) -> None:
    with open_store(address) as archive:
        archive.tend()


def _commit_often(address: str, real: Path) -> list[float]:
    """Seconds of each of many commits of one article; processes that end before they tend."""
    seconds: list[float] = []
    with SqliteStore.open(real) as source:
        articles = list(source.articles())[:_COMMITS]
        for article in articles:
            with open_store(address) as store:
                seconds.append(_seconds(_put, store, source, article))
    return seconds


def _put(store: Store, source: SqliteStore, article: Article) -> None:
    with store.change() as writing:
        writing.put(article, source.passages_of(article), source.vectors_of(article))


def _describe(address: str) -> str:
    from corpus.store.lance.lance_database import Database
    from corpus.store.lance.lance_rows import TABLE

    table = Database(address).open(TABLE)
    with open_store(address) as store:
        size = store.size()
    if table is None:
        raise ValueError(f"there is no archive in {address}")
    return (
        f"{size.passages:,} passages, {size.bytes / size.passages:,.0f} bytes each without "
        f"indexes, {table.fragments()} pieces, {table.unindexed():,} rows not indexed"
    )


def _tell(what: str, asking: Asking) -> None:
    print(
        f"{what}: first {asking.first:.1f} s; whole search {_milliseconds(asking.whole)}; "
        f"by meaning {_milliseconds(asking.dense)}; by words {_milliseconds(asking.keyword)}; "
        f"by meaning within a year {_milliseconds(asking.of_a_year)}; "
        f"of the nearest 10 {asking.found_of_10:.3f}, of 100 {asking.found_of_100:.3f}; "
        f"{asking.megabytes:.0f} MB",
        flush=True,
    )


def _milliseconds(seconds: Iterable[float]) -> str:
    p50, p95 = np.percentile([*seconds], (50, 95)) * 1000
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms"


def _seconds(action: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs) -> float:
    began = time.perf_counter()
    action(*args, **kwargs)
    return time.perf_counter() - began


def _timed(
    what: str, action: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs
) -> None:
    taken = _seconds(lambda: run_apart(action, *args, **kwargs))
    print(f"{what} {taken:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
