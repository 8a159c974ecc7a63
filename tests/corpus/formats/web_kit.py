"""Writes small web archives, with the library that reads them."""

from __future__ import annotations

import io

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def make_warc(
    *pages: tuple[str, bytes, str], packed: bool = False, status: str = "200 OK"
) -> bytes:
    """Pages as they were fetched: address, content, its kind."""
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=packed)
    for address, content, kind in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        date = {"WARC-Date": "2022-06-09T10:00:00Z"}
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(content), http_headers=headers,
                warc_headers_dict=date,
            )
        )  # fmt: skip
    return written.getvalue()
