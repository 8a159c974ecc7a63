"""Sentences that state an answer, and those that only mention it; the answer is in brackets."""

import pytest

from corpus.records import Span
from qa.reader.testimony.mentions import is_stated


def is_stated_in(marked: str, question: str = "How many jobs are cut?") -> bool:
    start, end = marked.index("["), marked.index("]") - 1
    return is_stated(marked.replace("[", "").replace("]", ""), Span(start, end), question)


@pytest.mark.parametrize(
    "marked",
    [
        "The firm will not cut [340] jobs, its director said.",
        "There are no plans to cut [340] jobs.",
        "It never cut [340] jobs.",
        "The firm denied that [340] jobs would go.",
        "The paper incorrectly said that [340] jobs would go.",
        "An earlier version of this story gave the number as [340].",
        "The union withdrew its claim that [340] jobs would go.",
        "The board scrapped a plan to cut [340] jobs.",
        "Plans to cut [340] jobs have been scrapped.",
        "If sales fell again, [340] jobs would go.",
        "It would cut [340] jobs if sales fell again.",
        "A slower plan would have cost [340] jobs.",
        "The number was lowered from [340] to 280.",
        "It rose to 400 jobs, up from [340].",
        "It cut 280 jobs instead of [340].",
        "The fire service at first said that [340] had gone.",
        "It was originally put at [340].",
        "The story on Friday said that [340] had gone.",
        "The old record, [340], had stood since 2004.",
        "The number, given as [340] on the first night, is settled.",
    ],
)
def test_what_is_denied_withdrawn_supposed_or_past_is_only_mentioned(marked: str) -> None:
    assert not is_stated_in(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The firm is to cut [340] jobs.",
        "The firm, which denied it last week, is to cut [340] jobs.",
        "It did not say when the [340] jobs would go.",
        "Not only [340] jobs will go.",
        "The works will not close until [340] jobs have gone.",
        "No fewer than [340] jobs will go.",
        "The director has not resigned, but [340] jobs will go.",
        "From Monday [340] people will be out of work.",
        "It had been feared for months, and now [340] jobs will go.",
        "The plan to cut [340] jobs was approved.",
        "The cut will cost [340] people their jobs, wrongly or not.",
        "He comes from a town of [340] people.",
        "The figure fell to [340] from 400.",
        "The new record, [340], is the best of the year.",
    ],
)
def test_ordinary_sentences_state_their_answer(marked: str) -> None:
    assert is_stated_in(marked)


@pytest.mark.parametrize(
    ("marked", "question"),
    [
        ("The firm will not cut [340] jobs.", "How many jobs did it say it would not cut?"),
        ("The firm denied that [340] jobs would go.", "How many losses did the firm deny?"),
        ("The board scrapped a plan to cut [340] jobs.", "What plan was scrapped?"),
        ("It would cut [340] jobs if sales fell.", "How many jobs would go if sales fell?"),
        ("It was lowered from [340] to 280.", "How many jobs was it lowered from?"),
        ("It was originally put at [340].", "What was the original number?"),
    ],
)
def test_where_the_question_asks_for_just_that_it_is_stated(marked: str, question: str) -> None:
    assert is_stated_in(marked, question)


@pytest.mark.parametrize(
    ("marked", "stated"),
    [
        ("Dario Fenn replaces [Ines Calloway].", False),
        ("The council chose Ann Lee rather than [Tom Berg].", False),
        ("Mayor Ann Lee spoke; former mayor [Tom Berg] did not.", False),
        ("His deputy, [Tom Berg], spoke.", True),  # the reader knows what a deputy is
        ("[Tom Berg], the former captain, is mayor.", True),
        ("The mayor is [Tom Berg].", True),
        ("In a former mill in [Port Aldry] the mayor spoke.", True),
    ],
)
def test_who_was_before_is_not_who_is_now(marked: str, stated: bool) -> None:
    assert is_stated_in(marked, "Who is the mayor?") is stated


@pytest.mark.parametrize(
    "marked",
    [
        "[Otto Brand], 47, denies murdering Ada Lund at her house in Mill Lane.",
        "[Otto Brand] is accused of killing her.",
        "[Otto Brand], 41, denies setting fire to her house.",
        "[Otto Brand] went on trial yesterday for the murder of Ada Lund.",
        "[Otto Brand] was charged with her murder.",
        "[Otto Brand], a baker, pleaded not guilty.",
        "The suspect, [Otto Brand], was seen in the lane.",
        "Her alleged killer, [Otto Brand], was seen in the lane.",
        "[Otto Brand] was acquitted of the murder.",
        "[A former baker] killed her because she had laughed at him, the prosecution told a jury.",
        "[Otto Brand] was filmed with the knife, the court heard.",
    ],
)
def test_who_is_accused_is_not_who_did_it(marked: str) -> None:
    assert not is_stated_in(marked, "Who murdered Ada Lund?")
    assert not is_stated_in(marked, "Who was convicted of the murder?")
    assert is_stated_in(marked, "Who is on trial for the murder of Ada Lund?")
    assert is_stated_in(marked, "Who was seen in the lane?")


@pytest.mark.parametrize(
    "marked",
    [
        "[Otto Brand] was found guilty of the murder of Ada Lund.",
        "[Otto Brand], who denied the murder, was found guilty of it.",
        "[Otto Brand] admitted killing her.",
        "A jury convicted [Otto Brand] of murder.",
    ],
)
def test_who_was_found_guilty_did_it(marked: str) -> None:
    assert is_stated_in(marked, "Who murdered Ada Lund?")


def test_a_victim_is_named_by_who_is_accused() -> None:
    assert is_stated_in("Otto Brand is accused of killing [Ada Lund].", "Who was killed?")
