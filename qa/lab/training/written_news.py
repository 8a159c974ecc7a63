"""Invented news with questions, written for the reader: no public set that may teach it is news.

Each folder of `news/` is a lesson: the first holds articles of all kinds, in the others three
articles at a time are easily confused, as a first report and a later one, or two fires; from the
third on most questions are in other words than their articles, and in the last most are asked of
all three. The files hold articles one after the other. One begins with `# Headline` and
`date: DAY`; its paragraphs follow, then its questions: a line `? question`, then `= answer`, words
of the article, or, where the article does not answer, `- words` that are likeliest to be taken for
an answer. Where these words stand more than once, a line `@ longer stretch`, which stands once,
holds the right ones.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corpus.records import Span
from qa.lab.training.groups import Question
from qa.lab.training.material import make_questions
from qa.lab.training.mining import mine_negatives
from qa.lab.training.sets import SEED, Example, Paragraph

_NEWS = Path(__file__).parent / "news"


class NewsLesson(NamedTuple):
    """A folder of files, in which so many articles in a row are of one story, or of like ones.

    Its questions can be asked of an archive of all lessons where `is_asked`: they say which story
    they mean, and one article answers. Many of the first lessons do not, and many of the last are
    answered by three articles.
    """

    folder: Path
    together: int = 1
    is_asked: bool = False


# In their order.
NEWS_LESSONS = [
    NewsLesson(_NEWS / "all-kinds"),
    NewsLesson(_NEWS / "siblings", together=3),
    NewsLesson(_NEWS / "near-misses", together=3),
    NewsLesson(_NEWS / "other-words", together=3, is_asked=True),
    NewsLesson(_NEWS / "plain-questions", together=3, is_asked=True),
    NewsLesson(_NEWS / "one-story-told-thrice", together=3),
]
# One article in so many is held out, with all of its questions; or one group of articles.
_HELD_OUT_EVERY = 10
_OPPOSED_SHARE = 0.4  # of the questions have a negative from another article
_NEXT_ARTICLE = re.compile(r"^(?=# )", re.MULTILINE)
_FIRST_QUESTION = re.compile(r"^(?=\? )", re.MULTILINE)


def read_written_news(*lessons: NewsLesson) -> list[Example]:
    """The questions of all files, in their order; ValueError where words are not in an article."""
    return [
        example
        for lesson in lessons
        for path in sorted(lesson.folder.glob("*.txt"))
        for example in _read_file(path, lesson.together)
    ]


def plan_news(
    lesson: NewsLesson, others: Sequence[Question] = (), passes: int = 2
) -> list[Question]:
    """A lesson's questions that may be learned from, so often, mixed with others by chance."""
    chance = random.Random(SEED)
    learned = [each for each in read_written_news(lesson) if not each.held_out]
    with TemporaryDirectory() as folder:
        negatives = mine_negatives(learned, paragraphs_of(learned), Path(folder))
    for example in learned:
        if chance.random() < 1 - _OPPOSED_SHARE:
            negatives.pop(example.id, None)
    each_pass = [make_questions(learned, negatives, chance) for _ in range(passes)]
    planned = [*(question for one in each_pass for question in one), *others]
    chance.shuffle(planned)
    return planned


def _read_file(path: Path, together: int) -> Iterator[Example]:
    blocks = _NEXT_ARTICLE.split(path.read_text(encoding="utf-8"))
    for number, block in enumerate(filter(str.strip, blocks)):
        article, *questions = _FIRST_QUESTION.split(block)
        headline, _, text = article.removeprefix("# ").partition("\n")
        body = re.sub(r"\Adate:.*\n", "", text.lstrip()).strip()
        name = f"news/{path.parent.name}/{path.stem}#{number}"
        paragraph = Paragraph(name, headline.strip(), body)
        for asked in questions:
            lines = {line[0]: line[2:].strip() for line in asked.splitlines() if line.strip()}
            held_out = number // together % _HELD_OUT_EVERY == 0
            yield _example(paragraph, lines, held_out=held_out)


def _example(paragraph: Paragraph, lines: Mapping[str, str], *, held_out: bool) -> Example:
    answers = [lines["="]] if "=" in lines else []
    marked = _find(paragraph.text, answers[0] if answers else lines["-"], lines.get("@"))
    return Example(
        id=f"{paragraph.id}: {lines['?']}",
        question=lines["?"],
        paragraph=paragraph,
        answer=marked if answers else None,
        answers=tuple(answers),
        held_out=held_out,
        chosen=(marked,),
    )


def _find(text: str, words: str, around: str | None) -> Span:
    """Where some words stand in a text; within a longer stretch if one is given."""
    start = text.index(around) + around.index(words) if around else text.index(words)
    return Span(start, start + len(words))


def paragraphs_of(examples: Sequence[Example]) -> list[Paragraph]:
    """The articles that they are about, each once."""
    return list({example.paragraph.id: example.paragraph for example in examples}.values())
