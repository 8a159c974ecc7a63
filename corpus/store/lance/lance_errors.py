"""What goes wrong with a place where tables are, in one line each."""

from __future__ import annotations

import re

from corpus.errors import ArchiveError, DiskFullError

# What the libraries below say, and what to tell of it; the first that fits counts.
_KNOWN = (
    (r"No space left|StorageFull", "there is no room left"),
    (r"InvalidAccessKeyId|SignatureDoesNotMatch|Forbidden|AccessDenied|403|Unauthorized|401",
     "access is refused: are the keys in the environment those of this place?"),
    (r"Unable to load credentials|NoCredentials|no providers|MissingCredentials|169\.254",
     "no keys were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or what docs/scale.md "
     "names for other stores"),
    (r"NoSuchBucket|bucket.{0,40}not (?:exist|found)", "there is no such bucket"),
    (r"Connection refused|error sending request|dns error|ConnectError|timed? ?out",
     "it cannot be reached: is it running, and is AWS_ENDPOINT_URL right? Nothing that was "
     "finished is lost; try again"),
    (r"conflict|Too many concurrent", "too many processes write at once: run the command again"),
    (r"Permission denied", "it cannot be written to"),
)  # fmt: skip
_LONGEST = 200


def in_words(error: Exception, place: str) -> ArchiveError:
    """The error as one line that names the place and no secret."""
    text = str(error)
    for pattern, words in _KNOWN:
        if re.search(pattern, text, re.IGNORECASE):
            kind = DiskFullError if words == _KNOWN[0][1] else ArchiveError
            return kind(f"{place}: {words}")
    first = " ".join(text.split())[:_LONGEST]
    return ArchiveError(f"{place}: {first}")
