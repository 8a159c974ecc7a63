"""What a server can do, once: each door is made of this table, and calls the open archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypedDict

from corpus.headings import Heading, Wanted
from corpus.records import Article, Filters, Span
from qa.answers import OnFound
from qa.assistant import MAX_QUESTION_CHARACTERS
from qa.browse.query import parse_query
from qa.open_archive import OpenArchive
from qa.search.filters import check_sources, parse_day, parse_filters, until
from qa.serve.json_schema import Bounds
from qa.show.article_record import ArticleRecord, TextRecord, article_record, text_record
from qa.show.article_text import check_stretch
from qa.show.phrases import format_count, format_date, title_of
from qa.show.safe_text import one_line, printable
from qa.show.schema import AnswerRecord, answer_record
from qa.show.terminal import answer_as_text
from qa.verify.check_report import CheckRecord, check_as_text, check_record
from qa.verify.quote_check import MAX_QUOTE_CHARACTERS

MAX_LISTED, LISTED = 500, 50
_WIDTH = 100  # columns of what is told in words

Fields = Mapping[str, Any]
"""What is asked, as the schema of the operation says."""

_PERIOD = "a day, a month or a year: 2016-02-04, 2016-02 or 2016"
Period = Annotated[str, Bounds(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", description=_PERIOD)]
Day = Annotated[
    str, Bounds(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="a day: 2016-02-04")
]
Outlets = Annotated[list[str], Bounds(most=20, description="outlets, or parts of their names")]


class _FilterFields(TypedDict, total=False):
    after: Period
    before: Period
    on: Period
    sources: Outlets


class _AskOptions(_FilterFields, total=False):
    top: Annotated[
        int,
        Bounds(1, 100, description="how many articles to show; 5, or as the server was set, if "
               "left out"),
    ]  # fmt: skip
    asked_on: Annotated[Day, Bounds(description="the day that “this week” counts from")]
    as_of: Annotated[Day, Bounds(description="answer as if it were this day")]


class AskFields(_AskOptions):
    """A question, and within which dates and outlets."""

    question: Annotated[str, Bounds(1, MAX_QUESTION_CHARACTERS, description="in plain English")]


class _Page(TypedDict, total=False):
    limit: Annotated[
        int, Bounds(1, MAX_LISTED, description=f"at most so many; {LISTED} if left out")
    ]
    offset: Annotated[int, Bounds(0, 10_000_000, description="leave out so many first")]


class SearchFields(_Page):
    """Words that articles hold."""

    query: Annotated[
        str,
        Bounds(1, MAX_QUESTION_CHARACTERS,
               description='geneva "peace talks" -aid after:2016-02 outlet:"Sample Wire"'),
    ]  # fmt: skip


class ListFields(_Page, _FilterFields):
    """Which articles to list."""


class _Stretch(TypedDict, total=False):
    start: Annotated[int, Bounds(0, description="where a stretch to show begins")]
    end: Annotated[int, Bounds(1, description="where it ends")]


class ShowFields(_Stretch):
    """An article, and a stretch of its characters."""

    id: Annotated[str, Bounds(1, 1000, description="as evidence and lists give it")]


class _QuoteOptions(_FilterFields, total=False):
    by: Annotated[str, Bounds(0, 200, description="who is said to have said it")]


class VerifyFields(_QuoteOptions):
    """A quotation, and who is said to have said it."""

    quote: Annotated[str, Bounds(1, MAX_QUOTE_CHARACTERS)]


class ListRecord(TypedDict):
    """Articles, the newest first, and how many there are of them in all."""

    articles: list[ArticleRecord]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes of an operation: for programs, and in words."""

    record: Mapping[str, Any]
    text: str


