"""Scores become ranges: against an exhaustive search."""

import numpy as np
import pytest
from reader_kit import PASSAGE, make_inputs

from qa.reader.inputs import Inputs, Text
from qa.reader.spans import best_spans

MAX_ANSWER_PIECES = 30


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return make_inputs()


@pytest.mark.parametrize("penalty", [0.0, 0.1])
def test_the_best_spans_are_those_of_an_exhaustive_search(inputs: Inputs, penalty: float) -> None:
    (made,) = inputs.of("Who laughed?", [Text("Ferries", PASSAGE * 3)])
    rng = np.random.default_rng(7)
    start, end = rng.normal(size=(2, len(made.ids))).astype(np.float32)
    inside = range(made.first, made.first + len(made.spans))
    by_hand = sorted(
        ((float(start[i] + end[j]) - penalty * (j - i), i, j) for i in inside for j in inside
         if i <= j < i + MAX_ANSWER_PIECES),
        reverse=True,
    )  # fmt: skip
    best = best_spans(made, start, end, MAX_ANSWER_PIECES, most=3, piece_penalty=penalty)
    assert best[0].score == pytest.approx(by_hand[0][0] - float(start[0] + end[0]), abs=1e-5)
    chosen: list[tuple[int, int]] = []
    for _, i, j in by_hand:
        if all(j < a or i > b for a, b in chosen):
            chosen.append((i, j))
    assert [each.span for each in best] == [made.characters(i, j) for i, j in chosen[:3]]


def test_no_span_goes_over_a_break(inputs: Inputs) -> None:
    text = "A. The ferry\n\nB. The bridge"
    (made,) = inputs.of("Which?", [Text("", text)])
    start, end = (np.full(len(made.ids), -5, np.float32) for _ in range(2))
    start[made.first], end[-2] = 9, 8
    whole, *_ = best_spans(made, start, end, MAX_ANSWER_PIECES)
    assert text[slice(*whole.span)] == text
    parted = best_spans(made, start, end, MAX_ANSWER_PIECES, most=2, breaks=[text.index("\n\n")])
    assert [text[slice(*each.span)] for each in parted] == ["A", "B. The bridge"]


def test_an_empty_passage_has_no_span(inputs: Inputs) -> None:
    (made,) = inputs.of("Who?", [Text("", "")])
    assert best_spans(made, np.zeros(9, np.float32), np.zeros(9, np.float32), 30) == []
