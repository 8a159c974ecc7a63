"""Where things are when nobody says: the one door to platformdirs."""

from __future__ import annotations

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


def state_folder() -> Path:
    """The folder of what is kept of a user's work: conversations and clippings.

    The environment variable PULLQUOTE_STATE names another one.
    """
    return Path(os.environ.get("PULLQUOTE_STATE") or platformdirs.user_state_path("pullquote"))


def config_folder() -> Path:
    """The platform's folder for a user's settings."""
    return platformdirs.user_config_path("pullquote")
