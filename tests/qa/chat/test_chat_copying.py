"""The quote with its citation on the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from chat_kit import BRIDGE, BRIDGE_QUESTION, WIDE, ask, chat, screen_text, until
from textual.pilot import Pilot

from qa.chat import ChatApp, clipboard


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the whole PATH: the tests put clipboard tools there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return folder


def tool(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


async def copy(pilot: Pilot[None], app: ChatApp) -> None:
    """Copy the quote of the first evidence, and wait for the note that the user sees of it."""
    await ask(pilot, BRIDGE_QUESTION)
    await pilot.press("ctrl+y")
    await until(pilot, lambda: "quote with its citation" in " ".join(screen_text(app).split()))


async def test_the_quote_is_copied_with_its_citation_by_terminal_and_tool(tools: Path) -> None:
    tool(tools, "xclip", f"/bin/cat > {tools}/taken")
    app = chat()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await copy(pilot, app)
        assert "using xclip." in screen_text(app)
        start = BRIDGE.text.index("The harbour bridge reopens")
        end = BRIDGE.text.index(" Buses")
        expected = (
            f"“{BRIDGE.text[start:end]}”\n"
            '— The Northshore Herald, "Harbour bridge to open again in March", 4 Feb 2016, '
            f"https://herald.example/bridge, characters {start}–{end}"
        )
        assert app.clipboard == expected
        assert (tools / "taken").read_text() == expected


async def test_without_a_tool_the_user_is_told_that_the_terminal_may_have_ignored_it(
    tools: Path,
) -> None:
    app = chat()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await copy(pilot, app)
        assert "paste to check." in screen_text(app)
        assert app.clipboard.startswith("“The harbour bridge reopens")


async def test_a_tool_that_fails_or_hangs_is_passed_over(
    tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "SECONDS_TO_COPY", 0.2)
    tool(tools, "pbcopy", "exit 1")
    tool(tools, "xclip", "exec /bin/sleep 60")
    (tools / "xsel").write_text("not a program")
    (tools / "xsel").chmod(0o755)
    tool(tools, "clip.exe", f"/bin/cat > {tools}/taken")
    assert await clipboard.copy_with_tool("naïve") == "clip.exe"
    assert (tools / "taken").read_bytes() == "naïve".encode("utf-16-le")
