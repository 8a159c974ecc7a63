"""Wires an assistant: the only place that chooses its concrete archive, model and reader."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from corpus.errors import NoArticlesError
from corpus.store.open_store import open_store
from qa.answer_settings import AnswerSettings
from qa.archive_model import encoder_for
from qa.assistant import Assistant
from qa.folders import made_readers
from qa.reader.loading import load_reader
from qa.reader.size import ReaderSize
from qa.search.retriever import Retriever
from qa.search.weights import Search, Weights

AnyAssistant = TypeVar("AnyAssistant", bound=Assistant)


def assemble(
    address: str | Path,
    model: str | None = None,
    search: Search = "fused",
    threshold: float | None = None,
    reader: ReaderSize = "small",
    on_making: Callable[[], object] = lambda: None,
) -> Assistant:
    """An assistant for one archive; ArchiveError where there is none or it is empty.

    `threshold` is the confidence in [0, 1] from which an answer is given; None is the shipped one.
    `on_making` is called, in a thread of its own, where the large reader must be made ready first.
    ModelError where the large reader is wanted and not installed.
    """
    return assemble_as(Assistant, address, model, search, threshold, reader, on_making)


def assemble_as(
    kind: type[AnyAssistant],
    address: str | Path,
    model: str | None = None,
    search: Search = "fused",
    threshold: float | None = None,
    reader: ReaderSize = "small",
    on_making: Callable[[], object] = lambda: None,
) -> AnyAssistant:
    """As `assemble`, for a kind of assistant that can do more."""
    settings = AnswerSettings() if threshold is None else AnswerSettings(threshold=threshold)
    with ExitStack() as on_failure:
        archive = open_store(address)
        on_failure.callback(archive.close)
        if not archive.stats().articles:
            raise NoArticlesError(
                f"the archive in {archive.place} is empty: fill it with `pullquote add FOLDER`"
            )
        with ThreadPoolExecutor(1) as beside:
            loading = beside.submit(load_reader, reader, made_readers(), on_making)
            retriever = Retriever(archive, encoder_for(archive, model), Weights(search=search))
            assistant = kind(archive, retriever, loading.result(), settings)
        on_failure.pop_all()
    return assistant


def describe_run(assistant: Assistant) -> dict[str, str]:
    """What the answers of a run depend on apart from its questions, by name."""
    archive = assistant.archive
    identity, _, generation = archive.stamp.rpartition("-")
    libraries = (
        "pullquote", "sentence-transformers", "torch", "onnxruntime", "faiss-cpu", "tantivy",
    )  # fmt: skip
    return {
        "archive": identity,
        "generation": generation,
        "model": archive.model.fingerprint if archive.model else "none",
        **assistant.weights.as_record(),
        **assistant.settings.as_record(),
        **assistant.reader.as_record(),
        "Python": platform.python_version(),
        **{library: importlib.metadata.version(library) for library in libraries},
    }
