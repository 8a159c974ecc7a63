"""The courses that readers take: what each learns from, in which order and at which rate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from embeddings.models.tokenizer import WordPieces
from qa.lab.training.fitting import Loss, Pace, fit
from qa.lab.training.groups import Group, Question, Variety, group_batches
from qa.lab.training.material import Material
from qa.lab.training.measuring import measure_reading
from qa.lab.training.model import Trained, compute_loss
from qa.lab.training.sets import SEED
from qa.reader.inputs import Inputs
from qa.reader.settings import ReaderSettings

_BATCH_PIECES = 4_000
_CHUNK_QUESTIONS = 4_096  # that batches are drawn from together
_LAST_SHARE = 0.3  # of the chunks, which end the course
_MEASURED_QUESTIONS = 250
_MEASURED_EVERY = 500  # steps


@dataclass(frozen=True, slots=True)
class Course:
    """How a reader learns from questions in an order that `seed` draws.

    Towards the end passages are more often as long as those that an archive gives, as
    `last_variety` says. The checkpoint has the course's name.
    """

    name: str
    seed: int
    pace: Pace
    variety: Variety
    last_variety: Variety

    def checkpoint(self, kept: Path) -> Path:
        """Where it is kept how far the course has come."""
        return kept / f"{self.name}.pt"


FIRST_COURSE = Course(
    name="first", seed=SEED, pace=Pace(peak=2.5e-4, warm_up=100),
    variety=Variety(cropped=0.75, titled=0.85, veiled=0.1),
    last_variety=Variety(cropped=0.5, titled=0.85, veiled=0.1),
)  # fmt: skip
SECOND_COURSE = Course(
    name="second", seed=SEED + 100, pace=Pace(peak=2e-4, warm_up=100),
    variety=Variety(cropped=0.65, titled=0.85, veiled=0.1),
    last_variety=Variety(cropped=0.4, titled=0.85, veiled=0.1),
)  # fmt: skip


def _series(
    seeds: Mapping[str, int], pace: Pace, cropped: float, last_cropped: float
) -> list[Course]:
    """Courses that differ in name and seed alone."""
    first, last = (
        Variety(cropped=each, titled=0.85, veiled=0.05) for each in (cropped, last_cropped)
    )
    return [Course(name, SEED + seed, pace, first, last) for name, seed in seeds.items()]


# The lessons of the large reader, in their order.
DISTILLED_COURSES = _series(
    {"distilled": 300, "distilled-2": 400}, Pace(peak=2e-4, warm_up=100), 0.65, 0.4
)
# The lessons of our own news, after all of these, each after the one before it.
NEWS_COURSES = _series({"news": 500, "news-2": 600}, Pace(peak=1.5e-4, warm_up=30), 0.5, 0.35)
# New lessons of our own news mixed with earlier ones, after these.
MIXED_NEWS_COURSES = _series(
    {"news-3": 800, "news-4": 900, "news-5": 1000, "news-6": 1100},
    Pace(peak=2e-4, warm_up=50),
    0.6,
    0.35,
)
LARGE_COURSE = Course(
    name="large", seed=SEED + 200, pace=Pace(peak=6e-4, warm_up=100),
    variety=Variety(cropped=0.75, titled=0.85, veiled=0.0),
    last_variety=Variety(cropped=0.5, titled=0.85, veiled=0.0),
)  # fmt: skip


def take_course(
    course: Course,
    chunks: Sequence[Sequence[Question]],
    make: Callable[[], Trained],
    material: Material,
    kept: Path,
    loss: Loss = compute_loss,
) -> Trained:
    """The reader after a course, which goes on where it was interrupted.

    `make` and `loss` are as `fit` has them.
    """
    inputs: Inputs = make_inputs()
    answerable = [example for example in material.held_squad if example.answer]

    def report(model: Trained, step: int) -> None:
        if step % _MEASURED_EVERY == 0:
            reading = measure_reading(model, inputs, answerable[:_MEASURED_QUESTIONS])
            print(f"{step}: {reading}", flush=True)

    batches = [*_plan_batches(course, chunks, inputs)]
    print(f"{sum(map(len, batches)):,} questions in {len(batches):,} steps", flush=True)
    model = fit(make, batches, course.checkpoint(kept), report, pace=course.pace, loss=loss)
    print(f"at last: {measure_reading(model, inputs, answerable)}", flush=True)
    return model


def make_inputs() -> Inputs:
    """What makes the inputs of a reader, within the limits of the shipped one."""
    return Inputs(WordPieces(folder_of(DEFAULT_MODEL)), ReaderSettings.load().input)


def cut_into_chunks(questions: Sequence[Question]) -> list[Sequence[Question]]:
    """The questions in their order, as many together as batches are drawn from."""
    firsts = range(0, len(questions), _CHUNK_QUESTIONS)
    return [questions[first : first + _CHUNK_QUESTIONS] for first in firsts]


def _plan_batches(
    course: Course, chunks: Sequence[Sequence[Question]], inputs: Inputs
) -> Iterator[list[Group]]:
    """Batches in their order, chunk by chunk."""
    for number, questions in enumerate(chunks):
        is_last = number >= (1 - _LAST_SHARE) * len(chunks)
        variety = course.last_variety if is_last else course.variety
        yield from group_batches(questions, inputs, course.seed + number, _BATCH_PIECES, variety)
