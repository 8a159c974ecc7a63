"""Shipped weights become a model that can learn on: the way back from int8 ONNX."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import ModelProto, NodeProto, numpy_helper

from qa.lab.training.model import ReaderModel

_ATTENTION_PARTS = ("query", "key", "value")
_ATTENTION = "attention.self"


def load_shipped(model: ReaderModel, path: Path) -> ReaderModel:
    """The model with the weights of an exported reader, as exact as 8 bits have kept them.

    What the file leaves out stays as it was: the word embeddings, which never learn.
    """
    weights = _read_weights(onnx.load(path))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                parameter.copy_(weights[name])
    return model


def _read_weights(shipped: ModelProto) -> dict[str, torch.Tensor]:
    """Every parameter by its name in a ReaderModel."""
    arrays = {each.name: numpy_helper.to_array(each) for each in shipped.graph.initializer}
    weights: dict[str, np.ndarray] = {}
    for name, array in arrays.items():
        if name.startswith("model."):
            short = name.removeprefix("model.")
            if short.endswith("_quantized"):
                weights[short.removesuffix("_quantized")] = _dequantize(arrays, name)
            elif not short.endswith(("_scale", "_zero_point")):
                weights[short] = array
    for node in shipped.graph.node:
        if node.op_type == "MatMulInteger":
            weights[_name_product(node)] = _dequantize(arrays, node.input[1]).T
    return {
        name: torch.from_numpy(np.array(array, dtype=np.float32))
        for name, array in _split_attention(weights).items()
    }


def _dequantize(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    stem = name.removesuffix("_quantized")
    steps = arrays[name].astype(np.float32) - arrays[f"{stem}_zero_point"]
    exact: np.ndarray = steps * arrays[f"{stem}_scale"]
    return exact


def _name_product(node: NodeProto) -> str:
    """The name of a layer's weight, which is left only in the path of what it computes."""
    layer = node.output[0].rpartition("/")[0].removeprefix("/model/")
    return f"{layer.replace('/', '.')}.weight"


def _split_attention(weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Query, key and value side by side become three layers again."""
    split: dict[str, np.ndarray] = {}
    for name, array in weights.items():
        layer, found, kind = name.rpartition(f"{_ATTENTION}.")
        if not found:
            split[name] = array
            continue
        for part, piece in zip(_ATTENTION_PARTS, np.split(array, 3, axis=-1), strict=True):
            split[f"{layer}{_ATTENTION}.{part}.{kind}"] = piece.T
    return split
