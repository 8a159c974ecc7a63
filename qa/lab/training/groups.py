"""What one step learns from: a question with passages, of which one answers or none."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from corpus.indexes.keywords import question_stems, stems
from corpus.records import Span
from corpus.sentences import sentences
from qa.lab.training.sets import Example, Paragraph
from qa.reader.inputs import Input, Inputs, Text

# A passage that is cropped keeps so many characters at the most.
_WINDOWS = 200, 500
# Of a veiled group so many pieces cannot be read.
_OF_QUESTION, _OF_PASSAGE = 0.1, 0.05
# Where pieces stand in their text is not needed any more, and would fill the memory.
_ANYWHERE = (0, 0)


class Variety(NamedTuple):
    """How often a group is made in which way, in [0, 1].

    Most passages are cropped, whole sentences around the answer: more questions in the same
    time, and passages of many lengths. Most are titled, and keep their headline: the reader
    must do without as well. Of groups that are veiled some pieces cannot be read, of the
    question and beside the answer: what they said has to be told from the rest.
    """

    cropped: float
    titled: float
    veiled: float


OF_READER = Variety(cropped=0.75, titled=0.85, veiled=0.1)


@dataclass(frozen=True, slots=True)
class Member:
    """One passage of a group; `answer` its first and last piece of the answer, None if none.

    `chosen` are the same for every range that people marked, be they right or just likely.
    """

    input: Input
    answer: tuple[int, int] | None
    chosen: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """An example; read beside one of the negatives, which look like an answer and are none."""

    example: Example
    negatives: tuple[Paragraph, ...] = ()


Group = list[Member]


def grouped(
    questions: Sequence[Question],
    inputs: Inputs,
    seed: int,
    tokens: int,
    variety: Variety = OF_READER,
) -> Iterator[list[Group]]:
    """Batches of about so many word pieces, in an order drawn from the seed.

    Groups of like length stand together, so that little is padded; batches come in random
    order.
    """
    chance = random.Random(seed)
    made = (_group(question, inputs, chance, variety) for question in questions)
    groups = [group for group in made if group]
    groups.sort(key=lambda group: (longest(group), chance.random()))
    batches: list[list[Group]] = [[]]
    for group in groups:
        if sum(map(len, batches[-1])) * longest(group) >= tokens:
            batches.append([])
        batches[-1].append(group)
    chance.shuffle(batches)
    yield from batches


def longest(group: Group) -> int:
    """The most word pieces that a passage of the group has."""
    return max(len(member.input.ids) for member in group)


def _group(question: Question, inputs: Inputs, chance: random.Random, variety: Variety) -> Group:
    example = question.example
    text, answer, start = example.paragraph.text, example.answer, 0
    around = answer or next(iter(example.chosen), None)
    if chance.random() < variety.cropped:
        start, end = cropped(text, around, chance, chance.randint(*_WINDOWS))
        text = text[start:end]
    texts = [(example.paragraph.title, text)]
    if question.negatives:
        other = chance.choice(question.negatives)
        # About as long as its opponent: length must not tell, and little is padded.
        nearest = most_like(example.question, other.text)
        texts.append(
            (other.title, other.text[slice(*cropped(other.text, nearest, chance, len(text)))])
        )
    titled = chance.random() < variety.titled
    encoded = inputs.of(example.question, [Text(t if titled else "", p) for t, p in texts])
    pieces = _pieces(encoded[0], answer, start) if answer else None
    if answer and pieces is None:  # past the last piece that is read
        return []
    marked = (_pieces(encoded[0], each, start) for each in example.chosen or filter(None, [answer]))
    chosen = tuple(each for each in marked if each is not None)
    if chance.random() < variety.veiled:
        encoded = [_veiled(each, inputs.mask, chosen, chance) for each in encoded]
    read, *others = (replace(each, spans=[_ANYWHERE] * len(each.spans)) for each in encoded)
    return [Member(read, pieces, chosen), *(Member(other, None) for other in others)]


def most_like(question: str, text: str) -> Span | None:
    """The first of a text's sentences that hold most of the question's words."""
    asked = set(question_stems(question))
    return max(
        sentences(text),
        key=lambda span: len(asked.intersection(stems(text[span.start : span.end]))),
        default=None,
    )


def _pieces(input: Input, span: Span, start: int) -> tuple[int, int] | None:
    """The pieces of a range in a text that was cut off before `start`; None if it is cut too."""
    return input.pieces(Span(span.start - start, span.end - start)) if span.start >= start else None


def _veiled(
    input: Input, veil: int, chosen: Sequence[tuple[int, int]], chance: random.Random
) -> Input:
    """Some pieces hidden, none of an answer's."""
    ids = list(input.ids)
    held = {place for first, last in chosen for place in range(first, last + 1)}
    for places, share in (
        (range(1, input.question_pieces - 1), _OF_QUESTION),
        (range(input.first, input.first + len(input.spans)), _OF_PASSAGE),
    ):
        for place in places:
            if place not in held and chance.random() < share:
                ids[place] = veil
    return replace(input, ids=ids)


def cropped(text: str, answer: Span | None, chance: random.Random, window: int) -> Span:
    """A run of sentences around the answer, or around a sentence drawn by chance.

    About `window` characters of it, or all where that is not more.
    """
    whole, spans = Span(0, len(text)), list(sentences(text))
    if len(text) <= window or not spans:
        return whole
    first = last = chance.randrange(len(spans))
    if answer:
        held = [
            n for n, span in enumerate(spans) if span.start < answer.end and span.end > answer.start
        ]
        if not held:
            return whole
        first, last = held[0], held[-1]
    while spans[last].end - spans[first].start < 0.8 * window:
        more = [step for step in (-1, 1) if 0 <= (first - 1 if step < 0 else last + 1) < len(spans)]
        if not more:
            break
        if chance.choice(more) < 0:
            first -= 1
        else:
            last += 1
    start, end = spans[first].start, spans[last].end
    return whole if answer and not start <= answer.start < answer.end <= end else Span(start, end)
