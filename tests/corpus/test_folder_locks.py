"""A folder is locked by one at a time."""

from pathlib import Path

import pytest

from corpus.folder_locks import HAS_LOCKS, FolderLock

pytestmark = pytest.mark.skipif(not HAS_LOCKS, reason="this system has no such locks")


def test_a_folder_that_is_claimed_cannot_be_claimed_again_until_it_is_given_up(
    tmp_path: Path,
) -> None:
    first = FolderLock.claim(tmp_path)
    assert first is not None
    assert FolderLock.claim(tmp_path) is None
    first.release()
    second = FolderLock.claim(tmp_path)
    assert second is not None
    second.release()


def test_where_there_is_no_folder_whoever_claims_it_goes_on(tmp_path: Path) -> None:
    first, second = (FolderLock.claim(tmp_path / "nowhere") for _ in range(2))
    assert first is not None
    assert second is not None
    first.release()
    second.release()
