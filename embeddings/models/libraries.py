"""What the model libraries are told before they are imported.

Importing a package of ours changes nothing outside it: whoever loads a model calls this first.
"""

from __future__ import annotations

import logging
import os
import warnings

_OFF_THE_NETWORK = {
    # The Hugging Face libraries call home even for local files.
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    # ONNX Runtime keeps a record of what it did under the user's name and sends it to its makers.
    "ORT_DISABLE_TELEMETRY": "1",
}
_QUIET = {"HF_HUB_DISABLE_PROGRESS_BARS": "1"}
_FAST = {"TOKENIZERS_PARALLELISM": "true"}


def configure_libraries() -> None:
    """Forbid the network to the model libraries, and keep their chatter off the screen.

    For the whole process. It works only before they are imported, so each place that imports one
    of them calls it first; a second call changes nothing.
    """
    os.environ.update(_OFF_THE_NETWORK | _QUIET | _FAST)
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    warnings.filterwarnings("ignore", module=r"(transformers|sentence_transformers|torch)\b")
    for library in ("sentence_transformers", "transformers", "huggingface_hub"):
        logging.getLogger(library).setLevel(logging.ERROR)
