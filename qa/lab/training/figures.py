"""The figures of the model card: `make bench-reader`, or `python -m qa.lab.training.figures`.

Each kind of use has its line: the right text given, a whole archive asked, the sample, and the
same question typed in other ways.

Measured with the shipped weights, as they are used, on sets that the recipe in this tree does not
learn from. Weights of an earlier recipe may have: the model card says so.
"""

from __future__ import annotations

import random
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from corpus.passages import split
from corpus.records import Article
from corpus.store.open_store import open_store
from corpus.store.store import Store
from embeddings.models.encoder import Encoder
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.answers import Answer
from qa.archive_changes import add_sample
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
from qa.folders import exported_models, made_readers
from qa.lab.public_sets import SETS, archive_of, spread
from qa.lab.training.variants import misspell, strip_marks
from qa.reader.base import Reader
from qa.reader.loading import load_reader
from qa.reader.size import READER_SIZES, ReaderSize
from qa.search.hits import Hit
from qa.search.retriever import Retriever

MAX_QUESTIONS = 2_000  # of each set, spread evenly over it, unless another number is asked for
_SET = {each.name: each for each in SETS}
_SAMPLE_GOLD = Path(str(files("qa.sample"))) / "gold.jsonl"


def main(arguments: Sequence[str]) -> None:
    """Print a line for each of the `PARTS`; the sets are in the first folder.

    Archives of them are kept in the second. More arguments choose among the parts.
    """
    parser = ArgumentParser("python -m qa.lab.training.figures")
    parser.add_argument("data", type=Path)
    parser.add_argument("kept", type=Path)
    parser.add_argument("parts", nargs="*", metavar="part", help="; ".join(PARTS))
    parser.add_argument("--reader", choices=READER_SIZES, default="small")
    parser.add_argument("--most", type=int, default=MAX_QUESTIONS, help="questions of each set")
    given = parser.parse_args(arguments)
    bench = Bench(given.data, given.kept, given.reader, given.most)
    for name in given.parts or PARTS:
        print(f"{name}: {PARTS[name](bench)}", flush=True)


@dataclass(slots=True)
class Bench:
    """The sets, the archives made of them, and a reader as it is shipped.

    No more than `most` questions with an answer are asked of a set, and as many without.
    """

    data: Path
    kept: Path
    encoder: Encoder
    reader: Reader
    most: int

    def __init__(
        self, data: Path, kept: Path, reader: ReaderSize = "small", most: int = MAX_QUESTIONS
    ) -> None:
        self.data, self.kept, self.most = data, kept, most
        self.encoder = load_encoder(DEFAULT_MODEL, exported_models())
        self.reader = load_reader(reader, made_readers())

    def measure_given(self, name: str) -> str:
        """Exact match and F1 where each question comes with the text that answers it.

        Where some texts do not answer: how well the confidence tells them from the others, and
        the F1 at the threshold that is best for it.
        """
        gold = [g for g in self._load_gold(name) if g.context]
        there = spread([g for g in gold if g.answerable], self.most)
        others = spread([g for g in gold if not g.answerable], self.most)
        read = [self._read_context(question) for question in there]
        exact, f1 = (
            100 * mean(measure(r.text, q.answers) for r, q in zip(read, there, strict=True))
            for measure in (exact_match, token_f1)
        )
        figures = f"{len(there)} questions, EM {exact:.1f}, F1 {f1:.1f}"
        if not others:
            return figures
        read += [self._read_context(question) for question in others]
        return f"{figures}; {len(others)} without an answer, {_refusing(read, [*there, *others])}"

    def _read_context(self, question: GoldQuestion) -> _Given:
        context = Article(question.id, "", question.context or "", question.id)
        passages = split(context, self.encoder.count_tokens, self.encoder.token_budget)
        verdict = self.reader.read(question.question, [Hit(p, 0.0) for p in passages])
        best = verdict.passages[0]
        core = best.core or best.span
        return _Given(context.text[slice(*core)] if core else "", verdict.probability)

    def measure_asked(self, name: str) -> str:
        """Ask the archive of the whole set; `AUROC` tells answerable from unanswerable ones."""
        gold = self._load_gold(name)
        answerable = spread([g for g in gold if g.answerable], self.most)
        others = spread([g for g in gold if not g.answerable], self.most)
        archive = archive_of(_SET[name], self.data, self.kept, self.encoder)
        assistant = self._assistant_for(archive)
        outcomes = evaluate([*answerable, *others], assistant.ask, archive, top=100).outcomes
        return ", ".join(_figures(outcomes))

    def measure_sample(self) -> str:
        """All questions of the sample archive."""
        assistant = self._open_sample()
        gold = load_gold(_SAMPLE_GOLD)
        return ", ".join(_figures(evaluate(gold, assistant.ask, assistant.archive).outcomes))

    def measure_steadiness(self) -> str:
        """How many of the sample's questions get the same status when they are typed otherwise."""
        assistant = self._open_sample()
        usual = [assistant.ask(gold.question) for gold in load_gold(_SAMPLE_GOLD)]
        return ", ".join(
            f"{name} {_share_same(assistant, usual, retype):.3f}"
            for name, retype in RETYPED.items()
        )

    def _open_sample(self) -> Assistant:
        folder = self.kept / "sample"
        add_sample(folder, lambda _: None)
        return self._assistant_for(open_store(folder))

    def _assistant_for(self, archive: Store) -> Assistant:
        return Assistant(archive, Retriever(archive, self.encoder), self.reader)

    def _load_gold(self, name: str) -> tuple[GoldQuestion, ...]:
        chosen, is_news = _SET[name], name == "realtimeqa-dev"
        gold = self.data / chosen.gold
        return load_gold(gold, qrels=chosen.qrels, presumed_unanswerable=is_news)


