"""Quotations, their permalinks, and where they stand in an article that has changed."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from session_kit import some_article, some_evidence

from corpus.records import Span
from qa.sessions.quotations import Permalink, Quotation, parse_permalink
from qa.sessions.reopened_quotes import reopen_quotation, reopen_stretch


@pytest.mark.parametrize("seed", range(40))
def test_a_quotation_is_read_back_and_opens_where_it_stood(seed: int) -> None:
    dice = Random(seed)
    article = some_article(dice, f"it's {seed}")
    evidence = some_evidence(dice, article, has_answer=dice.random() < 0.5)
    quotation = Quotation.of(evidence)
    assert Quotation.parse(quotation.as_record()) == quotation
    assert article.text[quotation.start : quotation.end] == quotation.quote
    reopened, warning = reopen_quotation(quotation, article)
    assert warning == ""
    assert (reopened.passage, reopened.answer) == (evidence.passage, evidence.answer)
    assert reopened.sentence == Span(quotation.start, quotation.end)
    link = parse_permalink(quotation.link)
    assert link == Permalink(article.id, f"{quotation.start}-{quotation.end}", article.digest[:12])


def test_a_quote_that_moved_is_found_and_one_that_is_gone_is_said_to_be() -> None:
    dice = Random(3)
    article = some_article(dice, "a")
    quotation = Quotation.of(some_evidence(dice, article, has_answer=True))
    longer = replace(article, text=f"Corrected. {article.text}")
    evidence, warning = reopen_quotation(quotation, longer)
    assert longer.text[slice(*evidence.sentence)] == quotation.quote
    assert "now stand at characters" in warning
    other = replace(article, text="Nothing of it.")
    evidence, warning = reopen_quotation(quotation, other)
    assert (evidence.sentence, evidence.answer) == (Span(0, 0), None)
    assert "no longer holds these words" in warning


def test_a_link_to_another_version_says_so() -> None:
    article = some_article(Random(1), "a")
    assert reopen_stretch(article, Span(1, 2), article.digest[:12])[1] == ""
    assert reopen_stretch(article, Span(1, 2), "")[1] == ""
    assert "other words may stand here" in reopen_stretch(article, Span(1, 2), "0" * 12)[1]


@pytest.mark.parametrize(
    "typed",
    [
        "who froze the talks?",
        "what's 'pullquote show?",
        "pullquote show",
        "pullquote show a",
        "pullquote show a --at",
        "pullquote show a --json --at 1-2",
        "pullquote show a --top 1-2",
        "",
    ],
)
def test_what_is_no_link_is_a_question(typed: str) -> None:
    assert parse_permalink(typed) is None


@pytest.mark.parametrize("changed", ["start", "end", "quote", "digest", "title"])
def test_a_record_that_is_no_quotation_is_refused(changed: str) -> None:
    record = Quotation.of(some_evidence(Random(2), some_article(Random(2), "a"), has_answer=True))
    for value in (None, -1, [], {}):
        with pytest.raises(ValueError):
            Quotation.parse(record.as_record() | {changed: value})
    with pytest.raises(ValueError):
        Quotation.parse([])
