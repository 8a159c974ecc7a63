"""Whether a text holds, letter for letter, what a question names.

Some dozens of texts are searched for each question, so a text is normalized no further than
needed: cheaply as a whole, and thoroughly only around what may be a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.search.term_forms import drop_thousands_commas, normalize, part_words, unify_forms

# Words within names that mean nothing alone.
NAME_PARTICLES = frozenset(
    "of de del della di da dos du des van von der den ter la le al el bin bint ibn abu y &".split()
)


def matched_share(exact_terms: Sequence[str], text: str) -> float:
    """The share of the terms that the text holds at word borders, in [0, 1]; 0.0 without terms.

    Case, accents, possessives, dots after initials, commas within numbers, dashes within words
    and the kinds of dashes, quotes and spaces make no difference. Where only words of a name are
    there, as in "Mistura", they count for half.
    """
    if not exact_terms:
        return 0.0
    terms = _prepare_terms(tuple(exact_terms))
    text = normalize(text)
    if terms.has_thousands and "," in text:
        text = drop_thousands_commas(text)
    return sum(_score_term(term, text) for term in terms.each) / len(exact_terms)


class _Term(NamedTuple):
    """Something to look for in many texts: normalized, and a part that each of its forms has.

    `sure_parts` are parts that no form lacks, `words` the words of a name that has several.
    """

    plain: str
    part: str
    sure_parts: tuple[str, ...]
    words: tuple[_Term, ...]
    has_figures: bool


class _Terms(NamedTuple):
    """The terms of one question, and what matters for them in every text.

    `has_thousands` says whether a text may have a comma within a part.
    """

    each: tuple[_Term, ...]
    has_thousands: bool


# Characters that a form of a term may be longer than the term: a few possessives and spaces.
_EXTRA_CHARACTERS = 32
_LETTERS_OR_DIGITS = re.compile(r"[0-9]+|[^\W\d_]+")  # figures, or letters, that stand together
_LONGEST_WORD = 200  # without a space; of more letters than that only a part is looked at
_SURE_LETTERS = 4  # of a word that no text writes with dots between its letters


@lru_cache(maxsize=256)
def _prepare_terms(exact_terms: tuple[str, ...]) -> _Terms:
    each = tuple(_prepare_term(term) for term in exact_terms)
    parts = [word.part for term in each for word in term.words or (term,)]
    return _Terms(each, has_thousands=any(part.isdigit() and len(part) > 3 for part in parts))


def _prepare_term(term: str) -> _Term:
    plain = unify_forms(normalize(term))
    words = [word for word in plain.split() if word not in NAME_PARTICLES] or [plain]
    prepared = tuple(_prepare_word(word) for word in words)
    longest = max((each.part for each in prepared), key=len)
    # "US" may stand there as "U.S.": of a short word only its first letter is sure.
    sure = tuple(p if len(p) >= _SURE_LETTERS else p[:1] for p in (each.part for each in prepared))
    several = prepared if len(prepared) > 1 else ()
    return _Term(part_words(plain), longest, (longest, *sure), several, _has_figures(plain))


def _prepare_word(word: str) -> _Term:
    # For "2.5m" a text may say "2.5 million": the figures are the same.
    part = max(_LETTERS_OR_DIGITS.findall(word), key=len, default=word)
    return _Term(part_words(word), part, (part,), (), _has_figures(word))


def _has_figures(text: str) -> bool:
    return any(map(str.isdigit, text))


def _score_term(term: _Term, text: str) -> float:
    if _is_there(text, term):
        return 1.0
    if not term.words:
        return 0.0
    return sum(_is_there(text, word) for word in term.words) / len(term.words) / 2


def _is_there(text: str, term: _Term) -> bool:
    """Whether it stands there by itself: "4" is neither in "42" nor in "4.5"."""
    if not all(part in text for part in term.sure_parts):
        return False
    # What comes after a number matters: "4" is not in "4 million".
    if not term.has_figures and any(_find_places(text, term.plain)):
        return True
    return any(
        any(_find_places(part_words(unify_forms(form)), term.plain))
        for form in _find_forms(text, term)
    )


def _find_places(text: str, words: str) -> Iterator[bool]:
    """For each place of the words, whether they begin and end there as words do."""
    # No pattern: to compile one for each question would take longer than all its texts.
    at = text.find(words)
    while at >= 0:
        yield not _is_part_of_word(text, at, at + len(words))
        at = text.find(words, at + 1)


def _is_part_of_word(text: str, start: int, end: int) -> bool:
    """Whether a range is only a part of a word or a number."""
    if text[start].isalnum() and start > 0:
        before = text[start - 1]
        if before.isalnum() or before == "_" or (before in ".," and _is_digit_at(text, start - 2)):
            return True
    if text[end - 1].isalnum() and end < len(text):
        after = text[end]
        return after.isalnum() or after == "_" or (after in ".," and _is_digit_at(text, end + 1))
    return False


def _is_digit_at(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place] in "0123456789"


def _find_forms(text: str, term: _Term) -> Iterator[str]:
    """The stretches of whole words around its part, where that is not a piece of a longer run."""
    reach = len(term.plain) + _EXTRA_CHARACTERS
    kind = str.isdigit if term.part.isdigit() else str.isalpha
    at = text.find(term.part)
    while at >= 0:
        end = at + len(term.part)
        if not any(map(kind, text[max(at - 1, 0) : at] + text[end : end + 1])):
            farthest, start = max(at - reach - _LONGEST_WORD, 0), max(at - reach, 0)
            first = text.rfind(" ", farthest, start) + 1 or farthest
            last = text.find(" ", end + reach, end + reach + _LONGEST_WORD)
            yield text[first : last if last >= 0 else end + reach + _LONGEST_WORD]
        at = text.find(term.part, end)
