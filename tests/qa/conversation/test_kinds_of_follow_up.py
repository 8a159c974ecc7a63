"""Follow-ups by their kinds, each with a case that went wrong once."""

import pytest

from qa.conversation.turns import Turn
from qa.conversation.whole_question import make_whole


def turn(asked: str, answer: str = "", sentence: str = "", title: str = "Harbor news") -> Turn:
    """A turn whose passage is nothing but the sentence that answers."""
    return Turn(asked, answer, sentence, sentence, title)


BAKERY = turn("Why did Fennmark shut its bakeries?", "to save flour")
FAIR = turn("Where was the fair held?", "in Ostrow", "The fair was held in Ostrow.")
TOWER = turn("When was the tower built?", "1903", "The tower was built in 1903.")
BRAHMS = turn("Where was Kasimir born?", "in Ostrow", "Kasimir was born in Ostrow.")
SUNK = turn(
    "How many people drowned in the Ostrow floods?",
    "44",
    "44 people drowned in the Ostrow floods.",
)
CEO = turn(
    "Who is the CEO of Norcell?", "Petra Lind", "Petra Lind, CEO of Norcell, spoke in Ostrow."
)
PREMIER = turn("Who is the Prime Minister of New Zealand?", "John Hale", "John Hale spoke.")
SAYS = turn(
    "What did Petra Lind say about the ferries?",
    "they are late",
    "Petra Lind said they are late.",
)
VOTE = turn("Who won the vote in 2013?", "Petra Lind", "Petra Lind won the vote in 2013.")
TIDEX = turn("What is Tidex?", "Norland's way out of the pact", "Tidex is Norland's way out.")
FIRM = turn("Who runs Norcell Energy?", "Petra Lind", "Petra Lind runs Norcell Energy.")
PARTY = turn("Who leads the Harbor Party?", "Petra Lind", "Petra Lind leads the Harbor Party.")
FIRED = turn("Who did Hale dismiss?", "Marek Thorn", "John Hale dismissed Marek Thorn.")
LOWER = turn("what did lind say about turkey?", "it is big", "Petra Lind said it is big.")
CAPITAL = turn("What is the capital of Norland?", "Ostrow", "Ostrow is the capital of Norland.")
PEOPLE = turn("What is the population of Ostrow?", "90,000", "90,000 people live in Ostrow.")
POLAR = turn("Did Norland sign the pact?", "It waited", "It waited.")
STRIKE = turn("Why are Norcell drivers on strike?", "pay", "Norcell drivers are on strike.")


def made_of(before: Turn, question: str) -> str:
    made = make_whole(question, [before])
    return made.asked if not made.unclear else ""


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (BAKERY, "what happened?", "What happened to Fennmark?"),
        (FAIR, "what happened?", "what happened?"),
        (FAIR, "How long did it last?", "How long did the fair last?"),
        (TOWER, "Why was it built?", "Why was the tower built?"),
        (BRAHMS, "When did he die?", "When did Kasimir die?"),
        (BRAHMS, "What is it like there?", "What is it like in Ostrow?"),
    ],
)
def test_what_was_done_is_no_part_of_what_it_was_done_to(before, question, whole):
    assert made_of(before, question) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (SUNK, "How many of them swam?", "How many of the people who drowned in the Ostrow floods"),
        (
            turn("How many ships were lost off Ostrow?", "9"),
            "How many of them were ferries?",
            "How many of the ships that were lost off Ostrow",
        ),
    ],
)
def test_of_them_is_of_those_who_were_counted(before, question, whole):
    assert made_of(before, question).startswith(whole)


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (PREMIER, "and Canada?", "Who is the Prime Minister of Canada?"),
        (PREMIER, "and the US?", "Who is the Prime Minister of the US?"),
        (CEO, "Who founded it?", "Who founded Norcell?"),
        (CEO, "since when?", "Since when is Petra Lind the CEO of Norcell?"),
        (CEO, "Why?", "Why is Petra Lind the CEO of Norcell?"),
        (CEO, "Who was it before her?", "Who was the CEO of Norcell before Petra Lind?"),
        (turn("Who is the CEO of Norcell?"), "since when?", ""),
    ],
)
def test_a_role_its_bearer_and_what_it_is_a_role_in_are_three_things(before, question, whole):
    assert made_of(before, question) == whole


