"""Follow-ups that are made whole, questions that stay, and words that nothing fits."""

import json
from datetime import date
from pathlib import Path
from time import thread_time

import pytest

from corpus.records import Article, Passage, PublicationDate, Span
from qa.answers import Answer, Evidence
from qa.conversation.turns import Turn
from qa.conversation.whole_question import make_whole
from qa.search.hits import Hit

ROOT = Path(__file__).resolve().parents[3]


def turn(asked: str, answer: str = "", passage: str = "", title: str = "", day: str = "") -> Turn:
    """A turn whose answer stands in the first sentence of its passage."""
    published = PublicationDate(date.fromisoformat(day), "day", "record") if day else None
    return Turn(asked, answer, passage.partition(". ")[0], passage, title, published)


STRIKE = turn(
    "Who called off the Aldmoor strike?",
    "Ines Caldera",
    "Union leader Ines Caldera called off the strike in the port of Aldmoor on Wednesday. She had "
    "met the mayor, Pavel Brandt, the day before. Aldmoor, a town on the coast, has two ports.",
    "Aldmoor dockers go back to work after nine days",
    "2016-02-04",
)
FLOOD = turn(
    "How many people were killed in the Lindach flood?",
    "At least 60",
    "At least 60 people were killed in the flood in Lindach. The envoy of the Red Cross, Otto Rell,"
    " called it a catastrophe.",
    "Rain floods Lindach",
    "2016-05-01",
)
TALKS = turn(
    "Where did Caldera and Brandt meet?",
    "Hollowmere",
    "Ines Caldera and Mayor Pavel Brandt met in Hollowmere. They spoke for an hour.",
    "Talks in Hollowmere",
    "2016-03-01",
)
SAID = turn(
    "What did Brandt say about the bridge?",
    "it will open in April",
    "Pavel Brandt said it will open in April. The bridge spans the Mere.",
    "Bridge of Aldmoor nearly done",
    "2016-03-02",
)
SIEGE = turn(
    "How long did the siege of Fennimore last?",
    "four years",
    "The siege of Fennimore, a town near Aldmoor, lasted four years.",
    "Fennimore falls",
    "2016-08-27",
)
MINISTER = turn(
    "Who is Norland's foreign minister?",
    "Greta Holm",
    "Greta Holm, Norland's foreign minister, spoke in Aldmoor.",
    "Norland speaks up",
    "2016-02-04",
)
WHEN = turn(
    "When did the army declare the truce?",
    "late on April 29",
    "The army declared the truce late on April 29.",
    "Truce around Aldmoor holds",
    "2016-05-01",
)


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (STRIKE, "When did she meet the mayor?", "When did Ines Caldera meet Pavel Brandt?"),
        (STRIKE, "What is her job?", "What is Ines Caldera's job?"),
        (STRIKE, "Who met her?", "Who met Ines Caldera?"),
        (STRIKE, "How long did it last?", "How long did the Aldmoor strike last?"),
        (STRIKE, "Who lives in that town?", "Who lives in Aldmoor?"),
        (STRIKE, "What happened there?", "What happened in Aldmoor?"),
        (FLOOD, "What did the envoy say?", "What did Otto Rell say?"),
        (TALKS, "What did they discuss?", "What did Caldera and Brandt discuss?"),
        (SIEGE, "Who ended it?", "Who ended the siege of Fennimore?"),
        (MINISTER, "What did she say?", "What did Greta Holm say?"),
        (turn("When was Tallis Mill built?", "1868"), "Who owns it?", "Who owns Tallis Mill?"),
        (WHEN, "What else happened that day?", "What else happened on April 29, 2016?"),
        (WHEN, "Who was mayor then?", "Who was mayor on April 29, 2016?"),
        (
            turn("What did Otto Rell say about the dam on May 2?"),
            "Whom did he meet?",
            "Whom did Otto Rell meet on May 2?",
        ),
        (FLOOD, "What else happened that month?", "What else happened in May 2016?"),
        (
            SAID,
            "What else does it say about the Mere?",
            "What else does the article “Bridge of Aldmoor nearly done” say about the Mere?",
        ),
    ],
)
def test_a_pronoun_or_a_short_phrase_means_something_of_the_turn_before(before, question, whole):
    made = make_whole(question, [before])
    assert (made.asked, made.unclear) == (whole, "")


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (STRIKE, "Why?", "Why did Ines Caldera call off the Aldmoor strike?"),
        (STRIKE, "and when was that?", "When did Ines Caldera call off the Aldmoor strike?"),
        (STRIKE, "Who else?", "Who else called off the Aldmoor strike?"),
        (FLOOD, "And in Hollowmere?", "How many people were killed in Hollowmere?"),
        (turn("What did Rell say on May 2?"), "And in August?", "What did Rell say in August?"),
        (FLOOD, "When?", "When were people killed in the Lindach flood?"),
        (FLOOD, "and children?", "How many children were killed in the Lindach flood?"),
        (FLOOD, "Who was killed?", "Who was killed in the Lindach flood?"),
        (FLOOD, "and in May?", "How many people were killed in the Lindach flood in May?"),
        (TALKS, "With whom?", "With whom did Caldera and Brandt meet in Hollowmere?"),
        (SAID, "What about Caldera?", "What did Caldera say about the bridge?"),
        (SAID, "what about the ferry?", "What did Brandt say about the ferry?"),
        (SAID, "Who said so?", "Who said that “Pavel Brandt said it will open in April”?"),
        (SIEGE, "Since when?", "Since when did the siege of Fennimore last?"),
        (MINISTER, "And Ostland's?", "Who is Ostland's foreign minister?"),
        (MINISTER, "and of Ostland?", "Who is Ostland's foreign minister?"),
        (WHEN, "Why?", "Why did the army declare the truce?"),
        (
            turn("Who was arrested in Lindach?"),
            "How many?",
            "How many people were arrested in Lindach?",
        ),
    ],
)
def test_what_a_question_leaves_out_comes_from_the_last_one(before, question, whole):
    made = make_whole(question, [before])
    assert (made.asked, made.unclear) == (whole, "")


