"""Runs exported models on the processor: the one door to ONNX Runtime."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from corpus.errors import ModelError

Floats = NDArray[np.float32]


class OnnxModel:
    """One model file, loaded once; safe to call from several threads."""

    def __init__(self, path: Path, threads: int = 0) -> None:
        """`threads` 0 means one for each core. ModelError where the file cannot be loaded."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Memory patterns help only inputs of one shape; ours all differ.
        options.enable_mem_pattern = False
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelError(f"{path} cannot be loaded: install Pullquote anew") from error

    def run(self, inputs: Mapping[str, NDArray[np.int64]]) -> list[Floats]:
        """All outputs, in the order in which the model declares them."""
        outputs: list[Floats] = self._session.run(None, dict(inputs))
        return outputs
