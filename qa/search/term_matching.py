"""Whether a text holds, letter for letter, what a question names.

Of each question some dozens of texts are asked this, so a text is brought into its plain form
no further than it takes: all of it cheaply, and the rest only around what is sought.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# Words of a name that alone say nothing of it.
LINKS = frozenset(
    "of de del della di da dos du des van von der den ter la le al el bin bint ibn abu y &".split()
)


def matched_share(exact_terms: Sequence[str], text: str) -> float:
    """The share of the exact_terms that the text holds at word borders, in [0, 1]; 0.0 of none.

    Case, possessives, commas within numbers and the kinds of dashes, quotes and spaces make no
    difference. Where only words of a name are there, as in "Mistura", they count for half.
    """
    if not exact_terms:
        return 0.0
    sought = _all_sought(tuple(exact_terms))
    even = _even(text, ascii_is_enough=sought.is_ascii)
    if sought.has_thousands and "," in even:
        even = _COMMA.sub(r"\1", even)
    return sum(_share(one, even) for one in sought.each) / len(exact_terms)


class _Sought(NamedTuple):
    """Something to look for in many texts: made plain, and a part that no form of it lacks.

    `words` are those of a name of several.
    """

    plain: str
    part: str
    words: tuple[_Sought, ...]
    has_figures: bool


class _AllSought(NamedTuple):
    """What one question names, and what matters for it in every text.

    `has_thousands` says whether a text may have a comma within a part.
    """

    each: tuple[_Sought, ...]
    is_ascii: bool
    has_thousands: bool


# How much longer than what is sought a form of it may be: a few possessives and spaces.
_BESIDE = 32
_RUN = re.compile(r"[0-9]+|[^\W\d_]+")  # figures, or letters, that stand together
_DASHES, _QUOTES = "‐‑‒–—―−", "’‘ʼ´"
_POSSESSIVES = re.compile(r"'s\b|(?<=s)'(?!\w)")
_COMMA = re.compile(r"([0-9]),(?=[0-9]{3}(?![0-9]))")
_PER_CENT = re.compile(r"([0-9])\s?(?:%|per\s?cent\b)")
_SCALE = re.compile(r"([0-9])\s?(?:(m)illion|(b)illion|(t)rillion|([mbt])n|([mb]))\b")


@lru_cache(maxsize=256)
def _all_sought(exact_terms: tuple[str, ...]) -> _AllSought:
    each = tuple(_sought(exact) for exact in exact_terms)
    parts = [word.part for one in each for word in one.words or (one,)]
    return _AllSought(
        each,
        is_ascii=all(one.plain.isascii() for one in each),
        has_thousands=any(part.isdigit() and len(part) > 3 for part in parts),
    )


def _sought(exact: str) -> _Sought:
    plain = _plain(_even(exact))
    words = [word for word in plain.split() if word not in LINKS] or [plain]
    parts = tuple(_of_a_word(word) for word in words)
    longest = max((each.part for each in parts), key=len)
    return _Sought(plain, longest, parts if len(parts) > 1 else (), _has_figures(plain))


def _of_a_word(word: str) -> _Sought:
    # Of "2.5m" a text may say "2.5 million": the figures are the same.
    return _Sought(word, max(_RUN.findall(word), key=len, default=word), (), _has_figures(word))


def _has_figures(text: str) -> bool:
    return any(map(str.isdigit, text))


def _even(text: str, *, ascii_is_enough: bool = False) -> str:
    """A text in lower case, with one kind of dash, quote and space.

    Where nothing but ASCII is sought in it, other letters may stay capitals: that takes a third.
    """
    if not text.isascii():
        for one, others in (("'", _QUOTES), ("-", _DASHES)):  # NFKC would make a space of some
            for other in others:
                if other in text:
                    text = text.replace(other, one)
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
    if ascii_is_enough and not ("ß" in text or "ẞ" in text):  # which are "ss"
        text = text.encode().lower().decode()
    else:
        text = text.casefold()
    return " ".join(text.split()) if "  " in text else text.replace("\n", " ")


def _plain(even: str) -> str:
    """What is even as it is compared: without possessives, and with one form of each number."""
    text = " ".join(even.split())
    # Looking for what is not there takes most of the time, so the rarest sign is sought first.
    if "'" in text:
        text = _POSSESSIVES.sub("", text)
    if "," in text:
        text = _COMMA.sub(r"\1", text)
    if "%" in text or "cent" in text:
        text = _PER_CENT.sub(r"\1%", text)
    return _SCALE.sub(lambda match: match[1] + match[match.lastindex or 1], text)


def _share(one: _Sought, even: str) -> float:
    if _holds(even, one):
        return 1.0
    if not one.words:
        return 0.0
    return sum(_holds(even, word) for word in one.words) / len(one.words) / 2


def _holds(even: str, one: _Sought) -> bool:
    """Whether it stands there by itself: "4" is neither in "42" nor in "4.5"."""
    if not all(word.part in even for word in one.words or (one,)):
        return False
    # Of a number it matters what comes after it: "4" is not in "4 million".
    if not one.has_figures and any(_apart(even, one.plain)):
        return True
    return any(any(_apart(_plain(form), one.plain)) for form in _forms(even, one))


def _apart(text: str, words: str) -> Iterator[bool]:
    """Of each place where the words are, whether they begin and end there as words do."""
    # No pattern: to compile one for each question would take longer than all its texts.
    at = text.find(words)
    while at >= 0:
        yield not _goes_on(text, at, at + len(words))
        at = text.find(words, at + 1)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a range is but a part of a word or a number."""
    if text[start].isalnum() and start > 0:
        before = text[start - 1]
        if before.isalnum() or before == "_" or (before in ".," and _is_figure(text, start - 2)):
            return True
    if text[end - 1].isalnum() and end < len(text):
        after = text[end]
        return after.isalnum() or after == "_" or (after in ".," and _is_figure(text, end + 1))
    return False


def _is_figure(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place] in "0123456789"


def _forms(even: str, one: _Sought) -> Iterator[str]:
    """The stretches of whole words around its part, where that is no piece of a longer run."""
    reach = len(one.plain) + _BESIDE
    kind = str.isdigit if one.part.isdigit() else str.isalpha
    at = even.find(one.part)
    while at >= 0:
        end = at + len(one.part)
        if not any(map(kind, even[max(at - 1, 0) : at] + even[end : end + 1])):
            first = even.rfind(" ", 0, max(at - reach, 0)) + 1
            last = even.find(" ", end + reach)
            yield even[first : last if last >= 0 else len(even)]
        at = even.find(one.part, end)
