"""The figures of the model card: `make bench-reader`, or `python -m qa.lab.training.figures`.

Measured with the shipped weights, as they are used, on sets that the recipe in this tree does not
learn from. Weights of an earlier recipe may have: the model card says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.passages import split
from corpus.records import Article
from embeddings.models.encoder import Encoder
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.assistant import Assistant
from qa.evaluation.ask_gold import evaluate
from qa.evaluation.gold import GoldQuestion, load_gold
from qa.evaluation.measures import exact_match, token_f1
from qa.evaluation.outcomes import Outcome
from qa.evaluation.refusal import (
    auroc,
    calibration_bins,
    expected_calibration_error,
    is_right_answer,
)
from qa.folders import exported_models
from qa.lab.public_sets import SETS, archive_of, spread
from qa.reader.span_reader import SpanReader
from qa.search.hits import Hit
from qa.search.retriever import Retriever

MAX_QUESTIONS = 600  # of each set, spread evenly over it
_SET = {each.name: each for each in SETS}


def main(arguments: Sequence[str]) -> None:
    """Print one line a figure: of the sets in the first folder, with archives in the second.

    More arguments choose among passage, story, and the names of sets.
    """
    bench = Bench(Path(arguments[0]), Path(arguments[1]))
    wanted = arguments[2:] or ("passage", "story", *ARCHIVES)
    if "passage" in wanted:
        print(
            f"SQuAD 1.1, the right passage given: {bench.measure_given('SQuAD 1.1 dev')}",
            flush=True,
        )
    if "story" in wanted:
        print(
            f"newsqa-open, the right story given: {bench.measure_given('newsqa-open')}", flush=True
        )
    for name in ARCHIVES:
        if name in wanted:
            print(f"{name}: {bench.measure_asked(name)}", flush=True)


ARCHIVES = ("SQuAD 1.1 dev", "SQuAD 2.0 dev", "realtimeqa-dev")


@dataclass(slots=True)
class Bench:
    """The sets, the archives made of them, and the reader as it is shipped."""

    data: Path
    kept: Path
    encoder: Encoder
    reader: SpanReader

    def __init__(self, data: Path, kept: Path) -> None:
        self.data, self.kept = data, kept
        self.encoder = load_encoder(DEFAULT_MODEL, exported_models())
        self.reader = SpanReader.load()

    def measure_given(self, name: str) -> str:
        """Exact match and F1 where each question comes with the text that answers it."""
        gold = spread(
            [g for g in self._load_gold(name) if g.answerable and g.context], MAX_QUESTIONS
        )
        exact = f1 = 0.0
        for question in gold:
            text = self._answer_from_context(question)
            exact += exact_match(text, question.answers)
            f1 += token_f1(text, question.answers)
        exact, f1 = (100 * total / len(gold) for total in (exact, f1))
        return f"{len(gold)} questions, EM {exact:.1f}, F1 {f1:.1f}"

    def _answer_from_context(self, question: GoldQuestion) -> str:
        context = Article(question.id, "", question.context or "", question.id)
        passages = split(context, self.encoder.count_tokens, self.encoder.token_budget)
        verdict = self.reader.read(question.question, [Hit(p, 0.0) for p in passages])
        best = verdict.passages[0]
        return context.text[slice(*best.span)] if best.span else ""

    def measure_asked(self, name: str) -> str:
        """Ask the archive of the whole set; `AUROC` tells answerable from unanswerable ones."""
        gold = self._load_gold(name)
        answerable = spread([g for g in gold if g.answerable], MAX_QUESTIONS)
        others = spread([g for g in gold if not g.answerable], MAX_QUESTIONS)
        archive = archive_of(_SET[name], self.data, self.kept, self.encoder)
        assistant = Assistant(archive, Retriever(archive, self.encoder), self.reader)
        outcomes = evaluate([*answerable, *others], assistant.ask, archive, top=100).outcomes
        return ", ".join(_figures(outcomes))

    def _load_gold(self, name: str) -> tuple[GoldQuestion, ...]:
        chosen, is_news = _SET[name], name == "realtimeqa-dev"
        gold = self.data / chosen.gold
        return load_gold(gold, qrels=chosen.qrels, presumed_unanswerable=is_news)


def _figures(outcomes: Sequence[Outcome]) -> Iterable[str]:
    there = [outcome for outcome in outcomes if outcome.gold.answerable]
    yield f"{len(there)} + {len(outcomes) - len(there)} questions"
    for name in ("nDCG@10", "Success@1", "passage Success@1", "EM", "F1", "citation"):
        values = [outcome.values[name] for outcome in there if name in outcome.values]
        if values:
            yield f"{name} {sum(values) / len(values):.3f}"
    sure = [outcome.confidence for outcome in outcomes]
    separated = auroc(sure, [outcome.gold.answerable for outcome in outcomes])
    if separated is not None:
        yield f"AUROC {separated:.3f}"
    yield from _status_figures(outcomes)
    refused = [not outcome.is_answered for outcome in there]
    yield f"wrongly refused {sum(refused) / len(refused):.3f}"
    if len(outcomes) > len(there):
        rightly = [not o.is_answered for o in outcomes if not o.gold.answerable]
        yield f"rightly refused {sum(rightly) / len(rightly):.3f}"


def _status_figures(outcomes: Sequence[Outcome]) -> Iterable[str]:
    """How many answers of each status were right, and how far the confidence is from that."""
    for status in ("answered", "possible"):
        right = [is_right_answer(outcome) for outcome in outcomes if outcome.status == status]
        if right:
            yield f"{status} {len(right)}, right {sum(right) / len(right):.3f}"
    answers = [outcome for outcome in outcomes if outcome.is_answered]
    confidences = [outcome.confidence for outcome in answers]
    bins = calibration_bins(confidences, [*map(is_right_answer, answers)])
    yield f"ECE {expected_calibration_error(bins):.3f}"


if __name__ == "__main__":
    main(sys.argv[1:])
