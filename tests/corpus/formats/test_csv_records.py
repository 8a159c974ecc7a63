"""Tables: one article a row."""

from collections.abc import Callable
from pathlib import Path

import pytest
from format_samples import only, reason

from corpus.formats.registry import read
from corpus.records import Article, Skipped

Write = Callable[[str, str], Path]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_whatever_its_delimiter_and_encoding(
    delimiter: str, encoding: str, tmp_path: Path
) -> None:
    rows = [
        ["ID", "Title", "Published At", "Text", "notes"],
        ["1", "“Café” closes", "2016-05-04", f'"One\nTwo{delimiter} she said"', ""],
        ["2", "Second", "", "Three\r\nFour", "x"],
    ]
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in quoted).encode(encoding))
    one, two = read(path, tmp_path)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.id, one.title, str(one.published)) == ("1", "“Café” closes", "2016-05-04")
    assert one.text == f'"One\nTwo{delimiter} she said"'.replace("\t", " ")
    assert (two.text, two.published) == ("Three\nFour", None)


def test_a_broken_row_is_skipped_and_never_swallows_the_next(write: Write) -> None:
    path = write("a.csv", "id,text\n1,One.\n2,Two.,extra\n3,Three.,,\n4,\n5,Five.\n")
    found = list(read(path, path.parent))
    assert [a.id for a in found if isinstance(a, Article)] == ["1", "3", "5"]
    assert [s.reason.split(" (")[0] for s in found if isinstance(s, Skipped)] == [
        "has 3 cells under 2 columns",
        "has no text",
    ]
    unclosed = write("b.csv", 'id,text\n1,One.\n2,"Two.\n3,Three.\n')
    texts = [a.text for a in read(unclosed, unclosed.parent) if isinstance(a, Article)]
    assert texts == ["One."]
    assert "no column" in reason(write("c.csv", "a,b\n1,2\n"))
    for column in ("Article", "full text", "maintext"):
        assert only(write("d.csv", f"id,{column}\n1,One.\n")).text == "One."
