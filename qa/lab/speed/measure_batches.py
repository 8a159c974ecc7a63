"""A file of questions answered at once, beside the same questions one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from qa.lab.speed.measure_asking import time_one_by_one
from qa.lab.speed.processes import PULLQUOTE, run_apart, time_command
from qa.lab.speed.speed_figures import Batch


def measure_batch(archive: Path, questions: Sequence[str], processes: int) -> Batch:
    """Half of the questions one at a time, all at once, the other half one at a time.

    So that both meet the same if the machine gets slower. `processes` questions, spread
    evenly, are asked with a process of their own.
    """
    half = len(questions) // 2
    seconds = run_apart(time_one_by_one, archive, questions[:half])
    with TemporaryDirectory() as made:
        asked = Path(made) / "questions.txt"
        asked.write_text("\n".join(questions) + "\n", encoding="utf-8")
        answers = asked.with_name("answers.jsonl")
        together = time_command([PULLQUOTE, "batch", asked, "-o", answers, "--archive", archive])
    seconds += run_apart(time_one_by_one, archive, questions[half:])
    each = questions[:: max(1, len(questions) // processes)][:processes]
    alone = [time_command([PULLQUOTE, "ask", "--archive", archive, "--", one]) for one in each]
    return Batch(
        questions=len(questions),
        together=len(questions) / together,
        one_by_one=len(questions) / seconds,
        a_process_each=1 / median(alone),
    )
