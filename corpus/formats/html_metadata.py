"""What a web page states of itself: its date and its headline; what it leaves open stays so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from corpus.dates import find_dates, parse_date_line, parse_publication_date
from corpus.records import PublicationDate
from corpus.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = frozenset(
    """article:published_time og:article:published_time og:published_time article:published
    datepublished date_published published_time publish_date publish-date publishdate
    publication_date published published_at publicationdate pubdate parsely-pub-date
    cxenseparse:recs:publishtime bt:pubdate citation_publication_date article.published
    rnews:datepublished dcterms.issued dc.date.issued""".split()
)
# Some sites put the day of the last change under these: they count where nothing surer stands.
_DATED = frozenset(
    """date dc.date dc:date dcterms.date dc.date.created dcterms.created citation_date
    sailthru.date""".split()
)
_STATED = "//meta[@content] | //*[@itemprop] | //*[@property='dc:date' or @pubdate]"
_CALLED_PUBLISHED = (
    "//time[contains(@class, 'publish') or contains(@class, 'entry-date')]"
    " | //abbr[contains(@class, 'published')]"
)
_DATE_ATTRIBUTES = (
    "datetime",
    "data-datetime",
    "data-date",
    "data-published",
    "data-time",
    "title",
)
_WITH_DATE = "//time | //*[@data-datetime or @data-date or @data-published]"
_CALLED_DATE = re.compile(
    r"(?<![a-z])(?:(?:pub(?:lish(?:ed)?)?|post(?:ed)?|article|entry|story|news)?[-_]?"
    r"(?:date|datum|fecha|data|datetime|timestamp|pubdate|time)|dateline|(?:post|entry|article)-?meta"
    r"|byline|info|created|veroeffentlicht)(?![a-z])",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"modif|updat|revis|\bedited\b|aktualisiert|bearbeitet|mise?[-_ ]à[-_ ]jour|geändert",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"relat|recommend|comment|sidebar|teaser|footer|widget|promo|popular|latest|archive|calendar"
    r"|event|copyright|navi|menu",
    re.IGNORECASE,
)
# A heading that is the name of the site, and an address that is its first page, archived or not.
_BRAND = re.compile(r"brand|logo|(?:site|blog)[-_]?(?:title|name)|masthead", re.IGNORECASE)
_HOME = re.compile(
    r"(?:https?://[^/]+)?(?:/web/\d+\w*/https?://[^/]+)?/?(?:index\.\w+)?", re.IGNORECASE
)
_BESIDE_TAGS = ("aside", "nav", "footer", "form")
_DATE_CHARS = 160  # of a line that is called a date; a longer one is a text
_BELOW = "following::text()[normalize-space() and not(parent::script or parent::style)]"
_HEAD_PIECES = 12  # pieces of text below the heading that may say when
_IN_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_.-]|$)")
_COMPACT_IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d\d)([01]\d)([0-3]\d)(?=[/_.-]|$)")
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([01]\d)(?=/)")
_ADDRESSES = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"
_SEPARATOR = re.compile(r"\s+[|•·»:–—-]+\s+|\s*\|\s*")
_LETTERS = re.compile(r"[^\W_]+")
_HEADLINE_WORDS = 3
_MOVED_AFTER = timedelta(days=60)
_AROUND = 25  # elements before and after the heading that may say when
_TITLES = (
    "//meta[@property='og:title' or @name='og:title' or @name='twitter:title']/@content"
    " | //head/title/text()"
)


def stated_date(tree: HtmlElement) -> PublicationDate | None:
    """The first date that the page gives as its publication, of the surest kind that it has.

    What an address states counts where it is much older: pages that have moved to another system
    give the day of the move.
    """
    dates = (parse_publication_date(value, place) for value, place in _stated_dates(tree))
    stated = next(filter(None, dates), None)
    addressed = date_in_address(tree)
    if stated and addressed and addressed.first < stated.first - _MOVED_AFTER:
        return addressed
    return stated


def date_in_address(tree: HtmlElement) -> PublicationDate | None:
    """The day or the month that the page's own address states."""
    links = list(map(str, tree.xpath(_ADDRESSES)))
    for pattern in (_IN_ADDRESS, _COMPACT_IN_ADDRESS, _MONTH_IN_ADDRESS):
        found = ("-".join(dated.groups()) for link in links if (dated := pattern.search(link)))
        dates = (parse_publication_date(each, "web address") for each in found)
        if published := next(filter(None, dates), None):
            return published
    return None


def headline(tree: HtmlElement, title: str, site: str, headline: str = "") -> str:
    """The article's title without the site's name.

    The page's heading, if that is part of what the page calls itself; never a logo or a section
    heading that shares no word with it. `headline` is what its data state.
    """
    named = [one_line(str(each)) for each in tree.xpath(_TITLES)] + [headline]
    stated = [each for each in named if each]
    for heading in tree.iter("h1"):
        words = one_line(heading.text_content())
        if _is_sites_own(heading):
            title = _without_brand(tree, words) if _letters(title) == _letters(words) else title
            continue
        is_whole = len(words.split()) >= _HEADLINE_WORDS
        if is_whole and any(_letters(words) in _letters(each) for each in stated or [title]):
            return words
    whole = [each for each in stated if len(each.split()) >= _HEADLINE_WORDS]  # no site's name
    if whole and not any(_share_words(title, each) for each in stated):
        title = headline or whole[0]
    return _without_site(title, site)


