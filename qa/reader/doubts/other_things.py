"""Whether a sentence is of another thing of that kind: the Queen Odile is not the Queen Marthe."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.calendar_words import any_of
from qa.reader.doubts.other_places import is_held

# First words that the names of many things share; and those that ships and inns have of people, who
# alone are named without an article.
_THINGS = frozenset(
    "saint st san santa port fort lake loch lough mount cape camp point isle hotel villa palais "
    "chateau castle hms ss mv rms uss boeing airbus hurricane typhoon cyclone storm operation "
    "platform project".split()
)
_PEOPLE = frozenset("queen king prince princess empress duke duchess lady lord".split())
_KINDS = _THINGS | _PEOPLE
_NAMED = re.compile(
    rf"\b(?P<kind>{any_of(word.title() for word in _THINGS)}|(?:HMS|SS|MV|RMS|USS)|"
    rf"(?<=[Tt]he )(?:{any_of(word.title() for word in _PEOPLE)})) [A-ZÀ-Þ][\w’'-]+"
)
_WORD = re.compile(r"[^\W\d_]+")
_GOES_ON = re.compile(r"[“\"‘']?(?:she|it|its|her|he|his|this|that|they|their)\b", re.IGNORECASE)


def is_of_other_thing(asked: Sequence[tuple[str, ...]], sentence: str, before: str) -> bool:
    """Whether a sentence names the Queen Odile, and not the Queen Marthe that is asked about.

    `asked` are the names in the question, as words in lower case. "She is as old as the Queen
    Odile" goes on about whatever the sentence before names.
    """
    names = [name for name in asked if len(name) > 1 and name[0] in _KINDS]
    if not names:
        return False
    held = f"{before} {sentence}" if _GOES_ON.match(sentence) else sentence
    words = set(_WORD.findall(held.casefold()))
    named = {match["kind"].casefold() for match in _NAMED.finditer(sentence)}
    return any(
        name[0] in named
        and not any(is_held(word, words) for part in name[1:] for word in _WORD.findall(part))
        for name in names
    )
