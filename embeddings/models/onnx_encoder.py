"""Texts become vectors without PyTorch: models that were exported, and their cache."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np

from corpus.arrays import Vectors
from corpus.durable import write_whole
from embeddings.models.encoder import SentenceEncoder
from embeddings.models.onnx_session import OnnxModel
from embeddings.models.tokenizer import WordPieces


@dataclass(frozen=True, slots=True)
class ExportedModel:
    """A model's way from a text to its unit vector, without most of its weights.

    `made_of` is a digest of all that it was made from. `graph` is an ONNX model that takes
    the word pieces of one text, and reads the weights that are unchanged from the model's own
    files; empty where the model cannot be exported. `embeds_passages` says that passages become
    vectors by it too.
    """

    made_of: str
    fingerprint: str
    dimension: int
    token_budget: int
    prompt: str = ""
    tokenizer: str = ""
    graph: bytes = b""
    embeds_passages: bool = False


class ExportedEncoder:
    """A model for questions, and for passages too where it is quantized for both.

    Where it is not, the whole model is loaded when the first passages come.
    """

    def __init__(
        self,
        name: str,
        folder: Path,
        exported: ExportedModel,
        whole: SentenceEncoder | None = None,
    ) -> None:
        """`whole` is the whole model, where it is loaded already.

        ModelError where ONNX Runtime cannot make sense of the graph.
        """
        self.name = name
        self.fingerprint, self.dimension = exported.fingerprint, exported.dimension
        self.token_budget, self._prompt = exported.token_budget, exported.prompt
        self._words = WordPieces(exported.tokenizer)
        self._graph, self._weights_in = exported.graph, weights_folder(folder)
        self._embeds_passages, self._whole = exported.embeds_passages, whole
        # A question takes the packaged model so little work that more than two cores only wait.
        threads = min(2, os.cpu_count() or 1) if exported.embeds_passages else 0
        self._model = OnnxModel(exported.graph, threads, weights_in=self._weights_in)
        self._cores = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="encoder")

    def close(self) -> None:
        """End its threads; a second time it does nothing."""
        self._cores.shutdown()
        self._model.close()
        if "_passage_model" in self.__dict__:
            self._passage_model.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(pieces.ids) for pieces in self._words.split(texts)]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if not self._embeds_passages:
            if self._whole is None:
                self._whole = SentenceEncoder.load(self.name)
            return self._whole.encode_passages(texts)
        # A passage on each core: side by side in a batch they would be padded, and one on all
        # cores at once takes longer.
        model = self._passage_model
        vectors = list(self._cores.map(lambda text: self._encode(model, text), texts))
        return np.array(vectors, np.float32).reshape(len(texts), self.dimension)

    @cached_property
    def _passage_model(self) -> OnnxModel:
        """The model with one thread, loaded when the first passages come."""
        return OnnxModel(self._graph, 1, weights_in=self._weights_in)

    def encode_question(self, question: str) -> Vectors:
        return self._encode(self._model, self._prompt + question)

    def _encode(self, model: OnnxModel, text: str) -> Vectors:
        pieces = self._words.inputs(text, self.token_budget)
        (vectors,) = model.run({name: pieces[name] for name in model.inputs})
        return vectors.reshape(self.dimension)


def weights_folder(folder: Path) -> Path:
    """Where a model's weights really are: a Hugging Face cache shows only links to them."""
    real = {path.resolve().parent for path in folder.glob("**/*.safetensors")}
    return Path(os.path.commonpath(real)) if real else folder


def save_cached(exported: ExportedModel, path: Path) -> None:
    """Write it under a digest of it; a folder that cannot be written to is left as it is.

    The facts are one line of JSON, the graph is what follows it.
    """
    facts = asdict(exported)
    graph = facts.pop("graph")
    content = json.dumps(facts).encode() + b"\n" + graph
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def load_cached(path: Path) -> ExportedModel | None:
    """What `save_cached` wrote; None where there is nothing, or it is torn or altered."""
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest().encode() != digest:
        return None
    line, _, graph = content.partition(b"\n")
    with contextlib.suppress(TypeError):  # another version writes other facts
        return ExportedModel(**json.loads(line), graph=graph)
    return None
