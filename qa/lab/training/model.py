"""What is trained to read: an encoder with three heads, and the loss it learns by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel, PreTrainedModel

from qa.lab.training.groups import Group, Member
from qa.reader.inputs import pad_inputs
from qa.reader.large.large_model import LargeModel

# Inputs are padded to a multiple of this: few shapes, because a kernel is made for each.
_PADDED_PIECES = 16
# The logit of what cannot be chosen.
_NEVER_LOGIT = -1e4
# What counts beside the spans, whose weight is 1.
_LIKELY_WEIGHT = _ANSWERS_WEIGHT = _COMPARISON_WEIGHT = 0.5


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


# Whatever is trained to read: a type that stays the same from one end of training to the other.
Trained = TypeVar("Trained", ReaderModel, LargeModel)
AnyModel = ReaderModel | LargeModel


class Scores(NamedTuple):
    """What the model says of a batch of passages.

    `sides` are the scores of each piece as first and as last, shape (2, inputs, pieces), `rank`
    has shape (inputs,), and `inside`, shape (inputs, pieces), says which pieces are the passage's.
    """

    sides: Tensor
    rank: Tensor
    inside: Tensor

    def spans_or_nowhere(self) -> tuple[Tensor, Tensor]:
        """The first and the last piece of an answer in logits; [CLS] is "not here"."""
        allowed = self.inside.clone()
        allowed[:, 0] = True
        start, end = self.sides.masked_fill(~allowed, _NEVER_LOGIT)
        return start, end


def score_groups(model: nn.Module, groups: Sequence[Group]) -> Scores:
    """What a model says of every passage of the groups, in their order."""
    members = [member for group in groups for member in group]
    batch = pad_inputs([member.input for member in members], _PADDED_PIECES)
    start, end, rank = model(*map(torch.from_numpy, (batch.ids, batch.mask, batch.types)))
    return Scores(torch.stack((start, end)), rank, mask_passages(start, members))


def compute_loss(model: nn.Module, groups: Sequence[Group]) -> Tensor:
    """How far what a model says is from what people marked; see `marked_loss`."""
    return marked_loss(score_groups(model, groups), groups)


def marked_loss(scores: Scores, groups: Sequence[Group]) -> Tensor:
    """The mean over passages of what each should have said, and over groups of which answers.

    Each passage: its span, shared out as the people who marked it disagreed, or [CLS] where it
    has none; then the likeliest wrong answer, if one was marked, among its pieces alone; and
    whether it answers at all. Each group of several: the one passage among them, and the span
    among all of their pieces (the shared normalisation of Clark and Gardner, 2018), so that
    scores of two passages compare.
    """
    members = [member for group in groups for member in group]
    answers = torch.tensor([float(member.answer is not None) for member in members])
    return (
        _span_loss(scores, members)
        + _ANSWERS_WEIGHT * functional.binary_cross_entropy_with_logits(scores.rank, answers)
        + _COMPARISON_WEIGHT * _comparison_loss(scores, groups)
    )


def mask_passages(like: Tensor, members: Sequence[Member]) -> Tensor:
    """Which of each input's pieces are its passage's: shape `like.shape`."""
    inside = torch.zeros_like(like, dtype=torch.bool)
    for row, member in enumerate(members):
        inside[row, member.input.first : member.input.first + len(member.input.spans)] = True
    return inside


def _span_loss(scores: Scores, members: Sequence[Member]) -> Tensor:
    """How far the spans are from what people marked, summed over first and last piece."""
    right = _share_marks(scores.inside, [m.chosen if m.answer else ((0, 0),) for m in members])
    likely = _share_marks(scores.inside, [() if m.answer else m.chosen for m in members])
    losses = [
        functional.cross_entropy(or_nowhere, right[n])
        + _LIKELY_WEIGHT
        * functional.cross_entropy(side.masked_fill(~scores.inside, _NEVER_LOGIT), likely[n])
        for n, (side, or_nowhere) in enumerate(
            zip(scores.sides, scores.spans_or_nowhere(), strict=True)
        )
    ]
    return torch.stack(losses).sum()


def _share_marks(like: Tensor, marked: Sequence[Sequence[tuple[int, int]]]) -> Tensor:
    """The share of a passage's marks that begin and end at each piece: shape (2, *like.shape)."""
    shares = torch.zeros((2, *like.shape))
    for row, marks in enumerate(marked):
        for mark in marks:
            for side, place in enumerate(mark):
                shares[side, row, place] += 1 / len(marks)
    return shares


def _comparison_loss(scores: Scores, groups: Sequence[Group]) -> Tensor:
    """The mean over all groups; 0 for those in which there is nothing to compare."""
    losses = [
        _group_loss(scores, rows, group[0].answer)
        for rows, group in zip(_group_rows(groups), groups, strict=True)
        if len(group) > 1 and group[0].answer
    ]
    return torch.stack(losses).sum() / len(groups) if losses else torch.zeros(())


def _group_loss(scores: Scores, rows: slice, answer: tuple[int, int]) -> Tensor:
    """The answer stands in the group's first passage: which one, and where among all pieces."""
    loss = functional.cross_entropy(scores.rank[rows].unsqueeze(0), torch.tensor([0]))
    for side, place in zip(scores.sides, answer, strict=True):
        pieces = side[rows].masked_fill(~scores.inside[rows], _NEVER_LOGIT).reshape(1, -1)
        loss = loss + 0.5 * functional.cross_entropy(pieces, torch.tensor([place]))
    return loss


def _group_rows(groups: Sequence[Group]) -> Iterator[slice]:
    """Where each group's passages are in a batch of all of them."""
    first = 0
    for group in groups:
        yield slice(first, first + len(group))
        first += len(group)
