"""Addresses of archives that are Lance tables, and how their places are reached.

Keys and passwords come from the environment, as the clients of each object store read them; an
address that holds one is refused, and never repeated.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import InputError

SCHEMES = ("lance", "s3", "gs", "az")
LIBRARIES_MISSING = (
    "archives at lance://, s3://, gs:// and az:// addresses need more libraries: "
    "`pip install 'pullquote[s3]'`"
)
# Two letters at least, since "C:/news" is a folder; one slash, since a path keeps only one.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/+(.*)", re.DOTALL)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def scheme_of(address: str | Path) -> str:
    """What an address begins with, "s3" of "s3://bucket/news"; empty for a path."""
    found = _ADDRESS.match(str(address))
    return found[1].lower() if found else ""


def place_of(address: str | Path) -> str:
    """An address as it is shown to people and handed to Lance: "s3://bucket/news".

    InputError where it names no bucket, or holds what looks like a key.
    """
    found = _ADDRESS.match(str(address))
    if found is None:
        raise InputError(f"{address} is no address of an archive")
    scheme, rest = found[1].lower(), found[2].rstrip("/")
    if scheme == "lance":
        return f"lance:///{rest}"
    if "@" in rest or "?" in rest or "#" in rest:
        raise InputError(
            f"an address is {scheme}://BUCKET/FOLDER and no more: keys come from the environment, "
            "as docs/scale.md says"
        )
    if not rest:
        raise InputError(f"{scheme}:// names no bucket: write {scheme}://BUCKET/FOLDER")
    return f"{scheme}://{rest}"


# SeaweedFS compresses each piece of 4 MB that begins like text, unless the request that brings it
# names a type that is none of text, and unpacks it whole for each vector that is read from it: a
# search took four times as long. A type named for the object alone does not reach the parts of a
# large one, so that each request names it.
_TYPE_OF_OBJECTS = "application/x-lance"


def storage_options(place: str) -> dict[str, str]:
    """How the place is reached, beside what the environment says."""
    options = {"client_max_retries": "6", "client_retry_timeout": "40", "connect_timeout": "5s"}
    endpoint = urlsplit(os.environ.get("AWS_ENDPOINT_URL", ""))
    if place.startswith("s3:") and endpoint.hostname:
        options["headers.content-type"] = _TYPE_OF_OBJECTS
    # Unencrypted only to this machine itself; AWS_ALLOW_HTTP allows it elsewhere.
    if place.startswith("s3:") and endpoint.scheme == "http" and endpoint.hostname in _LOOPBACK:
        options["allow_http"] = "true"
    return options


def folder_or_url(place: str) -> str:
    """What Lance opens: a folder for lance:// addresses."""
    return place.removeprefix("lance://")
