"""What a record's field holds, whatever shape it is given in: a name, or a text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from corpus.formats.mending import mend
from corpus.text import one_line, tidy

_NAMING = ("name", "title", "main", "rendered", "original", "display_name", "full", "text", "value")
_TELLING = (
    "rendered",
    "html",
    "text",
    "plain",
    "value",
    "content",
    "body",
    "#text",
    "$t",
    "__cdata",
)
# Parts of a story's list that stand around its text.
_AROUND = frozenset(
    "kicker title headline byline date author author_info image gallery video audio tweet link "
    "deck advertisement ad embed interstitial_link".split()
)
_DEEPEST = 6
_OPENS_AS_HTML = re.compile(r"\s*<(?:!--|/?[a-z][a-z0-9]*\b[^<>]*>)", re.IGNORECASE)
_CLOSING_TAG = re.compile(
    r"</(?:p|div|h[1-6]|li|article|section|span|a|b|strong|i|em|blockquote|td|figure)>|<br\s*/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?(?:i|b|em|strong|span|sup|sub|a|br|mark|small)\b[^<>]*>", re.IGNORECASE)
_SEEN_CHARS = 20_000  # of a text: enough to tell whether it is HTML
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*\Z")  # by NewsAPI
_NAMED = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


def label(value: object) -> str | None:
    """A name, a title, an address: one line, or None for what is none."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_label, value))) or None
    return _label(value)


def _label(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = next(filter(None, map(value.get, _NAMING)), None)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # so do tables write whole numbers when one of them is missing
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return one_line(mend(unescape(_TAG.sub("", str(value))))) or None


def text_of_value(value: object) -> str:
    """A text as it is given; one that is HTML is extracted, and a list's parts are paragraphs."""
    parts = (_extract(part) for part in _parts(value))
    return "\n\n".join(filter(None, parts))


def is_text(value: object) -> bool:
    """Whether a field holds a text or the parts of one, and not records of their own."""
    if isinstance(value, list):
        named = any(isinstance(part, Mapping) and "title" in part for part in value)
        return not named and any(map(is_text, value))
    if isinstance(value, Mapping):
        return any(isinstance(value.get(name), str) and value[name] for name in _TELLING)
    return isinstance(value, str) and bool(value.strip())


def unescape(text: str) -> str:
    """The text with characters in place of HTML's names for them, such as "&#8217;"."""
    return _NAMED.sub(lambda name: html.unescape(name[0]), text) if "&" in text else text


def _parts(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for part in value:
            yield from _parts(part, depth + 1)
    elif isinstance(value, Mapping) and depth < _DEEPEST:
        if str(value.get("type", "")).casefold() in _AROUND:
            return
        told = next((value[name] for name in _TELLING if value.get(name)), None)
        yield from _parts(told, depth + 1)


def _extract(text: str) -> str:
    if is_html(text):
        from corpus.formats.html_fragments import text_of_fragment

        text = text_of_fragment(text)
    else:
        text = unescape(text)
    return _CUT_OFF.sub(" …", tidy(mend(text))).strip()


def is_html(text: str) -> bool:
    """Whether a text is plainly a piece of a web page."""
    closing = len(_CLOSING_TAG.findall(text[:_SEEN_CHARS]))
    return closing >= 2 or (closing == 1 and bool(_OPENS_AS_HTML.match(text)))
