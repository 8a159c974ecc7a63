"""The real program in a real terminal, from its start until it is left: what a person sees."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from qa.cli import cli

SECONDS_AT_MOST = 120
QUESTION = "who froze the Geneva talks?"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]


class Terminal:
    """One window of a tmux server of its own."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        # A socket's path may not be long, and a test's folder is.
        self._tmux = ["tmux", "-L", f"pullquote-{os.getpid()}-{size[0]}", "-f", os.devnull]
        columns, lines = map(str, size)
        self._environ = f"PULLQUOTE_STATE={shlex.quote(str(folder / 'state'))}"
        self._run("new-session", "-d", "-x", columns, "-y", lines, "sh")

    def _run(self, *words: str) -> str:
        done = subprocess.run([*self._tmux, *words], capture_output=True, text=True, check=True)
        return done.stdout

    def start(self, *arguments: str) -> None:
        """Start the program as a user does, from a shell, which says afterwards how it ended."""
        program = [sys.executable, "-c", "from qa.cli import main; main()", *arguments]
        self.type(f"{self._environ} {shlex.join(program)}; echo ended with $?")
        self.press("Enter")

    def type(self, words: str) -> None:
        self._run("send-keys", "-l", words)

    def press(self, *keys: str) -> None:
        self._run("send-keys", *keys)

    @property
    def lines(self) -> list[str]:
        return self._run("capture-pane", "-p").splitlines()

    @property
    def words(self) -> str:
        return " ".join(self._run("capture-pane", "-p").split())

    def until(self, is_so: Callable[[str], object]) -> None:
        ends = time.monotonic() + SECONDS_AT_MOST
        while not is_so(self.words):
            assert time.monotonic() < ends, "it never came to that:\n" + "\n".join(self.lines)
            time.sleep(0.1)

    def close(self) -> None:
        self._run("kill-server")


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path, request.param)
    yield terminal
    terminal.close()


def test_a_conversation_from_the_start_until_the_chat_is_left(terminal: Terminal) -> None:
    terminal.start("chat", "--sample")
    terminal.until(lambda words: "20 articles" in words)
    terminal.type(QUESTION)
    terminal.press("Enter")
    terminal.until(lambda words: "very likely right" in words and "Evidence 1 of 5" in words)
    # At one look: the answer, its article, outlet, date and how sure it is.
    for part in ("Staffan de Mistura", "UN mediator freezes Geneva", "Pullquote Sample Wire",
                 "4 Feb 2016"):  # fmt: skip
        assert part in terminal.words
    terminal.type("what else does it say about Aleppo?")
    terminal.press("Enter")
    terminal.until(lambda words: "searched for: what else does the article" in words)
    terminal.until(lambda words: "John Kirby" in words)
    terminal.press("C-s")
    terminal.until(lambda words: "Kept" in words)
    terminal.press("C-t")
    terminal.until(lambda words: "kept for: what else does it say" in words)
    terminal.press("Escape")
    terminal.until(lambda words: "Ask the archive" in words)
    terminal.press("C-q")
    terminal.until(lambda words: "ended with 0" in words)
    assert "Pullquote" not in terminal.lines[0]  # the shell has its screen back
    terminal.start("chat", "--sample", "--continue")
    terminal.until(lambda words: "2 turns" in words or "John Kirby" in words)
    terminal.press("Up")
    terminal.until(lambda words: words.count("what else does it say about Aleppo?") == 2)
    terminal.press("C-q")
    terminal.until(lambda words: "ended with 0" in words)
    terminal.type("stty -a | tr ';' '\\n' | grep -c -w -- '-icanon\\|-echo'; echo asked")
    terminal.press("Enter")
    terminal.until(lambda words: "0 asked" in words)  # it reads lines and shows them again


def test_what_waits_is_embedded_while_the_chat_is_open(terminal: Terminal, tmp_path: Path) -> None:
    archive, articles = str(tmp_path / "archive"), str(files("qa.sample") / "articles")
    run = CliRunner().invoke
    added = run(cli, ["--archive", archive, "add", "--words-only", articles])
    assert added.exit_code == 0, added.output
    terminal.start("--archive", archive, "chat", "--no-embedding")
    terminal.until(lambda words: "20 articles · meaning: 0 %" in words)
    terminal.press("C-q")
    terminal.until(lambda words: "ended with 0" in words)
    assert "meaning:  0 %" in run(cli, ["--archive", archive, "info"]).output
    terminal.start("--archive", archive, "chat")
    terminal.until(lambda words: "20 articles" in words and "meaning" not in words)
    terminal.press("C-q")
    terminal.until(lambda words: words.count("ended with 0") == 2)
    assert "meaning:  100 %" in run(cli, ["--archive", archive, "info"]).output
