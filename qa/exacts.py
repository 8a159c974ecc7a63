"""What a question names so exactly that a passage should hold it letter for letter.

Both searches blur it: a vector loses its numbers, and an index of word stems its wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from corpus.records import Span


def exacts(question: str) -> tuple[str, ...]:
    """Its quotations, names of several words, numbers and codes, as written, in order of place.

    Names are told by their capitals: a question with one on every word has no names.
    """
    written = text = unicodedata.normalize("NFC", question[:_READ])
    found: list[Span] = []
    for places in (_quotations, _names, _codes):
        for start, end in list(places(text)):
            found.append(Span(start, end))
            # What stands within a quotation or a name is not looked for by itself.
            text = text[:start] + "\0" * (end - start) + text[end:]
    return tuple(dict.fromkeys(written[start:end] for start, end in sorted(found)))


def held(exacts: Sequence[str], text: str) -> float:
    """The share of the exacts that the text holds at word borders, in [0, 1]; 0.0 of none.

    Case, possessives, commas within numbers and the kinds of dashes, quotes and spaces make no
    difference. Where only words of a name are there, as in "Mistura", they count for half.
    """
    sought = [_sought(exact) for exact in exacts]
    # To make a text plain takes long, so that is done around what is sought: in most nowhere.
    near = _near(sought, text)
    if not near:
        return 0.0
    plain = _plain(near, numbers=any(one.has_figures for one in sought))
    return sum(_share(one.plain, plain) for one in sought) / len(exacts)


_Token: TypeAlias = re.Match[str]

_READ = 1000  # characters of a question
_QUOTATION = re.compile(
    r"""
    [“”„] ([^“”„]*) [“”] | « ([^«»]*) » | (?<!\w) " ([^"]*) " | ‘ (.+?) ’(?!\w)
    | (?<![\w'])' (?![0-9]0s) (\w(?:[^']|'(?=\w))+) '(?!\w)
    """,
    re.VERBOSE,
)
_AROUND = " \t\n\xa0.,;:!?"
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|&|[^\W_]+(?:[-–'’&/][^\W_]+|\.[0-9]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_SHORTENED = frozenset(
    "Mr Mrs Ms Dr St Ft Mt Gov Sen Rep Gen Lt Col Capt Sgt Prof Rev Bros Jr Sr".split()
)
_LINKS = frozenset(
    "of de del della di da dos du des van von der den ter la le al el bin bint ibn abu y &".split()
)
_OPENERS = frozenset(
    """
    who whom whose what which when where why how did does do is are was were has have had can could
    will would should may might must shall am the a an this that these those in on at by for from
    of to with after before during since under over until as if and or but so name tell give list
    show find according approximately about following despite due because while although though
    amid besides between among within without against per many most some all both each every no not
    it he she they we i you his her its their our my your there here let please
    """.split()
)
_SMALL = _LINKS | frozenset("a an the and or in on at by for from to with as".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_SENTENCE_ENDS = re.compile(r"[.?!:;\0“”\"]\s*$")
_CODE = re.compile(
    r"[$€£¥]\s?[0-9][0-9.,]*(?:\s?(?:million|billion|trillion|mn|bn|tn|[mb])\b)?(?<![.,])"
    r"|[^\W_]+(?:[-–/:][^\W_]+|[.,][0-9]+[^\W_]*)*(?:\s?(?:%|per\s?cent\b))?",
    re.IGNORECASE,
)
_BEFORE_A_CODE = re.compile(r"(?:(?:mid|pre|post|pro|non|anti|ex|then|early|late)[-–])+")
_AFTER_A_CODE = re.compile(r"(?<=[0-9])(?:[-–][a-z]+)+$")

# How much longer than what is sought a form of it may be: a few possessives and spaces.
_BESIDE = 32
_RUN = re.compile(r"[0-9]+|[^\W\d_]+")  # figures, or letters, that stand together
_DASH = re.compile("[‐‑‒–—―−]")
_QUOTE = re.compile("[’‘ʼ´]")
_POSSESSIVES = re.compile(r"'s\b|(?<=s)'(?!\w)")
_COMMA = re.compile(r"([0-9]),(?=[0-9]{3}(?![0-9]))")
_PER_CENT = re.compile(r"([0-9])\s?(?:%|per\s?cent\b)")
_SCALE = re.compile(r"([0-9])\s?(?:(m)illion|(b)illion|(t)rillion|([mbt])n|([mb]))\b")


def _quotations(text: str) -> Iterator[Span]:
    for match in _QUOTATION.finditer(text):
        start, end = match.span(match.lastindex or 0)
        words = text[start:end]
        start += len(words) - len(words.lstrip(_AROUND))
        end -= len(words) - len(words.rstrip(_AROUND))
        if sum(map(str.isalnum, text[start:end])) > 1:
            yield Span(start, end)


def _names(text: str) -> Iterator[Span]:
    """Runs of two words with capitals or more, or of one and its number: "Apollo 11"."""
    tokens = list(_TOKEN.finditer(text))
    if text.isupper() or _all_have_capitals(tokens):
        return
    run: list[_Token] = []
    for token in tokens:
        if run and _goes_on(run, token):
            run.append(token)
            continue
        yield from _name_of(run)
        run = [token] if _has_capital(token) and not _opens(token) else []
    yield from _name_of(run)


def _goes_on(run: list[_Token], token: _Token) -> bool:
    """Whether a word belongs to the name that the words before it began."""
    last = run[-1]
    between = token.string[last.end() : token.start()]
    shortened = last[0] in _SHORTENED or len(last[0]) == 1
    if _POSSESSIVE.search(last[0]) or not (
        between.isspace() or (between.strip() == "." and shortened)
    ):
        return False
    if "." in last[0] + between and token[0].lower() in _OPENERS:  # the U.S. Who …
        return False
    if token[0].isdigit():
        return len(run) == 1
    return (_has_capital(token) and not last[0].isdigit()) or token[0] in _LINKS


def _name_of(run: list[_Token]) -> Iterator[Span]:
    while run and run[-1][0] in _LINKS:
        run = run[:-1]
    words = [token[0] for token in run if token[0] not in _LINKS]
    if len(words) > 1 and any(len(word) > 1 for word in words):
        last = run[-1]
        yield Span(run[0].start(), last.start() + len(_POSSESSIVE.sub("", last[0])))


def _has_capital(token: _Token) -> bool:
    return any(map(str.isupper, token[0]))


def _opens(token: _Token) -> bool:
    """Whether a word has its capital from its place or custom only, and begins no name."""
    word = token[0].lower()
    before = token.string[max(0, token.start() - 3) : token.start()]
    return word in _WEEKDAYS or (
        word in _OPENERS and (token.start() == 0 or bool(_SENTENCE_ENDS.search(before)))
    )


def _all_have_capitals(tokens: Sequence[_Token]) -> bool:
    """Whether nothing can be told from capitals: "What Is the Capital City of France"."""
    words = [token[0] for token in tokens[1:] if token[0].lower() not in _SMALL]
    return len(words) > 3 and not any(map(str.islower, words))


def _codes(text: str) -> Iterator[Span]:
    """Whatever has a figure in it, and words with a dash and a capital."""
    for match in _CODE.finditer(text):
        start, end = match.span()
        if prefix := _BEFORE_A_CODE.match(text, start, end):
            start = prefix.end()
        if suffix := _AFTER_A_CODE.search(text, start, end):
            end = suffix.start()
        code = text[start:end]
        if any(map(str.isdigit, code)) or _is_hyphenated_name(code, start):
            yield Span(start, end)


def _is_hyphenated_name(code: str, start: int) -> bool:
    first, *others = re.split("[-–]", code)
    return bool(others) and any(
        part != part.lower() for part in ([first, *others] if start else others)
    )


class _Sought(NamedTuple):
    """Something to look for in many texts: made plain, and the parts that no form of it lacks."""

    plain: str
    parts: tuple[str, ...]
    has_figures: bool


def _near(sought: Sequence[_Sought], text: str) -> str:
    """The words of a text around any part of what is sought, in lower case; "" if none is there."""
    if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        return text
    folded = text.casefold()
    if "," in folded and any(one.has_figures for one in sought):
        folded = _COMMA.sub(r"\1", folded)
    found: list[Span] = []
    for one in sought:
        reach = len(one.plain) + _BESIDE
        for part in one.parts:
            at = folded.find(part)
            while at >= 0:
                found.append(_whole_words(folded, at - reach, at + reach))
                at = folded.find(part, found[-1].end)
    stretches: list[Span] = []
    for each in sorted(found):
        if stretches and each.start <= stretches[-1].end:
            each = Span(stretches[-1].start, max(stretches.pop().end, each.end))
        stretches.append(each)
    return " \0 ".join(folded[slice(*each)] for each in stretches)


def _whole_words(text: str, start: int, end: int) -> Span:
    """The range, widened to the spaces around it."""
    first = text.rfind(" ", 0, start) if start > 0 else 0
    last = text.find(" ", end)
    return Span(max(first, 0), len(text) if last < 0 else last)


@lru_cache(maxsize=1024)
def _sought(exact: str) -> _Sought:
    plain = _plain(exact, numbers=True)
    # Of "2.5m" a text may say "2.5 million": the figures are the same.
    runs = [_RUN.findall(word) for word in _words(plain) or (plain,)]
    parts = tuple(max(each, key=len, default="") for each in runs)
    return _Sought(plain, parts, any(map(str.isdigit, plain)))


def _plain(text: str, *, numbers: bool) -> str:
    """A text as it is compared: in lower case, with one kind of dash, quote and space.

    And of `numbers`, which is left out where none is looked for, because it takes long.
    """
    if not text.isascii():
        text = _QUOTE.sub("'", _DASH.sub("-", text))  # NFKC would make a space of some
        text = unicodedata.normalize("NFKC", text)
    text = " ".join(text.casefold().split())
    # Looking for what is not there takes most of the time, so the rarest sign is sought first.
    if "'" in text:
        text = _POSSESSIVES.sub("", text)
    if not numbers:
        return text
    if "," in text:
        text = _COMMA.sub(r"\1", text)
    if "%" in text or "cent" in text:
        text = _PER_CENT.sub(r"\1%", text)
    return _SCALE.sub(lambda match: match[1] + match[match.lastindex or 1], text)


@lru_cache(maxsize=1024)
def _words(exact: str) -> tuple[str, ...]:
    return tuple(word for word in exact.split() if word not in _LINKS)


def _share(exact: str, plain: str) -> float:
    if _holds(plain, exact):
        return 1.0
    words = _words(exact)
    return sum(_holds(plain, word) for word in words) / len(words) / 2 if len(words) > 1 else 0.0


def _holds(plain: str, words: str) -> bool:
    """Whether the words stand there by themselves: "4" is neither in "42" nor in "4.5"."""
    return words in plain and _at_borders(words).search(plain) is not None


@lru_cache(maxsize=1024)
def _at_borders(words: str) -> re.Pattern[str]:
    start = r"(?<!\w)(?<![0-9][.,])" if words[:1].isalnum() else ""
    end = r"(?!\w)(?![.,][0-9])" if words[-1:].isalnum() else ""
    return re.compile(start + re.escape(words) + end)
