"""A trained reader becomes the one file that is shipped: int8 ONNX."""

from __future__ import annotations

from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from qa.training.model import ReaderModel

INPUTS = ("ids", "mask", "types")
OUTPUTS = ("start", "end", "rank")


def export(model: ReaderModel, path: Path) -> None:
    """Write `path`, and beside it the exact model that it was made from (.fp32.onnx).

    Weights are 7 bits of 8: processors without the newer dot product would overflow with
    more, and then give other answers than the rest.
    """
    model.eval()
    exact, prepared = path.with_suffix(".fp32.onnx"), path.with_suffix(".prepared.onnx")
    batch, pieces = torch.export.Dim("batch", min=1), torch.export.Dim("pieces", min=2)
    # Three tensors: one given three times would be exported as one input.
    examples = tuple(torch.ones((2, 16), dtype=torch.int64) for _ in INPUTS)
    torch.onnx.export(
        model, examples, str(exact), dynamo=True, external_data=False,
        input_names=INPUTS, output_names=OUTPUTS,
        dynamic_shapes={name: {0: batch, 1: pieces} for name in INPUTS},
    )  # fmt: skip
    quant_pre_process(str(exact), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        prepared, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )  # fmt: skip
    prepared.unlink()
