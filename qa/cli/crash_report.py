"""What nobody foresaw: all that is known of it in a file, and one line that says where."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from qa.folders import state_folder

_KEPT = 20  # reports; the oldest go
_SHOWN = 200  # characters of an error's own words
_NAME = "report-*.txt"


def report_crash(error: BaseException, arguments: Sequence[str] = ()) -> str:
    """Keep a report of an error for those who will mend it; the line that says so."""
    words = str(error).strip().partition("\n")[0][:_SHOWN]
    what = f"{type(error).__name__}{f': {words}' if words else ''}"
    try:
        place = f"please report it with {_write(_report(error, arguments))}"
    except OSError as problem:
        place = f"no report could be kept in {state_folder()} ({problem.strerror or problem})"
    return f"unexpected error ({what}); what was kept is as it was; {place}"


def _report(error: BaseException, arguments: Sequence[str]) -> str:
    """The error with the way to it, and what it happened to; no values of variables."""
    return "\n".join(
        [
            f"pullquote {importlib.metadata.version('pullquote')}",
            f"Python {platform.python_version()} on {platform.platform()}",
            f"arguments: {list(arguments)!r}",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )


def _write(report: str) -> Path:
    """A new file, which only its owner reads: arguments and paths are nobody else's concern."""
    folder = state_folder() / "reports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    prefix = time.strftime("report-%Y%m%d-%H%M%S-")
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=".txt", dir=folder)  # 0600, by O_EXCL
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(report)
    # By their names; those of one second stand in any order, and this one is to stay.
    others = sorted(path for path in folder.glob(_NAME) if path != Path(name))
    for old in others[: 1 - _KEPT]:
        old.unlink(missing_ok=True)
    return Path(name)
