"""An answer as a value: what it says, however it is written.

"£230m" is "230 million pounds", "a dozen" is 12, "Friday" is its date, "Sergei" is "Sergey". An
answer that is none of these is compared by its words, and other words are never taken for a
contradiction: there are many ways to say one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from corpus.records import PublicationDate, Span
from qa.reader.questions.answer_types import AnswerKind
from qa.reader.values import amounts, moments
from qa.reader.values.amounts import Amount, Relation, compare_amounts
from qa.reader.values.amounts_in_text import find_amounts
from qa.reader.values.moment_sides import compare_sides, sides_of
from qa.reader.values.moments import compare_moments
from qa.reader.values.moments_in_text import find_moments
from qa.reader.values.proper_names import Names, compare_names, find_names
from qa.reader.values.word_folding import fold_word

# A longer answer says more than one amount, date or name.
_MAX_WORDS = 12
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_NOTHING = re.compile(r"\W*(?:none|nobody|no[ -]one|nothing|nil|not one)\b", re.IGNORECASE)
_MAY_COME_BEFORE = re.compile(
    r"\W*(?:(?:an?|the|in|on|at|by|for|from|to|of|until|till|since|before|after|within|about|around|"
    r"some|roughly|approximately|only|just|nearly|almost|over|under|up|more|less|fewer|than|least|"
    r"most|early|late|mid|later|another|between)\b\W*)*",
    re.IGNORECASE,
)
_MAY_COME_AFTER = re.compile(r"\W*$|\s(?:in|on|at|a|an|per|for|from|to|each|later|ago)\b", re.I)
_ARTICLES = frozenset(("a", "an", "the"))
_ZERO = (Amount(0, 0, 1),)

_Readings = TypeVar("_Readings")
_Found: TypeAlias = tuple[Span, _Readings] | None


@dataclass(frozen=True, slots=True)
class Value:
    """What an answer says: at most one of an amount, a moment and names, and always its words.

    `sides` is on which side of the moment it is: "before", "early", "evening".
    """

    words: tuple[str, ...]
    amount: amounts.Readings = ()
    moment: moments.Readings = ()
    names: Names | None = None
    sides: frozenset[str] = frozenset()

    @property
    def is_comparable(self) -> bool:
        """Whether another value can contradict it."""
        return bool(self.amount or self.moment or self.names)


def parse_value(
    sentence: str,
    answer: Span,
    kind: AnswerKind = "other",
    published: PublicationDate | None = None,
) -> Value:
    """The value of an answer, which is a range of its sentence.

    What the answer leaves out is read beside it: "at least" before it, "per cent" after it. `kind`
    is what the question asks for; relative dates count from the day of the article.
    """
    text = sentence[answer.start : answer.end]
    words = tuple(
        folded for word in _WORD.findall(text)
        if word.lower() not in _ARTICLES and (folded := fold_word(word))
    )  # fmt: skip
    if len(words) > _MAX_WORDS:
        return Value(words)
    if kind in ("name", "country", "state"):
        return Value(words, names=find_names(text))
    if kind == "number" and _NOTHING.match(text):
        return Value(words, amount=_ZERO)
    moment = _only_one(find_moments(sentence, published), answer)
    amount = _only_one(find_amounts(sentence), answer)
    is_number = kind == "number" and amount
    if moment and not is_number and (kind == "time" or _is_all_of(text, moment[0], answer)):
        around = sentence[: moment[0].start], sentence[moment[0].end :]
        return Value(words, moment=moment[1], sides=sides_of(*around))
    if amount and (kind in ("number", "time") or _is_all_of(text, amount[0], answer)):
        return Value(words, amount=amount[1])
    names = find_names(text) if kind == "other" else None
    is_name = names and names.is_plain and not _may_be_no_name(sentence, answer, names)
    return Value(words, names=names if is_name else None)


def value_of(
    text: str, kind: AnswerKind = "other", published: PublicationDate | None = None
) -> Value:
    """The value of an answer that stands by itself."""
    return parse_value(text, Span(0, len(text)), kind, published)


def compare_values(one: Value, other: Value) -> Relation:
    """Whether two answers say the same, something different, or cannot be compared."""
    has_same_words = one.words == other.words and bool(one.words)
    if one.amount and other.amount:
        relation = compare_amounts(one.amount, other.amount)
        return "same" if has_same_words and relation == "unclear" else relation
    if one.moment and other.moment:
        relation = compare_moments(one.moment, other.moment)
        return compare_sides(one.sides, other.sides) if relation == "same" else relation
    if has_same_words:
        return "same"
    if one.names and other.names:
        return compare_names(one.names, other.names)
    if one.is_comparable or other.is_comparable:
        return "unclear"
    return "same" if _holds(one.words, other.words) else "unclear"


def _only_one(found: Iterator[tuple[Span, _Readings]], answer: Span) -> _Found[_Readings]:
    """What stands in the answer, in whole or in part; None where it is not one alone."""
    inside = [each for each in found if each[0].start < answer.end and each[0].end > answer.start]
    return inside[0] if len(inside) == 1 else None


def _is_all_of(text: str, mention: Span, answer: Span) -> bool:
    """Whether an answer is an amount or a date, and does not only have one: "a £3m pool"."""
    before = text[: max(0, mention.start - answer.start)]
    after = text[max(0, mention.end - answer.start) :]
    return bool(_MAY_COME_BEFORE.fullmatch(before) and _MAY_COME_AFTER.match(after))


def _may_be_no_name(sentence: str, answer: Span, names: Names) -> bool:
    """Whether an answer may have its capital only because a sentence begins: "Arson did it"."""
    is_first = not re.search(r"\w", sentence[: answer.start])
    is_one_word = len(names.each) == 1 and len(names.each[0]) == 1
    goes_on = re.match(r"\W*[a-z]", sentence[answer.end :])
    return is_first and is_one_word and bool(goes_on) and names.ranks == {""}


def _holds(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one answer holds all words of the other, in a row."""
    shorter, longer = sorted((one, other), key=len)
    places = range(len(longer) - len(shorter) + 1)
    return bool(shorter) and any(longer[at : at + len(shorter)] == shorter for at in places)
