"""Mends text that went through the wrong encoding on its way: "EugÃ¨ne" was "Eugène"."""

from __future__ import annotations

import re

# A letter of UTF-8 misread as another encoding: most lines have none, and ftfy is not needed.
_SUSPECT = re.compile(r"[ÂÃÅâÐÑÎÏØÙ][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122€]")


def mend(text: str) -> str:
    """The text with lines that were surely decoded wrong decoded right; others stay as they are."""
    if not _SUSPECT.search(text):
        return text
    return "\n".join(
        _mend_line(line) if _SUSPECT.search(line) else line for line in text.split("\n")
    )


def _mend_line(line: str) -> str:
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    mended = fix_encoding(line)
    return line if is_bad(mended) else mended
