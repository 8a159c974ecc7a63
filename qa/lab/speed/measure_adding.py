"""How fast articles are added, what rounded vectors cost, how fast the same are added again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from corpus.arrays import Vectors
from corpus.passages import embedded_text
from corpus.store.sqlite import SqliteStore
from embeddings.ingest import add
from embeddings.models.encoder import Encoder, SentenceEncoder
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.evaluation.gold import load_gold
from qa.folders import exported_models
from qa.lab.public_sets import BenchSet, CachingEncoder, measure_set, write_paragraphs
from qa.lab.speed.measure_asking import time_calls
from qa.lab.speed.processes import PULLQUOTE, Command, run_command
from qa.lab.speed.speed_figures import Adding, Again, Turn

Encode = Callable[[Sequence[str]], Vectors]

_TIMED_QUESTIONS = 150  # questions that are encoded one by one
_UNCHANGED = re.compile(r"([\d,]+) unchanged")


def measure_adding(chosen: BenchSet, data: Path, turns: int) -> Adding:
    """Measure with the packaged model, as `pullquote add` loads it."""
    encoder = load_encoder(DEFAULT_MODEL, exported_models())
    exact = SentenceEncoder.load(DEFAULT_MODEL).model

    def encode(texts: Sequence[str]) -> Vectors:
        vectors = exact.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)

    return measure_turns(chosen, data, encoder, encode, turns)


def measure_turns(
    chosen: BenchSet, data: Path, encoder: Encoder, encode: Encode, turns: int
) -> Adding:
    """A part of the set added, the same texts encoded, and so on with the next part."""
    timed = TimedEncoder(encoder)
    for warm in (encoder.encode_passages, encode):
        warm(["loads the model"])
    gold = load_gold(data / chosen.gold, qrels=chosen.qrels)
    question = time_calls(
        lambda each: encode([each]), [each.question for each in gold[:_TIMED_QUESTIONS]]
    )
    with TemporaryDirectory() as made:
        folder = Path(made)
        ours = SqliteStore.open(folder / "ours", create=True)
        theirs = SqliteStore.open(folder / "theirs", create=True)
        corpus = write_paragraphs(data / chosen.gold, folder).read_text(encoding="utf-8")
        taken = [
            _measure_turn(part, ours, theirs, timed, encode)
            for part in _write_parts(corpus.splitlines(keepends=True), turns, folder)
        ]
        asking = CachingEncoder(encoder)
        ndcg, ndcg_of_encoded = (
            measure_set(chosen, data, archive, asking, "dense").means()["nDCG@10"].mean
            for archive in (ours, theirs)
        )
    return Adding(chosen.name, taken, question, ndcg, ndcg_of_encoded)


def _write_parts(lines: Sequence[str], count: int, folder: Path) -> list[Path]:
    """Files of about equally many lines each."""
    paths = [folder / f"part{number}.jsonl" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text("".join(lines[number::count]), encoding="utf-8")
    return paths


def _measure_turn(
    part: Path, ours: SqliteStore, theirs: SqliteStore, timed: TimedEncoder, encode: Encode
) -> Turn:
    timed.seconds = 0.0
    started = time.perf_counter()
    add([part], ours, lambda: timed)
    took = time.perf_counter() - started
    articles = [ours.article(id) for id in ours.ids_under(str(part.resolve()))]
    passages = [passage for each in articles if each for passage in ours.passages_of(each)]
    started = time.perf_counter()
    vectors = encode([embedded_text(passage) for passage in passages])
    encoded = time.perf_counter() - started
    _copy_articles(
        theirs, ours, dict(zip((passage.id for passage in passages), vectors, strict=True))
    )
    return Turn(len(passages), took, timed.seconds, encoded)


def _copy_articles(theirs: SqliteStore, ours: SqliteStore, vectors: dict[str, Vectors]) -> None:
    """Put the articles of these passages into an archive, with these vectors of them."""
    with theirs.change() as writing:
        if ours.model:
            writing.record_model(ours.model)
        for article in ours.articles():
            passages = ours.passages_of(article)
            if passages and passages[0].id in vectors:
                rows = np.stack([vectors[passage.id] for passage in passages])
                writing.put(article, passages, rows)


class TimedEncoder:
    """An encoder that counts the seconds it spends on embedding passages."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.seconds = encoder, 0.0
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self.dimension, self.token_budget = encoder.dimension, encoder.token_budget
        self.count_tokens, self.encode_question = encoder.count_tokens, encoder.encode_question

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        started = time.perf_counter()
        vectors = self._encoder.encode_passages(texts)
        self.seconds += time.perf_counter() - started
        return vectors

    def close(self) -> None:
        """It has no threads of its own."""


def measure_adding_again(files: Path, kept: Path, turns: int) -> Again:
    """Add files by the command, which are in the archive already: untouched, and all touched."""
    add([files], SqliteStore.open(kept, create=True), ConstantEncoder)
    command: Command = [PULLQUOTE, "add", files, "--archive", kept]
    untouched = [_time_unchanged(command)[1] for _ in range(turns)]
    touched = []
    for _ in range(turns):
        for path in files.iterdir():
            path.touch()
        articles, took = _time_unchanged(command)
        touched.append(took)
    return Again(articles, untouched, touched)


def _time_unchanged(command: Command) -> tuple[int, float]:
    """How many articles a command found unchanged, and in how many seconds."""
    started = time.perf_counter()
    printed = run_command(command).stdout
    took = time.perf_counter() - started
    found = _UNCHANGED.search(printed)
    if not found or not printed.startswith("+0 new, 0 changed, 0 gone"):
        raise RuntimeError(f"not all was unchanged: {printed.strip()}")
    return int(found[1].replace(",", "")), took


class ConstantEncoder:
    """Gives every passage the same vector: nothing searches what it embeds."""

    name, fingerprint, dimension, token_budget = "unembedded", "unembedded", 1, 250

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return np.ones((len(texts), 1), np.float32)

    def encode_question(self, _: str) -> Vectors:
        return np.ones(1, np.float32)

    def close(self) -> None:
        """It has no threads of its own."""
