"""A plugin of pytest: whoever asks for the network in a test fails it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any


def _refusing(call: Callable[..., Any]) -> Callable[..., Any]:
    """The call for addresses of this machine alone: servers for it are tried there."""

    def connect(connecting: socket.socket, address: Any) -> Any:
        if not _is_here(connecting, address):
            raise AssertionError("the network was asked for")
        return call(connecting, address)

    return connect


def _is_here(connecting: socket.socket, address: Any) -> bool:
    """Whether it is a file, or an address of the loopback."""
    if connecting.family == getattr(socket, "AF_UNIX", None):
        return True
    host = str(address[0])
    return host == "localhost" or (not host[-1:].isalpha() and ip_address(host).is_loopback)


for name in ("connect", "connect_ex"):
    setattr(socket.socket, name, _refusing(getattr(socket.socket, name)))
