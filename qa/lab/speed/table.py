"""The figures of a run as a table: what, measured, the bar, whether it is reached, how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from qa.lab.speed.speed_figures import Costs, Speed, WordsFirst

_FORMS = {
    "s": ".2f",
    "ms": ".1f",
    "MB": ",.0f",
    "%": ".1f",
    "a second": ",.1f",
    "times": ".2f",
    "modules": ".0f",
}
WARM, LARGE = 100_000, 1_000_000  # passages that a bar is set for
_WARM_HOW = "median and 95th percentile of 200 questions, in a process of their own"


@dataclass(frozen=True, slots=True)
class Bar:
    """What is to be reached: at most `value`, or at least where `least` is true."""

    value: float
    least: bool = False

    def is_reached(self, measured: float) -> bool:
        return measured >= self.value if self.least else measured <= self.value


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `measured` is None where it was not measured, `bar` where none is set."""

    what: str
    measured: float | None
    unit: str
    bar: Bar | None
    how: str

    @property
    def cells(self) -> tuple[str, ...]:
        reached = "–"
        if self.bar and self.measured is not None:
            reached = "yes" if self.bar.is_reached(self.measured) else "**no**"
        measured = "not measured" if self.measured is None else self._format(self.measured)
        sign = "≥" if self.bar and self.bar.least else "≤"
        bar = f"{sign} {self.bar.value:g} {self.unit}".rstrip() if self.bar else "–"
        return self.what, measured, bar, reached, self.how

    def _format(self, value: float) -> str:
        return f"{value:{_FORMS.get(self.unit, '.3f')}} {self.unit}".rstrip()


def figure_rows(speed: Speed) -> Iterator[Row]:
    """All that the bars ask for, and what it is to be compared with."""
    yield from _start_rows(speed)
    yield from _warm_rows(speed)
    yield from _adding_rows(speed)
    yield from _words_first_rows(speed.words_first)
    yield from _large_rows(speed.find_size(LARGE))
    yield from _batch_rows(speed)


def _start_rows(speed: Speed) -> Iterator[Row]:
    starts = speed.starts
    turns = f"median of {len(starts.ask)} turns"
    where = f"{starts.passages:,} passages, cold process"
    yield Row(f"`pullquote ask`, {where}", median(starts.ask), "s", Bar(1), turns)
    yield Row(
        "the bare script, sentence-transformers and FAISS", median(starts.bare), "s", None,
        f"speed/bare.py, in turns with `ask`, {turns}; it prints the nearest passage",
    )  # fmt: skip
    yield Row("`ask` is faster by", starts.times_faster, "times", Bar(6, least=True), "medians")
    yield Row(
        "txtai, the same passages", _median_or_none(starts.txtai), "s", None,
        f"speed/with_txtai.py, in turns with `ask`, {turns}" if starts.txtai else "not installed",
    )  # fmt: skip
    yield Row(
        "torch, imported by `ask`", float(starts.loads_torch), "modules", Bar(0),
        "`python -X importtime`",
    )  # fmt: skip
    yield Row("`pullquote --help`", median(starts.help), "s", Bar(0.3), turns)
    yield Row(
        "first paint of the chat", _median_or_none(starts.paint), "s", Bar(0.5),
        f"in a pseudo-terminal, until a letter or figure is shown, {turns}",
    )  # fmt: skip


def _warm_rows(speed: Speed) -> Iterator[Row]:
    costs, real = speed.find_size(WARM), speed.real
    yield Row(
        "a question encoded by sentence-transformers, float32, p50", speed.adding.question.p50,
        "ms", None, "one at a time, everything loaded",
    )  # fmt: skip
    for name, at, most in (("p50", 0, 6), ("p95", 1, 12)):
        yield Row(
            f"retrieval, {WARM:,} passages, {name}", costs.retrieval[at] if costs else None, "ms",
            Bar(most), _WARM_HOW,
        )  # fmt: skip
    how = f"{real.passages:,} passages of real articles, everything loaded"
    yield Row("answer with the reader, p50", real.answer.p50, "ms", Bar(120), how)
    yield Row(
        "first evidence, p50", real.evidence.p50, "ms", Bar(20),
        f"searching and making the near rows; {how}",
    )  # fmt: skip


