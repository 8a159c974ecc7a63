"""How well altered quotations are told: `python -m qa.lab.altered_quotes ARCHIVE`.

The archive's own sentences are checked as they stand, and with one word changed for another of the
archive's words, drawn by chance.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from corpus.records import Article
from corpus.sentences import sentences
from corpus.store.open_store import open_store
from qa.verify.quote_check import QuoteCheck, QuoteChecker
from qa.verify.quote_words import split_words

_QUOTES, _FEWEST_WORDS, _SEED = 1_000, 6, 1987


class Figures(NamedTuple):
    """Shares of quotations in [0, 1], and seconds for all of them."""

    exact: float
    altered_told: float
    seconds_exact: float
    seconds_altered: float


def main(arguments: Sequence[str]) -> None:
    """Print the figures of an archive."""
    with open_store(Path(arguments[0])) as archive:
        print(measure(list(archive.articles()), QuoteChecker(archive).check))


def measure(
    articles: Sequence[Article], check: Callable[[str], QuoteCheck], quotes: int = _QUOTES
) -> Figures:
    """Check so many sentences of the articles, each as it stands and altered."""
    chance = random.Random(_SEED)
    drawn = _draw_sentences(articles, quotes, chance)
    words = [word for sentence in drawn for word in split_words(sentence).folded]
    altered = [_alter(sentence, words, chance) for sentence in drawn]
    began = perf_counter()
    exact = [check(each).outcome == "exact" for each in drawn]
    between = perf_counter()
    told = [check(each).outcome == "closest" for each in altered]
    return Figures(
        sum(exact) / len(exact),
        sum(told) / len(told),
        round(between - began, 1),
        round(perf_counter() - between, 1),
    )


def _draw_sentences(articles: Sequence[Article], number: int, chance: random.Random) -> list[str]:
    found = [*_long_sentences(chance.sample(list(articles), min(number * 2, len(articles))))]
    return chance.sample(found, min(number, len(found)))


def _long_sentences(articles: Sequence[Article]) -> Iterator[str]:
    for article in articles:
        for span in sentences(article.text):
            sentence = article.text[slice(*span)]
            if len(split_words(sentence).folded) >= _FEWEST_WORDS:
                yield sentence


def _alter(sentence: str, words: Sequence[str], chance: random.Random) -> str:
    """The sentence with one word changed for another one."""
    folded, spans = split_words(sentence)
    place = chance.randrange(len(folded))
    other = chance.choice([word for word in chance.sample(words, 3) if word != folded[place]])
    return sentence[: spans[place].start] + other + sentence[spans[place].end :]
