"""Whom a sentence's own words attribute it to: "said Ada Lund", "according to the mayor"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.quotation_marks import Pair
from corpus.records import Span

# Stands for a quotation, in a sentence whose quotations were taken out.
QUOTED = "\x00"

SAYING_VERBS = (
    "said|says|say|told|tells|added|adds|asked|asks|warned|warns|wrote|writes|explained|explains|"
    "insisted|insists|claimed|argued|argues|replied|responded|announced|admitted|admits|confirmed|"
    "recalled|recalls|stated|states|commented|continued|concluded|declared|noted|notes|observed|"
    "remarked|stressed|stresses|tweeted|posted|vowed|joked|promised|urged|urges|called|calls|"
    "complained|suggested|maintained|acknowledged|agreed|predicted|testified|denied|denies|"
    "described|describes|believes|believed|welcomed|praised|criticised|criticized|condemned|"
    "pledged|accused|apologised|apologized|demanded|shouted|pointed out|conceded|countered|"
    "lamented|quipped|hailed|revealed|thought|thinks|hoped|hopes|feared|fears|felt|feels|indicated|"
    "blamed|rejected|dismissed|defended|emphasised|emphasized|reiterated|underlined|alleged|hinted|cautioned|asserted|contended|boasted"
)
_WHO = (
    r"(?P<who>(?:the |an? |his |her |its |their |one )?[\w’'][^,.;:\x00]*)(?P<more>,[^,.;:\x00]*)?"
)
# "…", said Ada Lund, the mayor.
_VERB_FIRST = re.compile(rf"\x00,? (?:{SAYING_VERBS}) {_WHO}")
_ACCORDING = re.compile(rf"\b[Aa]ccording to {_WHO}")
_VERB = re.compile(rf"\b(?:(?:has|had|have|then|also|later|once|\w+ly) )*(?:{SAYING_VERBS})\b")
_CLAUSE_BREAK = re.compile(
    r";\s+|,?\s+(?:but|while|whereas|although|though)\s+|(?<=[a-z])\.\s+|,\s+and\s+"
)
# What follows a name and is no part of it: "said Ada Lund on Monday".
_CIRCUMSTANCE = re.compile(
    r"\s(?:as|when|after|before|during|in|at|on|to|who|outside|while|following|yesterday|today|"
    r"last|this|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b",
    re.IGNORECASE,
)
# What comes before a subject in its clause: the nearest join, or the quotation that it follows.
_JOIN = re.compile(
    r"(?:\b(?:and|but|while|when|as|because|that|before|whereas|although|though|if|where|yet|so)\b"
    rf"|[;:–—{QUOTED}])\s+",
    re.IGNORECASE,
)
_TWO_NAMES = re.compile(r"\W*(?:[^\W\d_a-z]\S* )+and (?:[^\W\d_a-z]\S* ?)+")
_ADDITION = re.compile(r"\s*(?:[a-z]|\d)")  # to the name before it: ", 43, of Tarn, the mayor,"
# What somebody is, before the name: "A spokeswoman for the firm, Ada Lund, said".
_ROLE_BEFORE = re.compile(r"\s*(?:(?:The|An?|His|Her|Its|Their) |[^\W\d_a-z][\w’'-]*['’]s )[a-z]")
_NO_SUBJECT = re.compile(
    r"(?:in|on|at|by|for|with|from|of|to|after|before|during|since|under|over|asked|speaking|when|"
    r"although|though|while|if|as|there|what|how|why)\b|.*\b(?:was|were|is|are|be|been|being|not|who|"
    r"which|that|to|or)$|$",
    re.IGNORECASE,
)


def find_attributions(own: str) -> list[str]:
    """Whom a sentence names as its speakers, each with what is added to the name.

    `own` is the sentence with `QUOTED` in the place of its quotations.
    """
    found = (_attribution_of(own[slice(*clause)]) for clause in split_clauses(own))
    return list(dict.fromkeys(filter(None, found)))


def split_clauses(text: str, span: Span | None = None) -> Iterator[Span]:
    """The parts of a range that may each have a speaker of their own."""
    start, end = span or Span(0, len(text))
    for match in _CLAUSE_BREAK.finditer(text, start, end):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, end)


def blank_quotations(text: str, span: Span, quotations: Sequence[Pair]) -> str:
    """A range of a text with `QUOTED` in the place of each of the quotations within it."""
    pieces, at = [], span.start
    for pair in quotations:
        if at <= pair.start < span.end:
            pieces.append(text[at : pair.start] + QUOTED)
            at = pair.end
    return "".join(pieces) + text[at : span.end]


def _attribution_of(clause: str) -> str:
    for pattern in (_VERB_FIRST, _ACCORDING):
        if found := pattern.search(clause):
            who = _CIRCUMSTANCE.split(found["who"])[0].strip()
            more = found["more"] or ""
            # "said the mayor, Ada Lund" as well as "said Ada Lund, the mayor".
            is_addition = _ADDITION.match(more[1:]) or who.islower()
            return f"{who}{more}" if is_addition else who
    subjects = (_subject_before(clause[: verb.start()]) for verb in _VERB.finditer(clause))
    return next(filter(None, subjects), "")


def _subject_before(text: str) -> str:
    """The subject right before a verb, with what is added to it: "Ada Lund, the mayor"."""
    chunks = text.rstrip().split(",")
    closes_addition = len(chunks) > 1 and not chunks[-1].strip()
    place = _head_place(chunks[:-1]) if closes_addition else len(chunks) - 1
    head = _after_join(chunks[place]).strip()
    if _NO_SUBJECT.match(head):
        return ""
    additions = chunks[place + 1 : -1] if closes_addition else []
    if closes_addition and place and _ROLE_BEFORE.match(chunks[place - 1]):
        additions = [chunks[place - 1], *additions]
    return ",".join([head, *additions])


def _head_place(chunks: Sequence[str]) -> int:
    """Which of the chunks before a closing comma is the name: the last that is no addition."""
    places = reversed(range(len(chunks)))
    return next((place for place in places if not _ADDITION.match(chunks[place])), 0)


def _after_join(chunk: str) -> str:
    return chunk if _TWO_NAMES.fullmatch(chunk) else _JOIN.split(chunk)[-1]
