"""The table of calendar words agrees with the calendar of the standard library."""

import calendar
import re

from corpus.calendar_words import (
    MONTH_ABBREVIATIONS,
    MONTH_NUMBERS,
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    any_of,
)


def test_months_and_weekdays_are_those_of_the_calendar() -> None:
    assert [month.capitalize() for month in MONTHS] == list(calendar.month_name)[1:]
    assert [month.capitalize() for month in MONTH_ABBREVIATIONS] == [
        *list(calendar.month_abbr)[1:],
        "Sept",
    ]
    assert [day.capitalize() for day in WEEKDAYS] == list(calendar.day_name)


def test_every_name_of_a_month_has_its_number() -> None:
    assert {name: MONTH_NUMBERS[name] for name in ("january", "jan", "sept", "december")} == {
        "january": 1,
        "jan": 1,
        "sept": 9,
        "december": 12,
    }
    assert set(MONTH_NUMBERS) == {*MONTHS, *MONTH_ABBREVIATIONS}


def test_a_number_stands_at_its_value() -> None:
    assert [NUMBERS[n] for n in (0, 7, 12, 20)] == ["zero", "seven", "twelve", "twenty"]


def test_of_two_words_the_longer_is_matched() -> None:
    match = re.match(any_of(["sep", "september", "sept"]), "september")
    assert match
    assert match[0] == "september"
