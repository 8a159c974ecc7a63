"""What somebody said, as the question asks for: never another speaker of the same passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from corpus.quotation_marks import find_lone_marks
from corpus.records import Passage, Span
from qa.reader.people.speakers import Utterance, find_utterances, is_by, part_by
from qa.reader.questions.asked import Asked
from qa.reader.shaping.sentence_answers import (
    ATTESTED_LOGITS,
    COVERAGE_LOGITS,
    MAX_UTTERANCE,
    Choice,
    Coverage,
    best_within,
    sentences_within,
)
from qa.reader.shaping.topics import Topic
from qa.reader.shaping.whole_spans import balance
from qa.reader.spans import ScoredSpan

# What an utterance loses that is another speaker's, and one that is nobody's; what a quotation
# gains over a report. In logits.
OTHER_SPEAKER_PENALTY, NO_SPEAKER_PENALTY, QUOTATION_LOGITS = 8.0, 4.0, 4.0
# The share of a topic that an utterance must hold to be what somebody is said to have said.
_LEAST_HELD = 0.6
# Characters before a passage in which its speakers may be named.
_CONTEXT = 800


class _Utterances:
    """The utterances of a passage, with the text around it.

    What is before may name their speakers; in the rest of its last paragraph they may go on.
    """

    def __init__(self, passage: Passage, speaker: str = "") -> None:
        before, after = _context_before(passage), _paragraph_end(passage)
        self.text, self.offset = passage.article.text[before:after], passage.start - before
        self.from_passage = self.text[self.offset :]
        every = find_utterances(self.text)
        self.all = [each for each in every if each.span.end > self.offset]
        self.begun = sum(each.span.start < passage.end - before for each in self.all)
        self._speaker, self._whole = speaker, f"{passage.article.title}\n{passage.article.text}"
        self._lone = find_lone_marks(self.text)

    @cached_property
    def is_theirs(self) -> list[bool | None]:
        """Of each utterance whether it is the speaker's; None where the text does not say whose."""
        return [is_by(each, self._speaker, self.text, self._whole) for each in self.all]

    def penalty(self, place: int) -> float:
        """What an utterance loses because of its speaker."""
        theirs = self.is_theirs[place]
        if theirs is None:
            return NO_SPEAKER_PENALTY
        return 0.0 if theirs else OTHER_SPEAKER_PENALTY

    def shown(self, place: int) -> Span:
        """What is shown of an utterance, in the passage's characters.

        With one that is the speaker's go those beside it in its paragraph that are theirs too:
        they name the speaker, or are the words that back a report.
        """
        span = self.all[place].span
        if self.is_theirs[place]:
            span = part_by(self.all[place], self._speaker, self.text, self._whole)
            if span == self.all[place].span:
                span = self._run_around(place)
        return Span(max(0, span.start - self.offset), span.end - self.offset)

    def _run_around(self, place: int) -> Span:
        first = last = place
        while first and self._go_together(first - 1, first, self.all[last]):
            first -= 1
        while last + 1 < len(self.all) and self._go_together(last, last + 1, self.all[first]):
            last += 1
        return Span(self.all[first].span.start, self.all[last].span.end)

    def _go_together(self, one: int, other: int, farthest: Utterance) -> bool:
        """Whether two neighbours may be shown as one, with all between them and the farthest."""
        spans = (self.all[one].span, self.all[other].span, farthest.span)
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        return bool(
            self.is_theirs[one]
            and self.is_theirs[other]
            and end - start <= MAX_UTTERANCE
            and "\n\n" not in self.text[spans[0].end : spans[1].start]
            and not any(start <= lone < end for lone in self._lone)
        )


def pick_utterance(asked: Asked, passage: Passage, found: Sequence[ScoredSpan]) -> Choice:
    """The best utterance of a passage for the speaker who is asked for."""
    utterances = _Utterances(passage, asked.form.speaker)
    choices = list(_rate_utterances(asked, utterances, found))
    if not choices:
        return Choice(found[0].span, found[0], found[0].score, NO_SPEAKER_PENALTY)
    place, best = max(enumerate(choices), key=lambda numbered: numbered[1].worth)
    span = _fitting(utterances.from_passage, utterances.shown(place), best.candidate.span)
    candidate = best_within(found, span) or best.candidate
    within = (each for each in choices if span.start <= each.span.start < span.end)
    attested = max((each.attested for each in within), default=best.attested)
    return best._replace(span=span, candidate=candidate, attested=attested)


