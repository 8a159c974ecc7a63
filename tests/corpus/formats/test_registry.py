"""Files become articles: ids, folders, and a reason for whatever cannot be read."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from format_samples import (
    RECORD,
    TEXT,
    TITLE,
    as_lines,
    assert_is_the_record,
    only,
    reason,
)

from corpus.formats.file_walk import count_other_documents, files_under
from corpus.formats.registry import holds_records, read, reading_files
from corpus.records import Article, Skipped

Write = Callable[[str, str], Path]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("a.txt", "a"),
        ("2016/05/a.txt", "2016/05/a"),
        ("a.b.txt", "a.b"),
        ("A B.TXT", "A B"),
        ("v1.2/story.text", "v1.2/story"),
    ],
)
def test_an_article_is_called_by_its_path_without_the_ending(
    name: str, id: str, write: Write
) -> None:
    path = write(name, f"{TITLE}\n\n{TEXT}")
    root = next(parent for parent in path.parents if parent.name == "news")
    assert only(path, root).id == id


def test_gzipped_files_are_read_by_the_ending_before_it(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(as_lines(RECORD, {"text": "Two."}).encode()))
    one, two = read(path, tmp_path)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert_is_the_record(one)
    assert two.id.startswith("news#")
    assert holds_records(path)
    path.write_bytes(path.read_bytes()[:-20])
    assert isinstance(list(read(path, tmp_path))[-1], Skipped)


def test_files_come_sorted_without_hidden_ones_other_kinds_and_loops(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", ".git/c.txt", "a/pic.png", "A.JSONL.GZ"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    names = [path.relative_to(tmp_path).as_posix() for path in files_under(tmp_path)]
    assert names == ["A.JSONL.GZ", "b.txt", "a/z.md"]
    assert list(files_under(tmp_path / "b.txt")) == [tmp_path / "b.txt"]


def test_what_is_excluded_is_left_out_by_name_and_by_path(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "drafts/c.txt", "2016/d.txt", "2016/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    def left(*exclude: str) -> list[str]:
        return [path.name for path in files_under(tmp_path, exclude)]

    assert left("*.md", "drafts") == ["a.txt", "d.txt", "e.txt"]
    assert left("2016/d*", "drafts/") == ["a.txt", "b.md", "e.txt"]
    assert left("[abde].*") == ["c.txt"]


def test_documents_that_no_reader_takes_are_counted_by_kind(tmp_path: Path) -> None:
    for name in ("a.xls", "b/c.XLS", "d.rar", "read.txt", "page_files/style.css", ".x/hidden.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert count_other_documents(tmp_path) == {".xls": 2, ".rar": 1, ".css": 1}
    assert not count_other_documents(
        tmp_path / "a.xls"
    )  # `read` says so of a file that is given itself


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", "", "is empty"),
        ("a.txt", " \n\n", "is empty"),
        ("a.txt", "Share\n\nTweet\n\nRead more", "holds no story"),
        ("a.jsonl", "%PDF-1.7 words", "is a PDF, not text"),
        ("a.jsonl", "\0\1 {}\n", "is binary, not text"),
        ("a.html", "<p>words</p>" * 900_000, "is larger than 10 MB"),
        ("a.json", "3", "is JSON, but neither"),
        ("a.json", "{", "is broken JSON"),
        ("a.json", "[" * 100_000, "is broken JSON"),
        ("a.xls", "\xd0\xcf", "unsupported file type; supported: .arc"),
        ("noending", "words", "unsupported file type; supported: "),
    ],
    ids=lambda value: value[:40],
)
def test_what_cannot_be_read_is_skipped_with_its_reason(
    name: str, content: str, expected: str, write: Write
) -> None:
    assert reason(write(name, content)).startswith(expected)


def test_a_path_that_is_no_readable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason(tmp_path / "loop.txt").startswith("cannot be opened")
    assert reason(tmp_path / "pipe.txt") == "is not a regular file"
    assert reason(tmp_path / "gone.txt").startswith("cannot be opened")


def test_a_name_that_is_not_utf8_is_skipped_and_can_be_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(TEXT)
    [found] = read(path, tmp_path)
    assert found == Skipped(f"{tmp_path}/caf\ufffd.txt", "its name is not UTF-8: rename it")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "shut").chmod(0)
    reasons = [reason(path) for path in files_under(tmp_path)]
    (tmp_path / "shut").chmod(0o700)
    assert reasons == ["cannot be opened: Permission denied", "is a folder that cannot be listed"]


def test_what_is_read_depends_on_the_formats_and_not_on_the_store() -> None:
    files = {f"{path.parent.name}/{path.name}" for path in reading_files()}
    expected = "formats/markdown.py formats/registry.py words/furniture.txt corpus/text.py"
    assert set(expected.split()) | {"corpus/dates.py", "corpus/calendar_words.py"} <= files
    assert not any(name.startswith(("store/", "indexes/")) for name in files)
