import math
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.indexes.index_folders import PreviousIndex
from corpus.indexes.index_source import FilterColumns, IndexedPassage
from corpus.indexes.keywords import KeywordIndex, build, extend, question_stems, stems
from corpus.records import Filters

SPRING, AUTUMN, UNDATED = date(2021, 3, 1).toordinal(), date(2020, 11, 17).toordinal(), 0


def a_passage(
    key: int, title: str, text: str, *, day: int = 1, source: str = "", last: int | None = None
) -> IndexedPassage:
    return IndexedPassage(FilterColumns(key, day, last or day, source), title, text)


PASSAGES = [
    a_passage(
        3,
        "Bridge closes",
        "The harbour bridge closed after engineers found cracks.",
        day=SPRING,
        source="Tallis Courier",
    ),
    a_passage(
        5,
        "Ferries",
        "Ferries cross the harbour. Ferries cross all day.",
        day=SPRING + 1,
        source="Tallis Courier",
    ),
    a_passage(8, "Lynx", "A lynx was seen in the hills.", day=AUTUMN, source="Northern Post"),
    a_passage(9, "Twin", "A lynx was seen in the hills.", day=UNDATED, last=10_000_000),
]


class Passages:
    """The passages of an archive, and nothing else of it."""

    def __init__(self, passages: Sequence[IndexedPassage]) -> None:
        self._passages = passages

    def passages(self, after: int = 0) -> Iterable[IndexedPassage]:
        return (passage for passage in self._passages if passage.columns.key > after)


@pytest.fixture
def index(tmp_path: Path) -> KeywordIndex:
    return indexed(PASSAGES, tmp_path)


def indexed(entries: Sequence[IndexedPassage], folder: Path) -> KeywordIndex:
    build(Passages(entries), folder)
    return KeywordIndex(folder)


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


@pytest.mark.parametrize(
    ("question", "filters", "expected"),
    [
        ("lynx", Filters(), [8, 9]),
        ("lynx harbour", Filters(first=date(2021, 3, 1)), [5, 3]),
        ("lynx harbour", Filters(first=date(2021, 3, 2)), [5]),
        ("lynx harbour", Filters(last=date(2021, 3, 1)), [8, 3]),
        ("lynx harbour", Filters(date(2020, 1, 1), date(2020, 12, 31)), [8]),
        ("lynx harbour", Filters(sources=("COURIER",)), [5, 3]),
        ("lynx harbour", Filters(sources=("post", "nobody")), [8]),
        ("lynx harbour", Filters(sources=("nobody",)), []),
        ("harbour", Filters(first=date(2021, 3, 2), sources=("post",)), []),
    ],
)
def test_filters_apply_inside_the_search(
    index: KeywordIndex, question: str, filters: Filters, expected: list[int]
) -> None:
    keys, scores = index.search(question, 5, filters)
    assert keys.tolist() == expected
    unfiltered = scores_by_key(index, question)
    assert scores.tolist() == pytest.approx([unfiltered[key] for key in expected])


def scores_by_key(index: KeywordIndex, question: str, k: int = 500) -> dict[int, float]:
    return dict(zip(*(each.tolist() for each in index.search(question, k)), strict=True))


@pytest.mark.parametrize(
    "question",
    ["", "?", "who", "AND OR NOT", 'lynx" AND (', "title:lynx^9 *", "-lynx +hills ~2", "zebra"],
)
def test_no_question_breaks_the_query(index: KeywordIndex, question: str) -> None:
    keys, scores = index.search(question, 5)
    assert len(keys) == len(scores)
    assert set(keys.tolist()) <= ({8, 9} if "lynx" in question else set())


def test_an_empty_archive_finds_nothing(tmp_path: Path) -> None:
    index = indexed([], tmp_path)
    assert index.search("lynx", 5)[0].tolist() == []
    assert index.search("lynx", 5, Filters(sources=("post",)))[0].tolist() == []


def test_question_words_are_left_out_unless_they_are_all_there_is() -> None:
    assert question_stems("Who froze the Geneva talks?") == ["froze", "geneva", "talk"]
    assert question_stems("Who is it?") == ["who", "is", "it"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the WHO say of it?", ["who", "say"]),
        ("Which US firms told us?", ["us", "firm", "told"]),
        ("UN Karvelia vote", ["un", "karvelia", "vote"]),
        ("Why did Theresa May resign?", ["theresa", "may", "resign"]),
        ("Did Will Caldera leave? Will he?", ["will", "caldera", "leav"]),
        ("Los Angeles fires", ["los", "angel", "fire"]),
        ("WHO FROZE THE GENEVA TALKS", ["froze", "geneva", "talk"]),
        ("Wer ist die neue Kanzlerin?", ["neue", "kanzlerin"]),
        ("quand arrive le bateau", ["arriv", "bateau"]),
    ],
)
def test_a_small_word_that_is_a_name_is_searched_for(question: str, expected: list[str]) -> None:
    assert question_stems(question) == expected


