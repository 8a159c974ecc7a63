"""What is trained to read: an encoder with three heads, a small one or a large one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel, MPNetModel, PreTrainedModel

from qa.lab.training.groups import Group, Member, Taught
from qa.reader.inputs import pad_inputs

DROPOUT = 0.1
_MULTIPLE = 16  # of pieces
# So many of the teacher's lowest layers learn nothing: they know words already, and a step
# takes a quarter less.
FROZEN = 4
# [PAD], [UNK], [CLS], [SEP] and [MASK] have other places in the teacher's vocabulary than four
# further on.
_RENUMBERED = {0: 1, 100: 3, 101: 0, 102: 2, 103: 30526}
# How much of a target is what the teacher thinks, where it was asked.
_OF_TEACHER = 0.7


class PooledDropout(nn.Dropout):
    """Dropout whose masks are runs of one pool drawn beforehand; `drawn` says where they begin.

    On a CPU, drawing a random number for every state takes as long as everything else.
    """

    def __init__(self, share: float) -> None:
        super().__init__(share)
        self.drawn = random.Random(0)

    def forward(self, states: Tensor) -> Tensor:
        """The states, some of them nothing and the others raised to keep the sum."""
        if not self.training:
            return states
        pool = _pool(self.p, states.dtype)
        first = self.drawn.randrange(len(pool) - states.numel())
        return states * pool[first : first + states.numel()].view_as(states)


@cache
def _pool(share: float, kind: torch.dtype) -> Tensor:
    kept = torch.rand(1 << 26, generator=torch.Generator().manual_seed(0)) >= share
    return kept.to(kind) / (1 - share)


def _replace_dropouts(module: nn.Module, by: nn.Module) -> None:
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout) and child.p:
            setattr(module, name, by)
        else:
            _replace_dropouts(child, by)


class Learner(nn.Module):
    """What `fit` trains: an encoder, which may compute in low precision, and its dropout."""

    encoder: PreTrainedModel
    dropout: PooledDropout


class SpanModel(Learner):
    """Scores of each piece as an answer's first and last, and of the passage as a whole.

    A first piece [CLS] means "not here".
    """

    def __init__(self, encoder: PreTrainedModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = PooledDropout(DROPOUT)
        _replace_dropouts(self.encoder, self.dropout)
        width = self.encoder.config.hidden_size
        self.span, self.rank = nn.Linear(width, 2), nn.Linear(width, 1)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Start and end, shape (inputs, pieces), and rank, shape (inputs,)."""
        states = self.states(ids, mask, types).float()
        start, end = self.span(states).unbind(-1)
        return start, end, self.rank(states[:, 0]).squeeze(-1)

    def states(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """What the encoder makes of each piece, shape (inputs, pieces, width)."""
        raise NotImplementedError


class ReaderModel(SpanModel):
    """The reader: small enough to ship."""

    def __init__(self, folder: Path) -> None:
        # Plain attention: on a CPU the fused one is several times slower to learn through.
        encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager",
            hidden_dropout_prob=DROPOUT, attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        super().__init__(encoder)
        encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    def states(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """See SpanModel."""
        read: Tensor = self.encoder(
            input_ids=ids, attention_mask=mask, token_type_ids=types
        ).last_hidden_state
        return read


class TeacherModel(SpanModel):
    """Eight times the reader's size. It splits words as the reader does and numbers them anew."""

    def __init__(self, folder: Path) -> None:
        encoder = MPNetModel.from_pretrained(
            folder, add_pooling_layer=False,
            hidden_dropout_prob=DROPOUT, attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        super().__init__(encoder)
        kept = encoder.encoder.relative_attention_bias, *encoder.encoder.layer[:FROZEN]
        for module in (encoder.embeddings, *kept):
            module.requires_grad_(False)
        self.numbers = torch.arange(encoder.config.vocab_size - 5) + 4
        for ours, theirs in _RENUMBERED.items():
            self.numbers[ours] = theirs

    def states(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:  # noqa: ARG002
        """See SpanModel; the types are not needed."""
        read: Tensor = self.encoder(
            input_ids=self.numbers[ids], attention_mask=mask
        ).last_hidden_state
        return read


def loss_of(model: nn.Module, groups: list[Group]) -> Tensor:
    """The mean over passages of what each should have said, and over groups of which answers.

    Each passage: its span, shared out as the people who marked it disagreed, or [CLS] where it
    has none, and as the teacher thinks where it was asked; then the likeliest wrong answer, if
    one was marked, among its pieces alone; and whether it answers at all. Each group of several:
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
    for row, member in enumerate(members):
        if member.taught:
            _mix_in(right[:, row], member.taught)
            answers[row] += _OF_TEACHER * (member.taught.answers - answers[row])
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


def _mix_in(shares: Tensor, taught: Taught) -> None:
    for side, thought in enumerate((taught.start, taught.end)):
        shares[side] *= 1 - _OF_TEACHER
        shares[side, : len(thought)] += _OF_TEACHER * torch.from_numpy(thought).float()


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
