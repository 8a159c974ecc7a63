"""The pictures of the documents show the program as it is."""

from __future__ import annotations

from pathlib import Path

from qa.lab.pictures import PICTURES, draw_all

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_pictures_in_the_documents_are_what_the_program_draws(exported_model: Path) -> None:
    """Where this fails, look at what has changed, and then run `make pictures`."""
    drawn = dict(draw_all())
    assert set(drawn) == {picture.name for picture in PICTURES}
    stale = [name for name, svg in drawn.items() if (DOCS / name).read_text("utf-8") != svg]
    assert stale == []
