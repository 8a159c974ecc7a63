"""What a small reader learns from a large one that reads the same inputs (Hinton et al., 2015)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from qa.lab.training.groups import Group
from qa.lab.training.model import Scores, marked_loss, score_groups

# At this temperature the teacher's second thoughts show: which other piece it nearly chose.
_TEMPERATURE = 2.0
# What people marked counts this much beside what the teacher says, whose weight is 1.
_MARKED_WEIGHT = 0.5
_RANK_WEIGHT = 0.5


class DistilledLoss:
    """A loss as `compute_loss` is one, that hears a teacher as well as what people marked."""

    def __init__(self, teacher: nn.Module) -> None:
        self._teacher = teacher.eval()

    def __call__(self, model: nn.Module, groups: Sequence[Group]) -> Tensor:
        """The loss of a batch; the teacher only reads, and several threads may ask it at once."""
        with torch.no_grad():
            taught = score_groups(self._teacher, groups)
        scores = score_groups(model, groups)
        return taught_loss(scores, taught) + _MARKED_WEIGHT * marked_loss(scores, groups)


def taught_loss(scores: Scores, taught: Scores) -> Tensor:
    """How far two models are from each other on the same inputs; 0 where they say the same.

    The divergence of first and last piece, and of whether the passage answers at all: means over
    passages. The squared temperature keeps the gradients as large as without one.
    """
    spans = [
        functional.kl_div(
            functional.log_softmax(own / _TEMPERATURE, -1),
            functional.log_softmax(theirs / _TEMPERATURE, -1),
            reduction="batchmean", log_target=True,
        )
        for own, theirs in zip(scores.spans_or_nowhere(), taught.spans_or_nowhere(), strict=True)
    ]  # fmt: skip
    likely = torch.sigmoid(taught.rank)
    ranks = functional.binary_cross_entropy_with_logits(
        scores.rank, likely
    ) - functional.binary_cross_entropy_with_logits(taught.rank, likely)
    return _TEMPERATURE**2 * torch.stack(spans).sum() + _RANK_WEIGHT * ranks
