"""Four readers beside a writer that commits six times a second: every question is answered."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from corpus.records import Passage
from corpus.store.open_store import open_store
from embeddings.embed import embed_and_put
from qa.assistant import Assistant
from qa.lab.public_sets import NoReader
from qa.lab.torture.torture_world import HashEncoder, Row, make_archive, question_about, story
from qa.search.retriever import Retriever

_READERS, _COMMITS_A_SECOND, _STORIES = 4, 6, 200
_VERSION = re.compile(r"in version (\d+), part")


def read_beside_a_writer(scratch: Path, questions: int) -> Row:
    """Ask so many questions, in all, while another process changes what they are about."""
    archive = make_archive(scratch / "crowded", _STORIES)
    context = get_context("spawn")
    writer = context.Process(target=_write_on, args=(archive,), daemon=True)
    writer.start()
    try:
        with context.Pool(_READERS) as pool:
            share = -(-questions // _READERS)
            told = pool.map(partial(_ask_on, archive, share), range(_READERS), chunksize=1)
    finally:
        if writer.pid:
            os.kill(writer.pid, signal.SIGKILL)
        writer.join()
    failures = [failure for each in told for failure in each]
    with open_store(archive) as store:
        store.check()
    note = f"{_READERS} readers, {_COMMITS_A_SECOND} commits a second"
    return Row("questions while one writes", share * _READERS, failures, note)


def _write_on(archive: Path) -> None:
    """Change an article, add one or remove one, until killed."""
    rng, encoder = random.Random(3), HashEncoder()
    version = 0
    with open_store(archive) as store:
        while True:
            began = time.monotonic()
            version += 1
            number = rng.randrange(_STORIES)
            if version % 10:
                embed_and_put([story(number, version)], store, encoder)
            else:
                with store.change() as writing:
                    writing.remove([story(number).id])
            time.sleep(max(0.0, 1 / _COMMITS_A_SECOND - (time.monotonic() - began)))


def _ask_on(archive: Path, questions: int, reader: int) -> list[str]:
    rng, failures = random.Random(reader), list[str]()
    with ExitStack() as opened:
        assistant = _open(archive, opened)
        for number in range(questions):
            if number % 100 == 99:  # as a new process would
                opened.close()
                assistant = _open(archive, opened)
            try:
                answer = assistant.ask(question_about(rng.randrange(_STORIES)))
            except Exception as error:  # noqa: BLE001 - every failure counts
                failures.append(f"{type(error).__name__}: {error}")
                continue
            passages = [row.passage for row in answer.evidence]
            failures += [] if passages else ["nothing was found"]
            failures += _untrue(passages)
    return failures


def _open(archive: Path, opened: ExitStack) -> Assistant:
    store = opened.enter_context(open_store(archive))
    retriever = opened.enter_context(Retriever(store, HashEncoder()))
    return Assistant(store, retriever, NoReader())


def _untrue(passages: list[Passage]) -> Iterator[str]:
    """Passages of articles that were never written so."""
    for passage in passages:
        number, version = int(passage.article.id.partition("-")[2]), None
        with suppress(AttributeError, ValueError):
            version = int(_VERSION.search(passage.article.text)[1])  # type: ignore[index]
        if version is None or passage.article.text != story(number, version).text:
            yield f"{passage.id} is of no version"
