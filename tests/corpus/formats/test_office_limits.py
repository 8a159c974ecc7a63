"""Word, OpenDocument and EPUB files made to fill or to stop whoever reads them."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from format_samples import STORY
from office_kit import make_docx, make_epub, make_odt, p, zip_of

from corpus.formats.reading_process import ReadingProcess
from corpus.records import Article, Skipped

# The part in which the text stands, and a sound file of each kind.
KINDS = {
    "docx": ("word/document.xml", make_docx(p(STORY[0]))),
    "odt": ("content.xml", make_odt(f"<text:p>{STORY[0]}</text:p>")),
    "epub": ("OEBPS/ch 0.xhtml", make_epub(f"<p>{STORY[0]}</p>")),
}
ENTITIES = "<!ENTITY a0 'lol'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)
BOMBS = {
    "zeros without end": (bytes(120_000_000), "unpacks to more than 100 MB"),
    "entities of entities": (
        f"<!DOCTYPE a [{ENTITIES}]><a><p>&a9;</p></a>".encode(),
        "is XML with definitions of entities",
    ),
    "a file of this machine": (
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a><p>&x;</p></a>",
        "is XML with definitions of entities",
    ),
    "tags within one another": (
        b"<b>" * 200_000 + b"</b>" * 200_000,
        "is nested too deeply|is broken XML|holds no text",
    ),
}


@pytest.fixture(scope="module")
def reading() -> Iterator[ReadingProcess]:
    with ReadingProcess() as reading:
        yield reading


def read_all(reading: ReadingProcess, path: Path, data: bytes) -> list[Article | Skipped]:
    path.write_bytes(data)
    return list(reading.read(path, path.parent))


def members_of(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_bomb_is_named_and_the_next_file_is_read(
    reading: ReadingProcess, tmp_path: Path, kind: str, bomb: str
) -> None:
    place, sound = KINDS[kind]
    data, expected = BOMBS[bomb]
    members = members_of(sound)
    assert place in members
    found = read_all(reading, tmp_path / f"a.{kind}", zip_of({**members, place: data}))
    if isinstance(first := found[0], Skipped):
        assert re.match(expected, first.reason), first.reason
    else:  # the page of a book is read as HTML, which knows no entities of its own
        assert kind == "epub"
        assert len(first.text) < 20
    [article] = read_all(reading, tmp_path / f"b.{kind}", sound)
    assert isinstance(article, Article)


@pytest.mark.parametrize("kind", KINDS)
def test_many_parts_that_belong_to_nothing_do_no_harm(
    reading: ReadingProcess, tmp_path: Path, kind: str
) -> None:
    members = members_of(KINDS[kind][1]) | {f"x/{number}": "" for number in range(10_000)}
    [article] = read_all(reading, tmp_path / f"a.{kind}", zip_of(members))
    assert isinstance(article, Article)
    assert article.text == STORY[0]
