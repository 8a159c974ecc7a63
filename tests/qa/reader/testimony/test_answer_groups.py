from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from corpus.records import PublicationDate
from qa.answers import AnswerGroup, TimelineEntry
from qa.reader.questions.answer_types import AnswerKind
from qa.reader.testimony.answer_groups import Statement, group_statements, make_timeline, newest_of
from qa.reader.values.answer_values import value_of


def statements(*said: tuple[str, str | None]) -> list[Statement]:
    """A row for each answer with the day of its article."""
    return [
        Statement(
            row,
            text,
            value_of(text, "number"),
            f"article{row}",
            PublicationDate(date.fromisoformat(day), "day", "record") if day else None,
        )
        for row, (text, day) in enumerate(said)
    ]


COSTS = statements(
    ("£57m", "2022-03-01"),
    ("£49m", "2019-05-03"),
    ("57 million pounds", "2022-03-02"),
    ("£61m", "2022-09-09"),
    ("a great deal", "2022-10-01"),
)


def test_who_says_the_same_is_counted_with_copies_and_who_differs_comes_newest_first() -> None:
    copied = [*COSTS[:2], replace(COSTS[2], articles=3), *COSTS[3:]]
    assert group_statements(copied) == (
        AnswerGroup("£57m", (0, 2), 4),
        AnswerGroup("£61m", (3,), 1),
        AnswerGroup("£49m", (1,), 1),
    )


def test_what_does_not_count_says_nothing() -> None:
    weak = [COSTS[0], *(replace(each, counts=False, contradicts=False) for each in COSTS[1:])]
    assert group_statements(weak) == (AnswerGroup("£57m", (0,), 1),)
    agreeing = [COSTS[0], replace(COSTS[3], contradicts=False), COSTS[2]]
    assert group_statements(agreeing) == (AnswerGroup("£57m", (0, 2), 2),)
    assert group_statements([]) == ()


@pytest.mark.parametrize(
    ("said", "kind", "groups"),
    [
        (("Lund", "Ada Lund", "Eva Lund"), "name", [(0, 1)]),
        (("more than 40", "42", "48"), "number", [(0, 1)]),
        (("9 May", "in May", "4 May"), "time", [(0,), (2,)]),
        (("9 June", "4 May", "in May", "9 May"), "time", [(0,), (1, 2), (3,)]),
    ],
    ids=["surname", "at least", "month", "month of the others"],
)
def test_what_is_vague_joins_no_two_that_differ(
    said: Sequence[str], kind: AnswerKind, groups: list[tuple[int, ...]]
) -> None:
    rows = [
        replace(each, value=value_of(each.text, kind))
        for each in statements(*((text, None) for text in said))
    ]
    assert [group.rows for group in group_statements(rows)] == groups


def test_an_answer_stands_first_even_where_it_does_not_count_itself() -> None:
    assert group_statements([replace(COSTS[0], counts=False)]) == (AnswerGroup("£57m", (0,), 1),)


def test_the_timeline_shows_each_answer_when_it_was_first_given() -> None:
    assert make_timeline(COSTS, group_statements(COSTS)) == (
        TimelineEntry("£49m", 1),
        TimelineEntry("£57m", 0),
        TimelineEntry("£61m", 3),
    )


def test_a_corrected_answer_stands_in_the_timeline_as_such() -> None:
    corrected = [COSTS[0], replace(COSTS[1], is_corrected=True, counts=False, contradicts=False)]
    groups = group_statements(corrected)
    assert [group.text for group in groups] == ["£57m"]
    assert make_timeline(corrected, groups)[0] == TimelineEntry("£49m", 1, is_corrected=True)


@pytest.mark.parametrize(
    "said",
    [
        [("£57m", "2022-03-01"), ("£57m", "2022-03-09")],
        [("£57m", "2022-03-01"), ("£61m", "2022-03-01")],
        [("£57m", "2022-03-01"), ("£61m", None)],
        [("£57m", "2022-03-01")],
    ],
    ids=["one answer", "one day", "undated", "one row"],
)
def test_there_is_no_timeline_of_one_day_or_one_answer(said: list[tuple[str, str | None]]) -> None:
    rows = statements(*said)
    assert make_timeline(rows, group_statements(rows)) == ()


def test_the_newest_is_what_was_printed_last() -> None:
    assert newest_of(COSTS) is None  # the last one that counts says neither the same nor otherwise
    assert newest_of(COSTS[:4]) == COSTS[3]
    assert newest_of([COSTS[0], COSTS[1], COSTS[2]]) is None
    assert newest_of([COSTS[0], replace(COSTS[3], contradicts=False)]) is None
    assert newest_of([replace(COSTS[0], published=None), COSTS[3]]) is None


def test_a_newer_mention_that_contradicts_nothing_does_not_hide_the_newest() -> None:
    later = replace(COSTS[0], row=9, text="£5m", contradicts=False)
    later = replace(later, published=PublicationDate(date(2030, 1, 1), "day", "text"))
    later = replace(later, value=COSTS[1].value)
    assert newest_of([*COSTS[:4], later]) == COSTS[3]
