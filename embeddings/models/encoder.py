"""Texts become vectors: the one door to sentence-transformers."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from corpus.arrays import Vectors
from corpus.errors import ModelError
from embeddings.models.libraries import configure_libraries
from embeddings.models.packaged import DEFAULT_MODEL, digest_of, folder_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class Encoder(Protocol):
    """Anything that turns texts into unit vectors of one fixed dimension.

    `name` is what `--model` takes to load it again; `fingerprint` changes with everything
    that changes vectors, except how exactly the machine computes them.
    """

    @property
    def name(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    @property
    def token_budget(self) -> int:
        """How many tokens of a text it reads, the special ones not counted."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...
    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), rows of length 1."""

    def encode_question(self, question: str) -> Vectors:
        """Shape (dimension,), length 1."""

    def close(self) -> None:
        """End its threads; nothing can be encoded afterwards."""


class SentenceEncoder:
    """Any sentence-transformers model on this machine, loaded without the network."""

    def __init__(self, name: str, model: SentenceTransformer, weights: str) -> None:
        self.name, self.model = name, model
        self.dimension = int(model.get_embedding_dimension() or 0)
        # The prompts, the reading length and the pooling all change the vectors.
        made_of = repr((weights, sorted(model.prompts.items()), model.max_seq_length, str(model)))
        digest = hashlib.sha256(made_of.encode()).hexdigest()
        self.fingerprint = f"{Path(name).name}@{digest[:12]}"
        tokenizer = model.tokenizer
        longest = model.max_seq_length or 512
        self.token_budget = longest - int(tokenizer.num_special_tokens_to_add(pair=False))

    @classmethod
    def load(cls, name: str, weights: str = "") -> SentenceEncoder:
        """Load by name or path; ModelError if it is not here or not what it should be.

        `weights` is the digest of its weights, where it is known already.
        """
        folder = folder_of(name)
        weights = weights or digest_of(name, folder)
        configure_libraries()
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer

        try:
            model = SentenceTransformer(
                str(folder), device=None, local_files_only=True, trust_remote_code=False
            )
        except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
            first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelError(
                f"{name} is not a sentence-transformers model: {first_line}"
            ) from error
        return cls(name if name == DEFAULT_MODEL else str(folder), model, weights)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        encoded = self.model.tokenizer(
            list(texts), add_special_tokens=False, truncation=False, verbose=False
        )
        return [len(ids) for ids in encoded["input_ids"]]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        tensor = self._bulk_model.encode_document(
            list(texts), batch_size=32, show_progress_bar=False, convert_to_tensor=True
        )
        vectors = tensor.float().cpu().numpy().reshape(len(texts), self.dimension)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)

    @cached_property
    def _bulk_model(self) -> SentenceTransformer:
        """The model as it is fastest: in bfloat16 where the processor computes with it.

        That takes half the time; a passage's vector keeps a cosine of 0.9999 to the exact one.
        """
        import torch

        has_mkldnn: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
        on_cpu = self.model.device.type == "cpu" and has_mkldnn
        if not on_cpu or not torch.ops.mkldnn._is_mkldnn_bf16_supported():
            return self.model
        return copy.deepcopy(self.model).to(torch.bfloat16)

    def encode_question(self, question: str) -> Vectors:
        vector = self.model.encode_query(
            question, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vector, dtype=np.float32).reshape(self.dimension)

    def close(self) -> None:
        """It has no threads of its own."""
