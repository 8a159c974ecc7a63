"""Where a text tells by its form what was done to somebody."""

import pytest

from corpus.records import Span
from qa.reader.shaping.done_to_people import attest_done

HAPPENED, ACCUSED = "What happened to Ada Lund?", "What is Ada Lund accused of?"


@pytest.mark.parametrize(
    ("question", "text", "is_attested"),
    [
        (HAPPENED, "The firm |suspended| its manager, Ada Lund.", True),
        (HAPPENED, "Ada Lund, the manager, was |sacked| in May.", True),
        (HAPPENED, "“I am well,” replied Ada Lund, |and left|.", False),
        (HAPPENED, "Ada Lund said the |roof| was sound.", False),
        (HAPPENED, "Ada Lund was not |hurt|.", False),
        ("What happened to the mill?", "The mill was |sold| in May.", False),
        (ACCUSED, "Ada Lund, 43, was charged with |theft and arson|.", True),
        (ACCUSED, "Ada Lund is accused of |theft|.", True),
        (ACCUSED, "Ada Lund's son was charged with |theft|.", False),
        (ACCUSED, "Tom Orr was charged with |theft|. Ada Lund left.", False),
        (ACCUSED, "Ada Lund reported |theft|.", False),
        ("What was Ada Lund convicted of?", "Ada Lund was charged with |theft|.", False),
        ("Where is Ada Lund?", "Ada Lund was charged with |theft|.", False),
    ],
)
def test_the_one_asked_about_must_suffer_it(question: str, text: str, is_attested: bool) -> None:
    before, core, after = text.split("|")
    span = Span(len(before), len(before) + len(core))
    assert (attest_done(question, before + core + after, span) > 0) is is_attested
