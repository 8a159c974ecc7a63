"""The large reader is made ready once: the published weights and the difference, as int8 ONNX."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qa.reader.large.published_base import find_parts, unpack_base
from qa.reader.settings import SETTINGS_FILE, WEIGHTS_FILE, ReaderSettings, digest_of_file

# What is shipped of it: the difference, and the numbers that belong to the weights.
SHIPPED_LARGE_READER = Path(__file__).parent / "weights"
DIFFERENCE_FILE = "difference.safetensors"


def made_reader(cache: Path, on_making: Callable[[], object] = lambda: None) -> Path:
    """The folder in `cache` with the large reader that this version ships, ready to be loaded.

    Made where it is missing, which takes a minute and 2 GB of memory: `on_making` is called before
    that. ModelError if the published model is not installed.
    """
    shipped = SHIPPED_LARGE_READER
    settings = ReaderSettings.load(shipped)
    folder = cache / f"large-reader-{digest_of_file(shipped / SETTINGS_FILE)[:12]}"
    if not (folder / SETTINGS_FILE).exists():  # it is written last
        find_parts()  # first: where they are missing, nothing is being made
        on_making()
        make_weights(shipped / DIFFERENCE_FILE, folder)
        # What is shipped has the digest of the difference. That of the weights may be another one
        # on each machine: the libraries there round as they do. It is kept from now on, so that
        # weights which are damaged later are refused.
        made = digest_of_file(folder / WEIGHTS_FILE)
        replace(settings, weights_sha256=made).save(folder)
    return folder


def make_weights(difference: Path, folder: Path) -> None:
    """Write the weights that a difference makes of the published ones into a new `folder`."""
    # Here, because these take long to import, and a reader that is ready needs none of them.
    from qa.reader.exporting import export
    from qa.reader.large.low_rank import load_merged

    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        base = unpack_base(Path(made))
        ready = Path(made) / "ready"
        ready.mkdir()
        export(load_merged(base, difference), Path(made) / WEIGHTS_FILE)
        (Path(made) / WEIGHTS_FILE).rename(ready / WEIGHTS_FILE)
        shutil.rmtree(folder, ignore_errors=True)
        ready.rename(folder)
