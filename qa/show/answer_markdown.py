"""An answer as Markdown, for pages and files; nothing an archive holds acts as markup in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.answers import Answer, Evidence
from qa.show.phrases import (
    CLOSEST,
    PERHAPS,
    UNSURE,
    citation,
    format_agreement,
    format_confidence,
    format_copies,
    format_correction,
    format_nearness,
    format_other_answers,
    format_searched,
    format_timeline,
    quote_of,
    quoted,
    refusal,
    title_of,
)
from qa.show.safe_text import one_line, printable

_MARKUP = re.compile(r"[\\`*_\[\]<>&~|$]")
_MARKUP_AT_THE_START = re.compile(r"^([0-9]*)([#+=.)-])")
_WEB = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)


def answer_as_markdown(answer: Answer) -> str:
    """The answer as a section of a Markdown page, every archive character shown as it stands."""
    return "\n\n".join([f"## {_escape(answer.question)}", *_sections(answer)])


def _sections(answer: Answer) -> Iterator[str]:
    if answer.status == "error":
        yield f"Error: {_escape(answer.error or 'the question could not be answered.')}"
        return
    doubt = PERHAPS if answer.status == "possible" else ""
    yield f"{doubt}**{_escape(answer.text)}**" if answer.text else _escape(refusal(answer))
    if answer.status == "possible":
        yield UNSURE
    agreement = (format_agreement(answer), format_other_answers(answer))
    if words := " ".join(filter(None, agreement)):
        yield _escape(words)
    if timeline := format_timeline(answer):
        yield _escape(timeline)
    if answer.was_rewritten:
        yield f"Searched for: {_escape(answer.asked)}"
    yield from _nearest_sections(answer) if answer.text is None else _evidence_sections(answer)


def _nearest_sections(answer: Answer) -> Iterator[str]:
    if answer.searched:
        yield _escape(format_searched(answer.searched))
    if nearness := format_nearness(answer):
        yield nearness
    if closest := answer.closest:
        yield f"{CLOSEST}:"
        yield _block_quote(closest)
        yield _linked_citation(closest)


def _evidence_sections(answer: Answer) -> Iterator[str]:
    for best in answer.evidence[:1]:
        yield _block_quote(best)
        yield f"{_linked_citation(best)} · {format_confidence(answer)}{_suffix(best)}"
    if others := answer.evidence[1:]:
        yield "See also:"
        yield "\n".join(_list_items(others, 2))


def _block_quote(evidence: Evidence) -> str:
    """The passage as a block quote, the sentence that answers in bold."""
    text, passage, quote = evidence.passage.article.text, evidence.passage, quote_of(evidence)
    before, inside, after = (
        _escape(text[min(passage.start, quote.start) : quote.start]),
        _escape(text[quote.start : quote.end]),
        _escape(text[quote.end : max(passage.end, quote.end)]),
    )
    return "> " + " ".join(part for part in (before, f"**{inside}**", after) if part)


def _list_items(evidence: Sequence[Evidence], first: int) -> Iterator[str]:
    for number, one in enumerate(evidence, first):
        start, end = quote_of(one)
        words = quoted(_escape(one.passage.article.text[start:end]))
        yield f"{number}. {_linked_citation(one)}{_suffix(one)}: {words}"


def _suffix(evidence: Evidence) -> str:
    words = (format_copies(evidence), format_correction(evidence))
    return "".join(f" · {_escape(each)}" for each in words if each)


def _linked_citation(evidence: Evidence) -> str:
    """The citation, its title a link when the article has a web address."""
    article = evidence.passage.article
    title, cited = f'"{title_of(article)}"', citation(evidence)
    url = printable(article.url or "")
    if not _WEB.fullmatch(url):
        return _escape(cited)
    return f"[{_escape(title)}](<{url}>) {_escape(cited.removeprefix(title))}"


def _escape(text: str) -> str:
    """One line of Markdown that shows exactly this text."""
    escaped = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _MARKUP_AT_THE_START.sub(r"\1\\\2", escaped)
