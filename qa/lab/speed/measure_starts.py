"""What starts cold: a question from the shell beside other scripts, the help, the chat."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from corpus.store.sqlite import SqliteStore
from embeddings.models.packaged import DEFAULT_MODEL, folder_of
from qa.lab.speed.processes import (
    PULLQUOTE,
    Command,
    find_imports,
    run_command,
    time_first_paint,
    time_in_turns,
)
from qa.lab.speed.speed_figures import Starts

_HERE = Path(__file__).parent


def measure_starts(archive: Path, others: Path, question: str, turns: int) -> Starts:
    """Measure them on one archive; what the other scripts read is kept in a folder of theirs."""
    passages = export_passages(archive, others)
    ask: Command = [PULLQUOTE, "ask", question, "--archive", archive]
    commands: dict[str, Command] = {
        "ask": ask,
        "bare": _script_command("bare.py", others, question),
    }
    if find_spec("txtai"):
        run_command(_script_command("with_txtai.py", others))
        commands["txtai"] = _script_command("with_txtai.py", others, question)
    taken = time_in_turns(commands, turns)
    return Starts(
        passages=passages,
        ask=taken["ask"],
        bare=taken["bare"],
        txtai=taken.get("txtai", []),
        help=time_in_turns({"help": [PULLQUOTE, "--help"]}, turns)["help"],
        paint=_time_paints(archive, turns),
        loads_torch="torch" in find_imports(ask),
    )


def export_passages(archive: Path, folder: Path) -> int:
    """Write an archive's vectors and passages as others read them; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = SqliteStore.open(archive)
    _, vectors = opened.index_source.vectors()
    np.save(folder / "vectors.npy", vectors)
    lines = (json.dumps(text) + "\n" for _, _, text, _ in opened.index_source.passages())
    (folder / "passages.jsonl").write_text("".join(lines), encoding="utf-8")
    opened.close()
    return len(vectors)


def _script_command(name: str, folder: Path, *question: str) -> Command:
    return [sys.executable, _HERE / name, folder, folder_of(DEFAULT_MODEL), *question]


def _time_paints(archive: Path, turns: int) -> list[float]:
    chat: Command = [PULLQUOTE, "chat", "--archive", archive]
    try:
        return [time_first_paint(chat) for _ in range(1 + turns)][
            1:
        ]  # the first one finds its files
    except OSError as error:
        print(f"the chat's first paint: {error}", file=sys.stderr)
        return []
