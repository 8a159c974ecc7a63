"""What says who wrote a story only beside another credit."""

import pytest

from corpus.formats.bare_credits import first_named, read_bare_credit


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [
        ("Jane Ferrow", "Jane Ferrow", None),
        ("Jane Ferrow in Rome", "Jane Ferrow", None),
        ("Jane Ferrow at Lund Park", "Jane Ferrow", None),
        ("Ana de la Cruz", "Ana de la Cruz", None),
        ("Jane Ferrow & Otto Brandvold", "Jane Ferrow, Otto Brandvold", None),
        ("Jane Ferrow, business editor", "Jane Ferrow", None),
        ("Jane Ferrow, Abuja", "Jane Ferrow", None),
        ("Jane Ferrow Transport correspondent", "Jane Ferrow", None),
        ("From Jane Ferrow, Rome", "Jane Ferrow", None),
        ("From Jane Ferrow, arts correspondent, in Rome", "Jane Ferrow", None),
        ("From Jane Ferrow in Rome and Ida Brandvold", "Jane Ferrow, Ida Brandvold", None),
        ("Jane Ferrow, The Tallis Register", "Jane Ferrow", "The Tallis Register"),
        ("Jane Ferrow / Tallis News", "Jane Ferrow", "Tallis News"),
        ("Senior reporter, The Tallis Echo", None, "The Tallis Echo"),
        ("Tallis Morning Post, Rome", None, "Tallis Morning Post"),
        ("Tallis Leader", None, "Tallis Leader"),
        ("With Reuters", None, None),
        ("With Norlight News Agency and staff", None, None),
        ("Sport | Cricket", None, None),
        ("The Saturday Interview", None, None),
    ],
)
def test_a_bare_line_says_who_wrote_a_story(
    line: str, author: str | None, outlet: str | None
) -> None:
    said = read_bare_credit(line)
    assert said is not None
    assert (said.author, said.outlet) == (author, outlet)
    assert said.certain == (line == "Sport | Cricket")


@pytest.mark.parametrize(
    "line",
    [
        "Bridge closes",
        "Ferrow",
        "May 2016",
        "Ferries in the harbour",
        "The Aftermath",
        "The Hague",
        "County Council",
        "Port Tallis",
        "Buenos Aires",
        "Jane Ferrow, mayor of Tallis",
        "Who is Jane Ferrow?",
        "From Russia, With Love",
        "From Port Tallis, a warning",
        "With Love",
        "Judge Ida Lund",
        "Jane Ferrow's Kitchen",
        "With luck the bridge will open",
        "A Nation",
        "Birth of the Nation",
    ],
)
def test_other_words_say_nothing(line: str) -> None:
    assert read_bare_credit(line) is None


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Jane Ferrow | Tallis News | 4 May 2016", ("Jane Ferrow",)),
        ("Jane Ferrow · Tallis News · Posted: May 4, 2016", ("Jane Ferrow",)),
        ("Jane Ferrow Transport correspondent", ("Jane Ferrow",)),
        ("County Council | Tallis News | 4 May 2016", ()),
        ("Tallis News | Jane Ferrow", ()),
        ("Local Democracy Reporter", ()),
        ("4 May 2016", ()),
    ],
)
def test_who_stands_before_an_outlet_wrote_for_it(line: str, people: tuple[str, ...]) -> None:
    assert first_named(line) == people
