"""Whether a sum is called otherwise than what is asked for: a bonus is no strike pay."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.indexes.keywords import question_stems, stems
from corpus.records import Span

# What sums are called; sums of one name are of one kind.
_NAMES = {
    "bonus": r"bonus(?:es)?",
    "strike pay": r"strike pay",
    "rise": r"(?:pay |wage |salary )?(?:rises?|raises?|increases?)",
    "fine": r"fines?|fined|penalt(?:y|ies)",
    "fee": r"fees?",
    "grant": r"grants?|subsid(?:y|ies)",
    "loan": r"loans?",
    "ransom": r"ransoms?",
    "bail": r"bail",
    "wage": r"wages?|salar(?:y|ies)",
    "profit": r"(?:pre-?tax |net |operating )?profits?",
    "loss": r"(?:pre-?tax |net |operating )?loss(?:es)?",
    "turnover": r"turnover|revenues?|sales",
    "prize": r"prizes?(?: money)?|prize fund|rewards?",
    "compensation": r"compensation|damages|pay-?outs?|settlement",
}
_NAME = "|".join(f"(?P<{key.replace(' ', '_')}>{words})" for key, words in _NAMES.items())
_ABOUT = r"(?:about |around |some |up to |almost |nearly |more than |over |just |at least )?"
# "A bonus of 600 euros", "was fined £300"; "a £300 fine", "£2m in fines".
_TOLD_BEFORE = re.compile(rf"\b(?:{_NAME})(?: (?:of|worth))? {_ABOUT}\W?$", re.IGNORECASE)
_TOLD_AFTER = re.compile(rf"^\W?(?: (?:in|as)(?: an?)?)? (?:{_NAME})\b(?! (?:of|for)\b)", re.I)
_LOST = re.compile(rf"\blost {_ABOUT}\W?$", re.IGNORECASE)
_COST = re.compile(rf"\bcost(?:s|ing)? {_ABOUT}\W?$", re.IGNORECASE)
# The sum is asked for by its name: "how much strike pay do they get?", "did it make in profit?"
_ASKED = re.compile(
    r"\b(?:how (?:much|big|large|high)|what(?: size)?)(?:['’]s)?"
    r"(?: (?:of|is|was|were|are|will|the|its|their|his|her|an?|be))*"
    r"(?: (?!(?:did|do|does|has|have|had|will|would|can|could|should|may|might)\b)[\w’'-]+){0,2}?"
    rf" (?:{_NAME})\b(?! (?:bill|office|fund|scheme|claims?|price|tax)\b)",
    re.IGNORECASE,
)
_ASKED_IN = re.compile(rf"\bhow much\b.*\b(?:in|as)(?: an?)? (?:{_NAME})\b", re.IGNORECASE)
_ASKS_PRICE = re.compile(
    r"\bhow much\b.*\b(?:pa(?:y|id) for|buy|bought|sell for|sold for|fetch(?:ed)?)\b|"
    r"\bwhat\b.*\b(?:pa(?:y|id) for|sell for|sold for)\b|\bprice\b",
    re.IGNORECASE,
)
_NO_PRICES = frozenset(
    "bonus,strike pay,rise,fine,grant,ransom,bail,wage,profit,loss,turnover,prize,"
    "compensation".split(",")
)
# What is paid costs the payer something.
_ARE_COSTS = frozenset(("fee", "fine", "ransom", "bail", "loss", "compensation", "rise"))
_LEFT_OUT = re.compile(
    r"\b(?:leaves? out|leaving out|left out|exclud(?:es?|ed|ing)|not (?:counting|including)|"
    r"without counting|(?:does|do|did)(?: not|n['’]t) include) (?P<what>[^.;,]+)",
    re.IGNORECASE,
)
_OF_THE_SUM = re.compile(
    r"(?:The (?:\w+ )?(?:figure|sum|price|cost|total|estimate)|It|That|This)\b"
)
_ASKS_COST = re.compile(r"\b(?:how much|costs?|price|bill)\b", re.IGNORECASE)


def is_called_otherwise(question: str, text: str, span: Span) -> bool:
    """Whether the text calls a sum by another name than the question: a profit, for a price."""
    told = _told_names(text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40])
    if not told:
        return False
    asked = _asked_names(question)
    if not asked:
        return _ASKS_PRICE.search(question) is not None and told <= _NO_PRICES
    if asked == {"wage"}:  # of which compensation may be another word
        asked |= {"compensation"}
    if told == {"cost"}:
        return not asked & _ARE_COSTS
    return told.isdisjoint(asked)


def is_left_out(question: str, sentence: str, after: str) -> bool:
    """Whether what is asked for is not in the sum: "it leaves out the deck", by the next sentence.

    That one begins with the sum then: "The figure does not include the deck".
    """
    if not _ASKS_COST.search(question):
        return False
    asked = frozenset(stems(question))
    goes_on = _OF_THE_SUM.match(after)
    found = [*_LEFT_OUT.finditer(sentence), *(_LEFT_OUT.finditer(after) if goes_on else ())]
    return any((what := set(question_stems(each["what"]))) and what <= asked for each in found)


def _told_names(before: str, after: str) -> frozenset[str]:
    found = (_TOLD_BEFORE.search(before), _TOLD_AFTER.match(after))
    told = {_key(match) for match in found if match}
    if _LOST.search(before):
        told.add("loss")
    if _COST.search(before):
        told.add("cost")
    return frozenset(told)


@lru_cache(64)
def _asked_names(question: str) -> frozenset[str]:
    found = (_ASKED.search(question), _ASKED_IN.search(question))
    return frozenset(_key(match) for match in found if match)


def _key(match: re.Match[str]) -> str:
    return next(key for key, words in match.groupdict().items() if words).replace("_", " ")
