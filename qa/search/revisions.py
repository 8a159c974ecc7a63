"""Which articles correct others, or are later versions of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.records import Article

# Titles that share this much of their words are of one story, where one of them corrects it.
_MIN_TITLE_SHARE = 0.5
_MIN_QUOTED_CHARACTERS = 12  # a headline that a correction quotes; shorter ones are ordinary words
_URL_NOISE = re.compile(r"^https?://(?:www\.|m\.)?|[?#].*$|/+$", re.IGNORECASE)
# Before a headline, with a mark after it: without one it is a word of the headline.
_MARK = re.compile(
    r"\s*(?:corrections?(?:\s+and\s+clarifications?)?|corrected|clarifications?|updated?\s*[0-9]?)"
    r"\s*(?:[:–—-]\s*|$)",
    re.IGNORECASE,
)
_PRINTED = r"(?:story|article|report|version|headline)\b[^.]{0,80}?\b"
_CORRECTS = re.compile(
    r"\b(?:corrections?|clarifications?):|"
    rf"\b(?:this |our (?:[^.]{{0,80}}? )?)(?!version){_PRINTED}(?:(?:was|were|been) (?:updated"
    r"|corrected|amended)|wrongly|incorrectly|mistakenly|misstated|in error)\b|"
    rf"\b(?:an earlier|a previous|the original)\b[^.]{{0,80}}?\b{_PRINTED}(?:updated|corrected"
    r"|amended|wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|misstated|in error|said that"
    r"|stated that)\b|"
    r"\bwe (?:wrongly|incorrectly|mistakenly) (?:said|stated|reported|described|named)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{3,}")


def find_revisions(articles: Sequence[Article]) -> dict[int, int]:
    """For the place of each article that another one revises, the place of the newest that does.

    An article revises an earlier one of the same address, and, where it says of itself that it is
    a correction or an update, an earlier one of its own outlet about the same story.
    """
    newest_first = sorted(range(len(articles)), key=lambda n: _day(articles[n]), reverse=True)
    revised: dict[int, int] = {}
    for place, article in enumerate(articles):
        revising = (n for n in newest_first if n != place and _revises(articles[n], article))
        if (found := next(revising, None)) is not None:
            revised[place] = found
    return revised


def _revises(new: Article, old: Article) -> bool:
    if not _is_later(new, old):
        return False
    if is_same_address(new, old):
        return True
    is_outlet_other = bool(new.source and old.source and new.source != old.source)
    return not is_outlet_other and is_correction(new) and _is_about(new, old)


def is_same_address(one: Article, other: Article) -> bool:
    """Whether two articles stood at one address on the web."""
    return bool(one.url and other.url) and _address(one.url) == _address(other.url)


def is_correction(article: Article) -> bool:
    """Whether an article says of itself that it corrects or updates what was printed."""
    return bool(_MARK.match(article.title) or _CORRECTS.search(article.text))


def _is_later(new: Article, old: Article) -> bool:
    """Whether one is known to have been printed on a later day than the other."""
    if not (new.published and old.published):
        return False
    return new.published.first > old.published.last


def _is_about(new: Article, old: Article) -> bool:
    """Whether a correction names the story's headline, or has nearly the same one."""
    headline = " ".join(old.title.split()).casefold()
    if (
        len(headline) >= _MIN_QUOTED_CHARACTERS
        and headline in " ".join(new.text.split()).casefold()
    ):
        return True
    one, other = (_title_words(article) for article in (new, old))
    return bool(one and other) and len(one & other) >= _MIN_TITLE_SHARE * len(one | other)


def _title_words(article: Article) -> frozenset[str]:
    return frozenset(_WORD.findall(_MARK.sub("", article.title, count=1).casefold()))


def _address(url: str | None) -> str:
    return _URL_NOISE.sub("", _URL_NOISE.sub("", url or "")).casefold()


def _day(article: Article) -> str:
    return article.published.first.isoformat() if article.published else ""
