"""Checks of the installation, the model and the archive, each with how to fix it."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.errors import PullquoteError
from corpus.store.open_store import open_store
from corpus.store.sqlite import FILE_NAME
from embeddings.models.packaged import DEFAULT_MODEL, digest_of, folder_of

_LIBRARIES = (
    "sentence-transformers", "torch", "onnx", "onnxruntime", "tokenizers", "faiss-cpu", "tantivy",
    "textual", "trafilatura",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and how to fix it if it did not pass."""

    name: str
    passed: bool
    finding: str


def run_checks(folder: Path) -> Iterator[Check]:
    """Look at everything that an answer depends on; the archive in `folder` is only read."""
    yield Check("Python", True, platform.python_version())
    for library in _LIBRARIES:
        yield _check(library, partial(importlib.metadata.version, library))
    yield _check("model", _packaged_model)
    if not (folder / FILE_NAME).is_file():
        yield Check(
            "archive", True, f"none in {folder} yet: create one with `pullquote add FOLDER`"
        )
        return
    yield _check("archive", lambda: _archive(folder))


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except importlib.metadata.PackageNotFoundError:
        return Check(name, False, "not installed: `pip install --upgrade pullquote`")
    except PullquoteError as error:
        return Check(name, False, str(error))


def _packaged_model() -> str:
    digest_of(DEFAULT_MODEL, folder_of(DEFAULT_MODEL))
    return f"{DEFAULT_MODEL}, digest verified"


def _archive(folder: Path) -> str:
    archive = open_store(folder)
    archive.check()
    articles, passages = archive.stats().articles, archive.size().passages
    return f"{folder}: {articles:,} articles, {passages:,} passages, intact"
