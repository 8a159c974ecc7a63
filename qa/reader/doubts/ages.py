"""Whether an age is somebody else's, or a name is of nobody of the age that is asked about."""

from __future__ import annotations

import re

from corpus.records import Span

_WORD = r"[A-ZÀ-Þ][\w’'-]+"
_NAME = rf"{_WORD}(?: {_WORD}){{0,2}}"
# "How old is the miner Ada Lund?", but not her mother, nor the man who shot her.
_ASKED_AGE = re.compile(
    r"\bhow old (?:is|was|will|were) "
    r"(?:(?!(?:who|that|of|in|at|when|whose|from|on)\b)[a-z-]+ ){0,3}"
    rf"(?-i:(?P<name>{_NAME}))(?![\w’'-])",
    re.IGNORECASE,
)
_AGE_OF = re.compile(
    r"(?<!\bin )(?<!\bof )(?<!\bat )(?<!\bfrom )(?<!\bnear )\b(?!(?:He|She|It|They|Who|Now|At)\b)"
    rf"(?P<name>{_NAME})(?:,(?: who (?:is|was))?(?: aged)?| is| was) $"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_YEARS_OLD = (
    r"(?:(?P<age>\d{1,3})[- ]year[- ]old|(?:man|woman|boy|girl) (?:of|aged) (?P<of>\d{1,3})\b)"
)
_ASKS_WHO = re.compile(rf"who\b.*?\b{_YEARS_OLD}", re.IGNORECASE)


def is_age_of_other(question: str, sentence: str, inside: Span) -> bool:
    """Whether an age is that of somebody else, who is named right before it: "Ida Brand, 28,".

    The age is a range of the sentence.
    """
    asked, before = _ASKED_AGE.search(question), sentence[: inside.start]
    if asked is None or _POSSESSIVE.search(asked["name"]) or not _AGE_OF.search(before):
        return False
    held = before.casefold()
    return not any(word in held for word in asked["name"].casefold().split())


def is_of_no_such_age(question: str, article: str, sentence: str, beside: str) -> bool:
    """Whether an article tells of somebody of an age without a name, and a sentence names another.

    `beside` are the sentences before and after. Of "the 38-year-old man" nothing is said where no
    38 stands there, while "a man of 38" stands elsewhere.
    """
    asked = _ASKS_WHO.match(question)
    if asked is None:
        return False
    age = asked["age"] or asked["of"]
    unnamed = re.compile(
        rf"\b[Aa]n? (?:{age}-year-old (?!{_WORD})|"
        rf"(?:[a-z]+ )?(?:man|woman|boy|girl),? (?:of|aged) {age}\b)"
    )
    return unnamed.search(article) is not None and not re.search(
        rf"\b{age}\b", unnamed.sub("", f"{beside} {sentence}")
    )
