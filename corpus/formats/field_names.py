"""What people and programs call the fields of an article: one table, and how names are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

ID = (
    "_id", "id", "uuid", "guid", "uri", "article_id", "doc_id", "docid", "docno", "stories_id",
    "story_id", "post_id",
)  # fmt: skip
TITLE = (
    "title", "headline", "web_title", "post_title", "heading", "name", "subject",
    "titel", "überschrift", "schlagzeile", "titre", "título", "titulo", "titolo",
)  # fmt: skip
TEXT = (
    "text", "body", "content", "article", "article_body", "body_text", "article_text",
    "article_content", "full_text", "maintext", "main_text", "story", "story_text",
    "contents", "content_text", "content_html", "content_encoded", "text_content", "post_content",
    "news_content", "body_html", "plain_text", "raw_text", "clean_text", "cleaned_text",
    "transcript", "news",
    "inhalt", "volltext", "artikel", "artikeltext", "texte", "contenu", "texto", "contenido",
    "cuerpo", "conteúdo", "testo", "contenuto", "tekst", "inhoud",
)  # fmt: skip
# Where the whole text is missing these are all that there is; several may be parts of it.
SUMMARY = (
    "abstract", "lead_paragraph", "standfirst", "trail_text", "description", "summary", "excerpt",
    "snippet", "teaser", "lead",
)  # fmt: skip
DATE = (
    "date", "published", "published_at", "published_date", "published_on", "published_time",
    "date_published", "date_publish", "publish_date", "publish_time", "publication_date",
    "publication_time", "web_publication_date", "first_published", "first_publication_date",
    "pub_date", "pub_time", "post_date", "issue_date", "article_date", "news_date", "date_time",
    "created_at", "timestamp", "@timestamp", "issued", "display_date", "seen_date",
    "datum", "erscheinungsdatum", "veröffentlicht", "fecha", "date_de_publication", "data",
)  # fmt: skip
SOURCE = (
    "source", "outlet", "publisher", "publication", "site", "site_name", "newspaper", "media_name",
    "source_name", "news_source", "publication_name", "outlet_name", "source_domain",
    "domain", "quelle", "zeitung", "medium", "fuente", "medio", "fonte", "testata", "bron", "krant",
)  # fmt: skip
AUTHOR = (
    "author", "authors", "byline", "creator", "author_name", "writer", "journalist",
    "autor", "autorin", "autoren", "verfasser", "auteur", "auteurs", "autora", "autore",
)  # fmt: skip
PLACE = ("dateline", "place", "ort", "lieu", "lugar", "luogo", "plaats")
URL = (
    "url", "link", "canonical_url", "permalink", "source_url", "web_url", "article_url",
    "story_url", "share_url", "address",
)  # fmt: skip
# A record's fields may lie one step deeper, under one of these. Elasticsearch's is not an outlet.
WRAPPERS = (
    "metadata", "_source", "fields", "attributes", "document", "doc", "node", "properties",
    "article", "story", "post", "item", "data",
)  # fmt: skip
_NAMES_SHOWN, _NAME_CHARS = 8, 30  # of fields without a text, in a message
_DEEPEST = 4  # wrappers within one another

_MARKS = re.compile(r"(?<=\w)[\s_-]+(?=\w)")


def key_of(name: object) -> str:
    """A field's name as it is compared: "Published At", "publishedAt", "published-at" are one."""
    return _MARKS.sub("", str(name).strip().casefold())


def keys_of(names: Iterable[str]) -> tuple[str, ...]:
    """The names of one fact as they are compared, in their order."""
    return tuple(dict.fromkeys(map(key_of, names)))


def advise_on_text(kind: str, names: Iterable[str]) -> str:
    """What helps where none of these "columns" or "fields" is called as a text is.

    As many of them are named as fit into a line.
    """
    known = [f"{name[:_NAME_CHARS]}…" if len(name) > _NAME_CHARS else name for name in names]
    if len(known) > _NAMES_SHOWN:
        known = [*known[:_NAMES_SHOWN], f"{len(known) - _NAMES_SHOWN} others"]
    return f"{kind}: {', '.join(known) or 'none'}; call that of the text “{TEXT[0]}”"


def normalize_names(record: Mapping[str, object], depth: int = 0) -> dict[str, object]:
    """The same record under comparable names; the first of equals stays.

    What stands under a wrapper, such as BEIR's `metadata` or the Guardian's `fields`, counts where
    the record itself is silent. So does the last part of a name like `fields.bodyText`.
    """
    fields: dict[str, object] = {}
    for name, value in record.items():
        fields.setdefault(key_of(name), plain_value(value))
    for wrapper in _WRAPPER_KEYS:
        inner = fields.get(wrapper)
        if isinstance(inner, Mapping) and depth < _DEEPEST and _holds_fields(inner):
            del fields[wrapper]
            fields = normalize_names(inner, depth + 1) | fields
    for name in list(fields):
        fields.setdefault(name.rpartition(".")[2], fields[name])
    return fields


def plain_value(value: object) -> object:
    """The value itself where MongoDB wraps it: {"$date": …}, {"$oid": …}, {"$numberLong": …}."""
    for _ in range(_DEEPEST):
        if not isinstance(value, Mapping) or len(value) != 1:
            break
        [(name, inner)] = value.items()
        if not str(name).startswith("$"):
            break
        value = int(inner) if name == "$numberLong" and str(inner).lstrip("-").isdigit() else inner
    return value


def _holds_fields(inner: Mapping[str, object]) -> bool:
    """Whether these are fields, rather than one text in several forms: {"rendered": …}."""
    return not any(key_of(name) in _FORMS for name in inner)


_WRAPPER_KEYS = keys_of(WRAPPERS)
_FORMS = frozenset(("rendered", "html", "plain", "$t", "#text", "__cdata"))
