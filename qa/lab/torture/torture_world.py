"""What is tortured: a small encoder, articles of known content, and archives of them."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import sys
import traceback
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from corpus.arrays import Vectors
from corpus.records import Article, PublicationDate
from corpus.store.open_store import open_store
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.assistant import Assistant
from qa.lab.public_sets import NoReader
from qa.search.retriever import Retriever

_WORD = re.compile(r"\w+")
_PLACES = "Tallis Morven Vell Ostwater Brackwater Lindach Vermeuil Calder".split()
_THINGS = "bridge ferry lynx comet harbour tram canal bakery museum quarry".split()
_PARAGRAPHS = 3
# Inherited by what is forked, and of no use there: nothing of it may be printed twice.
_FAILED = 1


class Row(NamedTuple):
    """A line of the table: what was tried how often, and what went wrong."""

    name: str
    tried: int
    failures: Sequence[str]
    note: str = ""


class HashEncoder:
    """Counts a text's words into buckets: a real encoder that loads in no time."""

    name = "torture"
    dimension = 64
    token_budget = 60

    def __init__(self, version: int = 1) -> None:
        self.fingerprint = f"torture@{version}"

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        rows = [self.encode_question(text) for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.dimension)

    def encode_question(self, question: str) -> Vectors:
        vector = np.zeros(self.dimension, np.float32)
        for word in _WORD.findall(question.casefold()):
            vector[zlib.crc32(f"{self.fingerprint} {word}".encode()) % self.dimension] += 1
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else vector

    def close(self) -> None:
        """It has no threads."""


def story(number: int, version: int = 0) -> Article:
    """An article of which every version is known: its text says its number and its version."""
    place, thing = _PLACES[number % len(_PLACES)], _THINGS[number % len(_THINGS)]
    paragraphs = [
        f"The {thing} number {number} of {place} was rebuilt in version {version}, part {part}. "
        f"It cost {1000 + 7 * number + version} crowns, Zoë Ångström of {place} said. "
        f"Nobody had seen such a {thing} since the flood of {1900 + number % 90}."
        for part in range(_PARAGRAPHS)
    ]
    day = date(2019, 1, 1) + timedelta(days=number)
    return Article(
        id=f"story-{number}",
        title=f"The {thing} of {place}, {number}",
        text="\n\n".join(paragraphs),
        origin=f"/news/{number % 5}/{number}.txt",
        published=PublicationDate(day, "day", "record") if number % 4 else None,
        source=f"{place} Courier" if number % 3 else None,
    )


def question_about(number: int) -> str:
    """A question that names a story."""
    return f"What did the {_THINGS[number % len(_THINGS)]} number {number} cost?"


def put(folder: Path, articles: Iterable[Article], encoder: HashEncoder | None = None) -> None:
    """Add articles to the archive in a folder, made if there is none."""
    with open_store(folder, create=True) as store:
        embed_and_put(articles, store, encoder or HashEncoder())


def make_archive(folder: Path, count: int, asked: bool = False) -> Path:
    """An archive of so many stories; with `asked`, with its indexes."""
    put(folder, map(story, range(count)))
    if asked:
        in_child(lambda: ask(folder, [question_about(0)], dated=True))
    return folder


Content = dict[str, tuple[str, ...]]


def content_of(folder: Path) -> Content:
    """All that an archive holds, by article: its digest, its origin, its passages and vectors."""
    content: Content = {}
    with SqliteStore.open(folder) as store, store.snapshot():
        model = store.model
        content["the model"] = (model.fingerprint if model else "none",)
        keys, vectors = store.index_source.vectors()
        of_article: dict[str, list[str]] = {}
        for passage, vector in zip(store.passages(keys).values(), vectors, strict=True):
            digest = hashlib.sha256(vector.tobytes()).hexdigest()[:16]
            at = f"{passage.start}-{passage.end} {digest}"
            of_article.setdefault(passage.article.id, []).append(at)
        for article in store.articles():
            passages = of_article.get(article.id, [])
            content[article.id] = (article.digest, article.origin, *passages)
    return content


def ask(folder: Path, questions: Sequence[str], dated: bool = False) -> list[list[str]]:
    """For each question the passages that are found, best first: ids with their texts."""
    found = []
    with ExitStack() as opened:
        store = opened.enter_context(open_store(folder))
        retriever = opened.enter_context(Retriever(store, HashEncoder()))
        assistant = Assistant(store, retriever, NoReader())
        for question in questions:
            on = date(2019, 3, 1) if dated else None
            answer = assistant.ask(question, asked_on=on)
            found.append([f"{row.passage.id}: {row.passage.text}" for row in answer.evidence])
    return found


class ChildFailedError(Exception):
    """What a child raised, as text."""


def in_child(work: Callable[[], Any]) -> Any:
    """What `work` gives, in a process of its own: threads and open files end with it.

    ChildFailedError with the traceback where it raised; with the number of the signal where it
    was killed.
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _run_forked(work, write_end)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        content = pipe.read()
    _, status = os.waitpid(child, 0)
    if not content:
        raise ChildFailedError(f"killed by signal {os.WTERMSIG(status)}")
    failure, result = pickle.loads(content)  # our own child wrote it
    if failure:
        raise ChildFailedError(failure)
    return result


def _run_forked(work: Callable[[], Any], write_end: int) -> None:
    """Call it, write what came of it, and end: nothing of the parent's is ever run again."""
    try:
        outcome: tuple[str, Any] = ("", work())
    except BaseException:  # noqa: BLE001 - it is told to the parent
        outcome = (traceback.format_exc(), None)
    with os.fdopen(write_end, "wb") as pipe:
        pipe.write(pickle.dumps(outcome))
    sys.stdout.flush()
    os._exit(_FAILED if outcome[0] else 0)
