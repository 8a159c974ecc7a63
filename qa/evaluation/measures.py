"""The measures: pure functions of one question's ranking, passages or answer.

Each gives a number from 0 (nothing right, or nothing found) to 1.
"""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

_PUNCTUATION = str.maketrans("", "", string.punctuation)


def hit(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """1 if one of the first k articles is relevant."""
    return float(any(grades.get(article, 0) > 0 for article in ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """1 / the rank of the first relevant article among the first k."""
    ranks = (rank for rank, article in enumerate(ranking[:k], 1) if grades.get(article, 0) > 0)
    return 1 / next(ranks, math.inf)


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Discounted gain of the first k articles over the best that the judgements allow.

    As trec_eval has it: the gain is the grade itself, divided by log2(rank + 1).
    """
    best = _discounted(sorted(grades.values(), reverse=True), k)
    return _discounted([grades.get(article, 0) for article in ranking], k) / best if best else 0.0


def _discounted(gains: Sequence[int], k: int) -> float:
    return sum(max(gain, 0) / math.log2(rank + 1) for rank, gain in enumerate(gains[:k], 1))


def answer_hit(passages: Sequence[str], answers: Sequence[str], k: int) -> float:
    """1 if one of the first k passages holds one of the answers, as whole words."""
    wanted = [f" {words} " for words in map(_words, answers) if words]
    held = (f" {_words(passage)} " for passage in passages[:k])
    return float(any(words in passage for passage in held for words in wanted))


def exact_match(predicted: str, answers: Iterable[str]) -> float:
    """1 if the predicted answer is one of the answers, both normalised."""
    return float(normalised(predicted) in map(normalised, answers))


def token_f1(predicted: str, answers: Iterable[str]) -> float:
    """The harmonic mean of word precision and recall, for the answer where it is highest."""
    words = normalised(predicted).split()
    return max((_f1(words, normalised(answer).split()) for answer in answers), default=0.0)


def normalised(text: str) -> str:
    """The text as SQuAD's official evaluation compares it.

    In lower case, without ASCII punctuation, without a, an and the, single spaces between.
    """
    return _without_articles(text.lower().translate(_PUNCTUATION))


def _f1(predicted: Sequence[str], answer: Sequence[str]) -> float:
    if not predicted or not answer:
        return float(predicted == answer)
    same = (Counter(predicted) & Counter(answer)).total()
    return 2 * same / (len(predicted) + len(answer))


def _words(text: str) -> str:
    """Words alone, in one case: SQuAD's form would miss "Biden" in “Biden’s” and "Biden-led"."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _without_articles(re.sub(r"\W+", " ", folded))


def _without_articles(text: str) -> str:
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())
