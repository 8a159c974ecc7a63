"""A model's way from a text to its vector becomes an ONNX graph: the one door to onnx."""

from __future__ import annotations

import hashlib
import json
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import replace
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx.external_data_helper import set_external_data
from torch import Tensor

from embeddings.models.encoder import SentenceEncoder
from embeddings.models.onnx_attention import ATTENTION, fused
from embeddings.models.onnx_encoder import Exported, ExportedEncoder, weights_folder
from embeddings.models.onnx_quantize import quantize
from embeddings.models.packaged import DEFAULT_MODEL

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
# The packaged model's weights are rounded to 8 bits: a question takes half the time, a passage
# too. What that costs is measured (`make bench`), also in an archive of which half was embedded
# without it; of another model it is not known, so others stay exact, and their passages are
# embedded by the model itself.
ROUNDED = frozenset({DEFAULT_MODEL})
LEAST_COSINE = 0.97
_SMALL = 1024  # bytes; smaller weights stay in the graph


def export(encoder: SentenceEncoder, folder: Path, made_of: str) -> Exported:
    """Export a model and compare with it; without a graph where it cannot be, or differs."""
    nothing = Exported(made_of, encoder.fingerprint, encoder.dimension, encoder.token_budget)
    try:
        if encoder.name in ROUNDED:
            graph = _rounded(_graph_of(encoder, fused(encoder.model)))
            made = replace(_with(graph, encoder, folder, nothing), embeds_passages=True)
            if _least_cosine(ExportedEncoder(encoder.name, folder, made), encoder) >= LEAST_COSINE:
                return made
        made = _with(_graph_of(encoder, encoder.model), encoder, folder, nothing)
        differs = _differs(ExportedEncoder(encoder.name, folder, made), encoder)
    except Exception:  # noqa: BLE001 - whatever it is, the model goes on working as it is
        return nothing
    return made if differs <= TOLERANCE else nothing


def _with(
    graph: onnx.ModelProto, encoder: SentenceEncoder, folder: Path, nothing: Exported
) -> Exported:
    words = encoder.model.tokenizer.backend_tokenizer.to_str()
    kept = _without_weights(graph, folder)
    return replace(nothing, prompt=_prompt(encoder), tokenizer=words, graph=kept)


def _differs(ours: ExportedEncoder, theirs: SentenceEncoder) -> float:
    return max(
        float(np.abs(ours.encode_question(each) - theirs.encode_question(each)).max())
        for each in QUESTIONS
    )


def _least_cosine(ours: ExportedEncoder, theirs: SentenceEncoder) -> float:
    return min(
        float(ours.encode_question(each) @ theirs.encode_question(each)) for each in QUESTIONS
    )


def _prompt(encoder: SentenceEncoder) -> str:
    return encoder.model.prompts.get("query") or ""


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


def _graph_of(encoder: SentenceEncoder, model: torch.nn.Module) -> onnx.ModelProto:
    """What an encoder's model, or a copy of it, does with one question; weights and all."""
    features = encoder.model.preprocess([QUESTIONS[1]], prompt=_prompt(encoder), task="query")
    question_to_vector = _QuestionToVector(model, features, encoder.dimension)
    pieces = question_to_vector.pieces
    with (
        tempfile.TemporaryDirectory() as made,
        warnings.catch_warnings(),
        torch.no_grad(),
    ):
        path = f"{made}/graph.onnx"
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


def _rounded(graph: onnx.ModelProto) -> onnx.ModelProto:
    """The same with 8-bit weights; of the table of words only rows are read, so it stays exact."""
    with tempfile.TemporaryDirectory() as made:
        exact, rounded = Path(made) / "exact.onnx", Path(made) / "rounded.onnx"
        onnx.save(graph, exact)
        quantize(exact, rounded, ["MatMul", "Gemm", ATTENTION])
        return onnx.load(rounded)


def _without_weights(graph: onnx.ModelProto, folder: Path) -> bytes:
    """A graph that refers to what stands in the model's own files as well: all if it is exact."""
    places = _weights_in(folder)
    bare = onnx.ModelProto()
    bare.CopyFrom(graph)
    for tensor in bare.graph.initializer:
        content = tensor.raw_data
        place = places.get(_digest(content)) if len(content) >= _SMALL else None
        if place and tensor.data_type == onnx.TensorProto.FLOAT:
            set_external_data(tensor, *place, len(content))
            tensor.ClearField("raw_data")
    made: bytes = bare.SerializeToString()
    return made


def _weights_in(folder: Path) -> dict[bytes, tuple[str, int]]:
    """The real file and the offset of each 32-bit weight, by a digest of its bytes.

    A .safetensors file is the length of its header, the header, and the weights as they are
    in memory.
    """
    places = {}
    for path in folder.glob("**/*.safetensors"):
        name = path.resolve().relative_to(weights_folder(folder)).as_posix()
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            begin = 8 + int.from_bytes(content[:8], "little")
            header = json.loads(content[8:begin])
            header.pop("__metadata__", None)
            for tensor in header.values():
                first, last = (begin + offset for offset in tensor["data_offsets"])
                if tensor["dtype"] == "F32":
                    places[_digest(content[first:last])] = (name, first)
    return places


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
