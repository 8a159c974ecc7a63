"""A record's fields under the names that people give them, made into an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from corpus.dates import parse_publication_date
from corpus.formats.credits import add_credits, part_record
from corpus.formats.source import Source, Unreadable
from corpus.records import Article, Skipped
from corpus.text import one_line, tidy

_ID = ("_id", "id", "uuid", "guid", "article_id", "doc_id")
_TITLE = ("title", "headline", "name")
_TEXT = (
    "text", "body", "content", "article", "article_body", "articlebody", "article_text",
    "full_text", "fulltext", "maintext", "story",
)  # fmt: skip
_DATE = (
    "date", "published", "published_at", "publishedat", "date_published", "datepublished",
    "publish_date", "publication_date", "pub_date", "pubdate", "created_at", "timestamp",
)  # fmt: skip
_SOURCE = ("source", "outlet", "publisher", "publication", "site", "site_name", "sitename")
_AUTHOR = ("author", "authors", "byline", "creator")
_URL = ("url", "link", "canonical_url", "permalink", "source_url")
_NOTHING: tuple[object, ...] = (None, "", [], {})
_BY = re.compile(r"\Aby\s+(?=\S)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+\Z")
_TAGS = re.compile(r"</(?:p|div|h[1-6]|li|article|section|span|a)>|<br\s*/?>", re.IGNORECASE)


def normalize_names(record: Mapping[str, object]) -> dict[str, object]:
    """The same record with its field names in lower case; the first of equals stays.

    What BEIR puts under `metadata` counts where the record itself is silent.
    """
    fields = _normalize_names(record)
    more = fields.pop("metadata", None)
    return _normalize_names(more) | fields if isinstance(more, Mapping) else fields


def _normalize_names(record: Mapping[str, object]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, value in record.items():
        fields.setdefault(str(name).strip().casefold().replace(" ", "_").replace("-", "_"), value)
    return fields


def has_text_column(names: Iterable[str]) -> bool:
    """Whether one of a table's columns is called what texts are called."""
    return not normalize_names(dict.fromkeys(names)).keys().isdisjoint(_TEXT)


def own_id(fields: Mapping[str, object]) -> str | None:
    """The id that a record with lower-case names gives itself."""
    return _words(_first(fields, _ID))


def article_of(fields: Mapping[str, object], source: Source, id: str) -> Article:
    """The article of a record with lower-case names; Unreadable if it has no text."""
    text = _text(_first(fields, _TEXT))
    if not text:
        raise Unreadable("has no text (fields looked for: text, body, content)")
    title = _words(_first(fields, _TITLE)) or ""
    dates = (parse_publication_date(value, "record") for value in _stated_dates(fields))
    author = _BY.sub("", _words(_first(fields, _AUTHOR)) or "") or None
    outlet, url = _words(_first(fields, _SOURCE)), _words(_first(fields, _URL))
    if outlet and _ADDRESS.match(outlet):  # web clippers name the page itself so
        outlet, url = None, url or outlet
    text, parted = part_record(text, author)
    article = Article(
        id=id,
        title=title,
        text=text,
        origin=source.origin,
        published=next(filter(None, dates), None),
        source=outlet,
        author=author,
        url=url,
    )
    return add_credits(article, parted)


def _stated_dates(fields: Mapping[str, object]) -> Iterator[object]:
    """What the fields for dates hold; in one of several dates that of publication counts."""
    for name in _DATE:
        value = fields.get(name)
        if isinstance(value, Mapping):
            yield from (inner for key, inner in _normalize_names(value).items() if key in _DATE)
        else:
            yield value


def articles_of(
    records: Iterable[tuple[str, Mapping[str, object] | str]], source: Source
) -> Iterator[Article | Skipped]:
    """Each record's article; `records` come with their place, a broken one as the reason why.

    A record without an id gets the document's with a digest of what names it.
    """
    taken: set[str] = set()
    for place, record in records:
        where = f"{source.origin} {place}"
        is_new = source.parts.take_up(where)
        if isinstance(record, str):
            if is_new:
                yield Skipped(where, record)
            continue
        fields = normalize_names(record)
        id = own_id(fields) or _free_id(f"{source.id}#{_digest(fields)}", taken)
        if not is_new:
            taken.add(id)
            continue
        if id in taken:
            yield Skipped(where, f"its id {id} was taken by an earlier record of this file")
            continue
        try:
            article = article_of(fields, source, id)
        except Unreadable as reason:
            yield Skipped(where, str(reason))
            continue
        taken.add(id)
        yield article


def _digest(fields: Mapping[str, object]) -> str:
    named = _words(_first(fields, _URL)) or repr((_first(fields, _TITLE), _first(fields, _DATE)))
    if named == repr((None, None)):
        named = str(_first(fields, _TEXT))
    return sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _free_id(id: str, taken: set[str]) -> str:
    number, candidate = 1, id
    while candidate in taken:
        number += 1
        candidate = f"{id}-{number}"
    return candidate


def _first(fields: Mapping[str, object], names: Iterable[str]) -> object:
    return next((fields[name] for name in names if fields.get(name) not in _NOTHING), None)


def _words(value: object) -> str | None:
    """A name, a title, an address: one line, or None for what is none."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_word, value))) or None
    return _word(value)


def _word(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # so do tables write whole numbers when one of them is missing
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return one_line(str(value)) or None


def _text(value: object) -> str:
    """The record's text as it is given; one that is plainly HTML is extracted."""
    if isinstance(value, list):
        value = "\n\n".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    if len(_TAGS.findall(value[:20_000])) >= 2:
        from corpus.formats.html import text_of_fragment

        value = text_of_fragment(value)
    return tidy(value).strip()
