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
from embeddings.models.onnx_attention import ATTENTION, fuse_attention
from embeddings.models.onnx_encoder import ExportedEncoder, ExportedModel, weights_folder
from embeddings.models.onnx_quantize import quantize
from embeddings.models.packaged import DEFAULT_MODEL

# Short and long ones, one longer than most models read; with capitals, accents and odd spaces.
CHECKED_QUESTIONS = (
    "Who?",
    "  Who froze the Geneva talks,\nand when? ",
    "Was sagte Zoë ÅNGSTRÖM über die “Brücke” (Port Tallis)?",
    "what did the engineers say about the cables of the harbour bridge in the second week of May?",
    " ".join(f"cable {n}" for n in range(300)),
)
# How far each number of an exported model's vectors may be from the model's own.
MAX_DIFFERENCE = 1e-4
# The packaged model's weights are quantized to 8 bits: a question takes half the time, a passage
# too. What that costs is measured (`make bench`), also for an archive of which half was embedded
# without it. For another model it is not known, so others stay exact, and their passages are
# embedded by the model itself.
QUANTIZED_MODELS = frozenset({DEFAULT_MODEL})
MIN_COSINE = 0.97
_MIN_EXTERNAL_BYTES = 1024  # smaller weights stay in the graph


def export(encoder: SentenceEncoder, folder: Path, made_of: str) -> ExportedModel:
    """Export a model and compare with it; without a graph where it cannot be, or differs."""
    nothing = ExportedModel(made_of, encoder.fingerprint, encoder.dimension, encoder.token_budget)
    try:
        if encoder.name in QUANTIZED_MODELS:
            graph = _quantize_graph(_trace(encoder, fuse_attention(encoder.model)))
            made = replace(_complete(graph, encoder, folder, nothing), embeds_passages=True)
            with ExportedEncoder(encoder.name, folder, made) as ours:
                if _lowest_cosine(ours, encoder) >= MIN_COSINE:
                    return made
        made = _complete(_trace(encoder, encoder.model), encoder, folder, nothing)
        with ExportedEncoder(encoder.name, folder, made) as ours:
            difference = _largest_difference(ours, encoder)
    except Exception:  # noqa: BLE001 - whatever it is, the whole model still works
        return nothing
    return made if difference <= MAX_DIFFERENCE else nothing


def _complete(
    graph: onnx.ModelProto, encoder: SentenceEncoder, folder: Path, nothing: ExportedModel
) -> ExportedModel:
    words = encoder.model.tokenizer.backend_tokenizer.to_str()
    stripped = _strip_weights(graph, folder)
    return replace(nothing, prompt=_prompt(encoder), tokenizer=words, graph=stripped)


def _largest_difference(ours: ExportedEncoder, theirs: SentenceEncoder) -> float:
    return max(
        float(np.abs(ours.encode_question(each) - theirs.encode_question(each)).max())
        for each in CHECKED_QUESTIONS
    )


def _lowest_cosine(ours: ExportedEncoder, theirs: SentenceEncoder) -> float:
    return min(
        float(ours.encode_question(each) @ theirs.encode_question(each))
        for each in CHECKED_QUESTIONS
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


def _trace(encoder: SentenceEncoder, model: torch.nn.Module) -> onnx.ModelProto:
    """The graph of what an encoder's model, or a copy of it, does with one question."""
    features = encoder.model.preprocess(
        [CHECKED_QUESTIONS[1]], prompt=_prompt(encoder), task="query"
    )
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


def _quantize_graph(graph: onnx.ModelProto) -> onnx.ModelProto:
    """The same with 8-bit weights, except the table of words: only its rows are read."""
    with tempfile.TemporaryDirectory() as made:
        exact, rounded = Path(made) / "exact.onnx", Path(made) / "rounded.onnx"
        onnx.save(graph, exact)
        quantize(exact, rounded, ["MatMul", "Gemm", ATTENTION])
        return onnx.load(rounded)


def _strip_weights(graph: onnx.ModelProto, folder: Path) -> bytes:
    """The graph as bytes, with references to the weights that are in the model's own files too."""
    places = _locate_weights(folder)
    bare = onnx.ModelProto()
    bare.CopyFrom(graph)
    for tensor in bare.graph.initializer:
        content = tensor.raw_data
        place = places.get(_digest(content)) if len(content) >= _MIN_EXTERNAL_BYTES else None
        if place and tensor.data_type == onnx.TensorProto.FLOAT:
            set_external_data(tensor, *place, len(content))
            tensor.ClearField("raw_data")
    made: bytes = bare.SerializeToString()
    return made


def _locate_weights(folder: Path) -> dict[bytes, tuple[str, int]]:
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
