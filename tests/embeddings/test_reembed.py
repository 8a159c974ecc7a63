"""An archive is embedded again: beside it first, then all at once."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.arrays import Vectors
from corpus.store.sqlite import SqliteStore
from embeddings.embed import cut_and_put, embed_and_put
from embeddings.reembed import reembed, store_beside


class OtherEncoder(WordEncoder):
    """Another model, with vectors of another length, which reads less at once."""

    dimension = 64
    token_budget = 20

    def __init__(self) -> None:
        super().__init__("words@2")


def run(archive: SqliteStore, encoder: WordEncoder) -> None:
    with store_beside(archive.folder / "beside") as beside:
        reembed(archive, beside, encoder)


def test_every_vector_is_replaced_and_every_article_kept(archive: SqliteStore) -> None:
    waiting = an_article("waits", "Waits", "It has no vector yet.")
    cut_and_put([waiting], archive, WordEncoder())
    run(archive, OtherEncoder())
    assert archive.model is not None
    assert archive.model.fingerprint == "words@2"
    assert {each.id: each for each in archive.articles()} == {
        each.id: each for each in (*ARTICLES, waiting)
    }
    keys, vectors = archive.index_source.vectors()
    assert vectors.shape == (len(keys), 64)
    assert len(keys) == archive.size().passages > len(ARTICLES) + 1  # it is cut anew, too
    assert archive.waiting() == []
    assert not (archive.folder / "beside").exists()
    archive.check()


class StoppingEncoder(OtherEncoder):
    """Is interrupted when it has embedded something; notes what the archive says meanwhile."""

    def __init__(self, archive: SqliteStore) -> None:
        super().__init__()
        self.archive, self.seen = archive, list[tuple[str, str]]()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if self.encoded:
            raise KeyboardInterrupt
        with SqliteStore.open(self.archive.folder, patience=0) as other, other.change():
            assert other.model is not None
            self.seen.append((other.model.fingerprint, other.stamp))
        return super().encode_passages(texts)


def test_meanwhile_others_read_and_write_and_what_was_interrupted_goes_on(
    archive: SqliteStore,
) -> None:
    stories = [an_article(f"s{each:03}", f"Story {each}", "It rained.") for each in range(100)]
    embed_and_put(stories, archive, WordEncoder())
    stopping = StoppingEncoder(archive)
    with pytest.raises(KeyboardInterrupt):
        run(archive, stopping)
    assert [fingerprint for fingerprint, _ in stopping.seen] == ["words@1"]
    assert archive.model is not None
    assert archive.model.fingerprint == "words@1"
    changed = replace(ARTICLES[0], text="It is open again.")
    embed_and_put([changed], archive, WordEncoder())
    with archive.change() as writing:
        writing.remove(["lynx"])
    going_on = OtherEncoder()
    run(archive, going_on)
    assert 0 < going_on.encoded < archive.size().passages  # the rest was there
    assert archive.article("bridge") == changed
    assert archive.article("lynx") is None
    fresh = OtherEncoder().encode_passages(["Story 7\nIt rained."])
    vectors = archive.vectors_of(stories[7])
    assert vectors is not None
    assert np.allclose(vectors, fresh)
    archive.check()


def test_what_another_model_left_is_not_taken(archive: SqliteStore) -> None:
    with store_beside(archive.folder / "beside") as beside:
        embed_and_put(ARTICLES, beside, OtherEncoder())
        reembed(archive, beside, WordEncoder("words@3"))
    assert archive.model is not None
    assert archive.model.fingerprint == "words@3"
    assert archive.index_source.vectors()[1].shape[1] == WordEncoder.dimension
    archive.check()


def test_what_changes_while_it_switches_is_embedded_in_the_switch(archive: SqliteStore) -> None:
    late = an_article("late", "Late", "A late story.")

    def add_late(_: int) -> None:
        with SqliteStore.open(archive.folder) as other:
            if other.article("late") is None:
                embed_and_put([late], other, WordEncoder())

    with store_beside(archive.folder / "beside") as beside:
        reembed(archive, beside, OtherEncoder(), add_late)
    assert archive.article("late") == late
    assert archive.waiting() == []
    archive.check()
