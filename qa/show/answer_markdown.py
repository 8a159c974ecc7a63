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
    quoted_title,
    refusal,
)
from qa.show.safe_text import one_line, printable
from qa.show.see_also import numbers_listed

_MARKUP = re.compile(r"[\\`*_\[\]<>&~|$]")
_MARKUP_AT_THE_START = re.compile(r"^([0-9]*)([#+=.)-])")
_WEB = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)


def answer_as_markdown(answer: Answer) -> str:
    """The answer as a section of a Markdown page, every archive character shown as it stands."""
    return "\n\n".join([f"## {escape_markdown(answer.question)}", *_sections(answer)])


def _sections(answer: Answer) -> Iterator[str]:
    if answer.status == "error":
        yield f"Error: {escape_markdown(answer.error or 'the question could not be answered.')}"
        return
    doubt = PERHAPS if answer.status == "possible" else ""
    yield (
        f"{doubt}**{escape_markdown(answer.text)}**"
        if answer.text
        else escape_markdown(refusal(answer))
    )
    if answer.status == "possible":
        yield UNSURE
    agreement = (format_agreement(answer), format_other_answers(answer))
    if words := " ".join(filter(None, agreement)):
        yield escape_markdown(words)
    if timeline := format_timeline(answer):
        yield escape_markdown(timeline)
    if answer.was_rewritten:
        yield f"Searched for: {escape_markdown(answer.asked)}"
    yield from _nearest_sections(answer) if answer.text is None else _evidence_sections(answer)


def _nearest_sections(answer: Answer) -> Iterator[str]:
    if answer.searched:
        yield escape_markdown(format_searched(answer.searched))
    if nearness := format_nearness(answer):
        yield nearness
    if closest := answer.closest:
        yield f"{CLOSEST}:"
        yield _block_quote(closest)
        yield _linked_citation(closest)


def _evidence_sections(answer: Answer) -> Iterator[str]:
    if not answer.evidence:
        return
    best = answer.evidence[0]
    yield _block_quote(best)
    yield f"{_linked_citation(best)} · {format_confidence(answer)}{_suffix(best)}"
    if numbers := numbers_listed(answer)[1:]:
        yield "See also:"
        yield "\n".join(_list_items(answer, numbers))


def _block_quote(evidence: Evidence) -> str:
    """The passage as a block quote, the sentence that answers in bold."""
    text, passage, quote = evidence.passage.article.text, evidence.passage, quote_of(evidence)
    before, inside, after = (
        escape_markdown(text[min(passage.start, quote.start) : quote.start]),
        escape_markdown(text[quote.start : quote.end]),
        escape_markdown(text[quote.end : max(passage.end, quote.end)]),
    )
    return "> " + " ".join(part for part in (before, f"**{inside}**", after) if part)


def _list_items(answer: Answer, numbers: Sequence[int]) -> Iterator[str]:
    for number in numbers:
        one = answer.evidence[number - 1]
        start, end = quote_of(one)
        words = quoted(escape_markdown(one.passage.article.text[start:end]))
        yield f"{number}. {_linked_citation(one)}{_suffix(one)}: {words}"


def _suffix(evidence: Evidence) -> str:
    words = (format_copies(evidence), format_correction(evidence))
    return "".join(f" · {escape_markdown(each)}" for each in words if each)


def _linked_citation(evidence: Evidence) -> str:
    """The citation, its title a link when the article has a web address."""
    article = evidence.passage.article
    title, cited = quoted_title(article), citation(evidence)
    url = printable(article.url or "")
    if not is_web_address(url):
        return escape_markdown(cited)
    return f"[{escape_markdown(title)}](<{url}>) {escape_markdown(cited.removeprefix(title))}"


def is_web_address(url: str) -> bool:
    """Whether a page may link there: http or https, with nothing in it that could end the link."""
    return bool(_WEB.fullmatch(url))


def escape_markdown(text: str) -> str:
    """One line of Markdown that shows exactly this text."""
    escaped = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _MARKUP_AT_THE_START.sub(r"\1\\\2", escaped)
