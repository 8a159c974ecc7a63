"""A comparison of two runs as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from qa.evaluation.compare import Change, Comparison, MeasureComparison, is_worse
from qa.evaluation.saved_runs import SavedQuestion
from qa.show.phrases import SILENCE, format_count
from qa.show.safe_text import one_line


def comparison_as_json(comparison: Comparison) -> dict[str, object]:
    """The comparison as plain JSON values."""
    return {
        "first": comparison.first.name,
        "second": comparison.second.name,
        "questions": len(comparison.first.questions),
        "settings": comparison.changed_settings(),
        "seed": comparison.seed,
        "resamples": comparison.resamples,
        "worse": is_worse(comparison),
        "main": comparison.main,
        "measures": {name: asdict(one) for name, one in comparison.measures.items()},
        "not_compared": comparison.not_compared,
    }


def comparison_as_text(comparison: Comparison, most: int = 10) -> str:
    """For people: a table, then the main measure's most changed questions, `most` of each kind."""
    return "\n".join(_lines(comparison, most))


def _lines(comparison: Comparison, most: int) -> Iterator[str]:
    measures, main = comparison.measures.values(), comparison.measures[comparison.main]
    yield f"A: {one_line(comparison.first.name)}"
    yield f"B: {one_line(comparison.second.name)}"
    for name, (one, other) in comparison.changed_settings().items():
        values = " → ".join("not recorded" if value is None else value for value in (one, other))
        yield f"   {one_line(f'{name}: {values}')}"
    yield ""
    yield from _table_lines(measures)
    yield ""
    yield from _note_lines(comparison)
    yield ""
    changed = [one for one in measures if one.is_significant]
    yield _verdict_line("Better", [one.name for one in changed if one.difference > 0])
    yield _verdict_line("Worse", [one.name for one in changed if one.difference < 0])
    yield from _question_lines("won", main.name, main.wins, comparison, most)
    yield from _question_lines("lost", main.name, main.losses, comparison, most)


def _table_lines(measures: Iterable[MeasureComparison]) -> Iterator[str]:
    rows = [(one_line(one.name), one) for one in measures]
    width = max(len(name) for name, _ in rows)
    head = f"{'A':>6}{'B':>7}{'B − A':>8}{'95% interval':>17}{'p':>6}"
    yield f"{'':<{width}}{head}{'won':>6}{'lost':>6}{'tied':>6}"
    for name, one in rows:
        means = f"{one.first:>6.3f}{one.second:>7.3f}{one.difference:>+z8.3f}"
        interval = f"{one.low:+z.3f} to {one.high:+z.3f}"
        p = f"{one.corrected:.3f}" if one.corrected >= 0.001 else "<.001"
        changed = f"{len(one.wins):>6}{len(one.losses):>6}{len(one.ties):>6}"
        yield f"{name:<{width}}{means}{interval:>17}{p:>6}{changed}"


def _note_lines(comparison: Comparison) -> Iterator[str]:
    measures = comparison.measures.values()
    corrected = f"corrected for {format_count(len(measures), 'measure')} (Holm)"
    draws = f"{comparison.resamples:,} draws each, seed {comparison.seed}"
    yield f"p of a paired randomisation test, {corrected};"
    yield f"intervals by paired bootstrap; {draws}."
    if comparison.not_compared:
        yield f"In one run only: {', '.join(map(one_line, comparison.not_compared))}."
    for one in measures:
        if one.unpaired:
            unpaired = format_count(one.unpaired, "question")
            yield f"{one_line(one.name)} leaves out {unpaired} that only one run has it for."


def _verdict_line(change: str, names: Sequence[str]) -> str:
    return f"{change} in B by more than chance: {', '.join(map(one_line, names)) or 'none'}."


def _question_lines(
    change: str, name: str, changes: Sequence[Change], comparison: Comparison, most: int
) -> Iterator[str]:
    shown = f", the {most} most changed" if len(changes) > most else ""
    yield ""
    yield f"{one_line(name)}: {format_count(len(changes), 'question')} {change} in B{shown}"
    for one in changes[:most]:
        before, after = (run.questions[one.id] for run in (comparison.first, comparison.second))
        yield f"  {one.first:.3f} → {one.second:.3f}  {one_line(f'{one.id}: {one.question}')}"
        yield f"    A: {_format_reply(before)}"
        yield f"    B: {_format_reply(after)}"


def _format_reply(question: SavedQuestion) -> str:
    silence = "An error." if question.status == "error" else SILENCE
    words = f"“{one_line(question.answer)}”" if question.answer else silence
    return f"{words} ({question.lost})" if question.lost else words
