"""A page's tree before the story is sought: consent walls out, tables made fit to be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What only a wall before a page says, to its reader.
_CONSENT = re.compile(
    r"""\bwe\ and\ our\ (?:\d[\d.,]*\ )?(?:\w+\ )?(?:partners|vendors)\b
    | \b(?:store|access)\b[^.]{0,20}\b(?:and(?:/or)?|or)\ (?:store|access)
      \ information\ on\ (?:a|your)\ device
    | \bwe\ (?:value|care\ about|respect)\ your\ privacy\b
    | \b(?:we|(?:this|our)\ (?:web)?site)\ uses?\ cookies\ (?:and|to)\b
    | \b(?:accept|manage|reject)\ (?:all|your)\ (?:cookies|choices|preferences|consent)\b
    | \bwir\ und\ unsere\ (?:\d[\d.,]*\ )?partner\b | \bnous\ et\ nos\ (?:\d[\d.,]*\ )?partenaires\b
    | \bnosotros\ y\ nuestros\ (?:\d[\d.,]*\ )?socios\b
    | \bnoi\ e\ i\ nostri\ (?:\d[\d.,]*\ )?partner\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BLOCKS = ("p", "div", "li", "span", "section", "h2", "h3")
_KEPT_WITHIN = ("article", "main", "h1", "body")
_CONSENT_SHARE = 0.5
_PARAGRAPH_CHARS = 900
_LAYOUT_CELL_CHARS = 200  # of one cell: more is a page's column, not a table's value
_CELL_BLOCKS = ("p", "div", "li", "br", "ul", "ol")
_BREAK = "\ue001"  # stands where a block in a cell begins or ends


def clean_page(tree: HtmlElement) -> None:
    """Make a page's tree such that its story is found whole; changes the tree."""
    _drop_consent(tree)
    for table in list(tree.iter("table")):
        if _is_layout(table):
            _dissolve(table)
    for cell in list(tree.iter("td", "th")):
        _flatten(cell)


def _drop_consent(tree: HtmlElement) -> None:
    for block in list(tree.iter(*_BLOCKS)):
        if (
            block.getparent() is None
            or len(words := one_line(block.text_content())) > _PARAGRAPH_CHARS
        ):
            continue
        if _CONSENT.search(words):
            _drop(_wall_around(block))


def _wall_around(block: HtmlElement) -> HtmlElement:
    """The largest element around a consent paragraph that is mostly of its kind."""
    wall = block
    for around in block.iterancestors():
        if around.tag in _KEPT_WITHIN or next(around.iter(*_KEPT_WITHIN), None) is not None:
            break
        paragraphs = [one_line(each.text_content()) for each in around.iter("p", "li", "h2", "h3")]
        asking = [words for words in paragraphs if _CONSENT.search(words)]
        if sum(map(len, asking)) < _CONSENT_SHARE * len(one_line(around.text_content())):
            break
        wall = around
    return wall


def _drop(element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def _is_layout(table: HtmlElement) -> bool:
    """Whether a table only sets a page in columns: it holds a heading or whole paragraphs."""
    if next(table.iter("h1"), None) is not None:
        return True
    cells = table.xpath("./tr/td | ./tbody/tr/td")
    long = [each for each in cells if len(one_line(each.text_content())) > _LAYOUT_CELL_CHARS]
    return any(len(each.findall(".//p")) > 1 for each in long)


def _dissolve(table: HtmlElement) -> None:
    for element in table.xpath(". | ./tbody | ./tr | ./tbody/tr | ./tr/* | ./tbody/tr/*"):
        element.tag = "div"


def _flatten(cell: HtmlElement) -> None:
    """One line of text for a cell, so that lists and emphasis inside it are kept."""
    if next(cell.iter("table"), None) is not None or not len(cell):
        return
    for element in cell.iter(*_CELL_BLOCKS):
        element.text = _BREAK + (element.text or "")
        element.tail = _BREAK + (element.tail or "")
    words = map(one_line, cell.text_content().split(_BREAK))
    text = "; ".join(filter(None, words))
    for child in list(cell):
        cell.remove(child)
    cell.text = text
