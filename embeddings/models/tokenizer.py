"""Texts become word pieces: the one door to tokenizers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text, special ones not among them.

    `spans[n]` is where piece n stands in the text, in characters.
    """

    ids: list[int]
    spans: list[tuple[int, int]]


class WordPieces:
    """A model's tokenizer; it cuts a text short only when it is told to."""

    def __init__(self, tokenizer: Path | str) -> None:
        """The model's folder, or the content of the tokenizer.json that would be there."""
        if isinstance(tokenizer, Path):
            self._tokenizer = Tokenizer.from_file(str(tokenizer / "tokenizer.json"))
        else:
            self._tokenizer = Tokenizer.from_str(tokenizer)
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

    def inputs(self, text: str, longest: int) -> dict[str, Ints]:
        """What a model takes for one text, by the names that models have for it.

        The text's first `longest` pieces among the special ones; each array has shape
        (1, pieces).
        """
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        encoded.truncate(longest)
        encoded = self._tokenizer.post_process(encoded)
        inputs = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        return {name: np.array([numbers], np.int64) for name, numbers in inputs.items()}
