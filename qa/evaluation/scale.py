"""How searching holds up as an archive grows, to a million passages: one table.

Run it with `make bench-scale`. The archives are made of a public set's articles, recombined, and
are kept; what each costs is measured by a process of its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive, Vectors
from corpus.derived import index_of
from corpus.records import NO_FILTERS, Article, Filters, Passage, PublicationDate
from corpus.sentences import sentences
from embeddings import index
from embeddings.embedding import embed_and_put
from embeddings.encoder import DEFAULT_MODEL, Encoder, SentenceEncoder
from embeddings.index import VectorIndex
from qa.evaluation.bench import SETS, archive_of
from qa.evaluation.gold import load_gold
from qa.retrieval import Retriever

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SOURCE = SETS[0]
# Passages of an article; how far a made-up passage lies from the real one that it is made of.
_LONGEST, _APART = 14, 0.35
_FIRST_DAY, _DAYS, _OUTLETS = date(2008, 1, 1), 16 * 365, 40
_A_YEAR = Filters(date(2012, 1, 1), date(2012, 12, 31))
_WARMING, _ASKED = 50, 200
_AT_ONCE = 1000  # articles in one transaction


@dataclass(frozen=True, slots=True)
class Figures:
    """What one archive costs: seconds, milliseconds, megabytes, and a share in [0, 1].

    `retrieval` and `within_a_year` are the median and the 95th percentile of whole questions,
    `stages` those of their parts; `grown` is the time until what is added is found.
    """

    passages: int
    opening: float
    retrieval: tuple[float, float]
    within_a_year: tuple[float, float]
    stages: dict[str, tuple[float, float]]
    recall: float
    memory: float
    index: float
    grown: float


def main(arguments: Sequence[str]) -> None:
    """Measure archives of all SIZES, or of those named, from the sets in `arguments[0]`.

    Archives and table are kept in the folder `arguments[1]`. With a third argument "ask" the
    archive in the folder named by the fourth is measured, by this process.
    """
    data, kept, *rest = arguments
    if rest[:1] == ["ask"]:
        print(json.dumps(asdict(figures(Path(data), Path(rest[1])))))
        return
    encoder = SentenceEncoder.load(DEFAULT_MODEL)
    real = archive_of(SOURCE, Path(data), Path(kept), encoder)
    rows = list(HEAD)
    for size in map(int, rest) if rest else SIZES:
        folder = Path(kept) / f"scale-{size}"
        archive = Archive.open(folder, create=True)
        grow(archive, size, real)
        Retriever(archive, encoder).find("makes the indexes", _A_YEAR)
        command = [sys.executable, "-m", "qa.evaluation.scale", data, kept, "ask", str(folder)]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        rows.append(row(Figures(**json.loads(told.stdout))))
        print("\n".join(rows if len(rows) == len(HEAD) + 1 else rows[-1:]), flush=True)
    if not rest:
        (Path(kept) / "scale.md").write_text("\n".join([*rows, ""]), encoding="utf-8")


HEAD = (
    "| passages | opening s | retrieval ms, p50 / p95 | of which encode | dense | keyword | fuse "
    "| within a year | recall@10 | memory MB | index MB | added and found s |",
    f"|{'--:|' * 12}",
)


def row(figures: Figures) -> str:
    """One line of the table."""
    pairs = (figures.retrieval, *figures.stages.values(), figures.within_a_year)
    times = (f"{median:.1f} / {high:.1f}" for median, high in pairs)
    cells = (
        f"{figures.passages:,}", f"{figures.opening:.2f}", *times, f"{figures.recall:.3f}",
        f"{figures.memory:,.0f}", f"{figures.index:,.0f}", f"{figures.grown:.2f}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


# -- measuring ------------------------------------------------------------------------------


def figures(data: Path, folder: Path) -> Figures:
    """What the archive in a folder costs this process."""
    gold = load_gold(data / SOURCE.gold, qrels=SOURCE.qrels)
    questions = [each.question for each in gold][: _WARMING + _ASKED]
    encoder = SentenceEncoder.load(DEFAULT_MODEL)
    encoder.encode_question("warm")
    started = time.perf_counter()
    archive = Archive.open(folder)
    retriever = Retriever(archive, encoder)
    retriever.find("opens the indexes")
    opening = time.perf_counter() - started
    stages = timed(retriever, questions)
    within = timed(retriever, questions, _A_YEAR)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figures(
        passages=archive.count_passages(),
        opening=opening,
        retrieval=stages.pop("all"),
        within_a_year=within["all"],
        stages=stages,
        recall=recall(archive, np.stack([encoder.encode_question(each) for each in questions])),
        memory=memory,
        index=sum(each.stat().st_size for each in (folder / "derived").rglob("*")) / 1e6,
        grown=grown(archive, retriever, encoder),
    )


def timed(
    retriever: Retriever, questions: Sequence[str], filters: Filters = NO_FILTERS
) -> dict[str, tuple[float, float]]:
    """The median and 95th percentile of each stage and of all, in milliseconds."""
    for question in questions[:_WARMING]:
        retriever.find(question, filters)
    laps: dict[str, list[float]] = {"all": []}
    for question in questions[_WARMING:]:
        started = time.perf_counter()
        found = retriever.find(question, filters)
        laps["all"].append((time.perf_counter() - started) * 1000)
        for stage, took in found.stages.items():
            laps.setdefault(stage, []).append(took)
    return {name: tuple(np.percentile(each, [50, 95])) for name, each in laps.items()}


def recall(archive: Archive, questions: Vectors) -> float:
    """The share of the true ten nearest passages that the dense search finds."""
    best = np.full((len(questions), 0), 0, np.int64)
    scores = np.empty((len(questions), 0), np.float32)
    for keys, vectors in archive.vector_blocks():
        scores = np.hstack([scores, questions @ vectors.T])
        best = np.hstack([best, np.tile(keys, (len(questions), 1))])
        top = np.argsort(-scores, axis=1)[:, :10]
        scores, best = np.take_along_axis(scores, top, 1), np.take_along_axis(best, top, 1)
    searched = VectorIndex(index_of(archive, index))
    found = [searched.search(question, 100)[0][:10] for question in questions]
    return float(
        np.mean([len(np.intersect1d(*each)) / 10 for each in zip(best, found, strict=True)])
    )


def grown(archive: Archive, retriever: Retriever, encoder: Encoder) -> float:
    """Seconds until an article is added and found; it goes again."""
    started = time.perf_counter()
    news = Article("news", "Zyxomma seen", "A zyxomma was seen by the pond on Tuesday.", "/news")
    embed_and_put([news], archive, encoder)
    assert retriever.find("zyxomma pond").hits[0].passage.article.id == "news"
    took = time.perf_counter() - started
    with archive.change():
        archive.remove(["news"])
    retriever.find("brings the indexes up to date")
    return took


# -- making ---------------------------------------------------------------------------------


def grow(archive: Archive, size: int, real: Archive) -> None:
    """Fill an archive up to a number of passages, made of those of a real one."""
    if archive.count_passages() >= size or real.model is None:
        return
    dice = np.random.default_rng(size)
    texts = [[passage[slice(*s)] for s in sentences(passage)] for _, _, passage in real.texts()]
    titles, vectors = [title for _, title, _ in real.texts()], real.vectors()[1]
    while (lacking := size - archive.count_passages()) > 0:
        with archive.change():
            archive.record_model(real.model)
            for origins in _articles(dice, lacking, len(texts)):
                _put(archive, origins, titles, texts, vectors, dice)


def _articles(dice: np.random.Generator, lacking: int, real: int) -> Iterator[NDArray[np.int64]]:
    """For each passage of some articles three real ones: what it is made of, and a direction."""
    for _ in range(_AT_ONCE):
        count = min(lacking, int(dice.integers(1, _LONGEST)))
        if count == 0:
            return
        lacking -= count
        origins = dice.integers(0, real, (3, count))
        origins[0] = (origins[0, 0] + np.arange(count)) % real  # an article has one subject
        yield origins


def _put(
    archive: Archive,
    origins: NDArray[np.int64],
    titles: Sequence[str],
    texts: Sequence[Sequence[str]],
    vectors: Vectors,
    dice: np.random.Generator,
) -> None:
    one, other, third = origins
    moved = vectors[one] + _APART * (vectors[other] - vectors[third])
    # Every other sentence of the one passage, and every other one of the other.
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
    archive.put(article, passages, moved / np.linalg.norm(moved, axis=1, keepdims=True))


if __name__ == "__main__":
    main(sys.argv[1:])
