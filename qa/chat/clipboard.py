"""The platform's own clipboard tool, for terminals that ignore OSC 52 without a word."""

from __future__ import annotations

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator
from pathlib import Path

from textual.app import App

SECONDS_TO_COPY = 2.0  # a tool that waits for a display that is gone never ends


async def copy_text(app: App[None], text: str, what: str, kept_in: Path | None = None) -> str:
    """Copy by the platform's tool and by OSC 52; one line that says which is known to work.

    Where no tool takes it, `kept_in` keeps the text as well, for terminals that ignore OSC 52.
    """
    app.copy_to_clipboard(text)
    if tool := await copy_with_tool(text):
        return f"Copied {what}, using {tool}."
    told = f"Sent {what} to the terminal (OSC 52)."
    if kept_in and _keep(text, kept_in):
        return f"{told} Some terminals ignore that: it is in {kept_in}, too."
    return f"{told} Some terminals ignore that: paste to check."


def _keep(text: str, file: Path) -> bool:
    """Write the text into a file that only its user can read; whether that worked."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(f"{text}\n", encoding="utf-8", errors="replace")
    except OSError:
        return False
    return True


async def copy_with_tool(text: str) -> str | None:
    """Copy with the first tool that takes the text; its name, or None when none did."""
    for command, encoding in _tools():
        if shutil.which(command[0]) and await _feed(command, text.encode(encoding, "replace")):
            return command[0]
    return None


def _tools() -> Iterator[tuple[list[str], str]]:
    yield ["pbcopy"], "utf-8"
    if "WAYLAND_DISPLAY" in os.environ:
        yield ["wl-copy"], "utf-8"
    if "DISPLAY" in os.environ:
        yield ["xclip", "-selection", "clipboard"], "utf-8"
        yield ["xsel", "--clipboard", "--input"], "utf-8"
    yield ["clip.exe"], "utf-16-le"


async def _feed(command: list[str], data: bytes) -> bool:
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL
        )
    except OSError:  # found, but not for this machine, as clip.exe without interop
        return False
    try:
        await asyncio.wait_for(process.communicate(data), SECONDS_TO_COPY)
    except TimeoutError:
        process.kill()
        await process.wait()
    return process.returncode == 0