class SpokenBy(NamedTuple):
    """Where a passage names a speaker, and how far it attests that.

    `span` is None where the speaker is named only before the passage.
    """

    span: Span | None
    attested: float


def find_speaker(asked: Asked, passage: Passage) -> SpokenBy | None:
    """The speaker of the utterance that holds most of what the question says was said.

    None where no utterance holds much of it, or nobody is named whose words these are.
    """
    utterances = _Utterances(passage)
    texts = [utterances.text[slice(*each.span)] for each in utterances.all]
    topic = Topic(asked, texts)
    held = [topic.held_by(place) for place in range(utterances.begun)]
    most = max(held, default=0.0)
    if most < _LEAST_HELD:
        return None
    utterance = utterances.all[held.index(most)]
    speaker = next(iter(utterance.speakers), utterance.inherited).split(",")[0].strip()
    if not speaker:
        return None
    start = passage.text.rfind(speaker, 0, max(0, utterance.span.end - utterances.offset))
    if start < 0:
        return None if speaker in passage.text else SpokenBy(None, most)
    return SpokenBy(Span(start, start + len(speaker)), most)


def utterance_around(asked: Asked, passage: Passage, span: Span) -> Span:
    """The utterance that a span stands in, with what goes with it."""
    utterances = _Utterances(passage, asked.form.speaker)
    at = span.start + utterances.offset
    places = (n for n, each in enumerate(utterances.all) if each.span.start <= at < each.span.end)
    place = next(places, None)
    if place is None:
        return span
    return _fitting(utterances.from_passage, utterances.shown(place), span)


def is_of_other_speaker(asked: Asked, passage: Passage, span: Span) -> bool:
    """Whether a span stands in the words of somebody else than the speaker asked for."""
    utterances = _Utterances(passage, asked.form.speaker)
    place = span.start + utterances.offset
    theirs = zip(utterances.all, utterances.is_theirs, strict=True)
    return any(
        each.span.start <= place < each.span.end and is_so is False for each, is_so in theirs
    )


def _rate_utterances(
    asked: Asked, utterances: _Utterances, found: Sequence[ScoredSpan]
) -> Iterator[Choice]:
    texts = [utterances.text[slice(*each.span)] for each in utterances.all]
    coverage, topic = Coverage(asked, texts), Topic(asked, texts)
    for place, utterance in enumerate(utterances.all[: utterances.begun]):
        start, end = utterance.span
        within = Span(max(0, start - utterances.offset), end - utterances.offset)
        candidate = best_within(found, within) or found[-1]
        penalty = utterances.penalty(place)
        is_theirs = not penalty and utterance.is_quoted
        worth = candidate.score - penalty + COVERAGE_LOGITS * coverage.of(place)
        attested = topic.held_by(place) if utterances.is_theirs[place] else 0.0
        worth += QUOTATION_LOGITS * is_theirs + ATTESTED_LOGITS * attested
        yield Choice(within, candidate, worth, penalty, attested)


def _fitting(text: str, span: Span, core: Span) -> Span:
    """A range that cuts no quotation in half; of a very long one, the sentence around the core."""
    if span.end - span.start <= MAX_UTTERANCE:
        return balance(text, span)
    within = list(sentences_within(text, span))
    return next((each for each in within if each.start <= core.start < each.end), within[0])


def _context_before(passage: Passage) -> int:
    """Where to begin to read for the speakers of a passage: at a paragraph, not far before it."""
    start = max(0, passage.start - _CONTEXT)
    if start == 0:
        return 0
    paragraph = passage.article.text.find("\n\n", start, passage.start)
    return passage.start if paragraph < 0 else paragraph + 2


def _paragraph_end(passage: Passage) -> int:
    """Where the paragraph ends in which a passage ends, not far after it."""
    text, limit = passage.article.text, passage.end + MAX_UTTERANCE
    if text[max(0, passage.end - 2) : passage.end + 2].find("\n\n") >= 0:
        return passage.end
    paragraph = text.find("\n\n", passage.end, limit)
    if paragraph >= 0:
        return paragraph
    return len(text) if len(text) <= limit else passage.end
