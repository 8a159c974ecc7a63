"""Who says what in a text: its utterances, and whether one is a certain speaker's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.quotation_marks import Pair, find_quotations
from corpus.records import Span
from corpus.sentences import sentences
from qa.reader.people.attributions import (
    QUOTED,
    blank_quotations,
    find_attributions,
    split_clauses,
)
from qa.reader.people.descriptions import is_role
from qa.reader.people.officers import asked_officer, is_officer
from qa.reader.questions.answer_types import is_of_kind

# Characters beside a name in which its role stands.
_REACH = 60
# What follows the stem of a country's name where somebody is of it: "Russian", "Chinese", "Iraqi".
_OF_COUNTRY = re.compile(r"(?:a|i)?ns?|ians?|ese|i|ish|s|")
_PRONOUN = re.compile(r"(?:he|she|they)\b", re.IGNORECASE)
# "Ada Lund", "The guard, Ada Lund" or "Council leader Ada Lund", at the beginning.
_FIRST_NAME = re.compile(
    rf"[\W{QUOTED}]*(?:(?:The|An?|His|Her|Their|Its) (?:[a-z’' -]{{2,40}},? |"
    # "The Minister of Sea Affairs, Ada Lund"
    r"(?:[A-Za-z’'-]+ ){1,6}?[A-Za-z’'-]+, )|[^\W\d_a-z][\w-]*['’]s [a-z’' -]{2,40},? |"
    r"(?!(?:He|She|They|It|We|I|You|This|That|There) )[A-Z]?[a-z]+ [a-z]+ )?"
    r"(?P<name>(?!(?:The|An?|His|Her|Their|He|She|It|They|In|On|At) )(?:[^\W\d_a-z][\w’'-]* ){1,4}"
    r"[^\W\d_a-z][\w’'-]*)"
)
_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady professor prof the a an".split())
_LITTLE_WORDS = frozenset("the a an of for and s his her its their in on at".split())
_OTHER_OFFICES = frozenset("deputy former vice ex acting assistant predecessor successor".split())
_WORD = re.compile(r"[^\W_][\w-]*")
_CLAUSE_END = re.compile(r"[.;“”\"\n]")


@dataclass(frozen=True, slots=True)
class Utterance:
    """Whole sentences that cut no quotation in half, and who makes them.

    `speakers` are named by its own words. Without any, a quotation is that of the speaker before,
    `inherited`; "" where nobody is said to speak.
    """

    span: Span
    speakers: tuple[str, ...]
    inherited: str
    is_quoted: bool


@lru_cache(16)
def find_utterances(text: str) -> tuple[Utterance, ...]:
    """All of a text as utterances, in order."""
    quotations, listener = find_quotations(text), _Listener()
    found: list[Utterance] = []
    for span in whole_sentences(text, quotations):
        is_new_paragraph = bool(found) and "\n\n" in text[found[-1].span.end : span.start]
        own = blank_quotations(text, span, quotations)
        found.append(listener.hear(span, own, is_new_paragraph))
    return tuple(found)


class _Listener:
    """Follows a text, and remembers who spoke last and who was named last."""

    def __init__(self) -> None:
        self._spoke, self._named = "", ""

    def hear(self, span: Span, own: str, is_new_paragraph: bool) -> Utterance:
        """The utterance of a range, of which `own` are the words outside quotations."""
        is_quoted = QUOTED in own
        if is_new_paragraph and not is_quoted:
            self._spoke = ""
        self._named = _first_name(own) or self._named
        # What "it" means is anybody's guess: a body, a report, or what was said before.
        named = [who for who in find_attributions(own) if who.casefold() != "it"]
        speakers = tuple(map(self._resolve, named))
        inherited = self._spoke if is_quoted and not speakers else ""
        if speakers:
            self._spoke = speakers[-1]
            self._named = self._spoke if _names(self._spoke) else self._named
        return Utterance(span, speakers, inherited, is_quoted)

    def _resolve(self, who: str) -> str:
        """Whom "he" or "she" means: whoever was named last."""
        return self._named if self._named and _PRONOUN.fullmatch(who) else who


def is_by(utterance: Utterance, speaker: str, text: str, article: str = "") -> bool | None:
    """Whether an utterance of a text is a speaker's; None where the text does not say whose.

    `article` is all that the text is a part of, its headline too, if it is not the whole.
    """
    speakers = utterance.speakers or tuple(filter(None, [utterance.inherited]))
    if not speakers:
        return None
    return any(_is_same_speaker(each, speaker, text, article or text) for each in speakers)


def part_by(utterance: Utterance, speaker: str, text: str, article: str = "") -> Span:
    """The part of an utterance that is the speaker's, where others speak in it as well."""
    if len(utterance.speakers) < 2:
        return utterance.span
    parts = [
        part for part in split_clauses(text, utterance.span)
        if any(_is_same_speaker(each, speaker, text, article or text)
               for each in find_attributions(text[slice(*part)]))
    ]  # fmt: skip
    return parts[0] if len(parts) == 1 else utterance.span


