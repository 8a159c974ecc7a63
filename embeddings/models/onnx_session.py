"""Runs exported models on the processor: the one door to ONNX Runtime."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from embeddings.models.libraries import configure_libraries

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]

_WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path"


class OnnxModel:
    """One model, loaded once; safe to call from several threads."""

    def __init__(
        self, model: Path | bytes, threads: int = 0, *, weights_in: Path | None = None
    ) -> None:
        """Load a file, or the content of one.

        `threads` 0 means one for each core. `weights_in` is the folder of the files with weights
        that the model does not hold itself. ModelError where it cannot be loaded.
        """
        try:
            self._session = _load_session(model, threads, weights_in)
        except Exception as error:
            name = model if isinstance(model, Path) else "the exported model"
            raise ModelError(f"{name} cannot be loaded: install Pullquote again") from error
        self.inputs = frozenset(each.name for each in self._session.get_inputs())

    def run(self, inputs: Mapping[str, NDArray[np.int64]]) -> list[Floats]:
        """All outputs, in the order in which the model declares them."""
        if self._session is None:
            raise ValueError("this model is closed")
        outputs: list[Floats] = self._session.run(None, dict(inputs))
        return outputs

    def close(self) -> None:
        """End its threads; a second time it does nothing."""
        self._session = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _load_session(model: Path | bytes, threads: int, weights_in: Path | None) -> InferenceSession:
    configure_libraries()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Threads wait awake while the model runs, and no longer: they would keep the cores from
    # those that have work, of a second model or another program, and then each question takes
    # twice as long. Woken for each operator, several would be no faster than one.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    # Memory patterns help only inputs of one shape; ours all differ.
    options.enable_mem_pattern = False
    if weights_in:
        options.add_session_config_entry(_WEIGHTS_FOLDER, str(weights_in))
    return onnxruntime.InferenceSession(
        str(model) if isinstance(model, Path) else model,
        options,
        providers=["CPUExecutionProvider"],
        # The one kernel for both takes a dozen times as long as the two by themselves:
        # a sixth of all reading.
        disabled_optimizers=["SkipLayerNormFusion"],
    )
