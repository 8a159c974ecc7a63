"""Questions that an archive can probably answer, made from its own headlines by rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.headings import Heading

# A headline of fewer words says too little to ask about; of a longer rest only its beginning is
# asked for.
_LEAST_WORDS, _MOST_OF_REST = 4, 8
# Where a headline goes on with something else than what its verb is about.
_GOES_ON = re.compile(r"[,;:–—]|\s(?:as|after|before|until|while|but|amid|because|despite)\s")
_SAYS_SO = re.compile(r",\s[^,]{3,40}\ssays?$")
_COUNTED = re.compile(
    r"(?:(?:more|less|fewer|at) (?:than|least) |about |nearly )?\d[\d,.]* "
    r"(?P<what>\w+ed|dead)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_OPENS_A_PHRASE = frozenset(
    "for from in into on onto over at to of with against about through towards up out off".split()
)


_WITH_ARTICLE = ("US", "UN", "EU", "UK", "Kremlin", "Pentagon", "Netherlands", "Philippines")


class Suggestion(NamedTuple):
    """A question, and the article that should answer it."""

    question: str
    article: str


def suggest_questions(headings: Iterable[Heading]) -> Iterator[Suggestion]:
    """A question for each headline that a rule fits, in their order; never the same one twice.

    Whether the archive answers it is not known before it is asked.
    """
    seen: set[str] = set()
    for heading in headings:
        question = question_from(heading.title)
        if question and question not in seen:
            seen.add(question)
            yield Suggestion(question, heading.id)


def question_from(headline: str) -> str:
    """ "Who froze Geneva peace talks on Syria?" of "UN mediator freezes …"; "" where no rule fits.

    The rules ask for whoever does what the headline tells, what somebody says about a name, or how
    many it counts.
    """
    plain = _SAYS_SO.sub("", " ".join(headline.split())).strip(" .!")
    if any(mark in plain for mark in '?"“”'):
        return ""
    if counted := _COUNTED.fullmatch(_until_it_goes_on(plain)):
        what = "died" if counted["what"].lower() == "dead" else f"were {counted['what'].lower()}"
        return f"How many {what}{counted['rest']}?" if counted["rest"].strip() else ""
    words = _WORD.findall(plain)
    if len(words) < _LEAST_WORDS:
        return ""
    if "says" in words[1:5]:
        return _question_for_words(
            words[: words.index("says", 1)], words[words.index("says") + 1 :]
        )
    return _question_for_doer(words)


def _question_for_words(speaker: list[str], said: list[str]) -> str:
    """What somebody said about the first name that they spoke of."""
    named = next((word.strip(",;:") for word in said if _is_name(word)), "")
    if not named or not _is_name(speaker[-1]) or named in speaker:
        return ""
    article = "the " if named in _WITH_ARTICLE else ""
    return f"What did {' '.join(speaker)} say about {article}{named}?"


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.strip(",;:").isalpha() and len(word) > 1


def _question_for_doer(words: list[str]) -> str:
    """A headline that has its verb behind one to five words, and what it is about behind that."""
    for place, word in enumerate(words[1:6], start=1):
        past = _pasts().get(word)
        rest = _until_it_goes_on(" ".join(words[place + 1 :]))
        short = rest.split()[:_MOST_OF_REST]
        if past and short and not _ends_open(short):
            asked_for = "Who" if short[0].lower() not in _OPENS_A_PHRASE else "Who or what"
            return f"{asked_for} {past} {' '.join(short)}?"
    return ""


def _until_it_goes_on(text: str) -> str:
    found = _GOES_ON.search(text)
    return text[: found.start()] if found else text


def _ends_open(words: list[str]) -> bool:
    return words[-1].lower() in _OPENS_A_PHRASE | {"the", "a", "an", "and", "or", "that"}


@cache
def _pasts() -> dict[str, str]:
    """The past of each verb, by the form that headlines have it in."""
    path = Path(__file__).parent / "words" / "headline_verbs.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (pair for line in lines if not line.startswith("#") for pair in line.split())
    return dict(pair.split("=") for pair in pairs)
