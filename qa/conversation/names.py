"""The names in a question, an answer or a headline: what stands there with capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from corpus.calendar_words import MONTHS, WEEKDAYS
from qa.conversation.word_classes import CLOSED, TOKEN, read_words, without_possessive
from qa.reader.questions.answer_types import is_of_kind

Kind = Literal["person", "place", "group", "unknown"]
Gender = Literal["he", "she", ""]


class Name(NamedTuple):
    """A name, where it stands, and what it is the name of as far as the words around it tell."""

    text: str
    start: int
    end: int
    kind: Kind = "unknown"
    gender: Gender = ""

    def may_be(self, pronoun: str) -> bool:
        """Whether "he" or "she" may mean it: in doubt it may."""
        return self.kind in ("person", "unknown") and self.gender in (pronoun, "")


SPEAKS = re.compile(
    r"\s+(?:said|says|told|warned|added|argued|called|claimed|described|insisted|denied|admitted"
    r"|asked|urged|accused|announced|welcomed|condemned|stressed|spoke|met|thinks?|thought)\b"
)
_PARTICLES = frozenset("of de del della di da dos du des van von der den ter al el bin ibn".split())
_JOINTS = ("and", "&", "the")  # between two names, or within that of an organization or a work
_WITHIN = _PARTICLES.union(_JOINTS)
_NO_NAMES = frozenset((*MONTHS, *WEEKDAYS, "i", "mr", "mrs", "ms", "dr"))
_DEMONYM = re.compile(
    r"(?:[A-Z]\w+(?:ian|ean|ish|ese|iote|ivian)s?|American|Mexican|African|German|Roman|French|Dutch"
    r"|Swiss|Greek|Czech|Iraqi|Israeli|Pakistani|Saudi|Yemeni|Kuwaiti|Afghan|Arab|Kurd|Turk|Thai"
    r"|Islamic|Islamist|Catholic|Jewish|Muslim|Christian|Democratic|Republican|Western|Nazi)s?"
)
# "de Mistura" is written without a capital where the first name is left out.
_PARTICLE_BEFORE = re.compile(r"(?:\b(?:de|del|della|di|da|dos|du|van|von|der|den|ter|bin)\s+)+$")
_SENTENCE_START = re.compile(r"(?:^|[.?!:;“\"\n])\W*$")


def find_names(text: str, *, sentences: bool = True) -> list[Name]:
    """The names in a text, in order, without the titles of people before them.

    Unless it is made of `sentences`, a capital on its first word says something.
    """
    return [name for run in _find_runs(text) if (name := _trim_run(text, run, sentences))]


def _find_runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Words with capitals that stand together, small ones such as "of" between them."""
    run: list[re.Match[str]] = []
    for token in TOKEN.finditer(text):
        between = text[run[-1].end() : token.start()] if run else ""
        joined = bool(run) and (between.isspace() or (between == ". " and len(run[-1][0]) < 3))
        if run and run[-1][0] != without_possessive(run[-1][0]):
            joined = False
        if joined and (_has_capital(token[0]) or token[0] in _WITHIN):
            run.append(token)
            continue
        if run:
            yield from _split_run(run)
        run = [token] if _has_capital(token[0]) else []
    if run:
        yield from _split_run(run)


def _split_run(run: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The run without small words at its end; two names where "and" joins two of people."""
    while run and run[-1][0] in _WITHIN:
        run = run[:-1]
    words = [token[0] for token in run]
    joint = next((place for place, word in enumerate(words) if word in _JOINTS), None)
    if joint is not None:
        yield from _split_run(run[:joint])
        yield from _split_run(run[joint + 1 :])
    elif run:
        yield run


def _trim_run(text: str, run: list[re.Match[str]], sentences: bool) -> Name | None:
    roles = read_words("roles.txt")
    while run and run[0][0].lower() in CLOSED and not _is_acronym(run[0][0], text):
        run = run[1:]
    if len(run) == 1 and sentences and _SENTENCE_START.search(text[: run[0].start()]):
        return _first_word(text, run[0])
    titles = [place for place, token in enumerate(run) if token[0].lower().rstrip(".") in roles]
    if titles and titles[-1] + 1 < len(run):
        run = run[titles[-1] + 1 :]
        run = _after_of(run[1:]) if run[0][0] == "of" and len(run) > 1 else run
    elif titles:
        return None
    if not run or (len(run) == 1 and _is_no_name(run[0][0])):
        return None
    before = _PARTICLE_BEFORE.search(text[: run[0].start()])
    start = before.start() if before else run[0].start()
    return Name(without_possessive(text[start : run[-1].end()]), start, run[-1].end())


def _is_acronym(word: str, text: str) -> bool:
    """Whether capitals say something: "the US", where the whole text has not got them."""
    return len(word) > 1 and word.isupper() and not text.isupper()


def _after_of(run: list[re.Match[str]]) -> list[re.Match[str]]:
    """What the role is of, "New Zealand", unless its bearer follows: "of State John Kerry"."""
    words = [token[0] for token in run]
    lengths = range(1, len(words) + 1)
    ends = next((n for n in lengths if is_of_kind("country", " ".join(words[:n]))), 0)
    if ends:
        return run[ends:] or run
    return run[1:] if len(run) > 2 or (words[0] == "State" and len(run) > 1) else run


def _first_word(text: str, token: re.Match[str]) -> Name | None:
    """A sentence's first word: a name only where it says so by itself or stands there again."""
    word = without_possessive(token[0])
    if word.lower() in CLOSED or _is_no_name(word):
        return None
    again = any(
        not _SENTENCE_START.search(text[:start]) for start, _ in find_places(word, text) if start
    )
    if word != token[0] or again or SPEAKS.match(text, token.end()) or is_of_kind("country", word):
        return Name(word, token.start(), token.end())
    return None


def _is_no_name(word: str) -> bool:
    bare = without_possessive(word)
    return bare.lower() in _NO_NAMES or bool(_DEMONYM.fullmatch(bare)) or bare.isdigit()


def _has_capital(word: str) -> bool:
    return word[0].isupper() or (word[:3].lower() in ("al-", "el-") and any(map(str.isupper, word)))


def find_places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands in a text by itself."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start, end
        start = text.find(name, end)
