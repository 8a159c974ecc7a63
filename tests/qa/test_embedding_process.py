"""What waits for its vectors gets them in a process of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.store.sqlite import SqliteStore
from embeddings.added import AddOptions
from qa.archive_changes import add_files
from qa.embedding_process import EmbeddingProcess

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("exported_model")]


@pytest.fixture
def waiting(tmp_path: Path, write: Callable[[str, str], Path]) -> Path:
    """An archive of three articles that are found by their words only."""
    for name in ("bridge", "ferry", "lynx"):
        folder = write(f"{name}.txt", f"The {name}\n\nThe {name} was seen on Monday.").parent
    archive = tmp_path / "archive"
    add_files([folder], archive, None, lambda _: None, AddOptions(words_only=True))
    return archive


def test_what_waits_is_embedded_beside_whoever_asked_for_it(waiting: Path) -> None:
    embedding = EmbeddingProcess(waiting, None)
    embedding.start()
    embedding.wait()
    with SqliteStore.open(waiting) as store:
        assert store.waiting() == []
        store.check()


def test_one_that_is_stopped_loses_nothing_and_the_next_goes_on(waiting: Path) -> None:
    embedding = EmbeddingProcess(waiting, None)
    embedding.start()
    embedding.stop()
    with SqliteStore.open(waiting) as store:
        assert store.stats().articles == 3
        store.check()
    never_begun = EmbeddingProcess(waiting, None)
    never_begun.stop()
    never_begun.start()
    after = EmbeddingProcess(waiting, None)
    after.start()
    after.wait()
    with SqliteStore.open(waiting) as store:
        assert store.waiting() == []
