"""Files that another machine keeps are brought here to be read: the one door to fsspec.

A bucket of S3 is read by pyarrow, which archives in buckets need as well, and with the same
environment. fsspec's own library for it, s3fs, needs an older python-dateutil than is pinned here.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import InputError

_S3 = "s3://"


def fetch(folder: str, name: str, into: Path) -> bool:
    """Copy the file of this name below a folder's URL into a path; whether it is there.

    InputError where nothing here reads such addresses, or it may not be read.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    try:
        files, base = _files_at(folder)
        files.get_file(f"{base.rstrip('/')}/{name}", str(into))
    except FileNotFoundError:
        return False
    except Exception as error:  # each kind of place has errors of its own
        raise InputError(f"{name} below {folder} cannot be read: {error}") from error
    return True


def _files_at(folder: str) -> tuple[Any, str]:
    """The files of a place, and the folder's path among them."""
    from fsspec.core import url_to_fs

    if folder.startswith(_S3):
        return _s3(), folder.removeprefix(_S3)
    files, base = url_to_fs(folder)
    return files, base


@cache
def _s3() -> Any:
    from fsspec.implementations.arrow import ArrowFSWrapper
    from pyarrow.fs import S3FileSystem

    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    # pyarrow takes the keys from the environment by itself, and nothing else.
    endpoint = os.environ.get("AWS_ENDPOINT_URL")
    return ArrowFSWrapper(S3FileSystem(region=region, endpoint_override=endpoint))
