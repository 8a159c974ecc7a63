"""What people type to list articles, and what it means."""

import random
from datetime import date, timedelta

import pytest

from corpus.errors import InputError
from corpus.headings import Wanted
from corpus.records import Filters
from qa.browse.query import format_query, of_outlet, parse_query, within

FEBRUARY = Filters(date(2016, 2, 1), date(2016, 2, 29))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Wanted()),
        ("  \t ", Wanted()),
        ("geneva talks geneva", Wanted(words=("geneva", "talks"))),
        ('"peace  talks"', Wanted(phrases=("peace talks",))),
        ("“peace talks” „x y“", Wanted(phrases=("peace talks", "x y"))),
        ('a"b c"d', Wanted(words=("a", "d"), phrases=("b c",))),
        ("-aid", Wanted(not_words=("aid",))),
        ('-"food aid" talks', Wanted(words=("talks",), not_phrases=("food aid",))),
        ("vice-president 10:30 U.S.", Wanted(words=("vice-president", "10:30", "U.S."))),
        ("http://wire.example/a", Wanted(words=("http://wire.example/a",))),
        ("after:2016-02", Wanted(filters=Filters(first=date(2016, 2, 1)))),
        ("before:2016-02", Wanted(filters=Filters(last=date(2016, 2, 29)))),
        ("on:2016-02", Wanted(filters=FEBRUARY)),
        ("ON:2016-02", Wanted(filters=FEBRUARY)),
        ("after:2016-02-01 before:2016-02-29", Wanted(filters=FEBRUARY)),
        (
            'outlet:wire outlet:"The  Herald"',
            Wanted(filters=Filters(sources=("wire", "The Herald"))),
        ),
        ("outlet:10:30", Wanted(filters=Filters(sources=("10:30",)))),
    ],
)
def test_a_query_means(typed: str, wanted: Wanted) -> None:
    assert parse_query(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ('"peace talks', "the quotation mark of '\"peace talks' is not closed"),
        ("talks “", "is not closed"),
        ("-", "'-' has no letter and no digit to look for"),
        ("talks – Geneva", "'–' has no letter and no digit"),
        ('""', "no letter and no digit"),
        ("atfer:2016", "atfer: is no filter: the nearest is after:"),
        ("author:smith", 'to look for it as it stands, write "author:smith"'),
        ("after:", "after: lacks its value, as in after:2016-02"),
        ("after: 2016", "after: lacks its value"),
        ('outlet:""', "outlet: lacks its value"),
        ("after:2016-13", "'2016-13' is not a date"),
        ("after:yesterday", "'yesterday' is not a date"),
        ("-after:2016", "a filter cannot be turned round"),
        ("-outlet:wire", "a filter cannot be turned round"),
        ("on:2015 on:2016", "on: is given twice: leave out one of 2015, 2016"),
        ("after:2016 before:2015", "no day is both"),
    ],
)
def test_what_is_no_query_is_told_in_one_line(typed: str, problem: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_query(typed)
    assert problem in str(raised.value)
    assert "\n" not in str(raised.value)


def a_wanted(rng: random.Random) -> Wanted:
    """Any that a query can mean."""
    alphabet = "aé5ß語.-:'_"

    def word() -> str:
        letters = "".join(rng.choices(alphabet, k=rng.randint(0, 6)))
        return f"5{letters}"  # not a letter first: neither a filter nor a minus

    def phrase() -> str:
        return " ".join(word() for _ in range(rng.randint(1, 3)))

    def some(make: object) -> tuple[str, ...]:
        return tuple(dict.fromkeys(make() for _ in range(rng.randint(0, 3))))  # type: ignore[operator]

    days = sorted(date(2015, 12, 30) + timedelta(days=rng.randint(0, 800)) for _ in range(2))
    first, last = (day if rng.random() < 0.5 else None for day in days)
    return Wanted(
        words=some(word),
        phrases=some(phrase),
        not_words=some(word),
        not_phrases=some(phrase),
        filters=Filters(first, last, some(phrase)),
    )


def test_what_is_written_out_means_the_same_when_it_is_read() -> None:
    rng = random.Random(17)
    for _ in range(2000):
        wanted = a_wanted(rng)
        assert parse_query(format_query(wanted)) == wanted


def test_whatever_is_typed_is_read_or_refused_in_one_line() -> None:
    rng = random.Random(18)
    alphabet = 'a1 -":“”„\t\n語é–.after:outlet:/\x1b\u202e'
    for _ in range(5000):
        typed = "".join(rng.choices(alphabet, k=rng.randint(0, 14)))
        wanted = query_or_problem(typed)
        if isinstance(wanted, str):
            assert "\n" not in wanted, typed
        else:
            assert parse_query(format_query(wanted)) == wanted, typed


def query_or_problem(typed: str) -> Wanted | str:
    try:
        return parse_query(typed)
    except InputError as error:
        return str(error)


@pytest.mark.parametrize(
    ("first", "last", "typed"),
    [
        (date(2016, 1, 1), date(2016, 12, 31), "on:2016"),
        (date(2016, 2, 1), date(2016, 2, 29), "on:2016-02"),
        (date(2016, 2, 4), date(2016, 2, 4), "on:2016-02-04"),
        (date(2016, 1, 1), date(2016, 3, 31), "after:2016-01-01 before:2016-03-31"),
        (date(2016, 2, 2), date(2016, 2, 29), "after:2016-02-02 before:2016-02-29"),
    ],
)
def test_a_period_is_written_as_shortly_as_it_can_be(first: date, last: date, typed: str) -> None:
    assert format_query(within(Wanted(words=("talks",)), first, last)) == f"talks {typed}"


def test_an_outlet_is_chosen_whatever_it_is_called() -> None:
    wanted = of_outlet(parse_query("talks outlet:x after:2016"), 'The "Daily"  Wire')
    assert wanted.filters.sources == ("The Daily Wire",)
    assert parse_query(format_query(wanted)) == wanted
