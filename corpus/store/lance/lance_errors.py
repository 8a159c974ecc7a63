"""What goes wrong with a place where tables are, in one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import ArchiveError, DiskFullError

_FULL = "there is no room left"
_CONFLICT = "too many processes write at once: run the command again"
# What the libraries below say, and what to tell of it; the first that fits counts.
_KNOWN = (
    (r"No space left|StorageFull", _FULL),
    (r"Failed to get \w+ credentials|CredentialsNotLoaded|MissingCredentials|169\.254",
     "no keys were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or what docs/scale.md "
     "names for other stores"),
    (r"InvalidAccessKeyId|SignatureDoesNotMatch|Forbidden|AccessDenied|Unauthorized",
     "access is refused: are the keys in the environment those of this place?"),
    (r"NoSuchBucket|bucket.{0,40}not (?:exist|found)", "there is no such bucket"),
    # Before what cannot be reached: it speaks of a time that ran out, too.
    (r"conflict|Too many concurrent", _CONFLICT),
    (r"Connection refused|error sending request|dns error|ConnectError|timed? ?out",
     "it cannot be reached: is it running, and is AWS_ENDPOINT_URL right? Nothing that was "
     "finished is lost; try again"),
    (r"Permission denied", "it cannot be written to"),
)  # fmt: skip
_LONGEST = 200


class ConflictError(ArchiveError):
    """Others wrote at the same moment, again and again."""


_KINDS: dict[str, type[ArchiveError]] = {_FULL: DiskFullError, _CONFLICT: ConflictError}


def in_words(error: Exception, place: str) -> ArchiveError:
    """The error as one line that names the place and no secret."""
    text = str(error)
    for pattern, words in _KNOWN:
        if re.search(pattern, text, re.IGNORECASE):
            kind = _KINDS.get(words, ArchiveError)
            return kind(f"{place}: {words}")
    first = " ".join(text.split())[:_LONGEST]
    return ArchiveError(f"{place}: {first}")


@contextmanager
def errors_in_words(address: str) -> Iterator[None]:
    """Lance's errors become one line of ours, which names the address."""
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        raise in_words(error, address) from error
