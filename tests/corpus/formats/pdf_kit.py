"""Writes small PDF files: words at places, in Helvetica, and pages that are a picture only."""

from __future__ import annotations

from typing import NamedTuple

WIDTH, HEIGHT = 595, 842  # points, of a page of A4


class Words(NamedTuple):
    """Words on a page, `x` and `y` points from its lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10


PICTURE = b"q 200 0 0 200 100 500 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


def make_pdf(*pages: list[Words] | bytes, title: str = "") -> bytes:
    """A PDF whose pages hold these words in this order, or what this content draws."""
    contents = [page if isinstance(page, bytes) else _content(page) for page in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents "
            f"{5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    objects.append(f"<< /Title ({title}) >>".encode("cp1252"))
    return _file(objects)


def column(x: float, top: float, lines: list[str], size: float = 10) -> list[Words]:
    """Lines below one another."""
    return [Words(x, top - 1.2 * size * place, line, size) for place, line in enumerate(lines)]


def _content(page: list[Words]) -> bytes:
    shown = (
        f"BT /F1 {words.size} Tf {words.x} {words.y} Td ({_escape(words.text)}) Tj ET"
        for words in page
    )
    return "\n".join(shown).encode("cp1252")


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: list[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    return data + f"{start}{trailer}\nstartxref\n{len(data)}\n%%EOF".encode()
