from pathlib import Path

import numpy as np
import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.records import Passage
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put


def keys_of(archive: SqliteStore, id: str) -> list[int]:
    passages = archive.passages(archive.index_source.vectors()[0].tolist())
    return [key for key, passage in passages.items() if passage.article.id == id]


def test_a_removed_article_takes_its_passages_along(archive: SqliteStore) -> None:
    keys, vectors = archive.index_source.vectors()
    with archive.change() as writing:
        writing.remove(["bridge"])
    left, _ = archive.index_source.vectors()
    assert set(left) < set(keys)
    assert archive.passages(set(keys) - set(left)) == {}
    assert vectors.shape == (len(keys), WordEncoder.dimension)


def test_passage_keys_are_never_used_twice(archive: SqliteStore, encoder: WordEncoder) -> None:
    before, _ = archive.index_source.vectors()
    with archive.change() as writing:
        writing.remove(["lynx", "comet"])
    embed_and_put(ARTICLES[2:], archive, encoder)
    after, _ = archive.index_source.vectors()
    assert min(set(after) - set(before)) > max(before)


def test_vectors_come_back_bit_for_bit(archive: SqliteStore, encoder: WordEncoder) -> None:
    keys, vectors = archive.index_source.vectors()
    texts = [f"{each.title}\n{each.text}" for each in archive.index_source.passages()]
    assert np.array_equal(vectors, encoder.encode_passages(texts))
    assert [each.columns.key for each in archive.index_source.passages()] == list(keys)


def test_more_passages_than_fit_in_one_statement_come_all(archive: SqliteStore) -> None:
    article = an_article("long", "Long", "One. " * 3000)
    passages = [Passage(article, 5 * place, 5 * place + 4) for place in range(3000)]
    with archive.change() as writing:
        writing.put(article, passages, np.eye(3000, 256, dtype=np.float32))
    keys, vectors = archive.index_source.vectors()
    assert len(archive.passages(keys.tolist())) == len(keys)
    found, rows = archive.index_source.vectors_of(reversed([*keys.tolist(), -1]))
    assert np.array_equal(found, keys)
    assert np.array_equal(rows, vectors)
    assert [len(block) for block, _ in archive.index_source.vector_blocks()] == [len(keys)]


def test_what_was_added_since_is_told_apart(archive: SqliteStore, encoder: WordEncoder) -> None:
    last = archive.index_source.last_key
    assert last == archive.index_source.vectors()[0][-1]
    embed_and_put([an_article("owl", "Owl", "An owl hooted."), ARTICLES[0]], archive, encoder)
    keys, vectors = archive.index_source.vectors()
    new = keys > last
    assert new.any()
    assert [each.tolist() for each in archive.index_source.vectors(last)] == [
        keys[new].tolist(), vectors[new].tolist()
    ]  # fmt: skip
    entries = list(archive.index_source.passages(last))
    assert [entry.columns.key for entry in entries] == keys[new].tolist()
    assert (entries[0].title, entries[0].text) == ("Owl", "An owl hooted.")
    assert archive.index_source.count_passages(last) == len(entries)
    assert archive.index_source.last_key == keys[-1]
    assert list(archive.index_source.filter_columns()) == [
        entry.columns for entry in archive.index_source.passages()
    ]


def test_an_empty_archive_has_no_vectors(tmp_path: Path) -> None:
    empty = SqliteStore.open(tmp_path / "archive", create=True)
    assert (
        empty.index_source.last_key,
        empty.index_source.count_passages(),
        list(empty.index_source.passages()),
    ) == (0, 0, [])
    assert [
        len(each)
        for each in (*empty.index_source.vectors(), *empty.index_source.vectors_of([1, 2]))
    ] == [0, 0, 0, 0]


def removed_since(archive: SqliteStore, generation: int) -> list[int] | None:
    found = archive.index_source.removed_since(generation)
    return None if found is None else found.tolist()


def test_what_was_removed_since_is_remembered(archive: SqliteStore, encoder: WordEncoder) -> None:
    start, lynx, ferry = archive.generation, keys_of(archive, "lynx"), keys_of(archive, "ferry")
    with archive.change() as writing:
        writing.remove(["lynx"])
    middle = archive.generation
    embed_and_put([ARTICLES[1]], archive, encoder)  # in the place of the earlier version
    assert removed_since(archive, 0) == removed_since(archive, start) == sorted(lynx + ferry)
    assert removed_since(archive, middle) == ferry
    assert removed_since(archive, archive.generation) == []


def test_a_change_that_fails_removes_nothing(archive: SqliteStore) -> None:
    start = archive.generation

    def fail() -> None:
        with archive.change() as writing:
            writing.remove(["lynx"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert removed_since(archive, start) == []


def test_old_removals_are_forgotten_when_they_outnumber_what_is_left(archive: SqliteStore) -> None:
    article = an_article("long", "Long", "One. " * 6000)
    passages = [Passage(article, 5 * place, 5 * place + 4) for place in range(6000)]
    known: list[tuple[int, list[int]]] = []
    for _ in range(4):
        known = [(generation, keys + keys_of(archive, "long")) for generation, keys in known]
        known.append((archive.generation, keys_of(archive, "long")))
        with archive.change() as writing:
            writing.put(article, passages, np.eye(6000, 256, dtype=np.float32))
    told = [removed_since(archive, generation) for generation, _ in known]
    assert told[0] is None
    assert told[-1] == known[-1][1]
    assert all(keys in (None, expected) for keys, (_, expected) in zip(told, known, strict=True))
