"""The page on the HTTP API, in a real browser: by keyboard, light and dark, with hostile texts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs what pullquote[api] installs")
pytest.importorskip("aiohttp", reason="drives the browser")

from api_kit import serving
from browser_kit import CHROMIUM, Page, browser, running
from conftest import ARTICLES, WordEncoder, WordReader, an_article

from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.open_archive import OpenArchive
from qa.search.retriever import Retriever
from qa.serve.http_api import ArchiveApi

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="needs a Chromium"),
    pytest.mark.skipif(sys.platform == "win32", reason="ends the browser by a signal"),
]

EVIL = "<img src=x onerror=document.title='acted'><script>document.title='acted'</script>"
QUOTE = f"👩‍👩‍👧 Archivist Odd Lunde said {EVIL} that 99 boxes were lost."
LOST = an_article("lost", f"Boxes {EVIL}", f"A fire.\n\n{QUOTE}\n\nMore.", "2022-01-02", EVIL)
# The darkest and the lightest of two colours, and how far apart: WCAG's contrast.
CONTRAST = """(() => {
  const light = (rgb) => rgb.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const paper = light(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll("body, .quiet, #status, mark, #notes")].map((each) => {
    const style = getComputedStyle(each);
    const under = each.matches("mark") ? light(style.backgroundColor) : paper;
    const [low, high] = [light(style.color), under].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  });
})()"""


@pytest.fixture
def address(archive: SqliteStore, encoder: WordEncoder) -> Iterator[str]:
    embed_and_put([LOST], archive, encoder)
    opened = OpenArchive(archive, Retriever(archive, encoder), WordReader())
    with serving(ArchiveApi(opened).make_app()) as address:
        yield address


async def test_a_reader_asks_reads_and_goes_back_by_keyboard(address: str, tmp_path: Path) -> None:
    with running(*browser(tmp_path / "browser")):
        page = await Page.open(tmp_path / "browser")
        await page.call("Page.navigate", url=f"{address}/")
        await page.until("document.activeElement?.id === 'question'")
        await page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        await page.call("Input.insertText", text="who said that 99 boxes were lost, Odd Lunde?")
        await page.press("Enter", "\r")
        await page.until("document.getElementById('status').textContent === 'Answered.'")
        assert await page.evaluate("document.getElementById('reply').textContent") == QUOTE
        assert await page.evaluate("document.activeElement.id") == "answer"
        assert await page.evaluate("document.querySelector('#rows mark').textContent") == QUOTE
        assert EVIL in await page.evaluate("document.querySelector('#rows .quiet').textContent")
        await page.press("Tab")
        named = "document.activeElement.getAttribute('aria-label')"
        assert await page.evaluate(named) == f"Read the article: {LOST.title}"
        await page.press("Enter", "\r")
        await page.until("document.getElementById('article').open")
        assert await page.evaluate("document.activeElement.id") == "article-heading"
        text = "document.getElementById('article-text')"
        assert await page.evaluate(f"{text}.textContent") == LOST.text
        assert await page.evaluate(f"{text}.querySelector('mark').textContent") == QUOTE
        for scheme in ("light", "dark"):
            feature = {"name": "prefers-color-scheme", "value": scheme}
            await page.call("Emulation.setEmulatedMedia", features=[feature])
            assert min(await page.evaluate(CONTRAST)) >= 4.5  # WCAG AA
        await page.press("Escape")
        await page.until("!document.getElementById('article').open")
        assert await page.evaluate(named) == f"Read the article: {LOST.title}"
        assert await page.evaluate("document.title") == "Pullquote"
        assert await page.evaluate("document.images.length") == 0
        assert {each.split("/")[2] for each in page.loaded} == {address.split("/")[2]}
        await page.close()


async def test_a_refusal_and_a_mistake_are_told_to_screen_readers(
    address: str, tmp_path: Path
) -> None:
    with running(*browser(tmp_path / "browser")):
        page = await Page.open(tmp_path / "browser")
        await page.call("Page.navigate", url=f"{address}/")
        await page.until("document.activeElement?.id === 'question'")
        await page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        await page.call("Input.insertText", text="which minister resigned over the tunnel budget?")
        await page.press("Enter", "\r")
        status = "document.getElementById('status').textContent"
        await page.until(f"{status} === 'No answer.'")
        said = await page.evaluate("document.getElementById('answer').innerText")
        assert "The archive does not say." in said
        assert f"Searched {len(ARTICLES) + 1} articles." in said
        tree = (await page.call("Accessibility.getFullAXTree"))["nodes"]
        named = {
            (node["role"]["value"], node["name"]["value"])
            for node in tree if "name" in node and not node["ignored"]
        }  # fmt: skip
        assert {
            ("textbox", "Ask the archive"),
            ("button", "Ask"),
            ("heading", "Pullquote"),
        } <= named
        assert "status" in {node["role"]["value"] for node in tree}
        await page.evaluate("document.getElementById('question').value = '???'")
        await page.evaluate("document.getElementById('ask').requestSubmit()")
        await page.until(f"{status}.startsWith('the question is empty')")
        await page.close()
