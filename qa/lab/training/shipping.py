"""A trained reader goes into the package, with what its scores mean."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.store.open_store import open_store
from corpus.store.store import Store
from embeddings.ingest import add
from embeddings.models.encoder import Encoder, SentenceEncoder
from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from qa.lab.training.calibrating import (
    AskedQuestion,
    PassageReader,
    ask_archive,
    fit_calibration,
    fit_order,
)
from qa.lab.training.hard_news import ask_hard_news
from qa.lab.training.material import Material
from qa.lab.training.measuring import measure_answering
from qa.lab.training.sets import SEED, Paragraph
from qa.lab.training.swapping import swap_questions
from qa.lab.training.written_news import NEWS_LESSONS, paragraphs_of, read_written_news
from qa.reader.large.set_up import DIFFERENCE_FILE, SHIPPED_LARGE_READER, make_weights
from qa.reader.rereading import RereadingReader
from qa.reader.settings import SHIPPED_READER, WEIGHTS_FILE, ReaderSettings, digest_of_file
from qa.reader.span_reader import SpanReader

# What people call the next reader. Readers that answer differently have different names: raise
# the number before shipping other weights.
READER_NAME, LARGE_READER_NAME = "MiniLM-L6 spans 9", "mpnet-base spans 1"
_ASKED_QUESTIONS = 450  # of one kind, to calibrate: more take long and change no weight much
# Beside the held-out paragraphs every eighth of the others stands in the archive.
_OTHERS_STEP = 8


def fit_and_ship(kept: Path, material: Material, folder: Path = SHIPPED_READER) -> None:
    """Fit ordering and confidence to the weights in `kept`, and put all into the package."""
    _describe(kept / WEIGHTS_FILE, READER_NAME).save(kept)
    with SpanReader.load(kept) as reader:
        questions = [*ask_held_out(kept, material, reader), *ask_written_news(kept, reader)]
        news = ask_hard_news(kept, reader)
    settings = _fit(_describe(kept / WEIGHTS_FILE, READER_NAME), questions, news)
    ship(kept / WEIGHTS_FILE, settings, folder)


def fit_and_ship_large(kept: Path, material: Material, folder: Path = SHIPPED_LARGE_READER) -> None:
    """The same for the large reader, which reads the shipped small one's best passages again."""
    made = kept / "large"
    shutil.rmtree(made, ignore_errors=True)
    make_weights(kept / DIFFERENCE_FILE, made)
    _describe(made / WEIGHTS_FILE, LARGE_READER_NAME).save(made)
    with RereadingReader(SpanReader.load(), SpanReader.load(made)) as reader:
        questions = [*ask_held_out(kept, material, reader), *ask_written_news(kept, reader)]
        news = ask_hard_news(kept, reader)
    folder.mkdir(exist_ok=True)
    shutil.copyfile(kept / DIFFERENCE_FILE, folder / DIFFERENCE_FILE)
    _fit(_describe(kept / DIFFERENCE_FILE, LARGE_READER_NAME), questions, news).save(folder)


def _fit(
    settings: ReaderSettings, questions: Sequence[AskedQuestion], news: Sequence[AskedQuestion]
) -> ReaderSettings:
    """The settings with the ordering and the confidence that suit a reader's questions best.

    The traps tell how sure to be, not which passage to put first: what misleads there is no rule.
    """
    ordering = fit_order(questions)
    calibration = fit_calibration([*questions, *news], ordering, settings.calibration)
    fitted = replace(settings, ordering=ordering, calibration=calibration)
    print(f"{fitted}\n{measure_answering(questions, ordering, calibration)}", flush=True)
    return fitted


def ship(weights: Path, settings: ReaderSettings, folder: Path = SHIPPED_READER) -> None:
    """Write exported weights, and the numbers that belong to them, into a reader's folder."""
    if weights.resolve() != (folder / WEIGHTS_FILE).resolve():
        shutil.copyfile(weights, folder / WEIGHTS_FILE)
    settings.save(folder)


def _describe(weights: Path, name: str) -> ReaderSettings:
    """The shipped reader's settings with the name and the digests of these weights."""
    return replace(
        ReaderSettings.load(),
        name=name,
        weights_sha256=digest_of_file(weights),
        base_model=DEFAULT_MODEL,
        tokenizer_sha256=digest_of_file(folder_of(DEFAULT_MODEL) / "tokenizer.json"),
    )


def ask_held_out(kept: Path, material: Material, reader: PassageReader) -> list[AskedQuestion]:
    """Questions that nothing learned from, and what a reader says to them.

    They are of whole articles, with an answer and, to mislead, without; and such as were asked
    without seeing a text. A third of the answerable ones are asked again as if their text were
    not there, and a third with a name or a number that makes them unanswerable.
    """
    encoder = SentenceEncoder.load(DEFAULT_MODEL)
    archive = make_held_out_archive(kept / "held-out", material, encoder)
    answerable = [e for e in material.held_squad if e.answer][:_ASKED_QUESTIONS]
    refused = [e for e in material.held_squad if not e.answer][: _ASKED_QUESTIONS // 3]
    searched = material.held_searched[:_ASKED_QUESTIONS]
    swapped = swap_questions(answerable[1::3], random.Random(SEED))
    ask = partial(ask_archive, archive=archive, encoder=encoder, reader=reader)
    return [
        *ask([*answerable, *refused, *searched, *swapped]),
        *ask([*answerable[::3], *searched[::3]], without_answer=True),
    ]


def ask_written_news(kept: Path, reader: PassageReader) -> list[AskedQuestion]:
    """The questions about held-out articles of the lessons that are asked, in an archive of all."""
    encoder = SentenceEncoder.load(DEFAULT_MODEL)
    written = read_written_news(*NEWS_LESSONS)
    asked = [lesson for lesson in NEWS_LESSONS if lesson.is_asked]
    archive = make_archive(paragraphs_of(written), kept / "written-news", encoder)
    held_out = [each for each in read_written_news(*asked) if each.held_out]
    return ask_archive(held_out, archive, encoder, reader)


def make_held_out_archive(folder: Path, material: Material, encoder: Encoder) -> Store:
    """An archive of the paragraphs that nothing learned from, among some of the others."""
    held_out = {e.paragraph.text for e in (*material.held_squad, *material.held_searched)}
    own = [each for each in material.paragraphs if each.text in held_out]
    others = [each for each in material.paragraphs if each.text not in held_out]
    return make_archive([*own, *others[::_OTHERS_STEP]], folder, encoder)


def make_archive(paragraphs: Sequence[Paragraph], folder: Path, encoder: Encoder) -> Store:
    """The paragraphs as articles, embedded where they are not yet."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus = folder / "corpus.jsonl"
    lines = [json.dumps({"_id": p.id, "title": p.title, "text": p.text}) for p in paragraphs]
    corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
    archive = open_store(folder, create=True)
    print(f"{folder.name}: {add([corpus], archive, lambda: encoder)}", flush=True)
    return archive
