"""The order of the passages and their probabilities, against numbers worked out by hand."""

import math
from dataclasses import replace

import pytest
from conftest import an_article

from corpus.records import Passage, Span
from qa.answer_settings import AnswerSettings
from qa.reader.base import PassageReading, RankedPassage
from qa.reader.settings import Calibration, OrderingWeights
from qa.reader.verdict import (
    CONTRADICTED_MISFIT,
    MAX_CONTRADICTED_LOGITS,
    MAX_LEAD_LOGITS,
    MAX_REFUTED_LOGITS,
    REFUTED_MISFIT,
    make_verdict,
    rank_answers,
)
from qa.search.hits import Hit

ORDERING = OrderingWeights(fused=3.0, relevance=0.3, answer_margin=0.15, sentence_support=0.0)
CALIBRATION = Calibration(
    cosine=2.0,
    exact=0.8,
    relevance=0.5,
    answer_margin=0.25,
    span_lead=0.1,
    agreement=1.0,
    lead=0.2,
    passage_support=0.0,
    sentence_support=0.0,
    figures_support=0.0,
    names_support=0.0,
    fitness=0.0,
    attested=0.0,
    bias=-1.5,
)


def a_reading(text: str, answer: str, margin: float, relevance: float = 0.0) -> PassageReading:
    passage = Passage(an_article(text, "Title", text), 0, len(text))
    hit = Hit(passage, 1.0, dense=0.5, exact=0.25)
    start = text.index(answer)
    return PassageReading(hit, Span(start, start + len(answer)), margin, relevance, span_lead=3.0)


def texts(passages: list[RankedPassage]) -> list[str]:
    return [each.hit.passage.text for each in passages]


def test_the_better_read_passage_comes_first_and_equals_keep_their_order() -> None:
    readings = [
        a_reading("One.", "One", 0.0),
        a_reading("Two.", "Two", 0.0),
        a_reading("Six.", "Six", 5.0, 5.0),
    ]
    assert texts(rank_answers(readings, ORDERING)) == ["Six.", "One.", "Two."]


def test_a_passage_without_a_word_of_the_question_stands_behind_one_that_has_them_all() -> None:
    other = a_reading("One.", "One", 0.0, 2.0)
    told = a_reading("Two.", "Two", 0.0)
    told = replace(told, support=told.support._replace(passage=1.0))
    assert texts(rank_answers([other, told], ORDERING)) == ["Two.", "One."]


def test_an_answer_that_several_passages_give_is_worth_the_sum_of_their_odds() -> None:
    readings = [
        a_reading("Lind did it.", "Lind", 7.0),
        a_reading("Holt did it.", "Holt", 1.0),
        a_reading("Ada Holt did it.", "Ada Holt", 2.0),
    ]
    ranked = rank_answers(readings, ORDERING)
    assert texts(ranked) == ["Lind did it.", "Ada Holt did it.", "Holt did it."]
    own = [3.0 + 0.15 * reading.answer_margin for reading in readings]
    assert ranked[0].logit == pytest.approx(own[0])
    together = math.log(math.exp(own[1]) + math.exp(own[2]))
    assert [each.logit for each in ranked[1:]] == pytest.approx([together] * 2, abs=1e-5)
    assert ranked[1].agreement == pytest.approx(together - own[2], abs=1e-5)
    leads = [own[0] - together, together - own[0], together - own[0]]
    assert [each.lead for each in ranked] == pytest.approx(leads, abs=1e-5)
    third = a_reading("Holt again.", "Holt", 1.0)
    assert texts(rank_answers([*readings, third], ORDERING))[0] == "Ada Holt did it."


def test_a_probability_is_the_logistic_function_of_what_speaks_for_the_answer() -> None:
    readings = [a_reading("Lind did it.", "Lind", 2.0, 1.0), a_reading("Lind.", "Lind", 2.0, 1.0)]
    verdict = make_verdict(readings, ORDERING, CALIBRATION)
    searches, lead = 2.0 * 0.5 + 0.8 * 0.25, 0.1 * 3.0 + 0.2 * MAX_LEAD_LOGITS
    logit = searches + 0.5 * 1.0 + 0.25 * 2.0 + lead + math.log(2) - 1.5
    assert verdict.probability == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-5)
    assert verdict.probabilities == pytest.approx([verdict.probability] * 2)


def test_a_lead_over_nobody_is_the_most_that_counts() -> None:
    (alone,) = rank_answers([a_reading("One.", "One", 0.0)], ORDERING)
    far, behind = rank_answers(
        [a_reading("A b.", "A", 900.0), a_reading("C d.", "C", -900.0)], ORDERING
    )
    assert alone.lead == far.lead == -behind.lead == MAX_LEAD_LOGITS


def test_where_nothing_was_read_nothing_is_likely() -> None:
    verdict = make_verdict([], ORDERING, CALIBRATION)
    assert (verdict.passages, verdict.probabilities, verdict.probability) == ((), (), 0.0)


def test_what_its_own_text_contradicts_is_never_likely() -> None:
    sure = a_reading("Ada Lund won.", "Ada Lund", 30.0, relevance=9.0)
    (likely,) = make_verdict([sure], ORDERING, CALIBRATION).probabilities
    contradicted = replace(sure, misfit=CONTRADICTED_MISFIT)
    (capped,) = make_verdict([contradicted], ORDERING, CALIBRATION).probabilities
    assert likely > 0.9
    assert capped == pytest.approx(1 / (1 + math.exp(-MAX_CONTRADICTED_LOGITS)))
    assert AnswerSettings().possible_threshold < capped < AnswerSettings().threshold


def test_what_its_own_text_refutes_is_not_shown() -> None:
    refuted = a_reading("Ada Lund won.", "Ada Lund", 30.0, relevance=9.0)
    refuted = replace(refuted, misfit=REFUTED_MISFIT)
    (capped,) = make_verdict([refuted], ORDERING, CALIBRATION).probabilities
    assert capped == pytest.approx(1 / (1 + math.exp(-MAX_REFUTED_LOGITS)))
    assert capped < AnswerSettings().possible_threshold
