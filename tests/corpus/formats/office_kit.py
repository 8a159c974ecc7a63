"""Writes small Word, OpenDocument and EPUB files."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_STYLES = (
    f"<w:styles {_W}>"
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
)
_OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)


def zip_of(members: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return written.getvalue()


def p(words: str, style: str = "") -> str:
    """A paragraph of a Word file; `words` may be its runs."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = words if words.startswith("<w:") else f"<w:r><w:t>{escape(words)}</w:t></w:r>"
    return f"<w:p>{properties}{runs}</w:p>"


def make_docx(*blocks: str, title: str = "", author: str = "", **more: str) -> bytes:
    core = f"<cp xmlns='x' {_DC}><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></cp>"
    return zip_of(
        {
            "word/document.xml": f"<w:document {_W} {_MC}><w:body>{''.join(blocks)}</w:body>"
            "</w:document>",
            "word/styles.xml": _STYLES,
            "docProps/core.xml": core,
            **{
                f"word/{name}.xml": f"<w:notes {_W}>{text}</w:notes>" for name, text in more.items()
            },
        }
    )


def make_odt(*blocks: str, title: str = "", author: str = "") -> bytes:
    content = (
        f'<office:document-content {_OFFICE}><office:automatic-styles><style:style style:name="P1" '
        'style:parent-style-name="Title"/></office:automatic-styles><office:body><office:text>'
        f"{''.join(blocks)}</office:text></office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta {_OFFICE} {_DC}><office:meta><dc:title>{title}</dc:title>"
        f"<meta:initial-creator>{author}</meta:initial-creator></office:meta></office:document-meta>"
    )
    return zip_of({"content.xml": content, "meta.xml": meta})


def make_epub(*chapters: str, facts: str = "", **members: str) -> bytes:
    """`chapters` are the bodies of its pages, `facts` its metadata."""
    items = "".join(
        f'<item id="c{n}" href="ch%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf" {_DC}><metadata>{facts}</metadata>'
        '<manifest><item id="nav" href="nav.xhtml" properties="nav" '
        f'media-type="application/xhtml+xml"/>{items}'
        f'</manifest><spine><itemref idref="nav"/>{spine}</spine></package>'
    )
    page = '<?xml version="1.0"?><html><head><title>No heading</title></head><body>{}</body></html>'
    return zip_of(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/b.opf"/>'
            "</rootfiles></container>",
            "OEBPS/b.opf": package,
            "OEBPS/nav.xhtml": page.format("<ol><li>Contents</li></ol>"),
            **{f"OEBPS/ch {n}.xhtml": page.format(body) for n, body in enumerate(chapters)},
            **{f"META-INF/{name}.xml": text for name, text in members.items()},
        }
    )
