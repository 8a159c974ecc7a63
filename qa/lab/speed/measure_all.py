"""One run: each thing measured after the other, in processes of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.store.sqlite import Archive
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.evaluation.gold import GoldQuestion, load_gold
from qa.folders import exported_models
from qa.lab.public_sets import SETS, archive_of, spread
from qa.lab.speed.make_archives import grow, write_files
from qa.lab.speed.measure_adding import added_again, adding
from qa.lab.speed.measure_asking import ASKED, WARMING, costs_of, grown_in, made_ready
from qa.lab.speed.measure_batches import batch
from qa.lab.speed.measure_starts import starts
from qa.lab.speed.processes import apart
from qa.lab.speed.speed_figures import Again, Costs, Speed

_REAL, _NEWS = SETS[0], SETS[1]
_WIRE = "reuters-21578/corpus.jsonl.gz"
NEEDED = (_REAL.corpus or "", _NEWS.gold, _WIRE)


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


def measured(plan: Plan) -> Speed:
    """All figures, those of the largest archives last."""
    real = apart(_real, plan)
    questions = _questions(plan, max(plan.questions, WARMING + ASKED))
    _say("what starts cold")
    cold = apart(_made, plan, plan.cold, real)
    started = starts(cold, plan.kept / "others", questions[0], plan.turns)
    _say("an archive of real articles")
    apart(made_ready, real)
    of_real = apart(costs_of, real, questions)
    _say("a batch of questions")
    asked = batch(real, questions[: plan.questions], plan.processes)
    _say("adding")
    added = apart(adding, _NEWS, plan.data, plan.turns)
    again = apart(_again, plan, real)
    sizes = [_costs(plan, size, real, questions) for size in sorted(plan.sizes)]
    return Speed(started, of_real, sizes, added, again, asked)


def _costs(plan: Plan, size: int, real: Path, questions: Sequence[str]) -> Costs:
    _say(f"{size:,} passages")
    made = apart(_made, plan, size, real)
    return replace(apart(costs_of, made, questions), grown=apart(grown_in, made))


def _real(plan: Plan) -> Path:
    encoder = load_encoder(DEFAULT_MODEL, exported_models())
    return archive_of(_REAL, plan.data, plan.kept, encoder).folder


def _made(plan: Plan, size: int, real: Path) -> Path:
    """The folder of an archive of so many passages, made where it is not there yet."""
    folder = plan.kept / f"scale-{size}"
    grow(Archive.open(folder, create=True), size, Archive.open(real))
    made_ready(folder)
    return folder


def _again(plan: Plan, real: Path) -> Again:
    kept = plan.kept / f"again-{plan.again}"
    write_files(kept / "files", plan.again, Archive.open(real), plan.data / _WIRE)
    return added_again(kept / "files", kept / "archive", plan.turns)


def _questions(plan: Plan, most: int) -> list[str]:
    """Questions about news, each once: the real archive's own, then another set's."""
    own = _by_question(load_gold(plan.data / _REAL.gold, qrels=_REAL.qrels))
    others = _by_question(load_gold(plan.data / _NEWS.gold, qrels=_NEWS.qrels))
    more = [each for text, each in others.items() if text not in own]
    return [*own, *_by_question(spread(more, max(1, most - len(own))))][:most]


def _by_question(gold: Iterable[GoldQuestion]) -> dict[str, GoldQuestion]:
    return {each.question: each for each in gold}


def _say(what: str) -> None:
    print(f"measuring {what} ...", file=sys.stderr, flush=True)
