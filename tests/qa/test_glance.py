"""What the keyword search alone finds, before a model is loaded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import ArchiveError
from corpus.records import NO_FILTERS, Filters
from corpus.store.sqlite import SqliteStore
from qa.glance import glance


def test_a_glance_gives_an_article_each_best_first_and_no_answer(
    archive: SqliteStore, tmp_path: Path
) -> None:
    found = glance(tmp_path / "archive", "Which bridge cables must be replaced?", NO_FILTERS, 2)
    assert [each.passage.article.id for each in found] == ["bridge", "ferry"]
    best = found[0]
    assert "14 cables must be replaced" in best.passage.article.text[slice(*best.sentence)]
    assert all(each.answer is None for each in found)
    scores = [each.hit.score for each in found]
    assert scores == sorted(scores, reverse=True)


def test_a_glance_keeps_to_the_filters(archive: SqliteStore, tmp_path: Path) -> None:
    later = Filters(first=date(2021, 3, 2))
    found = glance(tmp_path / "archive", "Which bridge is shut?", later, 5)
    assert [each.passage.article.id for each in found] == ["ferry"]


def test_a_glance_at_no_archive_is_an_error_of_the_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        glance(tmp_path / "nowhere", "bridge", NO_FILTERS, 5)
