"""The date that a file's name or its folders state, and where it was found."""

from collections.abc import Callable
from pathlib import Path

import pytest
from format_samples import STORY, TEXT, TITLE, as_lines, only

from corpus.formats.registry import read
from corpus.records import Article


@pytest.mark.parametrize(
    ("name", "date", "place"),
    [
        ("2016-02-04-harbour.md", "2016-02-04", "file name"),
        ("harbour_20160204.txt", "2016-02-04", "file name"),
        ("04.02.2016 harbour.txt", "2016-02-04", "file name"),
        ("2016-02-harbour.txt", "2016-02", "file name"),
        ("2016/02/04/harbour.txt", "2016-02-04", "folder name"),
        ("2016/02/harbour.txt", "2016-02", "folder name"),
        ("news/2016/harbour.txt", "2016", "folder name"),
        ("2016-02-04/a/harbour.txt", "2016-02-04", "folder name"),
        ("2016/02/2015-12-24 harbour.txt", "2015-12-24", "file name"),
        ("2016-02-04 to 2016-02-09.txt", None, None),
        ("2016-13-04.txt", None, None),
        ("report 2016.txt", None, None),
        ("12016020455.txt", None, None),
        ("2999-02-04.txt", None, None),
        ("harbour.txt", None, None),
    ],
)
def test_a_path_dates_what_states_no_date(
    name: str, date: str | None, place: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "added" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{TITLE}\n\n{TEXT}\n")
    published = only(path, tmp_path / "added").published
    assert (published and str(published)) == date
    assert (published and published.found_in) == place


def test_what_an_article_says_itself_counts_before_its_path(tmp_path: Path) -> None:
    path = tmp_path / "2016-02-04.txt"
    path.write_text(f"{TITLE}\n\n4 May 2015\n\n{TEXT}\n")
    assert str(only(path).published) == "2015-05-04"


def test_a_file_of_records_is_named_after_its_export(write: Callable[[str, str], Path]) -> None:
    path = write("2016-02-04.jsonl", as_lines({"id": 1, "text": STORY[0]}))
    assert [each.published for each in read(path, path.parent) if isinstance(each, Article)] == [
        None
    ]
