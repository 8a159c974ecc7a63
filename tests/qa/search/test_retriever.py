import os
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.arrays import Keys, Vectors
from corpus.indexes import keywords, vector_index
from corpus.indexes.keywords import KeywordIndex
from corpus.indexes.vector_index import Limits, build, extend
from corpus.records import NO_FILTERS, Article, Filters
from corpus.store.sqlite import FILE_NAME, SqliteStore
from corpus.store.sqlite_file import ArchiveFile
from corpus.store.sqlite_index_source import SqliteIndexSource
from embeddings.embed import embed_and_put
from embeddings.reembed import reembed, store_beside
from qa.search.retriever import Retriever
from qa.search.weights import DEFAULT_WEIGHTS, Weights


@pytest.fixture
def retriever(archive: SqliteStore, encoder: WordEncoder) -> Retriever:
    return Retriever(archive, encoder)


def test_the_best_passage_comes_first(retriever: Retriever) -> None:
    hits = retriever.find("how long do the bridge repairs take?").hits
    assert hits[0].passage.article.id == "bridge"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_each_hit_tells_both_searches_scores(
    retriever: Retriever, archive: SqliteStore, encoder: WordEncoder, tmp_path: Path
) -> None:
    question = "Blueline ferries crossings"
    (ferry,) = [hit for hit in retriever.find(question).hits if hit.passage.article.id == "ferry"]
    texts = [each.text for each in archive.index_source.passages()]
    row = texts.index(ferry.passage.text)
    keys, vectors = archive.index_source.vectors()
    assert ferry.dense == pytest.approx(float(vectors[row] @ encoder.encode_question(question)))
    (tmp_path / "keywords").mkdir()
    keywords.build(archive.index_source, tmp_path / "keywords")
    found, scores = KeywordIndex(tmp_path / "keywords").search(question, 10)
    assert ferry.keyword == pytest.approx(dict(zip(found, scores, strict=True))[keys[row]])


def test_the_score_is_the_cosine_raised_by_bm25(retriever: Retriever) -> None:
    for hit in retriever.find("bridge engineers and the comet").hits:
        assert hit.dense is not None
        assert hit.score == pytest.approx(hit.dense + (hit.keyword or 0.0) / 30)


@pytest.mark.parametrize(
    ("filters", "allowed"),
    [
        (Filters(last=date(2020, 12, 31)), {"lynx"}),
        (Filters(sources=("courier",)), {"bridge", "ferry"}),
        (Filters(sources=("nobody",)), set()),
    ],
)
def test_filters_hold_for_both_searches(
    retriever: Retriever, filters: Filters, allowed: set[str]
) -> None:
    hits = retriever.find("bridge lynx comet ferry", filters).hits
    assert {hit.passage.article.id for hit in hits} == allowed


