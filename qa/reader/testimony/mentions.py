"""Whether a sentence states the answer that stands in it, or only mentions it.

"Will not cut 340 jobs", "withdrew the claim that 340 jobs would go", "if 340 jobs went" and "was
raised from 340" all hold "340", and none of them answers how many jobs are cut. Where the
question itself asks for what is denied, planned or past, such a mention does answer it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.records import Span


def is_stated(sentence: str, answer: Span, question: str) -> bool:
    """Whether a sentence states an answer, which is a range of it; in doubt it does."""
    before, after = sentence[: answer.start], sentence[answer.end :]
    clause = _CLAUSE_BREAK.split(before)[-1]
    return not is_only_accused(sentence, answer, question) and not any(
        rule.applies(before, clause, after) and not rule.in_question.search(question)
        for rule in _RULES
    )


def is_only_accused(sentence: str, answer: Span, question: str) -> bool:
    """Whether who did something is asked for, and a sentence only says who is accused of it."""
    if not _ASKS_WHO_DID_IT.search(question):
        return False
    before, after = sentence[: answer.start], sentence[answer.end :]
    return any(
        pattern.search(text)
        for pattern, text in ((_SUSPECT, before), (_ACCUSED, after), (_PROSECUTED, after))
    )


class _Rule(NamedTuple):
    """A way to mention without stating: what stands before the answer, and after it.

    `in_clause` is looked for in the clause of the answer only, up to the answer. Where the
    question has `in_question`, that is what it asks for.
    """

    in_question: re.Pattern[str]
    in_clause: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None

    def applies(self, before: str, clause: str, after: str) -> bool:
        looked_for = ((self.in_clause, clause), (self.before, before), (self.after, after))
        return all(pattern.search(text) for pattern, text in looked_for if pattern)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


# What is said of one clause is not said of the next.
_CLAUSE_BREAK = re.compile(
    r"[;:()“”\"—–]|\.\s|,\s|\s(?:but|while|although|though|because|after|when|where|who|whom|which|"
    r"that|whether|and|as|so)\s",
    re.IGNORECASE,
)
_NEGATION = (
    r"(?:not|never|cannot)\b(?!\s(?:only|just|merely|simply|until|before|least))|n['’]t\b|"
    r"no longer\b|neither\b|nor\b|without\b|no (?:plans?|intention|need|evidence|question)\b"
)
_DENIAL = (
    r"den(?:y|ies|ied|ying)\b|ruled out\b|rul(?:es|ing) out\b|untrue\b|false(?:ly)?\b|"
    r"incorrect(?:ly)?\b|wrong(?:ly)?\b(?! (?:jailed|convicted|imprisoned|arrested|side|way|man|"
    r"woman)\b)|mistaken(?:ly)?\b|in error\b|misstated\b|misheard\b|"
    r"(?:an? )?earlier version\b|previously reported\b|retract(?:s|ed)\b|"
    r"with(?:drew|drawn|draws)\b(?! (?:\w+ ){0,2}from\b)|"
    r"dismiss(?:ed|es) (?:claims?|reports?|suggestions?)\b"
)
_PLAN = r"(?:plans?|proposals?|schemes?|claims?|ideas?|reports?|offers?|threats?|allegations?)"
_GIVEN_UP = (
    r"scrapp(?:ed|ing)|shelv(?:ed|ing)|abandon(?:ed|ing)|dropp(?:ed|ing)|reject(?:ed|ing)|"
    r"cancell(?:ed|ing)|withdrawn|retracted|denied|dismissed|overturned|quashed"
)
_ROLE = r"(?:(?!(?:on|in|at|by|near|to|with|and|who)\b)[\w-]+\s){0,3}$"
_FORMER = (
    rf"(?:(?:(?<!, )former|ex|outgoing|deputy|acting|vice|shadow)[\s-]|"
    rf"(?:the|his|her|its|their) (?:then|late)[\s-]){_ROLE}|"
    r"(?:predecessor|succeed(?:s|ed|ing)|replac(?:es|ed|ing)|took over from|taking over from|"
    rf"takes over from|instead of|rather than|unlike|opposed to|ousted|sacked)\W+{_ROLE}"
)
_LARGER = r"(?:more|less|fewer|higher|lower|longer|shorter|up|down) than the\s$"
_OLD_FIGURE = (
    r"(?:compared (?:with|to)|instead of|rather than|as against|as opposed to|up from|down from|"
    r"not(?!\sonly))\s(?:(?:the|a|an|about|some|around|just|only)\s)*\W?$"
)
_BEFOREHAND = (
    r"(?:originally|initially|previously|formerly|at first|earlier (?:estimate|figure|report)|"
    r"used to|had (?:been )?(?:hoped|expected|planned|estimated|feared))\b"
)
_FIRST_REPORT = (
    r"(?:originally|initially|previously|at first|first|earlier) "
    r"(?:said|reported|thought|put|given|believed)\b"
)
_SUPERSEDED = (
    r"(?:old|previous|former|existing|standing) (?:\w+ )?(?:records?|mark|best|figure|target|limit|"
    r"price|rate|total|estimate|timetable)\b[^.;]*$"
)
# A correction repeats what was wrong.
_STORY_SAID = (
    r"(?:the|our|an?|that) (?:(?:earlier|original|previous) )?(?:story|article|report|piece|"
    r"headline|caption|version)(?: (?:in|on|of|published)(?: [\w’',-]+){1,6})? (?:said|stated|"
    r"reported|gave|named|identified|described|misstated|misidentified)\b[^.;]*$"
)
_AT_FIRST = r"(?:on the first (?:night|day|morning)|at first|initially|originally|at the time)\b"
# Whoever did it or was found guilty of it is asked for, and not who is accused of it.
_ASKS_WHO_DID_IT = re.compile(
    r"\bwho (?:else )?(?:has |had )?(?:killed|murdered|strangled|stabbed|shot|poisoned|raped|stole|"
    r"attacked|assaulted|robbed|embezzled|defrauded|abducted|kidnapped|bombed|set fire|"
    r"started the (?:fire|blaze))\b|"
    r"\bwho (?:else )?(?:is|was|were|has been|got) (?:convicted|(?:found )?guilty|jailed|sentenced|"
    r"imprisoned|sent to (?:prison|jail)|the (?:killer|murderer|culprit|thief))\b",
    re.IGNORECASE,
)
_PROVED = r"(?<!not )guilty|convict(?:ed|ion)|jailed|sentenced|imprisoned|admitted|confessed|prison"
_ACCUSED = re.compile(
    rf"^(?!.*\b(?:{_PROVED})\b)[^;]{{0,60}}?\b(?:accused of|charged with|suspected of|"
    r"alleged(?:ly)?|indicted|acquitted|cleared of|"
    r"(?:is|are|was|were|went|goes|go|stands?) on trial|"
    r"pleaded not guilty|den(?:y|ies|ied|ying)\b)",
    re.IGNORECASE,
)
_PROSECUTED = re.compile(
    rf"^(?!.*\b(?:{_PROVED})\b).*\b(?:(?:prosecution|prosecutors?|the crown) (?:said|says|told|"
    r"tells|alleges?|alleged|claims?|claimed)|"
    r"(?:jury|court) (?:heard|was told|is told|has heard))\b",
    re.IGNORECASE,
)
_SUSPECT = re.compile(
    r"\b(?:(?:alleged|suspected|accused) \w+|the accused|suspects?),? (?:(?:the|a|an) )?$",
    re.IGNORECASE,
)
_FROM_ASKED = r"from\b|before\b|first\b|original|initial|previous|former|earlier|old\b|was\b|were\b"
_EARLIER_ASKED = (
    r"from\b|before\b|at first\b|first\b|original|initial|previous|former|earlier|old\b"
)

_RULES = (
    _Rule(
        _words(rf"{_NEGATION}|no\b|den(?:y|ied)|fail|refus"),
        in_clause=_words(rf"(?:{_NEGATION})(?:(?!\b(?:until|before|since)\b).){{0,40}}$"),
    ),
    _Rule(
        _words(rf"{_DENIAL}|no\b|not\b|claim|accus|report|miss(?:es|ing)?\b|sack|dismiss|injured"),
        before=_words(rf"(?:{_DENIAL})[^,;]*$"),
    ),
    _Rule(
        _words(rf"{_PLAN}|{_GIVEN_UP}|propos|want|reject"),
        before=_words(rf"(?:{_GIVEN_UP}) (?:[\w-]+ ){{0,3}}{_PLAN}\b"),
    ),
    _Rule(
        _words(rf"{_PLAN}|{_GIVEN_UP}|propos|want|reject"),
        before=_words(_PLAN),
        after=_words(rf"(?:has|have|had|was|were|is|are|been) (?:\w+ )?(?:{_GIVEN_UP})"),
    ),
    # Hypotheses: the answer stands with "would" and an "if", on either side of it. "Asked if he
    # would go, he said" is none.
    _Rule(
        _words(r"if\b|would\b|could\b|might\b|may\b|must\b|want|demand"),
        before=_words(r"(?:(?<!asked )(?<!asking )if|unless)\b"),
    ),
    _Rule(
        _words(r"if\b|would\b|could\b|might\b|may\b|must\b|want|demand"),
        before=_words(r"(?:would|could|might|may)\b"),
        after=_words(r"(?:if|unless)\b"),
    ),
    _Rule(
        _words(r"would\b|could\b|might\b|turn(?:ed)? down|reject|drop"),
        in_clause=_words(r"(?:would|could|might) have\b"),
    ),
    # What was before: "from six years to four", "up from £49m".
    _Rule(
        _words(_FROM_ASKED),
        before=_words(r"from\s(?:(?:the|a|an|about|some|around|just|only)\s)*\W?$"),
        after=re.compile(r"^[^.;]{0,30}?\s(?:to|by)\s"),
    ),
    _Rule(_words(_FROM_ASKED), before=_words(rf"{_OLD_FIGURE}|{_LARGER}")),
    # What is more or less than something else is only how far they are apart.
    _Rule(_words(r"more\b|less\b|fewer\b|higher\b|lower\b|longer\b|than\b|margin|differ|extra"),
          after=re.compile(r"^\s(?:[a-z]+ )?(?:more|less|fewer|higher|lower|longer) than\b")),
    _Rule(_words(_EARLIER_ASKED), in_clause=_words(_BEFOREHAND)),
    _Rule(_words(_EARLIER_ASKED), before=_words(rf"{_FIRST_REPORT}[^,;]*$")),
    _Rule(_words(_EARLIER_ASKED), before=_words(_SUPERSEDED)),
    _Rule(_words(r"story|article|report|piece|headline|caption"), before=_words(_STORY_SAID)),
    _Rule(
        _words(_EARLIER_ASKED),
        before=_words(r"(?:given|put|reported|counted|estimated) (?:as|at)(?: about| some)? \W?$"),
        after=re.compile(rf"^[^,.;]{{0,40}}?\b{_AT_FIRST}", re.IGNORECASE),
    ),
    _Rule(_words(rf"{_FROM_ASKED}|deputy|vice|acting|late\b|where|when|how|did\b"),
          before=_words(_FORMER)),
)  # fmt: skip
