"""The chat in a browser, and what `serve` refuses."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from browser_kit import CHROMIUM, SECONDS, Page, browser, free_port, running
from click.testing import CliRunner

from qa.cli import cli

TOKEN = "a-long-enough-token"
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
        (["--api", "--source", "Wire"], "leave out --source"),
        (["--api", "--host", "0.0.0.0"], "give --token new too"),
        (["--api", "--tpo", "3"], "No such option '--tpo'"),
        (["--tpo", "3"], "No such option '--tpo'"),
        (["what", "is"], "unexpected extra arguments"),
    ],
)
def test_what_would_be_unsafe_or_wrong_is_refused(options: list[str], line: str) -> None:
    refused = CliRunner().invoke(cli, ["serve", *options])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert line in refused.stderr


@pytest.mark.parametrize(
    ("library", "words", "extra"),
    [("textual_serve", "'serve'", "serve"), ("starlette", "'serve', '--api'", "api")],
)
def test_without_the_extra_the_command_says_how_to_get_it(
    library: str, words: str, extra: str
) -> None:
    program = (
        f"import sys; sys.modules[{library!r}] = None; sys.argv = ['pullquote', {words}];"
        "from qa.cli import main; main()"
    )
    refused = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert refused.returncode == 2
    assert f"`pip install 'pullquote[{extra}]'`" in refused.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("exported_model")
def test_a_program_asks_the_api_that_the_command_serves(tmp_path: Path) -> None:
    pytest.importorskip("starlette", reason="needs what pullquote[api] installs")
    (tmp_path / "bridge.txt").write_text(STORY)
    archive = str(tmp_path / "archive")
    CliRunner().invoke(cli, ["--archive", archive, "add", str(tmp_path / "bridge.txt")])
    question = json.dumps({"question": "who closed the harbour bridge?"}).encode()
    with free_port() as port, running(
        sys.executable, "-c", "from qa.cli import main; main()",
        "serve", "--api", "--port", str(port), "--token", TOKEN, "--archive", archive,
    ) as first_line:  # fmt: skip
        assert f"http://127.0.0.1:{port}/?token={TOKEN}".encode() in first_line
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
        request = Request(f"http://127.0.0.1:{port}/api/ask", question, headers)
        for _ in range(SECONDS * 10):
            try:
                reply = json.load(urlopen(request, timeout=SECONDS))
                break
            except URLError:  # it has said where it will be, and is not there yet
                time.sleep(0.1)
    assert "Ines Caldera" in reply["answer"]


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
        *browser(tmp_path / "browser")
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
        await page.press("Enter", "\r")
        await page.until_shown("Ines Caldera")
        assert {address.split("/")[2] for address in page.loaded} == {f"127.0.0.1:{port}"}
        await page.close()
