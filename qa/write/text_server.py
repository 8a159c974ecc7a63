"""A server that writes texts: any that speaks the protocol of OpenAI's chat completions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from corpus.errors import InputError

_SECONDS = 120  # a small model on a slow machine
_MAX_REPLY_BYTES = 1_000_000
_MAX_TOKENS = 300  # some sentences


class TextModel(Protocol):
    """What writes: a server, or a few lines in a test."""

    @property
    def name(self) -> str:
        """What people are told that wrote."""

    def complete(self, instruction: str, material: str) -> str:
        """A text; InputError where there is none to be had."""


@dataclass(frozen=True, slots=True)
class TextServer:
    """A server at an address such as http://127.0.0.1:8080/v1, and one of its models.

    It is asked once for each answer, at that address and no other: neither proxies nor redirects
    are followed. `key` is sent with the request, if there is one.
    """

    address: str
    model: str = ""
    key: str = ""

    @property
    def name(self) -> str:
        """The model and the host."""
        host = _parse(self.address).netloc.rpartition("@")[2]
        return f"{self.model} at {host}" if self.model else host

    def complete(self, instruction: str, material: str) -> str:
        """Have a text written; InputError in one line where the server does not write one."""
        body = {
            "model": self.model or "default",
            "messages": [
                {"role": "system", "content": instruction},
                {"role": "user", "content": material},
            ],
            "temperature": 0,
            "max_tokens": _MAX_TOKENS,
            "stream": False,
        }
        status, reply = self._post(json.dumps(body).encode())
        if status != 200:
            raise InputError(f"{self.address} does not write: it answers with status {status}")
        return self._text_of(reply)

    def _post(self, body: bytes) -> tuple[int, bytes]:
        address = _parse(self.address)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        connection_type = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = connection_type(address.hostname or "", address.port, timeout=_SECONDS)
        try:
            path = f"{address.path.rstrip('/')}/chat/completions"
            connection.request("POST", path, body, headers)
            reply = connection.getresponse()
            return reply.status, reply.read(_MAX_REPLY_BYTES + 1)
        except (OSError, HTTPException) as error:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise InputError(f"cannot have it written at {self.address}: {reason}") from error
        finally:
            connection.close()

    def _text_of(self, reply: bytes) -> str:
        if len(reply) > _MAX_REPLY_BYTES:
            raise InputError(f"{self.address} answers with more than {_MAX_REPLY_BYTES:,} bytes")
        try:
            text = json.loads(reply)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            text = None
        if not isinstance(text, str):
            raise InputError(f"{self.address} does not answer as a server of chat completions does")
        return text


def check_address(address: str) -> None:
    """InputError where it is no address of a server."""
    _parse(address)


def _parse(address: str) -> SplitResult:
    """The parts of an address; InputError where it is none of the web."""
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port  # a ValueError where it is none
    except ValueError:
        is_address = False
    if not is_address or parts.query or parts.fragment:
        raise InputError(
            f"{address!r} is no address of a server: give one such as http://127.0.0.1:8080/v1"
        )
    return parts
