"""The article in a pager or an editor, its address in a browser, and the terminal afterwards."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
import webbrowser
from dataclasses import replace
from pathlib import Path

import pytest
from chat_kit import BRIDGE, BRIDGE_QUESTION, FERRY, NARROW, SNARE, SmallBackend, ask, chat

from corpus.records import Passage, Span
from qa.answers import Evidence
from qa.chat.outside import article_page, reading_command, web_address
from qa.search.hits import Hit

SECONDS_AT_MOST = 120
# A chat in a process of its own, with the small backend of these tests.
PROGRAM = """
import sys
sys.path.insert(0, {here!r})
from chat_kit import chat
{load}
app = chat()
app.run()
if app.failure:
    raise app.failure
"""


def evidence_of(text: str, url: str | None = None) -> Evidence:
    article = replace(BRIDGE, text=text, url=url)
    return Evidence(Hit(Passage(article, 0, len(text)), 1.0), Span(text.index("Here"), len(text)))


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"PAGER": "less -R", "EDITOR": "vi"}, ["less", "-R"]),
        ({"PAGER": " ", "EDITOR": "code --wait"}, ["code", "--wait"]),
    ],
)
def test_the_pager_is_the_users_else_the_editor(
    environ: dict[str, str], expected: list[str]
) -> None:
    assert reading_command(environ) == expected


def test_the_page_names_the_line_of_the_quote_and_holds_no_control() -> None:
    page, line = article_page(evidence_of("One.\n\nTwo.\x1b[2J\n\nHere it is."))
    assert page.split("\n")[line - 1] == "Here it is."
    assert "\x1b" not in page
    assert page.startswith("Harbour bridge to open again in March\nThe Northshore Herald · ")


@pytest.mark.parametrize(
    ("url", "opens"),
    [
        ("https://herald.example/bridge?a=1#x", True),
        ("http://herald.example", True),
        ("HTTPS://herald.example/", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https:herald", False),
        ("https://a.example/\x1b[2J", False),
        ("https://a.example/ --flag", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_handed_to_a_browser(url: str | None, opens: bool) -> None:
    assert web_address(evidence_of("Here.", url)) == (url if opens else "")


class Opened(webbrowser.BaseBrowser):
    """A browser that only notes what it is to open."""

    def __init__(self) -> None:
        super().__init__("noting")
        self.addresses: list[str] = []

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        self.addresses.append(url)
        return True


async def test_b_opens_the_address_of_the_article_where_it_has_one() -> None:
    browser = Opened()
    webbrowser.register("noting", None, browser, preferred=True)
    app = chat(SmallBackend(BRIDGE, FERRY))
    async with app.run_test(size=NARROW) as pilot:
        await ask(pilot, BRIDGE_QUESTION)
        await pilot.press("ctrl+o", "b")
        await pilot.pause()
        assert browser.addresses == [BRIDGE.url]
        await pilot.press("escape", "shift+down", "ctrl+o", "b")
        await pilot.pause()
        assert browser.addresses == [BRIDGE.url]
    assert SNARE.url is None


def run_in_terminal(program: str, steps: list[tuple[str, str]], **environ: str) -> tuple[int, str]:
    """Run a program in a terminal of its own; each step waits for new output, then types.

    Its exit code, and all that it wrote to the terminal.
    """
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24", **environ)
        os.execv(sys.executable, [sys.executable, "-c", program])
    written, seen, ends = "", 0, time.monotonic() + SECONDS_AT_MOST
    while time.monotonic() < ends:
        if steps and steps[0][0] in written[seen:]:
            seen = len(written)
            os.write(terminal, steps.pop(0)[1].encode())
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        written += data.decode(errors="replace")
    if time.monotonic() >= ends:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert not steps, f"never came to {steps[0]}"
    return os.waitstatus_to_exitcode(status), written


@pytest.mark.slow
def test_e_hands_the_terminal_to_the_pager_and_takes_it_back(tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text(f'#!/bin/sh\ncp "$1" {tmp_path}/read\necho "in the pager"\n')
    pager.chmod(0o755)
    program = PROGRAM.format(here=str(Path(__file__).parent), load="")
    code, written = run_in_terminal(
        program,
        [
            ("2 articles", f"{BRIDGE_QUESTION}\r"),
            (" Read ", "\x0f"),  # the key is offered a moment after the answer is shown
            ("from the date line", "e"),
            ("in the pager", ""),
            ("Quit", "\x11"),  # drawn again: it reads keys again
        ],
        PAGER=str(pager),
    )
    assert code == 0
    assert "The harbour bridge reopens to traffic" in (tmp_path / "read").read_text()
    before, after = written.split("in the pager")
    assert before.rfind("\x1b[?1049l") > before.rfind("\x1b[?1049h")  # the pager had the screen
    assert after.rfind("\x1b[?1049l") > after.rfind("\x1b[?1049h")


@pytest.mark.slow
def test_a_crash_gives_the_terminal_back() -> None:
    crash = (
        "import chat_kit\ndef fail(*_): raise KeyError('a fault')\nchat_kit.SmallBackend.ask = fail"
    )
    program = PROGRAM.format(here=str(Path(__file__).parent), load=crash)
    code, written = run_in_terminal(program, [("2 articles", f"{BRIDGE_QUESTION}\r")])
    assert code == 1
    for on, off in (("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?25l", "\x1b[?25h"),
                    ("\x1b[?1000h", "\x1b[?1000l"), ("\x1b[?2004h", "\x1b[?2004l")):  # fmt: skip
        assert written.rfind(off) > written.rfind(on)
    assert "a fault" in written[written.rfind("\x1b[?1049l") :]
