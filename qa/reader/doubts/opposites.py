"""Words that say the opposite of what is asked: whoever was cleared was not jailed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corpus.records import Span
from qa.reader.doubts.offices import clause_around


class _Pair(NamedTuple):
    """Two opposites."""

    one: re.Pattern[str]
    other: re.Pattern[str]


def _pair(one: str, other: str) -> _Pair:
    return _Pair(*(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (one, other)))


_DEAD = (
    r"killed|killing|kills|die|dies|died|dead|deaths?|lost (?:their|his|her) (?:life|lives)|"
    r"lost lives|death toll|fatal\w*|murdered|drowned"
)
_HURT = r"hurt|hurting|injured|injuring|injur(?:y|ies)|wounded|wounding|treated in hospital"

# What was decided about somebody, or done, and what is the opposite of it.
_OUTCOMES = (
    _pair(
        r"jailed|imprisoned|convicted|guilty|sentenced|sent to (?:prison|jail)|locked up",
        r"cleared|acquitted|not guilty|freed|found innocent|exonerated|released without charge",
    ),
    _pair(
        r"appointed|hired|named as|t(?:ook|akes?) over|chosen|replac\w+|succeed\w*|"
        r"will (?:lead|coach)",
        r"sacked|dismissed|fired|ousted|resigned",
    ),
    _pair(r"bought|buys|buy|purchased|acquired", r"sold|sells|sellers?|selling"),
    _pair(
        r"(?:for|representing) the (?:crown|prosecution|state)|prosecut(?:ing|ed|or)",
        r"(?:for|representing) the defence|defend(?:ing|ed|s)|"
        r"(?-i:for (?:Mr |Mrs |Miss |Ms )?[A-Z]\w+)",
    ),
    _pair(r"wom[ae]n['’]s|women|ladies['’]?", r"m[ae]n['’]s"),
    _pair(r"girls['’]?", r"boys['’]?"),
)
# Who is accused was not convicted; but of a convict may be asked who was accused.
_NO_CONVICTION = _pair(
    r"jailed|convicted|found guilty|sentenced",
    r"den(?:y|ies|ied)|accused of|charged with|suspected|pleaded not guilty|questioned",
)
# What a number counts.
_COUNTS = (
    _pair(_DEAD, _HURT),
    _pair(r"arrived|came|joined|recruited|hired", r"left|quit|departed|laid off|cut"),
    _pair(
        r"st(?:ole|olen|eals?|ealing)|theft|embezzl\w+|defraud\w+|helping \w+sel(?:f|ves) to",
        r"(?:paid|pays?|paying|given|handed) back|repa(?:y|ys|id|ying)|returned|refunded",
    ),
    _pair(
        r"costs?|costing|spend\w*|spent|pa(?:y|id|ys)|price\w*",
        r"sav(?:e|es|ed|ing|ings)(?! (?:\w+ )?li(?:fe|ves))|rais(?:e|es|ed|ing)|"
        r"donat\w+|tak(?:e|es|en|ing) in|took in|"
        r"earn\w*",
    ),
    _pair(
        r"(?<!out of )works?|working|employ\w*|staff of",
        r"short of|shortages?|lack(?:s|ing)?|vacanc\w+|unfilled|missing|los(?:t|es|ing)|left",
    ),
    _pair(r"saved|rescued|survived|survivors|pulled out alive", _DEAD),
)
# What went up or down by how much; of how many people died when a roof fell, nothing did.
_MOVES = _pair(
    r"r[io]se|risen|increased?|grew|up(?! to\b)|climbed|gained",
    r"fell|fallen|fall|decreased?|dropped",
)
_HOW_MANY = re.compile(r"\bhow many\b(?! (?:points|degrees|per ?cent))", re.IGNORECASE)
_BEATEN = re.compile(
    r"\b(?:lost|losing|loses|defeat(?:ed)?|beaten|defeated|knocked out|thrashed)\b[^.;:]{0,60}"
    r"\b(?:to|by|against) (?:the )?$",
    re.IGNORECASE,
)
_ASKS_BEATEN = re.compile(
    r"\bwhom? (?:did|has|have|had)\b.*\b(?:beat|beaten|defeat(?:ed)?)\b", re.I
)
# "Sold the mill to Ada Lund": she bought it.
_SOLD_TO = re.compile(r"\b(?:sold|sells?|selling)\b[^.;]* to (?:the )?$", re.IGNORECASE)
_ASKS_BUYER = re.compile(r"\bwho\b.*\b(?:bought|buys|buying|purchased|acquired)\b", re.IGNORECASE)
_CLAUSE_BREAK = re.compile(r",? (?:and|but|while|whereas) |[,;:—–]", re.IGNORECASE)


def says_opposite(question: str, text: str, span: Span, *, is_number: bool) -> bool:
    """Whether the clause of a span says the opposite of what is asked, and not what is asked."""
    before, after = clause_around(text, span)
    if _ASKS_BEATEN.search(question):
        return _BEATEN.search(before) is not None
    if _ASKS_BUYER.search(question) and _SOLD_TO.search(before):
        return False
    for asked, opposite in _asked_pairs(question, is_number):
        if is_number:
            nearest = _nearest(asked, opposite, before, after)
        else:
            nearest = _clause_only(asked, opposite, before, text[slice(*span)], after)
        if nearest:
            return True
    return False


@lru_cache(64)
def _asked_pairs(question: str, is_number: bool) -> tuple[_Pair, ...]:
    """The pairs of which the question has one side only: that one first."""
    found = []
    counts = _COUNTS if _HOW_MANY.search(question) else (*_COUNTS, _MOVES)
    for pair in counts if is_number else _OUTCOMES:
        one, other = (side.search(question) is not None for side in pair)
        if one != other:
            found.append(pair if one else _Pair(pair.other, pair.one))
    if not is_number and _NO_CONVICTION.one.search(question):
        found.append(_NO_CONVICTION)
    return tuple(found)


def _clause_only(
    asked: re.Pattern[str], opposite: re.Pattern[str], before: str, words: str, after: str
) -> bool:
    clause = f"{before}{words}{after}"
    return opposite.search(clause) is not None and asked.search(clause) is None


def _nearest(asked: re.Pattern[str], opposite: re.Pattern[str], before: str, after: str) -> bool:
    """Whether what a number counts is told by the opposite: "killing nine and hurting two"."""
    part_before = _CLAUSE_BREAK.split(before)[-1]
    part_after = _CLAUSE_BREAK.split(after)[0]
    for part in (f"{part_before} {part_after}", f"{before} {after}"):
        is_asked, is_opposite = asked.search(part), opposite.search(part)
        if is_asked or is_opposite:
            return not is_asked
    return False
