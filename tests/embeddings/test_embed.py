import pytest
from conftest import WordEncoder, an_article

from corpus.errors import ArchiveError
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put


def test_another_model_is_refused_with_the_command_that_mends_it(archive: SqliteStore) -> None:
    with pytest.raises(ArchiveError, match=r"words@1.*words@2.*pullquote reembed --model words"):
        embed_and_put([an_article("new", "T", "Text.")], archive, WordEncoder("words@2"))
    assert archive.article("new") is None
