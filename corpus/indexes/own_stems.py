"""Words as they are searched in the article's own language: as stems, or as pairs of letters.

They stand beside the English stems, in a field of their own, and only for other languages: an
archive in English is searched as if they were not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import tantivy

from corpus.function_words import BY_LANGUAGE
from corpus.languages import is_unparted, language_of, languages_of_question, unparted_pairs

# The languages that tantivy has stemmers for, by their codes.
_STEMMERS = {
    "ar": "arabic", "da": "danish", "nl": "dutch", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hu": "hungarian", "it": "italian", "no": "norwegian", "nb": "norwegian",
    "nn": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "es": "spanish",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
_PAIR = "="  # stands before a pair of letters
_LONGEST = 60


def own_terms(title: str, text: str, article_text: str) -> list[str]:
    """The terms of a passage whose article is in another language; none of one in English.

    Where its language is not known, or has no stemmer, its words are found as they are.
    """
    language = language_of(article_text or text)
    if language == "en":
        return []
    words = f"{title}\n{text}"
    pairs = [_PAIR + pair for pair in unparted_pairs(words)]
    return pairs + (_terms(words, language) if language in _STEMMERS else [])


def question_terms(question: str, known: frozenset[str]) -> list[str]:
    """The terms that a question is searched for in passages of other languages.

    `known` are the marks that the archive's own terms begin with. A question that is plainly in
    English has none.
    """
    if not known:
        return []
    pairs = [_PAIR + pair for pair in unparted_pairs(question)]
    small = small_words_of(question)
    words = " ".join(word for word in _words(question) if word not in small) or question
    codes = sorted(known.intersection(_languages(question, known)))
    return pairs + [term for code in codes for term in _terms(words, code)]


def _languages(question: str, known: frozenset[str]) -> Iterable[str]:
    if told := languages_of_question(question):
        return told if "en" not in told else ()
    if not any(letter.isascii() and letter.isalpha() for letter in question):
        return known - {_PAIR}  # of a script of its own: only words of its languages match
    return filter(None, (language_of(question),))


def mark_of(term: str) -> str:
    """What a term begins with: its language's code, or that it is a pair of letters."""
    return _PAIR if term.startswith(_PAIR) else term.partition(":")[0]


def small_words_of(question: str) -> frozenset[str]:
    """The words of a question in another language that no passage need have."""
    told = languages_of_question(question)
    if "en" in told:
        return frozenset()
    return frozenset[str]().union(*(BY_LANGUAGE[code] for code in told))


def _terms(words: str, code: str) -> list[str]:
    plain = words.replace("ё", "е").replace("Ё", "Е")
    return [f"{code}:{stem}" for stem in _analyser(code).analyze(plain) if not is_unparted(stem)]


def _words(text: str) -> list[str]:
    return _analyser("").analyze(text)


@cache
def _analyser(code: str) -> tantivy.TextAnalyzer:
    """Words in lower case, stemmed if the language is known; without accents then."""
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST))
        .filter(tantivy.Filter.lowercase())
    )
    if code in _STEMMERS:
        builder = builder.filter(tantivy.Filter.stemmer(_STEMMERS[code]))
    return (builder.filter(tantivy.Filter.ascii_fold()) if code else builder).build()
