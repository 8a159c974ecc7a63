"""A trained reader becomes the one file that is shipped: int8 ONNX."""

from __future__ import annotations

from pathlib import Path

import torch

from embeddings.quantizing import quantize
from qa.training.model import ReaderModel

INPUTS = ("ids", "mask", "types")
OUTPUTS = ("start", "end", "rank")


def export(model: ReaderModel, path: Path) -> None:
    """Write `path`, and beside it the exact model that it was made from (.fp32.onnx)."""
    model.eval()
    exact = path.with_suffix(".fp32.onnx")
    batch, pieces = torch.export.Dim("batch", min=1), torch.export.Dim("pieces", min=2)
    # Three tensors: one given three times would be exported as one input.
    examples = tuple(torch.ones((2, 16), dtype=torch.int64) for _ in INPUTS)
    torch.onnx.export(
        model, examples, str(exact), dynamo=True, external_data=False,
        input_names=INPUTS, output_names=OUTPUTS,
        dynamic_shapes={name: {0: batch, 1: pieces} for name in INPUTS},
    )  # fmt: skip
    quantize(exact, path, ["MatMul", "Gemm", "Gather"])
