"""What was written, for people and programs: what is not supported is struck, and says why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from corpus.records import Span
from qa.show.safe_text import one_line
from qa.show.wrapping import wrap_lines
from qa.write.written_answer import WrittenAnswer, WrittenSentence

_STRUCK = "\x1b[9m{}\x1b[0m"


class SentenceRecord(TypedDict):
    """A written sentence: `rows` are the ranks of the evidence that it cites."""

    text: str
    rows: list[int]
    supported: bool
    problems: list[str]


class WrittenRecord(TypedDict):
    """What a model wrote from an answer's quotes; `error` says why it wrote nothing."""

    writer: str
    sentences: list[SentenceRecord]
    error: str | None


def written_record(written: WrittenAnswer) -> WrittenRecord:
    """What was written as plain JSON values."""
    return {
        "writer": written.writer,
        "sentences": [
            {
                "text": each.text,
                "rows": list(each.rows),
                "supported": each.is_supported,
                "problems": list(each.problems),
            }
            for each in written.sentences
        ],
        "error": written.error or None,
    }


def written_as_text(written: WrittenAnswer, width: int = 80, *, color: bool = False) -> str:
    """The sentences with their citations, under a line that says who wrote them."""
    return "\n".join(_lines(written, max(width, 20), color))


def _lines(written: WrittenAnswer, width: int, color: bool) -> Iterator[str]:
    who = one_line(written.writer)
    if written.error:
        yield from _wrap(f"Nothing was written by {who}: {one_line(written.error)}", width)
        return
    yield from _wrap(
        f"Written by {who} from the quotes, each sentence checked against its own by its words. "
        "The quotes are what counts:",
        width,
    )
    yield ""
    for sentence in written.sentences:
        yield from _sentence_lines(sentence, width - 4, color)
    if not any(each.is_supported for each in written.sentences):
        yield ""
        yield from _wrap("No sentence is supported by its quote.", width)


def _sentence_lines(sentence: WrittenSentence, width: int, color: bool) -> Iterator[str]:
    cited = " ".join(f"[{rank}]" for rank in sentence.rows)
    words = f"{one_line(sentence.text)} {cited}".rstrip()
    if sentence.is_supported:
        yield from _wrap(words, width, "  ")
        return
    # A terminal that knows no struck letters, and a file, have the marks.
    for line in _wrap(f"✗ ~~{words}~~", width):
        yield f"  {_STRUCK.format(line) if color else line}"
    why = "; ".join(map(one_line, sentence.problems))
    yield from _wrap(f"not supported: {why}", width, "    ")


def _wrap(words: str, width: int, indent: str = "") -> Iterator[str]:
    for line in wrap_lines(words, Span(0, len(words)), width - len(indent)):
        yield indent + words[slice(*line)]
