"""The training loop: batches in a fixed order, low precision where that is fast, checkpoints."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Generic, NamedTuple

import torch
from torch import Tensor
from torch.nn import Parameter

from qa.lab.training.groups import Group
from qa.lab.training.model import AnyModel, Trained, compute_loss

_DECAY_SHARE = 0.7  # of the steps, the last ones, over which the rate falls to zero
_COPIES = 2  # of the model, one a core
_REPORTED_STEPS = 50  # the loss that is printed is their mean


Loss = Callable[[AnyModel, list[Group]], Tensor]


class Pace(NamedTuple):
    """The largest learning rate, and how many steps it takes to get there."""

    peak: float
    warm_up: int


def fit(
    make: Callable[[], Trained],
    batches: Sequence[list[Group]],
    kept: Path,
    report: Callable[[Trained, int], None],
    pace: Pace,
    checkpoint_every: int = 100,
    loss: Loss = compute_loss,
) -> Trained:
    """Learn from every batch once, going on from the last checkpoint if `kept` is one.

    `make` gives a model to begin with, always the same; `report` is called after each
    checkpoint, with the model and the steps made. `loss` is that of half a batch.
    """
    torch.manual_seed(0)
    torch.set_num_threads(1)
    learner: _Learner[Trained] = _Learner(make, pace, loss)
    progress = _Progress(len(batches))
    with ThreadPoolExecutor(_COPIES) as pool:
        for step in range(learner.resume(kept), len(batches)):
            lost = learner.learn(batches[step], rate_share(step, len(batches), pace.warm_up), pool)
            progress.count(step + 1, sum(map(len, batches[step])), lost)
            if (step + 1) % checkpoint_every == 0 or step + 1 == len(batches):
                learner.save(kept, step + 1)
                report(learner.model, step + 1)
    return learner.model


class _Learner(Generic[Trained]):
    """A model in full precision, where small steps count, and copies that compute its gradients.

    Each copy takes half of a batch on its own core, in bfloat16 where the processor computes
    with it: several times as fast.
    """

    def __init__(self, make: Callable[[], Trained], pace: Pace, loss: Loss) -> None:
        self.model: Trained = make().eval()
        self._compute = partial(_compute_gradients, loss)
        self._peak = pace.peak
        self._copies: list[Trained] = [lower_precision(make()).train() for _ in range(_COPIES)]
        self._learned = _learned_parameters(self.model)
        self._copied = [_learned_parameters(copy) for copy in self._copies]
        self._optimizer = torch.optim.AdamW(
            self._learned, lr=pace.peak, weight_decay=0.01, fused=True
        )

    def learn(self, batch: list[Group], rate: float, pool: ThreadPoolExecutor) -> float:
        """One step at a share of the peak rate; the loss before it."""
        for parameters in self._copied:
            _copy_weights(self._learned, parameters)
        halves = [half for half in (batch[::2], batch[1::2]) if half]
        loss = sum(pool.map(self._compute, self._copies, halves)) / len(halves)
        _average_gradients(self._learned, self._copied[: len(halves)])
        torch.nn.utils.clip_grad_norm_(self._learned, 1.0)
        for settings in self._optimizer.param_groups:
            settings["lr"] = self._peak * rate
        self._optimizer.step()
        return loss

    def save(self, path: Path, step: int) -> None:
        """Write a checkpoint; the one before it stays until this one is whole."""
        part = path.with_suffix(".part")
        state = {
            "model": self.model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "step": step,
        }
        torch.save(state, part)
        part.replace(path)

    def resume(self, path: Path) -> int:
        """Take over a checkpoint if there is one; how many steps were made."""
        if not path.exists():
            return 0
        checkpoint = torch.load(path, weights_only=True)
        self.model.load_state_dict(checkpoint["model"])
        self._optimizer.load_state_dict(checkpoint["optimizer"])
        return int(checkpoint["step"])


class _Progress:
    """Prints the loss and the speed now and then."""

    def __init__(self, steps: int) -> None:
        self._steps, self._began, self._passages = steps, time.perf_counter(), 0
        self._losses: list[float] = []

    def count(self, step: int, passages: int, loss: float) -> None:
        self._passages += passages
        self._losses = [*self._losses, loss][-_REPORTED_STEPS:]
        if step % _REPORTED_STEPS == 0:
            speed = self._passages / (time.perf_counter() - self._began)
            mean = sum(self._losses) / len(self._losses)
            print(f"{step}/{self._steps} loss {mean:.3f} {speed:.1f}/s", flush=True)


def load_trained(model: Trained, checkpoint: Path) -> Trained:
    """The model with the weights of a checkpoint, ready to be exported."""
    model.load_state_dict(torch.load(checkpoint, weights_only=True)["model"])
    return model.eval()


def lower_precision(model: Trained) -> Trained:
    """The model, its encoder in bfloat16 where the processor computes with it."""
    if torch.ops.mkldnn._is_mkldnn_bf16_supported():
        torch.nn.Module.to(model.encoder, torch.bfloat16)
    return model


def rate_share(step: int, steps: int, warm_up: int) -> float:
    """The share of the peak rate: rising, level, then falling to zero."""
    return min(1.0, (step + 1) / warm_up, (steps - step) / (_DECAY_SHARE * steps))


def _compute_gradients(loss: Loss, model: AnyModel, part: list[Group]) -> float:
    lost = loss(model, part)
    torch.autograd.backward(lost)
    return lost.item()


def _average_gradients(learned: Sequence[Parameter], copied: Sequence[Sequence[Parameter]]) -> None:
    """The mean of the copies' gradients becomes the model's; theirs are cleared."""
    for own, *others in zip(learned, *copied, strict=True):
        gradients = [each.grad.float() for each in others if each.grad is not None]
        own.grad = torch.stack(gradients).mean(0) if gradients else None
        for each in others:
            each.grad = None


def _learned_parameters(model: AnyModel) -> list[Parameter]:
    return [each for each in model.parameters() if each.requires_grad]


def _copy_weights(learned: Sequence[Tensor], copied: Sequence[Tensor]) -> None:
    with torch.no_grad():
        for own, other in zip(learned, copied, strict=True):
            other.copy_(own)
