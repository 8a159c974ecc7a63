"""Dates and outlets as people type them."""

from datetime import date

import pytest

from corpus.errors import InputError
from corpus.records import NO_FILTERS, Filters
from qa.search.filters import check_sources, parse_day_range, parse_filters, until


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-02", date(2015, 2, 1), date(2015, 2, 28)),
        ("2016-12", date(2016, 12, 1), date(2016, 12, 31)),
        ("2016-02-04", date(2016, 2, 4), date(2016, 2, 4)),
        ("  2016-02-29\n", date(2016, 2, 29), date(2016, 2, 29)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_typed_date_is_the_days_that_it_names(typed: str, first: date, last: date) -> None:
    assert parse_day_range(typed) == (first, last)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "yesterday",
        "16",
        "2016-2",
        "2016-13",
        "2016-00",
        "2015-02-29",
        "2016-02-04T10:00",
        "2016/02/04",
        "04-02-2016",
        "0000",
        "20160204",
        "2016-",
        "٢٠١٦",
    ],
)
def test_what_is_not_a_date_is_refused_in_one_line_that_shows_how(typed: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_day_range(typed)
    message = str(refusal.value)
    assert message.startswith(repr(typed))
    assert "2016-02-04" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("after", "before", "on", "first", "last"),
    [
        ("2016-02", None, None, date(2016, 2, 1), None),
        (None, "2016-02", None, None, date(2016, 2, 29)),
        ("2016", "2016", None, date(2016, 1, 1), date(2016, 12, 31)),
        (None, None, "2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-02-10", None, "2016-02", date(2016, 2, 10), date(2016, 2, 29)),
        ("2016-02-10", "2016-02-10", None, date(2016, 2, 10), date(2016, 2, 10)),
        ("", "", "", None, None),
    ],
)
def test_after_starts_on_its_first_day_and_before_ends_on_its_last(
    after: str | None, before: str | None, on: str | None, first: date | None, last: date | None
) -> None:
    assert parse_filters(after, before, on) == Filters(first, last)


@pytest.mark.parametrize(
    ("after", "before", "on"),
    [("2017", "2016", None), ("2016-03", None, "2016-02"), (None, "2015", "2016")],
)
def test_dates_that_no_day_can_satisfy_are_refused(
    after: str | None, before: str | None, on: str | None
) -> None:
    with pytest.raises(InputError, match="change one of the dates"):
        parse_filters(after, before, on)


def test_outlets_are_trimmed_blank_ones_dropped_and_none_named_twice() -> None:
    filters = parse_filters(sources=[" The  Herald ", "", "  ", "Courier", "The Herald"])
    assert filters == Filters(sources=("The Herald", "Courier"))


def test_nothing_typed_is_no_filter() -> None:
    assert parse_filters() == NO_FILTERS
    assert not parse_filters()


def test_as_of_a_day_nothing_later_passes() -> None:
    day = date(2016, 2, 4)
    assert until(NO_FILTERS, None) == NO_FILTERS
    assert until(NO_FILTERS, day) == Filters(last=day)
    assert until(Filters(last=date(2016, 1, 1)), day).last == date(2016, 1, 1)
    assert until(Filters(last=date(2017, 1, 1), sources=("BBC",)), day) == Filters(
        last=day, sources=("BBC",)
    )
    with pytest.raises(InputError, match="no day is both on or after 2016-03-01 and as of"):
        until(Filters(first=date(2016, 3, 1)), day)


OUTLETS = ("Tallis Courier", "Northern Post", "The Herald")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Tallis Currier", "in its name: nearest are Tallis Courier"),
        ("the northen post", "in its name: nearest are Northern Post, The Herald"),
        ("Herold", "in its name: nearest are The Herald"),
        ("zzz", "in its name: it has Tallis Courier, Northern Post, The Herald"),
    ],
)
def test_an_unknown_outlet_is_told_with_the_nearest_names(name: str, line: str) -> None:
    with pytest.raises(InputError, match=f"no outlet in the archive has '{name}' {line}$"):
        check_sources(Filters(sources=("post", name)), OUTLETS)


def test_a_part_of_an_outlets_name_will_do() -> None:
    check_sources(Filters(sources=("courier", "POST")), OUTLETS)
    check_sources(NO_FILTERS, ())
    with pytest.raises(InputError, match="its articles name none"):
        check_sources(Filters(sources=("post",)), ())
