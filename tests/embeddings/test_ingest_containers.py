"""Articles that lie in a container are kept, followed and removed like those of a folder."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from conftest import WordEncoder

from corpus.formats import registry
from corpus.formats.registry import Format
from corpus.formats.source import Source
from corpus.store.sqlite import SqliteStore
from embeddings.ingest import add


def read_pages(source: Source) -> Iterator[Source]:
    """A container for tests: texts under lines such as `== a.txt`."""
    with source.open() as stream:
        for part in stream.read().decode().split("== ")[1:]:
            path, _, text = part.partition("\n")
            yield source.member(path, lambda text=text: BytesIO(text.encode()))


@pytest.fixture(autouse=True)
def _pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._BY_EXTENSION, ".pages", Format((".pages",), read_pages))


def test_a_containers_articles_are_followed_like_a_folders(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    container = news / "may.pages"
    archive = SqliteStore.open(tmp_path / "archive", create=True)

    def bring(text: str) -> str:
        container.write_text(text)
        return str(add([news], archive, WordEncoder))

    def ids() -> list[str]:
        return [article.id for article in archive.articles()]

    one, two = "== a.txt\nOne\n\nShut on Monday.\n", "== deep/b.txt\nTwo\n\nOpen on Friday.\n"
    assert bring(one + two) == "+2 new, 0 changed, 0 gone, 0 unchanged, 0 skipped"
    assert ids() == ["may.pages/a", "may.pages/deep/b"]
    assert bring(one + two) == "+0 new, 0 changed, 0 gone, 2 unchanged, 0 skipped"
    changed = two.replace("Friday", "Sunday")
    assert bring(one + changed) == "+0 new, 1 changed, 0 gone, 1 unchanged, 0 skipped"
    assert bring(one) == "+0 new, 0 changed, 1 gone, 1 unchanged, 0 skipped"
    assert bring(one + "== b.txt\n") == "+0 new, 0 changed, 0 gone, 1 unchanged, 1 skipped"
    assert ids() == ["may.pages/a"]
