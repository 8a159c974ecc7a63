"""Other programs: the article in a pager or an editor, its address in a browser."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from textual.app import App, SuspendNotSupported

from qa.answers import Evidence
from qa.show.phrases import byline, quote_of, title_of
from qa.show.safe_text import one_line, printable

# These begin at a line that is named so; what others make of it nobody knows.
_TAKE_A_LINE = ("less", "more", "most", "vi", "vim", "nvim", "view", "nano", "emacs", "micro")
_NOTHING_TO_READ_WITH = "No pager was found: set $PAGER or $EDITOR."


def reading_command(environ: Mapping[str, str]) -> list[str]:
    """What reads a file: $PAGER, else $EDITOR, else the first pager there is; empty for none."""
    for name in ("PAGER", "EDITOR"):
        if words := environ.get(name, "").strip():
            return shlex.split(words)
    return next(([each] for each in ("less", "more") if shutil.which(each)), [])


def article_page(evidence: Evidence) -> tuple[str, int]:
    """The article as a page of plain text, and the line on which the quote begins, from 1."""
    article = evidence.passage.article
    where = one_line(article.url or article.origin)
    head = f"{title_of(article)}\n{byline(evidence)}\n{where}\n\n"
    above = printable(article.text[: quote_of(evidence).start])
    return head + printable(article.text) + "\n", (head + above).count("\n") + 1


def read_outside(app: App[None], evidence: Evidence, command: list[str]) -> str:
    """Read the article in another program while the chat is suspended; why not, or ""."""
    if not command or not shutil.which(command[0]):
        return f"{command[0]} was not found: set $PAGER." if command else _NOTHING_TO_READ_WITH
    page, line = article_page(evidence)
    at_line = [f"+{line}"] if Path(command[0]).name in _TAKE_A_LINE else []
    try:
        with TemporaryDirectory(prefix="pullquote-") as folder, app.suspend():
            file = Path(folder) / "article.txt"
            file.write_text(page, encoding="utf-8")
            subprocess.run([*command, *at_line, str(file)], env=dict(os.environ), check=False)
    except SuspendNotSupported:
        return "This terminal cannot be handed to another program."
    except OSError as error:
        return f"{command[0]} could not be started: {error.strerror}."
    app.refresh()
    return ""


def web_address(evidence: Evidence | None) -> str:
    """The article's address if a browser may open it, http or https; else ""."""
    url = evidence.passage.article.url if evidence else None
    if not url or one_line(url) != url or " " in url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""
