"""An article with one stretch of it marked."""

from __future__ import annotations

import re
from random import Random

import pytest

from corpus.errors import InputError
from corpus.records import Article, Span
from qa.show.article_text import mark_stretch, parse_range
from qa.show.safe_text import printable

TEXT = "The bridge is shut.\n\nEngineers found cracks, the port authority said.\n\nFerries sail."
ARTICLE = Article("bridge", "Bridge", TEXT, "/news/bridge.txt")


def test_the_lines_of_the_stretch_have_a_bar() -> None:
    start = TEXT.index("found cracks")
    assert mark_stretch(TEXT, Span(start, start + 12), width=40) == (
        "    The bridge is shut.\n\n"
        "  ┃ Engineers found cracks, the port\n"
        "    authority said.\n\n"
        "    Ferries sail."
    )


@pytest.mark.parametrize("seed", range(30))
def test_with_colours_exactly_the_stretch_stands_out(seed: int) -> None:
    dice = Random(seed)
    pieces = ["word", " ", "\n\n", "中文", "\x1b[2J", "\u202e", "\x9b", "[/b]"]
    text = "".join(dice.choices(pieces, k=60))
    start, end = sorted(dice.sample(range(len(text) + 1), 2))
    shown = mark_stretch(text, Span(start, end), width=30, color=True)
    marked = "".join(re.findall(r"\x1b\[1;4m(.*?)\x1b\[0m", shown, re.DOTALL))
    assert "".join(marked.split()) == "".join(printable(text[start:end]).split())
    plain = re.sub(r"\x1b\[(1;4|0)m", "", shown)
    assert "\x1b" not in plain
    assert "".join(plain.replace("┃", "").split()) == "".join(printable(text).split())


@pytest.mark.parametrize("words", ["4-10", " 4 – 10 ", "4-10\n"])
def test_a_range_may_be_copied_from_a_citation(words: str) -> None:
    assert parse_range(words, ARTICLE) == Span(4, 10)


def test_the_whole_text_is_a_stretch_and_not_one_more() -> None:
    assert parse_range(f"0-{len(TEXT)}", ARTICLE) == Span(0, len(TEXT))
    with pytest.raises(InputError, match=f"only {len(TEXT)} characters"):
        parse_range(f"0-{len(TEXT) + 1}", ARTICLE)