def test_nothing_happens_in_a_person():
    asked_of_town = turn("Who is the manager of Tallis Town?", "Anita Slade")
    assert make_whole("Who won?", [asked_of_town]).asked == "Who won in Tallis Town?"
    of_person = turn("What did Anita Slade say?", "She left", "Coach Anita Slade said she left.")
    assert make_whole("Who won?", [of_person]).asked == "Who won?"


@pytest.mark.parametrize(
    ("turns", "question", "says"),
    [
        ([], "What did he say?", "I do not see who “he” is: ask with a name."),
        ([], "Since when?", "I do not see what “Since when?” asks about: ask in a whole sentence."),
        ([STRIKE], "What did he say?", "I do not see who “he” is: ask with a name."),
        (
            [MINISTER, turn("Who is Ostland's foreign minister?")],
            "What did she say?",
            "I do not see who “she” is: ask with a name.",
        ),
        ([MINISTER], "What did he say?", "I do not see who “he” is: ask with a name."),
        ([FLOOD], "What is her opinion?", "I do not see who “her” is: ask with a name."),
        ([turn("Why?")], "Who lives there?", "I do not see where “there” is: ask with a name."),
        (
            [turn("What did Otto Rell and Pavel Brandt discuss?")],
            "What did he want?",
            "I do not see who “he” is: ask with a name.",
        ),
    ],
)
def test_a_word_that_nothing_fits_is_named_and_nothing_is_searched_for(turns, question, says):
    made = make_whole(question, turns)
    assert (made.asked, made.unclear) == (question, says)


@pytest.mark.parametrize("before", [STRIKE, FLOOD, TALKS, SAID, SIEGE, MINISTER, WHEN])
@pytest.mark.parametrize(
    "question",
    [
        "What did Kerry say when he arrived in Rome?",
        "How did the rebels lose their town?",
        "Who broke her wrist in the tram accident?",
        "How many people lost their lives on the Lady Maribel?",
        "How much will it cost to rebuild the Corn Exchange?",
        "How cold did it get in Kirkholm during the storm?",
        "Is it true that Rell resigned?",
        "How many airports are there in Norland?",
        "What is the number that Rell gave?",
        "Who is chairing the meeting about the maternity unit?",
        "What is mortadella and where does it come from?",
        "grahm olery judge who jailed him",
        "How fast was the train going when it left the rails?",
        "How hot was it at Tallis airfield on that Monday?",
        "Which official said there would be no toll?",
        "Who called it hard to see that Rell could stay?",
    ],
)
def test_a_whole_question_stays_to_the_letter(before, question):
    made = make_whole(question, [before])
    assert (made.asked, made.unclear, made.was_rewritten) == (question, "", False)


@pytest.mark.parametrize("before", [STRIKE, FLOOD, SAID, SIEGE, WHEN])
def test_questions_asked_alone_stay_as_they_are_after_any_turn(before):
    files = (ROOT / "qa" / "sample" / "gold.jsonl", ROOT / "tests" / "qa" / "traps" / "gold.jsonl")
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    questions = [json.loads(line)["question"] for line in lines]
    made = [make_whole(question, [before]) for question in questions]
    changed = [each for each in made if each.unclear or each.was_rewritten]
    assert len(changed) <= len(questions) / 100, changed


def test_turns_further_back_are_meant_where_the_last_one_says_nothing():
    turns = [STRIKE, turn("How tall is the lighthouse?")]
    assert make_whole("What did she say?", turns).asked == "What did Ines Caldera say?"


def test_an_article_in_view_is_enough_for_what_it_says():
    in_view = Turn("", title="Storm over Kirkholm")
    made = make_whole("What does it say about ferries?", [in_view])
    assert made.asked == "What does the article “Storm over Kirkholm” say about ferries?"


def test_a_turn_remembers_the_answer_its_sentence_and_its_article():
    text = "Storm over. The ferry sails at noon."
    published = PublicationDate(date(2016, 2, 1), "day", "record")
    article = Article("a", "Ferries are back", text, "/a.txt", published)
    hit = Hit(Passage(article, 0, len(text)), score=1.0)
    evidence = Evidence(hit, sentence=Span(12, 36), answer=Span(31, 35))
    answer = Answer(
        "When?", "When does the ferry sail?", "answered", "noon", 0.9, (evidence,), None, 1
    )
    assert Turn.of(answer) == Turn(
        "When does the ferry sail?",
        "noon",
        "The ferry sails at noon.",
        text,
        "Ferries are back",
        published,
        "a",
    )


def test_a_refusal_leaves_nothing_but_its_question():
    unclear = Answer.of_unclear("What did he say?", "I do not see who “he” is: ask with a name.")
    assert Turn.of(unclear) == Turn("What did he say?")


def test_a_question_is_made_whole_in_less_than_a_millisecond():
    turns = [STRIKE, FLOOD, TALKS, SAID]
    make_whole("What did she say about it there?", turns)
    started = thread_time()
    for number in range(50):
        make_whole("What did she say about it there?", [*turns[1:], turn(f"What is {number}?")])
    assert (thread_time() - started) / 50 < 0.005, "it takes far longer than it did"
