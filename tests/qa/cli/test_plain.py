"""The chat where no screen can be painted: in a pipe, and at a dumb terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from qa.cli import cli

pytestmark = pytest.mark.slow

STORY = (
    "Harbour bridge closes for repairs\n\nTallis Courier\n\nMarch 1, 2021\n\n"
    "Chief engineer Ines Caldera closed the harbour bridge in Port Tallis on Monday. "
    "She said 14 cables must be replaced.\n"
)
FIRST = "who closed the harbour bridge?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, exported_model: Path) -> Path:
    """An archive of one article."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "bridge.txt").write_text(STORY)
    done = CliRunner().invoke(cli, ["--archive", str(folder / "a"), "add", str(folder)])
    assert done.exit_code == 0, done.output
    return folder / "a"


def test_what_is_piped_in_is_one_conversation_with_commands(home: Path) -> None:
    typed = f"{FIRST}\n\nhow many cables did she say must be replaced?\n:filters\n:quit\n{FIRST}\n"
    result = CliRunner().invoke(cli, ["--archive", str(home), "chat", "--plain"], input=typed)
    assert result.exit_code == 0, result.output
    blocks = result.stdout.split("> ")
    assert len(blocks) == 5  # nothing before the first, and none after :quit
    assert "Chief engineer Ines Caldera closed the harbour bridge" in blocks[1]
    assert "Searched for: how many cables did Ines Caldera say must be replaced?" in blocks[2]
    assert "Every article is searched." in blocks[3]
    assert blocks[4] == ":quit\n\n"


def test_a_pipe_without_the_flag_is_the_same_conversation(home: Path) -> None:
    runs = [
        CliRunner().invoke(cli, ["--archive", str(home), *words], input=f"{FIRST}\n").stdout
        for words in (["chat"], ["chat", "--plain"], ["--plain"], [])
    ]
    assert runs[0].startswith(f"> {FIRST}")
    assert len(set(runs)) == 1


def test_bytes_that_are_no_text_are_one_line_and_the_next_is_asked(home: Path) -> None:
    result = CliRunner().invoke(
        cli, ["--archive", str(home), "chat"], input=b"who \xff?\n" + FIRST.encode()
    )
    assert "not valid UTF-8" in result.stdout
    assert "Ines Caldera" in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_dumb_terminal_gets_lines_and_nothing_that_paints(home: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    program = [sys.executable, "-c", "from qa.cli import main; main()", "--archive", str(home)]
    with subprocess.Popen(
        program, stdin=follower, stdout=follower, stderr=follower, env=os.environ | {"TERM": "dumb"}
    ) as chat:
        os.close(follower)
        shown = read_until(leader, b"> ")
        os.write(leader, f"{FIRST}\n".encode())
        shown += read_until(leader, b"\r\n> ")
        os.write(leader, b":quit\n")
        assert chat.wait(60) == 0
    os.close(leader)
    assert b"Ask in plain words" in shown
    assert b"Quote: \xe2\x80\x9cChief engineer Ines Caldera closed" in shown
    assert b"\x1b" not in shown


def read_until(terminal: int, end: bytes) -> bytes:
    """What a terminal shows until it shows this."""
    shown = b""
    while not shown.endswith(end):
        shown += os.read(terminal, 4096)
    return shown
