"""Every public set beside the checkout, retrieved by meaning, by words and by both: one table.

Run it with `make bench-quality`. Each set is embedded once, into an archive that is kept.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_args

from corpus.arrays import Vectors
from corpus.store.sqlite import SqliteStore
from embeddings.ingest import add
from embeddings.models.encoder import Encoder
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.assistant import Assistant
from qa.evaluation.ask_gold import evaluate
from qa.evaluation.gold import GoldQuestion, load_gold
from qa.evaluation.outcomes import Evaluation
from qa.folders import exported_models
from qa.reader.base import Reader, Verdict
from qa.search.hits import Hit
from qa.search.retriever import Retriever
from qa.search.weights import Search, Weights

MEASURES = ("nDCG@10", "Success@1", "RR@10", "R@100", "passage Success@1", "passage Success@5")
# Questions asked of a larger set, spread evenly over it: more take long and change no figure much.
MAX_QUESTIONS = 3000


@dataclass(frozen=True, slots=True)
class BenchSet:
    """A public set: where its gold is, which judgements, and its corpus if that is a file."""

    name: str
    gold: str
    qrels: str | None = None
    corpus: str | None = None


SETS = (
    BenchSet("realtimeqa-dev", "realtimeqa-dev", "test", "realtimeqa-dev/corpus.jsonl"),
    BenchSet("newsqa-open", "newsqa-open/newsqa-open.json"),
    BenchSet("SQuAD 1.1 dev", "squad/dev-v1.1.json"),
    BenchSet("SQuAD 2.0 dev", "squad/dev-v2.0.json"),
    BenchSet("nq-open-gold", "nq-open-gold", "test", "nq-open-gold/corpus.jsonl.gz"),
    BenchSet("scifact train", "scifact", "train", "scifact/corpus.jsonl.gz"),
    BenchSet("cranfield", "cranfield", "test", "cranfield/corpus.jsonl.gz"),
    BenchSet("cisi", "cisi", "test", "cisi/corpus.jsonl.gz"),
    BenchSet("trecqa train", "trecqa", "train", "trecqa/corpus.jsonl.gz"),
    BenchSet("timeqa train", "timeqa-human", "train", "timeqa-human/corpus.jsonl.gz"),
)


def main(arguments: Sequence[str]) -> None:
    """Measure the sets, print a row for each as it is done, and keep the table of all."""
    options = parse_arguments(arguments)
    encoder = CachingEncoder(load_encoder(DEFAULT_MODEL, exported_models()))
    rows: list[str] = []
    for chosen in SETS:
        if options.sets and chosen.name not in options.sets:
            continue
        if not (options.data / chosen.gold).exists():
            print(f"{chosen.name}: not in {options.data}, left out", file=sys.stderr)
            continue
        archive = archive_of(chosen, options.data, options.kept, encoder)
        for search in get_args(Search):
            evaluation = measure_set(chosen, options.data, archive, encoder, search)
            rows.append(format_row(chosen, search, evaluation, archive))
            print(rows[-1], flush=True)
    if not options.sets:
        table = "\n".join([*HEAD, *rows, ""])
        (options.kept / "quality.md").write_text(table, encoding="utf-8")


class Options(NamedTuple):
    """The folder of the public sets, the one for archives and table, the sets that are chosen."""

    data: Path
    kept: Path
    sets: Sequence[str]


def parse_arguments(arguments: Sequence[str]) -> Options:
    """The options on a command line; it ends the process where they cannot be used."""
    parser = ArgumentParser("python -m qa.lab.public_sets", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of the public sets")
    parser.add_argument("kept", type=Path, help="the folder for archives and table")
    names = [each.name for each in SETS]
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"all, or of {', '.join(names)}")
    options = Options(**vars(parser.parse_args(arguments)))
    if unknown := set(options.sets) - set(names):
        parser.error(f"no set is called {min(unknown)}: there are {', '.join(names)}")
    return options


HEAD = (
    f"| set | articles | search | questions | {' | '.join(MEASURES)} | q/s |",
    f"|---|--:|---|--:|{'--:|' * len(MEASURES)}--:|",
)


def format_row(
    chosen: BenchSet, search: Search, evaluation: Evaluation, archive: SqliteStore
) -> str:
    """One line of the table; a measure that does not apply is a dash."""
    means = evaluation.means()
    values = [f"{means[name].mean:.3f}" if name in means else "–" for name in MEASURES]
    asked = len(evaluation.outcomes)
    cells = (chosen.name, f"{archive.stats().articles:,}", search, f"{asked:,}", *values)
    return f"| {' | '.join(cells)} | {asked / evaluation.seconds:.0f} |"


def measure_set(
    chosen: BenchSet, data: Path, archive: SqliteStore, encoder: Encoder, search: Search
) -> Evaluation:
    """Search for each question; nothing is read, which would take most of the time."""
    gold = load_gold(data / chosen.gold, qrels=chosen.qrels)
    asked = [question for question in gold if question.answerable]
    assistant = Assistant(archive, Retriever(archive, encoder, Weights(search=search)), NoReader())
    return evaluate(spread(asked, MAX_QUESTIONS), assistant.ask, archive, top=100)


def spread(gold: Sequence[GoldQuestion], most: int) -> list[GoldQuestion]:
    """At most `most` questions, evenly over the set: the same ones each time."""
    step = max(1.0, len(gold) / most)
    return [gold[int(place * step)] for place in range(min(len(gold), most))]


class NoReader(Reader):
    """A reader that reads nothing: retrieval alone is what is measured."""

    name = "none"

    def as_record(self) -> dict[str, str]:
        return {"reader": self.name}

    def read(self, question: str, hits: Sequence[Hit]) -> Verdict:  # noqa: ARG002
        return Verdict()

    def close(self) -> None:
        pass


def archive_of(chosen: BenchSet, data: Path, kept: Path, encoder: Encoder) -> SqliteStore:
    """The set's archive, embedded where it is not yet."""
    folder = kept / chosen.name.replace(" ", "-")
    archive = SqliteStore.open(folder, create=True)
    corpus = data / chosen.corpus if chosen.corpus else write_paragraphs(data / chosen.gold, folder)

    total = 0

    def progress(more: int) -> None:
        nonlocal total
        total += more
        print(f"\r{chosen.name}: {total:,} articles", end="", file=sys.stderr)

    done = add([corpus], archive, lambda: encoder, progress)
    print(f"\r{chosen.name}: {done}", file=sys.stderr)
    return archive


def write_paragraphs(squad: Path, folder: Path) -> Path:
    """The paragraphs of a SQuAD file, each an article, as a file that `add` takes."""
    path = folder / "corpus.jsonl"
    lines: list[str] = []
    for article in json.loads(squad.read_text(encoding="utf-8"))["data"]:
        for number, paragraph in enumerate(article["paragraphs"]):
            title = str(article.get("title", "")).replace("_", " ")
            id = f"{article.get('title', len(lines))}#{number}"
            lines.append(json.dumps({"_id": id, "title": title, "text": paragraph["context"]}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class CachingEncoder:
    """An encoder that encodes each question once, for all three searches."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self.dimension, self.token_budget = encoder.dimension, encoder.token_budget
        self.count_tokens, self.encode_passages = encoder.count_tokens, encoder.encode_passages
        self._remembered = cache(encoder.encode_question)

    def encode_question(self, question: str) -> Vectors:
        return self._remembered(question)

    def close(self) -> None:
        """It has no threads of its own."""


if __name__ == "__main__":
    main(sys.argv[1:])
