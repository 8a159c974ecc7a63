"""Processes of their own: commands as a shell starts them, and measurements run apart."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")
Command = Sequence[str | Path]

PULLQUOTE = Path(sys.executable).with_name("pullquote")
# `ask` says by 1 that the archive does not answer.
_GOOD_EXIT_CODES = (0, 1)
# The libraries look for newer models in the network, which would count against them.
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}

_ROWS, _COLUMNS, _PATIENCE = 40, 120, 60
_SCREEN = b"\x1b[?1049h"  # from here on what is printed is the chat's, not an error's
_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X].*?(?:\x07|\x1b\\)|[ -/]*[0-OQ-WYZ\\`-~])|\x1b.*$",
    re.DOTALL,
)


def run_apart(
    measure: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
) -> Result:
    """Call it in a fresh process, which loads only what it needs and ends with it."""
    with ProcessPoolExecutor(1, get_context("spawn"), _limit_threads) as pool:
        return pool.submit(measure, *args, **kwargs).result()


def _limit_threads() -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def peak_memory() -> float:
    """The most that this process has held, in megabytes."""
    # `getrusage` would count what the process held from which this one was started.
    with suppress(OSError):
        found = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
        if found:
            return int(found[1]) * 1024 / 1e6
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def run_command(command: Command) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; RuntimeError with what it says where it fails."""
    ran = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        env=os.environ | _OFFLINE,
    )  # fmt: skip
    if ran.returncode not in _GOOD_EXIT_CODES:
        raise RuntimeError(f"{' '.join(map(str, command))}: {ran.stderr.strip()}")
    return ran


def time_command(command: Command) -> float:
    """How long a command takes, from its start to its end."""
    started = time.perf_counter()
    run_command(command)
    return time.perf_counter() - started


def time_in_turns(commands: Mapping[str, Command], turns: int) -> dict[str, list[float]]:
    """Seconds of each command, one after the other and over again, so that all meet the same.

    Each is run once before, which finds its files in the system's memory from then on.
    """
    for command in commands.values():
        run_command(command)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(turns):
        for name, command in commands.items():
            taken[name].append(time_command(command))
    return taken


def find_imports(command: Command) -> set[str]:
    """The modules that a Python script imports."""
    lines = run_command([sys.executable, "-X", "importtime", *command]).stderr.splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


def time_first_paint(command: Command) -> float:
    """Seconds until a command that fills the screen shows something to read; it is then ended.

    It runs in a terminal made for it, so that none is needed. OSError where there can be none.
    """
    try:
        import fcntl
        import pty
        import termios
    except ImportError as error:
        raise OSError("this system has no pseudo-terminals") from error

    screen, terminal = pty.openpty()
    size = b"".join(each.to_bytes(2, sys.byteorder) for each in (_ROWS, _COLUMNS, 0, 0))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, size)
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
        env={"LANG": "C.UTF-8"} | os.environ | {"TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(terminal)
    try:
        _read_until_shown(screen, started + _PATIENCE)
        return time.perf_counter() - started
    finally:
        process.kill()
        process.wait()
        os.close(screen)


def _read_until_shown(screen: int, until: float) -> None:
    from select import select

    printed = b""
    while not is_shown(printed):
        if not select([screen], [], [], max(0.0, until - time.perf_counter()))[0]:
            raise RuntimeError(f"nothing was shown in {_PATIENCE} s")
        printed += os.read(screen, 1 << 16)


def is_shown(printed: bytes) -> bool:
    """Whether what was printed to a terminal puts a letter or a figure on a whole screen."""
    _, _, painted = printed.partition(_SCREEN)
    text = _SEQUENCE.sub(b"", painted).decode("utf-8", "ignore")
    return any(character.isalnum() for character in text)
