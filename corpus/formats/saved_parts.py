"""The folder that browsers save beside a page, "Web page, complete": its parts are no articles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.formats.source import extension_of, stem_of

_PAGES = (".html", ".htm", ".xhtml")
# Of such a folder's name, in the languages of the browsers.
_ENDINGS = (
    "_files", "-Dateien", "_Dateien", "_fichiers", "_archivos", "_arquivos", "_bestanden", "_file",
    "_pliki", "_soubory", "-filer", "_filer", ".files",
)  # fmt: skip
_DOCUMENTS = (".pdf", ".docx", ".odt", ".rtf", ".epub", ".eml", ".msg", ".mbox")


def folders_of_parts(files: Iterable[str], folders: Iterable[str]) -> set[str]:
    """Those of a folder's folders that hold the parts of a page beside them."""
    named = {folder: _page_of(folder) for folder in folders}
    if not any(named.values()):
        return set()
    pages = {stem_of(name) for name in files if extension_of(name) in _PAGES}
    return {folder for folder, page in named.items() if page in pages}


def documents_among_parts(folder: Path) -> Iterator[tuple[str, str]]:
    """What lies there and is no part of a page, such as a PDF: its folder and its name."""
    names = (path.name for path in folder.iterdir()) if os.access(folder, os.R_OK) else ()
    yield from ((str(folder), name) for name in sorted(names) if extension_of(name) in _DOCUMENTS)


def _page_of(folder: str) -> str | None:
    """The name of the page whose parts a folder of this name holds; None if it is no such name."""
    ending = next((each for each in _ENDINGS if folder.endswith(each)), None)
    return folder.removesuffix(ending) if ending else None
