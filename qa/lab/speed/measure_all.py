"""One run: each thing measured after the other, in processes of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.store.sqlite import SqliteStore
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.evaluation.gold import GoldQuestion, load_gold
from qa.folders import exported_models
from qa.lab.public_sets import SETS, archive_of, spread
from qa.lab.speed.make_archives import fill_archive, write_files
from qa.lab.speed.measure_adding import measure_adding, measure_adding_again
from qa.lab.speed.measure_asking import (
    ASKED,
    WARMING,
    make_indexes,
    measure_costs_in,
    time_addition_in,
)
from qa.lab.speed.measure_batches import measure_batch
from qa.lab.speed.measure_starts import measure_starts
from qa.lab.speed.measure_words_first import measure_words_first
from qa.lab.speed.processes import run_apart
from qa.lab.speed.speed_figures import Again, Costs, Speed, WordsFirst

_REAL, _NEWS = SETS[0], SETS[1]
_WIRE = "reuters-21578/corpus.jsonl.gz"
NEEDED_FILES = (_REAL.corpus or "", _NEWS.gold, _WIRE)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured, of the sets in `data`; what is made is kept in `kept`.

    `sizes` and `cold` count passages, `again` articles; `processes` questions are asked with
    a process of their own.
    """

    data: Path
    kept: Path
    sizes: Sequence[int] = (1_000, 10_000, 100_000, 1_000_000)
    cold: int = 20_000
    again: int = 20_000
    questions: int = 1_000
    processes: int = 20
    turns: int = 5


def measure_all(plan: Plan) -> Speed:
    """All figures, those of the largest archives last."""
    real = run_apart(_make_real_archive, plan)
    questions = _choose_questions(plan, max(plan.questions, WARMING + ASKED))
    _announce("what starts cold")
    cold = run_apart(_make_archive, plan, plan.cold, real)
    started = measure_starts(cold, plan.kept / "others", questions[0], plan.turns)
    _announce("an archive of real articles")
    run_apart(make_indexes, real)
    of_real = run_apart(measure_costs_in, real, questions)
    _announce("a batch of questions")
    asked = measure_batch(real, questions[: plan.questions], plan.processes)
    _announce("adding")
    added = run_apart(measure_adding, _NEWS, plan.data, plan.turns)
    again = run_apart(_measure_again, plan, real)
    words_first = _measure_words_first(plan)
    sizes = [_measure_size(plan, size, real, questions) for size in sorted(plan.sizes)]
    return Speed(started, of_real, sizes, added, again, asked, words_first)


def _measure_size(plan: Plan, size: int, real: Path, questions: Sequence[str]) -> Costs:
    _announce(f"{size:,} passages")
    made = run_apart(_make_archive, plan, size, real)
    return replace(
        run_apart(measure_costs_in, made, questions), until_found=run_apart(time_addition_in, made)
    )


def _make_real_archive(plan: Plan) -> Path:
    encoder = load_encoder(DEFAULT_MODEL, exported_models())
    return archive_of(_REAL, plan.data, plan.kept, encoder).folder


def _make_archive(plan: Plan, size: int, real: Path) -> Path:
    """The folder of an archive of `size` passages, made unless it is there already."""
    folder = plan.kept / f"scale-{size}"
    fill_archive(SqliteStore.open(folder, create=True), size, SqliteStore.open(real))
    make_indexes(folder)
    return folder


def _measure_again(plan: Plan, real: Path) -> Again:
    kept = plan.kept / f"again-{plan.again}"
    write_files(kept / "files", plan.again, SqliteStore.open(real), plan.data / _WIRE)
    return measure_adding_again(kept / "files", kept / "archive", plan.turns)


def _measure_words_first(plan: Plan) -> WordsFirst:
    """With the files that are added again, which are there by then."""
    gold = load_gold(plan.data / _REAL.gold, qrels=_REAL.qrels)
    files = plan.kept / f"again-{plan.again}" / "files"
    answerable = [each for each in gold if each.answerable and each.relevant]
    return measure_words_first(plan.data / (_REAL.corpus or ""), files, answerable)


def _choose_questions(plan: Plan, most: int) -> list[str]:
    """Questions about news, each once: the real archive's own, then another set's."""
    own = _by_question(load_gold(plan.data / _REAL.gold, qrels=_REAL.qrels))
    others = _by_question(load_gold(plan.data / _NEWS.gold, qrels=_NEWS.qrels))
    more = [each for text, each in others.items() if text not in own]
    return [*own, *_by_question(spread(more, max(1, most - len(own))))][:most]


def _by_question(gold: Iterable[GoldQuestion]) -> dict[str, GoldQuestion]:
    return {each.question: each for each in gold}


def _announce(what: str) -> None:
    print(f"measuring {what} ...", file=sys.stderr, flush=True)
