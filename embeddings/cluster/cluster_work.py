"""The work of an import, done by the workers of a cluster: files are read and articles kept there.

Ids are given by the process that started it, which sees all articles in the order of their files:
so they are those that one machine would give.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import InputError
from corpus.formats.registry import fingerprint
from corpus.formats.source import has_utf8_name
from corpus.records import Article, Skipped
from corpus.store.file_states import file_state
from embeddings.cluster.dask_cluster import DaskCluster, Job
from embeddings.cluster.worker_tasks import (
    ArchivePlace,
    FilesReadThere,
    FilesToRead,
    FileThere,
    keep,
    read_files,
)
from embeddings.ingest_work import FileFound, FileRead, Kept, ReadFile

# A task reads so many files, or so many bytes of them: seconds of work, and megabytes of articles.
_READ_FILES, _READ_BYTES = 100, 8_000_000
_LISTED_FILES = 10_000  # of which most have not changed
# A larger file is read by the process that started all, article by article: nobody holds it whole.
_LARGE_BYTES = 64_000_000


@dataclass(slots=True)
class _Group:
    """Files that stand together, and the task that reads those that must be read."""

    files: list[FileFound] = field(default_factory=list)
    to_read: list[FileThere] = field(default_factory=list)
    is_read_here: bool = False
    job: Job[FilesReadThere] | None = None

    @property
    def is_full(self) -> bool:
        return (
            len(self.to_read) >= _READ_FILES
            or sum(file.size for file in self.to_read) >= _READ_BYTES
            or len(self.files) >= _LISTED_FILES
        )


class ClusterWork:
    """`IngestWork` by the workers of a cluster; articles are embedded as they are kept."""

    # Half a minute of a worker's time, which is lost when it dies: a commit reads the keys of all
    # passages, so there should not be too many.
    batch_passages = 1024

    def __init__(
        self,
        cluster: DaskCluster,
        place: ArchivePlace,
        read_here: ReadFile,
        *,
        files_at: str | None = None,
        embeds: bool = True,
    ) -> None:
        """`read_here` reads large files. Without `embeds` passages wait for their vectors."""
        self._cluster, self._place, self._read_here = cluster, place, read_here
        self._files_at, self._embeds = files_at, embeds
        self._keeping: dict[Job[int], Kept] = {}

    def read(self, files: Iterable[FileFound], root: Path) -> Iterator[FileRead]:
        """What each file holds, in the order of the files; workers read some groups ahead."""
        ahead: deque[_Group] = deque()
        for group in _grouped(files, root):
            if group.to_read and not group.is_read_here:
                wanted = FilesToRead(tuple(group.to_read), str(root), fingerprint(), self._files_at)
                group.job = self._cluster.submit(read_files, wanted)
            ahead.append(group)
            while len(ahead) > self._most_at_once():
                yield from self._found_in(ahead.popleft(), root)
        while ahead:
            yield from self._found_in(ahead.popleft(), root)

    def keep(self, articles: list[Article], kept: Kept) -> None:
        """Have a worker cut, embed and commit a batch; wait while many batches wait."""
        job = self._cluster.submit(keep, self._place, articles, embeds=self._embeds)
        self._keeping[job] = kept
        while len(self._keeping) > self._most_at_once():
            self._await_some()

    def finish(self) -> None:
        """Return when every batch is committed."""
        while self._keeping:
            self._await_some()

    def _await_some(self) -> None:
        for job in self._cluster.wait_for_any(list(self._keeping)):
            kept = self._keeping.pop(job)
            kept(self._cluster.result(job))

    def _most_at_once(self) -> int:
        """Enough tasks that no worker waits, few enough that their articles fit into memory."""
        return 2 * self._cluster.threads + 1

    def _found_in(self, group: _Group, root: Path) -> Iterator[FileRead]:
        read = self._cluster.result(group.job) if group.job else FilesReadThere("", [])
        found = iter(read.found)
        for file, is_unchanged in group.files:
            if is_unchanged:
                yield file, None
            elif group.is_read_here:
                yield from ((file, each) for each in self._read_here(file, root))
            else:
                articles = self._seen(file, next(found), read.machine)
                yield from ((file, each) for each in articles)

    def _seen(
        self, file: Path, found: list[Article | Skipped] | None, machine: str
    ) -> list[Article | Skipped]:
        if found is not None:
            return found
        if not file.exists():
            return [Skipped(str(file), "went away while it was added")]
        where = f"below {self._files_at}" if self._files_at else "under the same path"
        raise InputError(
            f"the worker on {machine} does not find {file} {where}: mount the folder there, or "
            "say with --files-at URL where workers find it"
        )


def _grouped(files: Iterable[FileFound], root: Path) -> Iterator[_Group]:
    """The files in their order, in groups for one task each; what is read here stands alone."""
    group = _Group()
    for file in files:
        size = None if file.is_unchanged else _size_for_workers(file.path)
        if size is None and not file.is_unchanged:
            yield group
            yield _Group([file], is_read_here=True)
            group = _Group()
            continue
        group.files.append(file)
        if size is not None:
            name = file.path.relative_to(root).as_posix()
            group.to_read.append(FileThere(str(file.path), name, size))
        if group.is_full:
            yield group
            group = _Group()
    yield group


def _size_for_workers(path: Path) -> int | None:
    """A file's bytes; None for one that is read here: large, a folder, or badly named."""
    state = file_state(path) if has_utf8_name(path) and path.is_file() else None
    return state.size if state and state.size <= _LARGE_BYTES else None