def test_equal_passages_keep_the_order_of_their_keys(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    embed_and_put([an_article(id, "Same", "A plain owl hooted.") for id in "cab"], archive, encoder)
    hits = Retriever(archive, encoder).find("plain owl").hits
    assert [hit.passage.article.id for hit in hits[:3]] == ["c", "a", "b"]


def test_what_another_process_adds_is_found_by_the_next_question(
    retriever: Retriever, archive: SqliteStore, encoder: WordEncoder
) -> None:
    assert "owl" not in {hit.passage.article.id for hit in retriever.find("owl hooting").hits}
    other = SqliteStore.open(archive.folder)
    embed_and_put([an_article("owl", "Owl", "An owl hooted.")], other, encoder)
    with other.change() as writing:
        writing.remove(["lynx"])
    ids = [hit.passage.article.id for hit in retriever.find("owl hooting").hits]
    assert ids[0] == "owl"
    assert "lynx" not in ids


class BusySource(SqliteIndexSource):
    """Another process adds to the archive as soon as its vectors have been read."""

    def vectors(self) -> tuple[Keys, Vectors]:
        before = super().vectors()
        other = SqliteStore.open(self.folder)
        embed_and_put([an_article("owl", "Owl", "An owl hooted.")], other, WordEncoder())
        return before


def test_both_indexes_show_one_generation(archive: SqliteStore, encoder: WordEncoder) -> None:
    file = ArchiveFile.open(archive.folder / FILE_NAME, create=False, patience=1)
    busy = SqliteStore(file)
    busy.index_source = BusySource(file)
    hits = Retriever(busy, encoder).find("owl and lynx").hits
    assert "owl" not in {hit.passage.article.id for hit in hits}
    hits = Retriever(archive, encoder).find("owl and lynx").hits
    assert "owl" in {hit.passage.article.id for hit in hits}


class InterruptedEncoder(WordEncoder):
    """Before it encodes a question, another process removes an article."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def encode_question(self, question: str) -> Vectors:
        other = SqliteStore.open(self.folder)
        with other.change() as writing:
            writing.remove(["lynx"])
        return super().encode_question(question)


def test_a_question_sees_the_archive_as_it_was_when_asked(archive: SqliteStore) -> None:
    retriever = Retriever(archive, InterruptedEncoder(archive.folder))
    for filters in (Filters(), Filters(last=date(2020, 12, 31))):
        embed_and_put(ARTICLES, archive, WordEncoder())
        assert retriever.find("lynx", filters).hits[0].passage.article.id == "lynx"
        assert archive.article("lynx") is None


def test_a_question_without_a_known_word_still_gets_the_nearest(retriever: Retriever) -> None:
    hits = retriever.find("zzz qqq").hits
    assert all(hit.keyword is None for hit in hits)


def test_a_hit_tells_which_search_brought_it(retriever: Retriever) -> None:
    hits = retriever.find("comet").hits
    best = hits[0]
    assert (best.passage.article.id, best.dense_rank, best.keyword_rank) == ("comet", 1, 1)
    assert all(hit.keyword_rank is None for hit in hits[1:])
    assert sorted(hit.dense_rank or 0 for hit in hits) == [1, 2, 3, 4]


def test_one_search_can_be_left_out(archive: SqliteStore, encoder: WordEncoder) -> None:
    keyword = Retriever(archive, encoder, Weights(search="keyword")).find("bridge ferries")
    assert {hit.passage.article.id for hit in keyword.hits} == {"bridge", "ferry"}
    assert [hit.keyword_rank for hit in keyword.hits] == [1, 2]
    dense = Retriever(archive, encoder, Weights(search="dense")).find("bridge ferries")
    assert [hit.dense_rank for hit in dense.hits] == [1, 2, 3, 4]
    assert list(dense.stages) == ["encode", "dense", "keyword", "fuse"]


def _retriever(folder: Path, *articles: Article, weights: Weights = DEFAULT_WEIGHTS) -> Retriever:
    encoder, archive = WordEncoder(), SqliteStore.open(folder, create=True)
    embed_and_put(articles, archive, encoder)
    return Retriever(archive, encoder, weights)


def _ids(retriever: Retriever, question: str, **asked: Any) -> list[str]:
    return [hit.passage.article.id for hit in retriever.find(question, **asked).hits]


def test_what_holds_the_questions_number_stands_above_what_is_as_good(tmp_path: Path) -> None:
    text = "The old tram number {} left the rails at the harbour. Nobody was hurt."
    numbers = (247, 248, 249)
    trams = [an_article(f"tram{n}", "A tram left the rails", text.format(n)) for n in numbers]
    retriever = _retriever(tmp_path, *trams)
    (first, *others) = retriever.find("Where did tram number 249 leave the rails?").hits
    assert first.passage.article.id == "tram249"
    assert [first.exact, *(hit.exact for hit in others)] == [1.0, 0.0, 0.0]


def test_only_the_best_candidates_are_fetched(tmp_path: Path) -> None:
    text = "Tram number {} left the rails{}. Nobody was hurt."
    trams = [
        an_article(f"tram{n}", "A tram left", text.format(n, " at noon" * (n % 5)))
        for n in range(240, 260)
    ]
    few = Weights(fetched=6, fetched_per_row=3)
    everything, some = (
        _retriever(tmp_path / name, *trams, weights=weights)
        for name, weights in (("all", DEFAULT_WEIGHTS), ("some", few))
    )
    question = "Where did tram leave the rails at noon?"
    ordered = _ids(everything, question)
    assert len(ordered) == 20
    assert _ids(some, question) == ordered[:6]
    # What more rows of evidence need is fetched too.
    assert _ids(some, question, top=3) == ordered[:9]


MARKET = "Prices at the fish market rose by a tenth, the traders said."


@pytest.mark.parametrize(
    ("question", "asked_on", "first"),
    [
        ("how did prices at the fish market change this week?", date(2021, 3, 5), "march"),
        ("how did prices at the fish market change this week?", date(2020, 11, 8), "november"),
        ("how did prices at the fish market change last month?", date(2021, 4, 9), "march"),
        ("how did prices at the fish market change in November 2020?", None, "november"),
        # The day alone, with no time named, breaks ties between articles that are else equal.
        ("how did prices at the fish market change?", date(2020, 11, 8), "november"),
        ("how did prices at the fish market change?", None, "august"),
    ],
)
def test_of_equal_reports_the_one_of_the_time_that_is_meant_comes_first(
    tmp_path: Path, question: str, asked_on: date | None, first: str
) -> None:
    days = {"august": "2019-08-20", "march": "2021-03-03", "november": "2020-11-05"}
    reports = [an_article(id, "Fish prices", MARKET, day) for id, day in days.items()]
    retriever = _retriever(tmp_path, *reports)
    assert _ids(retriever, question, asked_on=asked_on)[0] == first


def test_the_time_that_is_meant_is_searched_though_others_fill_the_depth(tmp_path: Path) -> None:
    others = [an_article(f"a{n}", "Fish prices", MARKET, "2019-08-20") for n in range(9)]
    meant = an_article("z", "Fish prices", MARKET + " It was cold.", "2021-03-03")
    retriever = _retriever(tmp_path, *others, meant, weights=Weights(depth=3))
    question = "how did prices at the fish market change in March 2021?"
    assert _ids(retriever, question)[0] == "z"
    # A filter that leaves the time out still holds.
    before = Filters(last=date(2020, 12, 31))
    assert "z" not in _ids(retriever, question, filters=before)


def test_without_a_name_or_a_time_the_score_is_that_of_the_two_searches(
    retriever: Retriever,
) -> None:
    hits = retriever.find("bridge engineers and the comet").hits
    assert {(hit.exact, hit.timely) for hit in hits} == {(0.0, 0.0)}


# -- archives that grow ---------------------------------------------------------------------


def subjects(first: int, count: int) -> list[Article]:
    """Articles on one subject each, which only their number names."""
    return [
        an_article(
            f"a{n}", f"Subject {n}", f"Word{n} was said of word{n % 7}.", "2021-03-01", "Post"
        )
        for n in range(first, first + count)
    ]


@pytest.fixture
def large(tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> SqliteStore:
    """An archive that counts as large: most of its vectors are in a coarse index."""
    monkeypatch.setattr(vector_index, "build", partial(build, limits=Limits(compared=100)))
    monkeypatch.setattr(vector_index, "extend", partial(extend, limits=Limits(compared=100)))
    archive = SqliteStore.open(tmp_path / "large", create=True)
    embed_and_put(subjects(0, 300), archive, encoder)
    return archive


def best(retriever: Retriever, question: str, filters: Filters = NO_FILTERS) -> str:
    return retriever.find(question, filters).hits[0].passage.article.id


def files_of(archive: SqliteStore) -> dict[str, int]:
    """The large files of the indexes, by what they are."""
    return {
        path.name: path.stat().st_ino
        for path in (archive.folder / "derived").rglob("*")
        if path.suffix in (".faiss", ".idx")
    }


def test_a_large_archive_is_asked_like_a_small_one(
    large: SqliteStore, encoder: WordEncoder
) -> None:
    retriever = Retriever(large, encoder)
    for number in (0, 150, 299):
        assert best(retriever, f"what of word{number}?") == f"a{number}"
        assert best(retriever, f"word{number}", Filters(sources=("post",))) == f"a{number}"


def test_a_small_change_of_a_large_archive_rebuilds_no_index(
    large: SqliteStore, encoder: WordEncoder
) -> None:
    retriever = Retriever(large, encoder)
    assert best(retriever, "word150") == "a150"
    assert best(retriever, "word150", Filters(sources=("post",))) == "a150"
    before = files_of(large)
    embed_and_put(subjects(300, 5), large, encoder)
    with large.change() as writing:
        writing.remove(["a150"])
    for asked in (retriever, Retriever(SqliteStore.open(large.folder), encoder)):
        for filters in (NO_FILTERS, Filters(sources=("post",))):
            assert best(asked, "word303", filters) == "a303"
            found = asked.find("word150", filters).hits
            assert "a150" not in {hit.passage.article.id for hit in found}
    assert before.items() <= files_of(large).items()


def test_two_processes_bring_the_indexes_up_to_date_at_once(
    large: SqliteStore, encoder: WordEncoder, tmp_path: Path
) -> None:
    Retriever(large, encoder).find("word1")
    embed_and_put(subjects(300, 5), large, encoder)
    ask = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from functools import partial; from pathlib import Path\n"
        "from conftest import WordEncoder; from corpus.store.sqlite import SqliteStore\n"
        "from corpus.indexes import vector_index; from qa.search.retriever import Retriever\n"
        "limits = vector_index.Limits(compared=100)\n"
        "vector_index.extend = partial(vector_index.extend, limits=limits)\n"
        "store = SqliteStore.open(Path(sys.argv[2]))\n"
        "hits = Retriever(store, WordEncoder()).find('word303').hits\n"
        "print([(hit.passage.article.id, hit.score) for hit in hits])"
    )
    command = [sys.executable, "-c", ask, str(Path(__file__).parents[2]), str(large.folder)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3])
        for _ in range(3)
    ]
    answers = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert answers[0].startswith(b"[('a303'")
    assert answers[0] == answers[1] == answers[2]
    # Of each of the two indexes at most the one before is kept, for those that still read it.
    kinds = Counter(
        path.name.partition("-")[0]
        for path in (large.folder / "derived").iterdir()
        if path.is_dir()
    )
    assert len(kinds) == 2
    assert max(kinds.values()) <= 2


def test_an_archive_embedded_anew_is_searched_anew(
    large: SqliteStore, encoder: WordEncoder
) -> None:
    retriever = Retriever(large, encoder)
    assert best(retriever, "word7 subject") == "a7"
    with store_beside(large.folder / "beside") as beside:
        reembed(large, beside, WordEncoder("words@2"))
    assert best(retriever, "word7 subject") == "a7"


def test_an_archive_without_write_access_is_searched(
    large: SqliteStore, encoder: WordEncoder
) -> None:
    assert best(Retriever(large, encoder), "word150") == "a150"
    large.close()
    places = [large.folder, *(path for path in large.folder.rglob("*") if path.is_dir())]
    for place in places:
        place.chmod(0o555)
    try:
        if os.access(large.folder, os.W_OK):
            pytest.skip("this user may write to every folder")
        assert best(Retriever(SqliteStore.open(large.folder), encoder), "word150") == "a150"
    finally:
        for place in places:
            place.chmod(0o755)
