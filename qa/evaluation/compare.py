"""Two saved runs over the same questions: what changed, and whether it is more than chance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from corpus.errors import InputError
from qa.evaluation.saved_runs import SavedRun
from qa.evaluation.significance import PairedTest, holm, paired_tests

SIGNIFICANCE_LEVEL = 0.05

_MAIN_MEASURES = ("F1", "nDCG@10")


@dataclass(frozen=True, slots=True)
class Change:
    """What a measure is worth for one question in the first run and in the second."""

    id: str
    question: str
    first: float
    second: float

    @property
    def difference(self) -> float:
        """Two ways to the same value may differ in its last bits: that is no change."""
        return round(self.second - self.first, 9)


@dataclass(frozen=True, slots=True)
class MeasureComparison:
    """One measure over the `n` questions that both runs have it for.

    `difference` is the second mean less the first, `low` to `high` its 95% paired bootstrap
    interval, `p` of the two-sided paired randomisation test, `corrected` the same after Holm.
    Wins are the second run's, the most changed first; ties are ids. `unpaired` counts the
    questions that only one run has the measure for.
    """

    name: str
    n: int
    first: float
    second: float
    difference: float
    low: float
    high: float
    p: float
    corrected: float
    wins: tuple[Change, ...]
    losses: tuple[Change, ...]
    ties: tuple[str, ...]
    unpaired: int

    @property
    def is_significant(self) -> bool:
        return self.corrected < SIGNIFICANCE_LEVEL


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs, measure by measure; `main` names the measure whose questions are worth reading.

    `not_compared` are the measures that the runs have no question in common for.
    """

    first: SavedRun
    second: SavedRun
    measures: Mapping[str, MeasureComparison]
    main: str
    not_compared: tuple[str, ...]
    seed: int
    resamples: int

    def changed_settings(self) -> dict[str, tuple[str | None, str | None]]:
        """The settings that the runs differ in, with both values."""
        first, second = self.first.settings, self.second.settings
        pairs = {name: (first.get(name), second.get(name)) for name in {**first, **second}}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def compare(
    first: SavedRun,
    second: SavedRun,
    measures: Sequence[str] | None = None,
    *,
    seed: int = 0,
    resamples: int = 10_000,
    allow_other_archive: bool = False,
) -> Comparison:
    """Compare two runs by the measures named, the first of them the main one, or by all.

    The same seed gives a measure the same numbers whichever others are compared beside it; only
    the correction counts them. InputError where the runs or the measures cannot be compared.
    """
    _check_comparable(first, second, allow_other_archive)
    measured = _count_measured(first, second)
    paired = {name: changes for name in measured if (changes := _pair_values(name, first, second))}
    chosen = _choose_measures(list(paired), measures)
    tests = _test_measures({name: paired[name] for name in chosen}, resamples, seed)
    corrected = holm({name: test.p for name, test in tests.items()})
    return Comparison(
        first,
        second,
        {n: _compare_measure(n, paired[n], measured[n], tests[n], corrected[n]) for n in chosen},
        main=chosen[0] if measures else next((n for n in _MAIN_MEASURES if n in chosen), chosen[0]),
        not_compared=tuple(name for name in measured if name not in paired),
        seed=seed,
        resamples=resamples,
    )


def is_worse(comparison: Comparison) -> bool:
    """Whether the second run is worse by some measure, by more than chance."""
    return any(one.is_significant and one.difference < 0 for one in comparison.measures.values())


def _check_comparable(first: SavedRun, second: SavedRun, allow_other_archive: bool) -> None:
    asked, asked_again = (
        {id: question.question for id, question in run.questions.items()} for run in (first, second)
    )
    if asked != asked_again or first.settings.get("gold") != second.settings.get("gold"):
        raise InputError(
            f"{first.name} and {second.name} were asked different gold questions: "
            "evaluate both with the same gold set"
        )
    archive, other = (run.settings.get("archive") for run in (first, second))
    if archive != other and not allow_other_archive:
        raise InputError(
            f"{second.name} is a run from another archive ({other}) than {first.name} "
            f"({archive}): evaluate both on one, or pass --allow-other-archive"
        )


def _count_measured(first: SavedRun, second: SavedRun) -> Counter[str]:
    """For how many questions the runs, either of them, have each measure."""
    return Counter(
        name
        for id, question in first.questions.items()
        for name in {**question.values, **second.questions[id].values}
    )


def _pair_values(name: str, first: SavedRun, second: SavedRun) -> tuple[Change, ...]:
    """The questions that both runs have the measure for, changed or not."""
    return tuple(
        Change(id, question.question, question.values[name], second.questions[id].values[name])
        for id, question in first.questions.items()
        if name in question.values and name in second.questions[id].values
    )


def _choose_measures(known: Sequence[str], measures: Sequence[str] | None) -> list[str]:
    if not known:
        raise InputError("the runs have no measure of the same questions: nothing to compare")
    if unknown := [name for name in measures or () if name not in known]:
        raise InputError(f"no measure {unknown[0]} in both runs: there are {', '.join(known)}")
    return list(dict.fromkeys(measures or known))


def _test_measures(
    paired: Mapping[str, Sequence[Change]], resamples: int, seed: int
) -> dict[str, PairedTest]:
    """Each measure's test; those of the same questions share the draws, which take the time."""
    together = defaultdict[tuple[str, ...], list[str]](list)
    for name, changes in paired.items():
        together[tuple(change.id for change in changes)].append(name)
    tests = dict[str, PairedTest]()
    for names in together.values():
        differences = np.array([[change.difference for change in paired[name]] for name in names]).T
        tests |= zip(names, paired_tests(differences, resamples, seed), strict=True)
    return tests


def _compare_measure(
    name: str, changes: Sequence[Change], measured: int, test: PairedTest, corrected: float
) -> MeasureComparison:
    first = fmean(change.first for change in changes)
    second = fmean(change.second for change in changes)
    most_changed_first = sorted(changes, key=lambda change: -abs(change.difference))
    return MeasureComparison(
        name,
        len(changes),
        first,
        second,
        second - first,
        *test,
        corrected,
        wins=tuple(change for change in most_changed_first if change.difference > 0),
        losses=tuple(change for change in most_changed_first if change.difference < 0),
        ties=tuple(change.id for change in changes if not change.difference),
        unpaired=measured - len(changes),
    )
