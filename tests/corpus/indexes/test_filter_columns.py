from datetime import date
from pathlib import Path

import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.indexes import filter_columns as filter_columns
from corpus.indexes.filter_columns import FilterIndex
from corpus.indexes.index_folders import PreviousIndex, index_of
from corpus.records import Filters, PublicationDate
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put

FILTERS = [
    Filters(first=date(2021, 3, 1)),
    Filters(first=date(2021, 3, 2)),
    Filters(last=date(2021, 3, 1)),
    Filters(first=date.min),
    Filters(last=date.max),
    Filters(date(2020, 11, 17), date(2020, 11, 17)),
    Filters(sources=("TALLIS",)),
    Filters(sources=("northern", "courier")),
    Filters(sources=("%",)),
    Filters(first=date(2021, 3, 2), sources=("post",)),
]


def index_now(archive: SqliteStore) -> FilterIndex:
    return FilterIndex(index_of(archive.index_source, filter_columns))


@pytest.mark.parametrize("filters", FILTERS)
def test_the_filter_columns_lets_through_what_the_archive_does(
    archive: SqliteStore, filters: Filters
) -> None:
    found = index_now(archive).keys(filters)
    assert found.tolist() == archive.index_source.passage_keys(filters).tolist()


@pytest.mark.parametrize("filters", FILTERS)
def test_a_filter_columns_brought_up_to_date_lets_through_what_the_archive_does(
    archive: SqliteStore, encoder: WordEncoder, filters: Filters, tmp_path: Path
) -> None:
    for _ in range(2):
        before, generation = index_of(archive.index_source, filter_columns), archive.generation
        last_key = archive.index_source.last_key
        march = PublicationDate(date(2021, 3, 1), "month", "record")
        article = an_article("march", "T", "A text.")
        news = type(article)("march", "T", "A text.", "/x", march, "Evening Post")
        embed_and_put([*ARTICLES[2:], news], archive, encoder)
        removed = archive.index_source.removed_since(generation)
        assert removed is not None
        folder = tmp_path / f"{generation}"
        folder.mkdir()
        assert filter_columns.extend(
            archive.index_source, folder, PreviousIndex(before, last_key, removed, generation)
        )
        expected = archive.index_source.passage_keys(filters).tolist()
        assert FilterIndex(folder).keys(filters).tolist() == expected
        assert index_now(archive).keys(filters).tolist() == expected


def test_the_filter_columns_tells_the_days_of_each_passage(archive: SqliteStore) -> None:
    keys = archive.index_source.passage_keys(Filters())[::-1]
    days = index_now(archive).days(keys)
    published = [each.article.published for each in archive.passages(keys.tolist()).values()]
    assert None in published
    assert days.known.tolist() == [date is not None for date in published]
    for first, last, day in zip(days.first, days.last, published, strict=True):
        if day:
            assert (first, last) == (day.first.toordinal(), day.last.toordinal())


def test_the_filter_columns_of_an_empty_archive_lets_nothing_through(tmp_path: Path) -> None:
    empty = SqliteStore.open(tmp_path / "archive", create=True)
    for filters in FILTERS:
        assert index_now(empty).keys(filters).tolist() == []
