"""The sentence that answers, where some words of it would mislead."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.indexes.keywords import question_stems, stems
from corpus.quotation_marks import find_quotations
from corpus.records import Span
from corpus.sentences import sentences
from qa.reader.agreement import answer_words, is_same_answer
from qa.reader.people.speakers import whole_sentences
from qa.reader.questions.asked import Asked
from qa.reader.shaping.manner_of_death import only_dates_death
from qa.reader.shaping.reasons import asks_why, attest_reason, tells_reason
from qa.reader.shaping.split_quotations import join_split_quotations
from qa.reader.shaping.taking_back import join_taken_back
from qa.reader.shaping.whole_spans import balance
from qa.reader.spans import ScoredSpan

# Characters. A longer quotation is not shown whole around the sentence that answers.
MAX_UTTERANCE = 500
# What a sentence gains that holds all of the question's words that its passage has, and one that
# gives a reason where one is asked for; in logits.
COVERAGE_LOGITS, REASON_LOGITS = 1.0, 2.0
# What a sentence loses that only dates the death of which it is asked how it came; in logits.
NO_MANNER_PENALTY = 6.0
# What the text attests gains so much, in logits: whose words these are, or who somebody is.
ATTESTED_LOGITS = 4.0
# A question that wants a yes or no has no words to point at: a sentence may have no span, and the
# words that it shares with a sentence count for more. What plainly denies or grants gains as well.
YES_OR_NO_COVERAGE_LOGITS, PLAIN_REPLY_LOGITS = 4.0, 2.0
# Somebody was asked in so many words whether something is so.
ASKED_LOGITS = 2.0
# What a sentence loses, in logits, that only names what is asked about; and how far it shows that
# it answers if it denies or grants, and has such a share of the question's words.
NAMES_ONLY_PENALTY, REPLY_ATTESTED, _REPLY_SHARE = 6.0, 0.3, 0.4
# The name that a question begins with often stands as "he" where the answer is given, and what the
# headline says is said in few sentences more. Where a yes or no is wanted any name counts less, and
# even less: something about it is asked.
_SUBJECT_WEIGHT, _YES_OR_NO_SUBJECT_WEIGHT = 0.5, 0.25

_PLAIN_REPLY = re.compile(
    r"\b(?:not|never|nothing|nobody|none|neither|no longer|cannot|den(?:y|ied|ies)|rul\w+ out|"
    r"refus\w+|reject\w+|confirm\w+|admit\w*|cleared|yes|indeed)\b|n['’]t\b",
    re.IGNORECASE,
)
_WAS_ASKED = re.compile(r"\basked (?:\w+ )?(?:whether|if)\b", re.IGNORECASE)
_ITEM = re.compile(r"^[ \t]*(?:[*•·–—-]|\d{1,2}[.)])\s", re.MULTILINE)


class Choice(NamedTuple):
    """A range of a passage's text, the best candidate in it, and what it is worth in logits.

    `penalty` is what its candidate loses if it is chosen; `attested` is as `PassageReading` has it.
    """

    span: Span
    candidate: ScoredSpan
    worth: float
    penalty: float = 0.0
    attested: float = 0.0


class Coverage:
    """How much of a question its sentences hold, rare words counting more."""

    def __init__(
        self, asked: Asked, texts: Sequence[str], topic: str = "", *, are_items: bool = False
    ) -> None:
        """`topic` are words, such as a headline's, that count for less.

        So do names, but not where the texts are items of a list, which name what they are about.
        """
        self._held = [set(stems(text)) for text in texts]
        holders = Counter(stem for held in self._held for stem in held)
        subject: set[str] = set()
        if not are_items:
            names = asked.names if topic else asked.names[:1]
            subject = {stem for name in names for word in name for stem in stems(word)}
            subject.update(stems(topic))
        subject_weight = _YES_OR_NO_SUBJECT_WEIGHT if topic else _SUBJECT_WEIGHT
        self._weights = {
            stem: math.log(1 + len(texts) / holders[stem])
            * (subject_weight if stem in subject else 1)
            for stem in set(question_stems(asked.question))
            if holders[stem]
        }

    def of(self, place: int) -> float:
        """The share of the question's words that one of the texts holds, in [0, 1]."""
        held, total = self._held[place], sum(self._weights.values())
        shared = sum(weight for stem, weight in self._weights.items() if stem in held)
        return shared / total if total else 0.0


def pick_sentence(asked: Asked, text: str, found: Sequence[ScoredSpan]) -> Choice:
    """The sentence that answers why or how: one that holds a candidate."""
    units = join_split_quotations(text, answer_units(text), MAX_UTTERANCE)
    coverage = Coverage(asked, [text[slice(*unit)] for unit in units])
    choices = [
        Choice(
            unit,
            candidate,
            candidate.score
            + COVERAGE_LOGITS * coverage.of(place)
            - NO_MANNER_PENALTY * only_dates_death(asked.question, text[slice(*unit)])
            + REASON_LOGITS * (asks_why(asked) and tells_reason(text[slice(*unit)])),
        )
        for place, unit in enumerate(units)
        if (candidate := best_within(found, unit))
    ]
    best = max(choices, key=_worth, default=Choice(found[0].span, found[0], found[0].score))
    start, end = best.candidate.span
    sentence, before = text[slice(*best.span)], text[best.span.start : start]
    return best._replace(
        penalty=NO_MANNER_PENALTY * only_dates_death(asked.question, sentence),
        attested=attest_reason(asked, before, text[start:end], sentence),
    )


