"""Documents are read in a process of their own, which is ended when one takes too much."""

from __future__ import annotations

import json
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path
from typing import IO, Any, Self

from corpus import records
from corpus.formats.limits import TOO_MUCH_MEMORY, is_worth_going_on, seconds_for, too_slow
from corpus.formats.parts import Place
from corpus.formats.reading_worker import BEGUN, DONE, FAULT, FOUND, OUT_OF_MEMORY, READY, SKIPPED
from corpus.records import Article, Skipped

# Without -P, the folder that the user stands in would be asked for modules first.
_PROGRAM = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from corpus.formats.reading_worker import serve; serve()"
)
_REPORT_CHARACTERS = 4_000  # of what a process said that could not start


@dataclass(slots=True)
class _Progress:
    """How far a file has been read, and how often its reading was ended."""

    place: Place = ()  # of the part that was begun last, and its name
    where: str = ""
    seconds: int = 0  # of processor time for each part
    is_new: bool = False  # begun since the reading was ended, and nothing has come of it yet
    gave: bool = False
    read: int = 0
    ended: int = 0


class ReadingProcess:
    """Reads as `registry.read` does, in one other process, which is started when it is needed.

    That process is ended, and the document skipped with the reason, when it takes more time or
    memory than `limits` allows, or breaks its reader. Of a container or a file of records only the
    member or the record is lost. As a context manager it ends the process.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The system's number of the process; None if there is none at the moment."""
        return self._process.pid if self._process else None

    def read(self, path: Path, root: Path) -> Iterator[Article | Skipped]:
        """The articles of one file; what cannot be read is Skipped with its reason."""
        progress = _Progress()
        while reason := (yield from self._read_on(path, root, progress)):
            progress.ended += 1
            blamed = progress.where if progress.is_new and not progress.gave else str(path)
            yield Skipped(blamed, reason)
            if not progress.is_new:
                return
            if not is_worth_going_on(progress.ended, progress.read):
                yield Skipped(str(path), "what follows is not read: too much of it is like that")
                return

    def close(self) -> None:
        """End the process; the next document starts another."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                _opened(stream).close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read_on(
        self, path: Path, root: Path, progress: _Progress
    ) -> Generator[Article | Skipped, None, str | None]:
        """What a file holds behind the part that was begun last; the reason if it was ended."""
        process = self._process = self._process or _start()
        progress.is_new, is_done, fault = False, False, None
        try:
            progress.seconds = seconds_for(_size_of(path), behind=bool(progress.place))
            _send(process, (str(path), str(root), progress.place, progress.seconds))
            while True:
                kind, *said = _receive(process) or ("",)
                if kind == FOUND:
                    progress.gave, progress.read = True, progress.read + 1
                    yield said[0]
                elif kind == SKIPPED:
                    progress.gave = True
                    yield from starmap(Skipped, said[0])
                elif kind == BEGUN:
                    progress.place, progress.where = said
                    progress.is_new, progress.gave = True, False
                elif kind == FAULT:
                    fault = f"met a fault in its reader: please report it ({said[0]})"
                else:
                    is_done = kind == DONE and said == [False]
                    return fault if kind == DONE else _reason_of_end(process, progress.seconds)
        finally:
            if not is_done:
                self.close()


def _start() -> subprocess.Popen[bytes]:
    """A process that is ready to read; RuntimeError with what it said if there is none."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said,
        )  # fmt: skip
        if _receive(process) == (READY,):
            return process
        process.kill()
        process.wait()
        said.seek(0)
        words = said.read(_REPORT_CHARACTERS).decode("utf-8", "replace")
    raise RuntimeError(f"the process that reads documents did not start: {words}")


def _send(process: subprocess.Popen[bytes], request: object) -> None:
    stream = _opened(process.stdin)
    pickle.dump(request, stream)
    stream.flush()


def _receive(process: subprocess.Popen[bytes]) -> tuple[Any, ...] | None:
    """One reply; None if the process has ended."""
    try:
        reply: tuple[Any, ...] = _Replies(_opened(process.stdout)).load()
    except (EOFError, pickle.UnpicklingError):
        return None
    return reply


class _Replies(pickle.Unpickler):
    """Makes our own values and nothing else: who reads strangers' files is not to be trusted."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return super().find_class(module, name)
        found = vars(records).get(name) if module == records.__name__ else None
        if isinstance(found, type):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value that is read")


def _opened(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream, "the process was started with pipes"
    return stream


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _reason_of_end(process: subprocess.Popen[bytes], seconds: int) -> str:
    """Why the process has ended, by its exit code."""
    code = process.wait()
    name = signal.Signals(-code).name if code < 0 else ""
    if name in ("SIGPROF", "SIGALRM"):
        return too_slow(seconds)
    if code == OUT_OF_MEMORY or name == "SIGKILL":  # so ends it who runs out of memory altogether
        return TOO_MUCH_MEMORY
    return f"broke its reader ({name or f'exit code {code}'}): please report it"
