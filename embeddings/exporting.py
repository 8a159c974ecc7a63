"""A model's way from a question to its vector becomes an ONNX graph: the one door to onnx."""

from __future__ import annotations

import hashlib
import json
import mmap
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx.external_data_helper import set_external_data
from torch import Tensor

from embeddings.encoder import SentenceEncoder
from embeddings.exported import Exported, ExportedEncoder, Weight

# Of all lengths, one of them longer than most models read; in capitals, with accents and spaces.
QUESTIONS = (
    "Who?",
    "  Who froze the Geneva talks,\nand when? ",
    "Was sagte Zoë ÅNGSTRÖM über die “Brücke” (Port Tallis)?",
    "what did the engineers say about the cables of the harbour bridge in the second week of May?",
    " ".join(f"cable {n}" for n in range(300)),
)
# As far may the exported model's vectors be from the model's own, in each place.
TOLERANCE = 1e-4
_SMALL = 1024  # bytes; smaller weights stay in the graph


def export(encoder: SentenceEncoder, folder: Path, made_of: str) -> Exported:
    """Export a model and compare with it; without a graph where it cannot be, or differs."""
    facts = (made_of, encoder.fingerprint, encoder.dimension, encoder.token_budget)
    try:
        exported = Exported(*facts, *_parts(encoder, folder))
        if _agrees(ExportedEncoder(encoder.name, folder, exported), encoder):
            return exported
    except Exception:  # noqa: BLE001 - whatever it is, the model goes on working as it is
        pass
    return Exported(*facts)


def _agrees(ours: ExportedEncoder, theirs: SentenceEncoder) -> bool:
    return all(
        np.abs(ours.encode_question(question) - theirs.encode_question(question)).max() <= TOLERANCE
        for question in QUESTIONS
    )


def _parts(encoder: SentenceEncoder, folder: Path) -> tuple[str, str, bytes, tuple[Weight, ...]]:
    """The prompt, the tokenizer, the graph and its weights."""
    model = encoder.model
    prompt = model.prompts.get("query") or ""
    features = model.preprocess([QUESTIONS[1]], prompt=prompt, task="query")
    whole = _graph_of(_QuestionToVector(model, features, encoder.dimension), features)
    graph, weights = _without_weights(whole, folder)
    return prompt, model.tokenizer.backend_tokenizer.to_str(), graph, weights


class _QuestionToVector(torch.nn.Module):
    """What a model does with one question: word pieces in, the unit vector out."""

    def __init__(self, model: torch.nn.Module, features: Mapping[str, Any], dimension: int) -> None:
        super().__init__()
        self.model, self.dimension = model.eval(), dimension
        self.pieces = [name for name, value in features.items() if isinstance(value, Tensor)]
        self.constants = {k: v for k, v in features.items() if k not in self.pieces}

    def forward(self, *pieces: Tensor) -> Tensor:
        features = dict(zip(self.pieces, pieces, strict=True)) | self.constants
        vectors = self.model(features, task="query")["sentence_embedding"]
        return torch.nn.functional.normalize(vectors[:, : self.dimension])


def _graph_of(
    question_to_vector: _QuestionToVector, features: Mapping[str, Any]
) -> onnx.ModelProto:
    pieces = question_to_vector.pieces
    with (
        tempfile.TemporaryDirectory() as folder,
        warnings.catch_warnings(),
        torch.no_grad(),
    ):
        path = f"{folder}/graph.onnx"
        warnings.simplefilter("ignore")
        # Traced: that takes a second where `dynamo` takes six. The weights stay as they are, so
        # that they are found in the model's files again.
        torch.onnx.export(
            question_to_vector, tuple(features[name] for name in pieces), path,
            input_names=pieces, output_names=["vector"],
            dynamic_axes={name: {1: "pieces"} for name in pieces},
            dynamo=False, do_constant_folding=False,
        )  # fmt: skip
        return onnx.load(path)


def _without_weights(model: onnx.ModelProto, folder: Path) -> tuple[bytes, tuple[Weight, ...]]:
    """Take out of a graph what stands in the model's own files as well: nearly all of it."""
    places = _weights_in(folder)
    weights = []
    for tensor in model.graph.initializer:
        content = tensor.raw_data
        place = places.get(_digest(content)) if len(content) >= _SMALL else None
        if place and tensor.data_type == onnx.TensorProto.FLOAT:
            weights.append(Weight(tensor.name, *place, tuple(tensor.dims)))
            set_external_data(tensor, place[0], place[1], len(content))
            tensor.ClearField("raw_data")
    return model.SerializeToString(), tuple(weights)


def _weights_in(folder: Path) -> dict[bytes, tuple[str, int]]:
    """The file and the offset of each 32-bit weight, by a digest of its bytes.

    A .safetensors file is the length of its header, the header, and the weights as they are
    in memory.
    """
    places = {}
    for path in folder.glob("**/*.safetensors"):
        with path.open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        begin = 8 + int.from_bytes(content[:8], "little")
        header = json.loads(content[8:begin])
        header.pop("__metadata__", None)
        for tensor in header.values():
            first, last = (begin + offset for offset in tensor["data_offsets"])
            if tensor["dtype"] == "F32" and first % 4 == 0:
                place = (path.relative_to(folder).as_posix(), first)
                places[_digest(content[first:last])] = place
    return places


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