def pick_for_yes_or_no(
    asked: Asked, text: str, found: Sequence[ScoredSpan], title: str = ""
) -> Choice:
    """The sentence that lets one say yes or no: the one that speaks most of what is asked.

    An item of a list is taken whole: its last word may be the decision on what it begins with. So
    is what is taken back in the next sentence.
    """
    units = join_taken_back(text, _join_items(text, answer_units(text)))
    texts = [text[slice(*unit)] for unit in units]
    coverage = Coverage(asked, texts, title, are_items=_ITEM.search(text) is not None)
    choices = [
        Choice(
            unit,
            (candidate := best_within(found, unit) or found[-1]),
            candidate.score
            + YES_OR_NO_COVERAGE_LOGITS * coverage.of(place)
            + PLAIN_REPLY_LOGITS * (_PLAIN_REPLY.search(text, *unit) is not None)
            + ASKED_LOGITS * (_WAS_ASKED.search(text, *unit) is not None),
        )
        for place, unit in enumerate(units)
    ]
    best = max(choices, key=_worth, default=Choice(found[0].span, found[0], found[0].score))
    is_of_names = best.candidate != found[0] and _shares_only_names(asked, text[slice(*best.span)])
    return best._replace(
        penalty=NAMES_ONLY_PENALTY if is_of_names else 0.0,
        attested=REPLY_ATTESTED if _replies_plainly(asked, text[slice(*best.span)]) else 0.0,
    )


def _shares_only_names(asked: Asked, sentence: str) -> bool:
    """Whether a sentence has names of the question, no other word of it, and no plain reply."""
    named = {stem for name in asked.names for word in name for stem in stems(word)}
    others, held = set(question_stems(asked.question)) - named, set(stems(sentence))
    is_of_names = not named.isdisjoint(held) and others.isdisjoint(held)
    return bool(others) and is_of_names and not _PLAIN_REPLY.search(sentence)


def _replies_plainly(asked: Asked, sentence: str) -> bool:
    """Whether a sentence denies or grants something with most of the question's words."""
    wanted = list(dict.fromkeys(question_stems(asked.question)))
    held = set(stems(sentence))
    shared = [stem for stem in wanted if stem in held]
    is_of_subject = bool(shared) and shared[0] == wanted[0]
    is_most = len(shared) >= max(2, _REPLY_SHARE * len(wanted))
    return is_of_subject and is_most and _PLAIN_REPLY.search(sentence) is not None


def sentence_of_both(text: str, one: Span, other: Span) -> Span | None:
    """The sentence that holds two spans, where they say different things."""
    words = (answer_words(text[slice(*span)]) for span in (one, other))
    if is_same_answer(*words):
        return None
    first, last = min(one.start, other.start), max(one.end, other.end)
    units = answer_units(text)
    return next((unit for unit in units if unit.start <= first and last <= unit.end), None)


@lru_cache(32)
def answer_units(text: str) -> tuple[Span, ...]:
    """The sentences, those joined that a quotation goes over, unless that is very long."""
    return tuple(_units(text))


def _units(text: str) -> Iterator[Span]:
    for unit in whole_sentences(text, find_quotations(text)):
        if unit.end - unit.start <= MAX_UTTERANCE:
            yield balance(text, unit)
        else:
            yield from sentences_within(text, unit)


def _join_items(text: str, units: Sequence[Span]) -> list[Span]:
    """The units, those of one item of a list as one, without the mark that it begins with."""
    joined: list[Span] = []
    for unit in units:
        line = text.rfind("\n", 0, unit.start) + 1
        item = _ITEM.match(text, line)
        if item and joined and joined[-1].start >= line:
            joined[-1] = Span(joined[-1].start, unit.end)
        elif item:
            joined.append(Span(max(unit.start, item.end()), unit.end))
        else:
            joined.append(unit)
    return joined


def sentences_within(text: str, unit: Span) -> Iterator[Span]:
    """The sentences of a range, without the halves of pairs that they cut."""
    for each in sentences(text[slice(*unit)]):
        yield balance(text, Span(unit.start + each.start, unit.start + each.end), most=0)


def best_within(found: Sequence[ScoredSpan], unit: Span) -> ScoredSpan | None:
    """The best of the candidates that begin in a range; they are in order, best first."""
    return next((each for each in found if unit.start <= each.span.start < unit.end), None)


def _worth(choice: Choice) -> float:
    return choice.worth
