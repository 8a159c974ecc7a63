"""A model by its name: without PyTorch where it was exported before, else whole."""

from __future__ import annotations

import hashlib
import importlib.metadata
from pathlib import Path

from embeddings.encoder import DEFAULT_MODEL, Encoder, SentenceEncoder, digest_of, folder_of
from embeddings.exported import ExportedEncoder, keep, kept

_FORMAT = 3  # raise it when what is kept, or how, changes
_LIBRARIES = ("sentence-transformers", "transformers", "torch", "tokenizers", "onnxruntime")


def load_encoder(name: str, shelf: Path) -> Encoder:
    """Load by name or path; ModelError if it is not here or not what it should be.

    A model that is loaded whole for the first time is exported, and that is kept in the
    folder `shelf`: from then on only passages need it whole, and those of the packaged model
    not even.
    """
    folder = folder_of(name)
    weights = digest_of(name, folder)
    name = name if name == DEFAULT_MODEL else str(folder)
    made_of = _made_of(name, folder, weights)
    path = shelf / f"{Path(name).name}-{hashlib.sha256(name.encode()).hexdigest()[:12]}.exported"
    exported, whole = kept(path, made_of), None
    if exported is None:
        whole = SentenceEncoder.load(name, weights)
        if whole.model.device.type != "cpu":  # it is fastest there
            return whole
        from embeddings.exporting import export

        exported = export(whole, folder, made_of)
        keep(exported, path)
    if not exported.graph:
        return whole or SentenceEncoder.load(name, weights)
    return ExportedEncoder(name, folder, exported, whole)


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
