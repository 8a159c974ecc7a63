"""Whether what was done is asked for, and a clause only tells what was offered or demanded."""

from __future__ import annotations

import re

from corpus.records import Span

_ASKS_OF_DEED = re.compile(
    r"\b(?:did|has|have|had|was|were)\b.*\b(?:settled? (?:for|on)|agreed? (?:on|to)|"
    r"accept(?:ed)?|win|won|pay|paid|buy|bought|cost|spen[dt])\b|"
    r"\b(?:who|what|which|how much)\b.*\b(?:settled (?:for|on)|agreed (?:on|to)|accepted|won|paid|"
    r"bought|spent)\b",
    re.IGNORECASE,
)
_OFFERS = r"offer(?:s|ed|ing)?"
_DEMANDS = (
    r"wants?|wanted|demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|ask(?:s|ed|ing)? for|"
    r"call(?:s|ed|ing)? for"
)
_ONLY_SAID = re.compile(rf"\b(?:{_OFFERS}|{_DEMANDS}|propos(?:es|ed|ing))\b", re.IGNORECASE)
# The question asks for just that; or for what was not to be.
_ASKS_OF_TALK = re.compile(
    rf"\b(?:{_OFFERS}|{_DEMANDS}|want|propos\w*|bids?|expect\w*|estimat\w*|plan\w*|suppos\w*|would|"
    r"could|reject\w*|refus\w*|turn(?:ed)? down)\b",
    re.IGNORECASE,
)
# The sentence, or the next one, tells the deed all the same: "accepted the offer of £2m".
_DEED = (
    r"(?:accept(?:s|ed|ing)?|agreed?|agreement|settl(?:ed?|ing|ement)|deal|won|win(?:s|ning)?|"
    r"pa(?:id|ys?|ying)|payments?|bought|buys?|sold|sells?|sale|cost(?:s|ing)?|spent|spends|"
    r"award(?:ed|s)?|granted|approved|took|taken|ratified|voted (?:for|to)|backed)\b"
)
_DONE = re.compile(rf"\b{_DEED}", re.IGNORECASE)
# "No deal had been signed", "the club has not yet accepted".
_NOT_DONE = re.compile(rf"\b(?:no|not|never|\w+n['’]t|yet to)(?: [\w-]+)?? {_DEED}", re.IGNORECASE)
_CLAUSE_BREAK = re.compile(r"[;,:—–]|\s(?:but|and|while|which|who)\s", re.IGNORECASE)
_WHEN_DID = re.compile(r"when (?:did|was|were)\b", re.IGNORECASE)
_STILL_TO_DO = re.compile(
    r"\b(?:still (?:needs?|has to|have to|must)|(?:has|have) yet to|needs? the (?:approval|consent|"
    r"backing|support)|(?:must|needs? to) (?:first )?be)\b[^.;,]*$",
    re.IGNORECASE,
)
_ASKS_FOR_DEMAND = re.compile(
    r"\b(?:wants?|wanted|demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|asking for|ask(?:ed)? for|"
    r"calling for|call(?:ed)? for)\b|\b(?:are|is|were|was)\b.*\bafter\W*$",
    re.IGNORECASE,
)
_ASKS_FOR_OFFER = re.compile(r"\boffer(?:s|ed|ing)?\b", re.IGNORECASE)


def is_not_done(question: str, sentence: str, inside: Span, after: str) -> bool:
    """Whether a deed is asked for, and a sentence tells what was offered, demanded or is to be.

    `inside` is the answer as a range of the sentence, and `after` the sentence that follows.
    """
    before = sentence[: inside.start]
    if _WHEN_DID.match(question):
        return _STILL_TO_DO.search(before) is not None
    return (
        _ASKS_OF_DEED.search(question) is not None
        and _ASKS_OF_TALK.search(question) is None
        and _ONLY_SAID.search(_CLAUSE_BREAK.split(before)[-1]) is not None
        and _DONE.search(_NOT_DONE.sub("", f"{sentence} {after}")) is None
    )


def is_of_other_side(question: str, sentence: str, inside: Span) -> bool:
    """Whether what one side wants is asked for, and a clause tells what the other offers.

    Or the reverse: "the firm offered 4%, and the nurses want 9%".
    """
    clause = _CLAUSE_BREAK.split(sentence[: inside.start])[-1]
    offers = re.search(rf"\b{_OFFERS}\b", clause, re.IGNORECASE) is not None
    demands = re.search(rf"\b(?:{_DEMANDS})\b", clause, re.IGNORECASE) is not None
    asks_demand = _ASKS_FOR_DEMAND.search(question) is not None
    asks_offer = _ASKS_FOR_OFFER.search(question) is not None
    if offers == demands or asks_demand == asks_offer:
        return False
    return offers if asks_demand else demands
