"""Gathers what the reader learns from, with negatives that our own search mines."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.lab.training import sets
from qa.lab.training.groups import Question
from qa.lab.training.mining import holds_answer, mine_negatives
from qa.lab.training.sets import SEED, Example, Paragraph, article_name
from qa.lab.training.swapping import swap_questions
from qa.lab.training.variants import vary_typing

# The share of questions that are read beside a negative.
_OPPOSED_SHARE = 1 / 3
# Questions drawn from the sets whose texts are not an encyclopedia's (both SQuADShifts together;
# fairy tales), and from each set of single sentences, which are a light start.
_SHIFTED_QUESTIONS, _STORY_QUESTIONS, _SENTENCE_QUESTIONS = 5_000, 2_000, 4_000
# SQuAD's questions that are read before the course comes to the rest of them: with all others
# they make the first, varied part.
_FIRST_ANSWERED_QUESTIONS, _FIRST_REFUSED_QUESTIONS = 40_000, 12_000
# What the second part takes up: answered questions that are new, unanswerable ones of both kinds,
# since there are few.
_SECOND_ANSWERED_QUESTIONS, _SECOND_REFUSED_QUESTIONS = 30_000, 10_000
# What a reader that has learned the course goes on with: SQuAD's questions again, in another order
# and other parts of their passages, unanswerable ones half of them twice, and swapped ones.
_ONWARD_ANSWERED_QUESTIONS, _ONWARD_REFUSED_QUESTIONS = 64_000, 8_000
_ONWARD_SHIFTED_QUESTIONS, _ONWARD_SWAPPED_QUESTIONS = 4_000, 10_000
# Negatives of a question about time, from its own article.
_MAX_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to learn from, and what nothing learns from.

    `light` are questions about single sentences, to begin with. Any part of `course` from its
    beginning is a good mixture; `onward` is what comes after the course. The held-out questions
    are in a random order: `held_squad` are about whole articles, with an answer and without;
    `held_searched` were asked without seeing the text. `paragraphs` are all that the
    encyclopedia's sets hold.
    """

    light: list[Question]
    course: list[Question]
    onward: list[Question]
    held_squad: list[Example]
    held_searched: list[Example]
    paragraphs: list[Paragraph]


@dataclass(frozen=True, slots=True)
class _Encyclopedia:
    """The sets about an encyclopedia's paragraphs, held-out questions among them.

    `answered` and `refused` are SQuAD's; `searched` were asked without seeing the text, `timed`
    have a time in them. `timed_articles` are all paragraphs of an article by its name.
    """

    answered: list[Example]
    refused: list[Example]
    searched: list[Example]
    timed: list[Example]
    timed_articles: dict[str, list[Paragraph]]

    @property
    def examples(self) -> list[Example]:
        return [*self.answered, *self.refused, *self.searched, *self.timed]


def gather(data: Path, kept: Path) -> Material:
    """Read the sets that may train shipped weights; what was mined is in `kept` from then on.

    The same sets give the same material: each draw depends on those before it.
    """
    chance = random.Random(SEED)
    encyclopedia = _read_encyclopedia(data)
    others = _draw_other_texts(data, chance)
    negatives = _find_negatives(encyclopedia, kept, chance)
    course = _plan_course(encyclopedia, others, chance)
    held_squad = _shuffle_held_out([*encyclopedia.answered, *encyclopedia.refused], chance)
    held_searched = _shuffle_held_out(encyclopedia.searched, chance)
    light = make_questions(_draw_sentences(data, chance), negatives, chance)
    first = make_questions(course, negatives, chance)
    onward = _plan_onward(encyclopedia, _draw_other_texts(data, chance), chance)
    return Material(
        light=light,
        course=first,
        onward=make_questions(onward, negatives, chance),
        held_squad=held_squad,
        held_searched=held_searched,
        paragraphs=_distinct_paragraphs(encyclopedia.examples),
    )


def _read_encyclopedia(data: Path) -> _Encyclopedia:
    timed, timed_articles = sets.read_time_questions(data / "timeqa-human")
    known: dict[str, Paragraph] = {}
    answered, refused, searched = (
        [_share_paragraph(example, known) for example in examples]
        for examples in (*_read_squad(data), _read_searched(data))
    )
    return _Encyclopedia(answered, refused, searched, timed, timed_articles)


def _read_squad(data: Path) -> tuple[list[Example], list[Example]]:
    unanswerable = data / "squad2-unanswerable" / "squad2-unanswerable.json.gz"
    held_out = sets.draw_held_out_articles(unanswerable)
    return (
        sets.read_squad(data / "squad-train" / "squad-train.json.gz", held_out),
        sets.read_squad(unanswerable, held_out),
    )


def _read_searched(data: Path) -> list[Example]:
    """Questions of people who did not see the text that answers them."""
    return [
        *sets.read_lone_questions(data / "qed-train" / "qed-train.json.gz"),
        *sets.read_lone_questions(data / "tydiqa-en-train" / "tydiqa-en-train.json.gz"),
        *sets.read_lone_questions(data / "nq-open-dev-rest" / "nq-open-dev-rest.json.gz"),
        *sets.read_natural_questions(data / "nq-open-gold"),
    ]


def _draw_other_texts(data: Path, chance: random.Random) -> list[Example]:
    """Some questions about reviews, forum posts and fairy tales."""
    shifted = [
        example
        for name in ("reddit_v1.0.json", "amazon_reviews_v1.0.json")
        for example in sets.read_squad(data / "squadshifts" / name, titled=False)
        if example.answer
    ]
    stories = sets.read_squad(data / "fairytaleqa" / "fairytaleqa.json.gz")
    return [
        *chance.sample(shifted, _SHIFTED_QUESTIONS),
        *chance.sample(stories, _STORY_QUESTIONS),
    ]


