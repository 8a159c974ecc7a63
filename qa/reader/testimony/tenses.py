"""Whether a question asks for what holds now, or for what was so at some time."""

from __future__ import annotations

import re

from corpus.records import PublicationDate
from qa.reader.questions.answer_types import answer_kind
from qa.reader.values.answer_values import Value

_PAST = re.compile(r"\b(?:was|were|did|had|wasn['’]t|weren['’]t|didn['’]t|used to)\b", re.I)
_PRESENT = re.compile(
    r"\b(?:is|are|am|does|do|has|have|will|can|must|should|now|currently|today|still|latest|"
    r"newest|isn['’]t|aren['’]t|doesn['’]t|won['’]t)\b|\b(?:who|what|which|where|how)['’]s\b",
    re.IGNORECASE,
)
# "Who manages the club?", "which bank owns it?", "what does": the verb after the asking word.
_PRESENT_VERB = re.compile(
    r"\b(?:who|(?:what|which)(?:\s[\w-]+){1,2})\s(?!was\b|has\b)[a-z]{2,}s\b"
    r"(?!\s+(?:was|were|did|had|\w+ed|won|lost|got|took|made|went|came|said|fell|rose|left|beat)\b)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|won['’]t|due to|going to|to be|next|scheduled|planned|expected)\b", re.IGNORECASE
)
# A year, a month, "last week", "two days ago", "on Friday": the time is given.
_TIME = re.compile(
    r"\b(?:1[6-9]|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)|\b(?:january|february|april|june|july|august|september|october|"
    r"november|december)\b|\b(?:in|on|since|of|last|by) (?:march|may)\b|\bmay \d|"
    r"\b(?:last|that) (?:week|month|year|night|spring|summer|autumn|winter|\w+day)\b|\bago\b|"
    r"\byesterday\b|\b(?:on|last) \w+day\b",
    re.IGNORECASE,
)
# What was so before is asked for; "until when" asks for what is to come.
_BEFOREHAND = re.compile(
    r"\b(?:first|initially|originally|original|initial|at first|previous(?:ly)?|former(?:ly)?|"
    r"earlier|before|until(?! when\b)|old|ever)\b",
    re.IGNORECASE,
)
# "When did they last win it before this year?" asks for none of the days of which is reported.
_BEFORE_THIS = re.compile(
    r"\blast\b.*\bbefore (?:this|that|now|then|\w+day)\b|\bprevious (?:time|occasion)\b|"
    r"\bwhen\b.*\bprevious(?:ly)?\b",
    re.IGNORECASE,
)
_DAYS_OF_REPORT = 14  # before and after its article is printed what this reports on takes place


def names_time(question: str) -> bool:
    """Whether a question says when: "in 2016", "last week", "on Friday"."""
    return _TIME.search(question) is not None


def wants_newest(question: str) -> bool:
    """Whether, of several answers, the newest is meant.

    So it is in the present tense, and for an amount ("how many people died?"), which later reports
    know better. A question that names a time, or asks for what was so before, means that.
    """
    if names_time(question) or _BEFOREHAND.search(question):
        return False
    return _is_in_present(question) or answer_kind(question) == "number"


def is_of_this_time(question: str, value: Value, published: PublicationDate | None) -> bool:
    """Whether the time before is asked for, and a time is of the days of its own article."""
    if not (value.moment and published and _BEFORE_THIS.search(question)):
        return False
    days = [moment.days for moment in value.moment if moment.days]
    return any(abs((each.first - published.first).days) <= _DAYS_OF_REPORT for each in days)


def asks_of_future(question: str) -> bool:
    """Whether a question asks for what was still to come when its articles were printed."""
    return bool(_FUTURE.search(question))


def _is_in_present(question: str) -> bool:
    if _PAST.search(question):
        return False
    return bool(_PRESENT.search(question) or _PRESENT_VERB.search(question))
