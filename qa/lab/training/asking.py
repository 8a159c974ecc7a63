"""Questions that nobody asked: a language model makes them of plain text, to learn from.

What people asked is little. A language model that has seen it asks more, of each text several
things, and most of it is crude: a teacher answers it all without being told what was asked for,
and where it finds something else, the question goes (roundtrip consistency, Alberti et al., 2019).
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, TypeVar

import torch

from corpus.records import Span
from qa.lab.training.asker import AskerModel, Lesson, Pieces, Prompts, written
from qa.lab.training.clozes import asked_for
from qa.lab.training.fitting import in_low_precision
from qa.lab.training.groups import Group, Member, Question, cropped
from qa.lab.training.material import beside
from qa.lab.training.sets import SEED, Example, Paragraph

# How a question is asked for, as one reads it and as one types it into a search.
_READ, _TYPED = "Question", "Search"
_SHARE_TYPED = 0.25
# The asker learns from so many of each; more made it no better in the time.
_LEARNS_FROM = {_READ: 3_600, _TYPED: 1_200}
_AT_ONCE = 24
# A text is a run of sentences of so many characters, and this much is asked of each.
_WINDOWS, _LONGEST, _OF_EACH = (150, 350), 500, 3
_TEXTS_AT_ONCE = 128
_SHORTEST = 4  # words
# What the teacher must hold for likely: both ends, within so many pieces of what was asked for.
_AGREED, _BESIDE = 0.3, 3

Split = Callable[[str], Pieces]
Item = TypeVar("Item")


class _Text(NamedTuple):
    """A part of a paragraph, and the ranges of the paragraph that are asked for."""

    paragraph: Paragraph
    part: Span
    answers: tuple[Span, ...]

    @property
    def given(self) -> str:
        return f"{self.paragraph.title}\n{self.paragraph.text[slice(*self.part)]}"


def _asking(answer: str, manner: str) -> str:
    return f"\nAnswer: {answer}\n{manner}:"


def lessons(
    read: Sequence[Example], typed: Sequence[Example], split: Split, end: int
) -> list[list[Lesson]]:
    """Batches of what people asked: each with its text, cropped, and its answer."""
    chance = random.Random(SEED)
    made = []
    for manner, examples in ((_READ, read), (_TYPED, typed)):
        for e in chance.sample(examples, min(_LEARNS_FROM[manner], len(examples))):
            part = cropped(e.paragraph.text, e.answer, chance, chance.randint(*_WINDOWS))
            if e.answer is None or part.end - part.start > _LONGEST:
                continue
            asked = _asking(e.paragraph.text[slice(*e.answer)], manner)
            given = split(_Text(e.paragraph, part, ()).given) + split(asked)
            made.append(Lesson(given, [*split(" " + e.question), end]))
    made.sort(key=lambda each: len(each.given) + len(each.question))
    batches = _runs(made, _AT_ONCE)
    chance.shuffle(batches)
    return batches


def ask(
    asker: AskerModel,
    articles: Mapping[str, Sequence[Paragraph]],
    most: int,
    words: tuple[Split, Callable[[Pieces], str]],
    kept: Path,
) -> list[Question]:
    """About `most` questions about paragraphs drawn from all articles, beside others of theirs.

    `words` splits texts and joins them again. What was written is kept in a folder, a file a
    batch, so that an interrupted run goes on.
    """
    kept.mkdir(exist_ok=True)
    torch.set_num_threads(1)
    asking = in_low_precision(asker.eval())
    # Slower to learn through, but nearly twice as fast to write with.
    asking.encoder.set_attn_implementation("sdpa")
    chance = random.Random(SEED + 5)
    paragraphs = [(article, p) for article, all_of_it in articles.items() for p in all_of_it]
    chance.shuffle(paragraphs)
    homes: dict[str, str] = {}
    texts: list[_Text] = []
    for article, paragraph in paragraphs:
        if len(texts) * _OF_EACH >= most:
            break
        if text := _text_of(paragraph, chance):
            homes[paragraph.id] = article
            texts.append(text)
    texts.sort(key=lambda text: len(text.given))
    numbered = [*enumerate(_runs(texts, _TEXTS_AT_ONCE))]
    with ThreadPoolExecutor(2) as pool:
        asked = pool.map(
            lambda each: _ask(asking, each[1], words, each[0], kept / f"{each[0]}.json"), numbered
        )
        return [
            Question(made, tuple(beside(made, articles[homes[made.paragraph.id]], chance)))
            for batch in asked
            for made in batch
        ]


def _runs(items: Sequence[Item], length: int) -> list[list[Item]]:
    return [[*items[at : at + length]] for at in range(0, len(items), length)]


def _text_of(paragraph: Paragraph, chance: random.Random) -> _Text | None:
    """A part of the paragraph with enough to ask for; of what is no name or figure one thing."""
    told = [match for _, match in asked_for(paragraph)]
    if not told:
        return None
    around = Span(*chance.choice(told).span())
    part = cropped(paragraph.text, around, chance, chance.randint(*_WINDOWS))
    inside = [m for m in told if part.start <= m.start() and m.end() <= part.end]
    chance.shuffle(inside)
    chosen = {m.group(): m for m in inside if not m["phrase"] and m.group() not in paragraph.title}
    phrases = [m for m in inside if m["phrase"]][:1]
    answers = [Span(*m.span()) for m in [*phrases, *chosen.values()]][:_OF_EACH]
    if len(answers) < _OF_EACH or part.end - part.start > _LONGEST:
        return None
    return _Text(paragraph, part, tuple(answers))


def _ask(
    asker: AskerModel,
    texts: Sequence[_Text],
    words: tuple[Split, Callable[[Pieces], str]],
    number: int,
    path: Path,
) -> list[Example]:
    split, join = words
    if not path.exists():
        manner = _TYPED if random.Random(number).random() < _SHARE_TYPED else _READ
        prompts = [
            Prompts(
                split(text.given),
                [split(_asking(text.paragraph.text[slice(*a)], manner)) for a in text.answers],
            )
            for text in texts
        ]
        found = written(asker, prompts, SEED + number)
        part = path.with_suffix(".part")
        part.write_text(json.dumps([pieces and join(pieces).strip() for pieces in found]))
        part.replace(path)
    questions = json.loads(path.read_text(encoding="utf-8"))
    asked = [(text.paragraph, answer) for text in texts for answer in text.answers]
    return [*_examples(asked, questions)]


def _examples(
    asked: Sequence[tuple[Paragraph, Span]], questions: Sequence[str | None]
) -> Iterator[Example]:
    for (paragraph, span), question in zip(asked, questions, strict=True):
        answer = paragraph.text[slice(*span)]
        if not question or len(question.split()) < _SHORTEST or answer.lower() in question.lower():
            continue
        id = f"asked/{paragraph.id}/{span.start}"
        yield Example(id, question, paragraph, span, (answer,), held_out=False)


def sound(taught: Sequence[list[Group]]) -> list[list[Group]]:
    """The batches without the groups in which the teacher found another answer, or none."""
    left = ([group for group in batch if _agrees(group[0])] for batch in taught)
    return [batch for batch in left if batch]


def _agrees(member: Member) -> bool:
    if member.answer is None or member.taught is None:
        return False
    return all(
        thought[max(member.input.first, place - _BESIDE) : place + _BESIDE + 1].astype(float).sum()
        >= _AGREED
        for thought, place in zip(member.taught[:2], member.answer, strict=True)
    )
