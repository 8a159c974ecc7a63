"""Checksums by which an article and its passages are known to be what was put there.

An article's digest covers all that a reader sees of it. Two seals cover the rest: who and where it
is, and its passages with their vectors. CRC-32: against accidents, not against forgers.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

PassageRow = tuple[int, int, bytes]  # start, end and vector
NO_VECTOR = b""  # of a passage that waits for it


def identity_seal(id: str, origin: str, digest: str) -> int:
    """Over an article's id and origin, and over the digest that its content really has."""
    return zlib.crc32(repr((id, origin, digest)).encode("utf-8", "surrogatepass"))


def passages_seal(rows: Iterable[PassageRow]) -> int:
    """Over where each passage stands, and over each number of its vector."""
    seal = 0
    for start, end, vector in rows:
        seal = zlib.crc32(vector, zlib.crc32(struct.pack("<qq", start, end), seal))
    return seal
