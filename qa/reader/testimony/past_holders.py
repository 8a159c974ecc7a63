"""Who is named beside an office and does not hold it: "the former mayor, Ada Lund".

"Former champion Ada Lund won the race" says nothing against her: what she was before counts only
where the question names that very office.
"""

from __future__ import annotations

import re

_ROLE = r"(?P<role>(?:(?!(?:on|in|at|by|near|to|with|and|who)\b)[\w-]+\s){0,3})$"
_ONCE = re.compile(
    rf"\b(?:(?:(?<!, )former|ex|outgoing|deputy|acting|vice|shadow)[\s-]|then-|"
    rf"(?:the|his|her|its|their) (?:then|late)[\s-]){_ROLE}",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"\b(?:predecessor|succeed(?:s|ed|ing)|replac(?:es|ed|ing)|took over from|taking over from|"
    r"takes over from|instead of|rather than|unlike|opposed to|ousted|sacked)\W+"
    rf"{_ROLE}",
    re.IGNORECASE,
)
_ASKS_OF_PAST = re.compile(
    r"\b(?:from\b|before\b|first\b|original|initial|previous|former|earlier|old\b|was\b|were\b|"
    r"deputy|vice|acting|late\b|where|when|how|did\b)",
    re.IGNORECASE,
)
_ASKS_WHO_IS = re.compile(
    r"\bwho(?:['’]s| is)(?: now| currently)? (?:the |an? )?(?P<office>(?:[\w-]+ ){0,2}?"
    r"(?P<role>[\w-]+))(?= of\b| at\b| for\b| in\b| now\b|\s*\?|\s*$)|"
    r"\bwho(?:['’]s| is)(?: now)? [\w’' -]+['’]s? (?P<whose>[\w-]+)\s*\??$|"
    r"\bwho (?:now |currently )?(?P<does>chairs|leads|manages|heads|edits|coaches|captains)\b",
    re.IGNORECASE,
)
# The office of whoever does so.
_OFFICE_OF = {
    "chairs": r"chair(?:man|woman|person)?",
    "leads": "leader",
    "manages": "manager",
    "heads": "head",
    "edits": "editor",
    "coaches": "(?:head )?coach",
    "captains": "captain",
}
_QUALIFIED = re.compile(
    r"\b(?:former|ex|outgoing|deputy|acting|vice|shadow|then|late|interim|elect|candidates?|"
    r"nominees?|wife|husband|next)\b",
    re.IGNORECASE,
)
_CONTENDER = r"(?:candidate|hopeful|nominee|contender|challenger)s?\b"
_NOT_YET = (
    r"(?:(?:former|ex|outgoing|deputy|acting|vice|shadow|interim)[\s-]|then-|the (?:then|late) )"
)


def is_named_for_past(before: str, after: str, question: str) -> bool:
    """Whether a name between these words is that of somebody who does not hold the office."""
    if _ASKS_OF_PAST.search(question):
        return False
    if _REPLACED.search(before):
        return True
    once = _ONCE.search(before)
    if once and _is_asked(once["role"], question):
        return True
    return _is_told_of_another(before, after, question)


def _is_asked(role: str, question: str) -> bool:
    """Whether a question asks for a role: by its noun or its verb, "manages" for a manager."""
    asked = {re.sub(r"e?s$", "", word) for word in re.findall(r"\w{3,}", question.casefold())}
    return any(
        word.startswith(each) for word in re.findall(r"\w{3,}", role.casefold()) for each in asked
    )


def _is_told_of_another(before: str, after: str, question: str) -> bool:
    """Whether the words tell that a name had the office that is asked for, or may come to it."""
    asks = _ASKS_WHO_IS.search(question)
    if asks is None or _QUALIFIED.search(question):
        return False
    does = (asks["does"] or "").casefold()
    role = _OFFICE_OF[does] if does else re.escape(asks["role"] or asks["whose"])
    of_role = rf"(?:[\w-]+ ){{0,3}}?{role}\b"
    leading = (
        rf"\b{_NOT_YET}{of_role},? $|\b{role}-elect,? $|"
        rf"\b{role}(?:al)? {_CONTENDER},? $|\b{_CONTENDER} (?:for|to be(?:come)?) {of_role},? $|"
        rf"\b{role}['’]s (?!name\b)[\w-]+,? $"
    )
    following = (
        rf"^,? (?:the |an? |its |their )?{_NOT_YET}{of_role}|"
        r"^ (?:will |is to |plans to |hopes to |wants to |is |was )?(?:stand|run|standing|running)"
        rf" (?:for|as|to be) {of_role}|"
        rf"^(?:, who)? (?:has |had )?(?:resigned|stepped down|stood down|quit|retired)(?: \w+)? as "
        rf"{of_role}|"
        rf"^(?:, who)? (?:was|had been) {of_role}[^.;]{{0,40}} (?:until|till|from|between)\b"
    )
    return bool(
        re.search(leading, before, re.IGNORECASE)
        or (re.search(following, after, re.IGNORECASE) and not _holds_it(after, role))
    )


def _holds_it(after: str, role: str) -> bool:
    """Whether the same sentence says that the name has the office: "is mayor", "was elected"."""
    now = rf"\b(?:is|becomes|became|remains|appointed|named) (?:now |again )?(?:the )?{role}\b"
    return re.search(now, after, re.IGNORECASE) is not None
