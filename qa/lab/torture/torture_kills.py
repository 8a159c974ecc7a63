"""SIGKILL at random moments and at random writes: what was finished is there, and nothing is torn.

A write is met by a limit of file sizes: the system then kills the process in the middle of the
write that would exceed it.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from corpus.errors import PullquoteError
from corpus.store.open_store import back_up, open_store, repair, restore
from corpus.store.sqlite import SqliteStore
from corpus.store.sqlite_repair import Remaking
from embeddings.embed import cut_and_embed, cut_and_put, record_of
from embeddings.embed_waiting import embed_waiting
from embeddings.reembed import reembed, store_beside
from qa.answers import Answer
from qa.batch.run import run_batch
from qa.lab.torture.torture_world import (
    ChildFailedError,
    Content,
    HashEncoder,
    Row,
    ask,
    content_of,
    in_child,
    make_archive,
    put,
    question_about,
    story,
)

_STORIES = 12
_OLD_ARCHIVE = Path(__file__).resolve().parents[3] / "tests" / "net" / "archive-606c7b1"
_QUESTIONS = [question_about(number) for number in range(3)]


class _Job(NamedTuple):
    """What is killed, in a folder of its own, and what must be true afterwards.

    `prepare` fills the folder. `work` is what is killed; each of its steps may have been done or
    not, in their order. `check` raises where something is wrong.
    """

    name: str
    prepare: Callable[[Path], None]
    work: Callable[[Path], None]
    check: Callable[[Path, list[Content]], None]


def kill_everything(scratch: Path, moments: int, seed: int = 1) -> Row:
    """Kill each job `moments` times: half at random moments, half at random writes."""
    rng = random.Random(seed)
    failures: list[str] = []
    tried = 0
    for job in _JOBS:
        tortured = _Torture(job, scratch / job.name.replace(" ", "-"), rng)
        tortured.measure()
        for number in range(moments):
            tried += 1
            with suppress(FileNotFoundError):
                shutil.rmtree(tortured.folder)
            failures += tortured.kill(at_write=number % 2 == 1)
    return Row("SIGKILL at random moments and writes", tried, failures)


@dataclass(slots=True)
class _Torture:
    job: _Job
    place: Path
    rng: random.Random
    seconds: float = 0.0
    largest: int = 0
    states: list[Content] | None = None

    @property
    def folder(self) -> Path:
        return self.place / "work"

    @property
    def template(self) -> Path:
        return self.place / "template"

    def measure(self) -> None:
        """Do the job once whole: how long it takes, how large its files grow."""
        self.template.mkdir(parents=True)
        self.job.prepare(self.template)
        shutil.copytree(self.template, self.folder)
        before = in_child(partial(_content, self.folder))
        started = time.monotonic()
        in_child(partial(self.job.work, self.folder))
        self.seconds = time.monotonic() - started
        self.largest = max(path.stat().st_size for path in _files(self.folder))
        self.states = [before, in_child(partial(_content, self.folder))]

    def kill(self, *, at_write: bool) -> list[str]:
        shutil.copytree(self.template, self.folder)
        limit = self.rng.randrange(1, self.largest) if at_write else None
        pause = None if at_write else self.rng.uniform(0, 1.05 * self.seconds)
        _run_and_kill(partial(self.job.work, self.folder), pause, limit)
        when = f"a write beyond {limit:,} bytes" if at_write else f"{pause:.3f} s"
        try:
            in_child(partial(self.job.check, self.folder, self.states or []))
        except ChildFailedError as error:
            return [f"{self.job.name}, killed at {when}: {str(error).strip().splitlines()[-1]}"]
        return []


def _run_and_kill(work: Callable[[], None], pause: float | None, limit: int | None) -> None:
    child = os.fork()
    if child == 0:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with suppress(BaseException):
            work()
        os._exit(0)
    if pause is not None:
        time.sleep(pause)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


# -- the jobs -------------------------------------------------------------------------------


def _archive(folder: Path) -> Path:
    return folder / "archive"


def _content(folder: Path) -> Content:
    return content_of(_archive(folder)) if (_archive(folder) / "archive.sqlite").exists() else {}


def _prepare(folder: Path) -> None:
    make_archive(_archive(folder), _STORIES)


def _add(folder: Path) -> None:
    for first in (100, 110, 120):
        put(_archive(folder), map(story, range(first, first + 10)))


def _make(folder: Path) -> None:
    put(_archive(folder), map(story, range(10)))


def _add_again(folder: Path) -> None:
    put(_archive(folder), [story(number, version=1) for number in range(_STORIES)])


def _remove(folder: Path) -> None:
    with open_store(_archive(folder)) as store, store.change() as writing:
        writing.remove(f"story-{number}" for number in range(0, _STORIES, 2))


def _reembed(folder: Path) -> None:
    with open_store(_archive(folder)) as store, store_beside(folder / "beside") as beside:
        reembed(store, beside, HashEncoder(version=2))


def _prepare_waiting(folder: Path) -> None:
    _prepare(folder)
    with open_store(_archive(folder)) as store:
        cut_and_put(map(story, range(100, 160)), store, HashEncoder())


def _embed(folder: Path) -> None:
    with open_store(_archive(folder)) as store:
        embed_waiting(store, HashEncoder)


def _migrate(folder: Path) -> None:
    with open_store(_archive(folder)) as store, store.change():
        pass


def _prepare_old(folder: Path) -> None:
    shutil.copytree(_OLD_ARCHIVE, _archive(folder))


def _build_indexes(folder: Path) -> None:
    ask(_archive(folder), _QUESTIONS, dated=True)


def _back_up(folder: Path) -> None:
    back_up(_archive(folder), folder / "copy.sqlite")


def _prepare_restoring(folder: Path) -> None:
    _prepare(folder)
    _back_up(folder)
    _add_again(folder)


def _restore(folder: Path) -> None:
    restore(_archive(folder), folder / "copy.sqlite")


def _repair(folder: Path) -> None:
    encoder = HashEncoder()
    repair(
        _archive(folder),
        Remaking(lambda article: cut_and_embed(article, encoder), record_of(encoder)),
    )


def _batch(folder: Path) -> None:
    questions = folder / "questions.txt"
    questions.write_text("".join(f"Question {number}?\n" for number in range(200)))
    run_batch(questions, folder / "answers.jsonl", _no_answer, top=5)


def _no_answer(question: str, *, asked_on: date | None = None, top: int) -> Answer:
    return Answer.of_error(question, f"no more than {top} articles, none of {asked_on}", 0.0)


def _check_sound(folder: Path) -> Content:
    """The archive is sound, and its content; a killed writer leaves no lock behind."""
    with SqliteStore.open(_archive(folder), patience=5) as store:
        store.check()
        with store.change():
            pass
        store.check()
    return _content(folder)


def _check_either(folder: Path, states: list[Content]) -> None:
    """All of the one change was done, or nothing of it."""
    content = _check_sound(folder)
    assert content in states, "the archive holds half of a change"


def _check_steps(folder: Path, states: list[Content]) -> None:
    """What was there is there, and of what was added each transaction is whole or absent."""
    before, after = states
    if not before and not _content_is_there(folder):
        _make_again(folder, after)
        return
    content = _check_sound(folder)
    assert all(content.get(id) == held for id, held in before.items()), "something is lost"
    new = [id for id in content if id not in before and id.startswith("story-")]
    assert len(new) % 10 == 0, f"half of a transaction: {len(new)} articles"
    assert all(content[id] == after[id] for id in new), "an article is not whole"


def _content_is_there(folder: Path) -> bool:
    with suppress(PullquoteError):
        open_store(_archive(folder)).close()
        return True
    return False


def _make_again(folder: Path, after: Content) -> None:
    """Killed while the archive was made: made again it is what it should have been."""
    _make(folder)
    assert _check_sound(folder) == after


def _check_embedded(folder: Path, states: list[Content]) -> None:
    """Each article has all of its vectors or none; embedding goes on where it was."""
    before, after = states
    content = _check_sound(folder)
    assert content.keys() == after.keys(), "something is lost"
    assert all(held in (before[id], after[id]) for id, held in content.items()), "half embedded"
    _embed(folder)
    assert _check_sound(folder) == after, "not all is embedded"


def _check_reembedded(folder: Path, states: list[Content]) -> None:
    """All of the one switch was done, or nothing of it; done again, it is done."""
    _check_either(folder, states)
    _reembed(folder)
    assert _check_sound(folder) == states[1], "not all is embedded again"
    assert not (folder / "beside").exists(), "something is left beside it"


def _check_indexes(folder: Path, states: list[Content]) -> None:
    reference = folder / "reference"
    shutil.copytree(_archive(folder), reference, ignore=shutil.ignore_patterns("derived"))
    expected = ask(reference, _QUESTIONS, dated=True)
    assert ask(_archive(folder), _QUESTIONS, dated=True) == expected, "another answer"
    left = [path.name for path in (_archive(folder) / "derived").glob("making-*")]
    assert not left, f"left behind: {left}"
    _check_either(folder, states)


def _check_backup(folder: Path, states: list[Content]) -> None:
    _check_either(folder, states)
    copy = folder / "copy.sqlite"
    if copy.exists():
        restore(folder / "elsewhere", copy)
        assert content_of(folder / "elsewhere") in states, "the copy is not whole"


def _check_replaced(folder: Path, states: list[Content]) -> None:
    """Restored or not: one of both, here or in what was kept."""
    if (_archive(folder) / "archive.sqlite").exists():
        with suppress(PullquoteError):
            _check_either(folder, states)
            return
    _restore(folder)  # which says so until it has been done
    assert _check_sound(folder) == states[1]


def _check_batch(folder: Path, _: list[Content]) -> None:
    _batch(folder)
    rows = (folder / "answers.jsonl").read_text("utf-8").splitlines()
    assert len(rows) == 200, f"{len(rows)} rows of 200"


def _nothing(_: Path) -> None:
    pass


_JOBS: Sequence[_Job] = (
    _Job("make", _nothing, _make, _check_steps),
    _Job("add", _prepare, _add, _check_steps),
    _Job("re-add", _prepare, _add_again, _check_either),
    _Job("remove", _prepare, _remove, _check_either),
    _Job("embed", _prepare_waiting, _embed, _check_embedded),
    _Job("reembed", _prepare, _reembed, _check_reembedded),
    _Job("index build", _prepare, _build_indexes, _check_indexes),
    _Job("backup", _prepare, _back_up, _check_backup),
    _Job("restore", _prepare_restoring, _restore, _check_replaced),
    _Job("repair", _prepare, _repair, _check_either),
    _Job("migration", _prepare_old, _migrate, _check_either),
    _Job("batch", _nothing, _batch, _check_batch),
)
