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

# The fewest and the most characters that a passage is cropped to.
_WINDOW_CHARACTERS = 200, 500
# A window is full enough when sentences fill this share of it.
_FULL_SHARE = 0.8
# The shares of word pieces hidden in a veiled group.
_HIDDEN_QUESTION_SHARE, _HIDDEN_PASSAGE_SHARE = 0.1, 0.05
# Where pieces stand in their text is not needed any more, and would fill the memory.
_NO_PLACE = (0, 0)


class Variety(NamedTuple):
    """How often a group is made in which way, in [0, 1].

    Most passages are cropped, whole sentences around the answer: more questions in the same
    time, and passages of many lengths. Most are titled, and keep their headline: the reader
    must do without as well. In veiled groups some pieces cannot be read, of the question and
    beside the answer: what they said has to be told from the rest.
    """

    cropped: float
    titled: float
    veiled: float


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


def group_batches(
    questions: Sequence[Question],
    inputs: Inputs,
    seed: int,
    tokens: int,
    variety: Variety,
) -> Iterator[list[Group]]:
    """Batches of about `tokens` word pieces, in an order drawn from the seed.

    Groups of like length stand together, so that little is padded; batches come in random
    order.
    """
    chance = random.Random(seed)
    made = (_make_group(question, inputs, chance, variety) for question in questions)
    groups = [group for group in made if group]
    groups.sort(key=lambda group: (count_pieces(group), chance.random()))
    batches: list[list[Group]] = [[]]
    for group in groups:
        if sum(map(len, batches[-1])) * count_pieces(group) >= tokens:
            batches.append([])
        batches[-1].append(group)
    chance.shuffle(batches)
    yield from batches


def count_pieces(group: Group) -> int:
    """The most word pieces that a passage of the group has."""
    return max(len(member.input.ids) for member in group)


def _make_group(
    question: Question, inputs: Inputs, chance: random.Random, variety: Variety
) -> Group:
    """The example's passage first; no group where its answer is past the last piece read."""
    example = question.example
    start, texts = _choose_texts(question, chance, variety)
    is_titled = chance.random() < variety.titled
    encoded = inputs.of(example.question, [t if is_titled else t._replace(title="") for t in texts])
    answer = _find_pieces(encoded[0], example.answer, start) if example.answer else None
    if example.answer and answer is None:
        return []
    marked = example.chosen or filter(None, [example.answer])
    places = (_find_pieces(encoded[0], each, start) for each in marked)
    chosen = tuple(each for each in places if each is not None)
    if chance.random() < variety.veiled:
        encoded = [_hide_pieces(each, inputs.mask, chosen, chance) for each in encoded]
    own, *others = (replace(each, spans=[_NO_PLACE] * len(each.spans)) for each in encoded)
    return [Member(own, answer, chosen), *(Member(other, None) for other in others)]


def _choose_texts(
    question: Question, chance: random.Random, variety: Variety
) -> tuple[int, list[Text]]:
    """Where in its paragraph the example's text begins; that text, and a negative's if any."""
    example = question.example
    whole = example.paragraph.text
    around = example.answer or next(iter(example.chosen), None)
    window = Span(0, len(whole))
    if chance.random() < variety.cropped:
        window = crop_to_window(whole, around, chance, chance.randint(*_WINDOW_CHARACTERS))
    texts = [Text(example.paragraph.title, whole[slice(*window)])]
    if question.negatives:
        other = chance.choice(question.negatives)
        # About as long as its opponent: length must not tell, and little is padded.
        nearest = find_nearest_sentence(example.question, other.text)
        length = window.end - window.start
        part = crop_to_window(other.text, nearest, chance, length)
        texts.append(Text(other.title, other.text[slice(*part)]))
    return window.start, texts


def find_nearest_sentence(question: str, text: str) -> Span | None:
    """The first of a text's sentences that hold most of the question's words."""
    asked = set(question_stems(question))
    return max(
        sentences(text),
        key=lambda span: len(asked.intersection(stems(text[span.start : span.end]))),
        default=None,
    )


def _find_pieces(input: Input, span: Span, start: int) -> tuple[int, int] | None:
    """The pieces of a range in a text that was cut off before `start`; None if it is cut too."""
    return input.pieces(Span(span.start - start, span.end - start)) if span.start >= start else None


def _hide_pieces(
    input: Input, mask: int, chosen: Sequence[tuple[int, int]], chance: random.Random
) -> Input:
    """Some pieces replaced by `mask`, none of an answer's."""
    ids = list(input.ids)
    shown = {place for first, last in chosen for place in range(first, last + 1)}
    for places, share in (
        (range(1, input.question_pieces - 1), _HIDDEN_QUESTION_SHARE),
        (range(input.first, input.first + len(input.spans)), _HIDDEN_PASSAGE_SHARE),
    ):
        for place in places:
            if place not in shown and chance.random() < share:
                ids[place] = mask
    return replace(input, ids=ids)


def crop_to_window(text: str, answer: Span | None, chance: random.Random, window: int) -> Span:
    """A run of sentences around the answer, or around a sentence drawn by chance.

    About `window` characters of it, or all where that is not more.
    """
    whole, spans = Span(0, len(text)), list(sentences(text))
    if len(text) <= window or not spans:
        return whole
    first = last = chance.randrange(len(spans))
    if answer:
        touched = _touched_sentences(spans, answer)
        if not touched:
            return whole
        first, last = touched[0], touched[-1]
    first, last = _widen(spans, first, last, chance, window)
    start, end = spans[first].start, spans[last].end
    return whole if answer and not start <= answer.start < answer.end <= end else Span(start, end)


def _touched_sentences(spans: Sequence[Span], answer: Span) -> list[int]:
    """The numbers of the sentences that an answer is in."""
    return [
        n for n, each in enumerate(spans) if each.start < answer.end and each.end > answer.start
    ]


def _widen(
    spans: Sequence[Span], first: int, last: int, chance: random.Random, window: int
) -> tuple[int, int]:
    """Add sentences before and after by chance until they nearly fill the window."""
    while spans[last].end - spans[first].start < _FULL_SHARE * window:
        before, after = first > 0, last + 1 < len(spans)
        steps = [step for step, is_there in ((-1, before), (1, after)) if is_there]
        if not steps:
            break
        if chance.choice(steps) < 0:
            first -= 1
        else:
            last += 1
    return first, last
