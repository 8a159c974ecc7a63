"""Enumerations, and sentences that only look like one."""

import pytest

from corpus.records import Span
from qa.reader.shaping.lists import whole_list, with_next_member


def grown(text: str) -> str | None:
    before, inside, after = text.split("|")
    found = whole_list(before + inside + after, Span(len(before), len(before) + len(inside)))
    return (before + inside + after)[slice(*found)] if found else None


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "Ministers from |Germany|, France and the Netherlands met on Monday.",
            "Germany, France and the Netherlands",
        ),
        (
            "Ministers from Germany, |France| and the Netherlands met on Monday.",
            "Germany, France and the Netherlands",
        ),
        (
            "Ministers from Germany, France and the |Netherlands| met on Monday.",
            "Germany, France and the Netherlands",
        ),
        (
            "It was chosen ahead of Alma of |Bern and Brand Works of Ulm|.",
            "Alma of Bern and Brand Works of Ulm",
        ),
        (
            "The victims were |Ilse Varn|, 34, Tom Brack, 41, and their daughter Mia, six.",
            "Ilse Varn, 34, Tom Brack, 41, and their daughter Mia",
        ),
        (
            "They were |Ilse Varn|, 34, a nurse from Tarn; Tom Brack, a driver; and Karl Ott.",
            "Ilse Varn, 34, a nurse from Tarn; Tom Brack, a driver; and Karl Ott",
        ),
        (
            "On Sunday |Mill Lane|, Castle Street and the lower part of Bridge Road are closed.",
            "Mill Lane, Castle Street and the lower part of Bridge Road",
        ),
        (
            "On the list are the interior minister, |Sergey Voldanin|, police chief Boris Takal "
            "and the commissioner, Lida Hren.",
            "Sergey Voldanin, police chief Boris Takal and the commissioner, Lida Hren",
        ),
        (
            "Three had looked at it: |the supporters' trust|, the singer Bo Lattimer and a fund "
            "from Toronto.",
            "the supporters' trust, the singer Bo Lattimer and a fund from Toronto",
        ),
        (
            "Closed: Corn Street, |Tanner's Row and Lower Quay|.",
            "Corn Street, Tanner's Row and Lower Quay",
        ),
        ("The treaty was signed by |Norway| and Sweden.", "Norway and Sweden"),
        ("Signed by Norway (12) and |Sweden| (9).", "Norway (12) and Sweden (9)"),
        (
            "Thieves took |two laptops|, a violin and some jewellery from the house.",
            "two laptops, a violin and some jewellery",
        ),
        (
            "Thieves took two laptops, |a violin| and some jewellery from the house.",
            "two laptops, a violin and some jewellery",
        ),
        (
            "The streets:\n• Mill Lane\n• |Castle Street|\n• Bridge Road\n\nThe end.",
            "• Mill Lane\n• Castle Street\n• Bridge Road",
        ),
    ],
)
def test_a_member_grows_to_the_whole_list(text: str, members: str) -> None:
    assert grown(text) == members


@pytest.mark.parametrize(
    "text",
    [
        "|Ada Lund| said no, and Tom Brack left.",
        "|Ada Lund|, the mayor, met Tom Brack on Monday.",
        "When |Lund| came, Brack left.",
        "“No,” said |Ada Lund|, 43.",
        "In |Tarn|, Brack met the mayor and the vicar.",
        "The bridge was closed |on Monday|.",
        "The bridge was closed |on Monday|, and the ferry stopped.",
        "In the lungs, |coughing and sneezing| help.",
        "It was |red| and allows more.",
        "It was red, |painting and music|, with many artists and writers.",
        "The two stations, |WZZM and WOTV|, are in Grand Rapids, Michigan.",
        "They serve Grand Rapids, Michigan (|WZZM and WOTV|), and Lansing.",
        "|Ada Lund|, who was there, and her brother was not.",
    ],
)
def test_what_is_no_list_is_not_grown(text: str) -> None:
    assert grown(text) in (None, text.split("|")[1])


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "The ministers |Ilse Varn| (roads) and Tom Brack (health) left.",
            "Ilse Varn (roads) and Tom Brack (health)",
        ),
        (
            "The ministers |Ilse Varn (roads) and Tom Brack| (health) left.",
            "Ilse Varn (roads) and Tom Brack (health)",
        ),
        ("They are |Ilse Varn and Tom Brack| (left).", "Ilse Varn and Tom Brack"),
        (
            "The dead were |Ilse Varn|, 34, of Ulm; Karl and Ina Ott, both 72; and her son Bo, 6.",
            "Ilse Varn, 34, of Ulm; Karl and Ina Ott, both 72; and her son Bo, 6",
        ),
        (
            "They are |Ilse Varn|, Tom Brack of the navy and the only civilian, the retired "
            "banker Ina Ott.",
            "Ilse Varn, Tom Brack of the navy and the only civilian, the retired banker Ina Ott",
        ),
        ("He met |Ilse Varn|; Tom Brack left; Karl Ott stayed.", None),
    ],
)
def test_members_keep_their_brackets_and_what_is_said_of_them(
    text: str, members: str | None
) -> None:
    assert grown(text) == members


@pytest.mark.parametrize(
    ("text", "one", "other", "members"),
    [
        (
            "It gave two oars, a bailer and a piece of sail the size of a hand.",
            "two oars",
            "a bailer and a piece of sail the size of a hand",
            "two oars, a bailer and a piece of sail the size of a hand",
        ),
        ("It was Ada Lund, a nurse and a mother.", "Ada Lund", "a nurse and a mother", None),
        ("It gave two oars. A bailer and a sail came.", "two oars", "A bailer and a sail", None),
    ],
)
def test_the_next_member_that_is_pointed_at_is_joined(
    text: str, one: str, other: str, members: str | None
) -> None:
    first, second = (Span(text.index(each), text.index(each) + len(each)) for each in (one, other))
    found = with_next_member(text, first, [second])
    assert (found and text[slice(*found)]) == members
