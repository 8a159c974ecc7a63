"""The passage that comes closest to a question which the archive does not answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.indexes.keywords import stems
from corpus.passages import embedded_text
from corpus.records import Passage, Span
from corpus.sentences import sentences
from qa.answers import Evidence
from qa.reader.base import Verdict
from qa.reader.nearest_sentence import coverage, sentence_around, word_rarities
from qa.reader.questions.question_names import question_names, without_times
from qa.search.hits import Hit

# Passages whose sentences are compared: further down nothing comes close.
_COMPARED_PASSAGES = 15
# The shares, by rarity, that a passage with its headline must hold: of the question's names and of
# all its words; of the words more where it has no names. Below them nothing is near.
_LEAST_NAMES, _LEAST_WORDS_BESIDE, _LEAST_WORDS = 0.6, 0.25, 0.4
# What the names in the sentence itself add to the share of the question's other words, and what
# the reader's own choice of a place adds, times how likely it thinks that is.
_NAMES_WEIGHT, _READER_WEIGHT = 0.5, 0.5


def closest_passage(question: str, hits: Sequence[Hit], verdict: Verdict) -> Evidence | None:
    """The sentence that holds most of what the question asks about; None where nothing is near.

    Near is a passage that holds the question's names and numbers, in its text or headline.
    """
    compared = hits[:_COMPARED_PASSAGES]
    rarities = word_rarities(question, compared)
    named = question_names(question, [embedded_text(hit.passage) for hit in compared])
    names = {stem for name in without_times(named) for stem in stems(name)}
    subject = _Subject(
        {word: rarity for word, rarity in rarities.items() if word in names},
        {word: rarity for word, rarity in rarities.items() if word not in names},
    )
    chosen = {each.hit.passage.id: each.span for each in verdict.passages}
    best: tuple[float, Evidence] | None = None
    for hit in compared:
        if not _is_near(subject, hit.passage):
            continue
        span = chosen.get(hit.passage.id)
        place = sentence_around(span, hit.passage) if span else None
        bonus = _READER_WEIGHT * verdict.chances_alone.get(hit.passage.id, 0.0)
        for score, sentence in _rate_sentences(subject, hit.passage):
            total = score + (bonus if place and _overlap(place, sentence) else 0.0)
            if best is None or total > best[0]:
                best = total, Evidence(hit, sentence)
    return best[1] if best else None


class _Subject(NamedTuple):
    """The stems of a question with their rarities: those of its names and numbers, and the rest."""

    names: Mapping[str, float]
    others: Mapping[str, float]


def _is_near(subject: _Subject, passage: Passage) -> bool:
    text = embedded_text(passage)
    share = coverage({**subject.names, **subject.others}, text)
    if subject.names:
        return share >= _LEAST_WORDS_BESIDE and coverage(subject.names, text) >= _LEAST_NAMES
    return share >= _LEAST_WORDS


def _rate_sentences(subject: _Subject, passage: Passage) -> Iterator[tuple[float, Span]]:
    for span in sentences(passage.text):
        text = passage.text[span.start : span.end]
        names, others = coverage(subject.names, text), coverage(subject.others, text)
        yield (
            others + _NAMES_WEIGHT * names,
            Span(passage.start + span.start, passage.start + span.end),
        )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
