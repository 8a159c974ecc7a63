"""A whole answer as text for people: pure functions that the chat and the command line share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.records import Span
from qa.answers import Answer, Evidence
from qa.show.phrases import (
    CLOSEST,
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
    headline,
    quote_of,
)
from qa.show.safe_text import one_line, printable
from qa.show.see_also import numbers_listed
from qa.show.wrapping import wrap_lines

_PLAIN, _BOLD, _DIM, _UNDERLINED = "", "1", "2", "1;4"


def answer_as_text(answer: Answer, width: int = 80, color: bool = False) -> str:
    """What `pullquote ask` prints: the answer, its sentence in the passage, citation, more.

    The answering sentence has a bar beside it, so the quoted words stay as they are; with
    `color` the answer within it stands out as well.
    """
    if answer.status == "error":
        return one_line(answer.error or "The question could not be answered.")
    return "\n".join(_answer_lines(answer, max(width, 20), color))


def _answer_lines(answer: Answer, width: int, color: bool) -> Iterator[str]:
    yield from _note_lines(headline(answer), width, color, "", _BOLD)
    if answer.status == "possible":
        yield from _note_lines(UNSURE, width, color, "")
    yield from _note_lines(format_agreement(answer), width, color, "")
    yield from _note_lines(format_other_answers(answer), width, color, "", _PLAIN)
    yield from _note_lines(format_timeline(answer), width, color, "", _PLAIN)
    if answer.was_rewritten:
        yield from _note_lines(f"Searched for: {one_line(answer.asked)}", width, color, "")
    if answer.text is None:
        yield from _silence_lines(answer, width, color)
    elif answer.evidence:
        yield from _evidence_lines(answer, width, color)


def _evidence_lines(answer: Answer, width: int, color: bool) -> Iterator[str]:
    best = answer.evidence[0]
    yield ""
    yield from _passage_lines(best, width, color)
    yield ""
    yield from _note_lines(citation(best), width, color)
    yield from _note_lines(format_copies(best), width, color)
    yield from _note_lines(format_correction(best), width, color, code=_PLAIN)
    words = f"{format_confidence(answer)} · article {one_line(best.passage.article.id)}"
    yield from _note_lines(words, width, color)
    if numbers := numbers_listed(answer)[1:]:
        yield from ("", "See also")
        yield from _numbered_lines(answer, numbers, width, color)


def _silence_lines(answer: Answer, width: int, color: bool) -> Iterator[str]:
    if answer.searched:
        yield from _note_lines(format_searched(answer.searched), width, color, "")
    yield from _note_lines(format_nearness(answer), width, color, "")
    if closest := answer.closest:
        yield from ("", f"{CLOSEST}:")
        yield from _passage_lines(closest, width, color)
        yield ""
        yield from _note_lines(citation(closest), width, color)


def _numbered_lines(
    answer: Answer, numbers: Sequence[int], width: int, color: bool
) -> Iterator[str]:
    for number in numbers:
        one = answer.evidence[number - 1]
        text, indent = one.passage.article.text, " " * 5
        citing = list(_note_lines(citation(one), width, color, indent))
        yield f"{number:>3}. {citing[0].replace(indent, '', 1)}"
        yield from citing[1:]
        yield from _note_lines(format_copies(one), width, color, indent)
        yield from _note_lines(format_correction(one), width, color, indent, _PLAIN)
        for line in wrap_lines(text, quote_of(one), width - len(indent)):
            yield indent + _mark_answer(text, line, one.marked, color)


def _passage_lines(evidence: Evidence, width: int, color: bool) -> Iterator[str]:
    """The passage, a bar beside the lines of the sentence that answers."""
    text, passage, quote = evidence.passage.article.text, evidence.passage, quote_of(evidence)
    before = Span(passage.start, max(passage.start, quote.start))
    after = Span(min(quote.end, passage.end), passage.end)
    shown_to = passage.start
    for part in (before, quote, after):
        for line in wrap_lines(text, part, width - 4):
            if "\n\n" in text[shown_to : line.start]:
                yield ""
            if part is quote:
                yield f"  ┃ {_mark_answer(text, line, evidence.marked, color)}"
            else:
                yield _paint(f"    {printable(text[line.start : line.end])}", _DIM, color)
            shown_to = line.end


def _mark_answer(text: str, line: Span, answer: Span | None, color: bool) -> str:
    start = min(max(answer.start, line.start), line.end) if answer else line.end
    end = max(min(answer.end, line.end), start) if answer else line.end
    before, inside, after = text[line.start : start], text[start:end], text[end : line.end]
    return printable(before) + _paint(printable(inside), _UNDERLINED, color) + printable(after)


def _note_lines(
    words: str, width: int, color: bool, indent: str = "  ", code: str = _DIM
) -> Iterator[str]:
    """The lines of some words; none where there are none."""
    for line in wrap_lines(words, Span(0, len(words)), width - len(indent)):
        yield indent + _paint(words[line.start : line.end], code, color)


def _paint(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color and code and text else text
