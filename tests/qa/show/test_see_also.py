"""What is listed under an answer: what answers too, or may; nothing that only shares its words."""

from dataclasses import replace
from datetime import UTC, datetime

from show_kit import DISPUTED, NOBODY_KNOWS, REOPENS, answer

from qa.answers import Evidence
from qa.sessions.kept_turns import KeptTurn, turn_record
from qa.sessions.quotations import Quotation
from qa.show.answer_markdown import answer_as_markdown
from qa.show.notebook_html import answer_as_html
from qa.show.plain_lines import answer_in_lines
from qa.show.see_also import MAX_LOGITS_BELOW, numbers_listed
from qa.show.terminal import answer_as_text


def below(row: Evidence, logits: float) -> Evidence:
    """The row, that much below the best one."""
    return replace(row, hit=replace(row.hit, score=REOPENS.hit.score - logits))


NEAR, FAR = below(NOBODY_KNOWS, MAX_LOGITS_BELOW), below(NOBODY_KNOWS, MAX_LOGITS_BELOW + 0.1)


def test_a_row_that_may_answer_is_listed_and_a_far_one_is_not() -> None:
    assert numbers_listed(answer(evidence=(REOPENS, NEAR, FAR))) == [1, 2]
    assert numbers_listed(answer(evidence=())) == []


def test_a_row_that_answers_is_listed_under_its_own_number_however_far_it_is() -> None:
    april = below(DISPUTED.evidence[2], 9.0)
    disputed = replace(DISPUTED, evidence=(REOPENS, FAR, april))
    assert numbers_listed(disputed) == [1, 3]
    text = answer_as_text(disputed)
    assert "see 3" in text
    assert "  3. " in text
    assert "Ferries" not in text
    markdown = answer_as_markdown(disputed)
    assert "\n3. " in markdown
    assert "Ferries" not in markdown
    html = answer_as_html(disputed)
    assert '<li value="3">' in html
    assert "Ferries" not in html
    lines = [*answer_in_lines(disputed)]
    assert lines[lines.index("See also:") + 1].startswith("3. ")
    assert not any("Ferries" in line for line in lines)


def test_an_exported_turn_lists_what_was_listed() -> None:
    given = replace(DISPUTED, evidence=(REOPENS, NEAR, FAR, below(DISPUTED.evidence[2], 9.0)))
    record = turn_record(given, datetime(2016, 2, 4, tzinfo=UTC), "/news")
    listed = [Quotation.of(given.evidence[number - 1]) for number in numbers_listed(given)[1:]]
    assert list(KeptTurn.parse(record).see_also) == listed
    assert len(listed) == 2


def test_where_nothing_else_is_worth_it_nothing_is_announced() -> None:
    alone = answer(evidence=(REOPENS, FAR))
    for text in (answer_as_text(alone), answer_as_markdown(alone), answer_as_html(alone)):
        assert "See also" not in text
    assert "See also:" not in [*answer_in_lines(alone)]