def whole_sentences(text: str, quotations: Sequence[Pair]) -> Iterator[Span]:
    """The sentences, those joined that a quotation goes over."""
    start = None
    for sentence in sentences(text):
        start = sentence.start if start is None else start
        if not any(pair.start < sentence.end < pair.end for pair in quotations):
            yield Span(start, sentence.end)
            start = None


def _first_name(own: str) -> str:
    """The name of two words or more that a sentence begins with: whom "she" then means."""
    first = _FIRST_NAME.match(own)
    return first["name"] if first else ""


def _is_same_speaker(named: str, asked: str, text: str, article: str) -> bool:
    in_order = _words(asked)
    if not in_order:
        return False
    names, officer = _names(named.split(",")[0]), asked_officer(asked)
    if (officer and is_officer(names, officer, text, article)) or _is_voice_of(named, asked):
        return True
    # Names may be typed without capitals.
    if wanted := _names(asked) or (in_order[-1] in _names(named) and in_order):
        return _is_same_name(named, wanted)
    if not is_role(in_order[-1]) and _is_name_throughout(in_order[-1], text):
        return False
    words = set(in_order)
    if words <= set(_words(named)):
        return not (set(_words(named)) & _OTHER_OFFICES) - words
    return any(_has_role(name, words, text) for name in _names(named.split(",")[0])[-1:])


def _is_voice_of(named: str, body: str) -> bool:
    """Whether somebody is said to speak for a body: "Ada Lund, a spokeswoman for the trust"."""
    name = re.escape(re.sub(r"^the ", "", body.strip(), flags=re.IGNORECASE))
    voice = r"spokes(?:man|woman|person|people)"
    return bool(
        re.search(rf"\b{voice} (?:for|of) (?:the )?{name}(?=,|$)", named, re.IGNORECASE)
        or re.search(rf"\b{name}(?:['’]s?)? {voice}\b", named, re.IGNORECASE)
    )


def _is_name_throughout(word: str, text: str) -> bool:
    """Whether a text has a word with a capital and never without: it is no role."""
    found = re.findall(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    return bool(found) and all(each[0].isupper() for each in found)


def _is_same_name(named: str, wanted: Sequence[str]) -> bool:
    """Whether somebody has the wanted name: the same last word of it, and no other first one."""
    names = _names(named.split(",")[0]) or _names(named)
    is_owner = re.search(rf"\b{re.escape(wanted[-1])}(?:['’]s?|s['’]) ", named, re.IGNORECASE)
    if is_owner:
        return False
    if wanted[-1] not in names:
        return len(wanted) == 1 and _speaks_for(names, wanted[0])
    return len(names) == 1 or len(wanted) == 1 or bool({*names[:-1]} & {*wanted[:-1]})


def _speaks_for(names: Sequence[str], body: str) -> bool:
    """Whether a name is said to be of a country: "Russian minister Sergei Lavrov"."""
    if not is_of_kind("country", body.title()):
        return False
    stem = body.rstrip("aey")
    return any(
        name.startswith(stem) and _OF_COUNTRY.fullmatch(name.removeprefix(stem)) for name in names
    )


def _has_role(name: str, words: set[str], text: str) -> bool:
    """Whether a text gives somebody a role right beside the name."""
    for match in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
        before = _CLAUSE_END.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
        after = _CLAUSE_END.split(text[match.end() : match.end() + _REACH])[0]
        added = after.split(",")[1] if after.startswith(",") else ""
        for role in (set(_words(" ".join(before.split()[-5:]))), set(_words(added))):
            if words <= role and not (role & _OTHER_OFFICES) - words:
                return True
    return False


def _names(text: str) -> list[str]:
    """The words of a text with capitals, without titles, in lower case."""
    folded = (word.casefold() for word in _WORD.findall(text) if word[0].isupper())
    return [word for word in folded if word not in _TITLES]


def _words(text: str) -> list[str]:
    folded = (word.casefold() for word in _WORD.findall(text))
    return [word for word in folded if word not in _LITTLE_WORDS]
