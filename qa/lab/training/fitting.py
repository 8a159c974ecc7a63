"""The training loop: batches in a fixed order, low precision where that is fast, checkpoints."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import Parameter

from qa.lab.training.groups import Group
from qa.lab.training.model import ReaderModel, loss_of

_DECAY = 0.6  # the share of the steps, the last ones, over which the rate falls to zero


class Pace(NamedTuple):
    """How large the steps are at most, and how many steps it takes to get there."""

    peak: float
    warm_up: int


OWN_PACE = Pace(2e-4, 60)


def fit(
    make: Callable[[], ReaderModel],
    batches: Sequence[list[Group]],
    kept: Path,
    report: Callable[[ReaderModel, int], None],
    checkpoint_every: int = 100,
    pace: Pace = OWN_PACE,
) -> ReaderModel:
    """Learn from every batch once, going on from the last checkpoint if `kept` is one.

    `make` gives a model to begin with, always the same; `report` is called after each
    checkpoint, with the model and the steps made.

    Gradients come from two copies of the model, half a batch each on its own core, in bfloat16
    where the processor computes with it: several times as fast. What is learned is kept in
    full precision, where small steps count.
    """
    torch.manual_seed(0)
    torch.set_num_threads(1)
    model, copies = make().eval(), [in_low_precision(make()).train() for _ in range(2)]
    learned, copied = _learned(model), [_learned(copy) for copy in copies]
    optimizer = torch.optim.AdamW(learned, lr=pace.peak, weight_decay=0.01, fused=True)
    step = _resume(kept, model, optimizer)
    began, seen, losses = time.perf_counter(), 0, []
    with ThreadPoolExecutor(len(copies)) as pool:
        while step < len(batches):
            batch = batches[step]
            for others in copied:
                _write(learned, others)
            halves = [half for half in (batch[::2], batch[1::2]) if half]
            losses.append(sum(pool.map(_backward, copies, halves)) / len(halves))
            _gather(learned, copied[: len(halves)])
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            for settings in optimizer.param_groups:
                settings["lr"] = pace.peak * rate(step, len(batches), pace.warm_up)
            optimizer.step()
            step += 1
            seen += sum(map(len, batch))
            if step % 50 == 0:
                speed = seen / (time.perf_counter() - began)
                mean = sum(losses[-50:]) / len(losses[-50:])
                print(f"{step}/{len(batches)} loss {mean:.3f} {speed:.1f}/s", flush=True)
            if step % checkpoint_every == 0 or step == len(batches):
                _keep(kept, model, optimizer, step)
                report(model, step)
    return model


def in_low_precision(model: ReaderModel) -> ReaderModel:
    """The model, its encoder in bfloat16 where the processor computes with it."""
    if torch.ops.mkldnn._is_mkldnn_bf16_supported():
        torch.nn.Module.to(model.encoder, torch.bfloat16)
    return model


def _backward(model: ReaderModel, part: list[Group]) -> float:
    found = loss_of(model, part)
    torch.autograd.backward(found)
    return found.item()


def _gather(learned: Sequence[Parameter], copied: Sequence[Sequence[Parameter]]) -> None:
    """The mean of the copies' gradients becomes the model's; theirs are cleared."""
    for own, *others in zip(learned, *copied, strict=True):
        gradients = [each.grad.float() for each in others if each.grad is not None]
        own.grad = torch.stack(gradients).mean(0) if gradients else None
        for each in others:
            each.grad = None


def _learned(model: ReaderModel) -> list[Parameter]:
    return [each for each in model.parameters() if each.requires_grad]


def _write(learned: Sequence[Tensor], copied: Sequence[Tensor]) -> None:
    with torch.no_grad():
        for own, other in zip(learned, copied, strict=True):
            other.copy_(own)


def rate(step: int, steps: int, warm_up: int) -> float:
    """The share of the peak rate: rising, level, then falling to zero."""
    return min(1.0, (step + 1) / warm_up, (steps - step) / (_DECAY * steps))


def _keep(path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer, step: int) -> None:
    part = path.with_suffix(".part")
    torch.save(
        {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, part
    )
    part.replace(path)


def _resume(path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer) -> int:
    if not path.exists():
        return 0
    kept = torch.load(path, weights_only=True)
    model.load_state_dict(kept["model"])
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["step"])
