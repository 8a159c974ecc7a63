"""What is done to somebody: where a text tells by its form what happened to whom."""

from __future__ import annotations

import re

from corpus.records import Span
from qa.reader.shaping.sentence_answers import answer_units

_NAME = r"(?:the |an? )?(?P<name>[^\W\d_][\w’'.-]*(?: [^\W\d_][\w’'.-]*){0,4}?)"
_WHAT_HAPPENED = re.compile(
    rf"what (?:has |had )?(?:happened|became|become) (?:to|of) {_NAME}\W*$", re.IGNORECASE
)
_CHARGED = (
    r"accused of|charged with|convicted of|found guilty of|suspected of|indicted (?:for|on)|"
    r"cleared of|acquitted of|wanted for"
)
_WHAT_CHARGE = re.compile(
    rf"(?:of |with |for |on )?what (?:is|was|has|had|are|were) {_NAME} (?:been )?"
    rf"(?P<charge>{_CHARGED}|accused|charged|convicted|suspected)\W*$",
    re.IGNORECASE,
)
# "suspended its manager, Ada Lund" and "Ada Lund, the manager, was suspended"; not "said Ada Lund".
_DOES = r"\b(?!(?:said|told|added|asked|named|called|replied|explained|warned|noted)\b)[a-z]{2,}ed"
_ITS_ROLE = r"(?:(?:its|his|her|their|the|an?) [a-z’' -]{2,40},? )?"
_IS_DONE = (
    r"(?:, [^,.;]{2,60},)? (?:was|were|has been|have been|had been|is being|got) (?:\w+ly |later )?"
    r"(?!not\b)(?:[a-z]+ed|found|shot|hurt|hit|held|cut|sent|taken|given|beaten|freed|fired|thrown|"
    r"caught|stung|bitten|struck|driven|knocked|sacked|made)\b"
)
# How far that attests what happened, or what somebody is charged with.
_ATTESTED = 0.4


def attest_done(question: str, text: str, core: Span) -> float:
    """How far a text attests by its form that words tell what was done to the one asked about.

    0 for any other question.
    """
    happened, charge = _WHAT_HAPPENED.search(question), _WHAT_CHARGE.search(question)
    asked = happened or charge
    if asked is None or asked["name"].split()[-1].islower():
        return 0.0
    unit = next((unit for unit in answer_units(text) if unit.start <= core.start < unit.end), core)
    sentence, name = text[slice(*unit)], re.escape(asked["name"].split()[-1])
    if charge:
        before, verb = text[unit.start : core.start], charge["charge"].split()[0].casefold()
        # Who is charged with something is accused of it.
        verbs = "accused|charged" if verb == "accused" else re.escape(verb)
        is_so = re.search(rf"\b{name}\b(?!['’])", before) and re.search(
            rf"\b(?:{verbs}) (?:of|with|for|on) (?:[a-z]+ )?$", before
        )
        return _ATTESTED if is_so else 0.0
    is_object = re.search(rf"{_DOES} {_ITS_ROLE}(?:[^\W\d_a-z][\w’'.-]* ){{0,3}}{name}\b", sentence)
    is_passive = re.search(rf"\b{name}{_IS_DONE}", sentence)
    return _ATTESTED if is_object or is_passive else 0.0
