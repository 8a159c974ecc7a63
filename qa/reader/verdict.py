"""What was read becomes a verdict: which passage answers best, who else says so, how surely."""

from __future__ import annotations

import json
import math
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from qa.answers import Said
from qa.reader.span_reader import Read

CALIBRATION = Path(__file__).parent / "weights" / "calibration.json"

_EDGES = string.punctuation + "“”‘’«»–—… "
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


# What orders the passages that were read: a logit of what the searches and the reader say of
# each. Chosen for the best mean of exact match, F1 and ranking on realtimeqa-dev, nq-open-gold
# and SQuAD 1.1; answers that several passages give are then worth the sum of their odds.
_OF_FUSED, _OF_RANK, _OF_MARGIN = 3.0, 0.3, 0.15


@dataclass(frozen=True, slots=True)
class Judged:
    """One passage that was read.

    `order` is the logit that it is ranked by; `agreement` how much of it, at least 0, comes
    from other passages that say the same.
    """

    read: Read
    order: float
    agreement: float


class Calibration(NamedTuple):
    """The logistic function that says how likely the best passage is to answer.

    Fitted on questions that the reader's weights were not made from. Of the searches only the
    cosine tells: what BM25 is worth depends on how large the archive is.
    """

    cosine: float
    rank: float
    margin: float
    agreement: float
    bias: float

    def logit(self, judged: Judged) -> float:
        read = judged.read
        return (
            self.cosine * (read.hit.dense or 0.0)
            + self.rank * read.rank
            + self.margin * read.margin
            + self.agreement * judged.agreement
            + self.bias
        )


@cache
def calibration() -> Calibration:
    """The one that is shipped beside the reader's weights and belongs to them."""
    return Calibration(**json.loads(CALIBRATION.read_text(encoding="utf-8")))


def confidence(judged: Judged) -> float:
    """How likely the passage is to answer: in [0, 1]."""
    return 1 / (1 + math.exp(-calibration().logit(judged)))


def in_order(reads: Sequence[Read]) -> list[Judged]:
    """Best first; of equals the better read, then the one that the searches put first.

    Where several passages give the best answer, the one that is read best speaks for them.
    """
    own = [_logit(read) for read in reads]
    answers = [_answer(read) for read in reads]
    places = range(len(reads))
    agreeing = [
        [other for other in places if other == place or _agree(answers[place], answers[other])]
        for place in places
    ]
    odds = [round(_log_of_sum([own[each] for each in all_of_it]), 6) for all_of_it in agreeing]
    order = sorted(places, key=lambda place: (-odds[place], -own[place]))
    if order:
        speaker = max(agreeing[order[0]], key=lambda place: own[place])
        odds[speaker] = odds[order[0]]
        order.sort(key=lambda place: place != speaker)
    return [
        Judged(reads[place], odds[place], max(0.0, odds[place] - own[place])) for place in order
    ]


def _logit(read: Read) -> float:
    return _OF_FUSED * read.hit.score + _OF_RANK * read.rank + _OF_MARGIN * read.margin


def _log_of_sum(logits: Sequence[float]) -> float:
    highest = max(logits)
    return highest + math.log(sum(math.exp(logit - highest) for logit in logits))


def _answer(read: Read) -> list[str]:
    return _words(read.hit.passage.article.text[slice(*read.span)]) if read.span else []


def agree(one: str, other: str) -> bool:
    """Whether two answers say the same: one holds all the words of the other, in a row."""
    return _agree(_words(one), _words(other))


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return False
    places = range(len(longer) - len(shorter) + 1)
    return any(longer[place : place + len(shorter)] == shorter for place in places)


def _words(text: str) -> list[str]:
    bare = _ARTICLES.sub(" ", text.casefold())
    return [word for each in bare.split() if (word := each.strip(_EDGES))]


def said(answers: Sequence[str | None], articles: Sequence[int]) -> tuple[Said, ...]:
    """Each different answer of the rows, with all the rows that give it.

    `answers` are the rows' own, best first, None where a row says nothing; `articles` how many
    print each row's text.
    """
    found: list[tuple[str, list[int]]] = []
    for row, answer in enumerate(answers):
        if answer is None:
            continue
        for text, rows in found:
            if agree(text, answer):
                rows.append(row)
                break
        else:
            found.append((answer, [row]))
    return tuple(
        Said(text, tuple(rows), sum(articles[row] for row in rows)) for text, rows in found
    )
