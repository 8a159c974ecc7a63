"""Train the reader: `make train-reader`, or `python -m qa.training DATA KEPT`.

Everything is kept in the second folder, so that an interrupted run goes on where it was; the
finished weights go into the package.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from corpus.archive import Archive
from embeddings.encoder import DEFAULT_MODEL, Encoder, SentenceEncoder, folder_of
from embeddings.wordpieces import WordPieces
from qa.reader.inputs import Inputs
from qa.reader.judging import CALIBRATION
from qa.reader.reader import WEIGHTS, SpanReader
from qa.training.calibrating import asked, fit_calibration
from qa.training.exporting import export
from qa.training.fitting import fit
from qa.training.groups import Group, grouped
from qa.training.material import Material, gather
from qa.training.measuring import answering, measured
from qa.training.model import ReaderModel
from qa.training.sets import SEED, Example

_TOKENS = 4_000  # word pieces in a batch
_PRACTISED = 0.6  # the share of the crude questions for which there is time
_ASKED = 400  # questions of one kind that calibrate, or measure


def main(arguments: Sequence[str]) -> None:
    """Mine, train, export, calibrate; `arguments` are the folder of sets and the one to keep."""
    data, kept = Path(arguments[0]), Path(arguments[1])
    kept.mkdir(parents=True, exist_ok=True)
    encoder = SentenceEncoder.load(DEFAULT_MODEL)
    material = gather(data, kept, encoder)
    inputs = Inputs(WordPieces(folder_of(DEFAULT_MODEL)))
    batches = planned(material, inputs)
    members = [member for batch in batches for group in batch for member in group]
    pieces = sum(len(member.input.ids) for member in members)
    print(f"{len(members):,} passages, {pieces:,} pieces in {len(batches):,} steps", flush=True)
    answerable = [example for example in material.held_squad if example.answer]

    def report(model: ReaderModel, step: int) -> None:
        if step % 500 == 0 or step == len(batches):
            some = answerable if step == len(batches) else answerable[:_ASKED]
            read = measured(model, inputs, some)
            print(f"{step}: {read}", flush=True)

    model = fit(folder_of(DEFAULT_MODEL), batches, kept / "checkpoint.pt", report)
    export(model, kept / WEIGHTS.name)
    ship(kept, material, encoder)


def planned(material: Material, inputs: Inputs) -> list[list[Group]]:
    """Every batch in its order: crude questions, the nearest with all others, the nearest."""
    crude, near, far = material.practice, material.near, material.far
    passes = [
        crude[: round(_PRACTISED * len(crude))],
        [*near, *far[::2]],
        [*near, *far[1::2]],
        near,
    ]
    return [
        batch
        for number, questions in enumerate(passes)
        for batch in grouped(questions, inputs, SEED + number, _TOKENS)
    ]


def ship(kept: Path, material: Material, encoder: Encoder) -> None:
    """Calibrate the exported reader, put it into the package, and say how good it is.

    Half of the held-out SQuAD articles calibrate, the others measure.
    """
    reader = SpanReader.load(folder_of(DEFAULT_MODEL), kept / WEIGHTS.name)
    squad, nq = Archive.open(kept / "squad"), Archive.open(kept / "nq")
    ask = partial(asked, encoder=encoder, reader=reader)
    names = sorted({_article(example) for example in material.held_squad})
    one_half = [e for e in material.held_squad if _article(e) in names[::2]]
    other_half = [e for e in material.held_squad if _article(e) in names[1::2]]
    typed = material.held_nq[:_ASKED]
    searched = [*ask(typed, nq), *ask(typed[::3], nq, without_answer=True)]
    calibrating = [*ask(_mostly_answerable(one_half), squad), *searched]
    fitted = fit_calibration(calibrating)
    CALIBRATION.write_text(json.dumps(fitted._asdict(), indent=1) + "\n", encoding="utf-8")
    shutil.copyfile(kept / WEIGHTS.name, WEIGHTS)
    print(f"{fitted}\nNatural Questions: {answering(searched, fitted)}")
    print(f"SQuAD: {answering(ask(other_half[:_ASKED], squad), fitted)}")


def _mostly_answerable(examples: Sequence[Example]) -> list[Example]:
    """Three questions with an answer to each one without, as people ask an archive."""
    answerable = [e for e in examples if e.answer][: 3 * _ASKED // 4]
    return [*answerable, *[e for e in examples if not e.answer][: len(answerable) // 3]]


def _article(example: Example) -> str:
    return example.paragraph.id.rpartition("#")[0]


if __name__ == "__main__":
    main(sys.argv[1:])
