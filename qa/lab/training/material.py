"""Gathers what the reader learns from, with negatives that our own search mines."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.lab.training import sets
from qa.lab.training.groups import Question
from qa.lab.training.mining import mine_negatives
from qa.lab.training.sets import SEED, Example, Paragraph
from qa.lab.training.variants import as_typed

# The share of questions that are read beside a negative.
_OPPOSED = 1 / 3
# So many questions of the sets whose texts are not an encyclopedia's; of single sentences, as a
# light start; and of the near ones so many before all others are first seen.
_SHIFTED, _STORIES, _SENTENCES = 2_500, 2_000, 2_000
_FIRST_ANSWERED, _FIRST_REFUSED = 42_000, 11_000


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to learn from, and what nothing learns from.

    `light` are questions about single sentences, to begin with. Any part of `course` from its
    beginning is a good mixture. Of what is held out, `held_squad` is of whole articles, with an
    answer and without; `held_searched` was asked without seeing the text; both in a random
    order. `paragraphs` are all that the encyclopedia's sets hold.
    """

    light: list[Question]
    course: list[Question]
    held_squad: list[Example]
    held_searched: list[Example]
    paragraphs: list[Paragraph]


def gather(data: Path, kept: Path) -> Material:
    """Read the sets that may train shipped weights; what was mined is in `kept` from then on."""
    chance = random.Random(SEED)
    timed, articles = sets.time_questions(data / "timeqa-human")
    known: dict[str, Paragraph] = {}
    answered, refused, searched = (
        [_once(example, known) for example in examples]
        for examples in (*_squad(data), _searched(data))
    )
    wikipedia = [*answered, *refused, *searched, *timed]
    others = _other_texts(data, chance)
    mined = {
        **_mined(kept, _drawn(_seen(wikipedia), chance), _paragraphs(_seen(wikipedia))),
        **{e.id: beside(e, articles[_article(e)], chance) for e in _drawn(timed, chance)},
    }

    def typed(examples: Sequence[Example]) -> list[Question]:
        return [
            Question(replace(e, question=as_typed(e.question, chance)), tuple(mined.get(e.id, ())))
            for e in examples
        ]

    answered_first, refused_first = (
        chance.sample(_seen(examples), len(_seen(examples))) for examples in (answered, refused)
    )
    first = [
        *answered_first[:_FIRST_ANSWERED], *refused_first[:_FIRST_REFUSED], *_seen(searched),
        *timed, *others,
    ]  # fmt: skip
    second = [
        *answered_first[_FIRST_ANSWERED:], *refused_first[_FIRST_REFUSED:], *_seen(searched),
    ]  # fmt: skip
    for part in (first, second):
        chance.shuffle(part)
    held_squad = [e for e in (*answered, *refused) if e.held_out]
    held_searched = [e for e in searched if e.held_out]
    for part in (held_squad, held_searched):
        chance.shuffle(part)
    return Material(
        light=typed(_sentences(data, chance)),
        course=typed([*first, *second]),
        held_squad=held_squad,
        held_searched=held_searched,
        paragraphs=_paragraphs(wikipedia),
    )


def _squad(data: Path) -> tuple[list[Example], list[Example]]:
    unanswerable = data / "squad2-unanswerable" / "squad2-unanswerable.json.gz"
    away = sets.held_out_articles(unanswerable)
    return (
        sets.squad(data / "squad-train" / "squad-train.json.gz", away),
        sets.squad(unanswerable, away),
    )


def _searched(data: Path) -> list[Example]:
    """Questions of people who did not see the text that answers them."""
    return [
        *sets.lone_questions(data / "qed-train" / "qed-train.json.gz"),
        *sets.lone_questions(data / "tydiqa-en-train" / "tydiqa-en-train.json.gz"),
        *sets.lone_questions(data / "nq-open-dev-rest" / "nq-open-dev-rest.json.gz"),
        *sets.natural_questions(data / "nq-open-gold"),
    ]


def _other_texts(data: Path, chance: random.Random) -> list[Example]:
    """Some questions about reviews, forum posts and fairy tales."""
    shifted = [
        example
        for name in ("reddit_v1.0.json", "amazon_reviews_v1.0.json")
        for example in sets.squad(data / "squadshifts" / name, titled=False)
        if example.answer
    ]
    stories = sets.squad(data / "fairytaleqa" / "fairytaleqa.json.gz")
    return [*chance.sample(shifted, _SHIFTED), *chance.sample(stories, _STORIES)]


def _sentences(data: Path, chance: random.Random) -> list[Example]:
    drawn = [
        example
        for name in ("qamr", "qasrl-wiki")
        for example in chance.sample(
            sets.squad(data / name / f"{name}.json.gz", titled=False), _SENTENCES
        )
    ]
    return chance.sample(drawn, len(drawn))


def _once(example: Example, known: dict[str, Paragraph]) -> Example:
    """The example, of sets that share paragraphs with the one of that text that is known first."""
    paragraph = example.paragraph
    return replace(example, paragraph=known.setdefault(paragraph.text, paragraph))


def _paragraphs(examples: Sequence[Example]) -> list[Paragraph]:
    """Every paragraph that they are about, once."""
    return list({example.paragraph.text: example.paragraph for example in examples}.values())


def _drawn(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    return [example for example in examples if chance.random() < _OPPOSED]


def _seen(examples: Sequence[Example]) -> list[Example]:
    return [example for example in examples if not example.held_out]


def _mined(
    kept: Path, examples: Sequence[Example], paragraphs: Sequence[Paragraph]
) -> dict[str, list[Paragraph]]:
    """The negatives of these examples among the paragraphs; found once."""
    path, folder = kept / "negatives.json", kept / "keywords"
    places = {id(paragraph): place for place, paragraph in enumerate(paragraphs)}
    if not path.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        found = mine_negatives(examples, paragraphs, folder)
        listed = {name: [places[id(each)] for each in others] for name, others in found.items()}
        path.write_text(json.dumps(listed), encoding="utf-8")
    read: dict[str, list[int]] = json.loads(path.read_text(encoding="utf-8"))
    return {name: [paragraphs[place] for place in others] for name, others in read.items()}


def _article(example: Example) -> str:
    return example.paragraph.id.rpartition("#")[0]


def beside(
    example: Example, article: Sequence[Paragraph], chance: random.Random
) -> list[Paragraph]:
    """Other paragraphs of the same article that hold no answer."""
    answers = [answer.casefold() for answer in example.answers]
    others = [
        paragraph
        for paragraph in article
        if paragraph.id != example.paragraph.id
        and not any(answer in paragraph.text.casefold() for answer in answers)
    ]
    return chance.sample(others, min(4, len(others)))
