"""What is shown is what is stored, whatever characters it holds."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from chat_kit import WIDE, SmallBackend, ask, chat, until
from textual.geometry import Region

from corpus.records import Article, Passage, Span
from qa.answers import Evidence
from qa.chat.answer_page import quote_content
from qa.chat.article_pane import mark_article
from qa.search.hits import Hit
from qa.show.phrases import quotation_marks, quote_of
from qa.show.safe_text import one_line, printable

PIECES = (
    "[", "]", "[/]", "[b]", "[/b]", "[@click=app.quit]", "[$accent]", "\\[", "\\", "[on blue]x[/]",
    "\x1b[31m", "\x1b]52;c;ZXZpbA==\x07", "\x1b]8;;http://x.example\x1b\\", "\x9b2J", "\x00",
    "\x7f", "\r", "\u202e", "\u2066", "\u200f", "\u2028", "\ud800", "\ufeff", "\u200b", "\u00ad",
    "東京", "한국어", "🙂", "\U0001f469\u200d\U0001f469\u200d\U0001f467", "🇪🇺", "é", "e\u0301",
    "क्षि", "שלום", "مرحبا", "ﷺ",
    "said", "the", "[sic]", "“", "”", "£49m", "4 March", ".", "?", "\n", "\n\n", "\t", " ", "  ",
)  # fmt: skip


def some_text(seed: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 60))) + "word."


def some_evidence(seed: int) -> Evidence:
    """A passage, a sentence in it and an answer in that, at random places."""
    text, chance = some_text(seed), random.Random(seed)
    edges = sorted(chance.randrange(len(text) + 1) for _ in range(6))
    passage = Passage(Article("a", some_text(seed + 1), text, "/a"), edges[0], edges[5])
    answer = Span(edges[2], edges[3]) if edges[2] < edges[3] else None
    return Evidence(Hit(passage, 1.0), Span(edges[1], edges[4]), answer)


@pytest.mark.parametrize("seed", range(200))
def test_article_and_quote_hold_every_character_and_mark_the_same_ones(seed: int) -> None:
    evidence = some_evidence(seed)
    text, quote = evidence.passage.article.text, quote_of(evidence)
    article = mark_article(evidence)
    assert article.plain == printable(text)
    shown = quote_content(evidence)
    words = text[slice(*quote)]
    first, last = quotation_marks(words)
    assert shown.plain == f"{first}{printable(words)}{last}"
    marked = ["".join(shown.plain[s.start : s.end]) for s in shown.spans if s.style == "bold"]
    if evidence.answer:
        assert marked == [printable(text[slice(*evidence.answer)])]
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in article.plain)


@pytest.mark.parametrize("seed", range(6))
async def test_the_screen_shows_the_article_as_it_is_stored(seed: int) -> None:
    """The rows that are painted, joined, are the text; only white space may differ."""
    text = "\n\n".join(f"{some_text(seed * 100 + n)} Paragraph {n}." for n in range(8))
    app = chat(SmallBackend(Article("a", some_text(seed), text, "/a", source=some_text(seed + 50))))
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, "Which paragraph comes first?")
        await pilot.press("ctrl+o")
        body = app.chat.article.text.text
        await until(pilot, lambda: body.size.height)
        rows = body.render_lines(Region(0, 0, body.size.width, body.size.height))
        painted = "".join(strip.text for strip in rows)
        assert without_space(painted) == without_space(printable(text))
        assert one_line(some_text(seed)) in str(app.chat.article.title.content)
        assert app.is_running


def without_space(text: str) -> str:
    return re.sub(r"\s+", "", text)
