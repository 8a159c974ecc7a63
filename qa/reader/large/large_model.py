"""The large reader as PyTorch has it: to be taught, and to be exported."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import MPNetModel, PreTrainedModel

# [PAD], [UNK], [CLS], [SEP] and [MASK] of the small reader's vocabulary, and what they are in this
# one; every other word piece stands four places further on.
_SPECIAL_PIECES = {0: 1, 100: 3, 101: 0, 102: 2, 103: 30526}
_SHIFT = 4


class LargeModel(nn.Module):
    """Scores of each piece as an answer's first and last, and of the passage as a whole.

    It takes the same inputs as the small reader: its word pieces are the same under other numbers.
    """

    encoder: PreTrainedModel
    piece_numbers: Tensor

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the published model."""
        super().__init__()
        self.encoder = MPNetModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager",
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        self.encoder.requires_grad_(False)
        numbers = torch.arange(self.encoder.config.vocab_size - _SHIFT - 1) + _SHIFT
        for ours, theirs in _SPECIAL_PIECES.items():
            numbers[ours] = theirs
        self.register_buffer("piece_numbers", numbers, persistent=False)
        width = self.encoder.config.hidden_size
        self.span, self.rank = nn.Linear(width, 2), nn.Linear(width, 1)

    @property
    def layers(self) -> list[nn.Module]:
        """The layers of the encoder, the lowest first."""
        return [*self.encoder.get_submodule("encoder.layer").children()]

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:  # noqa: ARG002
        """As the small reader's: it makes nothing of the types."""
        read = self.encoder(input_ids=self.piece_numbers[ids], attention_mask=mask)
        states = read.last_hidden_state.float()
        start, end = self.span(states).unbind(-1)
        return start, end, self.rank(states[:, 0]).squeeze(-1)
