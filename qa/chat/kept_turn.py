"""A turn of an earlier session on the screen, whose article cannot be opened any more."""

from __future__ import annotations

from qa.answers import Answer
from qa.chat.answer_page import line
from qa.chat.turn import Turn
from qa.sessions.kept_turns import KeptTurn
from qa.show.phrases import quoted
from qa.show.safe_text import one_line, printable

NOT_AS_QUOTED = "▲ as it was quoted: the article has changed since, or is gone from the archive"


async def show_kept_words(turn: Turn, kept: KeptTurn) -> None:
    """Show what was answered and quoted, as words only: nothing in it can be opened."""
    words = Answer(
        question=kept.question,
        asked=kept.asked,
        status="possible" if kept.status == "possible" else "answered",
        text=kept.answer,
        confidence=kept.confidence or 0.0,
        evidence=(),
        searched=None,
        elapsed_ms=0.0,
    )
    await turn.show_answer(words)
    lines = [line(NOT_AS_QUOTED, "warning")]
    if quotation := kept.quotation:
        lines.insert(0, line(one_line(quotation.citation), "byline"))
        lines.insert(0, line(quoted(printable(quotation.quote)), "quote"))
    await turn.mount(*lines)