class _Given(NamedTuple):
    """What the reader said of one text: its best answer, and how likely that is."""

    text: str
    confidence: float


def _share_same(
    assistant: Assistant, usual: Sequence[Answer], retype: Callable[[str], str]
) -> float:
    """The share with their usual status, of the questions that are not typed so anyway."""
    retyped = [(retype(answer.question), answer) for answer in usual]
    same = [
        assistant.ask(question).status == answer.status
        for question, answer in retyped
        if question != answer.question
    ]
    return sum(same) / len(same)


def _refusing(given: Sequence[_Given], gold: Sequence[GoldQuestion]) -> str:
    confidences = [each.confidence for each in given]
    answerable = [question.answerable for question in gold]
    values = [token_f1(g.text, question.answers) for g, question in zip(given, gold, strict=True)]
    best = best_overall(confidences, values, answerable)
    return f"AUROC {auroc(confidences, answerable) or 0:.3f}, best F1 {100 * best:.1f}"


def best_overall(
    confidences: Sequence[float], values: Sequence[float], answerable: Sequence[bool]
) -> float:
    """The mean of SQuAD 2.0's measure where the best threshold is put between two questions.

    `values` are what the answers are worth. A refusal is worth 1 where there is no answer, and
    else nothing.
    """
    worth = float(sum(not is_there for is_there in answerable))
    best = worth
    for place in sorted(range(len(confidences)), key=lambda place: -confidences[place]):
        worth += values[place] if answerable[place] else -1.0
        best = max(best, worth)
    return best / len(confidences)


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


def _misspell_alike(question: str) -> str:
    """The same slip of the finger each time."""
    return misspell(question, random.Random(question))


RETYPED: Mapping[str, Callable[[str], str]] = {
    "without “?”": lambda question: question.rstrip("? "),
    "in lower case": str.lower,
    "without capitals and marks": lambda question: strip_marks(question.lower()),
    "a slip in a long word": _misspell_alike,
}

PARTS: Mapping[str, Callable[[Bench], str]] = {
    "SQuAD 1.1 dev, the right paragraph given": lambda b: b.measure_given("SQuAD 1.1 dev"),
    "SQuAD 2.0 dev, the paragraph given": lambda b: b.measure_given("SQuAD 2.0 dev"),
    "newsqa-open, the right story given": lambda b: b.measure_given("newsqa-open"),
    "SQuAD 1.1 dev": lambda b: b.measure_asked("SQuAD 1.1 dev"),
    "SQuAD 2.0 dev": lambda b: b.measure_asked("SQuAD 2.0 dev"),
    "realtimeqa-dev": lambda b: b.measure_asked("realtimeqa-dev"),
    "the sample": Bench.measure_sample,
    "the sample, same status": Bench.measure_steadiness,
}


if __name__ == "__main__":
    main(sys.argv[1:])
