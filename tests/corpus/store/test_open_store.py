from pathlib import Path

import pytest

from corpus.errors import ArchiveError, InputError
from corpus.store.open_store import open_store


@pytest.mark.parametrize(
    "address", ["s3://bucket/news", "postgresql://host/db", Path("s3://bucket")]
)
def test_an_address_that_is_not_supported_is_one_line_that_says_so(address: str | Path) -> None:
    with pytest.raises(InputError, match=r"(s3|postgresql):// .*not supported.*path of a folder"):
        open_store(address, create=True)


@pytest.mark.parametrize("name", ["news", "news: 2021", "c:", "s3", "a b/c%d"])
def test_a_folders_path_is_an_address(tmp_path: Path, name: str) -> None:
    with open_store(str(tmp_path / name), create=True) as made:
        assert made.place == str((tmp_path / name).resolve())


def test_there_must_be_an_archive_unless_one_is_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="pullquote add"):
        open_store(tmp_path)
