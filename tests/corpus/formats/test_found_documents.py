"""Documents that once broke or stopped a reader, found by people, by fuzzing or by torture."""

import errno
import os
import sys
from pathlib import Path

import pytest
from format_samples import PAGE, TEXT, TITLE
from test_format_contract import read_all

from corpus.formats import csv_rows
from corpus.formats.file_walk import files_under
from corpus.formats.reading_process import ReadingProcess
from corpus.formats.registry import read
from corpus.records import Article, Skipped
from qa.lab.hostile.hostile_paths import make_paths, remove_paths

ATTRIBUTES = " ".join(f"a{number}=1" for number in range(19_999))


@pytest.mark.parametrize("digits", [400, 4_000])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_date_of_endless_digits_is_no_date(digits: int, quote: str) -> None:
    written = f"{quote}{'9' * digits}{quote}"
    data = f'[{{"text": "One.", "date": {written}}}, {{"text": "Two.", "date": 2016}}]'
    one, two = read_all("a.json", data.encode())
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert one.published is None
    assert str(two.published) == "2016"


@pytest.mark.parametrize("deep", [500, 900, 100_000])
def test_a_record_of_lists_within_lists_is_skipped_alone(deep: int) -> None:
    nested = "[" * deep + '"words"' + "]" * deep
    lines = f'{{"text": {nested}}}\n{{"text": "Two."}}'
    [skipped, article] = read_all("a.jsonl", lines.encode())
    assert isinstance(skipped, Skipped)
    assert isinstance(article, Article)
    [skipped, *_] = read_all("a.json", f"[{lines.replace(chr(10), ',')}]".encode())
    assert isinstance(skipped, Skipped)


def test_a_table_whose_first_line_is_endless_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "LINE_BYTES", 1_000)
    [skipped] = read_all("a.csv", b"text," + b"a" * 2_000 + b"\nwords\n")
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("is broken CSV: a line is larger than ")


def test_equal_records_without_ids_get_numbers_and_are_read_in_no_time() -> None:
    found = read_all("a.csv", b"text\n" + b"Words.\n" * 20_000)
    base = found[0].id if isinstance(found[0], Article) else ""
    ids = [one.id for one in found if isinstance(one, Article)]
    assert ids == [base, *(f"{base}-{number}" for number in range(2, 20_001))]


def test_a_page_with_an_element_of_endless_attributes_is_refused_at_once() -> None:
    page = PAGE.replace("<footer>", f"<footer {ATTRIBUTES}>").encode()
    [skipped] = read_all("a.html", page)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "has an element of more than 1,000 attributes, as no page does"


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux", reason="makes pipes and paths that Linux lets one make"
)
def test_whatever_a_folder_is_made_of_every_readable_file_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    make_paths(folder)
    (folder / "z.txt").write_text(f"{TITLE}\n\n{TEXT}")
    try:
        with ReadingProcess() as reading:
            found = {path: list(reading.read(path, folder)) for path in files_under(folder)}
    finally:
        remove_paths(folder)
    assert all(found.values())
    read_well = {path.name for path, [one, *_] in found.items() if isinstance(one, Article)}
    assert {"z.txt", "story.txt", "-rf.txt", "line\nbreak.txt"} <= read_well
    reasons = {
        path.name: one.reason for path, [one, *_] in found.items() if isinstance(one, Skipped)
    }
    assert not [reason for reason in reasons.values() if "please report" in reason]
    assert reasons["pipe.txt"] == reasons["zero.txt"] == "is not a regular file"
    assert reasons["sparse.txt"] == "is larger than 50 MB"
    assert reasons["n" * 200] == "cannot be opened: File name too long"


def test_a_path_longer_than_the_system_takes_is_named(tmp_path: Path) -> None:
    path = tmp_path.joinpath(*["n" * 250] * 20, "a.txt")
    [skipped] = read(path, tmp_path)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == f"cannot be opened: {os.strerror(errno.ENAMETOOLONG)}"


@pytest.mark.parametrize("line", ["›" * 100 + "\0", "World" + " > News" * 40 + " > ", "> " * 5_000])
def test_a_first_line_of_nothing_but_arrows_is_read_at_once(line: str) -> None:
    """Whether it is the way to a page was asked of an expression that tried every division."""
    [found] = read_all("a.txt", f"{line}\n{TITLE}\n\n{TEXT}".encode())
    assert isinstance(found, Article)
