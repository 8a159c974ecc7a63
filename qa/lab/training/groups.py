"""What one step learns from: a question with passages, of which one answers or none."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
    time, and passages of many lengths. Some questions are opposed: read beside a negative too.
    Some passages are titled, and keep their headline: the reader must do without as well. Of
    groups that are veiled some pieces cannot be read, of the question and beside the answer:
    what they said has to be told from the rest, and no question is read twice alike.
    """

    cropped: float
    opposed: float
    titled: float
    veiled: float


OF_READER = Variety(cropped=0.75, opposed=0.6, titled=0.7, veiled=0.5)


class Taught(NamedTuple):
    """What a larger model thinks of a passage, in [0, 1].

    How likely each piece begins and ends the answer (the first, that none is there), shape
    (pieces,) each; and how likely the passage answers.
    """

    start: NDArray[np.float16]
    end: NDArray[np.float16]
    answers: float


@dataclass(frozen=True, slots=True)
class Member:
    """One passage of a group; `answer` its first and last piece of the answer, None if none.

    `chosen` are the same for every range that people marked, be they right or just likely;
    `bare` the ids of the input with nothing veiled.
    """

    input: Input
    answer: tuple[int, int] | None
    chosen: tuple[tuple[int, int], ...] = ()
    bare: Sequence[int] = ()
    taught: Taught | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """An example with paragraphs that look like an answer and are none."""

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
    if question.negatives and chance.random() < variety.opposed:
        other = chance.choice(question.negatives)
        # About as long as its opponent: length must not tell, and little is padded.
        texts.append(
            (other.title, other.text[slice(*cropped(other.text, None, chance, len(text)))])
        )
    titled = chance.random() < variety.titled
    encoded = inputs.of(example.question, [Text(t if titled else "", p) for t, p in texts])
    pieces = _pieces(encoded[0], answer, start) if answer else None
    if answer and pieces is None:  # past the last piece that is read
        return []
    marked = (_pieces(encoded[0], each, start) for each in example.chosen or filter(None, [answer]))
    chosen = tuple(each for each in marked if each is not None)
    if chance.random() < variety.veiled:
        veiled = [_veiled(each, inputs.mask, chosen, chance) for each in encoded]
    else:
        veiled = encoded
    read, *others = (
        (replace(each, spans=[_ANYWHERE] * len(each.spans)), bare.ids)
        for each, bare in zip(veiled, encoded, strict=True)
    )
    return [
        Member(read[0], pieces, chosen, read[1]),
        *(Member(other, None, (), bare) for other, bare in others),
    ]


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
