"""Tortures archives and prints what it came to, a line each. Run it with `make torture`.

`short` takes under three minutes on two cores, `long` about an hour. `long kills files` does only
these lines of the table.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from qa.lab.hostile.reading_table import read_hostile
from qa.lab.torture.torture_files import harm_whole_files
from qa.lab.torture.torture_flips import flip_everything
from qa.lab.torture.torture_kills import kill_everything
from qa.lab.torture.torture_network import watch_the_network
from qa.lab.torture.torture_operations import operate
from qa.lab.torture.torture_readers import read_beside_a_writer
from qa.lab.torture.torture_world import Row

_MOST_FAILURES_SHOWN = 10
_Torture = Callable[[Path], Row]


class _Plan(NamedTuple):
    """How much is done: kills of each job, flips of each kind, questions, operations."""

    kills: int
    flips: int
    questions: int
    operations: int
    is_long: bool


_PLANS = {
    "short": _Plan(kills=6, flips=25, questions=400, operations=400, is_long=False),
    "long": _Plan(kills=60, flips=200, questions=6000, operations=20_000, is_long=True),
}


def main(arguments: list[str]) -> int:
    """Torture as the plan says, print the table; 1 where anything failed, 2 for a wrong call."""
    plan = _PLANS.get(arguments[0]) if arguments else None
    tortures = _tortures(plan) if plan else {}
    chosen = arguments[1:] or list(tortures)
    if not tortures or not set(chosen) <= tortures.keys():
        lines = ", ".join(_tortures(_PLANS["long"]))
        print(f"python -m qa.lab.torture {'|'.join(_PLANS)} [{lines}]", file=sys.stderr)
        return 2
    failed = 0
    print("| | tried | failed | seconds |\n|---|--:|--:|--:|", flush=True)
    told: list[str] = []
    for row, seconds in _rows(tortures[name] for name in chosen):
        name = f"{row.name} ({row.note})" if row.note else row.name
        print(f"| {name} | {row.tried:,} | {len(row.failures):,} | {seconds:.0f} |", flush=True)
        told += [f"{row.name}: {each}" for each in row.failures[:_MOST_FAILURES_SHOWN]]
        failed += len(row.failures)
    print("\n".join(told), file=sys.stderr)
    return 1 if failed else 0


def _read_hostile_documents(scratch: Path) -> Row:
    table = read_hostile(scratch)
    return Row(table.name, table.tried, table.failures, table.note)


def _tortures(plan: _Plan) -> dict[str, _Torture]:
    # Another module that tortures has a line here: a folder to work in comes in, a row goes out.
    tortures: dict[str, _Torture] = {
        "kills": lambda at: kill_everything(at, plan.kills),
        "flips": lambda at: flip_everything(at, plan.flips),
        "files": lambda at: harm_whole_files(at, long=plan.is_long),
        "readers": lambda at: read_beside_a_writer(at, plan.questions),
        "operations": lambda at: operate(at, plan.operations),
        "network": lambda at: watch_the_network(at, long=plan.is_long),
    }
    if plan.is_long:  # minutes of bombs
        tortures["documents"] = _read_hostile_documents
    return tortures


def _rows(tortures: Iterable[_Torture]) -> Iterator[tuple[Row, float]]:
    """Each row with the seconds that it took."""
    for torture in tortures:
        scratch = Path(tempfile.mkdtemp(prefix="torture-"))
        started = time.monotonic()
        try:
            yield torture(scratch), time.monotonic() - started
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