def _draw_sentences(data: Path, chance: random.Random) -> list[Example]:
    """Some questions about single sentences."""
    paths = [data / name / f"{name}.json.gz" for name in ("qamr", "qasrl-wiki")]
    drawn = [
        example
        for path in paths
        for example in chance.sample(sets.read_squad(path, titled=False), _SENTENCE_QUESTIONS)
    ]
    return chance.sample(drawn, len(drawn))


def _find_negatives(
    encyclopedia: _Encyclopedia, kept: Path, chance: random.Random
) -> dict[str, list[Paragraph]]:
    """Negatives of a share of the questions, by the questions' ids."""
    learned = _leave_out_held(encyclopedia.examples)
    opposed = _draw_opposed(learned, chance)
    timed = _draw_opposed(encyclopedia.timed, chance)
    articles = encyclopedia.timed_articles
    neighbours = {e.id: draw_neighbours(e, articles[article_name(e.paragraph)], chance)
                  for e in timed}  # fmt: skip
    return {**_mine_once(kept, opposed, _distinct_paragraphs(learned)), **neighbours}


def _plan_course(
    encyclopedia: _Encyclopedia, others: Sequence[Example], chance: random.Random
) -> list[Example]:
    """A varied part of all sets, then what is left of SQuAD; the searched ones in both."""
    answered, refused = (
        chance.sample(learned, len(learned))
        for learned in map(_leave_out_held, (encyclopedia.answered, encyclopedia.refused))
    )
    searched = _leave_out_held(encyclopedia.searched)
    first = [
        *answered[:_FIRST_ANSWERED_QUESTIONS], *refused[:_FIRST_REFUSED_QUESTIONS], *searched,
        *encyclopedia.timed, *others,
    ]  # fmt: skip
    second = [
        *answered[_FIRST_ANSWERED_QUESTIONS:][:_SECOND_ANSWERED_QUESTIONS],
        *refused[-_SECOND_REFUSED_QUESTIONS:], *searched,
    ]  # fmt: skip
    for part in (first, second):
        chance.shuffle(part)
    return [*first, *second]


def _plan_onward(
    encyclopedia: _Encyclopedia, others: Sequence[Example], chance: random.Random
) -> list[Example]:
    """One mixture of all, swapped questions among them."""
    answered, refused, searched = map(
        _leave_out_held, (encyclopedia.answered, encyclopedia.refused, encyclopedia.searched)
    )
    planned = [
        *chance.sample(answered, min(_ONWARD_ANSWERED_QUESTIONS, len(answered))),
        *refused, *chance.sample(refused, min(_ONWARD_REFUSED_QUESTIONS, len(refused))),
        *searched, *encyclopedia.timed, *others[:_ONWARD_SHIFTED_QUESTIONS],
        *_draw_swapped(answered, chance),
    ]  # fmt: skip
    return chance.sample(planned, len(planned))


def _draw_swapped(answered: Sequence[Example], chance: random.Random) -> list[Example]:
    swapped = swap_questions(answered, chance)
    return chance.sample(swapped, min(_ONWARD_SWAPPED_QUESTIONS, len(swapped)))


def make_questions(
    examples: Sequence[Example], negatives: Mapping[str, list[Paragraph]], chance: random.Random
) -> list[Question]:
    """The examples as people might have typed them, beside their negatives."""
    return [
        Question(
            replace(example, question=vary_typing(example.question, chance)),
            tuple(negatives.get(example.id, ())),
        )
        for example in examples
    ]


def _share_paragraph(example: Example, known: dict[str, Paragraph]) -> Example:
    """The example with the paragraph of the same text that is known already, if one is."""
    paragraph = example.paragraph
    return replace(example, paragraph=known.setdefault(paragraph.text, paragraph))


def _distinct_paragraphs(examples: Sequence[Example]) -> list[Paragraph]:
    """Every paragraph that they are about, once."""
    return list({example.paragraph.text: example.paragraph for example in examples}.values())


def _draw_opposed(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    return [example for example in examples if chance.random() < _OPPOSED_SHARE]


def _leave_out_held(examples: Sequence[Example]) -> list[Example]:
    return [example for example in examples if not example.held_out]


def _shuffle_held_out(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    held_out = [example for example in examples if example.held_out]
    chance.shuffle(held_out)
    return held_out


def _mine_once(
    kept: Path, examples: Sequence[Example], paragraphs: Sequence[Paragraph]
) -> dict[str, list[Paragraph]]:
    """The negatives of these examples among the paragraphs; those in `kept` if they are there."""
    path, folder = kept / "negatives.json", kept / "keywords"
    places = {id(paragraph): place for place, paragraph in enumerate(paragraphs)}
    if not path.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        mined = mine_negatives(examples, paragraphs, folder)
        listed = {name: [places[id(each)] for each in others] for name, others in mined.items()}
        path.write_text(json.dumps(listed), encoding="utf-8")
    read: dict[str, list[int]] = json.loads(path.read_text(encoding="utf-8"))
    return {name: [paragraphs[place] for place in others] for name, others in read.items()}


def draw_neighbours(
    example: Example, article: Sequence[Paragraph], chance: random.Random
) -> list[Paragraph]:
    """Some other paragraphs of the same article that hold no answer."""
    others = [
        paragraph
        for paragraph in article
        if paragraph.id != example.paragraph.id and not holds_answer(paragraph, example)
    ]
    return chance.sample(others, min(_MAX_NEIGHBOURS, len(others)))
