import pytest
from conftest import ARTICLES, WordEncoder, an_article

from corpus.errors import ArchiveError
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put, reembed


def test_another_model_is_refused_with_the_command_that_mends_it(archive: SqliteStore) -> None:
    with pytest.raises(ArchiveError, match=r"words@1.*words@2.*pullquote reembed --model words"):
        embed_and_put([an_article("new", "T", "Text.")], archive, WordEncoder("words@2"))
    assert archive.article("new") is None


def test_reembedding_replaces_every_vector_and_keeps_every_article(archive: SqliteStore) -> None:
    other = WordEncoder("words@2")
    other.dimension = 64
    reembed(archive, other)
    assert archive.model is not None
    assert archive.model.fingerprint == "words@2"
    assert sorted(archive.articles(), key=lambda a: a.id) == sorted(ARTICLES, key=lambda a: a.id)
    keys, vectors = archive.index_source.vectors()
    assert vectors.shape == (len(keys), 64)
    archive.check()
