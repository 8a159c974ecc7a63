"""What was changed since: "cut from six years to four", "five years. Judges cut that to three"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.calendar_words import MONTH_NUMBERS, WEEKDAYS, any_of
from corpus.records import Span
from qa.reader.doubts.text_sentences import sentence_after
from qa.reader.spans import ScoredSpan

_CHANGED = (
    r"(?:cut|reduced?|lowered|raised|rose|risen|fell|fallen|dropped|increased?|extended|shortened|"
    r"lengthened|changed|revised|went (?:up|down)|gone (?:up|down)|brought (?:up|down))"
)
_WHAT = (
    r"(?:that|it|this|(?:the|his|her|their) (?:sentence|term|figure|number|sum|price|cost|bill))"
)
_TAKEN_BACK = re.compile(rf"\b{_CHANGED} {_WHAT} (?:[\w-]+ ){{0,3}}?(?:to|by)\b", re.IGNORECASE)
_NEW_VALUE = re.compile(
    rf"\b{_CHANGED} {_WHAT} (?:[\w-]+ ){{0,3}}?to (?P<new>[^,.;:]{{1,40}}?)"
    r"(?=[,;:]|\.(?!\d)| (?:after|on|in|at|because|by|when|last|yesterday|today)\b)",
    re.IGNORECASE,
)
_CHANGED_FROM = re.compile(rf"\b{_CHANGED}\b[^.;]{{0,60}}?\bfrom\s$", re.IGNORECASE)
_FROM_TO = re.compile(r"(?:from )?(?P<old>\S.*?) to (?P<new>\S.*)", re.IGNORECASE)
# "From Monday to Friday" changes nothing.
_TIMES = re.compile(rf"\b{any_of((*WEEKDAYS, *MONTH_NUMBERS))}\b|\d[ap]m\b", re.IGNORECASE)
_MONTH = rf"{any_of(MONTH_NUMBERS)}\b(?:\.(?= \d))?"
_WHEN = (
    rf"(?:(?:(?:{any_of(WEEKDAYS)}),? )?(?:{_MONTH} \d{{1,2}}(?!\d)(?:,? \d{{4}})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?: \d{{4}})?)|(?:next )?{any_of(WEEKDAYS)}\b|"
    rf"{_MONTH}(?: \d{{4}})?|\d{{1,2}}(?:[.:]\d\d)? ?[ap]\.?m\b\.?|noon|midnight)"
)
# Right after a time: "was moved to Nov. 3", "has been put off until Friday".
_MOVED_TO = re.compile(
    r",? (?:(?:and|but|which|it|now) )*(?:(?:has|have|had|was|were|is|are|been|now|later|since) )*"
    r"(?:moved|postponed|put (?:off|back)|pushed back|rescheduled|delayed|brought forward|"
    rf"changed)\b[^.;]{{0,30}}? (?:to|until|till|for) (?P<new>{_WHEN})",
    re.IGNORECASE,
)
_IS_WHEN = re.compile(rf"(?:(?:on|at|in|for) )?{_WHEN}", re.IGNORECASE)
_SAID_NOT = re.compile(
    r"(?P<said>[^“”\"‘’]*?[^“”\"‘’,\s])"
    r"(?:, (?:and )?not|,? (?:and )?(?:rather than|instead of)) .+",
    re.DOTALL,
)
# The question asks for what was before, or for what a trial ended in.
_BEFORE = (
    r"from|before|first|original(?:ly)?|initial(?:ly)?|previous(?:ly)?|former(?:ly)?|earlier|"
    r"old|was|were|did"
)
_ASKS_FOR_BEFORE = re.compile(rf"\b(?:{_BEFORE})\b", re.IGNORECASE)
_ASKS_FOR_OLD = re.compile(rf"\b(?:{_BEFORE}|trial)\b", re.IGNORECASE)
# "Offered £85,000. I turned it down": nothing was paid.
_OFFERED = re.compile(r"\b(?:offer(?:s|ed|ing)?|bids?|bidding)\b", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:turn(?:s|ed)? (?:it|them|that|this|him|her|(?:[\w’'-]+ ){1,4})?down|reject(?:s|ed)?|"
    r"refus(?:es|ed)|declin(?:es|ed)(?! to comment)|said no|walked away|fell through|"
    r"came to nothing)\b",
    re.IGNORECASE,
)
_ASKS_FOR_DEAL = re.compile(
    r"\b(?:pay|paid|pays|cost|costs|spend|spent|sell|sold|sells|bought|buy)\b", re.IGNORECASE
)
_REACH = 90
_SINCE = re.compile(r"\b(?:first|only)\b[^.;]{0,80}\bsince (?:[\w’'-]+ ){0,3}$", re.IGNORECASE)
# "When did they last win it before this year?" asks for just the time before.
_ASKS_FOR_LAST = re.compile(
    r"^(?!.*\b(?:before|prior|previous(?:ly)?)\b).*\b(?:last|latest|most recent(?:ly)?)\b", re.I
)


# "Raised the banks by 80cm" is not how high they are.
_CHANGED_BY = re.compile(
    rf"\b(?:{_CHANGED}|raise|raising|rises?|rising|falls?|falling|cuts?|cutting|grow(?:s|ing)?|grew|"
    r"grown|widen(?:s|ed|ing)?|deepen(?:s|ed|ing)?|lower(?:s|ing)?|increas(?:es|ing))\b"
    r"[^.;,]{0,60}?\bby (?:about |around |nearly |almost |more than |over |up to |another )?\W?$",
    re.IGNORECASE,
)
_ASKS_FOR_LEVEL = re.compile(
    r"how (?:high|deep|tall|wide|long|big|large|much) (?:is|was|are|were)\b"
    r"(?!.*\b(?:by|rais\w+|r[io]se|risen|f[ae]ll\w*|cut|gr[eo]w\w*|widen\w*|deepen\w*|lower\w*|"
    r"increas\w*|reduc\w*|extend\w*|rise|extension|drop\w*|chang\w*)\b)",
    re.IGNORECASE,
)


def is_only_change(question: str, text: str, span: Span) -> bool:
    """Whether a level is asked for, and a number is only by how much it was changed."""
    before = text[max(0, span.start - _REACH) : span.start]
    return _ASKS_FOR_LEVEL.match(question) is not None and _CHANGED_BY.search(before) is not None


def is_time_before_last(question: str, text: str, span: Span) -> bool:
    """Whether a time is that of the time before: "the first otter since 1979" was seen later."""
    before = text[max(0, span.start - _REACH) : span.start]
    return _ASKS_FOR_LAST.search(question) is not None and _SINCE.search(before) is not None


def is_taken_back(question: str, following: str) -> bool:
    """Whether the next sentence changes what the one before it said: it no longer holds."""
    return not _ASKS_FOR_OLD.search(question) and _TAKEN_BACK.search(following) is not None


def is_turned_down(question: str, sentence: str, following: str) -> bool:
    """Whether what was paid is asked for, and a sentence tells an offer that was refused.

    "Lund bought it after two bids were rejected" tells who paid all the same.
    """
    return (
        _ASKS_FOR_DEAL.search(question) is not None
        and _ASKS_FOR_DEAL.search(sentence) is None
        and _OFFERED.search(question) is None
        and _OFFERED.search(sentence) is not None
        and _REFUSED.search(f"{sentence} {following}") is not None
    )


def follow_changes(question: str, text: str, found: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """The candidates, each value that is changed by the words that follow as what it is changed to.

    As in "He was jailed for five years. Judges cut that to three": three is the answer. So is
    Friday in "It had been set for Monday, and was moved to Friday".
    """
    if _ASKS_FOR_BEFORE.search(question):
        return [*found]
    of_trial = _ASKS_FOR_OLD.search(question) is not None
    new = {
        each.span: _moved_to(text, each.span)
        or (None if of_trial else _new_value(text, sentence_after(text, each.span)))
        for each in found
    }
    values = [value for value in new.values() if value]
    return [
        each._replace(span=new[each.span] or each.span) for each in found
        if not any(_overlap(each.span, value) for value in values)
    ]  # fmt: skip


def _new_value(text: str, sentence: Span) -> Span | None:
    found = _NEW_VALUE.search(text, *sentence)
    return Span(*found.span("new")) if found else None


def _moved_to(text: str, span: Span) -> Span | None:
    """The time to which a time is moved by the words right after it."""
    if not _IS_WHEN.fullmatch(text, *span):
        return None
    moved = _MOVED_TO.match(text, span.end)
    return Span(*moved.span("new")) if moved else None


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def end_of_change(text: str, span: Span, question: str) -> Span:
    """Of "six years to four" what it was changed to, unless the question asks for before."""
    change = _FROM_TO.fullmatch(text[slice(*span)])
    if change is None or _TIMES.search(change[0]) or _ASKS_FOR_OLD.search(question):
        return span
    before = text[max(0, span.start - _REACH) : span.start]
    lead = before + ("from " if change[0].casefold().startswith("from ") else "")
    return Span(span.start + change.start("new"), span.end) if _CHANGED_FROM.search(lead) else span


def without_denied(text: str, span: Span) -> Span:
    """Of "2017, not 2015" what is said, without what is denied after it."""
    said = _SAID_NOT.fullmatch(text[slice(*span)])
    return Span(span.start, span.start + said.end("said")) if said else span
