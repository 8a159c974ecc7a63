"""Train the reader: `make train-reader`, or `python -m qa.lab.training DATA KEPT`.

Everything is kept in the second folder, so that an interrupted run goes on where it was; the
finished weights go into the package.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.store.sqlite import SqliteStore
from embeddings.models.encoder import Encoder, SentenceEncoder
from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from embeddings.models.tokenizer import WordPieces
from qa.lab.training.asker import AskerModel, load_asker, loss_of_asking
from qa.lab.training.asking import ask, lessons, sound
from qa.lab.training.calibrating import asked, fit_calibration
from qa.lab.training.exporting import export
from qa.lab.training.fitting import Pace, fit
from qa.lab.training.groups import Group, Question, Variety, grouped
from qa.lab.training.material import Material, gather
from qa.lab.training.measuring import answering, measured
from qa.lab.training.model import ReaderModel, SpanModel, TeacherModel
from qa.lab.training.sets import SEED, Example
from qa.lab.training.teaching import teach, teacher_folder
from qa.reader.inputs import Inputs
from qa.reader.settings import SHIPPED_READER, WEIGHTS_FILE, ReaderSettings, digest_of_file
from qa.reader.span_reader import SpanReader

_TOKENS = 4_000  # word pieces in a batch
_PRACTISED = 0.6  # the share of the crude questions for which there is time
_ASKED = 400  # questions of one kind that calibrate, or measure
# The teacher reads slowly: each near question once, mostly short and seldom opposed.
_TEACHERS = Variety(cropped=0.95, opposed=0.1, titled=0.7, veiled=0.1)
_TEACHERS_TOKENS, _TEACHERS_PACE = 3_000, Pace(6e-5, 60)
# What the reader is taught: each near question once, gone through twice.
_TAUGHT, _TAUGHT_PACE = Variety(cropped=0.8, opposed=0.4, titled=0.7, veiled=0.5), Pace(1e-4, 100)
# The asker goes once through what it learns from, and asks so many questions; then the reader
# goes twice through those that are sound, and again through what it was taught.
_ASKERS_PACE, _MADE_UP = Pace(2e-4, 15), 10_800
_MADE_UP_AS = Variety(cropped=0.9, opposed=0.25, titled=0.7, veiled=0.3)
_LAST_PACE = Pace(1.5e-4, 100)


def main(arguments: Sequence[str]) -> None:
    """Mine, train, teach, export, calibrate; `arguments`: the folder of sets, the one to keep."""
    data, kept = Path(arguments[0]), Path(arguments[1])
    kept.mkdir(parents=True, exist_ok=True)
    encoder = SentenceEncoder.load(DEFAULT_MODEL)
    material = gather(data, kept, encoder)
    words, limits = WordPieces(folder_of(DEFAULT_MODEL)), ReaderSettings.load().input
    model = trained(material, Inputs(words, limits), kept)
    export(model, kept / WEIGHTS_FILE)
    ship(kept, material, encoder)


def trained(material: Material, inputs: Inputs, kept: Path) -> ReaderModel:
    """The reader learns by itself, a teacher on its own, and the reader again from the teacher.

    Last from what the teacher thinks of questions that a language model asked.
    """
    answerable = [example for example in material.held_squad if example.answer]

    def report(model: SpanModel, step: int) -> None:
        if step % 500 == 0:
            print(f"{step}: {measured(model, inputs, answerable[:_ASKED])}", flush=True)

    def start() -> ReaderModel:
        return ReaderModel(folder_of(DEFAULT_MODEL))

    alone = fit(start, planned(material, inputs), kept / "checkpoint.pt", report)
    print(f"alone: {measured(alone, inputs, answerable)}", flush=True)
    weights = teacher_folder(kept)
    read = [*grouped(material.near, inputs, SEED, _TEACHERS_TOKENS, _TEACHERS)]
    teacher = fit(
        lambda: TeacherModel(weights), read, kept / "teacher.pt", report, pace=_TEACHERS_PACE
    )
    print(f"the teacher: {measured(teacher, inputs, answerable[:_ASKED])}", flush=True)
    batches = [*grouped(material.near, inputs, SEED + 9, _TOKENS, _TAUGHT)]
    taught = teach(teacher, batches, kept / "taught")

    def go_on(before: ReaderModel) -> ReaderModel:
        model = start()
        model.load_state_dict(before.state_dict())
        return model

    chance = random.Random(SEED)
    twice = [*taught, *chance.sample(taught, len(taught))]
    model = fit(partial(go_on, alone), twice, kept / "taught.pt", report, pace=_TAUGHT_PACE)
    print(f"taught: {measured(model, inputs, answerable)}", flush=True)
    made_up = [*grouped(_made_up(material, kept), inputs, SEED + 20, _TOKENS, _MADE_UP_AS)]
    all_of_it = [*taught, *sound(teach(teacher, made_up, kept / "taught-asked"))]
    twice = [batch for _ in range(2) for batch in chance.sample(all_of_it, len(all_of_it))]
    model = fit(partial(go_on, model), twice, kept / "last.pt", report, pace=_LAST_PACE)
    print(f"at last: {measured(model, inputs, answerable)}", flush=True)
    return model


def _made_up(material: Material, kept: Path) -> list[Question]:
    published, split, join = load_asker()
    people = [question.example for question in material.near if question.example.answer]
    read, typed = ([e for e in people if _is_typed(e) is typed] for typed in (False, True))
    batches = lessons(read, typed, split, published.end)

    def start() -> AskerModel:
        return deepcopy(published)  # reading its file takes a quarter of a minute

    asker = fit(
        start, batches, kept / "asker.pt", lambda *_: None, pace=_ASKERS_PACE, loss=loss_of_asking
    )
    return ask(asker, material.texts, _MADE_UP, (split, join), kept / "asked")


def _is_typed(example: Example) -> bool:
    """Whether it was typed into a search engine: those name no articles."""
    return not _article(example)


def planned(material: Material, inputs: Inputs) -> list[list[Group]]:
    """Every batch in its order: crude questions, the nearest with all others, the nearest."""
    crude, near, far = material.practice, material.near, material.far
    passes = [
        crude[: round(_PRACTISED * len(crude))],
        [*near, *far[::2]],
        [*near, *far[1::2]],
        near,
    ]
    batches = [
        batch
        for number, questions in enumerate(passes)
        for batch in grouped(questions, inputs, SEED + number, _TOKENS)
    ]
    members = [member for batch in batches for group in batch for member in group]
    pieces = sum(len(member.input.ids) for member in members)
    print(f"{len(members):,} passages, {pieces:,} pieces in {len(batches):,} steps", flush=True)
    return batches


def ship(kept: Path, material: Material, encoder: Encoder) -> None:
    """Calibrate the exported reader, put it into the package, and say how good it is.

    The questions of half of the held-out SQuAD articles calibrate, three with an answer to two
    without; those of the others measure.
    """
    digest = digest_of_file(kept / WEIGHTS_FILE)
    settings = replace(ReaderSettings.load(), weights_sha256=digest)
    settings.save(kept)
    reader = SpanReader.load(kept)
    squad, nq = SqliteStore.open(kept / "squad"), SqliteStore.open(kept / "nq")
    ask = partial(asked, encoder=encoder, reader=reader)
    names = sorted({_article(example) for example in material.held_squad})
    one_half = [e for e in material.held_squad if _article(e) in names[::2]]
    other_half = [e for e in material.held_squad if _article(e) in names[1::2]]
    fitted = fit_calibration(ask(_mostly_answerable(one_half), squad))
    replace(settings, calibration=fitted).save(SHIPPED_READER)
    shutil.copyfile(kept / WEIGHTS_FILE, SHIPPED_READER / WEIGHTS_FILE)
    print(f"{fitted}\nSQuAD: {answering(ask(other_half[:_ASKED], squad), fitted)}")
    typed = material.held_nq[:_ASKED]
    searched = [*ask(typed, nq), *ask(typed[::3], nq, without_answer=True)]
    print(f"Natural Questions: {answering(searched, fitted)}")


def _mostly_answerable(examples: Sequence[Example]) -> list[Example]:
    """As people ask an archive: more of what it answers than of what it does not."""
    answerable = [e for e in examples if e.answer][: 3 * _ASKED // 2]
    return [*answerable, *[e for e in examples if not e.answer][: 2 * len(answerable) // 3]]


def _article(example: Example) -> str:
    return example.paragraph.id.rpartition("#")[0]


if __name__ == "__main__":
    main(sys.argv[1:])
