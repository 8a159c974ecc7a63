"""Lines as ranges of the text, their widths against rich."""

from itertools import pairwise
from random import Random

import pytest
from rich.cells import cell_len

from corpus.records import Span
from qa.show.wrapping import cell_width, wrap_lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("  one   two  ", 20, ["one   two"]),
        ("incomprehensibility", 8, ["incompre", "hensibil", "ity"]),
        ("a incomprehensible", 8, ["a", "incompre", "hensible"]),
        ("東京都庁 は", 5, ["東京", "都庁", "は"]),
        ("e\u0301e\u0301e\u0301 x", 3, ["e\u0301e\u0301e\u0301", "x"]),
        ("\n\none\n\n\n\ntwo\nthree\n\n", 20, ["one", "two", "three"]),
        ("", 10, []),
        ("\x1b\x1bone two", 7, ["\x1b\x1bone two"]),
    ],
)
def test_lines_are_ranges_of_the_text_no_wider_than_asked(
    text: str, width: int, lines: list[str]
) -> None:
    spans = list(wrap_lines(text, Span(0, len(text)), width))
    assert [text[start:end] for start, end in spans] == lines
    assert all(cell_width(text[start:end]) <= width for start, end in spans)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("plain", 5),
        ("東京都庁", 8),
        ("\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}", 2),  # a family, joined to one picture
        ("\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}", 2),
        ("\N{HEAVY BLACK HEART}\ufe0f", 2),  # shown as an emoji, which is wide
        ("cafe\u0301", 4),
        ("\u0928\u092e\u0938\u094d\u0924\u0947", 4),  # namaste: two of six characters are marks
        ("\x1b\x1bone\u202e", 3),
        ("", 0),
    ],
    ids=ascii,
)
def test_what_is_drawn_as_one_character_is_measured_as_one(text: str, width: int) -> None:
    assert cell_width(text) == cell_len(text) == width


def test_a_picture_of_several_characters_is_never_broken() -> None:
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
    text = family * 3
    lines = [text[start:end] for start, end in wrap_lines(text, Span(0, len(text)), 5)]
    assert lines == [family * 2, family]


@pytest.mark.parametrize("seed", range(20))
def test_lines_of_any_text_hold_every_word_in_order_and_fit(seed: int) -> None:
    chance = Random(seed)
    alphabet = [
        "a",
        "b",
        " ",
        " ",
        "\n",
        "東",
        "e\u0301",
        "\N{MAN}\u200d\N{GIRL}",
        "\ufe0f",
        "\x1b",
    ]
    for width in (2, 3, 7, 20):
        text = "".join(chance.choices(alphabet, k=200))
        spans = list(wrap_lines(text, Span(0, len(text)), width))
        assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
        assert all(before.end <= after.start for before, after in pairwise(spans))
        assert all(cell_len(text[start:end]) <= width for start, end in spans)
