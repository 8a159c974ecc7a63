import pytest

from corpus.records import Span
from qa.reader.doubts.changes import (
    end_of_change,
    follow_changes,
    is_only_change,
    is_taken_back,
    is_time_before_last,
    is_turned_down,
    without_denied,
)
from qa.reader.spans import ScoredSpan

FEE = "On Monday the fee was raised from £40 to £55 a year."


@pytest.mark.parametrize(
    ("question", "given", "kept"),
    [
        ("What is the fee?", "£40 to £55", "£55"),
        ("What is the fee?", "from £40 to £55", "£55"),
        ("What was the fee before?", "£40 to £55", "£40 to £55"),
        ("What is the fee?", "£55", "£55"),
    ],
)
def test_of_a_change_its_end_is_kept(question: str, given: str, kept: str) -> None:
    start = FEE.index(given)
    span = end_of_change(FEE, Span(start, start + len(given)), question)
    assert FEE[slice(*span)] == kept


def test_a_range_is_no_change() -> None:
    text = "It takes six to eight weeks."
    span = Span(text.index("six"), text.index(" weeks"))
    assert end_of_change(text, span, "How long does it take?") == span


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2017, not 2015", "2017"),
        ("Ada Lund rather than Otto Brand", "Ada Lund"),
        ("not 2015", "not 2015"),
        ("“Ash, not Oak”", "“Ash, not Oak”"),
        ("2017", "2017"),
    ],
)
def test_of_what_is_said_and_denied_the_first_is_kept(given: str, kept: str) -> None:
    text = f"It was {given}."
    span = without_denied(text, Span(7, 7 + len(given)))
    assert text[slice(*span)] == kept


@pytest.mark.parametrize(
    ("question", "sentence", "following", "is_so"),
    [
        ("What did they pay for it?", "They offered £9.", "She turned it down.", True),
        ("What did they pay for it?", "They offered £9.", "She took the money.", False),
        ("What did they pay for it?", "They paid £9.", "She had turned down £8.", False),
        ("What did they offer for it?", "They offered £9.", "She turned it down.", False),
    ],
)
def test_an_offer_that_was_refused_was_not_paid(
    question: str, sentence: str, following: str, is_so: bool
) -> None:
    assert is_turned_down(question, sentence, following) is is_so


@pytest.mark.parametrize(
    ("question", "following", "is_so"),
    [
        ("How long is his sentence?", "Three judges cut that to two years.", True),
        ("How high is the toll?", "A month later it was silent.", False),
        ("How high is the toll?", "The council has raised the price to £4.", True),
        ("How long was his first sentence?", "Three judges cut that to two years.", False),
    ],
)
def test_the_next_sentence_may_take_a_figure_back(
    question: str, following: str, is_so: bool
) -> None:
    assert is_taken_back(question, following) is is_so


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How long is his sentence?", "three and a half years"),
        ("How long was his sentence at first?", "five years"),
    ],
)
def test_a_value_that_the_next_sentence_changes_becomes_the_new_one(
    question: str, answer: str
) -> None:
    text = "He was jailed for five years. Judges cut that to three and a half years on Monday."
    found = [
        ScoredSpan(Span(start, start + len(words)), score)
        for words, score in (("five years", 2.0), ("half years", 1.0))
        if (start := text.index(words)) >= 0
    ]
    best, *_ = follow_changes(question, text, found)
    assert (text[slice(*best.span)], best.score) == (answer, 2.0)


@pytest.mark.parametrize(
    ("question", "is_before"),
    [
        ("When was the last otter seen?", True),
        ("When was an otter seen before?", False),
    ],
)
def test_the_first_since_a_time_is_not_of_that_time(question: str, is_before: bool) -> None:
    text = "It is the first otter in the brook since 1979."
    assert is_time_before_last(question, text, Span(text.index("1979"), len(text) - 1)) is is_before


@pytest.mark.parametrize(
    ("question", "text", "is_so"),
    [
        ("How high is the wall?", "They voted to raise the wall by 80cm.", True),
        ("How high was the wall?", "The wall was lowered by about 80cm.", True),
        ("How high is the wall?", "The wall is 80cm.", False),
        ("How high is the wall?", "The wall was raised to 80cm.", False),
        ("How much is the wall raised by?", "They voted to raise the wall by 80cm.", False),
        ("How high did it get?", "They voted to raise the wall by 80cm.", False),
        ("How high is the wall?", "Where they raise hens, the wall runs by 80cm.", False),
    ],
)
def test_by_how_much_it_was_changed_is_not_how_much_it_is(
    question: str, text: str, is_so: bool
) -> None:
    start = text.index("80cm")
    assert is_only_change(question, text, Span(start, start + 4)) is is_so


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("When is the trial?", "It had been set for Sept. 9, was moved to Nov. 3.", "Nov. 3"),
        ("When does it open?", "It opens on Sept. 9 and has been put off until May.", "May"),
        ("When did it open at first?", "It had been set for Sept. 9, was moved to May.", "Sept. 9"),
        ("When does it open?", "After Sept. 9 they play on Nov. 3.", "Sept. 9"),
        ("When does it open?", "On Sept. 9, Ada Lund moved to Tarn in May.", "Sept. 9"),
    ],
)
def test_a_time_that_was_moved_becomes_the_new_one(question: str, text: str, answer: str) -> None:
    start = text.index("Sept. 9")
    best, *_ = follow_changes(question, text, [ScoredSpan(Span(start, start + 7), 2.0)])
    assert text[slice(*best.span)] == answer


def test_the_time_before_may_be_asked_for() -> None:
    text = "It is the first otter in the brook since 1979."
    span = Span(text.index("1979"), len(text) - 1)
    assert not is_time_before_last("When was one last seen before this year?", text, span)
