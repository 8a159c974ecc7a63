"""Train the reader: `make train-reader`, or `python -m qa.lab.training DATA KEPT`.

Everything is kept in the second folder, so that an interrupted run goes on where it was; the
finished weights go into the package. With `--ship` nothing is trained: the weights of
KEPT/checkpoint.pt are exported, calibrated and put into the package.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from embeddings.models.tokenizer import WordPieces
from qa.lab.training.exporting import export
from qa.lab.training.fitting import fit, load_trained
from qa.lab.training.groups import LAST_VARIETY, READER_VARIETY, Group, group_batches
from qa.lab.training.material import Material, gather
from qa.lab.training.measuring import measure_reading
from qa.lab.training.model import ReaderModel
from qa.lab.training.sets import SEED
from qa.lab.training.shipping import fit_and_ship
from qa.reader.inputs import Inputs
from qa.reader.settings import WEIGHTS_FILE, ReaderSettings

CHECKPOINT_FILE = "checkpoint.pt"
_BATCH_PIECES = 4_000
_CHUNK_QUESTIONS = 4_096  # that batches are drawn from together
_LAST_SHARE = 0.3  # of the chunks, which end the course
_MEASURED_QUESTIONS = 250
_MEASURED_EVERY = 500  # steps


class Options(NamedTuple):
    """The folder of the public sets, the one to keep everything in, what is to be done."""

    data: Path
    kept: Path
    ship: bool


def main(arguments: Sequence[str]) -> None:
    """Mine, train, export, calibrate, put into the package; or only the last three."""
    options = parse_arguments(arguments)
    options.kept.mkdir(parents=True, exist_ok=True)
    material = gather(options.data, options.kept)
    if options.ship:
        model = load_trained(make_model(), options.kept / CHECKPOINT_FILE)
    else:
        model = train(material, options.kept)
    export(model, options.kept / WEIGHTS_FILE)
    fit_and_ship(options.kept, material)


def parse_arguments(arguments: Sequence[str]) -> Options:
    """The options on a command line; it ends the process where they cannot be used."""
    parser = ArgumentParser(
        "python -m qa.lab.training", description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("data", type=Path, help="the folder of the public sets")
    parser.add_argument("kept", type=Path, help="the folder for everything that is made")
    parser.add_argument("--ship", action="store_true", help="train nothing, ship the checkpoint")
    options = Options(**vars(parser.parse_args(arguments)))
    checkpoint = options.kept / CHECKPOINT_FILE
    if options.ship and not checkpoint.exists():
        parser.error(f"there is nothing to ship: {checkpoint} is missing")
    return options


def make_model() -> ReaderModel:
    """The model that training begins with."""
    return ReaderModel(folder_of(DEFAULT_MODEL))


def train(material: Material, kept: Path) -> ReaderModel:
    """The reader after the whole course."""
    inputs = Inputs(WordPieces(folder_of(DEFAULT_MODEL)), ReaderSettings.load().input)
    answerable = [example for example in material.held_squad if example.answer]

    def report(model: ReaderModel, step: int) -> None:
        if step % _MEASURED_EVERY == 0:
            reading = measure_reading(model, inputs, answerable[:_MEASURED_QUESTIONS])
            print(f"{step}: {reading}", flush=True)

    batches = [*plan_batches(material, inputs)]
    print(f"{sum(map(len, batches)):,} questions in {len(batches):,} steps", flush=True)
    model = fit(make_model, batches, kept / CHECKPOINT_FILE, report)
    print(f"at last: {measure_reading(model, inputs, answerable)}", flush=True)
    return model


def plan_batches(material: Material, inputs: Inputs) -> Iterator[list[Group]]:
    """Batches in their order: single sentences, then the course, chunk by chunk."""
    course, firsts = material.course, range(0, len(material.course), _CHUNK_QUESTIONS)
    chunks = [material.light, *(course[first : first + _CHUNK_QUESTIONS] for first in firsts)]
    for number, questions in enumerate(chunks):
        is_last = number >= (1 - _LAST_SHARE) * len(chunks)
        variety = LAST_VARIETY if is_last else READER_VARIETY
        yield from group_batches(questions, inputs, SEED + number, _BATCH_PIECES, variety)


if __name__ == "__main__":
    main(sys.argv[1:])
