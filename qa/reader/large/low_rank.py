"""What the large reader learned, as a small difference from the published weights.

Each weight matrix differs by the product of two narrow ones (LoRA; Hu et al., 2021), which are a
hundredth of its size, so that they can be shipped and the published weights need not be.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from qa.reader.large.large_model import LargeModel

RANK = 16
# The lowest layers stay as published: they know words already, and nothing need be computed
# through them.
FIRST_LEARNED_LAYER = 3
_DOWN, _UP = "down", "up"


class LowRankLinear(nn.Module):
    """A fixed linear layer and what is added to it: `up @ down`, shapes (out, rank), (rank, in)."""

    def __init__(self, published: nn.Linear, rank: int) -> None:
        super().__init__()
        self.published = published
        self.down = nn.Parameter(torch.empty(rank, published.in_features))
        self.up = nn.Parameter(torch.zeros(published.out_features, rank))
        nn.init.kaiming_uniform_(self.down, a=5**0.5)

    def forward(self, states: Tensor) -> Tensor:
        """As nn.Linear."""
        made: Tensor = self.published(states) + (states @ self.down.T) @ self.up.T
        return made


def add_difference(model: LargeModel, rank: int = RANK) -> LargeModel:
    """The model with a difference, still nothing, beside each matrix of its upper layers."""
    for layer in model.layers[FIRST_LEARNED_LAYER:]:
        for name, module in [*layer.named_modules()]:
            if isinstance(module, nn.Linear):
                owner = layer.get_submodule(name.rpartition(".")[0])
                setattr(owner, name.rpartition(".")[2], LowRankLinear(module, rank))
    return model


def save_difference(model: LargeModel, path: Path) -> None:
    """Write everything that the model learned, in 16 bits."""
    learned = {name: each for name, each in model.named_parameters() if each.requires_grad}
    save_file({name: each.detach().half().contiguous() for name, each in learned.items()}, path)


def load_difference(model: LargeModel, path: Path) -> LargeModel:
    """The model with a saved difference, to learn on; `add_difference` was called before."""
    saved = load_file(path)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                parameter.copy_(saved[name])
    return model


def load_merged(base: Path, difference: Path) -> LargeModel:
    """The published model in the folder `base` with a saved difference merged into it."""
    return merge_difference(load_difference(add_difference(LargeModel(base)), difference))


def merge_difference(model: LargeModel) -> LargeModel:
    """The same model with plain layers, each of the published weights and the difference."""
    for name, module in [*model.named_modules()]:
        if isinstance(module, LowRankLinear):
            with torch.no_grad():
                module.published.weight += module.up @ module.down
            owner = model.get_submodule(name.rpartition(".")[0])
            setattr(owner, name.rpartition(".")[2], module.published)
    return model
