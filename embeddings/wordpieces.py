"""Texts become word pieces: the one door to tokenizers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text, special ones not among them.

    `spans[n]` is where piece n stands in the text, in characters.
    """

    ids: list[int]
    spans: list[tuple[int, int]]


class WordPieces:
    """The tokenizer in a model's folder (tokenizer.json); it never cuts a text short."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def id_of(self, piece: str) -> int:
        """The number of a piece such as "[CLS]"; KeyError where the model does not know it."""
        id: int | None = self._tokenizer.token_to_id(piece)
        if id is None:
            raise KeyError(piece)
        return id

    def split(self, texts: Sequence[str]) -> list[Pieces]:
        """The pieces of each text."""
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [Pieces(each.ids, each.offsets) for each in encoded]
