"""Chooses the model that an archive's texts and questions are embedded with."""

from __future__ import annotations

from corpus.errors import ModelError
from corpus.store.store import Store
from embeddings.embed import check_model
from embeddings.models.encoder import Encoder
from embeddings.models.load import load_encoder
from embeddings.models.packaged import DEFAULT_MODEL
from qa.folders import exported_models


def encoder_for(archive: Store, model: str | None) -> Encoder:
    """The model that was asked for, else the archive's own, else the packaged one.

    ArchiveError if the archive was embedded with another one.
    """
    recorded = archive.model
    try:
        encoder = load_encoder(
            model or (recorded.name if recorded else DEFAULT_MODEL), exported_models()
        )
    except ModelError as error:
        if model or recorded is None:
            raise
        raise ModelError(
            f"{archive.place} was embedded with {recorded.fingerprint}, which cannot be loaded: "
            f"{error}; or embed the archive again with `pullquote reembed`"
        ) from error
    if recorded:
        check_model(archive, encoder)
    return encoder
