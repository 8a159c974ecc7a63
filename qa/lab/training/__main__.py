"""Train the reader: `make train-reader`, or `python -m qa.lab.training DATA KEPT`.

Everything is kept in the second folder, so that an interrupted run goes on where it was; the
finished weights go into the package.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from embeddings.models.tokenizer import WordPieces
from qa.lab.training.exporting import export
from qa.lab.training.fitting import fit
from qa.lab.training.groups import Group, grouped
from qa.lab.training.material import Material, gather
from qa.lab.training.measuring import measure_reading
from qa.lab.training.model import ReaderModel
from qa.lab.training.sets import SEED
from qa.lab.training.shipping import ship
from qa.reader.inputs import Inputs
from qa.reader.settings import WEIGHTS_FILE, ReaderSettings

_TOKENS = 4_000  # word pieces in a batch
_CHUNK = 4_096  # questions that batches are drawn from together
_STEPS = 2_992  # batches
_MEASURED = 250  # questions


def main(arguments: Sequence[str]) -> None:
    """Mine, train, export, calibrate; `arguments`: the folder of sets, the one to keep."""
    data, kept = Path(arguments[0]), Path(arguments[1])
    kept.mkdir(parents=True, exist_ok=True)
    material = gather(data, kept)
    model = train(
        material, Inputs(WordPieces(folder_of(DEFAULT_MODEL)), ReaderSettings.load().input), kept
    )
    export(model, kept / WEIGHTS_FILE)
    ship(kept, material)


def train(material: Material, inputs: Inputs, kept: Path) -> ReaderModel:
    """The reader, after so many steps over the course."""
    answerable = [example for example in material.held_squad if example.answer]

    def report(model: ReaderModel, step: int) -> None:
        if step % 500 == 0:
            print(f"{step}: {measure_reading(model, inputs, answerable[:_MEASURED])}", flush=True)

    batches = [*islice(plan_batches(material, inputs), _STEPS)]
    print(f"{sum(map(len, batches)):,} questions in {len(batches):,} steps", flush=True)
    model = fit(
        lambda: ReaderModel(folder_of(DEFAULT_MODEL)), batches, kept / "checkpoint.pt", report
    )
    print(f"at last: {measure_reading(model, inputs, answerable)}", flush=True)
    return model


def plan_batches(material: Material, inputs: Inputs) -> Iterator[list[Group]]:
    """Batches in their order: single sentences, then the course, chunk by chunk."""
    course, firsts = material.course, range(0, len(material.course), _CHUNK)
    chunks = [material.light, *(course[first : first + _CHUNK] for first in firsts)]
    for number, questions in enumerate(chunks):
        yield from grouped(questions, inputs, SEED + number, _TOKENS)


if __name__ == "__main__":
    main(sys.argv[1:])