@pytest.mark.parametrize("before", [PREMIER, SAYS, VOTE, CEO, STRIKE])
@pytest.mark.parametrize(
    "question",
    [
        "Did the senator sell his farm?",
        "did a mother leave her twins in Bremen?",
        "What did the bishop say about his critics?",
        "Why was the coach sacked by his club?",
        "Who thought she could win?",
        "Which senator said that he would quit?",
        "Which airlines say they will merge?",
        "Which company said it would close its mines?",
        "How many ferries sank this year?",
        "What is open this weekend?",
        "Why is it so cold in Canada?",
        "Was it an accident in Bremen?",
        "Does it hurt to lose a tooth?",
        "Who made it to the semi-finals?",
        "Why does it hardly rain in Lima?",
        "about the Lusitania",
        "on ocean currents",
        "Who was Caruso and where did he sing?",
    ],
)
def test_nothing_of_a_turn_gets_into_a_question_that_is_whole(before, question):
    made = make_whole(question, [before])
    assert (made.asked, made.unclear) == (question, "")


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (VOTE, "Where was she born?", "Where was Petra Lind born?"),
        (VOTE, "When was she elected?", "When was Petra Lind elected?"),
        (VOTE, "How many towns did she visit?", "How many towns did Petra Lind visit in 2013?"),
        (VOTE, "and last year?", "Who won the vote last year?"),
        (CEO, "and last May?", "Who is the CEO of Norcell last May?"),
        (CEO, "and now?", "Who is the CEO of Norcell now?"),
        (FAIR, "and today?", "Where was the fair held today?"),
    ],
)
def test_a_time_is_kept_or_put_where_it_belongs(before, question, whole):
    assert made_of(before, question) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (TIDEX, "How much will it cost?", "How much will Tidex cost?"),
        (FIRM, "Where is it?", "Where is Norcell Energy?"),
        (FIRM, "what is it?", "what is Norcell Energy?"),
        (CAPITAL, "How many people live there?", "How many people live in Ostrow?"),
        (CAPITAL, "What is its population?", "What is Ostrow's population?"),
        (PARTY, "What do they want?", "What do the Harbor Party want?"),
        (FIRED, "Who replaced him?", "Who replaced Marek Thorn?"),
        (FIRED, "Why did he sack him?", "Why did Hale sack Marek Thorn?"),
        (FIRED, "What did he say?", "What did Hale say?"),
    ],
)
def test_a_pronoun_means_what_was_asked_about_or_for(before, question, whole):
    assert made_of(before, question) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (SAYS, "why?", "Why did Petra Lind speak about the ferries?"),
        (SAYS, "When did she say that?", "When did Petra Lind speak about the ferries?"),
        (SUNK, "who was responsible?", "Who was responsible for the Ostrow floods?"),
        (STRIKE, "Who won?", "Who won?"),
        (CEO, "How many people voted?", "How many people voted?"),
        (POLAR, "why not?", "Why did Norland not sign the pact?"),
        (SUNK, "tell me more", "What else does the article “Harbor news” say?"),
        (SUNK, "What does that mean?", "What else does the article “Harbor news” say?"),
        (SAYS, "tell me more", "What else did Petra Lind say about the ferries?"),
        (SUNK, "which ones?", "Which people drowned in the Ostrow floods?"),
    ],
)
def test_what_is_left_out_is_said_as_one_would_say_it(before, question, whole):
    assert made_of(before, question) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (PARTY, "and the Greens?", "Who leads the Greens?"),
        (PARTY, "and NUP?", "Who leads NUP?"),
        (SUNK, "and injured?", "How many people were injured in the Ostrow floods?"),
        (turn("Why did the premier resign?"), "and the minister?", "Why did the minister resign?"),
        (
            turn("What did the premier say about the bridge?"),
            "and the tunnel?",
            "What did the premier say about the tunnel?",
        ),
        (LOWER, "what about greece?", "What did lind say about greece?"),
        (PEOPLE, "and of Bremen?", "What is the population of Bremen?"),
        (PEOPLE, "and in Bremen?", "What is the population of Bremen?"),
        (turn("how many people live in spain?"), "and peru?", "How many people live in peru?"),
    ],
)
def test_something_new_takes_the_place_of_its_like(before, question, whole):
    assert made_of(before, question) == whole


@pytest.mark.parametrize(
    ("before", "question", "left"),
    [
        (SUNK, "and the reaction?", "and the reaction?"),
        (SUNK, "and the rescuers?", "and the rescuers?"),
        (turn("who won the cup in 2014?", "Norland"), "and brazil?", "and brazil?"),
        (SUNK, "so wirklich?", "so wirklich?"),
        (SUNK, "also wann?", "also wann?"),
        (SAYS, "and her deputy?", "and Petra Lind's deputy?"),
        (SUNK, "and his crew?", ""),
        (SUNK, "what about her?", ""),
        (SUNK, "and the year before?", ""),
        (FAIR, "and the next one?", ""),
        (FAIR, "the second one?", ""),
        (FAIR, "which one?", ""),
        (SUNK, "which others?", ""),
        (FAIR, "why not?", ""),
        (FAIR, "is that true?", ""),
        (FAIR, "who was that?", ""),
        (TOWER, "and now?", ""),
    ],
)
def test_nothing_is_put_where_nothing_like_it_stood(before, question, left):
    assert made_of(before, question) == left
