"""A web server for the chat, for this machine alone or behind a token.

Each page that is opened runs a chat of its own, as a process, which ends with the page.
"""

from __future__ import annotations

import copy
import hmac
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
COOKIE = "pullquote"
# Whatever the page of textual-serve names, nothing is loaded from elsewhere: it wants a font.
_FROM_HERE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self' ws: wss:"
)
_LINK = re.compile(r"<link[^>]*https?://[^>]*>")
_SECONDS_REMEMBERED = 30 * 24 * 60 * 60

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebChat(Server):
    """Serves what `command` paints, to those who may see it.

    A page of another site can make a browser connect to this machine: so only requests for our own
    address are answered, and only our own page may open the connection that types and shows.
    With a token, a browser must bring it once, as in http://host:port/?token=…; without one, the
    server is for this machine.
    """

    def __init__(
        self, command: str, *, host: str, port: int, token: str = "", public_url: str = ""
    ) -> None:
        """`public_url` is the address that browsers see, where another server stands before it."""
        self.token, self.is_behind_another = token, bool(public_url)
        super().__init__(
            command, host=host, port=port, title="Pullquote", public_url=public_url or None
        )

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(self._guard)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: whoever starts it has said where it is."""

    async def handle_index(self, request: web.Request) -> Any:
        """The page; what it loads comes from the address that it was asked for at."""
        server = copy.copy(self)
        if not self.is_behind_another:
            server.public_url = f"{request.scheme}://{request.host}"
        page: Any = await Server.handle_index(server, request)
        own = f'"{server.public_url}/'
        page.text = _LINK.sub(lambda link: link[0] if own in link[0] else "", page.text)
        page.headers["Content-Security-Policy"] = _FROM_HERE
        return page

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if problem := self._problem_with(request):
            raise web.HTTPForbidden(text=problem)
        if not self.token or self._is_token(request.cookies.get(COOKIE, "")):
            return await handler(request)
        if not self._is_token(request.query.get("token", "")):
            raise web.HTTPUnauthorized(text="Open this address with its token: …/?token=TOKEN\n")
        known = web.HTTPFound(request.path)  # so that the token does not stay in the address
        known.set_cookie(
            COOKIE, self.token, max_age=_SECONDS_REMEMBERED, httponly=True, samesite="Strict"
        )
        raise known

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.token.encode())

    def _problem_with(self, request: web.Request) -> str:
        """Why a request is not answered, "" where it may be."""
        if not self.token and urlsplit(f"//{request.host}").hostname not in LOCAL_HOSTS:
            return "This chat is for the machine that it runs on.\n"
        origin = request.headers.get("Origin")
        own = {request.host, urlsplit(self.public_url).netloc}
        if origin is not None and urlsplit(origin).netloc not in own:
            return "Another site's page may not use this chat.\n"
        return ""
