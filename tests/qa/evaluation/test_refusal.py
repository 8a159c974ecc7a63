"""Refusing and confidence, against scikit-learn and curves worked out by hand."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from qa.evaluation.gold import GoldQuestion
from qa.evaluation.outcomes import Outcome
from qa.evaluation.refusal import (
    CalibrationBin,
    area_under_risk_coverage,
    auroc,
    calibration_bins,
    expected_calibration_error,
    is_right_answer,
    refusal_counts,
    risk_coverage,
)

KNOWN = GoldQuestion("known", "When?", ("noon",))
UNKNOWN = GoldQuestion("unknown", "When?", answerable=False)
RANKED = GoldQuestion("ranked", "When?", articles={"a": 1})


@pytest.mark.parametrize(
    ("status", "values", "right"),
    [
        ("answered", {"F1": 0.5}, True),
        ("possible", {"F1": 1.0}, True),
        ("answered", {"F1": 0.49}, False),
        ("answered", {"F1": 0.2, "citation": 1.0}, True),
        ("answered", {"F1": 0.2, "citation": 0.0}, False),
        ("not_found", {"F1": 1.0, "citation": 1.0}, False),
        ("error", {"F1": 1.0}, False),
        ("answered", {"NoAns": 0.0, "F1 overall": 0.0}, False),
        ("answered", {}, False),
    ],
)
def test_an_answer_is_right_by_its_words_or_by_its_place(status, values, right):
    assert is_right_answer(Outcome(KNOWN, status, values=values)) is right


def test_refusals_are_counted_where_it_is_known_whether_there_is_an_answer():
    outcomes = [
        *[Outcome(UNKNOWN, "not_found")] * 3,
        *[Outcome(KNOWN, "not_found")] * 2,
        Outcome(UNKNOWN, "answered"),
        Outcome(UNKNOWN, "possible"),
        Outcome(UNKNOWN, "error"),
        Outcome(KNOWN, "error"),
        Outcome(KNOWN, "answered"),
        Outcome(RANKED, "not_found"),
    ]
    counts = refusal_counts(outcomes)
    assert counts == (3, 2, 3)
    assert (counts.precision, counts.recall) == (3 / 5, 3 / 6)


def test_without_refusals_or_unanswerable_questions_there_is_no_share():
    counts = refusal_counts([Outcome(KNOWN, "answered")])
    assert (counts.precision, counts.recall) == (None, None)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("distinct", [3, 1_000_000])
def test_the_area_under_the_roc_curve_is_scikit_learns(seed, distinct):
    random = np.random.default_rng(seed)
    confidences = random.integers(0, distinct, 200) / distinct
    positive = random.random(200) < 0.3 + 0.4 * confidences
    ours = auroc(confidences.tolist(), positive.tolist())
    assert ours == pytest.approx(roc_auc_score(positive, confidences))


@pytest.mark.parametrize(
    ("confidences", "positive", "area"),
    [
        ([0.9, 0.8, 0.1], [True, True, False], 1.0),
        ([0.1, 0.9], [True, False], 0.0),
        ([0.5, 0.5], [True, False], 0.5),
        ([0.5, 0.6], [True, True], None),
        ([0.5], [False], None),
        ([], [], None),
    ],
)
def test_the_area_needs_both_kinds_and_counts_ties_half(confidences, positive, area):
    assert auroc(confidences, positive) == area


def test_the_risk_is_taken_from_the_most_confident_down_ties_together():
    confidences = [0.2, 0.9, 0.5, 0.8, 0.5]
    right = [False, True, False, False, True]
    points = risk_coverage(confidences, right)
    assert points == [(0.2, 0.0), (0.4, 1 / 2), (0.8, 2 / 4), (1.0, 3 / 5)]
    by_hand = 0.2 * 0 + 0.2 * 1 / 2 + 0.4 * 2 / 4 + 0.2 * 3 / 5
    assert area_under_risk_coverage(points) == pytest.approx(by_hand)


def test_without_ties_the_area_is_the_mean_risk_of_every_cut():
    random = np.random.default_rng(3)
    confidences, right = random.permutation(50) / 50, random.random(50) < 0.7
    wrong = ~right[np.argsort(-confidences)]
    risks = np.cumsum(wrong) / np.arange(1, 51)
    points = risk_coverage(confidences.tolist(), right.tolist())
    assert [risk for _, risk in points] == pytest.approx(risks)
    assert area_under_risk_coverage(points) == pytest.approx(risks.mean())


def test_nothing_has_no_risk():
    assert risk_coverage([], []) == []
    assert area_under_risk_coverage([]) == 0.0


def test_confidences_are_set_against_how_often_they_were_right():
    confidences = [0.0, 0.05, 0.1, 0.3, 0.35, 0.999, 1.0]
    right = [False, True, True, False, True, True, True]
    bins = calibration_bins(confidences, right)
    assert bins == [
        CalibrationBin(0.0, 0.1, pytest.approx(0.025), 0.5, 2),
        CalibrationBin(0.1, 0.2, 0.1, 1.0, 1),
        CalibrationBin(0.3, 0.4, pytest.approx(0.325), 0.5, 2),
        CalibrationBin(0.9, 1.0, pytest.approx(0.9995), 1.0, 2),
    ]
    by_hand = (2 * 0.475 + 1 * 0.9 + 2 * 0.175 + 2 * 0.0005) / 7
    assert expected_calibration_error(bins) == pytest.approx(by_hand)


def test_each_edge_opens_the_bin_above_it():
    edges = [number / 10 for number in range(10)]
    assert [one.low for one in calibration_bins(edges, [True] * 10)] == edges
    (half,) = calibration_bins([0.2, 0.4], [True, False], bins=1)
    assert half == CalibrationBin(0.0, 1.0, pytest.approx(0.3), 0.5, 2)


def test_without_answers_there_is_nothing_to_calibrate():
    assert calibration_bins([], []) == []
    assert expected_calibration_error([]) == 0.0
