"""Whether a written sentence says no more, and nothing else, than the quotes that it cites.

The check errs towards striking: a true sentence in quite other words is struck as well. It knows
words, not what they mean together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.function_words import ENGLISH
from corpus.indexes.keywords import stems
from qa.verify.quote_words import is_negation, is_number, split_words

# Of the words that carry a sentence's meaning so many must stand in its quotes, in some form:
# what is left over is what joins and paraphrases.
MIN_OVERLAP = 0.7


def find_problems(sentence: str, quotes: Sequence[str]) -> tuple[str, ...]:
    """Why the quotes do not support a sentence, in words; empty where they do."""
    if not quotes:
        return ("it cites no quote",)
    return tuple(_problems(sentence, " \n ".join(quotes)))


def _problems(sentence: str, quoted: str) -> Iterator[str]:
    words, held = split_words(sentence), split_words(quoted)
    known = set(held.folded)
    if strange := _list([word for word in words.folded if is_number(word) and word not in known]):
        yield f"a number that the quote does not have: {strange}"
    names = _capitalised(sentence)
    unknown = [name for name in names if not _has_name(name, known)]
    if strange := _list([each for each in unknown if not _is_plain_start(sentence, each, quoted)]):
        yield f"a name that the quote does not have: {strange}"
    places = _places(names, quoted)
    if places != sorted(places):
        yield "names in another order than the quote's"
    denies, is_denied = (any(map(is_negation, each.folded)) for each in (words, held))
    if denies and not is_denied:
        yield "a denial that the quote does not have"
    if is_denied and not denies:
        yield "it leaves out what the quote denies"
    if _overlap(sentence, quoted) < MIN_OVERLAP:
        yield "too few of its words are the quote's"


def _capitalised(text: str) -> list[str]:
    """The words with a capital, folded, each once, but for common words and numbers."""
    words = split_words(text)
    found = [
        word
        for word, span in zip(words.folded, words.spans, strict=True)
        if text[span.start].isupper() and word not in ENGLISH and not is_number(word)
    ]
    return list(dict.fromkeys(found))


def _has_name(name: str, known: set[str]) -> bool:
    """Whether a quote has a name; a possessive makes no other one."""
    bare = name.removesuffix("'s").removesuffix("'")
    return bool({name, bare, f"{bare}'s"} & known)


def _is_plain_start(sentence: str, word: str, quoted: str) -> bool:
    """Whether a word has its capital only because it begins the sentence: "Replacing them …"."""
    is_first = split_words(sentence).folded[:1] == (word,)
    return is_first and set(stems(word)) <= set(stems(quoted))


def _places(names: Sequence[str], quoted: str) -> list[int]:
    """Which of the quote's own names each is, in the order of the sentence."""
    own = _capitalised(quoted)
    return [own.index(name) for name in names if name in own]


def _overlap(sentence: str, quoted: str) -> float:
    """The share of the sentence's carrying words that the quotes hold in some form."""
    carrying = [word for word in split_words(sentence).folded if word not in ENGLISH]
    own, theirs = set(stems(" ".join(carrying))), set(stems(quoted))
    return len(own & theirs) / len(own) if own else 0.0


def _list(words: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(words))
