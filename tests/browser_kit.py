"""A real browser, driven over its debugging protocol, and programs that run beside a test."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
SECONDS = 60


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


_KEYS = {"Tab": 9, "Enter": 13, "Escape": 27}


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

    async def call(self, method: str, **params: object) -> dict[str, Any]:
        """What the browser says to a command."""
        number = next(self._numbers)
        await self._connection.send_str(
            json.dumps({"id": number, "method": method, "params": params})
        )
        async with asyncio.timeout(SECONDS):
            while (reply := await self._receive()).get("id") != number:
                pass
        assert "error" not in reply, reply
        result: dict[str, Any] = reply["result"]
        return result

    async def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, as JSON has it."""
        found = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until a JavaScript expression is true."""
        async with asyncio.timeout(SECONDS):
            while not await self.evaluate(expression):
                await asyncio.sleep(0.05)

    async def press(self, key: str, text: str = "") -> None:
        """Press a key, and let it go."""
        for kind in ("keyDown", "keyUp"):
            await self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, text=text,
                windowsVirtualKeyCode=_KEYS[key],
            )  # fmt: skip

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


def browser(folder: Path) -> list[str]:
    """The command of a browser that keeps its files in a folder, and listens for commands."""
    return [
        str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank",
    ]  # fmt: skip
