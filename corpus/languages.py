"""Which language a text is in, told only where it is plain."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.function_words import BY_LANGUAGE, ENGLISH

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_CHARS = 1500
_SAMPLE_WORDS = 120
_FEW_WORDS = 4
_KNOWN = {"en": ENGLISH, **BY_LANGUAGE}
_PLAINLY_ENGLISH = 0.3
_SMALL_SHARE, _AHEAD = 0.2, 1.4  # of a text's words; and how far ahead of the next language
_CERTAIN = 0.7
# Scripts whose words are not parted by spaces, or whose endings no stemmer of ours knows.
_UNPARTED = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0eff\u1780-\u17ff]"
)


@lru_cache(maxsize=8)  # the passages of an article ask one after another
def language_of(text: str) -> str | None:
    """The ISO 639-1 code of an article's language; None where it is not plain.

    Most are told by their small words alone; where these leave it open, py3langid is asked.
    """
    sample = text[:_SAMPLE_CHARS]
    words = _WORD.findall(sample.casefold())[:_SAMPLE_WORDS]
    if len(words) < _FEW_WORDS and not is_unparted(sample):
        return None
    if _count_small(words, ENGLISH) >= _PLAINLY_ENGLISH * len(words):
        return "en"  # before six more lists are looked through: most articles are
    small = Counter({code: _count_small(words, listed) for code, listed in _KNOWN.items()})
    (best, most), (_, next_most) = small.most_common(2)
    if most >= _SMALL_SHARE * len(words) and most >= _AHEAD * next_most:
        return best
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _CERTAIN else None


def languages_of_question(question: str) -> tuple[str, ...]:
    """The languages that a question may be in by its small words; none if these tell nothing."""
    words = _WORD.findall(question.casefold())
    counts = {code: _count_small(words, listed) for code, listed in _KNOWN.items()}
    most = max(counts.values())
    return tuple(code for code, count in counts.items() if count == most > 0)


def _count_small(words: list[str], listed: frozenset[str]) -> int:
    """How many of the words are listed; single letters are words of too many languages."""
    return sum(word in listed for word in words if len(word) > 1)


def is_unparted(text: str) -> bool:
    """Whether a text has letters of a script that puts no spaces between words."""
    return _UNPARTED.search(text) is not None


def unparted_pairs(text: str) -> list[str]:
    """Every two letters side by side in such a script; one that stands alone as it is."""
    pairs: list[str] = []
    for run in re.findall(f"{_UNPARTED.pattern}+", text):
        pairs += [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return pairs


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
