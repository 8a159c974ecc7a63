"""What an article says of something is looked for in that article alone."""

from __future__ import annotations

import pytest

from corpus.records import Article
from qa.answers import Answer
from qa.conversation.article_questions import answer_from
from qa.conversation.turns import InView, Turn, WholeQuestion
from qa.conversation.whole_question import make_whole

TITLE = "Who will he “thank”? Kirkholm asks it"
TEXT = (
    "Kirkholm's ferries stopped on Monday. The mayor, Otto Rell, blamed Norland's coast guard.\n\n"
    "A Norlandic ship had rammed the pier. The ferries sail again on Friday, Rell said.\n\n"
    "Fish will be dear until then."
)
STORM = Article("storm", TITLE, TEXT, "/storm.txt")
OTHER = Article("other", "Fish are dear", "Fish cost nine crowns. Otto Rell buys none.", "/o.txt")
ASKED = f"What else does the article “{TITLE}” say about"


class Talk:
    """A conversation after one answer from the storm's article."""

    def __init__(self) -> None:
        first = "Kirkholm's ferries stopped on Monday."
        self.turns = [
            Turn("When did the ferries stop?", "Monday", first, first, TITLE, article="storm")
        ]

    def ask(self, question: str, in_view: InView | None = None) -> tuple[WholeQuestion, Answer]:
        whole = make_whole(question, self.turns, in_view)
        assert whole.within, (whole.asked, whole.unclear)
        article = {each.id: each for each in (STORM, OTHER)}[whole.within.article]
        answer = answer_from(article, whole)
        self.turns.append(Turn.of(answer))
        return whole, answer


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What else does it say about the ferries?",
         "The ferries sail again on Friday, Rell said."),
        ("what does it say about the ferries", "Kirkholm's ferries stopped on Monday."),
        ("Does the article mention Norland?",
         "The mayor, Otto Rell, blamed Norland's coast guard."),
        ("does it say anything about fish?", "Fish will be dear until then."),
        ("what does the story tell us about the rammed pier?",
         "A Norlandic ship had rammed the pier."),
        ("What else does it say?", "The mayor, Otto Rell, blamed Norland's coast guard."),
        ("and then?", "The mayor, Otto Rell, blamed Norland's coast guard."),
    ],
)  # fmt: skip
def test_the_first_sentence_that_speaks_of_it_is_the_answer(question: str, sentence: str) -> None:
    _, answer = Talk().ask(question)
    assert (answer.status, answer.text, answer.kind) == ("answered", sentence, "sentence")
    (row,) = answer.evidence
    assert STORM.text[slice(*row.sentence)] == sentence
    assert sentence in row.passage.text
    assert answer.searched
    assert answer.searched.articles == 1


def test_what_else_goes_on_to_the_end_and_says_so() -> None:
    talk = Talk()
    said = [
        talk.ask(question)[1] for question in ("does it mention Rell?", "what else?", "what else?")
    ]
    assert [answer.text for answer in said] == [
        "The mayor, Otto Rell, blamed Norland's coast guard.",
        "The ferries sail again on Friday, Rell said.",
        None,
    ]
    assert said[-1].note.startswith("The article says nothing more about “Rell”")
    assert said[-1].status == "not_found"


def test_reading_on_ends_with_the_article() -> None:
    talk = Talk()
    said = [talk.ask("and then?")[1] for _ in range(5)]
    assert [answer.text for answer in said[:4]] == [
        "The mayor, Otto Rell, blamed Norland's coast guard.",
        "A Norlandic ship had rammed the pier.",
        "The ferries sail again on Friday, Rell said.",
        "Fish will be dear until then.",
    ]
    assert said[4].note == "The article ends there."


def test_what_it_does_not_speak_of_is_no_more_than_that() -> None:
    _, answer = Talk().ask("does it mention whales?")
    assert answer.text is None
    assert answer.note.startswith("The article says nothing about “whales”")


def test_another_topic_of_the_same_article_may_follow() -> None:
    talk = Talk()
    talk.ask("what else does it say about the ferries?")
    for question, topic in (
        ("what about fish?", "fish"),
        ("and Norland?", "Norland"),
        ("and about him?", "Otto Rell"),
    ):
        whole, answer = talk.ask(question)
        assert whole.asked == f"What does the article “{TITLE}” say about {topic}?"
        assert answer.text


def test_a_part_of_the_topic_makes_it_possible_only() -> None:
    _, answer = Talk().ask("what does it say about Otto Brandt?")
    assert (answer.status, answer.confidence) == ("possible", 0.5)


def test_nothing_within_a_title_is_taken_for_a_reference() -> None:
    whole, _ = Talk().ask("What else does it say about the mayor?")
    assert whole.asked == f"{ASKED} the mayor?"


def test_why_after_it_has_nothing_to_ask_about() -> None:
    talk = Talk()
    talk.ask("what else does it say about the ferries?")
    assert make_whole("why?", talk.turns).unclear.startswith("I do not see what “why?” asks about")


def test_the_article_that_stands_open_is_the_one_that_is_meant() -> None:
    talk = Talk()
    view = InView("other", OTHER.title)
    whole, answer = talk.ask("what does it say about Rell?", view)
    assert whole.asked == "what does the article “Fish are dear” say about Rell?"
    assert answer.text == "Otto Rell buys none."
    assert make_whole("When did they sail?", talk.turns[:1], view) == make_whole(
        "When did they sail?", talk.turns[:1]
    )


def test_an_article_that_was_not_shown_is_asked_for_as_any_other() -> None:
    question = "what does the article “Rain floods Lindach” say about the dam?"
    whole = make_whole(question, Talk().turns)
    assert (whole.asked, whole.within) == (question, None)
