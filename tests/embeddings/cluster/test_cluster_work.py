"""One input added by many: workers that are killed, a driver that is killed, files elsewhere."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("distributed", reason="needs `pip install 'pullquote[cluster]'`")
pytest.importorskip("lancedb", reason="needs `pip install 'pullquote[s3]'`")

from cluster_kit import TESTS, Cluster, add_by, open_slowly
from conftest import WordEncoder

from corpus.errors import InputError
from corpus.formats.registry import read
from corpus.records import Correction
from corpus.store.open_store import open_store
from corpus.store.sqlite import SqliteStore
from corpus.store.store import Store
from embeddings.added import Added, AddOptions
from embeddings.cluster import cluster_work
from embeddings.ingest import add

pytestmark = pytest.mark.slow

Write = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("cluster"), workers=2) as started:
        yield started


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"lance://{tmp_path}/archive"


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many small tasks, and a file that is too large for them."""
    monkeypatch.setattr(cluster_work, "_READ_FILES", 3)
    monkeypatch.setattr(cluster_work, "_LARGE_BYTES", 1500)
    monkeypatch.setattr(cluster_work.ClusterWork, "batch_passages", 4)


@pytest.fixture
def stories(write: Write) -> Path:
    """Sixty files of a story each."""
    for number in range(60):
        path = write(f"{number}.txt", f"Story {number}\n\nBridge {number} closed on Monday.")
    return path.parent


def record(id: str, town: str) -> str:
    return json.dumps({"_id": id, "title": f"News of {town}", "text": f"{town} has a bridge."})


@pytest.fixture
def news(write: Write) -> Path:
    """Names that clash, ids that clash, what cannot be read, a date in a folder, a large file."""
    write("a.txt", "Lead\n\nThe harbour bridge closed on Monday.")
    write("a.md", "# Other\n\nThe ferry sank.")
    write("2016/02/a.txt", "Third\n\nA lynx was seen.")
    write("2016/02/b.txt", "Fourth\n\nA lynx was heard.")
    write("broken.jsonl", record("r1", "Tallis") + '\n{"_id": \n')
    write("clash.jsonl", "\n".join((record("r1", "Morven"), record("r2", "Estrin"))))
    write("large.jsonl", "\n".join(record(f"l{number}", f"Port {number}") for number in range(30)))
    path = write("z.txt", "Last\n\nNothing happened on Friday.")
    (path.parent / "photo.txt").write_bytes(bytes(range(256)) * 4)
    return path.parent


def rows(address: str) -> Counter[tuple[int, str, int]]:
    """How often each article and each passage stands in the table, read by another program."""
    import lancedb

    table = lancedb.connect(address.removeprefix("lance://")).open_table("archive")
    found = table.search().where("kind > 0").select(["kind", "article", "start"]).to_arrow()
    return Counter(tuple(row.values()) for row in found.to_pylist())


def check_each_once(address: str, articles: int) -> None:
    found = rows(address)
    assert set(found.values()) == {1}
    assert sum(kind == 1 for kind, _, _ in found) == articles
    with open_store(address) as store:
        store.check()
        assert store.waiting() == []


def await_articles(address: str, count: int) -> int:
    """Wait until so many articles are committed; how many there are."""
    while True:
        with open_store(address, create=True) as store:
            articles = store.stats().articles
        if articles >= count:
            return articles
        time.sleep(0.05)


def check_same(ours: Store, theirs: Store) -> None:
    """The same articles with the same passages and vectors in both."""
    articles = list(ours.articles())
    assert articles == list(theirs.articles())
    for article in articles:
        assert ours.passages_of(article) == theirs.passages_of(article)
        vectors = (ours.vectors_of(article), theirs.vectors_of(article))
        assert vectors[0] is not None
        assert vectors[1] is not None
        np.testing.assert_allclose(*vectors, atol=1e-6)


def told(done: Added) -> tuple[object, ...]:
    return str(done), done.undated, done.without_outlet, list(done.skipped)


@pytest.mark.usefixtures("few_at_once")
def test_workers_add_what_one_machine_adds(
    cluster: Cluster, address: str, news: Path, tmp_path: Path
) -> None:
    here = SqliteStore.open(tmp_path / "here", create=True)
    there = open_store(address, create=True)
    correction = {"2016/02/b": Correction(source="Set by Hand")}
    for store in (here, there):
        store.corrections.record(correction)
    for options in (AddOptions(), AddOptions(outlet="Northern Post"), AddOptions()):
        by_one = add([news], here, WordEncoder, read=read, options=options)
        by_many = add_by(cluster.address, there, news, options=options)
        assert told(by_many) == told(by_one)
        assert by_many.embedded == by_one.embedded
        check_same(there, here)
        # What the next round finds.
        (news / "z.txt").write_text("Last\n\nSomething happened on Friday after all.")
        (news / "a.md").unlink(missing_ok=True)
        (news / "new.txt").write_text("New\n\nA comet was found.")
    dates = {article.id: str(article.published) for article in there.articles()}
    assert dates["2016/02/a"] == "2016-02"