def _adding_rows(speed: Speed) -> Iterator[Row]:
    adding, again = speed.adding, speed.again
    how = f"{adding.set}, {adding.passages:,} passages in {len(adding.turns)} turns"
    yield Row(
        "passages added", adding.added_per_second, "a second", None, f"reading to keeping; {how}"
    )
    yield Row(
        "`encode` of sentence-transformers, float32", adding.encoded_per_second, "a second", None,
        f"each turn's texts in one call; {how}",
    )  # fmt: skip
    faster = adding.added_per_second / adding.encoded_per_second
    yield Row("adding is faster by", faster, "times", Bar(3, least=True), "medians of the turns")
    yield Row(
        "nDCG@10 by meaning that is lost", adding.ndcg_of_encoded - adding.ndcg, "", Bar(0.003),
        f"{adding.ndcg:.4f} against {adding.ndcg_of_encoded:.4f} with float32; {adding.set}",
    )  # fmt: skip
    yield Row("of adding, all but embedding", 100 * adding.rest_share, "%", Bar(10), how)
    what = f"{again.articles:,} unchanged articles added again"
    yield Row(
        what, median(again.untouched), "s", Bar(5),
        f"`pullquote add`, a file an article, median of {len(again.untouched)}",
    )  # fmt: skip
    yield Row(
        f"{what}, every file touched", median(again.touched), "s", None,
        f"the same; all are read again, median of {len(again.touched)}",
    )  # fmt: skip


def _words_first_rows(added: WordsFirst) -> Iterator[Row]:
    yield Row(
        f"{added.files:,} articles added by their words", added.files_added, "s", Bar(90),
        "`pullquote add --words-only`, a file an article, the command from start to end",
    )  # fmt: skip
    yield Row(
        f"first right answer of {added.articles:,} articles", added.until_right, "s", None,
        f"the same command, and `pullquote ask`; {added.asked} asked until the best evidence was"
        " a right article",
    )  # fmt: skip
    yield Row(
        "of the whole `add`, that is", 100 * added.until_right / added.whole, "%", Bar(5),
        f"of {added.whole:,.0f} s, computed: {added.passages:,} passages at"
        f" {added.embedded_per_second:.0f} a second, the pace of some of them",
    )  # fmt: skip


def _large_rows(costs: Costs | None) -> Iterator[Row]:
    size = f"{LARGE:,} passages"
    for name, at, most in (("p50", 0, 15), ("p95", 1, 40)):
        value = costs.retrieval[at] if costs else None
        yield Row(f"retrieval, {size}, {name}", value, "ms", Bar(most), _WARM_HOW)
    for name, at, most in (("p50", 0, 25), ("p95", 1, 45)):
        value = costs.within_a_year[at] if costs else None
        yield Row(f"within a year, {size}, {name}", value, "ms", Bar(most), _WARM_HOW)
    yield Row(
        f"an article added and found, {size}", costs.until_found if costs else None, "s", Bar(0.3),
        "one passage embedded, kept, indexed and searched, in a process that has the archive open",
    )  # fmt: skip
    yield Row(
        f"recall@10, {size}", costs.recall if costs else None, "", Bar(0.97, least=True),
        "against comparing all vectors, the same questions",
    )  # fmt: skip
    yield Row(
        f"memory, {size}", costs.memory if costs else None, "MB", Bar(1500),
        "the most that the process held, answers and reader in it",
    )  # fmt: skip
    yield Row(
        f"opening, {size}", costs.opening if costs else None, "s", Bar(2),
        "models, archive and indexes, until the first hits",
    )  # fmt: skip


def _batch_rows(speed: Speed) -> Iterator[Row]:
    batch = speed.batch
    where = f"{speed.real.passages:,} passages of real articles"
    yield Row(
        f"`pullquote batch`, {batch.questions:,} questions", batch.together, "a second", None,
        f"the command from start to end; {where}",
    )  # fmt: skip
    yield Row(
        "a batch is faster than asking one by one by", batch.together / batch.one_by_one, "times",
        Bar(2, least=True),
        f"{batch.one_by_one:.1f} a second, the same questions, everything loaded",
    )  # fmt: skip
    yield Row(
        "a batch is faster than a process a question by", batch.together / batch.a_process_each,
        "times", Bar(2, least=True), f"{batch.a_process_each:.2f} a second, some of the questions",
    )  # fmt: skip


def markdown_table(head: Iterable[str], lines: Iterable[Iterable[object]], rule: str) -> list[str]:
    """A table in Markdown; `rule` says how each column stands."""
    return [_line(head), f"|{rule}", *map(_line, lines)]


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _median_or_none(values: list[float]) -> float | None:
    return median(values) if values else None
