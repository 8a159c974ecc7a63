"""What somebody wrote in a mail: quoted replies and the signature are told from it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from corpus.formats.boilerplate import is_press_mark
from corpus.text import paragraphs, tidy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The line above a quoted reply, in the languages of the common programs.
_WROTE = re.compile(
    r"""(?: On\b .{6,200} \bwrote | Am\b .{6,200} \bschrieb\b .{0,100} | Le\b .{6,200} \ba\ écrit
    | El\b .{6,200} \bescribió | Em\b .{6,200} \bescreveu | Il\b .{6,200} \bha\ scritto
    | Op\b .{6,200} \bschreef\b .{0,100} | W\ dniu\b .{6,200} \bnapisał(?:\(a\)|a)?\b .{0,100}
    | .{2,100} \bwrote ) \s? :""",
    re.VERBOSE | re.DOTALL,
)
_REPLY_MARK = re.compile(
    r"[-_]{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original"
    r"|Mensagem original|Messaggio originale|Oorspronkelijk bericht)\s*[-_]{2,}|_{20,}",
    re.IGNORECASE,
)
# The head of a quoted reply: its sender, and when and to whom it was sent.
_HEAD_LINE = re.compile(r"\*?(?:From|Von|De|Da|Van|Od)\s?:\*?\s?\S", re.IGNORECASE)
_HEAD_NEXT = re.compile(
    r"\*?(?:Sent|Date|To|Subject|Cc|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto"
    r"|Assunto|Inviato|A|Oggetto|Verzonden|Aan|Onderwerp|Wysłano|Do|Temat)\s?:",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"--\s*|(?:Sent from (?:my|Mail|Outlook|Yahoo)\b|Von meinem .{2,30} gesendet"
    r"|Get Outlook for|Envoyé de mon|Enviado desde mi|Inviato da|Verzonden vanaf).{0,60}"
)
_QUOTED_HTML = (
    "//blockquote[@type='cite' or contains(@class, 'gmail_quote')]"
    " | //*[contains(concat(' ', @class, ' '), ' gmail_quote ')]"
    " | //*[contains(@class, 'moz-cite-prefix') or contains(@class, 'yahoo_quoted')]"
    " | //*[contains(@class, 'gmail_signature') or contains(@class, 'moz-signature')]"
    " | //*[@id='divRplyFwdMsg' or @id='appendonsend' or @id='Signature']"
    " | //*[@id='divRplyFwdMsg' or @id='appendonsend']/following-sibling::*"
)


def own_words(text: str) -> str:
    """A mail's text without what it quotes and without its signature, in paragraphs.

    A mail that only passes on what somebody else wrote keeps that.
    """
    lines = tidy(text).split("\n")
    own = [line for line in lines[: _quote_start(lines)] if not line.startswith(">")]
    own = own[: _signature_start(own)]
    kept = "\n".join(own)
    if not kept.strip():
        kept = "\n".join(line.lstrip("> ") for line in lines)
    return "\n\n".join(each for each in paragraphs(kept) if not is_press_mark(each))


def _quote_start(lines: list[str]) -> int:
    """The line from which on a mail only quotes the one that it answers."""
    for place, line in enumerate(lines):
        if _REPLY_MARK.fullmatch(line.strip()) and place:
            return place
        rest = [after for after in lines[place + 1 : place + 5] if after.strip()]
        if _HEAD_LINE.match(line) and rest and _HEAD_NEXT.match(rest[0]) and place:
            return place if not _is_forward(lines[:place]) else len(lines)
        # Long attributions are wrapped; what follows is marked, or it is the end.
        attribution = " ".join(lines[place : place + 2]).strip()
        for words, after in ((line.strip(), place + 1), (attribution, place + 2)):
            if _WROTE.fullmatch(words) and _only_quotes(lines[after:]):
                return place
    return len(lines)


def _is_forward(before: list[str]) -> bool:
    last = next((line.casefold() for line in reversed(before) if line.strip()), "")
    return "forward" in last or "weitergeleitet" in last or "transféré" in last


def _only_quotes(lines: list[str]) -> bool:
    """Whether what follows is marked as a quotation, up to the sender's signature."""
    marked = takewhile(lambda line: not _SIGNATURE.fullmatch(line.strip()), lines)
    words = [line for line in marked if line.strip()]
    return all(line.startswith(">") for line in words[:3])


def _signature_start(lines: list[str]) -> int:
    """Where the signature begins, which is marked, and stands below some words."""
    for place, line in enumerate(lines):
        if place and _SIGNATURE.fullmatch(line.strip()) and any(map(str.strip, lines[:place])):
            return place
    return len(lines)


def own_words_of_html(markup: str) -> str:
    """The same of a mail in HTML."""
    from corpus.formats.html_fragments import text_of_fragment

    return own_words(text_of_fragment(_without_quotes(markup)))


def _without_quotes(markup: str) -> str:
    from lxml.etree import tostring
    from trafilatura import load_html

    tree: HtmlElement | None = load_html(f"<html><body>{markup}</body></html>")
    if tree is None:
        return ""
    for element in tree.iter("head", "title", "style", "script"):
        element.text = ""
    whole = str(tostring(tree, encoding="unicode"))
    for element in tree.xpath(_QUOTED_HTML):
        if element.getparent() is not None:
            element.drop_tree()
    own = str(tostring(tree, encoding="unicode"))
    return own if tree.text_content().strip() else whole
