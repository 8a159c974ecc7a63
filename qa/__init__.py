"""Ask an archive of articles; read the passage that answers, word for word.

    import qa

    with qa.open("/home/ines/news") as archive:
        answer = archive.ask("who froze the Geneva talks?")
    print(answer.status)        # "answered", "possible" or "not_found"
    print(answer.text)          # the words of the article; None where the archive does not say
    print(answer.confidence)    # between 0 and 1
    for evidence in answer.evidence:  # an article each, best first
        article, (start, end) = evidence.passage.article, evidence.sentence
        print(article.title, article.published, article.text[start:end])

`open` is the way in, and gives an `OpenArchive`; `pullquote add FOLDER` makes an archive. `ask`
takes `Filters` (the first and last day, the outlets) and gives an `Answer` with its `Evidence`;
`search`, `show` and `verify` do what the commands of these names do. All that they give are values,
which notebooks show. Any thread may call them, one at a time. Every offset counts characters of the
article's text (Unicode code points, as Python slices), every time is in milliseconds. What a user
can put right is raised as a `PullquoteError` (`ArchiveError`, `ModelError` or `InputError` of
`corpus.errors`) whose message is one line that says what to do.

Importing `qa` is cheap and changes nothing outside it: no environment variable, no log level, no
limit, no thread. `open` does: for the whole process it forbids the model libraries to use the
network, silences their warnings and progress bars, and starts threads, which end with `close`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from corpus.errors import PullquoteError
    from corpus.records import Filters
    from qa.answers import Answer, Evidence
    from qa.assistant import Assistant
    from qa.open_archive import OpenArchive
    from qa.reader.size import ReaderSize

__all__ = ["Answer", "Assistant", "Evidence", "Filters", "OpenArchive", "PullquoteError", "open"]

_HOMES = {
    "Answer": "qa.answers",
    "Assistant": "qa.assistant",
    "Evidence": "qa.answers",
    "Filters": "corpus.records",
    "OpenArchive": "qa.open_archive",
    "PullquoteError": "corpus.errors",
}


def open(
    address: str | os.PathLike[str],
    *,
    model: str | None = None,
    threshold: float | None = None,
    reader: ReaderSize = "small",
) -> OpenArchive:
    """Open an archive for questions; it takes about a second. Use `with`, or call `close`.

    `address` is the archive's folder, or an address such as "s3://bucket/news". `model` is the name
    or the path of the sentence-transformers model to embed questions with, by default the one that
    the archive was embedded with. `threshold` is the confidence, in [0, 1], from which an answer is
    "answered"; by default 0.75. `reader` is "small" or "large": the large one reads the two best
    passages again, which takes longer and is right more often; it comes with `pip install
    'pullquote[large]'`, and is made ready when it is first opened, which takes about a minute.

    ArchiveError if there is no archive, if it is empty, or if it was embedded with another model;
    ModelError if the model or the large reader is not on this machine.

        with qa.open("/home/ines/news", threshold=0.8) as archive:
            archive.ask("who froze the Geneva talks?").text
    """
    from qa.open_archive import OpenArchive

    return OpenArchive.open(address, model, threshold, reader)


def __getattr__(name: str) -> object:
    """The public classes, imported when they are first used: the command line needs few of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
