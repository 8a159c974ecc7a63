"""Where the form of a sentence shows that it says why."""

import pytest

from qa.reader.questions.asked import Asked
from qa.reader.shaping.reasons import asks_why, attest_reason


@pytest.mark.parametrize(
    ("question", "sentence", "reason", "is_attested"),
    [
        ("Why was the mill shut?", "The mill was shut because of a leak.", "a leak", True),
        ("How come the mill was shut?", "The mill was shut after a big leak.", "big leak", True),
        ("Why was the porter jailed?", "The porter was jailed over the theft.", "the theft", True),
        ("Why was the mill shut?", "Nobody came because of a leak.", "a leak", False),
        ("Why was the mill shut?", "The mill was shut after all that.", "that", False),
        ("Why was the mill shut?", "The mill was shut after extra time.", "time", False),
        ("Why was the mill shut?", "The mill was shut to over 300 people.", "300 people", False),
        ("Why was the mill shut?", "The mill was shut on Monday.", "Monday", False),
        ("Why was the mill shut in 2011?", "The mill was shut after a leak.", "a leak", False),
        ("Why did Ada Lund resign?", "Ada Lund died after a fall.", "a fall", False),
        ("When was the mill shut?", "The mill was shut after a leak.", "a leak", False),
    ],
)
def test_a_reason_comes_right_after_its_word(
    question: str, sentence: str, reason: str, is_attested: bool
) -> None:
    before = sentence[: sentence.index(reason)]
    assert (attest_reason(Asked(question), before, reason, sentence) > 0) is is_attested


def test_how_come_asks_why() -> None:
    assert asks_why(Asked("How come nobody rang?"))
    assert not asks_why(Asked("How did they come?"))
