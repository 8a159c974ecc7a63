"""A Dask scheduler and its workers, as processes of this machine alone, which can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from conftest import WordEncoder

from corpus.arrays import Vectors
from corpus.formats.registry import read
from corpus.store.open_store import open_store
from corpus.store.store import Store
from embeddings.added import DEFAULT_OPTIONS, Added, AddOptions
from embeddings.embed import record_of
from embeddings.ingest import bring_in
from embeddings.models.encoder import Encoder

if TYPE_CHECKING:
    from embeddings.cluster.worker_tasks import Opener

TESTS = Path(__file__).resolve().parent
_HOST = "127.0.0.1"
_PATIENCE_SECONDS = 120


class SlowEncoder(WordEncoder):
    """Takes its time, so that something can happen meanwhile."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        time.sleep(0.05 * len(texts))
        return super().encode_passages(texts)


def open_with_words(address: str, model: str | None) -> tuple[Store, Encoder]:
    """What a worker of these tests opens."""
    return open_store(address), WordEncoder()


def open_slowly(address: str, model: str | None) -> tuple[Store, Encoder]:
    return open_store(address), SlowEncoder()


class Cluster:
    """A scheduler with workers; leaving it ends them."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder, self._count = folder, workers
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def __enter__(self) -> Self:
        try:
            self._start_scheduler()
            for _ in range(self._count):
                self.start_worker()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process:
                process.kill()
                process.wait()

    def _start_scheduler(self) -> None:
        said = self._folder / "scheduler.log"
        self.scheduler = self._start(
            said, "dask_scheduler", "--host", _HOST, "--port", "0", "--no-dashboard"
        )
        end = time.monotonic() + _PATIENCE_SECONDS
        while "Scheduler at:" not in (text := said.read_text()):
            assert time.monotonic() < end, text
            time.sleep(0.1)
        self.address = text.partition("Scheduler at:")[2].split()[0]

    def start_worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """One more worker, of one thread; its environment can differ from ours."""
        worker = self._start(
            self._folder / f"worker {len(self.workers)}.log", "dask_worker", self.address,
            "--host", _HOST, "--nthreads", "1", "--no-nanny", "--no-dashboard",
            "--memory-limit", "0", "--local-directory", str(self._folder), **environment,
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def _start(
        self, said: Path, module: str, *options: str, **environment: str
    ) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(map(str, (TESTS.parent, TESTS)))
        with said.open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *options],
                cwd=self._folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**os.environ, "PYTHONPATH": path, **environment},
            )  # fmt: skip


def add_by(
    scheduler: str,
    store: Store,
    folder: Path,
    *,
    opener: Opener = open_with_words,
    options: AddOptions = DEFAULT_OPTIONS,
    files_at: str | None = None,
) -> Added:
    """Add a folder by the workers of a scheduler."""
    # Here, because tests that need no cluster run without its libraries.
    from embeddings.cluster.cluster_work import ClusterWork
    from embeddings.cluster.dask_cluster import DaskCluster
    from embeddings.cluster.worker_tasks import ArchivePlace

    if store.model is None:
        with store.change() as writing:
            writing.record_model(record_of(WordEncoder()))
    with DaskCluster.connect(scheduler) as cluster:
        place = ArchivePlace(opener, store.place, None)
        work = ClusterWork(cluster, place, read, files_at=files_at)
        return bring_in([folder], store, work, options=options)


def add_slowly(scheduler: str, address: str, folder: str) -> None:
    """What a process does that will be killed."""
    from embeddings.cluster.cluster_work import ClusterWork

    ClusterWork.batch_passages = 4
    with open_store(address, create=True) as store:
        add_by(scheduler, store, Path(folder), opener=open_slowly)
