"""Passages that wait for their vectors, in a search."""

from pathlib import Path

import numpy as np
import pytest
from conftest import ARTICLES, WordEncoder

from corpus.passages import embedded_text
from corpus.store.sqlite import SqliteStore
from embeddings.embed import cut_and_put, embed_and_put
from qa.search.retriever import Retriever
from qa.search.waiting_passages import Pace, expected_cosines

QUESTION = "which engineer found cracks in the harbour bridge?"


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_known_cosines_stay_as_they_are() -> None:
    known = floats(0.1, 0.7)
    assert expected_cosines(known, np.array([3.0, 0.0])).tolist() == known.tolist()


def test_with_few_known_ones_the_mean_of_those_found_by_words_is_expected() -> None:
    found = expected_cosines(floats(0.2, 0.4, np.nan, 0.9), np.array([3.0, 8.0, 20.0, 0.0]))
    assert found.tolist() == pytest.approx([0.2, 0.4, 0.3, 0.9])
    none_by_words = expected_cosines(floats(np.nan, 0.3), np.array([3.0, 0.0]))
    assert none_by_words.tolist() == pytest.approx([0.3, 0.3])
    nothing_known = expected_cosines(floats(np.nan, np.nan), np.array([3.0, 8.0]))
    assert nothing_known.tolist() == [0, 0]


def test_with_more_a_line_through_them_is_expected_and_never_beyond_them() -> None:
    bm25 = np.arange(1.0, 13.0)
    cosines = (0.1 + 0.05 * bm25).astype(np.float32)
    waiting = cosines.copy()
    waiting[[2, 6]] = np.nan
    found = expected_cosines(waiting, bm25)
    slope, start = np.polyfit(bm25[~np.isnan(waiting)], cosines[~np.isnan(waiting)], 1)
    assert found.tolist() == pytest.approx((start + slope * bm25).tolist(), abs=1e-6)
    far = expected_cosines(np.append(cosines, floats(np.nan)), np.append(bm25, 99.0))
    assert far[-1] == pytest.approx(cosines.max())
    falling = cosines[::-1].copy()
    falling[0] = np.nan  # the worse the words, the better: that is chance
    assert expected_cosines(falling, bm25)[0] == pytest.approx(np.nanmean(falling))


def test_the_pace_follows_what_is_measured() -> None:
    pace = Pace(20)
    assert pace.affordable() == 2
    pace.observe(50, 1.0)
    assert pace.affordable() == 3  # half way to 50 a second
    for _ in range(20):
        pace.observe(4000, 1.0)
    assert pace.affordable() == 50
    pace.observe(0, 1.0)
    assert pace.affordable() == 50


@pytest.fixture
def waiting(tmp_path: Path, encoder: WordEncoder) -> SqliteStore:
    """The bridge and the ferry wait; the others are embedded."""
    made = SqliteStore.open(tmp_path / "waiting", create=True)
    embed_and_put(ARTICLES[2:], made, encoder)
    cut_and_put(ARTICLES[:2], made, encoder)
    return made


def test_what_waits_is_found_by_its_words_and_says_so(
    waiting: SqliteStore, encoder: WordEncoder
) -> None:
    hits = Retriever(waiting, encoder, pace=Pace(0)).find(QUESTION).hits
    assert hits[0].passage.article.id == "bridge"
    assert hits[0].dense is None
    assert hits[0].expected is not None
    assert {hit.passage.article.id for hit in hits if hit.dense is not None} == {"lynx", "comet"}
    assert encoder.encoded == sum(len(waiting.passages_of(each)) for each in ARTICLES[2:])


def test_the_best_that_wait_are_embedded_while_the_question_is_answered(
    waiting: SqliteStore, archive: SqliteStore, encoder: WordEncoder
) -> None:
    before = encoder.encoded
    hits = Retriever(waiting, encoder, pace=Pace(1000)).find(QUESTION).hits
    assert 0 < encoder.encoded - before <= 50
    everywhere = Retriever(archive, encoder).find(QUESTION).hits
    cosines = {embedded_text(hit.passage): hit.dense for hit in everywhere}
    known = [hit for hit in hits if hit.dense is not None]
    assert "bridge" in {hit.passage.article.id for hit in known}
    for hit in known:
        assert hit.dense == pytest.approx(cosines[embedded_text(hit.passage)], abs=1e-5)
    assert waiting.waiting() == ["ferry", "bridge"]  # a question writes nothing
