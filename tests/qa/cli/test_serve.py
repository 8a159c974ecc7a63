"""The chat in a browser, and what `serve` refuses."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner

from qa.cli import cli

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
SECONDS = 60
STORY = "The bridge\n\nMarch 1, 2021\n\nChief engineer Ines Caldera closed the harbour bridge.\n"


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--host", "0.0.0.0"], "0.0.0.0 can be reached from elsewhere"),
        (["--host", "newsroom.example"], "give --token new too"),
        (["--token", "short"], "the token is too short: at least 12 characters"),
        (["--after", "soon"], "'soon' is not a date"),
        (["--as-of", "2016"], "'2016' is not a single day"),
        (["--plain"], "leave out --plain"),
        (["--tpo", "3"], "No such option '--tpo'"),
        (["what", "is"], "unexpected extra arguments"),
    ],
)
def test_what_would_be_unsafe_or_wrong_is_refused(options: list[str], line: str) -> None:
    refused = CliRunner().invoke(cli, ["serve", *options])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert line in refused.stderr


def test_without_the_extra_the_command_says_how_to_get_it() -> None:
    program = (
        "import sys; sys.modules['textual_serve'] = None; sys.argv = ['pullquote', 'serve'];"
        "from qa.cli import main; main()"
    )
    refused = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert refused.returncode == 2
    assert "`pip install 'pullquote[serve]'`" in refused.stderr


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.usefixtures("exported_model")
async def test_a_browser_asks_and_is_shown_the_answer(tmp_path: Path) -> None:
    pytest.importorskip("textual_serve", reason="needs what pullquote[serve] installs")
    (tmp_path / "bridge.txt").write_text(STORY)
    archive = str(tmp_path / "archive")
    CliRunner().invoke(cli, ["--archive", archive, "add", str(tmp_path / "bridge.txt")])
    with free_port() as port, running(
        sys.executable, "-c", "from qa.cli import main; main()", "--archive", archive,
        "serve", "--port", str(port), "--top", "1",
    ) as first_line, running(
        str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--remote-debugging-port=0", f"--user-data-dir={tmp_path / 'browser'}", "about:blank",
    ):  # fmt: skip
        assert b"Pullquote is at http://127.0.0.1:" in first_line
        page = await Page.open(tmp_path / "browser")
        await page.call("Page.navigate", url=f"http://127.0.0.1:{port}/")
        await page.until_shown("1 article")
        await page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        await page.call(
            "Runtime.evaluate", expression="document.querySelector('.xterm textarea').focus()"
        )
        await page.call("Input.insertText", text="who closed the harbour bridge?")
        for kind in ("keyDown", "keyUp"):
            await page.call(
                "Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", text="\r",
                windowsVirtualKeyCode=13,
            )  # fmt: skip
        await page.until_shown("Ines Caldera")
        assert {address.split("/")[2] for address in page.loaded} == {f"127.0.0.1:{port}"}
        await page.close()


@contextmanager
def free_port() -> Iterator[int]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    yield port


@contextmanager
def running(*command: str) -> Iterator[bytes]:
    """A program whose first line on standard error can be read; it ends with the block."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as program:
        assert program.stderr
        line = program.stderr.readline()
        # What it says later is read, too: a program whose pipe is full waits.
        Thread(target=program.stderr.read, daemon=True).start()
        try:
            yield line
        finally:
            program.terminate()
            program.wait(SECONDS)


class Page:
    """A browser's page, driven by its debugging protocol; what its chat was sent is kept."""

    def __init__(self, connection: Any, session: Any) -> None:
        self._connection, self._session = connection, session
        self._numbers = itertools.count(1)
        self.sent = b""
        self.loaded: list[str] = []

    @classmethod
    async def open(cls, folder: Path) -> Page:
        """The first page of the browser that keeps its files in a folder."""
        from aiohttp import ClientSession

        async with asyncio.timeout(SECONDS):
            while not (folder / "DevToolsActivePort").is_file():
                await asyncio.sleep(0.1)
            port = (folder / "DevToolsActivePort").read_text().splitlines()[0]
            session = ClientSession()
            pages = await (await session.get(f"http://127.0.0.1:{port}/json/list")).json()
            address = next(page for page in pages if page["type"] == "page")
            connection = await session.ws_connect(address["webSocketDebuggerUrl"], max_msg_size=0)
        page = cls(connection, session)
        await page.call("Network.enable")
        return page

    async def call(self, method: str, **params: object) -> None:
        number = next(self._numbers)
        await self._connection.send_str(
            json.dumps({"id": number, "method": method, "params": params})
        )
        async with asyncio.timeout(SECONDS):
            while (await self._receive()).get("id") != number:
                pass

    async def until_shown(self, words: str) -> None:
        async with asyncio.timeout(SECONDS):
            while words.encode() not in self.sent:
                await self._receive()

    async def _receive(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads((await self._connection.receive()).data)
        if message.get("method") == "Network.webSocketFrameReceived":
            frame = message["params"]["response"]
            self.sent += base64.b64decode(frame["payloadData"]) if frame["opcode"] == 2 else b""
        if message.get("method") == "Network.requestWillBeSent":
            self.loaded.append(message["params"]["request"]["url"])
        return message

    async def close(self) -> None:
        await self._connection.close()
        await self._session.close()
