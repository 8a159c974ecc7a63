"""What stands among a story's paragraphs and tells nothing of it.

Datelines and credits are taken away where files are read, if nothing else can be meant. Records
keep what might be a text's own, and archives of earlier versions what they had: there such a span
counts against itself.
"""

from __future__ import annotations

import re

from corpus.agencies import WIRES
from corpus.records import Span
from qa.reader.people.attributions import SAYING_VERBS

_PARAGRAPH_BREAK = "\n\n"
_OPENING_PARAGRAPHS = 3
_WIRE = rf"(?:{WIRES}|PA|NPR|BBC|Bloomberg)(?: [A-Z]\w+)?"  # "CNN Business"
_TOWN = r"[A-ZÀ-Þ][A-ZÀ-Þ .’'/-]{2,30}"
_DASH = r"\s?(?:--|[–—]|(?<=[\s)])-)"
_STORY_OPENS = r"(?=\s?[“\"‘'„«(]*[A-ZÀ-Þ0-9$£€]|$)"
# "WILMINGTON, Del. –", "GENEVA (ANP) –", "New York (CNN Business)", "(CNN)", "CNN Business —"
_DATELINE = re.compile(
    rf"(?:{_TOWN}(?:, [A-ZÀ-Þ][\w. ]{{1,20}})?(?:\s\([A-ZÀ-Þ][^()]{{1,40}}\))?{_DASH}"
    rf"|(?:[A-ZÀ-Þ][\w.’'-]+,? ){{0,4}}\({_WIRE}\)(?:{_DASH})?"
    rf"|{_WIRE}{_DASH}){_STORY_OPENS}"
)
_HEADING_WORDS = 4
_ATTRIBUTION = re.compile(
    rf"(?:[^\W\d_][\w.’'-]*,? ){{1,5}}(?:{SAYING_VERBS})|according to .*", re.IGNORECASE
)


def is_furniture(text: str, span: Span) -> bool:
    """Whether a span of a passage's text is a dateline, a heading, or only says who said it."""
    start = text.rfind(_PARAGRAPH_BREAK, 0, span.start)
    start = 0 if start < 0 else start + len(_PARAGRAPH_BREAK)
    end = text.find(_PARAGRAPH_BREAK, span.end)
    paragraph = text[start : end if end >= 0 else len(text)]
    words = text[slice(*span)]
    if _ATTRIBUTION.fullmatch(words):
        return True
    if _is_heading(paragraph, words):
        return True
    opens = text.count(_PARAGRAPH_BREAK, 0, span.start) < _OPENING_PARAGRAPHS
    dateline = _DATELINE.match(paragraph) if opens else None
    return dateline is not None and span.end <= start + dateline.end()


def _is_heading(paragraph: str, words: str) -> bool:
    """Whether a span is all of a line in capitals: "QUIZ TIME"."""
    line = paragraph.strip(" .:;*_#")
    return (
        words.strip(" .:;*_#") == line
        and line.isupper()
        and 1 < len(line.split()) <= _HEADING_WORDS
    )