def test_a_word_said_twice_counts_twice(index: KeywordIndex) -> None:
    (once,), (twice,) = index.search("cracks", 1)[1], index.search("cracks and cracks", 1)[1]
    assert twice == pytest.approx(2 * once)


def test_stems_ignore_case_and_accents() -> None:
    assert stems("Élysée TALKS") == stems("elysee talk")


# -- brought up to date ---------------------------------------------------------------------

WORDS = "bridge ferry lynx comet harbour cable camera hill boat cliff gull ship tide".split()
QUESTIONS = ("bridge", "lynx camera hill", "the gull and the ship", "tide tide boat")


def many(first: int, count: int) -> list[IndexedPassage]:
    dice = np.random.default_rng(first)
    return [
        IndexedPassage(
            FilterColumns(key, 1, 1, "Post"),
            "T",
            " ".join(dice.choice(WORDS, dice.integers(3, 30))),
        )
        for key in range(first, first + count)
    ]


def extended(
    entries: Sequence[IndexedPassage], removed: Sequence[int], last_key: int, old: Path, new: Path
) -> bool:
    new.mkdir()
    return extend(
        Passages(entries), new, PreviousIndex(old, last_key, np.array(removed, np.int64), 1)
    )


def test_an_index_that_grows_is_the_one_built_anew(tmp_path: Path) -> None:
    """Thirty times a little is added: tantivy joins its parts in between."""
    everything, old = many(1, 60), tmp_path / "0"
    old.mkdir()
    build(Passages(everything), old)
    for turn in range(1, 31):
        last_key = everything[-1].columns.key
        everything += many(last_key + 5, 7)
        new = tmp_path / f"{turn}"
        assert extended(everything, [], last_key, old, new)
        old = new
    anew = tmp_path / "anew"
    anew.mkdir()
    theirs = indexed(everything, anew)
    for question in QUESTIONS:
        ours = KeywordIndex(old).search(question, 40)
        assert [each.tolist() for each in ours] == [
            each.tolist() for each in theirs.search(question, 40)
        ]


def test_what_is_removed_is_never_found_and_hardly_moves_the_scores(tmp_path: Path) -> None:
    everything = many(1, 200)
    removed = list(range(10, 200, 10))
    left = [entry for entry in everything if entry.columns.key not in removed]
    for name in "old", "anew":
        (tmp_path / name).mkdir()
    indexed(everything, tmp_path / "old")
    theirs = indexed(left, tmp_path / "anew")
    assert extended(left, removed, 200, tmp_path / "old", tmp_path / "new")
    ours = KeywordIndex(tmp_path / "new")
    for question in QUESTIONS:
        scores, others = scores_by_key(ours, question), scores_by_key(theirs, question)
        assert scores.keys() == others.keys()
        assert [scores[key] for key in others] == pytest.approx(list(others.values()), rel=0.15)


def test_the_earlier_index_stays_as_it_was(tmp_path: Path) -> None:
    everything = many(1, 50)
    (tmp_path / "old").mkdir()
    index = indexed(everything[:40], tmp_path / "old")
    before = {path.name: path.read_bytes() for path in (tmp_path / "old").iterdir()}
    assert extended(everything, [3, 4], 40, tmp_path / "old", tmp_path / "new")
    assert {path.name: path.read_bytes() for path in (tmp_path / "old").iterdir()} == before
    assert 3 in KeywordIndex(tmp_path / "old").search("bridge ferry lynx", 50)[0]
    assert len(index.search("bridge ferry lynx comet hill boat", 500)[0]) <= 40


def test_when_much_is_gone_the_index_is_to_be_built_anew(tmp_path: Path) -> None:
    everything, old = many(1, 100), tmp_path / "0"
    old.mkdir()
    build(Passages(everything), old)
    assert extended(everything[15:], range(1, 16), 100, old, tmp_path / "1")
    assert not extended(everything[30:], range(16, 31), 100, tmp_path / "1", tmp_path / "2")


def test_equals_are_ordered_by_key_in_whichever_part_they_are(tmp_path: Path) -> None:
    def owls(first: int, last: int) -> list[IndexedPassage]:
        return [a_passage(key, "Owl", "An owl.") for key in range(first, last)]

    everything, old = owls(1, 10), tmp_path / "0"
    old.mkdir()
    build(Passages(everything), old)
    for turn, more in enumerate((30, 5, 200), start=1):
        last_key = everything[-1].columns.key
        everything += owls(last_key + 1, last_key + more)
        assert extended(everything, [], last_key, old, tmp_path / f"{turn}")
        old = tmp_path / f"{turn}"
    found, _ = KeywordIndex(old).search("owl", 25)
    assert found.tolist() == [entry.columns.key for entry in everything[:25]]
