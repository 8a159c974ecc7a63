"""What a question names so exactly that a passage should hold it letter for letter.

Both searches blur it: a vector loses its numbers, and an index of word stems its wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from corpus.calendar_words import MONTH_NUMBERS, NUMBERS, WEEKDAYS, any_of
from corpus.question_words import foreign_small_words
from corpus.records import Span
from qa.search.term_forms import ABBREVIATIONS
from qa.search.term_matching import NAME_PARTICLES


def find_exact_terms(question: str) -> tuple[str, ...]:
    """Its quotations, names of several words, numbers and codes, as written, in order of place.

    Names are recognized by their capitals: a question with a capital on every word has none.
    """
    written = text = unicodedata.normalize("NFC", question[:MAX_CHARACTERS])
    found: list[Span] = []
    for places in (_find_quotations, _find_days, _find_names, _find_codes):
        for start, end in list(places(text)):
            if places is not _find_days:
                found.append(Span(start, end))
            # What is a part of a quotation or a name is not a term by itself.
            text = text[:start] + "\0" * (end - start) + text[end:]
    return tuple(dict.fromkeys(written[start:end] for start, end in sorted(found)))


def quotations(text: str) -> tuple[Span, ...]:
    """Where a text quotes, without the marks."""
    return tuple(_find_quotations(text))


def hide_quotations(text: str) -> str:
    """The text with NUL characters for all that it quotes, and for the marks."""
    return _QUOTATION.sub(lambda match: "\0" * len(match[0]), text)


_Token: TypeAlias = re.Match[str]

MAX_CHARACTERS = 2000  # of a question; what follows them is not read
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
_OPENERS = frozenset(
    """
    who whom whose what which when where why how did does do is are was were has have had can could
    will would should may might must shall am the a an this that these those in on at by for from
    of to with after before during since under over until as if and or but so name tell give list
    show find according approximately about following despite due because while although though
    amid besides between among within without against per many most some all both each every no not
    it he she they we i you his her its their our my your there here let please can't won't shan't
    explain describe compare summarize summarise discuss identify define mention regarding
    concerning including even only also just still yet once then now today yesterday recently
    meanwhile however perhaps maybe latest another other several such like unlike former
    """.split()
) | frozenset(NUMBERS)
_SHORTENED = re.compile(r"(?:n't|'(?:s|d|ll|ve|re|m))$")  # "didn't", "who'd"
_MONTH = rf"{any_of(MONTH_NUMBERS)}\b\.?"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_DAY_AND_MONTH = re.compile(
    r"(?<![\w-])(?:in|on|during|since|before|after|by|until|till|from|to|of|last|this|next|late"
    rf"|early|mid)[\s-]+(?:the\s+)?(?P<day>(?:{_DAY}\s+(?:of\s+)?)?{_MONTH}"
    rf"(?:\s+{_DAY}(?![\w%]|[,.:-][0-9]|\s+(?:people|men|women|children|(?-i:[a-z])+s)\b))?)",
    re.IGNORECASE,
)
_SMALL_IN_TITLES = NAME_PARTICLES | frozenset(
    "a an the and or in on at by for from to with as".split()
)
_SENTENCE_ENDS = re.compile(r"[.?!:;\0“”\"]\s*$")
_CODE = re.compile(
    r"[$€£¥]\s?[0-9][0-9.,]*(?:[\s-]?(?:million|billion|trillion|mn|bn|tn|[mb])\b)?(?<![.,])"
    r"|[0-9][0-9.,]*[\s-]?(?:million|billion|trillion|mn|bn|tn)\b"
    r"|[^\W_]+(?:[-–/:][^\W_]+|[.,][0-9]+[^\W_]*)*(?:\s?(?:%|per\s?cent\b))?",
    re.IGNORECASE,
)
_BEFORE_A_CODE = re.compile(r"(?:(?:mid|pre|post|pro|non|anti|ex|then|early|late)[-–])+")
_AFTER_A_CODE = re.compile(r"(?<=[0-9])(?!-[mbt](?:r?illion|n)$)(?:[-–][a-z]+)+$")


def _find_quotations(text: str) -> Iterator[Span]:
    for match in _QUOTATION.finditer(text):
        start, end = match.span(match.lastindex or 0)
        words = text[start:end]
        start += len(words) - len(words.lstrip(_AROUND))
        end -= len(words) - len(words.rstrip(_AROUND))
        if sum(map(str.isalnum, text[start:end])) > 1:
            yield Span(start, end)


def _find_days(text: str) -> Iterator[Span]:
    """The days and months in which something was: they are no part of a name that follows."""
    for match in _DAY_AND_MONTH.finditer(text):
        yield Span(match.start("day"), match.end("day"))


def _find_names(text: str) -> Iterator[Span]:
    """Runs of two words with capitals or more, or of one and its number: "Apollo 11"."""
    tokens = list(_TOKEN.finditer(text))
    if text.isupper() or _is_title_case(tokens):
        return
    openers, run = _OPENERS | foreign_small_words(text), list[_Token]()
    for token in tokens:
        if run and _is_continued_by(run, token):
            run.append(token)
            continue
        yield from _trim_name(run)
        run = [token] if _has_capital(token) and not _is_opener(token, openers) else []
    yield from _trim_name(run)


def _is_continued_by(run: list[_Token], token: _Token) -> bool:
    """Whether a word belongs to the name that the words before it began."""
    last = run[-1]
    between = token.string[last.end() : token.start()]
    shortened = last[0] in ABBREVIATIONS or len(last[0]) == 1
    if _POSSESSIVE.search(last[0]) or not (
        between.isspace() or (between.strip() == "." and shortened)
    ):
        return False
    if "." in last[0] + between and token[0].lower() in _OPENERS:  # the U.S. Who …
        return False
    if token[0].isdigit():
        return len(run) == 1
    return (_has_capital(token) and not last[0].isdigit()) or token[0] in NAME_PARTICLES


def _trim_name(run: list[_Token]) -> Iterator[Span]:
    while run and run[-1][0] in NAME_PARTICLES:
        run = run[:-1]
    words = [token[0] for token in run if token[0] not in NAME_PARTICLES]
    if len(words) > 1 and any(len(word) > 1 for word in words):
        last = run[-1]
        yield Span(run[0].start(), last.start() + len(_POSSESSIVE.sub("", last[0])))


def _has_capital(token: _Token) -> bool:
    return any(map(str.isupper, token[0]))


def _is_opener(token: _Token, openers: frozenset[str]) -> bool:
    """Whether a word has its capital only from its place or by custom, and begins no name."""
    word = token[0].lower().replace("’", "'")
    before = token.string[max(0, token.start() - 3) : token.start()]
    return word in WEEKDAYS or (
        (word in openers or _SHORTENED.sub("", word) in openers)
        and (token.start() == 0 or bool(_SENTENCE_ENDS.search(before)))
    )


def _is_title_case(tokens: Sequence[_Token]) -> bool:
    """Whether capitals say nothing: "What Is the Capital City of France"."""
    words = [token[0] for token in tokens[1:] if token[0].lower() not in _SMALL_IN_TITLES]
    return len(words) > 3 and not any(map(str.islower, words))


def _find_codes(text: str) -> Iterator[Span]:
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
