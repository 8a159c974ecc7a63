"""Reads hostile and messy documents as `add` does, and says what went wrong and what it cost."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from corpus.formats.file_walk import files_under
from corpus.formats.reading_process import ReadingProcess
from corpus.passages import split
from corpus.records import Skipped
from qa.lab.hostile.hostile_containers import documents, packed, zips
from qa.lab.hostile.hostile_pages import markup, pages
from qa.lab.hostile.hostile_paths import make_paths, remove_paths
from qa.lab.hostile.hostile_records import json_files, lines, tables
from qa.lab.hostile.hostile_texts import Files, markdown, texts

SECONDS, MEMORY_MB = 10, 1_500  # more is a failure
ARTICLES_A_SECOND = 10_000  # a document of many articles may take longer
KINDS: tuple[Callable[[], Files], ...] = (
    texts, markdown, pages, markup, json_files, lines, tables, packed, zips, documents,
)  # fmt: skip
_FAULTS = re.compile(r"met a fault in its reader|broke its reader")
_BUDGET = 250  # word pieces of a passage


class Cost(NamedTuple):
    """What reading one document came to: seconds of processors, and what was found."""

    name: str
    seconds: float
    articles: int
    skipped: int
    fault: str

    @property
    def allowed(self) -> float:
        """The seconds that it may take."""
        return SECONDS + self.articles / ARTICLES_A_SECOND


@dataclass
class Table:
    """What was read, what failed, and the most that anything took."""

    name: str
    costs: list[Cost] = field(default_factory=list)
    megabytes: int = 0

    @property
    def tried(self) -> int:
        return len(self.costs)

    @property
    def failures(self) -> Sequence[str]:
        """Crashes, and what took too long or too much."""
        failed = [f"{cost.name}: {cost.fault}" for cost in self.costs if cost.fault]
        slow = [cost for cost in self.costs if cost.seconds > cost.allowed]
        failed += [f"{cost.name}: took {cost.seconds:.1f} seconds" for cost in slow]
        return failed + [f"{self.megabytes:,} MB"] * (self.megabytes > MEMORY_MB)

    @property
    def note(self) -> str:
        """The most that a document took."""
        longest = max((cost.seconds for cost in self.costs), default=0.0)
        return f"{longest:.1f} s and {self.megabytes:,} MB at most"


def read_hostile(scratch: Path, kinds: Sequence[Callable[[], Files]] = KINDS) -> Table:
    """Write hostile documents one after another, and names and trees, and read them all."""
    table = Table("hostile documents")
    with _measured(table) as read:
        for kind in kinds:
            for name, data in kind():
                path = scratch / name
                path.write_bytes(data)
                del data
                read(path, scratch)
                path.unlink()
        paths = scratch / "paths"
        paths.mkdir()
        make_paths(paths)
        try:
            for path in files_under(paths):
                read(path, paths)
        finally:
            remove_paths(paths)
    return table


def read_messy(folder: Path) -> Table:
    """Read every file of a folder of real ones."""
    table = Table("messy documents")
    with _measured(table) as read:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                read(path, folder)
    return table


@contextmanager
def _measured(table: Table) -> Iterator[Callable[[Path, Path], None]]:
    with ReadingProcess() as reading:

        def read(path: Path, root: Path) -> None:
            started = _processor_seconds(reading)
            articles, skipped, fault = 0, 0, ""
            try:
                for found in reading.read(path, root):
                    if isinstance(found, Skipped):
                        skipped += 1
                        fault = fault or (found.reason if _FAULTS.search(found.reason) else "")
                    else:
                        articles += 1
                        split(found, _count_words, _BUDGET)
            except Exception as error:  # noqa: BLE001 - any is what is looked for
                fault = f"{type(error).__name__}: {error}"
            fault = fault or ("" if articles or skipped else "nothing was said of it")
            seconds = _processor_seconds(reading) - started
            table.costs.append(Cost(ascii(path.name), seconds, articles, skipped, fault))
            table.megabytes = max(table.megabytes, *map(_peak_megabytes, _processes(reading)))

        yield read


def _count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def _processes(reading: ReadingProcess) -> list[str]:
    return ["self", *([str(reading.pid)] if reading.pid else [])]


def _processor_seconds(reading: ReadingProcess) -> float:
    """Of this process, the one that reads and those before it."""
    times = os.times()
    spent = times.user + times.system + times.children_user + times.children_system
    if reading.pid and sys.platform == "linux":
        fields = Path(f"/proc/{reading.pid}/stat").read_text().rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def _peak_megabytes(process: str) -> int:
    """The most memory that a process has held so far; 0 where the system does not say."""
    if sys.platform != "linux":
        return 0
    status = Path(f"/proc/{process}/status").read_text()
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(peak[1]) // 1024 if peak else 0


def lines_of_table(table: Table, longest: int = 12) -> Iterator[str]:
    """The table for people: the documents that took longest, and what failed."""
    yield f"{table.name}: {table.tried:,}, failed {len(table.failures)}; {table.note}"
    costs = sorted(table.costs, key=lambda cost: -cost.seconds)[:longest]
    for cost in costs:
        found = f"{cost.articles:,} articles, {cost.skipped:,} skipped"
        yield f"  {cost.seconds:6.2f} s  {found}  {cost.name}"
    yield from (f"  FAILED {each}" for each in table.failures)
