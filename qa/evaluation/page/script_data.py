"""Every outcome as JSON for the page's script."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from itertools import count

from qa.evaluation.outcomes import Evaluation, Outcome
from qa.show.safe_text import printable

_SHOWN_RANKS = 10


def script_data(evaluation: Evaluation) -> str:
    """One object, safe inside a script element: ASCII alone, and nothing in it can end the element.

    Articles stand by their number in `articles`, values and stages in the order of their names:
    ten thousand questions stay at a few megabytes.
    """
    number: defaultdict[str, int] = defaultdict(count().__next__)
    stages = dict.fromkeys(name for outcome in evaluation.outcomes for name in outcome.stages)
    measures = evaluation.means()
    questions = [
        _record(outcome, number)
        | {
            "values": _rounded_values(outcome.values, measures),
            "stages": _rounded_values(outcome.stages, stages),
        }
        for outcome in evaluation.outcomes
    ]
    data = {
        "measures": [printable(name) for name in measures],
        "stages": [printable(name) for name in stages],
        "articles": [printable(article) for article in number],
        "questions": questions,
    }
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")


def _record(outcome: Outcome, number: Mapping[str, int]) -> dict[str, object]:
    """A rank of 0 is a relevant article that was not found."""
    gold, cited = outcome.gold, outcome.cited
    ranks = {found.article: rank for rank, found in enumerate(outcome.articles, start=1)}
    return {
        "id": printable(gold.id),
        "question": printable(gold.question),
        "date": gold.asked_on and gold.asked_on.isoformat(),
        "answerable": gold.answerable,
        "gold": [printable(answer) for answer in gold.answers],
        "relevant": [(number[id], gold.articles[id], ranks.get(id, 0)) for id in gold.relevant],
        "status": outcome.status,
        "lost": outcome.lost,
        "answer": outcome.answer and printable(outcome.answer),
        "confidence": round(outcome.confidence, 4),
        "cited": cited and (number[cited.article], *cited.span),
        "found": [number[found.article] for found in outcome.articles[:_SHOWN_RANKS]],
        "depth": len(outcome.articles),
        "passages": [
            (number[found.article], found.start, found.end, int(found.holds))
            for found in outcome.passages[:_SHOWN_RANKS]
        ],
        "ms": round(outcome.elapsed_ms, 1),
        "error": outcome.error and printable(outcome.error),
    }


def _rounded_values(values: Mapping[str, float], names: Mapping[str, object]) -> list[float | None]:
    return [round(values[name], 4) if name in values else None for name in names]
