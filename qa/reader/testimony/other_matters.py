"""Whether a row's amount or time is of another matter than the first row's.

"It will cost each household £40" does not contradict "£57m", nor "injured 30" "12 were killed",
nor "is closed on Mondays" "closes on 4 May".
"""

from __future__ import annotations

import re

from corpus.calendar_words import MONTHS, WEEKDAYS
from corpus.records import Span

_RATE_BEFORE = re.compile(r"\b(?:each|every|per)\s[\w-]+\s(?:[\w-]+\s)?\W?$", re.IGNORECASE)
_RATE_AFTER = re.compile(
    r"^(?:\s(?:each|apiece|per(?!\scent)|an?\s(?:year|month|week|day|night|hour|head|person|"
    r"household|family|pupil|time))\b|-an?-)",
    re.IGNORECASE,
)
_ASKS_OF_RATE = re.compile(
    r"\b(?:each|every|per|apiece|annual\w*|an?\s(?:year|month|week|day|night|hour|head|person|"
    r"household|family|pupil|time))\b",
    re.IGNORECASE,
)
_FATES = {
    "dead": r"kill(?:ed|s|ing)?|died?|dying|dead|deaths?|drowned",
    "hurt": r"injur(?:ed|es?|ing|ies)|wound(?:ed|s|ing)|hurt",
    "missing": r"missing",
    "held": r"arrest(?:ed|s|ing)?|detain(?:ed|s|ing)",
}
_FATE = "|".join(rf"(?P<{fate}>{words})" for fate, words in _FATES.items())
# Without a comma or "and", what stands beside an amount is of it.
_FATE_BEFORE = re.compile(rf"\b(?:{_FATE})(?:\s(?!and\b|but\b)[\w-]+){{0,2}}\s\W?$", re.IGNORECASE)
_FATE_AFTER = re.compile(rf"^(?:\s(?!and\b|but\b)[\w-]+){{0,3}}?\s(?:{_FATE})\b", re.IGNORECASE)
_FATE_ASKED = re.compile(rf"\b(?:{_FATE})\b", re.IGNORECASE)
_PLACE_AFTER = re.compile(r"^(?:\s[a-z-]+){0,2}?\sin\s(?P<place>[A-ZÀ-Þ][\w’-]+)")
_IS_CLOSED = re.compile(r"\b(?:is|are)\s(?:closed|shut|open)\s(?:on\s|every\s)?$", re.IGNORECASE)
_BEGINS = (
    r"(?<!is )(?<!are )(?<!stay )(?<!stays )(?<!remain )(?:re)?open(?:s|ed|ing)?|"
    r"beg[iau]n(?:s|ning)?|start(?:s|ed|ing)?|launch(?:es|ed)?"
)
_ENDS = r"clos(?:e|es|ed|ing)|end(?:s|ed|ing)?|finish(?:es|ed)?|shut(?:s|ting)?"
_VERB = re.compile(rf"\b(?:(?P<begins>{_BEGINS})|(?P<ends>{_ENDS}))\b", re.IGNORECASE)
_LASTS = re.compile(r"\b(?:until|till)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_ASKS_UNTIL = re.compile(r"\b(?:until|till|to|by)\swhen\b|\bwhen\b.*\b(?:until|till)\W*$", re.I)
_UNTIL = re.compile(
    r"\b(?:until|till|to|through|before|by|ends?|ended|expires?|lasts?|of|closes?)\s"
    r"(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)


def is_amount_of_other_matter(
    question: str, sentence: str, answer: Span, first: str, first_answer: Span
) -> bool:
    """Whether an amount in a sentence counts something else than that of the first sentence."""
    before, after = sentence[: answer.start], sentence[answer.end :]
    first_before, first_after = first[: first_answer.start], first[first_answer.end :]
    is_rate = _is_rate(before, after) and not _is_rate(first_before, first_after)
    if is_rate and not _ASKS_OF_RATE.search(question):
        return True
    fate = _fate_beside(before, after)
    asked = _FATE_ASKED.search(question)
    wanted = asked.lastgroup if asked else _fate_beside(first_before, first_after)
    if fate and wanted and fate != wanted:
        return True
    place = _PLACE_AFTER.match(after)
    return place is not None and _is_lacking(place["place"], f"{question} {first}")


def is_time_of_other_matter(
    question: str, sentence: str, answer: Span, first: str, first_answer: Span
) -> bool:
    """Whether a time in a sentence is that of another event than in the first sentence."""
    before, first_before = sentence[: answer.start], first[: first_answer.start]
    if _IS_CLOSED.search(before) and not _IS_CLOSED.search(first_before):
        return True
    if _ASKS_UNTIL.search(question) and not _UNTIL.search(before):
        return True
    deed, first_deed = _last_deed(before), _last_deed(first_before)
    return bool(deed and first_deed) and deed != first_deed


def _is_rate(before: str, after: str) -> bool:
    return bool(_RATE_BEFORE.search(before) or _RATE_AFTER.match(after))


def _fate_beside(before: str, after: str) -> str | None:
    """What became of those who are counted, by the nearer verb."""
    found = (_FATE_BEFORE.search(before), _FATE_AFTER.match(after))
    near = [match for match in found if match]
    return min(near, key=lambda match: len(match[0])).lastgroup if near else None


def _is_lacking(place: str, text: str) -> bool:
    is_time = place.lower() in {*MONTHS, *WEEKDAYS}
    return not is_time and re.search(rf"\b{re.escape(place)}\b", text, re.IGNORECASE) is None


def _last_deed(before: str) -> str | None:
    """Whether something begins or ends then: "stays open until" it ends."""
    if _LASTS.search(before):
        return "ends"
    deeds = [match.lastgroup for match in _VERB.finditer(before)]
    return deeds[-1] if deeds else None
