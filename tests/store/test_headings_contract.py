"""Which articles every store lists: compared with reading them all."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from store_kit import STORES, an_article, fill, put

from corpus.headings import EVERYTHING, Heading, Wanted
from corpus.indexes.keywords import stems
from corpus.records import Article, Filters
from corpus.store.store import Store


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return STORES[request.param](tmp_path)


def holds(article: Article, word: str) -> bool:
    known = set(stems(f"{article.title}\n{article.text}"))
    wanted = stems(word)
    return bool(wanted) and known.issuperset(wanted)


def holds_phrase(article: Article, phrase: str) -> bool:
    plain = " ".join(phrase.lower().split())
    texts = (" ".join(text.lower().split()) for text in (article.title, article.text))
    return any(re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", text) for text in texts)


def is_wanted(article: Article, wanted: Wanted) -> bool:
    return (
        all(holds(article, word) for word in wanted.words)
        and all(holds_phrase(article, phrase) for phrase in wanted.phrases)
        and not any(holds(article, word) for word in wanted.not_words)
        and not any(holds_phrase(article, phrase) for phrase in wanted.not_phrases)
        and wanted.filters.admit(article.published, article.source)
    )


def headings_by_hand(articles: list[Article], wanted: Wanted) -> list[Heading]:
    def newest_first(article: Article) -> tuple[int, str]:
        return (-article.published.first.toordinal() if article.published else 1, article.id)

    kept = sorted((each for each in articles if is_wanted(each, wanted)), key=newest_first)
    return [Heading(each.id, each.title, each.published, each.source) for each in kept]


@pytest.mark.parametrize(
    "wanted",
    [
        EVERYTHING,
        Wanted(words=("bridges",)),
        Wanted(words=("Bridge", "LYNX", "ferry")),
        Wanted(words=("bridge-ferry",)),
        Wanted(words=("nowhere",)),
        Wanted(words=("x" * 70,)),
        Wanted(not_words=("bridge",)),
        Wanted(not_words=("bridge", "lynx"), words=("ferry",)),
        Wanted(phrases=("Story 7",)),
        Wanted(not_phrases=("story 7",)),
        Wanted(phrases=("Story",), not_phrases=("story 7", "story 8"), not_words=("bridge",)),
        Wanted(filters=Filters(first=date(2020, 1, 1), sources=("post",))),
        Wanted(words=("bridge",), filters=Filters(last=date(2020, 1, 1))),
        Wanted(words=("bridge",), not_words=("bridge",)),
    ],
)
def test_the_articles_that_are_wanted_are_listed(store: Store, wanted: Wanted) -> None:
    articles = fill(store, 60)
    by_hand = headings_by_hand(articles, wanted)
    assert store.headings(wanted) == by_hand
    assert store.headings(wanted, 3) == by_hand[:3]


def test_phrases_of_the_texts_are_found_as_they_stand(store: Store) -> None:
    articles = fill(store, 60)
    rng = np.random.default_rng(3)
    for _ in range(30):
        words = articles[int(rng.integers(60))].text.split()
        at = int(rng.integers(len(words) - 3))
        phrase = " ".join(words[at : at + 3]).strip(".")
        wanted = Wanted(phrases=(phrase,))
        assert store.headings(wanted) == headings_by_hand(articles, wanted)


@pytest.mark.parametrize(
    ("text", "phrase", "is_held"),
    [
        ("The peace\n\ntalks began.", "peace talks", True),
        ("The PEACE talks began.", "Peace  Talks", True),
        ("The peace talks began.", "peace talk", False),
        ("Syria’s “warring” sides met.", 'Syria\'s "warring" sides', True),
        ("It cost 1,000 crowns.", "1,000 crowns", True),
        ("It cost 1,0001 crowns.", "1,000", False),
        ("It said (sic) so.", "(sic)", True),
        ("The talks began. The aid came.", "began aid", False),
    ],
)
def test_a_phrase_is_held_letter_for_letter(
    store: Store, text: str, phrase: str, is_held: bool
) -> None:
    put(store, replace(an_article(1), text=text))
    assert bool(store.headings(Wanted(phrases=(phrase,)))) == is_held
    assert bool(store.headings(Wanted(not_phrases=(phrase,)))) != is_held


def test_what_was_removed_or_changed_is_not_listed(store: Store) -> None:
    articles = fill(store, 20)
    held = [each.id for each in store.headings(Wanted(words=("bridge",)))]
    with store.change() as writing:
        writing.remove(held[:2])
    put(store, replace(articles[int(held[2][1:])], text="Nothing of it."))
    assert [each.id for each in store.headings(Wanted(words=("bridge",)))] == held[3:]


def test_months_are_counted_where_they_are_known(store: Store) -> None:
    articles = fill(store, 60)
    days = [each.published for each in articles if each.published]
    by_hand = Counter(day.first.replace(day=1) for day in days if day.precision != "year")
    assert list(store.months().items()) == sorted(by_hand.items())


def test_an_empty_store_lists_nothing(store: Store) -> None:
    lists: list[Callable[[], object]] = [store.headings, store.months]
    assert [not each() for each in lists] == [True, True]
    assert store.headings(Wanted(words=("bridge",))) == []