Call = Callable[[OpenArchive, Fields, OnFound | None], Reply]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to ask of an archive.

    `fields` and `reply` are the TypedDicts of what goes in, and of what comes out as JSON.
    `call` raises PullquoteError for what the caller can put right.
    """

    name: str
    title: str
    description: str
    fields: type
    reply: type
    call: Call


def _ask(archive: OpenArchive, fields: Fields, on_found: OnFound | None) -> Reply:
    answer = archive.ask(
        fields["question"],
        until(_filters(archive, fields), _day(fields, "as_of")),
        top=fields.get("top"),
        asked_on=_day(fields, "asked_on") or _day(fields, "as_of"),
        on_found=on_found,
    )
    return Reply(answer_record(answer, None), answer_as_text(answer, _WIDTH))


def _search(archive: OpenArchive, fields: Fields, _: OnFound | None) -> Reply:
    return _list_wanted(archive, parse_query(fields["query"]), fields)


def _list(archive: OpenArchive, fields: Fields, _: OnFound | None) -> Reply:
    return _list_wanted(archive, Wanted(filters=_filters(archive, fields)), fields)


def _show(archive: OpenArchive, fields: Fields, _: OnFound | None) -> Reply:
    article = archive.show(fields["id"])
    stretch = None
    if "start" in fields or "end" in fields:
        start, end = fields.get("start", 0), fields.get("end", len(article.text))
        stretch = check_stretch(start, end, article)
    record = text_record(article, archive.passages_of(article), stretch)
    return Reply(record, _article_as_text(article, stretch))


def _verify(archive: OpenArchive, fields: Fields, _: OnFound | None) -> Reply:
    check = archive.verify(fields["quote"], fields.get("by", ""), _filters(archive, fields))
    return Reply(check_record(check), check_as_text(check, _WIDTH))


def _list_wanted(archive: OpenArchive, wanted: Wanted, fields: Fields) -> Reply:
    check_sources(wanted.filters, archive.archive.sources())
    offset, limit = fields.get("offset", 0), fields.get("limit", LISTED)
    found = archive.headings(wanted)
    shown = found[offset : offset + limit]
    articles = [each for heading in shown if (each := archive.archive.article(heading.id))]
    record: ListRecord = {
        "articles": [article_record(each) for each in articles],
        "total": len(found),
        "offset": offset,
    }
    lines = [format_count(len(found), "article"), *map(_list_line, shown)]
    return Reply(record, "\n".join(lines))


def _filters(archive: OpenArchive, fields: Fields) -> Filters:
    """The filters that were given; InputError for a date that is none, or an unknown outlet."""
    filters = parse_filters(
        fields.get("after"), fields.get("before"), fields.get("on"), fields.get("sources", ())
    )
    check_sources(filters, archive.archive.sources() if filters.sources else {})
    return filters


def _day(fields: Fields, name: str) -> date | None:
    return parse_day(fields[name]) if name in fields else None


def _list_line(heading: Heading) -> str:
    known = (heading.id, format_date(heading), heading.source or "", title_of(heading))
    return "  ".join(filter(None, map(one_line, known)))


def _article_as_text(article: Article, stretch: Span | None) -> str:
    known = (one_line(article.source or ""), format_date(article), one_line(article.id))
    head = f"{title_of(article)}\n{' · '.join(filter(None, known))}"
    if stretch is None:
        return f"{head}\n\n{printable(article.text)}"
    place = f"characters {stretch.start}–{stretch.end} of {len(article.text)}"
    return f"{head} · {place}\n\n{printable(article.text[slice(*stretch)])}"


ASK = Operation(
    "ask", "Ask the archive",
    "Answer a question from the archive, word for word, with its citation and evidence; or say "
    "that the archive does not say (status not_found). Never complete the answer from elsewhere.",
    AskFields, AnswerRecord, _ask,
)  # fmt: skip
OPERATIONS = (
    ASK,
    Operation(
        "search", "Search for words",
        "List the articles that hold all of a query, the newest first.",
        SearchFields, ListRecord, _search,
    ),
    Operation(
        "show", "Show an article",
        "An article with its text, or a stretch of it by characters, as evidence cites it.",
        ShowFields, TextRecord, _show,
    ),
    Operation(
        "verify", "Check a quotation",
        "Whether a quotation stands in the archive: exact, typography (same words under other "
        "marks), closest (words differ) or absent; who says it there, and where.",
        VerifyFields, CheckRecord, _verify,
    ),
    Operation(
        "list", "List articles",
        "List the archive's articles, the newest first, within dates and outlets.",
        ListFields, ListRecord, _list,
    ),
)  # fmt: skip
