"""Slips of the hand and other spellings in a question become what the archive's articles have."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.function_words import ENGLISH
from corpus.known_words import is_word as is_known
from corpus.known_words import meant_word
from corpus.question_words import QUESTION_WORDS, foreign_languages
from corpus.store.store import Searches
from qa.search.exact_terms import quotations

_SMALL_WORDS = ENGLISH | QUESTION_WORDS
_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]+(?![\w@/])")
_SENTENCE_START = re.compile(r"(?:^|[.?!:])\W*$")
# Letters from which a word may be one slip from what was meant, and from which it may be two:
# shorter ones have too many neighbours.
_ONE_SLIP, _TWO_SLIPS = 4, 8
_SHORTEST = 3  # "teh", of which only swapped letters are mended, and only to a small word
# Letters from which on a word may be a slip of one that no article has.
_COMMON_SLIP = 6
# What English puts behind a word: vocabularies hold few words with it.
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly")
_SHORTEST_BASE = 3
_SHORTEST_VARIANT = 5
# Spellings on both sides of the Atlantic: what stands before them, the two, and what may follow
# them. Narrow, because most words with these letters are spelt alike on both.
_VOWEL, _CONSONANT = "[aeiou]", "[b-df-hj-np-tv-z]"
_TWO_SYLLABLES = f"(?:(?<={_VOWEL}{_CONSONANT}{_VOWEL})|(?<={_VOWEL}{_CONSONANT}{{2}}{_VOWEL}))"
_INFLECTED = r"(?:s|ed|ing|able|ful|less|ite|ites|al|hood|hoods|ly|er|ers)?$"
_VERB_ENDS = r"(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"
_PAIRS = (
    ("(?<=[a-z]{3})", "or", "our", rf"(?={_INFLECTED})"),
    ("(?<=[a-z]{2}[bt])", "er", "re", "(?=s?$)"),
    ("(?<=[a-z]{3})", "iz", "is", _VERB_ENDS),
    ("(?<=[a-z]{3})", "yz", "ys", _VERB_ENDS),
    ("(?<=[a-z]{3})", "ense", "ence", "(?=s?$)"),
    ("(?<=[a-z]{3})", "og", "ogue", "(?=s?$)"),
    (_TWO_SYLLABLES, "l", "ll", "(?=(?:ed|ing|ers?|ors?)$)"),
    ("(?<=[a-z]{3})", "gram", "gramme", "(?=s?$)"),
)
_SPELLINGS = [
    (re.compile(f"{before}{one}{after}"), other)
    for before, *pair, after in _PAIRS
    for one, other in (pair, pair[::-1])
] + [(re.compile("^cheque(?=s?$)"), "check")]


def base_forms(word: str) -> list[str]:
    """The word, and what it may be a form of: "tubs" of "tub"."""
    bases = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    return [word, *(base for base in bases if len(base) >= _SHORTEST_BASE)]


def mend_question(question: str, searches: Searches, is_word: Callable[[str], bool]) -> str:
    """The question with the archive's nearest word for each that neither it nor `is_word` knows.

    Quotations, numbers, abbreviations and short words stay as they are, and so does every word
    to which nothing is near. A name that is unknown may be somebody else's than the nearest: one
    letter within it may be amiss, and not its end. Where no article has a word like it, the
    language may.
    """
    quoted = quotations(question)

    def mended(match: re.Match[str]) -> str:
        word = match[0]
        is_quoted = any(start <= match.start() < end for start, end in quoted)
        is_shouted = word.isupper() and not question.isupper()
        if is_quoted or is_shouted or len(word) < _SHORTEST:
            return word
        if searches.knows_word(word):
            return word
        if (small := _small_word(word)) and not is_word(word) and not foreign_languages(question):
            return _in_dress_of(word, small)
        if len(word) < _ONE_SLIP:
            return word
        if found := _other_spelling(word, searches):
            return _in_dress_of(word, found)
        # A word of the language is meant, even where no article has it.
        if is_word(word):
            return word
        if any(is_known(word, language) for language in foreign_languages(question)):
            return word
        is_name = word[0].isupper() and not question.isupper() and _is_within(question, match)
        found = _nearest(word, searches, is_name=is_name)
        return _in_dress_of(word, found) if found else word

    return _WORD.sub(mended, question)


def _nearest(word: str, searches: Searches, *, is_name: bool) -> str | None:
    """The word that is meant: the archive's one slip away, the language's, the archive's at two."""
    if near := searches.nearest_word(word, 1):
        return None if is_name and _has_other_end(word, near) else near
    if is_name:
        return None
    meant = meant_word(word) if len(word) >= _COMMON_SLIP else None
    if meant and not _has_other_end(word, meant):
        return meant
    return searches.nearest_word(word, 2) if len(word) >= _TWO_SLIPS else None


def _small_word(word: str) -> str | None:
    """The one small word of which two letters are swapped in this one; None where none is."""
    folded = word.casefold()
    swapped = {
        folded[:place] + folded[place + 1] + folded[place] + folded[place + 2 :]
        for place in range(len(folded) - 1)
    }
    found = swapped & _SMALL_WORDS
    return found.pop() if len(found) == 1 else None


def _is_within(question: str, match: re.Match[str]) -> bool:
    """Whether a word stands within a sentence, where its capital makes a name of it."""
    return not _SENTENCE_START.search(question[: match.start()])


def _has_other_end(name: str, found: str) -> bool:
    """Whether one of them is the other and more, as "Policek" and "police": names are made so."""
    one, other = name.casefold(), found.casefold()
    return one.startswith(other) or other.startswith(one)


def _other_spelling(word: str, searches: Searches) -> str | None:
    """The word as it is spelt on the other side of the Atlantic, where an article has it so."""
    if len(word) < _SHORTEST_VARIANT:
        return None
    folded = word.lower()
    variants = (pattern.sub(other, folded, count=1) for pattern, other in _SPELLINGS)
    return next((each for each in variants if each != folded and searches.knows_word(each)), None)


def _in_dress_of(typed: str, found: str) -> str:
    """The word with capitals where they were typed."""
    if typed.isupper():
        return found.upper()
    if typed.islower():
        return found.lower()
    return found[:1].upper() + found[1:]