def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    cluster: Cluster, address: str, stories: Path, few_at_once: None
) -> None:
    doomed = cluster.start_worker()

    def kill() -> None:
        await_articles(address, 9)
        os.kill(doomed.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    with open_store(address, create=True) as store:
        killer.start()
        done = add_by(cluster.address, store, stories, opener=open_slowly)
        killer.join()
    assert doomed.wait() == -signal.SIGKILL
    assert str(done) == "+60 new, 0 changed, 0 gone, 0 unchanged, 0 skipped"
    check_each_once(address, 60)


def test_when_the_driver_is_killed_the_same_command_goes_on(
    cluster: Cluster, address: str, stories: Path, few_at_once: None
) -> None:
    program = "import sys, cluster_kit; cluster_kit.add_slowly(*sys.argv[1:])"
    driver = subprocess.Popen(
        [sys.executable, "-c", program, cluster.address, address, str(stories)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TESTS.parent, TESTS)))},
    )
    await_articles(address, 9)
    driver.send_signal(signal.SIGKILL)
    assert driver.wait() == -signal.SIGKILL
    committed = await_articles(address, 9)
    with open_store(address) as store:
        done = add_by(cluster.address, store, stories, opener=open_slowly)
        assert done.new + done.unchanged == 60
        assert done.unchanged >= committed
        assert done.embedded <= 60 - committed
        again = add_by(cluster.address, store, stories)
        assert str(again) == "+0 new, 0 changed, 0 gone, 60 unchanged, 0 skipped"
    check_each_once(address, 60)


def test_workers_find_files_at_a_url(cluster: Cluster, address: str, news: Path) -> None:
    copy = news.rename(news.with_name("copy of it"))
    shutil.copytree(copy, news)
    (copy / "z.txt").write_text((news / "z.txt").read_text().replace("Last", "Lost"))
    with open_store(address, create=True) as store:
        add_by(cluster.address, store, news, files_at=copy.as_uri().replace("%20", " "))
        article = store.article("z")
        dated = store.article("2016/02/b")
    assert article is not None
    assert (article.title, article.origin) == ("Lost", str(news / "z.txt"))
    assert dated is not None
    assert (str(dated.published), dated.origin) == ("2016-02", str(news / "2016/02/b.txt"))


@pytest.mark.parametrize("url", ["file:///nowhere", "nonsense://news"])
def test_a_worker_that_cannot_reach_a_file_is_named_in_one_line(
    cluster: Cluster, address: str, news: Path, url: str
) -> None:
    with (
        open_store(address, create=True) as store,
        pytest.raises(InputError, match=r"^the worker on .*") as error,
    ):
        add_by(cluster.address, store, news, files_at=url)
    assert url in str(error.value)
    assert "\n" not in str(error.value)


def test_what_is_another_file_on_the_worker_is_skipped(
    cluster: Cluster, address: str, news: Path
) -> None:
    copy = Path(shutil.copytree(news, news.with_name("copy")))
    (copy / "z.txt").write_text("Another\n\nOf another length.")
    with open_store(address, create=True) as store:
        done = add_by(cluster.address, store, news, files_at=str(copy))
        assert store.article("z") is None
    assert [each.where for each in done.skipped if "finds another file" in each.reason] == [
        str(news / "z.txt")
    ]


def test_a_worker_with_other_versions_is_refused(
    cluster: Cluster, address: str, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_work, "fingerprint", lambda: "newer readers")
    with (
        open_store(address, create=True) as store,
        pytest.raises(InputError, match=r"reads files by another version of Pullquote"),
    ):
        add_by(cluster.address, store, news)


def test_a_worker_without_our_modules_is_said_in_one_line(
    tmp_path: Path, address: str, news: Path
) -> None:
    other = tmp_path / "embeddings" / "cluster"  # another version of them
    other.mkdir(parents=True)
    for name in ("../__init__.py", "__init__.py", "worker_tasks.py"):
        (other / name).touch()
    with Cluster(tmp_path, workers=0) as alone, open_store(address, create=True) as store:
        alone.start_worker(PYTHONPATH=str(tmp_path))
        with pytest.raises(InputError, match=r"the worker tcp://\S+ does not have this version"):
            add_by(alone.address, store, news)


def test_a_scheduler_that_goes_away_is_one_line_and_another_goes_on(
    cluster: Cluster, tmp_path: Path, address: str, stories: Path, few_at_once: None
) -> None:
    with Cluster(tmp_path, workers=1) as doomed, open_store(address, create=True) as store:

        def kill() -> None:
            await_articles(address, 9)
            doomed.close()

        killer = threading.Thread(target=kill)
        killer.start()
        with pytest.raises(InputError, match=r"the scheduler at .* went away: .*run the same"):
            add_by(doomed.address, store, stories, opener=open_slowly)
        killer.join()
        assert add_by(cluster.address, store, stories).unchanged >= 9
    check_each_once(address, 60)


def test_no_scheduler_and_no_workers_are_one_line(tmp_path: Path, address: str, news: Path) -> None:
    with socket.socket() as bound, open_store(address, create=True) as store:
        bound.bind(("127.0.0.1", 0))
        nobody = f"tcp://127.0.0.1:{bound.getsockname()[1]}"
        for wrong in (nobody, "nonsense://127.0.0.1:1"):
            with pytest.raises(InputError, match=r"no Dask scheduler answers at .*dask scheduler"):
                add_by(wrong, store, news)
        with (
            Cluster(tmp_path, workers=0) as empty,
            pytest.raises(InputError, match=r"has no workers: start some with `dask worker tcp"),
        ):
            add_by(empty.address, store, news)
