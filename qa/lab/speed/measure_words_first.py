"""How soon what is added answers by its words, beside how long all of it takes with its vectors."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.passages import embedded_text
from corpus.store.sqlite import SqliteStore
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.evaluation.gold import GoldQuestion
from qa.folders import exported_models
from qa.lab.speed.processes import PULLQUOTE, run_apart, run_command, time_command
from qa.lab.speed.speed_figures import WordsFirst

_EMBEDDED = 400  # passages from which the pace of embedding is taken


def measure_words_first(articles: Path, files: Path, gold: Sequence[GoldQuestion]) -> WordsFirst:
    """Add a set's articles by their words and ask until an answer is of a right article.

    Then the files of a folder are added by their words. All by commands, into archives that are
    dropped. `gold` are questions to the articles, with the relevant ones. How long all of the
    articles would take with their vectors is computed from the pace of some of their passages.
    """
    with TemporaryDirectory() as made:
        archive = Path(made) / "of-set"
        started = time.perf_counter()
        added = time_command([PULLQUOTE, "add", "--words-only", articles, "--archive", archive])
        asked = _ask_until_right(archive, gold)
        until_right = time.perf_counter() - started
        counted, passages, pace = run_apart(measure_pace, archive)
        words = time_command(
            [PULLQUOTE, "add", "--words-only", files, "--archive", Path(made) / "of-files"]
        )
    many = len(list(files.iterdir()))
    return WordsFirst(counted, passages, added, until_right, asked, pace, many, words)


def _ask_until_right(archive: Path, gold: Sequence[GoldQuestion]) -> int:
    """How many questions it took until the best evidence was a relevant article."""
    for count, each in enumerate(gold, start=1):
        question = ["--top", "1", "--json", "--", each.question]
        answer = json.loads(run_command([PULLQUOTE, "ask", "--archive", archive, *question]).stdout)
        if any(row["article_id"] in each.relevant for row in answer["evidence"][:1]):
            return count
    raise RuntimeError(f"no question of {len(gold)} was answered from a right article")


def measure_pace(folder: Path) -> tuple[int, int, float]:
    """An archive's articles and passages, and how many of these are embedded a second here.

    Measured with some that are spread evenly over it.
    """
    with SqliteStore.open(folder) as archive:
        count = archive.index_source.count_passages()
        keys = [each.columns.key for each in archive.index_source.passages()]
        chosen = archive.passages(keys[:: max(1, count // _EMBEDDED)])
        texts = [embedded_text(each) for each in chosen.values()]
        encoder = load_encoder(DEFAULT_MODEL, exported_models())
        encoder.encode_passages(texts[:1])  # loads the model
        started = time.perf_counter()
        encoder.encode_passages(texts)
        took = time.perf_counter() - started
        encoder.close()
        return archive.stats().articles, count, len(texts) / took
