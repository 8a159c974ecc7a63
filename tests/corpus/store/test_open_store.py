from pathlib import Path

import pytest

from corpus.errors import ArchiveError, InputError
from corpus.store.lance.lance_places import place_of, scheme_of, storage_options
from corpus.store.open_store import back_up, holds_archive, open_store


@pytest.mark.parametrize("address", ["postgresql://host/db", Path("https://bucket"), "ftp:/news"])
def test_an_address_of_another_kind_is_refused(address: str | Path) -> None:
    with pytest.raises(InputError, match=r"(\w+):// .*not supported.*path of a folder"):
        open_store(address)


@pytest.mark.parametrize("name", ["news", "news: 2021", "c:", "s3", "a b/c%d"])
def test_a_folders_path_is_an_address(tmp_path: Path, name: str) -> None:
    with open_store(str(tmp_path / name), create=True) as made:
        assert made.place == str((tmp_path / name).resolve())


def test_there_must_be_an_archive_unless_one_is_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="pullquote add"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("s3://bucket/news", "s3://bucket/news"),
        (Path("s3://bucket/news"), "s3://bucket/news"),
        ("S3://bucket/a/b/", "s3://bucket/a/b"),
        ("gs://bucket", "gs://bucket"),
        ("az://container/news", "az://container/news"),
        ("lance:///news/lance", "lance:///news/lance"),
        (Path("lance:///news"), "lance:///news"),
    ],
)
def test_an_address_is_shown_as_it_is_typed(address: str | Path, place: str) -> None:
    assert place_of(address) == place


@pytest.mark.parametrize("address", ["C:/news", "/news", "news", "./s3/x", "a:b"])
def test_a_path_is_no_address(address: str) -> None:
    assert scheme_of(address) == ""
    assert not holds_archive(address)


@pytest.mark.parametrize(
    "address", ["s3://key:secret@bucket/news", "s3://bucket/news?secret=x", "gs://b/#secret"]
)
def test_an_address_with_a_key_in_it_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(InputError, match="keys come from the environment") as error:
        place_of(address)
    assert "secret" not in str(error.value)


def test_an_address_without_a_bucket_is_refused() -> None:
    with pytest.raises(InputError, match="names no bucket"):
        place_of("s3://")


@pytest.mark.parametrize(
    ("endpoint", "is_allowed"),
    [
        ("http://127.0.0.1:8333", True),
        ("http://localhost:8333", True),
        ("http://storage.example:8333", False),
        ("https://127.0.0.1:8333", False),
        ("", False),
    ],
)
def test_only_this_machine_is_spoken_to_unencrypted(
    endpoint: str, is_allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    assert ("allow_http" in storage_options("s3://bucket/news")) == is_allowed
    assert "allow_http" not in storage_options("gs://bucket/news")


def test_objects_in_a_bucket_tell_their_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://storage.example")
    assert storage_options("s3://bucket/news")["headers.content-type"] == "application/x-lance"
    assert "headers.content-type" not in storage_options("lance:///news")


def test_what_is_for_folders_says_what_to_do_with_other_archives(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="pullquote copy"):
        back_up("s3://bucket/news", tmp_path / "copy")
