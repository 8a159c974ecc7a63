"""Is a mean difference more than chance? Paired tests over questions, many measures at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

_DRAWS_IN_MEMORY = 1 << 20


class PairedTest(NamedTuple):
    """Where a mean difference lies, from `low` to `high`, and how likely it is by chance."""

    low: float
    high: float
    p: float


def paired_tests(differences: Numbers, resamples: int, seed: int) -> list[PairedTest]:
    """The test of each column's mean; a row is a question, the same draws serve every column.

    95% percentile bootstrap interval, not corrected; p of Fisher's randomisation test, two-sided.
    """
    low, high = np.quantile(_bootstrap_means(differences, resamples, seed), (0.025, 0.975), axis=0)
    chances = _randomisation_p_values(differences, resamples, seed)
    columns = zip(low.tolist(), high.tolist(), chances.tolist(), strict=True)
    return [PairedTest(*column) for column in columns]


def holm(chances: Mapping[str, float]) -> dict[str, float]:
    """Each p corrected for the others being asked for as well, by Holm's step-down method."""
    ordered = sorted(chances, key=chances.__getitem__)
    raised = (chances[name] * (len(ordered) - rank) for rank, name in enumerate(ordered))
    corrected = dict(zip(ordered, accumulate(raised, max), strict=True))
    return {name: min(corrected[name], 1.0) for name in chances}


def _bootstrap_means(differences: Numbers, resamples: int, seed: int) -> Numbers:
    """A row of means for each resample of the questions, drawn with replacement."""
    draw, n = np.random.default_rng(seed), len(differences)
    means = np.empty((resamples, differences.shape[1]))
    for begin, end in _split_draws(resamples, n):
        drawn = draw.integers(n, size=(end - begin, n), dtype=np.int32)
        times = np.array([np.bincount(row, minlength=n) for row in drawn], dtype=np.float64)
        means[begin:end] = times @ differences / n
    return means


def _randomisation_p_values(differences: Numbers, resamples: int, seed: int) -> Numbers:
    """How often random signs bring a mean as far from 0 as the observed ones.

    Those count as one more draw, so that no p is 0 (Phipson and Smyth, 2010).
    """
    draw, n = np.random.default_rng(seed), len(differences)
    # The same sum in another order may end a few bits lower.
    observed = np.abs(differences.sum(axis=0)) - 1e-9 * np.abs(differences).sum(axis=0)
    as_far = np.ones(differences.shape[1])
    for begin, end in _split_draws(resamples, n):
        signs = 1.0 - 2.0 * draw.integers(2, size=(end - begin, n), dtype=np.int8)
        as_far += (np.abs(signs @ differences) >= observed).sum(axis=0)
    return as_far / (resamples + 1)


def _split_draws(resamples: int, n: int) -> Iterator[tuple[int, int]]:
    """Ranges of resamples whose draws fit in memory together."""
    size = max(1, _DRAWS_IN_MEMORY // n)
    for begin in range(0, resamples, size):
        yield begin, min(begin + size, resamples)
