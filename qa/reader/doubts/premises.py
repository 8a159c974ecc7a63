"""What a question takes for granted, and whether a passage bears that out for an answer in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.calendar_words import MONTH_NUMBERS, any_of
from corpus.indexes.keywords import question_stems, stems
from corpus.records import Passage, Span
from qa.reader.doubts.ages import is_age_of_other, is_of_no_such_age
from qa.reader.doubts.denied_sums import is_denied_sum
from qa.reader.doubts.namesakes import is_of_first_bearer
from qa.reader.doubts.offices import asked_office
from qa.reader.doubts.other_people import is_about_other_person, is_told_of_other
from qa.reader.doubts.other_places import is_of_other_place
from qa.reader.doubts.other_things import is_of_other_thing
from qa.reader.doubts.owners import is_of_other_owner
from qa.reader.doubts.relations import asked_relation
from qa.reader.doubts.text_sentences import (
    following,
    sentence_before,
    sentence_of,
    sentences_of,
)
from qa.reader.questions.answer_types import asking_clause
from qa.reader.questions.asked import Asked
from qa.reader.spans import ScoredSpan

# Logits that a span loses: where its sentence is of another year, another person or another bearer
# of the name, where its article is about another place, where it tells nothing of the relation that
# is asked about, and where the article itself says that the answer is not known.
TIME_PENALTY = 6.0
BEARER_PENALTY = 6.0
PERSON_PENALTY = 5.0
PLACE_PENALTY = 8.0
RELATION_PENALTY = 8.0
UNKNOWN_PENALTY = 8.0

_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
# "The riot of January 6, 2021": long after it people speak of it without the year.
_FULL_DATE = re.compile(
    rf"\b{any_of(MONTH_NUMBERS)} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{any_of(MONTH_NUMBERS)},? \d{{4}}\b",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(
    r"\blast (?:year|winter|autumn|summer|spring|season|\w+(?:ary|ch|il|ay|ne|ly|st|ber))\b|"
    r"\b(?:a|one) year (?:ago|earlier)\b|\bprevious year\b",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(r"\bnext \w+\b|\bwill\b|\bdue\b", re.IGNORECASE)
_LONG_AGO = re.compile(
    r"\b(?:years?|decades?|centur(?:y|ies)) (?:ago|before|earlier|later|since)\b|\banniversary\b",
    re.IGNORECASE,
)
# "The first since 1996" and "it had stood since 1911" tell of another year.
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_SINCE_THEN = re.compile(r"\bsince (?:[\w’'-]+ ){0,2}\d{4}\b", re.IGNORECASE)
# What is printed in these months often tells of the year before without naming it.
_FIRST_MONTHS = 3

# A number and the noun for what it counts.
_COUNTED = re.compile(
    r"(?:(?:about|some|around|nearly|almost|over|at least|up to|more than|another|a further) )*"
    r"(?:\d[\d,]*|[a-z-]+) (?!(?:others?|people|persons|men|women|children|hours|days|weeks|months|"
    r"years|times|as|was|has|is|does|this)\b)[a-z-]+s\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:also|too|confirmed|including|among|toll|more)\b", re.IGNORECASE)
# "He denied that she had been killed", "she will stay at the head": this tells of no such thing.
_NOT_SO = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|rul(?:ed|ing) out|reject(?:ed|s|ing)?|dismiss(?:ed|es|ing)?)"
    r"(?: [\w-]+){0,3}? that\b[^.;”\"]*|"
    r"\b(?:will|is to|would) (?:\w+ )?(?:stay|remain|continue|carry on|keep)\b",
    re.IGNORECASE,
)

_WHICH = re.compile(r"(?:which|what)\b", re.IGNORECASE)
# "The other dead were a couple": they are of those whom the article is about.
_OTHERS = re.compile(
    r"[“\"‘']?(?:(?:the|all|some) )?(?:others?|another)\b"
    r"(?! (?:dead|injured|wounded|missing|victims|casualties|survivors)\b)",
    re.IGNORECASE,
)

_UNKNOWN = re.compile(
    r"\btoo (?:early|soon) to (?:say|tell|speak|know)\b|"
    r"\b(?:nobody|no one|no-one) (?:has said|has explained|knows|knew|(?:wi|wou|ca|cou)\w+ say)\b|"
    r"\b(?:is|was|are|were|has|have|had)(?: not|n['’]t) (?:yet )?(?:been )?(?:known|clear|"
    r"disclosed|named|cast|announced|decided|chosen|released|revealed|explained|given|"
    r"worked out|settled|finali[sz]ed|calculated)\b|"
    r"\ban answer had not come\b|"
    r"\b(?:unclear|undisclosed|remains? (?:unknown|a mystery)|(?:is|was|are|were) unknown)\b|"
    r"\b(?:would|will|did|does|could|can)(?: not|n['’]t) (?:say|disclose|reveal|name)\b|"
    r"\b(?:declined|refused) to (?:say|name|disclose|reveal)\b|"
    r"\byet to (?:be )?(?:name|decide|announce)",
    re.IGNORECASE,
)
# "She declined to name the nurse": which nurse it was is not told.
_UNNAMED = re.compile(
    r"\b(?:(?:declined|refused) to|(?:would|will|did|has|have)(?: not|n['’]t)) (?:name|identify)d? "
    r"(?:the|his|her|its|their) (?P<who>(?:[a-z-]+ ){0,2}[a-z-]+)",
    re.IGNORECASE,
)
_ASKS_NAME = re.compile(r"(?:who|which|what (?:is|was) the name)\b", re.IGNORECASE)
# "They met for an hour. The bill has not been worked out."
_OF_SUM = re.compile(r"[“\"‘']?The (?:bill|sum|amount|figure|total|price|cost|fee)\b")
# What fails is done or not; who failed to do it may well be told.
_FAILED = re.compile(r"\bfail(?:s|ed|ing|ure)?\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\b(?:named?|identified) (?:him|her|them)\b", re.IGNORECASE)
_ASKING_WORD = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_MIN_UNKNOWN_SHARE, _MIN_UNKNOWN_WORDS = 0.4, 2
# Sentences after one that says what is not known, which may tell what is known all the same.
_AFTER_UNKNOWN = 2


def check_premises(asked: Asked, passage: Passage, found: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """The candidates of a passage less what its text does not bear out, best first."""
    article = passage.article
    unknown = _find_unknown(asked, article.text)
    elsewhere = PLACE_PENALTY * is_of_other_place(asked.names, f"{article.title}\n{article.text}")
    checked = [
        each._replace(score=each.score - elsewhere - _penalty(asked, passage, each.span, unknown))
        for each in found
    ]
    return sorted(checked, key=lambda each: -each.score)


def _penalty(asked: Asked, passage: Passage, span: Span, unknown: Sequence[int]) -> float:
    text = passage.text
    sentence, inside = sentence_of(text, span)
    start = span.start - inside.start
    before = sentence_before(text, start)
    return (
        TIME_PENALTY * _is_of_other_time(asked, passage, sentence, start)
        + BEARER_PENALTY * is_of_first_bearer(asked.names, passage.article.text, sentence, before)
        + BEARER_PENALTY * is_of_other_thing(asked.names, sentence, before)
        + BEARER_PENALTY * _speaks_of_others(asked, sentence)
        + BEARER_PENALTY * is_of_other_owner(asked.question, sentence)
        + PERSON_PENALTY * is_about_other_person(asked.question, sentence, inside, before)
        + PERSON_PENALTY * _is_number_of_other(asked, sentence, inside)
        + UNKNOWN_PENALTY * is_denied_sum(asked.question, passage.article.text, sentence)
        + UNKNOWN_PENALTY * _is_of_no_such_age(asked, passage, span, before)
        + RELATION_PENALTY * _tells_no_relation(asked, before, sentence, inside)
        + UNKNOWN_PENALTY * _leaves_unknown(passage, start, unknown)
    )


def _is_of_other_time(asked: Asked, passage: Passage, sentence: str, start: int) -> bool:
    """Whether a sentence that names no year can be of none of the years asked about.

    It is of the year in which its article was printed, or of one that was named before it. `start`
    is where it begins in the passage. Who has an office may have it for years.
    """
    article, years = passage.article, asked.years
    own_words = sentence if _SINCE.search(asked.question) else _SINCE_THEN.sub("", sentence)
    is_named_by_date = _FULL_DATE.search(asked.question) is not None
    if (
        is_named_by_date
        or asked_office(asked.question)
        or not years
        or article.published is None
        or _YEAR.search(own_words)
    ):
        return False
    if _LONG_AGO.search(sentence):
        return False
    before = _SINCE_THEN.sub("", f"{article.title} {article.text[: passage.start + start]}")
    told = {int(year) for year in _YEAR.findall(before)}
    first, last = article.published.first, article.published.last
    told |= {first.year, last.year}
    if first.month <= _FIRST_MONTHS or _LAST_YEAR.search(sentence):
        told.add(first.year - 1)
    if _NEXT_YEAR.search(sentence):
        told.add(last.year + 1)
    return told.isdisjoint(map(int, years))


def _is_number_of_other(asked: Asked, sentence: str, inside: Span) -> bool:
    return asked.kind == "number" and (
        is_told_of_other(asked.question, sentence, inside)
        or is_age_of_other(asked.question, sentence, inside)
    )


def _is_of_no_such_age(asked: Asked, passage: Passage, span: Span, before: str) -> bool:
    text = passage.text
    sentence, _ = sentence_of(text, span)
    beside = f"{before} {following(text, span)}"
    return is_of_no_such_age(asked.question, passage.article.text, sentence, beside)


def _speaks_of_others(asked: Asked, sentence: str) -> bool:
    """Whether a sentence is about "the other books", and names none of what is asked about.

    "Which book was on the list?" may well be answered by one of the others.
    """
    if not asked.names or not _OTHERS.match(sentence) or _WHICH.match(asked.question):
        return False
    words = sentence.casefold()
    return not any(part in words for name in asked.names for part in name if len(part) > 2)


def _tells_no_relation(asked: Asked, before: str, sentence: str, inside: Span) -> bool:
    """Whether neither the sentence of an answer nor the one before tells what is asked.

    A number with what it counts is told of by its own sentence: "70 firemen came" is no toll.
    """
    relation = asked_relation(asked.question)
    if relation is None:
        return False
    counts = asked.kind == "number" and _COUNTED.match(sentence, inside.start) is not None
    is_alone = counts and not _GOES_ON.search(sentence)
    text = sentence if is_alone else f"{before} {sentence}"
    return relation.search(_NOT_SO.sub("", text)) is None


def _find_unknown(asked: Asked, text: str) -> list[int]:
    """Where sentences begin that say that what is asked is not known, disclosed or decided."""
    is_speech = asked.form.form in ("quotation", "description", "speaker")
    asks_for_denial = Asked(_FAILED.sub("", asked.question)).asks_for_denial
    if is_speech or asks_for_denial or not (_UNKNOWN.search(text) or _UNNAMED.search(text)):
        return []
    spans = sentences_of(text)
    return [
        span.start
        for before, span in zip((Span(0, 0), *spans), spans, strict=False)
        if _says_unknown(asked, text[slice(*span)], text[slice(*before)])
    ]


def _says_unknown(asked: Asked, sentence: str, before: str) -> bool:
    wanted = _wanted_stems(asked)
    asking = asking_clause(asked.question)
    unnamed = _UNNAMED.search(sentence) if _ASKS_NAME.match(asking) else None
    if unnamed and wanted.intersection(stems(unnamed["who"])):
        return True
    if _OF_SUM.match(sentence):
        sentence = f"{before} {sentence}"
    found = _UNKNOWN.search(sentence)
    if found and _OF_THEM.search(sentence):  # "A second man was held. Police have not named him."
        sentence, found = f"{before} {sentence}", _UNKNOWN.search(f"{before} {sentence}")
    if not found or not wanted:
        return False
    asks = _ASKING_WORD.match(asking)
    indirect = _ASKING_WORD.search(sentence, found.end())
    if asks and indirect and asks[0].casefold() == indirect[0].casefold():
        shared = wanted.intersection(stems(sentence[indirect.end() :]))
        return len(shared) >= max(1, _MIN_UNKNOWN_SHARE * len(wanted))
    shared = wanted.intersection(stems(sentence))
    return len(shared) >= max(_MIN_UNKNOWN_WORDS, _MIN_UNKNOWN_SHARE * len(wanted))


def _wanted_stems(asked: Asked) -> frozenset[str]:
    """The stems of the question's words but for its names."""
    named = {stem for name in asked.names for word in name for stem in stems(word)}
    return frozenset(question_stems(asked.question)) - named


def _leaves_unknown(passage: Passage, start: int, unknown: Sequence[int]) -> bool:
    """Whether the article says that nobody knows, and a sentence does not tell it after all.

    Only those right after the one that says so may.
    """
    if not unknown:
        return False
    starts = [span.start for span in sentences_of(passage.article.text)]
    place = bisect_right(starts, passage.start + start) - 1
    return set(unknown).isdisjoint(starts[max(0, place - _AFTER_UNKNOWN) : max(0, place)])
