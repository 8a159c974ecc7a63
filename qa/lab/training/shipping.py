"""A trained reader goes into the package, with what its scores mean."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.store.sqlite import SqliteStore
from embeddings.ingest import add
from embeddings.models.encoder import Encoder, SentenceEncoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.lab.training.calibrating import ask_archive, fit_calibration, fit_order
from qa.lab.training.material import Material
from qa.lab.training.measuring import measure_answering
from qa.lab.training.sets import Paragraph
from qa.reader.settings import SHIPPED_READER, WEIGHTS_FILE, ReaderSettings, digest_of_file
from qa.reader.span_reader import SpanReader

_NAME = "MiniLM-L6 spans 5"  # runs made with other weights differ in it
_ASKED = 450  # questions of one kind that calibrate
# Beside the held-out paragraphs every so many-th of the others stands in the archive.
_OTHERS = 8


def ship(kept: Path, material: Material) -> None:
    """Fit order and confidence to the exported reader, and put it into the package.

    What fits them is all held out: of whole articles, with an answer and, to mislead, without;
    and what was asked without seeing a text, by every third as if its text were not there.
    """
    encoder = SentenceEncoder.load(DEFAULT_MODEL)
    settings = replace(
        ReaderSettings.load(), name=_NAME, weights_sha256=digest_of_file(kept / WEIGHTS_FILE)
    )
    settings.save(kept)
    reader = SpanReader.load(kept)
    archive = held_out_archive(kept / "held-out", material, encoder)
    ask = partial(ask_archive, archive=archive, encoder=encoder, reader=reader)
    answered = [e for e in material.held_squad if e.answer][:_ASKED]
    refused = [e for e in material.held_squad if not e.answer][: _ASKED // 3]
    searched = material.held_searched[:_ASKED]
    all_asked = [
        *ask([*answered, *refused, *searched]),
        *ask([*answered[::3], *searched[::3]], without_answer=True),
    ]
    ordering = fit_order(all_asked)
    calibration = fit_calibration(all_asked, ordering)
    shutil.copyfile(kept / WEIGHTS_FILE, SHIPPED_READER / WEIGHTS_FILE)
    replace(settings, ordering=ordering, calibration=calibration).save(SHIPPED_READER)
    print(f"{ordering}\n{calibration}\n{measure_answering(all_asked, ordering, calibration)}")


def held_out_archive(folder: Path, material: Material, encoder: Encoder) -> SqliteStore:
    """An archive of the paragraphs that nothing learned from, among some of the others."""
    held = {e.paragraph.text for e in (*material.held_squad, *material.held_searched)}
    others = [each for each in material.paragraphs if each.text not in held][::_OTHERS]
    own = [each for each in material.paragraphs if each.text in held]
    return archive_of([*own, *others], folder, encoder)


def archive_of(paragraphs: Sequence[Paragraph], folder: Path, encoder: Encoder) -> SqliteStore:
    """The paragraphs as articles, embedded where they are not yet."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus = folder / "corpus.jsonl"
    lines = [json.dumps({"_id": p.id, "title": p.title, "text": p.text}) for p in paragraphs]
    corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
    archive = SqliteStore.open(folder, create=True)
    print(f"{folder.name}: {add([corpus], archive, lambda: encoder)}", flush=True)
    return archive
