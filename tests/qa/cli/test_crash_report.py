"""An error that nobody foresaw is one line that says where its report is, and exit code 70."""

import os
import pty
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from qa.cli.crash_report import report_crash

# The default archive, which every command without --archive asks for, is beyond reach.
FAULT = """
import sys
import qa.folders
def default_archive(): raise ZeroDivisionError("nobody\\nforesaw \\x1b[2J this")
qa.folders.default_archive = default_archive
from qa.cli import main
main()
"""
COMMANDS = [
    ["add", "."],
    ["ask", "who?"],
    ["chat"],
    ["batch", "questions.txt"],
    ["eval", "gold.jsonl"],
    ["list"],
    ["show", "1"],
    ["remove", "1"],
    ["info"],
    ["reembed"],
    ["doctor"],
    [],
]


def run(args: list[str], state: Path, program: str = FAULT) -> subprocess.CompletedProcess[str]:
    places = {"PULLQUOTE_STATE": str(state), "PULLQUOTE_ARCHIVE": ""}
    return subprocess.run(
        [sys.executable, "-c", program, *args],
        env=os.environ | places, cwd=state.parent, input="who?\n", capture_output=True,
        text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_no_command_fails_with_the_exit_code_of_another_meaning(
    args: list[str], tmp_path: Path
) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": "1", "question": "who?", "answers": ["Ines"]}\n')
    ran = run(args, tmp_path / "state")
    assert ran.returncode == 70, ran.stderr
    line = ran.stderr.splitlines()[-1]
    assert line.startswith("pullquote: unexpected error (ZeroDivisionError: nobody); ")
    assert "Traceback" not in ran.stderr
    [report] = (tmp_path / "state" / "reports").iterdir()
    assert str(report) in line
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700
    text = report.read_text(encoding="utf-8")
    assert "in default_archive" in text
    assert f"arguments: {args!r}" in text


def failing(tmp_path: Path) -> str:
    """The line of a report of an error with terminal controls, and its words in the file."""
    try:
        raise ValueError("\x1b]0;owned\x07 and \udce9")
    except ValueError as error:
        return report_crash(error, ["ask", "why?"])


def test_only_so_many_reports_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_STATE", str(tmp_path))
    lines = [failing(tmp_path) for _ in range(23)]
    kept = sorted((tmp_path / "reports").iterdir())
    assert len(kept) == 20
    assert len(set(lines)) == 23
    last = re.search(r"with (\S+)\Z", lines[-1])
    assert last
    assert "\\udce9" in Path(last[1]).read_text(encoding="utf-8")


def test_where_no_report_can_be_kept_the_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PULLQUOTE_STATE", str(tmp_path / "file"))
    line = failing(tmp_path)
    assert f"no report could be kept in {tmp_path / 'file'} (" in line
    assert "\n" not in line


CHAT = """
import sys
from qa.chat.chat_app import ChatApp
from qa.cli import cli
import qa.cli.chat_command as commands
def load(*args):
    secret = "the value of a variable"
    raise ZeroDivisionError("nobody foresaw this")
commands._load_backend = load
cli(["chat", "--archive", "."], prog_name="pullquote")
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_the_chat_fails_so_too_and_gives_the_terminal_back(tmp_path: Path) -> None:
    state = tmp_path / "state"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", CHAT], stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path,
        env=os.environ | {"PULLQUOTE_STATE": str(state), "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(theirs)
    printed = b""
    try:
        while chunk := os.read(ours, 65536):
            printed += chunk
    except OSError:  # so does Linux say that the other end is closed
        pass
    assert process.wait(60) == 70
    after = printed.decode("utf-8", "replace").rpartition("\x1b[?1049l")[2]
    assert "pullquote: unexpected error (ZeroDivisionError: nobody foresaw this)" in after
    assert "the value of a variable" not in after
    assert len(list((state / "reports").iterdir())) == 1
