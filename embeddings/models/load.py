"""A model by its name: without PyTorch where it was exported before, else whole."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from embeddings.models.encoder import Encoder, SentenceEncoder
from embeddings.models.onnx_encoder import Exported, ExportedEncoder, keep, kept
from embeddings.models.packaged import DEFAULT_MODEL, digest_of, folder_of

_FORMAT = 3  # raise it when what is kept, or how, changes
_LIBRARIES = ("sentence-transformers", "transformers", "torch", "tokenizers", "onnxruntime")


def load_encoder(name: str, shelf: Path) -> Encoder:
    """Load by name or path; ModelError if it is not here or not what it should be.

    A model that is loaded whole for the first time is exported, and that is kept in the
    folder `shelf`: from then on it is loaded whole for passages only, and the packaged one not
    at all.
    """
    folder = folder_of(name)
    known = name if name == DEFAULT_MODEL else str(folder)
    path = shelf / f"{Path(known).name}-{hashlib.sha256(known.encode()).hexdigest()[:12]}.exported"
    with ThreadPoolExecutor(1) as beside:
        # To look at the weights takes as long as to load what is kept of the model.
        looked_at = beside.submit(digest_of, name, folder)
        exported = kept(path)
        encoder = _loaded(known, folder, exported)
        weights = looked_at.result()
    made_of = _made_of(known, folder, weights)
    if exported and exported.made_of == made_of:
        if encoder:
            return encoder
        if not exported.graph:  # it cannot be exported
            return SentenceEncoder.load(known, weights)
    return _exported_anew(known, folder, weights, made_of, path)


def _loaded(name: str, folder: Path, exported: Exported | None) -> ExportedEncoder | None:
    """What is kept of a model, ready to use; whether it is still of this one is not known yet."""
    with contextlib.suppress(Exception):  # so anything may be wrong with it
        return ExportedEncoder(name, folder, exported) if exported and exported.graph else None
    return None


def _exported_anew(name: str, folder: Path, weights: str, made_of: str, path: Path) -> Encoder:
    whole = SentenceEncoder.load(name, weights)
    if whole.model.device.type != "cpu":  # it is fastest there
        return whole
    from embeddings.models.onnx_export import export

    exported = export(whole, folder, made_of)
    keep(exported, path)
    if not exported.graph:
        return whole
    return ExportedEncoder(name, folder, exported, None if exported.embeds_passages else whole)


def _made_of(name: str, folder: Path, weights: str) -> str:
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
