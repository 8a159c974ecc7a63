"""Enumerations, and sentences that only look like one."""

import pytest

from corpus.records import Span
from qa.reader.shaping.lists import whole_list


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
        ("Signed by Norway (12) and |Sweden| (9).", "Norway (12) and Sweden"),
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
