"""Where things are when nobody says: the one door to platformdirs."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import platformdirs


def default_archive() -> Path:
    """The platform's folder for a user's data."""
    return platformdirs.user_data_path("pullquote")


def sample_archive() -> Path:
    """The folder of the sample archive; made again whenever it is missing."""
    return platformdirs.user_cache_path("pullquote") / "sample"


def exported_models() -> Path:
    """The folder of what is kept of each model, for all archives; made again when missing."""
    return platformdirs.user_cache_path("pullquote") / "models"


def made_readers() -> Path:
    """The folder of the readers that are made ready on this machine; made again when missing."""
    return platformdirs.user_cache_path("pullquote") / "readers"


def reembedding_folder(archive: Path) -> Path:
    """Where an archive is embedded again before it switches to that.

    In its folder; for one that is not on this machine, in the user's cache.
    """
    if archive.is_dir():
        return archive / "reembedding"
    return _folder_beside(archive, "reembedding")


def embedding_place(archive: Path) -> Path:
    """The folder that is locked by whoever embeds an archive on this machine.

    Its own; for one that is not on this machine, one in the user's cache, which is made.
    """
    if archive.is_dir():
        return archive
    folder = _folder_beside(archive, "embedding")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _folder_beside(archive: Path, purpose: str) -> Path:
    """A folder in the user's cache for an archive that is not on this machine."""
    name = hashlib.sha256(str(archive).encode()).hexdigest()[:16]
    return platformdirs.user_cache_path("pullquote") / purpose / name


def state_folder() -> Path:
    """The folder of what is kept of a user's work: conversations and clippings.

    The environment variable PULLQUOTE_STATE names another one.
    """
    return Path(os.environ.get("PULLQUOTE_STATE") or platformdirs.user_state_path("pullquote"))


def config_folder() -> Path:
    """The platform's folder for a user's settings."""
    return platformdirs.user_config_path("pullquote")
