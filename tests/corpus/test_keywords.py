import math
from pathlib import Path

import numpy as np
import pytest

from corpus.keywords import KeywordIndex, build, question_stems, stems

TEXTS = [
    (3, "Bridge closes", "The harbour bridge closed after engineers found cracks."),
    (5, "Ferries", "Ferries cross the harbour. Ferries cross all day."),
    (8, "Lynx", "A lynx was seen in the hills."),
    (9, "Twin", "A lynx was seen in the hills."),
]


@pytest.fixture
def index(tmp_path: Path) -> KeywordIndex:
    build(tmp_path, TEXTS)
    return KeywordIndex(tmp_path)


def test_words_are_found_by_their_stems(index: KeywordIndex) -> None:
    assert index.search("crossing ferry", 5)[0].tolist() == [5]
    assert index.search("ENGINEERS' crack", 5)[0].tolist() == [3]


def test_scores_are_bm25(index: KeywordIndex) -> None:
    keys, scores = index.search("cracks", 5)
    # By hand: one of four passages holds the stem once; they have 10, 9, 8 and 8 stems.
    idf = math.log(1 + (4 - 1 + 0.5) / (1 + 0.5))
    term = 1 * (1.2 + 1) / (1 + 1.2 * (1 - 0.75 + 0.75 * 10 / 8.75))
    assert keys.tolist() == [3]
    assert scores.tolist() == pytest.approx([idf * term], rel=1e-3)


def test_equals_are_ordered_by_key(index: KeywordIndex) -> None:
    keys, scores = index.search("lynx hills", 5)
    assert set(keys.tolist()) == {8, 9}
    only_text, _ = index.search("seen", 5)
    assert only_text.tolist() == [8, 9]
    assert scores[0] >= scores[1]


def test_only_allowed_passages_are_found(index: KeywordIndex) -> None:
    allowed = np.array([5, 9], dtype=np.int64)
    assert index.search("lynx", 5, allowed)[0].tolist() == [9]
    assert index.search("harbour bridge", 5, allowed)[0].tolist() == [5]
    assert index.search("lynx", 5, np.empty(0, np.int64))[0].tolist() == []
    unfiltered = dict(zip(*(each.tolist() for each in index.search("harbour", 5)), strict=True))
    filtered = dict(
        zip(*(each.tolist() for each in index.search("harbour", 5, allowed)), strict=True)
    )
    assert filtered[5] == pytest.approx(unfiltered[5])


@pytest.mark.parametrize(
    "question",
    ["", "?", "who", "AND OR NOT", 'lynx" AND (', "title:lynx^9 *", "-lynx +hills ~2", "zebra"],
)
def test_no_question_breaks_the_query(index: KeywordIndex, question: str) -> None:
    keys, scores = index.search(question, 5)
    assert len(keys) == len(scores)
    assert set(keys.tolist()) <= ({8, 9} if "lynx" in question else set())


def test_an_empty_archive_finds_nothing(tmp_path: Path) -> None:
    build(tmp_path, [])
    assert KeywordIndex(tmp_path).search("lynx", 5)[0].tolist() == []


def test_question_words_are_left_out_unless_they_are_all_there_is() -> None:
    assert question_stems("Who froze the Geneva talks?") == ["froze", "geneva", "talk"]
    assert question_stems("Who is it?") == ["who", "is", "it"]


def test_a_word_said_twice_counts_twice(index: KeywordIndex) -> None:
    (once,), (twice,) = index.search("cracks", 1)[1], index.search("cracks and cracks", 1)[1]
    assert twice == pytest.approx(2 * once)


def test_stems_ignore_case_and_accents() -> None:
    assert stems("Élysée TALKS") == stems("elysee talk")
