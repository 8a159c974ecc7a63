"""A file of quotations, each checked, as lines of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import PullquoteError
from qa.questions import QUOTE_NAMES, Progress, Question, read_questions
from qa.verify.check_report import CheckRecord, check_record, error_record
from qa.verify.quote_check import QuoteCheck

Check = Callable[[str, str], QuoteCheck]
"""A quotation and who is said to have said it, "" for nobody."""


def check_file(
    path: Path, check: Check, progress: Progress = lambda *_: None
) -> Iterator[CheckRecord]:
    """Check every quotation of a .txt, .csv or .jsonl file, in its order.

    Fields are `quote` (or `text`), and `by` or `speaker`, and `id`. What cannot be checked has its
    error, and stops nothing; InputError where the file cannot be read or holds no quotation.
    """
    quotes = read_questions(path, QUOTE_NAMES)
    for number, quote in enumerate(quotes, start=1):
        yield _check(quote, check)
        progress(number, len(quotes))


def _check(quote: Question, check: Check) -> CheckRecord:
    if quote.problem:
        return error_record(quote.text, quote.speaker, quote.problem, quote.id)
    try:
        return check_record(check(quote.text, quote.speaker), quote.id)
    except PullquoteError as error:
        return error_record(quote.text, quote.speaker, str(error), quote.id)
