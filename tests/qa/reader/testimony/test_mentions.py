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
        "The firm isn't cutting [340] jobs.",
        "It rose to 52, up from [40] a week ago.",
        "Rumours that it is unlikely that [340] jobs stay are wide of the mark.",
        "It is not true that [340] looms will be sold.",
        "The owners decided against selling [340] looms.",
        "Shareholders voted down a plan to sell [340] looms.",
        "A judge blocked a plan to sell [340] looms.",
        "The mill reversed its decision to sell [340] looms.",
        "Weavers feared [340] looms would go.",
        "Reports that [340] looms were sold are untrue.",
        "The [340] job cuts have been called off.",
        "The [340] redundancies will not go ahead.",
        "The estimate of [340] has been abandoned.",
        "Up to [340] looms could be sold if the bank says no.",
        "Should the bank say no, [340] looms will be sold.",
        "Had the bank said no, [340] looms would be gone.",
        "She would not confirm a report that [340] looms were sold.",
        "Police have yet to confirm that [340] looms were sold.",
        "Unconfirmed reports put it at [340].",
        'Talk of [340] lost looms was "rubbish", she said.',
        "Reports of a sale of [340] looms were wide of the mark.",
        "It is the first sale since 1998, when the mill lost [340] looms.",
        "It is the worst May flood since the one of 1998, in which [340] looms were lost.",
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
        "The mill did not deny that [340] looms would go.",
        "The mill dismissed reports of a sale but said that [340] looms would go.",
        "It is to sell [340] looms more than a year after the fire.",
        "A wall, built of [340] stones, would be cheap if the quarry gave them.",
        "It sold the hall after the guards withdrew in [340] carts.",
        "He went to prison for false accounting over [340] looms.",
        "At least [340] people are feared drowned.",
        "[340] trains were cancelled.",
        "She would not confirm when the [340] looms would go.",
        "Reports of the fire were short, and [340] looms went.",
        "It would have to sell [340] looms.",
        "It is the first sale since Monday, when the mill sold [340] looms.",
        "The arrest was made in 1998, when the mill sold [340] looms.",
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
        ("It was due to open on [9 June].", "When was it due to open?"),
        ("She would not confirm a report that [340] died.", "What report was not confirmed?"),
        ("It is the worst flood since 1998, when [340] died.", "How many died in 1998?"),
        ("The fair on [9 June] was put off.", "Which fair was put off?"),
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
        ("Former nurse [Tom Berg] is mayor.", True),
        ("[Tom Berg], a former mayor, spoke.", False),
        ("[Tom Berg] resigned as mayor in May.", False),
        ("[Tom Berg] will stand for mayor.", False),
        ("[Tom Berg], who stood down as mayor in May, spoke.", False),
        ("[Tom Berg], who stood down as treasurer in May, is mayor.", True),
        ("[Tom Berg], who was mayor until 2019, spoke.", False),
        ("The mayor-elect, [Tom Berg], spoke.", False),
        ("Mayoral candidate [Tom Berg] spoke.", False),
        ("The deputy mayor, [Tom Berg], spoke.", False),
        ("The mayor's wife, [Ann Lee], spoke.", False),
    ],
)
def test_who_was_before_is_not_who_is_now(marked: str, stated: bool) -> None:
    assert is_stated_in(marked, "Who is the mayor?") is stated


@pytest.mark.parametrize(
    ("marked", "stated"),
    [
        ("[Tom Berg], who stood down as chair of the committee, spoke.", False),
        ("[Tom Berg], who stood down as treasurer, spoke.", True),
        ("The chair, [Tom Berg], spoke.", True),
    ],
)
def test_who_chairs_is_its_chair(marked: str, stated: bool) -> None:
    assert is_stated_in(marked, "Who chairs the planning committee?") is stated
    assert is_stated_in(marked, "Who chaired the planning committee?")


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


@pytest.mark.parametrize(
    ("marked", "question", "stated"),
    [
        ("Plans to sell [340] looms at the plant were dropped.", "What did the plant sell?", False),
        ("If the bank agreed, [340] looms would go.", "How many looms go in May?", False),
        ("If the bank agreed, [340] looms would go.", "How many looms may go?", True),
        ("It was raised from [£3] to £5.", "What was the fare?", False),
        ("It was raised from [£3] to £5.", "What was the fare before?", True),
    ],
)
def test_a_word_of_the_question_counts_whole(marked: str, question: str, stated: bool) -> None:
    assert is_stated_in(marked, question) is stated


@pytest.mark.parametrize(
    ("marked", "stated"),
    [
        ("Former champion [Ada Lund] won the swim.", True),
        ("[Ada Lund] did not win.", False),
        ("[Ada Lund] did not smile when she won.", True),
    ],
)
def test_who_did_it_is_told_from_who_did_not(marked: str, stated: bool) -> None:
    assert is_stated_in(marked, "Who won the swim?") is stated


@pytest.mark.parametrize(
    ("marked", "stated"),
    [
        ("The lido won’t open on [9 June].", False),
        ("The lido was due to open on [9 June].", False),
        ("The lido should have opened on [9 June].", False),
        ("The opening on [9 June] was put off.", False),
        ("She said that the lido was due to open on [9 June].", True),
        ("The lido opens on [9 June].", True),
    ],
)
def test_what_was_to_be_is_not_what_will_be(marked: str, stated: bool) -> None:
    assert is_stated_in(marked, "When will the lido open?") is stated
