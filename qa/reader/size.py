"""Which readers people can choose from: known before any of them is loaded."""

from __future__ import annotations

from typing import Literal, get_args

ReaderSize = Literal["small", "large"]
READER_SIZES: tuple[ReaderSize, ...] = get_args(ReaderSize)
