"""Weights before and after a course, averaged: what was learned, less what was lost by it."""

from __future__ import annotations

import torch

from qa.lab.training.model import ReaderModel


def average_weights(before: ReaderModel, after: ReaderModel, share: float) -> ReaderModel:
    """`after` with `share` of its own weights and the rest of those `before` its course.

    One that goes on learning forgets some of what it knew of other texts; weights between both
    read either better than the two ends do (Wortsman et al., 2022).
    """
    with torch.no_grad():
        for own, earlier in zip(after.parameters(), before.parameters(), strict=True):
            own.mul_(share).add_(earlier, alpha=1 - share)
    return after
