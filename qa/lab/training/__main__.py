"""Train a reader: `make train-reader`, or `python -m qa.lab.training DATA KEPT`.

Everything is kept in the second folder, so that an interrupted run goes on where it was; the
finished weights go into the package. With `--onward` the weights that are in the package take a
second course; with `--distil` they take a lesson of the shipped large reader, the first or the
second, over questions of its own. With `--news` they go on with our own news: with its first two
lessons, one after the other, or (`--news 2` and so on) with a new lesson mixed with the earlier
ones. In all of these they are averaged with what comes of it. With `--ship` nothing is trained: the
weights of the last checkpoint are exported, calibrated and put into the package. With `--large` all
that is about the large reader.
"""

from __future__ import annotations

import random
import shutil
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from qa.lab.training.averaging import average_weights
from qa.lab.training.courses import (
    DISTILLED_COURSES,
    FIRST_COURSE,
    LARGE_COURSE,
    MIXED_NEWS_COURSES,
    NEWS_COURSES,
    SECOND_COURSE,
    Course,
    cut_into_chunks,
    take_course,
)
from qa.lab.training.distilling import DistilledLoss
from qa.lab.training.fitting import load_trained, lower_precision
from qa.lab.training.groups import Question
from qa.lab.training.importing import load_shipped
from qa.lab.training.material import Material, gather
from qa.lab.training.model import ReaderModel, compute_loss
from qa.lab.training.shipping import (
    fit_and_ship,
    fit_and_ship_large,
)
from qa.lab.training.written_news import NEWS_LESSONS, plan_news
from qa.reader.exporting import export
from qa.reader.large.large_model import LargeModel
from qa.reader.large.low_rank import add_difference, load_merged, save_difference
from qa.reader.large.published_base import unpack_base
from qa.reader.large.set_up import DIFFERENCE_FILE, SHIPPED_LARGE_READER
from qa.reader.settings import SHIPPED_READER, WEIGHTS_FILE

# How much of the averaged weights is the second course's, the distilled one's and that in news.
_SECOND_SHARE, _TAUGHT_SHARE, _NEWS_SHARES = 0.6, 0.5, (0.3, 0.5, 0.5, 0.5, 0.5)
# What the large reader learns from; it takes five times as long for each.
_LARGE_QUESTIONS = 40_000
# What it teaches the small one in either lesson: eight to twenty-two a second, since it reads each
# of them first.
_TAUGHT_QUESTIONS = (36_000, 54_000)
# Of the public sets it learns so many again beside each of the first lessons of news, so as not to
# forget them.
_REPEATED_QUESTIONS = 6_000


class Mixture(NamedTuple):
    """What a course in mixed news learns from: so many lessons, the last of them new.

    The new one's questions are read `passes` times; of those of the lessons before it a share is
    taken. `others` are places among the questions of the public sets to go on with: those of no
    other course. `seed` draws the order. A course that `continues` begins where the one before it
    ended, the others with the package's weights.
    """

    lessons: int
    passes: int
    earlier_share: float
    others: slice
    seed: int
    continues: bool = False


MIXTURES = (
    Mixture(lessons=3, passes=1, earlier_share=1.0, others=slice(60_000, 70_000), seed=11),
    Mixture(lessons=4, passes=2, earlier_share=0.35, others=slice(70_000, 78_000), seed=12),
    Mixture(lessons=5, passes=2, earlier_share=0.2, others=slice(78_000, 84_000), seed=13),
    Mixture(6, passes=1, earlier_share=0.04, others=slice(84_000, 85_000), seed=14, continues=True),
)


class Options(NamedTuple):
    """The folder of the public sets, the one to keep everything in, what is to be done.

    `distil` and `news` are numbers, counted from 1, of a lesson and of a time; 0 for none.
    """

    data: Path
    kept: Path
    onward: bool
    distil: int
    news: int
    ship: bool
    large: bool

    @property
    def last_course(self) -> Course:
        """The one whose weights are shipped."""
        if self.large:
            return LARGE_COURSE
        if self.distil:
            return DISTILLED_COURSES[self.distil - 1]
        if self.news:
            return [NEWS_COURSES[-1], *MIXED_NEWS_COURSES][self.news - 1]
        return SECOND_COURSE if self.onward else FIRST_COURSE

    @property
    def continued(self) -> Course | None:
        """The one whose end it begins with, where that is not what the package has."""
        number = self.news - 2
        if number < 0 or not MIXTURES[number].continues:
            return None
        return MIXED_NEWS_COURSES[number - 1]

    @property
    def own_share(self) -> float:
        """How much of the averaged weights is the course's own, in [0, 1]."""
        if self.distil:
            return _TAUGHT_SHARE
        return _NEWS_SHARES[self.news - 1] if self.news else _SECOND_SHARE


def main(arguments: Sequence[str]) -> None:
    """Mine, train, export, calibrate, put into the package; or only the last three."""
    options = parse_arguments(arguments)
    options.kept.mkdir(parents=True, exist_ok=True)
    material = gather(options.data, options.kept)
    if options.large:
        _make_large(options, material)
    else:
        _make_small(options, material)


