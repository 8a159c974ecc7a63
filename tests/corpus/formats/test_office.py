"""Word, OpenDocument and RTF files: what is shown of them, in its order."""

from pathlib import Path

import pytest
from format_samples import STORY, TITLE, only, reason
from office_kit import make_docx, make_odt, p, zip_of

ROW = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
BOX = "<w:pict><w:txbxContent>{}</w:txbxContent></w:pict>"


@pytest.fixture
def save(tmp_path: Path):
    def save(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("cp1252"))
        return path

    return save


def test_a_word_file_is_read_as_it_is_shown(save) -> None:
    tracked = (
        "<w:r><w:t>The </w:t></w:r><w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:tab/><w:t>lift</w:t></w:r>"
        "<w:hyperlink><w:r><w:t> opens</w:t></w:r></w:hyperlink>"
        '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:t>.</w:t></w:r>'
    )
    box = BOX.format(p("A box beside it."))
    shown_twice = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    path = save(
        "bridge.docx",
        make_docx(
            p(TITLE, "Titel"),
            p("By Jane Ferrow"),
            p(STORY[0]),
            p("The repairs", "berschrift1"),
            p(tracked),
            f"<w:sdt><w:sdtContent>{p(STORY[1])}</w:sdtContent></w:sdt>",
            "<w:tbl>"
            + ROW.format(p("Mole"), p("Berths"))
            + ROW.format(p("East mole"), p("87"))
            + "</w:tbl>",
            f"<w:tbl>{ROW.format(p(STORY[2] * 2), p('Aside.'))}</w:tbl>",
            p(shown_twice),
            title="Template of the desk",
            author="Otto Brandvold",
            footnotes=p("A note below."),
        ),
    )
    article = only(path)
    assert article.title == TITLE
    assert article.author == "Jane Ferrow"
    assert article.text.split("\n\n") == [
        STORY[0], "The repairs", "The new lift opens.", STORY[1], "Mole | Berths", "East mole | 87",
        STORY[2] * 2, "Aside.", "A box beside it.", "A note below.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("author", "expected"),
    [("Jane Ferrow", "Jane Ferrow"), ("jferrow", None), ("Admin User", None)],
)
def test_the_properties_name_the_author_where_the_text_does_not(
    save, author: str, expected: str | None
) -> None:
    made = make_docx(p(STORY[0]), p(STORY[1]), title=TITLE, author=author)
    article = only(save("a.docx", made))
    assert (article.title, article.author, article.published) == (TITLE, expected, None)


def test_an_opendocument_text_is_read_as_it_is_shown(save) -> None:
    path = save(
        "bridge.odt",
        make_odt(
            f'<text:p text:style-name="P1">{TITLE}</text:p>',
            "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>",
            '<text:h text:outline-level="1">The repairs</text:h>',
            "<text:p>One<text:s/>two<text:tab/>three <text:span>in</text:span> a row."
            "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note."
            "</text:p></text:note-body></text:note> And on.</text:p>",
            f"<text:list><text:list-item><text:p>{STORY[1]}</text:p></text:list-item></text:list>",
            "<table:table><table:table-row><table:table-cell><text:p>East mole</text:p>"
            "</table:table-cell><table:table-cell><text:p>87</text:p></table:table-cell>"
            "</table:table-row></table:table>",
            author="Jane Ferrow",
        ),
    )
    article = only(path)
    assert (article.title, article.author) == (TITLE, "Jane Ferrow")
    assert article.text.split("\n\n") == [
        "The repairs", "One two three in a row. And on.", "A note.", STORY[1], "East mole | 87"
    ]  # fmt: skip


def test_rich_text_keeps_its_letters_and_leaves_out_its_pictures(save) -> None:
    digits = "\n".join(["ff" * 64] * 40)
    path = save(
        "bridge.rtf",
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title Caf\'e9 to close}"
        r"{\author Jane Ferrow}}\f0 The caf\'e9 \u8220?closes\u8221? on Monday.\par "
        rf"{{\pict\jpegblip {digits}}}It reopens in {{\b May}}.\par }}",
    )
    article = only(path)
    assert (article.title, article.author) == ("Café to close", "Jane Ferrow")
    assert article.text == "The café “closes” on Monday.\n\nIt reopens in May."


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.docx", b"PK\x03\x04 torn", "is damaged, or not a Word file"),
        ("a.docx", zip_of({"x.txt": "x"}), "is a zip file, but not a Word file"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "is damaged, or not a Word file"),
        ("a.docx", make_docx(p(" ")), "holds no text"),
        ("a.docx", zip_of({"word/document.xml": "<a><b></a>"}), "is broken XML"),
        (
            "a.docx",
            zip_of({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "is XML with definitions of entities, which are not read",
        ),
        ("a.odt", zip_of({"x": "x"}), "is a zip file, but not an OpenDocument text"),
        (
            "a.odt",
            zip_of({"content.xml": b"\x01", "META-INF/manifest.xml": "<m:encryption-data/>"}),
            "is protected by a password: save it without one",
        ),
        ("a.rtf", b"plain words", "is not an RTF file"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_named(save, name: str, data: bytes, expected: str) -> None:
    assert reason(save(name, data)).startswith(expected)
