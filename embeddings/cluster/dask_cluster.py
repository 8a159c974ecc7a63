"""The workers of a Dask scheduler: the one door to distributed.

Which worker does what, and that it is done again where one died, is Dask's.
"""

from __future__ import annotations

import logging
import pkgutil
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from typing import Generic, ParamSpec, Self, TypeVar

from corpus.errors import InputError

try:
    from distributed import Client, Future, wait
    from distributed.scheduler import KilledWorker
except ImportError as error:
    raise InputError(
        "--workers needs more libraries: `pip install 'pullquote[cluster]'`"
    ) from error

_CONNECT_SECONDS = 10
# How long there may be no worker: one that is started on another machine takes its time.
_NO_WORKERS_SECONDS = 60
_LOOK_SECONDS = 5
# A task that failed is tried so often again, by any worker: its network may have been away.
_RETRIES = 2
# The module that workers must have.
_TASKS = ("embeddings.cluster", "worker_tasks.py")
_GO_ON = "what was finished is kept; run the same command again to go on"

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Job(Generic[Result]):
    """A task that a worker does; given up when nobody holds it any more."""

    def __init__(self, future: Future) -> None:
        self.future = future


class DaskCluster:
    """The workers of one scheduler; leaving it gives up what is not done."""

    def __init__(self, client: Client, address: str) -> None:
        self._client, self.address = client, address
        self._last_seen = time.monotonic()  # when there was a worker

    @classmethod
    def connect(cls, address: str) -> Self:
        """InputError where no scheduler answers, or none of its workers."""
        _silence_logs()
        try:
            client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise InputError(
                f"no Dask scheduler answers at {address}: start one with `dask scheduler`, and "
                "give its address, such as tcp://10.0.0.5:8786"
            ) from error
        cluster = cls(client, address)
        with ExitStack() as on_failure:
            on_failure.callback(cluster.close)
            cluster._await_worker()
            cluster._check_code()
            on_failure.pop_all()
        return cluster

    def _await_worker(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError as error:
            raise self._without_workers() from error

    def _check_code(self) -> None:
        """InputError where a worker's code is not ours: it would die of the first task."""
        with self._reaching():
            found = self._client.run(pkgutil.get_data, *_TASKS, on_error="return")
        for worker, code in found.items():
            if code != pkgutil.get_data(*_TASKS):
                raise InputError(
                    f"the worker {worker} does not have this version of Pullquote: install it "
                    "there, with `pip install 'pullquote[s3,cluster]'`"
                )

    @property
    def threads(self) -> int:
        """How many tasks are done at the same time, at least 1."""
        with self._reaching():
            threads: dict[str, int] = self._client.nthreads()
        return max(sum(threads.values()), 1)

    def submit(
        self,
        task: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Job[Result]:
        """Have a task done by some worker."""
        with self._reaching():
            return Job(self._client.submit(task, *args, **kwargs, pure=False, retries=_RETRIES))

    def result(self, job: Job[Result]) -> Result:
        """What a task came to; InputError where it cannot be done."""
        self.wait_for_any([job])
        try:
            result: Result = job.future.result()
        except CancelledError as error:
            raise self._gone() from error
        except KilledWorker as error:
            raise InputError(
                f"{error.allowed_failures + 1} workers died of the same articles, one after the "
                f"other: have they enough memory? {_GO_ON}"
            ) from error
        except OSError as error:
            raise InputError(f"a worker of {self.address} failed: {error}; {_GO_ON}") from error
        return result

    def wait_for_any(self, jobs: Sequence[Job[Result]]) -> list[Job[Result]]:
        """Those of these jobs that are done or have failed, when the first is."""
        with self._reaching(), self._client.as_current():
            while True:
                try:
                    wait([each.future for each in jobs], _LOOK_SECONDS, "FIRST_COMPLETED")
                except TimeoutError:
                    self._check_workers()
                    continue
                return [each for each in jobs if each.future.done()]

    def _check_workers(self) -> None:
        now = time.monotonic()
        if self._client.nthreads():
            self._last_seen = now
        elif now - self._last_seen > _NO_WORKERS_SECONDS:
            raise self._without_workers()

    def _without_workers(self) -> InputError:
        return InputError(
            f"the scheduler at {self.address} has no workers: start some with `dask worker "
            f"{self.address} --nthreads 1`; {_GO_ON}"
        )

    def close(self) -> None:
        self._client.close(timeout=_LOOK_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Around what needs the scheduler."""
        try:
            yield
        except (CancelledError, OSError) as error:
            raise self._gone() from error

    def _gone(self) -> InputError:
        return InputError(f"the scheduler at {self.address} went away: {_GO_ON}")


def _silence_logs() -> None:
    """What Dask logs becomes one line of ours; that a batch is large is no concern of users."""
    warnings.filterwarnings("ignore", message="Sending large graph")
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
