"""The measure of altered quotations, on the sample's articles."""

from importlib.resources import files
from pathlib import Path

from conftest import WordEncoder

from corpus.formats.registry import read
from corpus.records import Article
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.lab.altered_quotes import measure
from qa.verify.quote_check import QuoteChecker


def test_no_altered_sentence_of_the_sample_is_exact(tmp_path: Path, encoder: WordEncoder) -> None:
    folder = Path(str(files("qa.sample") / "articles"))
    articles = [
        each
        for path in sorted(folder.iterdir())
        for each in read(path, folder)
        if isinstance(each, Article)
    ]
    with SqliteStore.open(tmp_path / "archive", create=True) as made:
        embed_and_put(articles, made, encoder)
        figures = measure(articles, QuoteChecker(made).check, quotes=60)
    assert figures.exact == 1
    assert figures.altered_told >= 0.99
