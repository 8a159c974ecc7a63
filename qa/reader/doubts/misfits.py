"""What counts against a span: the wrong kind, the question's own name, a negation, a wrong role."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.calendar_words import NUMBERS, any_of
from corpus.indexes.keywords import stems
from corpus.quotation_marks import find_quotations
from corpus.records import Span
from qa.reader.agreement import answer_words
from qa.reader.doubts.changes import (
    is_only_change,
    is_taken_back,
    is_time_before_last,
    is_turned_down,
)
from qa.reader.doubts.counted_things import counts_other_things
from qa.reader.doubts.deeds import does_other_deed
from qa.reader.doubts.doers import has_other_part
from qa.reader.doubts.furniture import is_furniture
from qa.reader.doubts.named_sums import is_called_otherwise, is_left_out
from qa.reader.doubts.namesakes import is_of_namesake
from qa.reader.doubts.offices import clause_around, has_left, holds_another_office
from qa.reader.doubts.opposites import says_opposite
from qa.reader.doubts.other_ordinals import is_of_other_ordinal
from qa.reader.doubts.other_roles import is_of_other_role
from qa.reader.doubts.own_names import is_of_other_body, lacks_own_name
from qa.reader.doubts.part_of_whole import is_the_whole
from qa.reader.doubts.rates import lacks_rate
from qa.reader.doubts.succession import is_on_other_side
from qa.reader.doubts.text_sentences import following, sentence_of
from qa.reader.doubts.undone_deeds import is_not_done, is_of_other_side
from qa.reader.doubts.wanted_units import has_wrong_unit
from qa.reader.people.descriptions import is_bare_name
from qa.reader.questions.answer_types import AnswerKind, asking_clause, is_of_kind
from qa.reader.questions.asked import Asked, bare_word
from qa.reader.spans import ScoredSpan
from qa.reader.testimony.accusations import is_only_accused
from qa.reader.testimony.mentions import is_stated
from qa.reader.testimony.old_figures import is_of_earlier_record

# Logits that a span loses. What only repeats the question is as good as nothing, and what the
# text denies nearly so; a role can be misread. A number may be given without its unit. What is not
# of the kind asked for loses `misfit_penalty`, which `reader.json` has.
REPETITION_PENALTY = 6.0
FURNITURE_PENALTY = 6.0
NEGATION_PENALTY = 5.0
ROLE_PENALTY = 5.0
UNIT_PENALTY = 4.0
MENTION_PENALTY = 3.0
YEAR_PENALTY = 7.0
NAMELESS_PENALTY = 6.0
# A sum of another name, and what was only offered, are as good as nothing.
UNDONE_PENALTY = 8.0
# As many of the best spans of a passage are compared with each other.
RATED = 3

_HAS_NUMBER = re.compile(rf"\d|\b{any_of(NUMBERS)}\b|\bmillions?\b", re.IGNORECASE)
_EMPTY_WORDS = frozenset(
    "of in on at to for from by with and s mr mrs ms miss dr sir dame lord lady sgt pc cllr "
    "president late his her their its was is were".split()
)
# "Who is Mr Varn's wife?", "what is Varn's first name?", "which is older, the church or the mill?"
_SHARED_NAME = frozenset(
    "wife husband spouse partner brother sister sibling siblings twin son daughter child children "
    "father mother parents widow widower uncle aunt nephew niece cousin grandson granddaughter "
    "grandfather grandmother family relative relatives name named called surname or".split()
)


def repeats_question(asked: Asked, text: str) -> bool:
    """Whether a span only repeats a name or other words of the question."""
    words = [word for each in answer_words(text) if (word := bare_word(each)) not in _EMPTY_WORDS]
    # What "what" asks for may well be called by words of the question, as "EU law" is a law; and
    # of two that are named one may be chosen.
    if not words or asked.words & {"or", "between", "both"}:
        return False
    if asked.form.form == "list" and _only_counts(asked, words):
        return True
    if asked.kind == "other":
        return text[:1].isupper() and _begins_what_is_asked(asked.question, text)
    if f" {' '.join(words)} " in asked.words_in_a_row:
        return True
    return asked.kind == "name" and _is_fuller_name(asked, words, text)


def _begins_what_is_asked(question: str, text: str) -> bool:
    """ "Idaho" does not say which Idaho district."""
    begins = rf"(?:which|what) {re.escape(text.strip())} [a-z]"
    return re.match(begins, asking_clause(question), re.IGNORECASE) is not None


def _only_counts(asked: Asked, words: list[str]) -> bool:
    """ "Four villages" does not say which villages."""
    named = [word for word in words if word not in NUMBERS and not word.isdigit()]
    return 0 < len(named) < len(words) and all(
        f" {word} " in asked.words_in_a_row for word in named
    )


def _is_fuller_name(asked: Asked, words: list[str], text: str) -> bool:
    """Whether a span is the full name of somebody whom the question calls by the surname."""
    if asked.words & _SHARED_NAME or not all(word[0].isupper() for word in text.split()):
        return False
    return any(len(name) == 1 and name[0] == words[-1] for name in asked.names)


def _amount_penalty(asked: Asked, text: str, span: Span, sentence: str, inside: Span) -> float:
    """What an amount loses where it is of something else than is asked for."""
    question, after = asked.question, following(text, span)
    if not _HAS_NUMBER.search(text[slice(*span)]):
        is_to_come = asked.kind == "time" and is_not_done(question, sentence, inside, "")
        return UNDONE_PENALTY * is_to_come
    is_of_other = (
        is_called_otherwise(question, text, span)
        or is_left_out(question, sentence, after)
        or is_not_done(question, sentence, inside, after)
        or is_of_other_side(question, sentence, inside)
    )
    return UNDONE_PENALTY * is_of_other + UNIT_PENALTY * is_only_change(question, text, span)


# Nearly all texts have none of these, and are done with.
_ANY_DENIAL = re.compile(
    r"not|n['’]t|never|rather|instead|opposed|unlike|no longer|den[iy]|ruled|dismissed|contrary",
    re.IGNORECASE,
)
_FILLER = (
    r"(?:(?:the|an?|by|in|at|on|from|for|to|with|his|her|its|their|that|because of|due to|as|of) )"
)
_DENIED = re.compile(
    r"\b(?:rather than|instead of|as opposed to|unlike|no longer|not|never|denie[ds](?: that)?|"
    r"denying(?: that)?|ruled out|dismissed|contrary to)"
    rf" {_FILLER}{{0,3}}[“\"‘'(]?$",
    re.IGNORECASE,
)
# "Injury has ruled out Ada Lund", "the club dismissed her": whoever is asked for so is not denied.
_ASKS_WHO_IS_OUT = re.compile(
    r"\bwhom?\b.*\b(?:dismiss(?:ed)?|sack(?:ed)?|fired?|miss(?:es|ing)?|ruled? out|unavailable|"
    r"injured|dropped)\b",
    re.IGNORECASE,
)
# "not by his deputy, Yana Kosk, but by"
_DENIED_BEFORE_NAME = re.compile(
    r"\b(?:rather than|instead of|not|never)(?: (?:by|the|an?|his|her|its|their|to|for|with|from))+"
    r"(?: [a-z-]+){1,3}, $"
)
# "will not cut 340 jobs"
_UNDONE = re.compile(
    r"(?:\b(?:did|does|do|will|would|has|had|have|could|can|should|was|were|is|are)(?: not|n['’]t)|"
    rf"\bnever|\bcannot|\bwon['’]t) (?:be |been )?(?P<verb>\w+) {_FILLER}{{0,2}}[“\"‘'(]?$",
    re.IGNORECASE,
)
# "denied the visitors a chance"
_GIVEN = re.compile(r" (?:an?|the|any|access|entry|permission)\b")
# "No pope has ever sat down …" names none; "no one" may be who was hurt.
_NO_SUCH = re.compile(r"no (?!one\b|body\b|longer\b|\d)", re.IGNORECASE)
_NAMED_KINDS: frozenset[AnswerKind] = frozenset(("name", "country", "state"))


def is_denied(asked: Asked, text: str, span: Span) -> bool:
    """Whether a span is denied, mostly by what is right before it, though that is not asked for."""
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 12]
    if asked.asks_for_denial:
        return False
    if asked.kind in _NAMED_KINDS and _NO_SUCH.match(text[slice(*span)]):
        return True
    if not _ANY_DENIAL.search(before):
        return False
    if _DENIED.search(before):
        return not _GIVEN.match(after) and not _ASKS_WHO_IS_OUT.search(asked.question)
    if after.startswith(",") and _DENIED_BEFORE_NAME.search(before):
        return True
    undone = _UNDONE.search(before)
    return undone is not None and bool(asked.stems.intersection(stems(undone["verb"])))


def _has_other_role(asked: Asked, text: str, span: Span, sentence: str) -> bool:
    question, is_number = asked.question, asked.kind == "number"
    if asked.form.form == "identity" and is_bare_name(text[slice(*span)]):
        return True
    if asked.form.form == "speaker" and is_within_quotation(text, span):
        return True
    if is_of_other_ordinal(question, sentence) or is_of_other_role(question, text, span):
        return True
    if asked.kind in ("name", "number") and (
        says_opposite(question, text, span, is_number=is_number)
    ):
        return True
    if is_number and (
        is_the_whole(question, text, span) or counts_other_things(question, text, span)
    ):
        return True
    if asked.kind == "time" and is_time_before_last(question, text, span):
        return True
    if asked.kind != "name":
        # Of "Ada Lund's husband" another of her name is told.
        return not asked.words & _SHARED_NAME and is_of_namesake(asked.names, sentence)
    return (
        holds_another_office(question, text, span)
        or has_left(question, text, span)
        or has_other_part(question, text, span)
        or is_on_other_side(question, text, span)
        or does_other_deed(question, *clause_around(text, span))
    )


def _is_undone_later(asked: Asked, sentence: str, after: str) -> bool:
    """Whether a sum or a term is changed by the next sentence, or offered and refused."""
    if asked.kind not in ("number", "other"):
        return False
    return is_taken_back(asked.question, after) or is_turned_down(asked.question, sentence, after)


def is_within_quotation(text: str, span: Span) -> bool:
    """Whether a span stands in what somebody is quoted as saying."""
    return any(pair.start < span.start and span.end < pair.end for pair in find_quotations(text))


_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
# The year from which something holds is not the year that is spoken of.
_SINCE = re.compile(r"\b(?:since|founded|built|opened|born|dating|dates)\b[^.,;]*", re.IGNORECASE)


def is_of_other_year(asked: frozenset[str], sentence: str) -> bool:
    """Whether a sentence names years, and none of those that are asked about."""
    named = set(_YEAR.findall(_SINCE.sub("", sentence))) if asked else set()
    return bool(named) and not named & asked


def rate_spans(
    asked: Asked, text: str, found: Sequence[ScoredSpan], misfit_penalty: float
) -> list[ScoredSpan]:
    """The best candidates of a passage's text in order, each less what counts against it.

    Nothing is added to a score, so that candidates which cannot be among the best are not rated.
    """
    rated: list[ScoredSpan] = []
    for span, score in found:
        if len(rated) >= RATED and rated[RATED - 1].score >= score:
            break
        rated.append(ScoredSpan(span, score - _penalty(asked, text, span, misfit_penalty)))
        rated.sort(key=lambda each: -each.score)
    return rated[:RATED]


def _penalty(asked: Asked, text: str, span: Span, misfit_penalty: float) -> float:
    words = text[slice(*span)]
    return (
        misfit_penalty * (not is_of_kind(asked.kind, words))
        + REPETITION_PENALTY * repeats_question(asked, words)
        + FURNITURE_PENALTY * is_furniture(text, span)
        + NAMELESS_PENALTY * lacks_own_name(asked.question, words)
        + NAMELESS_PENALTY * is_of_other_body(asked.question, words)
        + UNIT_PENALTY * has_wrong_unit(asked.question, text, span)
        + _context_penalty(asked, text, span)
    )


def _context_penalty(asked: Asked, text: str, span: Span) -> float:
    """What the words around a span take from it."""
    sentence, inside = sentence_of(text, span)
    if is_denied(asked, text, span) or is_only_accused(sentence, inside, asked.question):
        return NEGATION_PENALTY
    return (
        ROLE_PENALTY * _has_other_role(asked, text, span, sentence)
        + UNIT_PENALTY * lacks_rate(asked.question, sentence, inside)
        + _amount_penalty(asked, text, span, sentence, inside)
        + MENTION_PENALTY * (not is_stated(sentence, inside, asked.question))
        + NEGATION_PENALTY * _is_undone_later(asked, sentence, following(text, span))
        + YEAR_PENALTY * is_of_other_year(asked.years, sentence)
        + YEAR_PENALTY * is_of_earlier_record(asked.question, sentence[: inside.start])
    )
