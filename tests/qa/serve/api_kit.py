"""What the tests of the HTTP API share: a real server on loopback, of a small archive."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.applications import Starlette

from qa.serve.http_api import server_config


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """Serve an application in a thread; its address."""
    server = uvicorn.Server(server_config(app, "127.0.0.1", 0))
    sockets = [server.config.bind_socket()]
    port = sockets[0].getsockname()[1]
    thread = Thread(target=lambda: asyncio.run(server.serve(sockets)), daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
