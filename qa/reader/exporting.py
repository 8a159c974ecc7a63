"""A trained reader becomes the one file that answers: int8 ONNX."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from embeddings.models.onnx_attention import ATTENTION, fuse_attention
from embeddings.models.onnx_quantize import quantize

INPUTS = ("ids", "types")
OUTPUTS = ("start", "end", "rank")


def export(model: nn.Module, path: Path) -> None:
    """Write `path`, and beside it the exact model that it was made from (.fp32.onnx).

    The model takes ids, mask and types, and gives start, end and rank, as `ReaderModel` does. An
    input that it makes no use of is not one of the file's.
    """
    exact = path.with_suffix(".fp32.onnx")
    # Two tensors: one given twice would be exported as one input.
    examples = tuple(torch.ones((1, 16), dtype=torch.int64) for _ in INPUTS)
    torch.onnx.export(
        _OneAtATime(fuse_attention(model).eval()), examples, str(exact), dynamo=False,
        input_names=INPUTS, output_names=OUTPUTS,
        dynamic_axes={name: {1: "pieces"} for name in (*INPUTS, "start", "end")},
    )  # fmt: skip
    quantize(exact, path, ["MatMul", "Gemm", "Gather", ATTENTION])


class _OneAtATime(nn.Module):
    """Reads inputs by themselves, so nothing of them is padded."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        scores: tuple[Tensor, Tensor, Tensor] = self.model(ids, torch.ones_like(ids), types)
        return scores
