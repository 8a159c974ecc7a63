"""A whole answer as text for people: pure functions that the chat and the command line share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Span
from qa.answers import Answer, Evidence
from qa.show.phrases import (
    PERHAPS,
    SILENCE,
    UNSURE,
    agreement_in_words,
    also_in_words,
    citation,
    confidence_in_words,
    headline,
    one_line,
    others_in_words,
    printable,
    quote_of,
    quote_with_citation,
    searched_in_words,
    title_of,
)
from qa.show.wrapping import wrapped

__all__ = [
    "answer_as_markdown",
    "answer_as_text",
    "citation",
    "printable",
    "quote_with_citation",
]

_MARKUP = re.compile(r"[\\`*_\[\]<>&~|$]")
_MARKUP_AT_THE_START = re.compile(r"^([0-9]*)([#+=.)-])")
_WEB = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_PLAIN, _BOLD, _DIM, _UNDERLINED = "", "1", "2", "1;4"


def answer_as_text(answer: Answer, width: int = 80, color: bool = False) -> str:
    """What `pullquote ask` prints: the answer, its sentence in the passage, citation, more.

    The answering sentence has a bar beside it, so the quoted words stay as they are; with
    `color` the answer within it stands out as well.
    """
    if answer.status == "error":
        return one_line(answer.error or "The question could not be answered.")
    return "\n".join(_report(answer, max(width, 20), color))


def _report(answer: Answer, width: int, color: bool) -> Iterator[str]:
    yield from _notes(headline(answer), width, color, "", _BOLD)
    if answer.status == "possible":
        yield from _notes(UNSURE, width, color, "")
    yield from _notes(agreement_in_words(answer), width, color, "")
    yield from _notes(others_in_words(answer), width, color, "", _PLAIN)
    if answer.was_rewritten:
        yield from _notes(f"Searched for: {one_line(answer.asked)}", width, color, "")
    if answer.text is None:
        yield from _silence(answer, width, color)
    elif answer.evidence:
        yield from _found(answer, width, color)


def _found(answer: Answer, width: int, color: bool) -> Iterator[str]:
    best, *others = answer.evidence
    yield ""
    yield from _passage(best, width, color)
    yield ""
    yield from _notes(citation(best), width, color)
    yield from _notes(also_in_words(best), width, color)
    words = f"{confidence_in_words(answer)} · article {one_line(best.passage.article.id)}"
    yield from _notes(words, width, color)
    if others:
        yield from ("", "See also")
        yield from _numbered(others, 2, width, color)


def _silence(answer: Answer, width: int, color: bool) -> Iterator[str]:
    if answer.searched:
        yield from _notes(searched_in_words(answer.searched), width, color, "")
    if answer.evidence:
        yield from ("", "Nearest:")
        yield from _numbered(list(answer.evidence), 1, width, color)


def _numbered(evidence: list[Evidence], first: int, width: int, color: bool) -> Iterator[str]:
    for number, one in enumerate(evidence, first):
        text, indent = one.passage.article.text, " " * 5
        citing = list(_notes(citation(one), width, color, indent))
        yield f"{number:>3}. {citing[0].replace(indent, '', 1)}"
        yield from citing[1:]
        yield from _notes(also_in_words(one), width, color, indent)
        for line in wrapped(text, quote_of(one), width - len(indent)):
            yield indent + _marked(text, line, one.answer, color)


def _passage(evidence: Evidence, width: int, color: bool) -> Iterator[str]:
    """The passage, a bar beside the lines of the sentence that answers."""
    text, passage, quote = evidence.passage.article.text, evidence.passage, quote_of(evidence)
    before = Span(passage.start, max(passage.start, quote.start))
    after = Span(min(quote.end, passage.end), passage.end)
    shown_to = passage.start
    for part in (before, quote, after):
        for line in wrapped(text, part, width - 4):
            if "\n\n" in text[shown_to : line.start]:
                yield ""
            if part is quote:
                yield f"  ┃ {_marked(text, line, evidence.answer, color)}"
            else:
                yield _painted(f"    {printable(text[line.start : line.end])}", _DIM, color)
            shown_to = line.end


def _marked(text: str, line: Span, answer: Span | None, color: bool) -> str:
    start = min(max(answer.start, line.start), line.end) if answer else line.end
    end = max(min(answer.end, line.end), start) if answer else line.end
    before, inside, after = text[line.start : start], text[start:end], text[end : line.end]
    return printable(before) + _painted(printable(inside), _UNDERLINED, color) + printable(after)


def _notes(
    words: str, width: int, color: bool, indent: str = "  ", code: str = _DIM
) -> Iterator[str]:
    """The lines of some words; none where there are none."""
    for line in wrapped(words, Span(0, len(words)), width - len(indent)):
        yield indent + _painted(words[line.start : line.end], code, color)


def _painted(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color and code and text else text


def answer_as_markdown(answer: Answer) -> str:
    """The answer as a section of a Markdown page, every archive character shown as it stands."""
    return "\n\n".join([f"## {_literal(answer.question)}", *_markdown(answer)])


def _markdown(answer: Answer) -> Iterator[str]:
    if answer.status == "error":
        yield f"Error: {_literal(answer.error or 'the question could not be answered.')}"
        return
    doubt = PERHAPS if answer.status == "possible" else ""
    yield f"{doubt}**{_literal(answer.text)}**" if answer.text else SILENCE
    if answer.status == "possible":
        yield UNSURE
    if said := " ".join(filter(None, (agreement_in_words(answer), others_in_words(answer)))):
        yield _literal(said)
    if answer.was_rewritten:
        yield f"Searched for: {_literal(answer.asked)}"
    if answer.text is None:
        if answer.searched:
            yield _literal(searched_in_words(answer.searched))
        if answer.evidence:
            yield "Nearest:"
            yield "\n".join(_entries(list(answer.evidence), 1))
    elif answer.evidence:
        best, *others = answer.evidence
        yield _quoted(best)
        yield f"{_linked(best)} · {confidence_in_words(answer)}{_also(best)}"
        if others:
            yield "See also:"
            yield "\n".join(_entries(others, 2))


def _quoted(evidence: Evidence) -> str:
    """The passage as a block quote, the sentence that answers in bold."""
    text, passage, quote = evidence.passage.article.text, evidence.passage, quote_of(evidence)
    before, inside, after = (
        _literal(text[min(passage.start, quote.start) : quote.start]),
        _literal(text[quote.start : quote.end]),
        _literal(text[quote.end : max(passage.end, quote.end)]),
    )
    return "> " + " ".join(part for part in (before, f"**{inside}**", after) if part)


def _entries(evidence: list[Evidence], first: int) -> Iterator[str]:
    for number, one in enumerate(evidence, first):
        start, end = quote_of(one)
        quoted = _literal(one.passage.article.text[start:end])
        yield f"{number}. {_linked(one)}{_also(one)}: “{quoted}”"


def _also(evidence: Evidence) -> str:
    words = also_in_words(evidence)
    return f" · {_literal(words)}" if words else ""


def _linked(evidence: Evidence) -> str:
    """The citation, its title a link when the article has a web address."""
    article = evidence.passage.article
    title, cited = f'"{title_of(article)}"', citation(evidence)
    url = printable(article.url or "")
    if not _WEB.fullmatch(url):
        return _literal(cited)
    return f"[{_literal(title)}](<{url}>) {_literal(cited.removeprefix(title))}"


def _literal(text: str) -> str:
    """One line of Markdown that shows exactly this text."""
    escaped = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _MARKUP_AT_THE_START.sub(r"\1\\\2", escaped)
