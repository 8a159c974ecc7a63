from datetime import date
from pathlib import Path

import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.indexes import filter_columns as catalogue
from corpus.indexes.filter_columns import Catalogue
from corpus.indexes.index_folders import Earlier, index_of
from corpus.records import Filters, PublicationDate
from corpus.store.sqlite import Archive
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


@pytest.mark.parametrize("filters", FILTERS)
def test_the_catalogue_lets_through_what_the_archive_does(
    archive: Archive, filters: Filters
) -> None:
    found = Catalogue(index_of(archive, catalogue)).keys(filters)
    assert found.tolist() == archive.passage_keys(filters).tolist()


@pytest.mark.parametrize("filters", FILTERS)
def test_a_catalogue_brought_up_to_date_lets_through_what_the_archive_does(
    archive: Archive, encoder: WordEncoder, filters: Filters, tmp_path: Path
) -> None:
    for _ in range(2):
        before, generation = index_of(archive, catalogue), archive.generation
        last_key = archive.last_key
        march = PublicationDate(date(2021, 3, 1), "month", "record")
        article = an_article("march", "T", "A text.")
        news = type(article)("march", "T", "A text.", "/x", march, "Evening Post")
        embed_and_put([*ARTICLES[2:], news], archive, encoder)
        removed = archive.removed_since(generation)
        assert removed is not None
        folder = tmp_path / f"{generation}"
        folder.mkdir()
        assert catalogue.extend(archive, folder, Earlier(before, last_key, removed))
        expected = archive.passage_keys(filters).tolist()
        assert Catalogue(folder).keys(filters).tolist() == expected
        assert Catalogue(index_of(archive, catalogue)).keys(filters).tolist() == expected


def test_the_catalogue_tells_the_days_of_each_passage(archive: Archive) -> None:
    keys = archive.passage_keys(Filters())[::-1]
    days = Catalogue(index_of(archive, catalogue)).days(keys)
    published = [each.article.published for each in archive.passages(keys.tolist()).values()]
    assert None in published
    assert days.known.tolist() == [date is not None for date in published]
    for first, last, day in zip(days.first, days.last, published, strict=True):
        if day:
            assert (first, last) == (day.first.toordinal(), day.last.toordinal())


def test_the_catalogue_of_an_empty_archive_lets_nothing_through(tmp_path: Path) -> None:
    empty = Archive.open(tmp_path / "archive", create=True)
    for filters in FILTERS:
        assert Catalogue(index_of(empty, catalogue)).keys(filters).tolist() == []
