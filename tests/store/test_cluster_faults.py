"""Killed, crowded and cut off: an archive in a bucket; `make test-cluster` runs it."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from store_kit import an_address, an_article, fill, object_store, put, vector_of

from corpus.errors import ArchiveError
from corpus.store.open_store import open_store
from corpus.store.store import Store
from qa.lab.cluster.askers import askers, stop

ADDERS, ROUNDS, TOGETHER = 3, 8, 20
PATIENCE_SECONDS = 300
SPAWN = get_context("spawn")


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"{an_address(tmp_path)}/archive"


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address, create=True) as opened:
        yield opened


def rows(address: str) -> Counter[tuple[int, str, int]]:
    """How often each article and each passage stands in the table, read by another program."""
    import lancedb

    table = lancedb.connect(address, storage_options={"allow_http": "true"}).open_table("archive")
    indexed = {column for index in table.list_indices() for column in index.columns}
    assert {"article", "first", "last", "origin", "source", "stems", "own"} <= indexed
    found = table.search().where("kind > 0").select(["kind", "article", "start"]).to_arrow()
    return Counter(tuple(row.values()) for row in found.to_pylist())


def check_that_nothing_is_lost_or_there_twice(address: str, numbers: set[int]) -> None:
    found = rows(address)
    assert set(found.values()) == {1}
    assert {id for kind, id, _ in found if kind == 1} >= {f"a{number}" for number in numbers}
    with open_store(address) as store:
        store.check()


def add_rounds(address: str, together: Barrier) -> None:
    with open_store(address) as store:
        for round in range(ROUNDS):
            together.wait()
            put(store, *(an_article(round * TOGETHER + number) for number in range(TOGETHER)))
        store.tend()


def test_three_that_add_the_same_articles_at_the_same_moment_add_each_once(
    address: str, store: Store
) -> None:
    # Where one fails the others are not to wait for it.
    together = SPAWN.Barrier(ADDERS, timeout=PATIENCE_SECONDS)
    adding = [SPAWN.Process(target=add_rounds, args=(address, together)) for _ in range(ADDERS)]
    for each in adding:
        each.start()
    for each in adding:
        each.join()
    assert [each.exitcode for each in adding] == [0] * ADDERS
    check_that_nothing_is_lost_or_there_twice(address, set(range(ROUNDS * TOGETHER)))
    assert store.stats().articles == ROUNDS * TOGETHER


def add_and_note(address: str, first: int, done: str) -> None:
    """Add five articles at a time, and note each five that were acknowledged."""
    with open_store(address) as store, Path(done).open("a") as noting:
        for number in range(first, first + 100, 5):
            put(store, *map(an_article, range(number, number + 5)))
            noting.write(f"{number}\n")
            noting.flush()


def test_one_of_three_adders_is_killed_and_nothing_acknowledged_is_lost(
    address: str, store: Store, tmp_path: Path
) -> None:
    notes = [tmp_path / f"done {each}" for each in range(ADDERS)]
    adding = [
        SPAWN.Process(target=add_and_note, args=(address, 100 * each, str(notes[each])))
        for each in range(ADDERS)
    ]
    for each in adding:
        each.start()
    while not (notes[0].exists() and len(notes[0].read_text().split()) >= 4):
        time.sleep(0.01)
    os.kill(adding[0].pid or 0, signal.SIGKILL)
    for each in adding:
        each.join()
    acknowledged = {int(line) for note in notes for line in note.read_text().split()}
    assert 44 <= len(acknowledged) < 60
    check_that_nothing_is_lost_or_there_twice(
        address, {number + more for number in acknowledged for more in range(5)}
    )
    # Each change is there whole or not at all, the one too in which it was killed.
    there = {int(article.id[1:]) // 5 for article in store.articles()}
    assert store.stats().articles == 5 * len(there)
    add_and_note(address, 0, str(notes[0]))
    check_that_nothing_is_lost_or_there_twice(address, set(range(300)))
    assert store.stats().articles == 300


def test_four_askers_notice_nothing_of_a_storage_node_that_dies(address: str, store: Store) -> None:
    fill(store, 200)
    store.tend()
    questions = [(text, vector_of(text)) for text in ("lynx bridge", "ferry", "Story 7")]
    with askers(address, 4, questions) as asking:
        time.sleep(2)
        object_store().kill("storage 0")
        try:
            time.sleep(6)
            put(store, an_article(1000))  # and writing goes on
            asked = stop(asking)
        finally:
            object_store().start_storage(0)
    assert asked.errors == ()
    assert len(asked.seconds) > 40
    check_that_nothing_is_lost_or_there_twice(address, {*range(200), 1000})


def test_a_gateway_that_is_gone_is_one_line_and_one_that_comes_back_is_waited_for(
    address: str, store: Store
) -> None:
    fill(store, 5)
    program = "from qa.cli import main; main()"
    command = [sys.executable, "-c", program, "--archive", address, "list"]
    object_store().kill("gateway")
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert "cannot be reached" in done.stderr
        with pytest.raises(ArchiveError, match="cannot be reached"):
            put(store, an_article(6))
        waiting = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        time.sleep(1)
    finally:
        object_store().start_gateway()
    listed, _ = waiting.communicate(timeout=120)
    assert (waiting.returncode, len(listed.splitlines())) == (0, 5)
    put(store, an_article(6))
    check_that_nothing_is_lost_or_there_twice(address, {*range(5), 6})
