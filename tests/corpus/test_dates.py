"""Dates as they are written: right, at their own precision, or none."""

from datetime import UTC, date, datetime, timedelta

import pytest

from corpus.dates import (
    day_order_of,
    find_dates,
    first_weekday,
    parse_date_line,
    parse_publication_date,
)

TOMORROW_AND_MORE = (datetime.now(UTC) + timedelta(days=3)).date()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016-02-04", "2016-02-04"),
        ("2016-02-04T10:15:00+02:00", "2016-02-04"),
        ("2016-02-04 10:15:00", "2016-02-04"),
        ("2016/2/4", "2016-02-04"),
        ("20160204", "2016-02-04"),
        (20160204, "2016-02-04"),
        ("Thu, 04 Feb 2016 10:15:00 GMT", "2016-02-04"),
        ("February 4, 2016", "2016-02-04"),
        ("Feb. 4th, 2016", "2016-02-04"),
        ("4 Sept 2016", "2016-09-04"),
        ("26-FEB-1987 15:02:20.00", "1987-02-26"),
        ("4. März 2016", "2016-03-04"),
        ("1er août 2016", "2016-08-01"),
        ("4 de mayo de 2016", "2016-05-04"),
        ("2016年2月4日", "2016-02-04"),
        ("2016年2月", "2016-02"),
        ("2016년 2월 4일", "2016-02-04"),
        ("27 августа 2016 г.", "2016-08-27"),
        ("4 lutego 2016", "2016-02-04"),
        ("4 maart 2016", "2016-03-04"),
        ("4 febbraio 2016", "2016-02-04"),
        ("4 mars 2016", "2016-03-04"),
        ("2 de marzo del 2016", "2016-03-02"),
        ("2016. március 2.", "2016-03-02"),
        ("4 NİSAN 2016", "2016-04-04"),
        ("20160204101500", "2016-02-04"),
        (20160204101500, "2016-02-04"),
        ("20160204T101500Z", "2016-02-04"),
        ("02-Mar-16", "2016-03-02"),
        ("26-Feb-87", "1987-02-26"),
        ("Thu Mar 03 10:15:00 +0000 2016", "2016-03-03"),
        ("Thu Mar 03 2016 10:15:00 GMT+0000", "2016-03-03"),
        ("4.2.2016", "2016-02-04"),
        ("13/2/2016", "2016-02-13"),
        ("2/13/2016", "2016-02-13"),
        ("2/2/2016", "2016-02-02"),
        ("4/2/2016", "2016"),  # April or February: only the year is certain
        ("May 2016", "2016-05"),
        ("2016-05", "2016-05"),
        ("05/2016", "2016-05"),
        ("2016", "2016"),
        (2016, "2016"),
        (1454580900, "2016-02-04"),
        (1454580900000, "2016-02-04"),
        ("1454580900", "2016-02-04"),
        (1454580900.5, "2016-02-04"),
        (["", "2016-02-04"], "2016-02-04"),
        ("2016-02-29", "2016-02-29"),
        ("2015-02-29", None),  # no such day
        ("31 April 2016", None),  # not "April 2016" either: the source is wrong somewhere
        ("2016-13-01", None),
        ("0001-01-01", None),
        (TOMORROW_AND_MORE.isoformat(), None),
        ("9999-12-31", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        (0, None),
        (float("nan"), None),
        (float("inf"), None),
        ({"date": "2016-02-04"}, None),
    ],
)
def test_a_field_gives_the_date_that_it_states_and_no_other(value: object, expected: str) -> None:
    published = parse_publication_date(value, "record")
    assert (published and str(published)) == expected
    assert published is None or published.found_in == "record"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("4 Feb 2016", "2016-02-04"),
        ("Published: Thursday, February 4, 2016, 10:15 a.m. EST", "2016-02-04"),
        ("Updated 6 May 2016 | Published 4 May 2016", "2016-05-04"),
        ("4 May 2016 (updated 6 May 2016)", "2016-05-04"),
        ("Updated: 6 May 2016, 18:05 GMT (first published 4 May)", "2016-05-04"),
        ("Updated January 3, 2016 | First published on Thursday, December 31", "2015-12-31"),
        ("Updated 6 May 2016, first published 4 May in Rome", None),
        ("The paper, first published 4 May, closed on 6 May 2016", None),
        ("04.05.2016 - 10:15 Uhr", "2016-05-04"),
        ("Publié le 4 mai 2016 à 10h15", "2016-05-04"),
        ("May 2016", "2016-05"),
        ("Опубликовано: 27 августа 2016 года, 10:15", "2016-08-27"),
        ("Geplaatst op dinsdag 2 maart 2016 om 10:15 uur", "2016-03-02"),
        ("Opublikowano: 2 marca 2016 r., godz. 10:15", "2016-03-02"),
        ("发布时间：2016年8月27日 10:15", "2016-08-27"),
        ("Aktualisiert am 6. Mai 2016, veröffentlicht am 4. Mai 2016", "2016-05-04"),
        ("3 out of 2016 boats", None),
        ("On 4 May 2016 the bridge fell.", None),
        ("Thursday", None),
        ("4 May", None),
        ("Published", None),
        ("02-Mar-21", "2021-03-02"),
        ("02-Mar-21 was a Tuesday", None),
        ("02-Xyz-21", None),
    ],
)
def test_a_date_line_says_nothing_but_when(line: str, expected: str | None) -> None:
    published = parse_date_line(line)
    assert (published and str(published)) == expected


def test_the_order_of_a_file_decides_between_day_and_month() -> None:
    assert str(parse_publication_date("4/2/2016", "record", "day first")) == "2016-02-04"
    assert str(parse_publication_date("4/2/2016", "record", "month first")) == "2016-04-02"
    assert parse_publication_date("13/2/2016", "record", "month first") is None
    written = ("13/2/2016", "2/13/2016", "4/2/2016", "4/4/2016", "4.2.2016", "13/14/2016", 5)
    assert [day_order_of(each) for each in written] == [
        "day first", "month first", "open", None, None, None, None,
    ]  # fmt: skip


def test_a_text_mentions_its_dates_in_order_and_each_once() -> None:
    text = "From 4 May 2016 to May 6, 2016, not 31 June 2016; again in June 2017 and on 2018-01-02."
    found = find_dates(text)
    assert [(m.first, m.precision) for m in found] == [
        (date(2016, 5, 4), "day"),
        (date(2016, 5, 6), "day"),
        (date(2017, 6, 1), "month"),
        (date(2018, 1, 2), "day"),
    ]
    assert text[found[0].start : found[0].end] == "4 May 2016"


@pytest.mark.parametrize(
    "text", ["May 2016 words", "he may 2016 times", "version 12.4.20160", "1.2.3.2016"]
)
def test_no_day_is_read_out_of_other_numbers(text: str) -> None:
    assert all(mention.precision != "day" for mention in find_dates(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [("He left on Friday.", 4), ("Monday and Friday", 0), ("last Friday", None), ("Sundays", None)],
)
def test_a_weekday_counts_unless_it_lies_in_another_week(text: str, day: int | None) -> None:
    assert first_weekday(text) == day
