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


@pytest.mark.parametrize(
    "head",
    [
        "Titel;Datum;Text;Quelle;Autorin",
        "Titre;Date de publication;Texte;Source;Auteur",
        "Título;Fecha;Texto;Fuente;Autor",
        "Titolo;Data;Testo;Fonte;Autore",
        "Titel;Datum;Tekst;Krant;Auteur",
    ],
)
def test_columns_have_names_of_other_languages(head: str, write: Write) -> None:
    row = "Bridge closes;17.03.2023;The bridge closed on Monday.;Tallis Post;Jane Ferrow"
    article = only(write("a.csv", f"{head}\n{row}\n"))
    assert (article.title, article.text) == ("Bridge closes", "The bridge closed on Monday.")
    assert (str(article.published), article.source) == ("2023-03-17", "Tallis Post")
    assert article.author == "Jane Ferrow"


def test_a_broken_row_is_skipped_and_never_swallows_the_next(write: Write) -> None:
    path = write("a.csv", "id,text\n1,One.\n2,Two.,extra\n3,Three.,,\n4,\n5,Five.\n")
    found = list(read(path, path.parent))
    assert [a.id for a in found if isinstance(a, Article)] == ["1", "3", "5"]
    assert [s.reason for s in found if isinstance(s, Skipped)] == [
        "has 3 cells under 2 columns",
        "has no text (its text is empty)",
    ]
    unclosed = write("b.csv", 'id,text\n1,One.\n2,"Two.\n3,Three.\n')
    texts = [a.text for a in read(unclosed, unclosed.parent) if isinstance(a, Article)]
    assert texts == ["One.", "Three."]
    assert "no column" in reason(write("c.csv", "a,b\n1,2\n"))
    for column in ("Article", "full text", "maintext"):
        assert only(write("d.csv", f"id,{column}\n1,One.\n")).text == "One."


@pytest.mark.parametrize(
    ("name", "content", "titles"),
    [
        ("a.csv", "sep=;\nid;title;text\n1;A, b;One.\n2;C;Two.\n", ["A, b", "C"]),
        ("a.csv", '"sep=|"\r\nid|title|text\r\n1|A|One.\r\n', ["A"]),
        ("a.csv", 'id,"title\n(print)",headline,text\n1,A,"B",One.\n', ["B"]),
        ("a.csv", 'id,title,text\n1,"A \\"quiet\\" town",One.\n2,B,\\N\n', ['A "quiet" town']),
        ("a.csv", 'id,title,text\n1,"Said \\", and left",One.\n', ['Said ", and left']),
        ("a.csv", "id,title,text\n1,A 6\" crack,One.\n2,B,Two.\n", ['A 6" crack', "B"]),
        ("a.tsv", 'id\ttitle\ttext\n1\t"No," he said\tOne.\n2\tB\t"X."\n', ['"No," he said', "B"]),
        ("a.tsv", 'id\ttitle\ttext\n1\t"Open\tOne.\n2\tShut"\tTwo.\n', ['"Open', 'Shut"']),
        ("a.tsv", 'id\ttitle\ttext\n1\tA\t"One.\n\nMore."\n2\tB\tTwo.\n', ["A", "B"]),
        ("a.csv", "id,title,text,,\n1,A,One.,,\n2,B,Two.,,\n", ["A", "B"]),
    ],
)  # fmt: skip
def test_a_table_is_read_as_spreadsheets_and_databases_write_it(
    name: str, content: str, titles: list[str], write: Write
) -> None:
    path = write(name, content)
    found = list(read(path, path.parent))
    assert [each.title for each in found if isinstance(each, Article)] == titles


@pytest.mark.parametrize("open_cell", ['"Shut. The board', 'Shut,"The board', '"Shut","The board'])
@pytest.mark.parametrize(
    "rest", ["6,Sixth,Six.\n7,Seventh,Seven.\n", '6,"Sixth","Six."\n7,"Seventh","Seven."\n']
)
def test_a_quotation_mark_left_open_loses_one_row_and_says_which(
    open_cell: str, rest: str, write: Write
) -> None:
    path = write("a.csv", f"id,title,text\n1,First,One.\n5,{open_cell}\nmet again.\n{rest}")
    found = list(read(path, path.parent))
    assert [each.id for each in found if isinstance(each, Article)] == ["1", "6", "7"]
    [skipped] = [each for each in found if isinstance(each, Skipped)]
    assert skipped.where == f"{path} line 3"
    assert "lines 3 to 4 are left out" in skipped.reason


def test_days_like_4_2_2016_are_read_as_the_other_rows_show(write: Write) -> None:
    rows = ["4/2/2016", "13/2/2016", "14/2/2016", "4.2.2016"]
    table = "id,date,text\n" + "".join(f"{n},{day},T{n}.\n" for n, day in enumerate(rows))
    path = write("a.csv", table)
    days = [str(each.published) for each in read(path, path.parent) if isinstance(each, Article)]
    assert days == ["2016-02-04", "2016-02-13", "2016-02-14", "2016-02-04"]
    mixed = write("b.csv", table + "9,2/13/2016,T9.\n")
    first = next(iter(read(mixed, mixed.parent)))
    assert isinstance(first, Article)
    assert str(first.published) == "2016"


def test_a_table_without_a_text_names_its_columns_and_says_what_to_do(write: Write) -> None:
    advice = "call that of the text “text”)"
    assert reason(write("c.csv", "id,when\n1,2016\n")).endswith(f"(columns: id, when; {advice}")
    many = ",".join(["a" * 31, *map(str, range(20))])
    shown = f"{'a' * 30}…, 0, 1, 2, 3, 4, 5, 6, 13 others"
    assert reason(write("d.csv", f"{many}\n1,2016\n")).endswith(f"(columns: {shown}; {advice}")
