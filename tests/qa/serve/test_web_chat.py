"""Who may see the chat that is served to browsers."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("textual_serve", reason="needs what pullquote[serve] installs")

from aiohttp import ClientSession, CookieJar, WSServerHandshakeError
from aiohttp.test_utils import TestServer

from qa.serve.web_chat import COOKIE, WebChat

TOKEN = "a-long-enough-token"


async def serving(token: str = "", public_url: str = "") -> TestServer:
    chat = WebChat("exit 0", host="127.0.0.1", port=0, token=token, public_url=public_url)
    server = TestServer(await chat._make_app())
    await server.start_server()
    return server


def browser() -> ClientSession:
    return ClientSession(cookie_jar=CookieJar(unsafe=True))  # keeps cookies of bare addresses too


async def test_this_machine_gets_the_page_with_addresses_of_the_host_it_asked() -> None:
    async with await serving() as server, browser() as client:
        page = await client.get(server.make_url("/"))
        text = await page.text()
        assert page.status == 200
        assert f"ws://127.0.0.1:{server.port}/ws" in text
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert f'href="http://127.0.0.1:{server.port}/static/css/xterm.css"' in text
        assert not re.findall(r"(?:src|href)=.https?://(?!127)[^/]*", text)
        local = await client.get(f"http://localhost:{server.port}/")
        assert f"ws://localhost:{server.port}/ws" in await local.text()


async def test_the_page_names_the_address_that_browsers_see() -> None:
    async with await serving(TOKEN, "https://news.example") as server, browser() as client:
        page = await client.get(server.make_url(f"/?token={TOKEN}"))
        assert "wss://news.example/ws" in await page.text()


@pytest.mark.parametrize("path", ["/", "/ws", "/static/js/textual.js", "/download/x"])
async def test_another_host_name_for_this_machine_is_refused(path: str) -> None:
    async with await serving() as server, browser() as client:
        answer = await client.get(server.make_url(path), headers={"Host": "evil.example"})
        assert answer.status == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:1"])
async def test_a_page_of_another_site_cannot_open_the_connection(origin: str) -> None:
    async with await serving() as server, browser() as client:
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(server.make_url("/ws"), origin=origin)
        assert refused.value.status == 403


async def test_our_own_page_opens_the_connection() -> None:
    async with await serving() as server, browser() as client:
        own = str(server.make_url("/")).rstrip("/")
        async with client.ws_connect(server.make_url("/ws"), origin=own) as connection:
            await connection.send_json(["ping", 7])
            assert await connection.receive_json(timeout=20) == ["pong", 7]


@pytest.mark.parametrize("path", ["/", "/?token=wrong-token-here", "/ws", "/static/js/textual.js"])
async def test_without_the_token_nothing_is_shown(path: str) -> None:
    async with await serving(TOKEN) as server, browser() as client:
        answer = await client.get(server.make_url(path))
        assert answer.status == 401
        assert COOKIE not in answer.cookies


async def test_the_token_is_brought_once_and_does_not_stay_in_the_address() -> None:
    async with await serving(TOKEN) as server, browser() as client:
        page = await client.get(server.make_url(f"/?token={TOKEN}"))
        assert (page.status, page.url.query_string) == (200, "")
        cookie = page.history[0].cookies[COOKIE]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
        assert (await client.get(server.make_url("/static/js/textual.js"))).status == 200
        with pytest.raises(WSServerHandshakeError):
            await client.ws_connect(server.make_url("/ws"), origin="http://evil.example")


async def test_with_a_token_any_name_of_the_machine_will_do() -> None:
    async with await serving(TOKEN) as server, browser() as client:
        named = {"Host": "newsroom.example:8000"}
        page = await client.get(server.make_url(f"/?token={TOKEN}"), headers=named)
        assert page.status == 200
