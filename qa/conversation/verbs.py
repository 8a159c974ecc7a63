"""Verbs by their forms: "froze" is of "freeze", and "held" may be what was done to a thing."""

from __future__ import annotations

import re
from functools import cache

from qa.conversation.word_classes import read_words

_DOUBLED = re.compile(r"([bdgmnprt])\1ed$")
# Stems that lost an "e": accused, moved, issued, settled, charged, created, invited, removed, …
_SILENT_E = re.compile(
    r"(?:[cuvz]|(?<!s)s|[^aeioul]l|[dnr]g|ieg|[aeo][kp]|at|(?:u|inv|ind|exc|un|c|qu|desp)it"
    r"|[ou]t|[aiou]d|[aeiou]m|(?<!ai)(?<!oi)[iu]n|(?:o|u|a|ri)b|osp|[^aeiou][aiu]r|quir|plor|stor|gnor|[^aeiou]ul|ag|[lp]et)$"
)
# Stems that look so and did not: visited, opened, planned is doubled, bombed, called, showed, …
_WHOLE = re.compile(
    r"(?:isit|imit|[eo]dit|hibit|omit|osit|elled|oad|aid|oid|ood|eed|ead|[aeo]ok|eak|oak|eep|eap|oop"
    r"|eat|oat|out|oot|eam|aim|oom|ain|oin|ound|abn|cern|own|eem|udit|rofit|enefit|redit|orbid"
    r"|velop|iet|focus|bias)$"
)


def base_of(past: str) -> str:
    """The base of a verb in its past, a guess where it is regular; "" where it is no past."""
    if base := _irregular_verbs().get(past):
        return base
    if not past.endswith("ed") or len(past) < 5:
        return ""
    if past.endswith("ied"):
        return f"{past[:-3]}y"
    if past.endswith("eed"):
        return past[:-1]
    if _DOUBLED.search(past):
        return past[:-3]
    stem = past.removesuffix("ed")
    return f"{stem}e" if _SILENT_E.search(stem) and not _WHOLE.search(stem) else stem


def is_participle(word: str) -> bool:
    """Whether a word may say what was done: "held", "born". What is a noun too, "cut", is none."""
    nouns = read_words("pasts_and_nouns.txt")
    return word in read_words("participles.txt") or (
        word in _irregular_verbs() and word not in nouns
    )


@cache
def _irregular_verbs() -> dict[str, str]:
    return dict(pair.split("=") for pair in read_words("irregular_verbs.txt"))