def _is_sites_own(heading: HtmlElement) -> bool:
    """Whether a heading names the site: it is called its brand, or leads to its first page."""
    if _BRAND.search(_names(heading)):
        return True
    links = [*heading.iter("a"), *(around for around in heading.iterancestors("a"))]
    return any(_HOME.fullmatch(link.get("href") or "#") for link in links)


def _without_brand(tree: HtmlElement, brand: str) -> str:
    """What the window is called beside the site's name; the name where that is all."""
    called = one_line(tree.findtext(".//title") or "")
    parts = [part for part in _SEPARATOR.split(called) if _letters(part)]
    others = [part for part in parts if _letters(part) not in _letters(brand)]
    return max(others, key=len).strip() if others else brand


def _without_site(title: str, site: str) -> str:
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and _letters(parts[-1]) in _letters(site):
        return title[: title.rindex(parts[-1])].rstrip(" |•·»:–—-")
    if len(parts) > 1 and _letters(parts[0]) and _letters(parts[0]) in _letters(site):
        return title[len(parts[0]) :].lstrip(" |•·»:–—-")
    return title


def _share_words(one: str, other: str) -> bool:
    """Whether two titles have a word in common, or letters where words are not parted."""
    words = {word for word in _LETTERS.findall(one.casefold()) if len(word) > 2}
    others = set(_LETTERS.findall(other.casefold()))
    return bool(words & others) or _letters(one) in _letters(other) or not words


def _stated_dates(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    yield from ((value, "page metadata") for value in _values_named(tree, _PUBLISHED))
    for script in tree.iter("script"):
        for match in _IN_JSON.finditer(script.text or ""):
            yield match[1], "page metadata"
    yield from ((value, "page metadata") for value in _values_named(tree, _DATED))
    for element in tree.xpath(_CALLED_PUBLISHED):
        yield _value(element), "page"
    yield from _near_heading(tree)


def _near_heading(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """What says when beside the heading, else the one date that the page's times agree on."""
    dated = [each for each in tree.xpath(_WITH_DATE) if not _is_revised(each)]
    times = {each: _moment(each) for each in dated if not _is_beside(each)}
    for heading in tree.iter("h1"):
        near = heading.xpath("preceding::*")[-_AROUND:] + heading.xpath("following::*")[:_AROUND]
        yield from ((times[each], "page") for each in near if each in times)
        pieces = heading.xpath(_BELOW)[:_HEAD_PIECES]
        yield from ((line, "date line") for line in filter(parse_date_line, map(str, pieces)))
        for element in near:
            if _is_called_date(element) and not _is_revised(element) and not _is_beside(element):
                line = one_line(element.text_content())
                yield from ((date, "date line") for date in _dates_on(line))
    yield from _only_date((each, "page") for each in times.values())
    yield from _only_date((line, "date line") for line in _date_lines(tree))


def _only_date(dated: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The one of these that says when, if they all say the same day."""
    days = {str(parse_publication_date(value, "")): (value, place) for value, place in dated}
    days.pop("None", None)
    if len(days) == 1:
        yield from days.values()


def _date_lines(tree: HtmlElement) -> Iterator[str]:
    """What says nothing but a day, wherever it stands on the page among its own parts."""
    for element in tree.iter("p", "div", "span", "small", "td", "li", "em", "strong", "font"):
        line = one_line(element.text or "")
        if not 8 <= len(line) <= _DATE_CHARS or not parse_date_line(line):
            continue
        is_alone = len(one_line(element.text_content())) <= _DATE_CHARS  # it begins no text
        before = element.xpath("string(preceding-sibling::node()[1][self::text()])")
        if is_alone and not (
            _REVISED.search(before) or _is_revised(element) or _is_beside(element)
        ):
            yield line


def _dates_on(line: str) -> Iterator[str]:
    """The one date on a line that is called so, such as "By Ann Vale | 2 March 2021"."""
    dates = {mention.first: line[mention.start : mention.end] for mention in find_dates(line)}
    if len(dates) == 1 and len(line) <= _DATE_CHARS and not _REVISED.search(line):
        yield from dates.values()


def _is_called_date(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and bool(_CALLED_DATE.search(_names(element)))


def _is_revised(element: HtmlElement) -> bool:
    said = f"{_names(element)} {element.get('itemprop') or ''} {element.text_content()[:40]}"
    return bool(_REVISED.search(said))


def _is_beside(element: HtmlElement) -> bool:
    """Whether an element stands in what is no part of the article: another's teaser, a comment."""
    for around in (element, *element.iterancestors()):
        if around.tag in _BESIDE_TAGS:
            return True
        if around.tag in ("article", "main", "body"):
            return False
        if _BESIDE.search(_names(around)):
            return True
    return False


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _moment(element: HtmlElement) -> str:
    given = (element.get(name) for name in _DATE_ATTRIBUTES)
    stated = (value for value in given if value and parse_publication_date(value, ""))
    return next(stated, None) or one_line(element.text_content())


def _values_named(tree: HtmlElement, wanted: frozenset[str]) -> Iterator[str]:
    for element in tree.xpath(_STATED):
        names = [element.get(name) for name in ("property", "name", "itemprop", "http-equiv")]
        names += ["pubdate"] if element.get("pubdate") is not None else []
        if any(name and name.lower() in wanted for name in names):
            yield _value(element)


def _value(element: HtmlElement) -> str:
    given = (element.get(name) for name in ("content", "datetime", "title"))
    return next(filter(None, given), None) or one_line(element.text_content())


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))