def parse_arguments(arguments: Sequence[str]) -> Options:
    """The options on a command line; it ends the process where they cannot be used."""
    parser = ArgumentParser(
        "python -m qa.lab.training", description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("data", type=Path, help="the folder of the public sets")
    parser.add_argument("kept", type=Path, help="the folder for everything that is made")
    parser.add_argument("--onward", action="store_true", help="go on with the package's weights")
    parser.add_argument(
        "--distil", type=int, choices=[1, 2], nargs="?", const=1, default=0, metavar="LESSON",
        help="the same, in lesson 1 or 2 of the large one",
    )  # fmt: skip
    parser.add_argument(
        "--news", type=int, choices=[1, 2, 3, 4, 5], nargs="?", const=1, default=0, metavar="TIME",
        help="the same, in our own news, for the first time or a later one",
    )  # fmt: skip
    parser.add_argument("--ship", action="store_true", help="train nothing, ship the checkpoint")
    parser.add_argument("--large", action="store_true", help="the large reader")
    options = Options(**vars(parser.parse_args(arguments)))
    checkpoint = options.last_course.checkpoint(options.kept)
    if options.ship and not checkpoint.exists():
        parser.error(f"there is nothing to ship: {checkpoint} is missing")
    before = options.continued and options.continued.checkpoint(options.kept)
    if before and not options.ship and not before.exists():
        parser.error(f"{before} is missing: take the course before this one first")
    return options


def make_model() -> ReaderModel:
    """The model that training begins with."""
    return ReaderModel(folder_of(DEFAULT_MODEL))


def _make_small(options: Options, material: Material) -> None:
    kept, course = options.kept, options.last_course
    goes_on = options.onward or options.distil or options.news
    begin = partial(_load_packaged, kept) if goes_on else make_model
    if options.ship:
        model = load_trained(make_model(), course.checkpoint(kept))
    elif options.news == 1:
        model = _take_news_courses(begin, material, kept)
    elif options.news:
        chunks = cut_into_chunks(mix_news(MIXTURES[options.news - 2], material.onward))
        model = take_course(course, chunks, _begin_mixed(options), material, kept)
    else:
        chunks = cut_into_chunks(_choose_questions(options, material))
        first = [] if goes_on else [material.light]
        loss = DistilledLoss(load_teacher(kept)) if options.distil else compute_loss
        model = take_course(course, [*first, *chunks], begin, material, kept, loss)
    if goes_on:
        model = average_weights(begin(), model, options.own_share)
    export(model, kept / WEIGHTS_FILE)
    fit_and_ship(kept, material)


def _begin_mixed(options: Options) -> Callable[[], ReaderModel]:
    """The model that a course in mixed news begins with."""
    if options.continued:
        return partial(_load_checkpoint, options.continued.checkpoint(options.kept))
    return partial(_load_packaged, options.kept)


def _choose_questions(options: Options, material: Material) -> list[Question]:
    """What a course of the small reader learns from; no two lessons share a question."""
    if options.distil:
        first = sum(_TAUGHT_QUESTIONS[: options.distil - 1])
        return material.onward[first : first + _TAUGHT_QUESTIONS[options.distil - 1]]
    return material.onward if options.onward else material.course


def _take_news_courses(
    begin: Callable[[], ReaderModel], material: Material, kept: Path
) -> ReaderModel:
    """The reader after the first lessons of news, with other questions of the public sets in each.

    These are new to it: the packaged weights have had the first lesson of the large reader only.
    """
    first = _TAUGHT_QUESTIONS[0]
    lessons = NEWS_LESSONS[: len(NEWS_COURSES)]
    for course, lesson in zip(NEWS_COURSES, lessons, strict=True):
        others = material.onward[first : first + _REPEATED_QUESTIONS]
        chunks = cut_into_chunks(plan_news(lesson, others))
        take_course(course, chunks, begin, material, kept)
        begin = partial(_load_checkpoint, course.checkpoint(kept))
        first += _REPEATED_QUESTIONS
    return begin()


def mix_news(mixture: Mixture, onward: Sequence[Question]) -> list[Question]:
    """The questions of a mixture in their order."""
    *earlier, new = NEWS_LESSONS[: mixture.lessons]
    chance = random.Random(mixture.seed)
    drawn = [
        question
        for lesson in earlier
        for question in plan_news(lesson, passes=1)
        if chance.random() < mixture.earlier_share
    ]
    mixed = [*drawn, *plan_news(new, passes=mixture.passes), *onward[mixture.others]]
    random.Random(mixture.seed).shuffle(mixed)
    return mixed


def _load_checkpoint(path: Path) -> ReaderModel:
    return load_trained(make_model(), path)


def load_teacher(kept: Path) -> LargeModel:
    """The shipped large reader, to teach; ModelError if its packages are not installed."""
    difference = SHIPPED_LARGE_READER / DIFFERENCE_FILE
    return lower_precision(load_merged(unpack_base(kept), difference))


def _load_packaged(kept: Path) -> ReaderModel:
    """The weights that were in the package when the second course began."""
    path = kept / "begun-with.onnx"
    if not path.exists():
        shutil.copyfile(SHIPPED_READER / WEIGHTS_FILE, path)
    return load_shipped(make_model(), path)


def _make_large(options: Options, material: Material) -> None:
    kept = options.kept

    def make() -> LargeModel:
        return add_difference(LargeModel(unpack_base(kept)))

    if options.ship:
        model = load_trained(make(), LARGE_COURSE.checkpoint(kept))
    else:
        chunks = cut_into_chunks(material.onward[:_LARGE_QUESTIONS])
        model = take_course(LARGE_COURSE, chunks, make, material, kept)
    save_difference(model, kept / DIFFERENCE_FILE)
    fit_and_ship_large(kept, material)


if __name__ == "__main__":
    main(sys.argv[1:])
