"""The HTTP API, asked over loopback as other programs ask it."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

pytest.importorskip("starlette", reason="needs what pullquote[api] installs")
pytest.importorskip("uvicorn", reason="needs what pullquote[api] installs")

from api_kit import serving
from conftest import ARTICLES, WordEncoder, WordReader
from jsonschema import Draft202012Validator

from corpus.store.sqlite import SqliteStore
from qa.open_archive import OpenArchive
from qa.search.retriever import Retriever
from qa.serve.archive_queue import Limits
from qa.serve.http_api import ArchiveApi
from qa.serve.openapi import describe_api

ENGINEER = "who said 14 cables must be replaced, the engineer Ines Caldera?"
QUOTE = "Chief engineer Ines Caldera said 14 cables must be replaced."
TOKEN = "a-long-enough-token"


class Got(NamedTuple):
    """A reply: its status, headers and body."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def record(self) -> Any:
        return json.loads(self.body)


def send(
    address: str, path: str, body: bytes | None = None, method: str = "", **headers: str
) -> Got:
    """Send one request; header names with `_` for `-`."""
    to = urlsplit(address)
    connection = http.client.HTTPConnection(to.hostname or "", to.port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        named.setdefault("Content-Type", "application/json")
    try:
        connection.request(method or ("GET" if body is None else "POST"), path, body, named)
        reply = connection.getresponse()
        lowered = {name.lower(): value for name, value in reply.getheaders()}
        return Got(reply.status, lowered, reply.read().decode())
    finally:
        connection.close()


def post(address: str, name: str, fields: object, **headers: str) -> Got:
    return send(address, f"/api/{name}", json.dumps(fields).encode(), **headers)


@pytest.fixture
def opened(archive: SqliteStore, encoder: WordEncoder) -> OpenArchive:
    return OpenArchive(archive, Retriever(archive, encoder), WordReader())


@pytest.fixture
def address(opened: OpenArchive) -> Iterator[str]:
    with serving(ArchiveApi(opened).make_app()) as address:
        yield address


def test_a_question_is_answered_as_ask_json_answers(address: str) -> None:
    got = post(address, "ask", {"question": ENGINEER, "top": 2})
    assert (got.status, got.headers["content-type"]) == (200, "application/json")
    assert (got.record["status"], got.record["answer"]) == ("answered", QUOTE)
    best = got.record["evidence"][0]
    assert ARTICLES[0].text[best["answer_start"] : best["answer_end"]] == QUOTE
    silent = post(address, "ask", {"question": "which minister resigned over the tunnel budget?"})
    assert (silent.status, silent.record["status"]) == (200, "not_found")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("ask", {"question": ENGINEER}),
        ("ask", {"question": "who?", "on": "2021", "sources": ["tallis"], "as_of": "2021-03-09"}),
        ("search", {"query": "bridge", "limit": 1}),
        ("list", {}),
        ("list", {"offset": 3.0}),
        ("show", {"id": "bridge", "start": 4, "end": 11}),
        ("verify", {"quote": QUOTE, "by": "Ines Caldera"}),
    ],
)
def test_every_reply_is_as_its_schema_says(
    address: str, name: str, fields: dict[str, object]
) -> None:
    got = post(address, name, fields)
    assert got.status == 200
    api = send(address, "/openapi.json").record
    assert api == describe_api()
    content = api["paths"][f"/api/{name}"]["post"]["responses"]["200"]["content"]
    schema = content["application/json"]["schema"] | {"components": api["components"]}
    Draft202012Validator(schema).validate(got.record)


def test_what_was_found_comes_before_the_answer(address: str) -> None:
    got = post(address, "ask", {"question": ENGINEER}, Accept="text/event-stream")
    assert got.headers["content-type"].startswith("text/event-stream")
    events = [event.split("\n") for event in got.body.removesuffix("\n\n").split("\n\n")]
    assert [name for name, _ in events] == ["event: found", "event: answered"]
    found, answered = (json.loads(data.removeprefix("data: ")) for _, data in events)
    assert found["evidence"][0]["article_id"] == "bridge"
    assert found["evidence"][0]["answer_start"] is None
    assert answered["answer"] == QUOTE
    failed = post(address, "ask", {"question": "???"}, Accept="text/event-stream")
    assert failed.body.startswith('event: error\ndata: {"error": "the question is empty')


