"""The HTTP API of one archive, and the small page on it: as Starlette and uvicorn serve it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from corpus.errors import ArchiveError, InputError, PullquoteError
from qa.answers import Evidence, OnFound
from qa.open_archive import OpenArchive
from qa.serve.archive_queue import ArchiveQueue, BusyError, Limits
from qa.serve.gate import Gate
from qa.serve.json_schema import check_fields, self_contained
from qa.serve.openapi import describe_api
from qa.serve.operations import ASK, OPERATIONS, Operation, Reply
from qa.show.safe_text import one_line
from qa.show.schema import evidence_record, to_json_line

_PAGE_FILES = {"/": "index.html", "/page.css": "page.css", "/page.js": "page.js"}
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
_MAX_CONNECTIONS, _IDLE_SECONDS, _GRACE_SECONDS = 64, 15, 3
_SAID = {404: "there is nothing here: /openapi.json says what there is",
         405: "this is asked with another method: /openapi.json says which"}  # fmt: skip


class ArchiveApi:
    """Answers requests from one archive, which it does not close."""

    def __init__(self, archive: OpenArchive, limits: Limits | None = None) -> None:
        self._archive, self._limits = archive, limits or Limits()
        self._queue = ArchiveQueue(self._limits)

    def make_app(self, token: str = "", public_url: str = "") -> Starlette:
        """The application; its queue ends when the server does."""
        routes = [
            *(Route(path, _page_file(name)) for path, name in _PAGE_FILES.items()),
            Route("/openapi.json", _describe),
            *(
                Route(f"/api/{each.name}", partial(self._serve, each), methods=["POST"])
                for each in OPERATIONS
            ),
        ]

        @asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            yield
            self._queue.close()

        return Starlette(
            routes=routes,
            middleware=[Middleware(Gate, token=token, public_url=public_url)],
            exception_handlers={HTTPException: _http_error, Exception: _unforeseen},
            lifespan=lifespan,
        )

    async def _serve(self, operation: Operation, request: Request) -> Response:
        """The reply to one request, be it what went wrong with it."""
        try:
            fields = check_fields(await self._read(request), self_contained(operation.fields))
            if operation is ASK and "text/event-stream" in request.headers.get("accept", ""):
                return StreamingResponse(self._events(fields), media_type="text/event-stream")
            reply = await self._queue.run(lambda: operation.call(self._archive, fields, None))
        except (PullquoteError, BusyError, TimeoutError) as error:
            return _failure(error)
        return _json(reply.record)

    async def _read(self, request: Request) -> object:
        """The JSON of a request's body; HTTPException where it is none."""
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise HTTPException(415, "send application/json")
        try:
            body = await asyncio.wait_for(
                _read_body(request, self._limits.body_bytes), self._limits.body_seconds
            )
            return json.loads(body, parse_constant=_refuse_constant)
        except TimeoutError:
            raise HTTPException(408, "the body did not come in time") from None
        except ClientDisconnect:
            raise HTTPException(400, "the body did not come whole") from None
        except (ValueError, RecursionError):
            raise HTTPException(400, "the body is not JSON") from None

    async def _events(self, fields: Mapping[str, Any]) -> AsyncIterator[str]:
        """What was found, as soon as it is there, then the answer."""
        loop = asyncio.get_running_loop()
        events: asyncio.Queue[str] = asyncio.Queue()

        def on_found(rows: tuple[Evidence, ...]) -> None:
            records = [evidence_record(row, rank) for rank, row in enumerate(rows, start=1)]
            event = _event("found", {"evidence": records})
            loop.call_soon_threadsafe(events.put_nowait, event)

        asking = asyncio.create_task(self._ask(fields, on_found))
        try:
            while not asking.done() or not events.empty():
                waiting = asyncio.create_task(events.get())
                await asyncio.wait((waiting, asking), return_when=asyncio.FIRST_COMPLETED)
                if waiting.done():
                    yield waiting.result()
                else:
                    waiting.cancel()
            yield asking.result()
        finally:
            asking.cancel()

    async def _ask(self, fields: Mapping[str, Any], on_found: OnFound) -> str:
        call: Callable[[], Reply] = partial(ASK.call, self._archive, fields, on_found)
        try:
            return _event("answered", (await self._queue.run(call)).record)
        except (PullquoteError, BusyError, TimeoutError) as error:
            return _event("error", {"error": _explain(error)[1]})


def serve_api(
    archive: OpenArchive, *, host: str, port: int, token: str = "", public_url: str = ""
) -> None:
    """Serve an archive until the process is told to end."""
    app = ArchiveApi(archive).make_app(token, public_url)
    uvicorn.Server(server_config(app, host, port)).run()


def server_config(app: Starlette, host: str, port: int) -> uvicorn.Config:
    """How the server listens: it bears slow, many and idle connections, and keeps no record."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,  # questions are nobody's business
        server_header=False,
        limit_concurrency=_MAX_CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )


async def _read_body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, f"the body is larger than {most:,} bytes")
    return bytes(body)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


async def _describe(_: Request) -> Response:
    return _json(describe_api())


def _page_file(name: str) -> Callable[[Request], Response]:
    kind = _TYPES[name.rpartition(".")[2]]

    def serve(_: Request) -> Response:
        content = (files("qa.serve.api_page") / name).read_bytes()
        return Response(content, media_type=kind)

    return serve


def _event(name: str, record: Mapping[str, object]) -> str:
    return f"event: {name}\ndata: {to_json_line(record)}\n\n"


def _json(record: Mapping[str, object], status: int = 200) -> Response:
    return Response(to_json_line(record), status, media_type="application/json")


def _failure(error: Exception) -> Response:
    status, line = _explain(error)
    reply = _json({"error": line}, status)
    if status == 503:
        reply.headers["Retry-After"] = "1"
    return reply


def _explain(error: Exception) -> tuple[int, str]:
    """The status of what went wrong, and one line about it."""
    if isinstance(error, BusyError):
        return 503, "too many requests wait: try again after a moment"
    if isinstance(error, TimeoutError):
        return 504, "it took too long: try again, or ask for less"
    if isinstance(error, InputError):
        return 422, one_line(str(error))
    return 500, one_line(str(error)) if isinstance(error, ArchiveError) else "it cannot be answered"


def _http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    line = _SAID.get(error.status_code, error.detail)
    reply = _json({"error": line}, error.status_code)
    reply.headers.update(error.headers or {})
    return reply


def _unforeseen(_: Request, __: Exception) -> Response:
    """Nothing of the error leaves the machine; uvicorn tells of it on standard error."""
    return _json({"error": "something that nobody foresaw went wrong"}, 500)
