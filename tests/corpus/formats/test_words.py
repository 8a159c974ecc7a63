"""Word lists are clean: a phrase a line, in lower case, none twice."""

from pathlib import Path

import pytest

from corpus.formats import words
from corpus.formats.words import word_list

FILES = sorted(Path(words.__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_list_holds_phrases_as_they_are_compared(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines))
    assert all(line and line == " ".join(line.casefold().split()) for line in lines)
    assert word_list(path.stem) == set(lines)


def test_the_lists_that_are_used_are_there() -> None:
    assert {"share this", "advertisement"} <= word_list("furniture")
    assert {"world", "opinion"} <= word_list("sections")
