"""What a question is about beside names: "the siege of Darayya", "rebel groups"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.conversation.names import Name
from qa.conversation.verbs import base_of, is_participle
from qa.conversation.word_classes import (
    AUXILIARIES,
    BE,
    CLOSED,
    DETERMINERS,
    PREPOSITIONS,
    TOKEN,
    is_plural,
    without_possessive,
)

_MADE_DEFINITE = frozenset("a an this that these those any some".split())
_OF = re.compile(r"\s+of\s+")


class Phrase(NamedTuple):
    """A noun phrase, where it stands, and its head: "siege" of "the siege of Darayya"."""

    text: str
    start: int
    end: int
    head: str

    @property
    def plural(self) -> bool:
        return is_plural(self.head)

    @property
    def definite(self) -> str:
        """The phrase as what is known by now: "the siege" for "a siege" and "that siege"."""
        first, _, rest = self.text.partition(" ")
        if first.lower() in _MADE_DEFINITE and rest:
            return f"the {rest}"
        return f"{first.lower()} {rest}" if first.lower() in DETERMINERS else self.text

    def holds(self, name: Name) -> bool:
        """Whether a name is a part of it, and not its end."""
        return self.start <= name.start and name.end < self.end


def find_phrases(text: str) -> list[Phrase]:
    """The noun phrases of a question or a sentence, in order; a guess from its small words."""
    phrases = list(_find_simple(text))
    joined: list[Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if before and _OF.fullmatch(text[before.end : phrase.start]):
            joined[-1] = before._replace(text=text[before.start : phrase.end], end=phrase.end)
        else:
            joined.append(phrase)
    return joined


def _find_simple(text: str) -> Iterator[Phrase]:
    run: list[re.Match[str]] = []
    auxiliary = ""
    for token in [*TOKEN.finditer(text), None]:
        word = token[0].lower() if token else ""
        between = text[run[-1].end() : token.start()] if token and run else " "
        apart = not between.isspace()
        starts = word in DETERMINERS
        if run and (token is None or apart or starts or word in CLOSED):
            ends_clause = word != "of" and (apart or starts or word in {"", *PREPOSITIONS})
            yield from _phrase_of(text, run, auxiliary if ends_clause else "")
            run, auxiliary = [], auxiliary if word == "of" else ""
        if token is None:
            return
        if word in AUXILIARIES:
            auxiliary = word
        elif starts or word not in CLOSED:
            run.append(token)


def _phrase_of(text: str, run: list[re.Match[str]], auxiliary: str) -> Iterator[Phrase]:
    """The words as a phrase, without the verb that ends them after an auxiliary."""
    if auxiliary and len(run) > 1 and run[-1][0].islower():
        last = run[-1][0]
        before = run[-2][0]
        is_verb = last.endswith(("ed", "ing", "en", "own", "ught")) or is_participle(last)
        # A name is all of what it names: "was Tidewater Mill built".
        is_verb = is_verb or bool(before[0].isupper() and base_of(last))
        if auxiliary not in BE or (is_verb and before.lower() not in ("the", "a", "an")):
            run = run[:-1]
    nouns = [token for token in run if token[0].lower() not in DETERMINERS]
    if not nouns:
        return
    start, end = run[0].start(), nouns[-1].end()
    yield Phrase(text[start:end], start, end, without_possessive(nouns[-1][0]))
