"""What one step learns from: a question with passages, of which one answers or none."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import Span
from corpus.sentences import sentences
from qa.reader.inputs import Input, Inputs, Text
from qa.training.sets import Example, Paragraph

# Most passages are cut down to about this many characters, whole sentences around the
# answer: more questions in the same time, and passages of many lengths.
_CROPPED, _WINDOW = 0.75, 340
# How often a question is read beside a negative too.
_OPPOSED = 0.6
# How often a passage keeps its headline: the reader must do without as well.
_TITLED = 0.7
# Where pieces stand in their text is not needed any more, and would fill the memory.
_ANYWHERE = (0, 0)


@dataclass(frozen=True, slots=True)
class Member:
    """One passage of a group; `answer` its first and last piece of the answer, None if none."""

    input: Input
    answer: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Question:
    """An example with paragraphs that look like an answer and are none."""

    example: Example
    negatives: tuple[Paragraph, ...] = ()


Group = list[Member]


def grouped(
    questions: Sequence[Question], inputs: Inputs, seed: int, tokens: int
) -> Iterator[list[Group]]:
    """Batches of about so many word pieces, in an order drawn from the seed.

    Groups of like length stand together, so that little is padded; batches come in random
    order.
    """
    chance = random.Random(seed)
    groups = [group for question in questions if (group := _group(question, inputs, chance))]
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


def _group(question: Question, inputs: Inputs, chance: random.Random) -> Group:
    example = question.example
    text, answer = example.paragraph.text, example.answer
    if chance.random() < _CROPPED:
        text, answer = _cropped(text, answer, chance, _WINDOW)
    texts = [(example.paragraph.title, text)]
    if question.negatives and chance.random() < _OPPOSED:
        other = chance.choice(question.negatives)
        # About as long as its opponent: length must not tell, and little is padded.
        texts.append((other.title, _cropped(other.text, None, chance, len(text))[0]))
    titled = chance.random() < _TITLED
    encoded = inputs.of(example.question, [Text(t if titled else "", p) for t, p in texts])
    pieces = encoded[0].pieces(answer) if answer else None
    if answer and pieces is None:  # past the last piece that is read
        return []
    read, *others = (replace(each, spans=[_ANYWHERE] * len(each.spans)) for each in encoded)
    return [Member(read, pieces), *(Member(other, None) for other in others)]


def _cropped(
    text: str, answer: Span | None, chance: random.Random, window: int
) -> tuple[str, Span | None]:
    """A run of sentences around the answer, or around a sentence drawn by chance."""
    if len(text) <= window:
        return text, answer
    spans = list(sentences(text))
    if not spans:
        return text, answer
    first = last = chance.randrange(len(spans))
    if answer:
        held = [
            n for n, span in enumerate(spans) if span.start < answer.end and span.end > answer.start
        ]
        if not held:
            return text, answer
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
    if answer and not start <= answer.start < answer.end <= end:
        return text, answer
    return text[start:end], answer and Span(answer.start - start, answer.end - start)
