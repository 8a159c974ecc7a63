"""Counts by outlet and by month, and their bars."""

from datetime import date

import pytest

from corpus.headings import Heading
from corpus.records import Precision, PublicationDate
from qa.browse.counts import (
    count_months,
    count_outlets,
    format_histogram,
    make_bars,
    sparkline,
)


def heading(day: date | None, source: str | None = None, precision: Precision = "day") -> Heading:
    published = PublicationDate(day, precision, "record") if day else None
    return Heading("x", "X", published, source)


def test_outlets_are_counted_the_largest_first() -> None:
    outlets = ("Wire", "Herald", None, "Wire", "Courier")
    counted = count_outlets(heading(None, outlet) for outlet in outlets)
    assert list(counted.items()) == [("Wire", 2), ("Courier", 1), ("Herald", 1)]


def test_months_are_counted_where_they_are_known() -> None:
    headings = [
        heading(date(2016, 2, 4)),
        heading(date(2016, 2, 29)),
        heading(date(2015, 12, 1), precision="month"),
        heading(date(2016, 1, 1), precision="year"),
        heading(None),
    ]
    assert count_months(headings) == {date(2015, 12, 1): 1, date(2016, 2, 1): 2}


def test_every_month_between_the_first_and_the_last_has_its_bar() -> None:
    bars = make_bars({date(2015, 12, 1): 1, date(2016, 2, 1): 2}, 24)
    assert [(bar.label, bar.articles) for bar in bars] == [
        ("2015-12", 1),
        ("2016-01", 0),
        ("2016-02", 2),
    ]
    assert (bars[2].first, bars[2].last) == (date(2016, 2, 1), date(2016, 2, 29))


@pytest.mark.parametrize(
    ("first", "last", "most", "labels"),
    [
        (date(2016, 1, 1), date(2016, 12, 1), 4, ["2016-01 – 2016-03", "2016-10 – 2016-12"]),
        (date(2014, 5, 1), date(2016, 2, 1), 3, ["2014", "2016"]),
        (date(2009, 5, 1), date(2021, 2, 1), 4, ["2005–2009", "2020–2024"]),
        (date(1600, 1, 1), date(2026, 2, 1), 5, ["1600–1699", "2000–2099"]),
        (date(9990, 1, 1), date(9999, 12, 1), 1, ["9990–9999", "9990–9999"]),
    ],
)
def test_too_many_months_become_longer_periods(
    first: date, last: date, most: int, labels: list[str]
) -> None:
    bars = make_bars({first: 3, last: 4}, most)
    assert len(bars) <= most
    assert [bars[0].label, bars[-1].label] == labels
    assert sum(bar.articles for bar in bars) == 7
    assert bars[0].first <= first
    assert bars[-1].last >= last


def test_nothing_has_no_bars() -> None:
    assert make_bars({}, 10) == []
    assert sparkline([]) == ""
    assert list(format_histogram([], 80)) == []


def test_a_row_of_blocks_shows_each_count() -> None:
    assert sparkline([0, 1, 50, 100]) == " ▁▄█"
    assert sparkline([0, 0]) == "  "


def test_a_histogram_has_a_line_for_each_period() -> None:
    bars = make_bars({date(2015, 12, 1): 1, date(2016, 2, 1): 4}, 24)
    assert list(format_histogram(bars, 37)) == [
        "2015-12  █████ 1",
        "2016-01  0",
        "2016-02  ████████████████████ 4",
    ]
