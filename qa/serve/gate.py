"""Who may use a server of this machine, and what its pages may do: around every reply."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
COOKIE = "pullquote_api"
_SECONDS_REMEMBERED = 30 * 24 * 60 * 60
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Gate:
    """Lets in requests to our own address, from our own pages or from programs.

    A page of another site can make a browser send requests to this machine, also under another
    name for it: so without a token only local names are answered, and no other origin ever is.
    With a token, each request must bring it, as `Authorization: Bearer TOKEN` or as the cookie
    that a browser gets for opening /?token=TOKEN once.
    """

    def __init__(self, app: ASGIApp, token: str = "", public_url: str = "") -> None:
        self._app, self._token = app, token
        self._public_host = urlsplit(public_url).netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refuse(scope)
        await (refusal or self._app)(scope, receive, send_guarded)

    def _refuse(self, scope: Scope) -> Response | None:
        """What a request gets that is not let in; None where it is."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._token and _host_name(host) not in LOCAL_HOSTS:
            return _error("this server is for the machine that it runs on", 403)
        origin = headers.get("origin")
        if origin is not None and _netloc(origin) not in {host, self._public_host} - {""}:
            return _error("another site's page may not use this server", 403)
        if not self._token or self._brings_token(headers):
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and scope["method"] == "GET" and self._is_token(given):
            return self._remember()
        refusal = _error("bring the token: Authorization: Bearer TOKEN, or open /?token=TOKEN", 401)
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal

    def _remember(self) -> Response:
        """Send a browser on to the page, so that the token does not stay in the address."""
        known = RedirectResponse("/", 303)
        known.set_cookie(
            COOKIE, self._token, max_age=_SECONDS_REMEMBERED, httponly=True, samesite="strict"
        )
        return known

    def _brings_token(self, headers: Headers) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._is_token(given.strip()):
            return True
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and self._is_token(cookie.value)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._token.encode())


def _error(line: str, status: int) -> JSONResponse:
    return JSONResponse({"error": line}, status)


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:  # brackets that are no address
        return None


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
