"""With every socket blocked, the whole path still works; and nothing heavy loads too early."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BLOCKED = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("the network was asked for")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = socket.create_connection = refuse
from qa.cli import main
sys.argv[0] = "pullquote"
main()
"""


def run(*args: str, home: Path) -> subprocess.CompletedProcess[str]:
    places = {
        name: str(home) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA")
    }
    offline = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    environment = {k: v for k, v in os.environ.items() if k not in offline} | places
    return subprocess.run(
        [sys.executable, "-c", BLOCKED, *args],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_sample_is_made_and_answers_without_a_network_or_a_terminal(tmp_path: Path) -> None:
    first = run("chat", "--sample", home=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Staffan de Mistura" in first.stdout
    assert "Pullquote Sample Wire" in first.stdout
    assert "4 Feb 2016" in first.stdout


@pytest.mark.parametrize("args", [["--help"], ["ask", "--help"], ["list", "--archive", "nowhere"]])
def test_nothing_heavy_is_imported_until_it_is_needed(args: list[str]) -> None:
    heavy = {
        "torch",
        "sentence_transformers",
        "faiss",
        "tantivy",
        "textual",
        "trafilatura",
        "numpy",
    }
    if args[0] == "list":
        heavy -= {"numpy"}
    watched = (
        "import sys; from qa.cli import cli\n"
        "try: cli(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", watched, *args], capture_output=True, text=True, check=True
    )
    loaded = set(ran.stdout.rpartition("LOADED")[2].split())
    assert not loaded & heavy
