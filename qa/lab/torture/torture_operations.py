"""Mixed operations against a model in memory: after each the archive holds what the model holds."""

from __future__ import annotations

import gc
import random
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.records import Article, Filters
from corpus.store.open_store import back_up, open_store, restore
from corpus.store.store import Store
from embeddings.embed import embed_and_put
from embeddings.reembed import reembed, store_beside
from qa.lab.torture.torture_world import HashEncoder, Row, in_child, question_about, story
from qa.search.retriever import Retriever

_STORIES = 60  # different articles
_LOOKED_THROUGH_EACH = 100  # operations between looks at all of it
_WARMED_UP = 0.25  # of all operations; from then on memory and open files stay as they are
_MOST_MORE_MEMORY, _MOST_MORE_FILES = 48e6, 4


def operate(scratch: Path, operations: int, seed: int = 4) -> Row:
    """So many operations in one process."""
    tried, failures = in_child(partial(_operate, scratch / "operated", operations, seed))
    return Row("mixed operations against a model in memory", tried, failures)


def _operate(folder: Path, operations: int, seed: int) -> tuple[int, list[str]]:
    run = _Run(folder, random.Random(seed))
    failures: list[str] = []
    resources = None
    for number in range(operations):
        name = run.step()
        if problem := run.compare(thoroughly=number % _LOOKED_THROUGH_EACH == 0):
            failures.append(f"operation {number}, {name}: {problem}")
            break
        if number == int(operations * _WARMED_UP):
            resources = _resources()
    if resources:
        failures += _grown(resources, _resources())
    run.close()
    return operations, failures


def _resources() -> tuple[float, int]:
    """Bytes of memory that this process holds, and how many files it has open."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096.0, len(list(Path("/proc/self/fd").iterdir()))


def _grown(before: tuple[float, int], after: tuple[float, int]) -> list[str]:
    memory, files = after[0] - before[0], after[1] - before[1]
    failures = []
    if memory > _MOST_MORE_MEMORY:
        failures.append(f"memory grew by {memory / 1e6:.0f} MB")
    if files > _MOST_MORE_FILES:
        failures.append(f"{files} files more are open")
    return failures


class _Run:
    """An archive, and what it should hold."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.folder, self.rng, self.encoder = folder, rng, HashEncoder()
        self.expected: dict[str, Article] = {}
        self.kept: dict[str, Article] | None = None
        self.version = 0
        self.opened = ExitStack()
        self._open()
        self.steps = {
            "put": 30, "put many": 5, "remove": 12, "move": 10, "ask": 30, "open again": 4,
            "fail": 5, "back up": 2, "restore": 1, "reembed": 1,
        }  # fmt: skip

    def _open(self) -> None:
        self.store: Store = self.opened.enter_context(open_store(self.folder, create=True))
        self.retriever = self.opened.enter_context(Retriever(self.store, self.encoder))

    def close(self) -> None:
        self.opened.close()

    def step(self) -> str:
        (name,) = self.rng.choices(list(self.steps), list(self.steps.values()))
        getattr(self, f"_{name.replace(' ', '_')}")()
        return name

    def compare(self, *, thoroughly: bool) -> str | None:
        """What the archive does not hold as it should, if anything."""
        if self.store.stats().articles != len(self.expected):
            return f"{self.store.stats().articles} articles, not {len(self.expected)}"
        if self.expected:
            id = self.rng.choice(sorted(self.expected))
            if self.store.article(id) != self.expected[id]:
                return f"{id} is another"
        if not thoroughly:
            return None
        if {article.id: article for article in self.store.articles()} != self.expected:
            return "the articles are others"
        finding = next(self.store.find_damage(), None)
        return str(finding) if finding else None

    # -- operations ---------------------------------------------------------------------

    def _story(self) -> Article:
        self.version += 1
        return story(self.rng.randrange(_STORIES), self.version)

    def _put(self) -> None:
        self._put_all([self._story()])

    def _put_many(self) -> None:
        self._put_all(list({each.id: each for each in (self._story() for _ in range(8))}.values()))

    def _put_all(self, articles: list[Article]) -> None:
        embed_and_put(articles, self.store, self.encoder)
        self.expected |= {article.id: article for article in articles}

    def _remove(self) -> None:
        ids = [story(self.rng.randrange(_STORIES)).id for _ in range(2)]
        with self.store.change() as writing:
            writing.remove(ids)
        for id in ids:
            self.expected.pop(id, None)

    def _move(self) -> None:
        if self.expected:
            id, origin = self.rng.choice(sorted(self.expected)), f"/moved/{self.version}.txt"
            with self.store.change() as writing:
                writing.move(id, origin)
            self.expected[id] = replace(self.expected[id], origin=origin)

    def _ask(self) -> None:
        filters = Filters(sources=("Courier",)) if self.rng.random() < 0.3 else Filters()
        found = self.retriever.find(question_about(self.rng.randrange(_STORIES)), filters)
        admitted = {
            id for id, each in self.expected.items() if filters.admit(each.published, each.source)
        }
        assert {hit.passage.article.id for hit in found.hits} <= admitted
        assert bool(found.hits) == bool(admitted)
        for hit in found.hits:
            assert hit.passage.article == self.expected[hit.passage.article.id]

    def _open_again(self) -> None:
        self.close()
        self._open()

    def _fail(self) -> None:
        with suppress(KeyError), self.store.change() as writing:
            writing.remove(list(self.expected))
            raise KeyError

    def _back_up(self) -> None:
        copy = self.folder / "copy.sqlite"
        for path in (copy, copy.with_name("copy.sqlite.sha256")):
            path.unlink(missing_ok=True)
        back_up(self.folder, copy)
        self.kept = dict(self.expected)

    def _restore(self) -> None:
        if self.kept is None:
            return
        if kept := restore(self.folder, self.folder / "copy.sqlite"):
            kept.unlink()
            kept.with_name(f"{kept.name}.sha256").unlink()
        self.expected = dict(self.kept)

    def _reembed(self) -> None:
        with store_beside(self.folder / "reembedding") as beside:
            reembed(self.store, beside, self.encoder)
