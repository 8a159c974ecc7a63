"""What an open archive costs: each question, opening it, what it holds in memory.

All is loaded as `pullquote ask` and the chat load it, and nothing else is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.arrays import Keys, Vectors
from corpus.indexes import vector_index
from corpus.indexes.index_folders import index_of
from corpus.indexes.vector_index import VectorIndex
from corpus.records import NO_FILTERS, Article, Filters
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from embeddings.models.encoder import Encoder
from qa.answers import Evidence
from qa.archive_model import encoder_for
from qa.assistant import Assistant
from qa.evidence import first_rows
from qa.lab.speed.make_archives import A_YEAR
from qa.lab.speed.processes import peak_memory
from qa.lab.speed.speed_figures import Costs, Times
from qa.reader.base import Reader
from qa.reader.span_reader import SpanReader
from qa.search.retriever import Retriever
from qa.search.weights import DEFAULT_WEIGHTS

WARMING, ASKED, READ = 50, 200, 50  # questions: unmeasured first ones, searched, read
_NEAREST, _ROWS = 10, 5
_WARM = "makes all indexes and loads all models"


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """An archive with all that answers from it."""

    archive: SqliteStore
    encoder: Encoder
    retriever: Retriever
    assistant: Assistant


def open_archive(folder: Path) -> OpenArchive:
    """As `assemble` does it, with the parts at hand."""
    archive = SqliteStore.open(folder)
    encoder = encoder_for(archive, None)
    return wire(archive, encoder, SpanReader.load())


def wire(archive: SqliteStore, encoder: Encoder, reader: Reader) -> OpenArchive:
    """All that answers, made of its parts."""
    retriever = Retriever(archive, encoder)
    return OpenArchive(archive, encoder, retriever, Assistant(archive, retriever, reader))


def make_indexes(folder: Path) -> None:
    """Have the indexes made, so that no measured question waits for them."""
    open_archive(folder).retriever.find(_WARM, A_YEAR)


def measure_costs_in(folder: Path, questions: Sequence[str]) -> Costs:
    """What the archive in a folder costs this process; it should be a fresh one."""
    return measure_costs(lambda: open_archive(folder), questions)


def measure_costs(load: Callable[[], OpenArchive], questions: Sequence[str]) -> Costs:
    """What an archive costs: the first questions warm it up, the rest are measured."""
    started = time.perf_counter()
    here = load()
    here.retriever.find(_WARM)
    opening = time.perf_counter() - started
    asked = questions[: WARMING + ASKED]
    stages = _time_stages(here.retriever, asked)
    within = _time_stages(here.retriever, asked, A_YEAR)
    evidence = time_calls(lambda each: first_evidence(here.retriever, each), asked)
    answer = time_calls(here.assistant.ask, asked[: WARMING + READ])
    memory = peak_memory()
    vectors = np.stack([here.encoder.encode_question(each) for each in asked])
    return Costs(
        passages=here.archive.index_source.count_passages(),
        opening=opening,
        retrieval=stages.pop("all"),
        stages=stages,
        within_a_year=within["all"],
        evidence=evidence,
        answer=answer,
        recall=measure_recall(here.archive, vectors),
        memory=memory,
        index=sum(p.stat().st_size for p in (here.archive.folder / "derived").rglob("*")) / 1e6,
    )


def time_one_by_one(folder: Path, questions: Sequence[str]) -> float:
    """Seconds to answer the questions one after the other, everything loaded."""
    ask = open_archive(folder).assistant.ask
    ask(_WARM)
    started = time.perf_counter()
    for question in questions:
        ask(question)
    return time.perf_counter() - started


def time_addition_in(folder: Path) -> float:
    """Seconds until an article added to the archive in a folder is found."""
    return time_addition(open_archive(folder))


def time_addition(here: OpenArchive) -> float:
    """Seconds until an added article is found; it is removed afterwards."""
    here.encoder.encode_passages(["loads the model that embeds passages"])
    here.retriever.find(_WARM)
    started = time.perf_counter()
    news = Article("news", "Zyxomma seen", "A zyxomma was seen by the pond on Tuesday.", "/news")
    embed_and_put([news], here.archive, here.encoder)
    found = here.retriever.find("zyxomma pond").hits
    took = time.perf_counter() - started
    with here.archive.change() as writing:
        writing.remove([news.id])
    here.retriever.find("brings the indexes up to date")
    if not found or found[0].passage.article.id != news.id:
        raise RuntimeError(f"{here.archive.folder}: what was just added is not found")
    return took


def first_evidence(retriever: Retriever, question: str) -> tuple[Evidence, ...]:
    """What the chat shows before anything is read."""
    return first_rows(question, retriever.find(question).hits, _ROWS)


def measure_recall(archive: SqliteStore, questions: Vectors) -> float:
    """The share of the true ten nearest passages that the search by meaning finds."""
    truly = find_nearest(archive.index_source.vector_blocks(), questions, _NEAREST)
    searched = VectorIndex(index_of(archive.index_source, vector_index))
    found = [
        searched.search(question, DEFAULT_WEIGHTS.depth)[0][:_NEAREST] for question in questions
    ]
    shares = [len(np.intersect1d(*each)) / len(each[0]) for each in zip(truly, found, strict=True)]
    return float(np.mean(shares))


def find_nearest(blocks: Iterable[tuple[Keys, Vectors]], questions: Vectors, count: int) -> Keys:
    """The keys of the vectors nearest to each question, all compared: one row a question.

    Ties by key, for blocks of rising keys.
    """
    best = np.empty((len(questions), 0), np.int64)
    scores = np.empty((len(questions), 0), np.float32)
    for keys, vectors in blocks:
        scores = np.hstack([scores, questions @ vectors.T])
        best = np.hstack([best, np.tile(keys, (len(questions), 1))])
        top = np.argsort(-scores, axis=1, kind="stable")[:, :count]
        scores, best = np.take_along_axis(scores, top, 1), np.take_along_axis(best, top, 1)
    return best


def _time_stages(
    retriever: Retriever, questions: Sequence[str], filters: Filters = NO_FILTERS
) -> dict[str, Times]:
    """How long each stage of the searches takes, and all of them as "all"."""
    laps: dict[str, list[float]] = {}

    def find(question: str) -> None:
        for stage, took in retriever.find(question, filters).stages.items():
            laps.setdefault(stage, []).append(took)

    whole = time_calls(find, questions)
    warm = min(WARMING, len(questions) // 2)
    return {"all": whole} | {name: _percentiles(each[warm:]) for name, each in laps.items()}


def time_calls(call: Callable[[str], object], questions: Sequence[str]) -> Times:
    """How long a call takes with each question; the first ones warm it up."""
    taken = []
    for question in questions:
        started = time.perf_counter()
        call(question)
        taken.append((time.perf_counter() - started) * 1000)
    return _percentiles(taken[min(WARMING, len(questions) // 2) :])


def _percentiles(taken: Sequence[float]) -> Times:
    return Times(*np.percentile(taken, [50, 95]).tolist())
