from collections.abc import Sequence
from dataclasses import replace

import pytest
from conftest import an_article

from corpus.records import Article, Passage, Span
from qa.answers import Evidence
from qa.reader.base import RankedPassage, Verdict
from qa.reader.nearest_sentence import sentence_around
from qa.reader.testimony.answer_groups import Statement
from qa.reader.testimony.statements import Hearing, leading_row
from qa.search.hits import Hit

COST = "How much will the Tallis bridge cost?"


def row(article: Article, answer: str) -> Evidence:
    passage = Passage(article, 0, len(article.text))
    start = article.text.index(answer)
    span = Span(start, start + len(answer))
    return Evidence(Hit(passage, 1.0), sentence_around(span, passage), span)


def verdict(rows: Sequence[Evidence], alone: Sequence[float]) -> Verdict:
    passages = tuple(RankedPassage(each.hit, each.answer, 1.0, 1.0) for each in rows)
    return Verdict(passages, tuple(0.9 for _ in rows), tuple(alone))


def article(id: str, text: str, day: str = "2022-03-01") -> Article:
    return an_article(id, "News of the bridge", text, day)


FIRST = row(article("first", "The Tallis bridge will cost £57m, the port said."), "£57m")


def hear(question: str, rows: Sequence[Evidence], alone: float = 0.65) -> list[Statement]:
    chances = verdict(rows, [alone] * len(rows))
    return Hearing(question, chances, least=0.35, least_to_differ=0.45).of(rows)


def judged(question: str, *rows: Evidence, alone: float = 0.65) -> list[tuple[bool, bool]]:
    """Whether each row counts, and whether it may contradict, beside the first one."""
    every = [FIRST, *rows]
    made = hear(question, every, alone)
    return [(each.counts, each.contradicts) for each in made[1:]]


def test_a_row_that_answers_by_itself_counts() -> None:
    other = row(article("other", "The bridge at Tallis will cost £61m in all."), "£61m")
    assert judged(COST, other) == [(True, True)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The Tallis bridge will not cost £61m.", "£61m"),
        ("The Hesper bridge will cost £61m.", "£61m"),
    ],
    ids=["denied", "another bridge"],
)
def test_what_is_denied_or_of_something_else_does_not_count(text: str, answer: str) -> None:
    assert judged(COST, row(article("other", text), answer)) == [(False, False)]


def test_a_row_that_the_others_have_raised_does_not_count() -> None:
    other = row(article("other", "The bridge at Tallis will cost £61m in all."), "£61m")
    assert judged(COST, other, alone=0.3) == [(False, False)]
    assert judged(COST, other, alone=0.4) == [(True, False)]


def test_what_says_little_of_the_question_says_neither_the_same_nor_something_else() -> None:
    text = "It is about Tallis. In town the mayor spoke of £61m on Monday."
    assert judged(COST, row(article("other", text), "£61m")) == [(False, False)]
    named = row(article("other", "For the Tallis scheme the mayor named £61m."), "£61m")
    assert judged(COST, named) == [(True, False)]
    assert judged(COST, named, alone=0.9) == [(True, True)]


def test_what_each_household_pays_contradicts_no_total() -> None:
    text = "The bridge at Tallis will cost each household £40."
    assert judged(COST, row(article("other", text), "£40")) == [(True, False)]


def test_an_article_that_goes_on_with_the_same_story_may_contradict_in_words_of_its_own() -> None:
    told = " It was told to Ada Lund, Otto Brand and Maren Holt, who came to Tarnmouth by bus."
    first = row(article("first", "The Tallis bridge will cost £57m." + told), "£57m")
    later = row(article("later", "At Tallis it is £61m by now." + told, "2023-03-01"), "£61m")
    other = row(article("other", "At Tallis it is £61m by now.", "2023-03-01"), "£61m")
    for row_of_it, is_so in ((later, True), (other, False)):
        _, second = hear(COST, [first, row_of_it], 0.6)
        assert second.contradicts is is_so


def test_a_year_of_the_question_must_be_borne_out() -> None:
    question = "How much did the Tallis bridge cost in 2022?"
    same_year = row(article("a", "The bridge at Tallis did cost £61m."), "£61m")
    other_year = row(article("b", "The bridge at Tallis did cost £61m.", "2019-01-01"), "£61m")
    named = row(article("c", "The bridge at Tallis did cost £61m in 2022.", "2023-01-01"), "£61m")
    assert [counts for counts, _ in judged(question, same_year, other_year, named)] == [
        True, False, True
    ]  # fmt: skip


def test_what_is_past_does_not_answer_what_is_to_come() -> None:
    question = "When will the Tallis bridge open?"
    opens = row(article("a", "The Tallis bridge will open on 4 May 2022."), "4 May 2022")
    past = row(article("b", "The Tallis bridge was to open on 3 May 2021."), "3 May 2021")
    every = [opens, past]
    made = hear(question, every)
    assert [each.counts for each in made] == [True, False]


def leads(question: str, *rows: Evidence) -> str:
    made = hear(question, rows)
    return rows[leading_row(question, rows, made)].passage.article.id


NEWER = row(article("newer", "The bridge at Tallis will cost £61m now.", "2022-09-09"), "£61m")


def test_the_newest_leads_where_the_present_is_meant() -> None:
    assert leads(COST, FIRST, NEWER) == "newer"
    assert leads("How much will the Tallis bridge cost, as of 2022?", FIRST, NEWER) == "first"
    assert leads(COST, NEWER, FIRST) == "newer"


def test_a_correction_leads_before_what_it_corrects() -> None:
    corrector = article("fix", "The bridge at Tallis costs £75m. We wrongly wrote £57m.")
    corrected = replace(FIRST, corrected_by=corrector)
    assert leads("What did it cost at first?", corrected, row(corrector, "£75m")) == "fix"
    spelling = replace(corrector, text="The bridge is at Tallis. We wrongly wrote Talis.")
    kept = replace(FIRST, corrected_by=spelling)
    assert leads("What did it cost at first?", kept, row(spelling, "Tallis")) == "first"


def test_who_states_the_answer_leads_before_who_only_mentions_it() -> None:
    supposed = row(article("if", "The Tallis bridge would cost £57m if it were steel."), "£57m")
    stated = row(article("is", "The Tallis bridge cost 57 million pounds."), "57 million pounds")
    other = row(article("other", "The Tallis bridge cost £12m."), "£12m")
    assert leads("How much did the Tallis bridge cost?", supposed, other, stated) == "is"
    assert leads("How much did the Tallis bridge cost?", supposed, other) == "if"
