"""A plugin of pytest: whoever asks for the network in a test fails it."""

from __future__ import annotations

import socket
from typing import Any


def _refuse(self: socket.socket, address: Any, *_: Any) -> Any:
    # Processes of this machine may talk to each other through a file.
    if self.family == getattr(socket, "AF_UNIX", None):
        return _connect(self, address)
    raise AssertionError("the network was asked for")


_connect = socket.socket.connect
for name in ("connect", "connect_ex"):
    setattr(socket.socket, name, _refuse)
