"""A model by its name: without PyTorch where it was exported before, else whole."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from embeddings.models.encoder import Encoder, SentenceEncoder
from embeddings.models.onnx_encoder import ExportedEncoder, ExportedModel, load_cached, save_cached
from embeddings.models.packaged import DEFAULT_MODEL, digest_of, folder_of

_FORMAT = 3  # raise it when what is cached, or how, changes
_LIBRARIES = ("sentence-transformers", "transformers", "torch", "tokenizers", "onnxruntime")


def load_encoder(name: str, cache: Path) -> Encoder:
    """Load by name or path; ModelError if it is not here or not what it should be.

    A model that is loaded whole for the first time is exported into the folder `cache`. From then
    on it is loaded whole for passages only, and the packaged one not at all.
    """
    folder = folder_of(name)
    known = name if name == DEFAULT_MODEL else str(folder)
    path = cache / f"{Path(known).name}-{hashlib.sha256(known.encode()).hexdigest()[:12]}.exported"
    with ThreadPoolExecutor(1) as thread:
        # Reading the weights takes as long as loading what is cached of the model.
        digest = thread.submit(digest_of, name, folder)
        exported = load_cached(path)
        encoder = _encoder_from(known, folder, exported)
        weights = digest.result()
    made_of = _digest_ingredients(known, folder, weights)
    if exported and exported.made_of == made_of:
        if encoder:
            return encoder
        if not exported.graph:  # it cannot be exported
            return SentenceEncoder.load(known, weights)
    if encoder:
        encoder.close()
    return _export_again(known, folder, weights, made_of, path)


def _encoder_from(
    name: str, folder: Path, exported: ExportedModel | None
) -> ExportedEncoder | None:
    """What is cached of a model, ready to use; it may be of another version of the model."""
    with contextlib.suppress(Exception):  # anything may be wrong with it
        return ExportedEncoder(name, folder, exported) if exported and exported.graph else None
    return None


def _export_again(name: str, folder: Path, weights: str, made_of: str, path: Path) -> Encoder:
    whole = SentenceEncoder.load(name, weights)
    if whole.model.device.type != "cpu":  # it is fastest there
        return whole
    from embeddings.models.onnx_export import export

    exported = export(whole, folder, made_of)
    save_cached(exported, path)
    if not exported.graph:
        return whole
    return ExportedEncoder(name, folder, exported, None if exported.embeds_passages else whole)


def _digest_ingredients(name: str, folder: Path, weights: str) -> str:
    """A digest of the model's files, and of the libraries that make something of them."""
    settings = [path for kind in ("json", "txt", "model") for path in folder.glob(f"**/*.{kind}")]
    made_of = (
        _FORMAT,
        name,
        weights,
        [(str(path), hashlib.sha256(path.read_bytes()).digest()) for path in sorted(settings)],
        [importlib.metadata.version(library) for library in _LIBRARIES],
    )
    return hashlib.sha256(repr(made_of).encode()).hexdigest()
