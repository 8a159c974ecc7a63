"""Which answers say the same, whoever gives them."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

from qa.answers import AnswerGroup

_EDGES = string.punctuation + "“”‘’«»–—… "
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def answer_words(text: str) -> list[str]:
    """The words of an answer that count: lower case, without articles and punctuation."""
    bare = _ARTICLES.sub(" ", text.casefold())
    return [word for each in bare.split() if (word := each.strip(_EDGES))]


def is_same_answer(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two answers, as words, say the same: one holds all of the other, in a row."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return False
    places = range(len(longer) - len(shorter) + 1)
    return any(longer[place : place + len(shorter)] == shorter for place in places)


def group_answers(
    answers: Sequence[str | None], articles: Sequence[int]
) -> tuple[AnswerGroup, ...]:
    """Each different answer of the rows, with all the rows that give it.

    `answers` are the rows' own, best first, None where a row says nothing; `articles` how many
    print each row's text.
    """
    groups: list[tuple[str, list[int]]] = []
    for row, answer in enumerate(answers):
        if answer is None:
            continue
        words = answer_words(answer)
        same = (rows for text, rows in groups if is_same_answer(answer_words(text), words))
        if (rows := next(same, None)) is not None:
            rows.append(row)
        else:
            groups.append((answer, [row]))
    return tuple(
        AnswerGroup(text, tuple(rows), sum(articles[row] for row in rows)) for text, rows in groups
    )
