"""Which files of a folder are read: parts of saved pages are not, mirrored pages are."""

from pathlib import Path

import pytest
from format_samples import PAGE

from corpus.formats.file_walk import count_other_documents, files_under
from corpus.formats.registry import read
from corpus.records import Article


def make(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files_under(folder)]


@pytest.mark.parametrize("parts", ["Quay shut_files", "Quay shut-Dateien", "Quay shut_fichiers"])
def test_what_a_browser_saved_beside_a_page_is_no_article(tmp_path: Path, parts: str) -> None:
    make(
        tmp_path,
        **{
            "Quay shut.html": PAGE,
            f"{parts}/frame.html": PAGE,
            f"{parts}/style.css": "p {}",
            f"{parts}/deep/ad.html": PAGE,
            f"{parts}/report.pdf": "x",
            "other_files/page.html": PAGE,  # of no page: somebody's own folder
        },
    )
    assert names(tmp_path) == [f"{parts}/report.pdf", "Quay shut.html", "other_files/page.html"]
    assert not count_other_documents(tmp_path)


def test_pages_of_a_mirror_are_told_by_what_they_hold(tmp_path: Path) -> None:
    make(
        tmp_path,
        **{
            "t.example/story.php?id=12": PAGE,
            "t.example/story.php?id=13": PAGE,
            "t.example/news/index.html?p=5": PAGE,
            "t.example/2021/03/quay-shut": f"\n<!-- mirrored -->\n{PAGE}",
            "t.example/script.php": "<?php echo 1;",
            "t.example/LICENSE": "Permission is granted",
            "t.example/style.css?v=3": "p {}",
            "t.example/clip.mov": "x",
        },
    )
    read_names = names(tmp_path)
    assert sorted(read_names) == [
        "t.example/2021/03/quay-shut",
        "t.example/news/index.html?p=5",
        "t.example/story.php?id=12",
        "t.example/story.php?id=13",
    ]
    found = [one for name in read_names for one in read(tmp_path / name, tmp_path)]
    assert all(isinstance(one, Article) for one in found)
    assert {one.id for one in found if isinstance(one, Article)} >= {
        "t.example/story?id=12", "t.example/story?id=13", "t.example/news/index?p=5",
    }  # fmt: skip
    assert count_other_documents(tmp_path) == {
        ".php": 1, "without an ending": 1, ".css": 1, ".mov": 1
    }  # fmt: skip


def test_a_question_in_a_name_is_no_address(tmp_path: Path) -> None:
    make(tmp_path, **{"What.if?.txt": "A word.", "a@b=c": "x"})
    assert names(tmp_path) == ["What.if?.txt"]
