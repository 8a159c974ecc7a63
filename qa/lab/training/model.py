"""What is trained to read: an encoder with three heads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel, PreTrainedModel

from qa.lab.training.groups import Group, Member
from qa.reader.inputs import pad_inputs

_MULTIPLE = 16  # of pieces


class ReaderModel(nn.Module):
    """Scores of each piece as an answer's first and last, and of the passage as a whole.

    A first piece [CLS] means "not here". Nothing is dropped out: in one pass no question is
    seen often enough to be learnt by heart.
    """

    encoder: PreTrainedModel

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # Plain attention: on a CPU the fused one is several times slower to learn through.
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager",
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.span, self.rank = nn.Linear(width, 2), nn.Linear(width, 1)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Start and end, shape (inputs, pieces), and rank, shape (inputs,)."""
        read = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types)
        states = read.last_hidden_state.float()
        start, end = self.span(states).unbind(-1)
        return start, end, self.rank(states[:, 0]).squeeze(-1)


def loss_of(model: nn.Module, groups: list[Group]) -> Tensor:
    """The mean over passages of what each should have said, and over groups of which answers.

    Each passage: its span, shared out as the people who marked it disagreed, or [CLS] where it
    has none; then the likeliest wrong answer, if one was marked, among its pieces alone; and
    whether it answers at all. Each group of several:
    the one passage among them, and the span among all of their pieces (the shared normalisation
    of Clark and Gardner, 2018), so that scores of two passages compare.
    """
    members = [member for group in groups for member in group]
    # Few shapes: a kernel is made for each.
    batch = pad_inputs([member.input for member in members], _MULTIPLE)
    start, end, rank = model(*map(torch.from_numpy, (batch.ids, batch.mask, batch.types)))
    inside = of_passages(start, members)
    with_null = inside.clone()
    with_null[:, 0] = True
    targets = torch.tensor([member.answer or (0, 0) for member in members])
    answers = torch.tensor([float(member.answer is not None) for member in members])
    right = _shares(start, [m.chosen if m.answer else ((0, 0),) for m in members])
    likely = _shares(start, [() if m.answer else m.chosen for m in members])
    span = sum(
        functional.cross_entropy(scores.masked_fill(~with_null, -1e4), right[side])
        + 0.5 * functional.cross_entropy(scores.masked_fill(~inside, -1e4), likely[side])
        for side, scores in enumerate((start, end))
    )
    whole = functional.binary_cross_entropy_with_logits(rank, answers)
    shared = [
        _shared(start, end, rank, inside, targets, first, len(group))
        for first, group in _places(groups)
        if len(group) > 1 and group[0].answer
    ]
    among = torch.stack(shared).sum() / len(groups) if shared else torch.zeros(())
    return span + 0.5 * whole + 0.5 * among


def of_passages(like: Tensor, members: Sequence[Member]) -> Tensor:
    """Which of each input's pieces are its passage's: shape `like.shape`."""
    inside = torch.zeros_like(like, dtype=torch.bool)
    for row, member in enumerate(members):
        inside[row, member.input.first : member.input.first + len(member.input.spans)] = True
    return inside


def _shares(like: Tensor, marked: Sequence[Sequence[tuple[int, int]]]) -> Tensor:
    """Of each passage's marks, how many begin and end at each piece: shape (2, *like.shape)."""
    shares = torch.zeros((2, *like.shape))
    for row, marks in enumerate(marked):
        for mark in marks:
            for side, place in enumerate(mark):
                shares[side, row, place] += 1 / len(marks)
    return shares


def _shared(
    start: Tensor, end: Tensor, rank: Tensor, inside: Tensor, targets: Tensor, first: int, size: int
) -> Tensor:
    """The answer stands in the group's first passage: which one, and where among all pieces."""
    rows = slice(first, first + size)
    none = torch.zeros(1, dtype=torch.long)
    loss = functional.cross_entropy(rank[rows].unsqueeze(0), none)
    for side, scores in enumerate((start, end)):
        pieces = scores[rows].masked_fill(~inside[rows], -1e4).reshape(1, -1)
        loss = loss + 0.5 * functional.cross_entropy(pieces, targets[first, side].unsqueeze(0))
    return loss


def _places(groups: list[Group]) -> list[tuple[int, Group]]:
    places, row = [], 0
    for group in groups:
        places.append((row, group))
        row += len(group)
    return places