@pytest.mark.parametrize(
    ("body", "status", "line"),
    [
        (b"", 400, "not JSON"),
        (b"{", 400, "not JSON"),
        (b'{"question": NaN}', 400, "not JSON"),
        (b"[" * 100_000, 400, "not JSON"),
        (b"\xff", 400, "not JSON"),
        (b"[]", 422, "an object with fields"),
        (b"{}", 422, "'question' is missing"),
        (b'{"question": "?"}', 422, "is empty"),
        (b'{"question": "\\ud800 who"}', 422, "not valid UTF-8"),
        (b'{"question": "who?", "top": 1.5}', 422, "a whole number"),
        (b'{"question": "who?", "top": 1e400}', 422, "a whole number"),
        (b'{"question": "who?", "after": "2016-13"}', 422, "is not a date"),
        (b'{"question": "who?", "after": "2017", "before": "2016"}', 422, "no day is both"),
        (b'{"question": "' + b"x" * 300_000 + b'"}', 413, "larger than 256,000 bytes"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    address: str, body: bytes, status: int, line: str
) -> None:
    got = send(address, "/api/ask", body)
    assert got.status == status
    assert line in got.record["error"]
    assert "\n" not in got.record["error"]


def test_other_paths_methods_and_kinds_are_refused(address: str) -> None:
    assert send(address, "/api/nothing", b"{}").status == 404
    assert send(address, "/api/ask").status == 405
    assert send(address, "/api/ask", b"{}", Content_Type="text/plain").status == 415
    assert send(address, "/../../etc/passwd").status == 404
    assert all("error" in send(address, path).record for path in ("/x", "/api/ask"))


@pytest.mark.parametrize("path", ["/", "/page.js", "/page.css", "/openapi.json"])
def test_every_reply_brings_a_strict_policy(address: str, path: str) -> None:
    got = send(address, path)
    assert got.status == 200
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "server" not in got.headers


def test_another_host_name_or_origin_is_refused(address: str) -> None:
    for headers in (
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Host": "["},
    ):
        got = post(address, "ask", {"question": ENGINEER}, **headers)
        assert got.status in (400, 403)
    own = post(address, "ask", {"question": ENGINEER}, Origin=address)
    assert own.status == 200


def test_a_token_is_brought_by_header_or_once_by_the_address(opened: OpenArchive) -> None:
    with serving(ArchiveApi(opened).make_app(TOKEN)) as address:
        for headers in ({}, {"Authorization": "Bearer x"}, {"Cookie": "pullquote_api=x"}):
            refused = post(address, "list", {}, **headers)
            assert (refused.status, refused.headers["www-authenticate"]) == (401, "Bearer")
        assert send(address, "/?token=x").status == 401
        assert send(address, f"/page.js?token={TOKEN}").status == 401
        named = {"Authorization": f"Bearer {TOKEN}", "Host": "newsroom.example"}
        assert post(address, "list", {}, **named).status == 200
        known = send(address, f"/?token={TOKEN}")
        assert (known.status, known.headers["location"]) == (303, "/")
        cookie = known.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert send(address, "/", Cookie=cookie.partition(";")[0]).status == 200


class SlowReader(WordReader):
    """Reads when it is let go on."""

    def __init__(self) -> None:
        self.may_read, self.is_reading = Event(), Event()

    def read(self, *args: Any) -> Any:
        self.is_reading.set()
        assert self.may_read.wait(30)
        return super().read(*args)


@pytest.fixture
def slow(archive: SqliteStore, encoder: WordEncoder) -> Iterator[SlowReader]:
    reader = SlowReader()
    yield reader
    reader.may_read.set()


def slow_api(archive: SqliteStore, reader: SlowReader, limits: Limits) -> ArchiveApi:
    return ArchiveApi(OpenArchive(archive, Retriever(archive, WordEncoder()), reader), limits)


def test_beyond_the_line_requests_are_sent_away_and_the_others_answered(
    archive: SqliteStore, slow: SlowReader
) -> None:
    api = slow_api(archive, slow, Limits(in_line=1))
    with serving(api.make_app()) as address, ThreadPoolExecutor(1) as clients:
        first = clients.submit(post, address, "ask", {"question": ENGINEER})
        assert slow.is_reading.wait(30)
        sent_away = post(address, "list", {})
        assert (sent_away.status, sent_away.headers["retry-after"]) == (503, "1")
        assert "too many requests" in sent_away.record["error"]
        stream = post(address, "ask", {"question": ENGINEER}, Accept="text/event-stream")
        assert "too many requests" in stream.body
        slow.may_read.set()
        assert first.result().record["answer"] == QUOTE
        assert post(address, "list", {}).status == 200


def test_what_takes_too_long_is_given_up_and_the_next_is_answered(
    archive: SqliteStore, slow: SlowReader
) -> None:
    with serving(slow_api(archive, slow, Limits(answer_seconds=1)).make_app()) as address:
        late = post(address, "ask", {"question": ENGINEER})
        assert (late.status, "took too long" in late.record["error"]) == (504, True)
        stream = post(address, "ask", {"question": ENGINEER}, Accept="text/event-stream")
        assert stream.body.startswith("event: error")
        slow.may_read.set()
        while (got := post(address, "ask", {"question": ENGINEER})).status == 504:
            pass
        assert got.record["answer"] == QUOTE


def test_a_body_that_does_not_come_is_not_waited_for(opened: OpenArchive) -> None:
    with serving(ArchiveApi(opened, Limits(body_seconds=0.3)).make_app()) as address:
        to = urlsplit(address)
        with socket.create_connection((to.hostname, to.port), timeout=30) as client:
            client.sendall(
                b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                b"Content-Length: 50\r\n\r\n{"
            )
            assert client.recv(1000).startswith(b"HTTP/1.1 408")


def test_an_error_that_nobody_foresaw_tells_nothing_of_the_machine(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    class Broken(WordReader):
        def read(self, *args: Any) -> Any:
            raise ZeroDivisionError("secret of the machine")

    api = ArchiveApi(OpenArchive(archive, Retriever(archive, encoder), Broken()))
    with serving(api.make_app()) as address:
        got = post(address, "ask", {"question": ENGINEER})
    assert (got.status, "nobody foresaw" in got.record["error"]) == (500, True)
    assert "secret" not in got.body


PAGE = Path(__file__).resolve().parents[3] / "qa" / "serve" / "api_page"


def test_the_page_makes_text_nodes_only_and_loads_nothing_from_elsewhere() -> None:
    script = (PAGE / "page.js").read_text(encoding="utf-8")
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval", "http"):
        assert word not in script
    assert "://" not in page
    assert "style=" not in page
    assert "onclick" not in page
