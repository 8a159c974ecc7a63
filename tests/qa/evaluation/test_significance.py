"""The tests' numbers against scipy's and against every case counted out."""

from itertools import product
from math import comb, sqrt

import numpy as np
import pytest
from scipy.stats import bootstrap, permutation_test

from qa.evaluation.significance import holm, paired_tests

# 300 questions take several blocks of draws.
RANDOM = np.random.default_rng(7)
GRADED = np.round(RANDOM.normal(0.02, 0.2, 300), 9)
RIGHT_OR_WRONG = RANDOM.choice([-1.0, 0.0, 0.0, 0.0, 1.0], 300)
FEW = np.array([0.5, -0.25, 0.0, 1.0, 0.1, 0.369070246, -0.5, 0.2, 0.3])
DRAWS = 10_000


def counted_out(differences: np.ndarray) -> float:
    """The exact p: the share of all 2^n signs that bring a mean as far from 0."""
    signs = np.array(list(product((-1, 1), repeat=len(differences))))
    sums = np.abs(signs @ differences)
    return float(np.mean(sums >= abs(differences.sum()) - 1e-12))


def chance_error(p: float) -> float:
    """What DRAWS random draws may be off by: four standard deviations."""
    return 4 * sqrt(p * (1 - p) / DRAWS) + 1 / DRAWS


@pytest.mark.parametrize(
    "differences",
    [FEW, -FEW, FEW[:1], FEW[:4], np.ones(6), np.array([0.1, 0.2, -0.3]), np.full(11, 0.1)],
)
def test_p_is_the_share_of_all_signs(differences):
    exact = counted_out(differences)
    (test,) = paired_tests(differences[:, None], DRAWS, 0)
    assert test.p == pytest.approx(exact, abs=chance_error(exact))


def test_p_for_right_or_wrong_is_the_binomial_sign_test():
    """Ties have no part in it: 9 of 10 changed questions won, whatever the others are."""
    exact = 2 * (comb(10, 10) + comb(10, 9)) / 2**10
    for ties in (0, 40, 400):
        differences = np.array([1.0] * 9 + [-1.0] + [0.0] * ties)[:, None]
        (test,) = paired_tests(differences, DRAWS, 0)
        assert test.p == pytest.approx(exact, abs=chance_error(exact))


@pytest.mark.parametrize("differences", [GRADED, RIGHT_OR_WRONG, FEW])
def test_both_tests_agree_with_scipy(differences):
    n, (test,) = len(differences), paired_tests(differences[:, None], DRAWS, 0)
    permuted = permutation_test(
        (differences, np.zeros(n)),
        lambda first, second, axis: np.mean(first - second, axis=axis),
        permutation_type="samples", vectorized=True, n_resamples=DRAWS, rng=1,
    )  # fmt: skip
    assert test.p == pytest.approx(permuted.pvalue, abs=2 * chance_error(permuted.pvalue))
    drawn = bootstrap((differences,), np.mean, method="percentile", n_resamples=DRAWS, rng=1)
    near = 0.06 * drawn.standard_error
    assert test.low == pytest.approx(drawn.confidence_interval.low, abs=max(near, 0.01))
    assert test.high == pytest.approx(drawn.confidence_interval.high, abs=max(near, 0.01))


def test_a_column_has_the_same_test_alone_and_beside_others():
    together = paired_tests(np.column_stack([GRADED, RIGHT_OR_WRONG, 0 * GRADED]), 2000, 3)
    alone = [paired_tests(one[:, None], 2000, 3)[0] for one in (GRADED, RIGHT_OR_WRONG)]
    assert np.allclose(together[:2], alone, rtol=0, atol=1e-12)
    assert together[2] == (0.0, 0.0, 1.0)


def test_the_seed_decides_every_draw():
    one, again, other = (paired_tests(GRADED[:, None], 500, seed) for seed in (1, 1, 2))
    assert one == again != other


def test_no_p_is_zero():
    (test,) = paired_tests(np.ones((60, 1)), 999, 0)
    assert test == (1.0, 1.0, 1 / 1000)


@pytest.mark.parametrize(
    ("ps", "corrected"),
    [
        ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
        ([0.5, 0.4, 0.01], [0.8, 0.8, 0.03]),
        ([0.9, 0.9], [1.0, 1.0]),
        ([0.02], [0.02]),
        ([], []),
    ],
)
def test_holm_corrects_for_the_measures_asked_for(ps, corrected):
    found = holm(dict(zip("abcd", ps, strict=False)))
    assert found == pytest.approx(dict(zip("abcd", corrected, strict=False)))
    assert list(found) == list("abcd"[: len(ps)])
