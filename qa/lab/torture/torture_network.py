"""No command asks the network for anything: with sockets refused, and as the system sees it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from qa.lab.torture.torture_world import Row

_ROOT = Path(__file__).resolve().parents[3]
_BLOCKED = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("the network was asked for")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = socket.create_connection = refuse
from qa.cli import cli
cli(sys.argv[1:], prog_name="pullquote")
"""
_ARTICLES = _ROOT / "qa" / "sample" / "articles"
_COMMANDS: Sequence[Sequence[str]] = (
    ("add", str(_ARTICLES)),
    ("ask", "Who froze the Geneva talks?"),
    ("list",),
    ("backup", "copy.sqlite"),
    ("restore", "copy.sqlite"),
    ("remove", "2016-02-04-talks-frozen"),
    ("doctor",),
)
# What strace prints of a call that reaches for an address of the internet. A socket alone sends
# nothing: with one, the exporter of torch asks this machine for the number of its network card.
CALL = re.compile(r"\b(?:connect|bind|send(?:to|m?msg))\(.*\bAF_INET6?\b")


def watch_the_network(scratch: Path, *, long: bool) -> Row:
    """Run every command with sockets refused; in a long run, the whole suite too, and strace."""
    home = scratch / "home"
    home.mkdir(parents=True)
    failures, tried = list[str](), 0
    strace = shutil.which("strace") if long else None
    for command in _COMMANDS:
        tried += 1
        log = home / "calls.txt"
        prefix = [strace, "-f", "-qq", "-e", "trace=%network", "-o", str(log)] if strace else []
        ran = _run([*prefix, sys.executable, "-c", _BLOCKED, *command], home)
        if ran.returncode:
            failures.append(f"{command[0]}: {ran.stderr.strip().splitlines()[-1:]}")
        if strace and CALL.search(log.read_text()):
            failures.append(f"{command[0]}: the system was asked for the network")
    if long:
        tried += 1
        suite = [sys.executable, "-m", "pytest", "-q", "-p", "qa.lab.torture.blocked_sockets"]
        if (ran := _run(suite, home, _ROOT)).returncode:
            failures.append(f"the suite: {ran.stdout.strip().splitlines()[-1:]}")
    note = "with strace and the whole suite" if long else "commands, sockets refused"
    return Row("calls to the network", tried, failures, note)


def _run(
    command: Sequence[str], home: Path, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    places = {name: str(home) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.run(
        command, cwd=folder or home, env=os.environ | places | {"PYTHONPATH": path},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
