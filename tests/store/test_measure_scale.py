"""What `make bench-cluster` counts, on an archive that is small enough to count by hand."""

from pathlib import Path

import numpy as np
import pytest
from store_kit import STORES, an_article, fill, passages_of, put_waiting, vector_of

from qa.lab.cluster.measure_scale import ask, find_exactly

pytest.importorskip("lancedb", reason="needs `pip install 'pullquote[s3]'`")

QUESTIONS = [(text, vector_of(text)) for text in ("lynx bridge", "ferry", "Story 7")]


def test_the_nearest_are_found_by_the_product_over_all_and_searching_is_held_against_them(
    tmp_path: Path,
) -> None:
    with STORES["lance"](tmp_path) as store:
        articles = fill(store, 60)
        put_waiting(store, an_article(60))
        address = store.place
    passages = [each for article in articles for each in passages_of(article)]
    vectors = np.stack([vector_of(each.text) for each in passages])
    exact = find_exactly(address, [vector for _, vector in QUESTIONS])
    assert exact.shape == (3, 100)
    for found, (_, vector) in zip(exact, QUESTIONS, strict=True):
        assert found == pytest.approx(np.sort(vectors @ vector)[::-1][:100], abs=1e-6)
    asked = ask(address, QUESTIONS, exact)
    assert (asked.found_of_10, asked.found_of_100) == (1, 1)
    assert len(asked.whole) == len(asked.dense) == len(asked.keyword) == 3
    # Where better ones are said to be there, those that were found are no longer the nearest.
    exact[:, :5] += 1
    exact[:, 5:] = exact[:, 4:5]
    assert ask(address, QUESTIONS, exact).found_of_10 == 0
