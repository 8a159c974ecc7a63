"""Text files of the news databases LexisNexis and Factiva: several articles one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.dates import date_in
from corpus.formats.record_fields import articles_of
from corpus.formats.source import Source
from corpus.records import Article, Skipped
from corpus.text import one_line

_NEXIS_OLD = re.compile(r"^[^\S\n]*\d+ of \d+ DOCUMENTS?[^\S\n]*$", re.MULTILINE)
_NEXIS_NEW = re.compile(r"^[^\S\n]*End of Document[^\S\n]*$", re.MULTILINE)
_NEXIS_FIELD = re.compile(r"^(?:LENGTH|Length|LOAD-DATE|Load-Date|BYLINE|Byline):", re.MULTILINE)
_FACTIVA = re.compile(r"^(?:AN\s+)?Document [A-Z]{2,8}[A-Za-z0-9]{12,30}[^\S\n]*$", re.MULTILINE)
_FACTIVA_END = re.compile(r"^(?:Search Summary|© \d{4} Factiva)\b", re.MULTILINE)

# The fields of LexisNexis that stand above and below a story.
_FIELD = re.compile(r"([A-Z][A-Z-]{2,24}|[A-Z][a-z]+(?:-[A-Z][a-z]+)?):\s*(.*)")
_ABOVE = frozenset("byline section length dateline highlight headline body series type".split())
_BELOW = frozenset(
    "load-date language publication-type graphic subject company organization person country state"
    " city ticker industry geographic journal-code document-type notes classification correction"
    " correction-date distribution url copyright url".split()
)
_COPYRIGHT = re.compile(r"(?:copyright\b|\(c\)|©).{0,100}|all rights reserved\.?", re.IGNORECASE)
_WORDS = re.compile(r"[\d,.]+ words", re.IGNORECASE)

# The codes of Factiva's long form, two capitals before each field.
_CODED = re.compile(r"^([A-Z]{2,3})(?: {2,}|\t| ?\n)(?=\S|\s)", re.MULTILINE)
_HEADLINE_CODES = frozenset(("HD", "WC", "PD", "SN"))


def articles_in_export(text: str, source: Source) -> Iterator[Article | Skipped] | None:
    """The articles of a database's export; None if the text is no export."""
    if _NEXIS_OLD.search(text):
        read, documents = _nexis_record, _NEXIS_OLD.split(text)[1:]
    elif _NEXIS_NEW.search(text) and _NEXIS_FIELD.search(text):
        read, documents = _nexis_record, list(filter(str.strip, _NEXIS_NEW.split(text)))
    elif _FACTIVA.search(text):
        read, documents = _factiva_record, _FACTIVA.split(_FACTIVA_END.split(text)[0])[:-1]
    else:
        return None
    numbered = [(f"article {number}", read(each)) for number, each in enumerate(documents, 1)]
    return articles_of(lambda: numbered, source)


def _nexis_record(document: str) -> Mapping[str, object]:
    """Outlet, date and headline stand above the fields, the story below them."""
    blocks = _blocks(document)
    head: list[str] = []
    record: dict[str, object] = {}
    story: list[str] = []
    in_fields = is_body = False
    for block in blocks:
        field = _FIELD.match(block)
        name = field[1].casefold() if field else block.casefold()
        if name in _ABOVE and not is_body and not story:
            in_fields, is_body = True, name == "body"
            record |= {name: field[2]} if field else {}
        elif field and name in _BELOW:
            in_fields = True
            record |= {name: field[2]}
            if story:
                break
        elif _COPYRIGHT.fullmatch(block) or (story and block == "Graphic"):
            continue
        elif in_fields:
            story.append(block)
        else:
            head.append(block)
    if not in_fields:  # an export without fields: the first paragraph that ends a sentence opens it
        head, story = _part_story(head)
    return _record(head, record, story)


def _record(
    head: Sequence[str], fields: Mapping[str, object], story: Sequence[str]
) -> dict[str, object]:
    """Of the lines above a story one is the date, the one before it the outlet."""
    dated = next((n for n, line in enumerate(head) if date_in(line, "record")), None)
    title = fields.get("headline")
    outlet: str | None = None
    rest = list(head)
    if dated is not None:
        before, after = list(head[:dated]), list(head[dated + 1 :])
        outlet = before.pop() if before else None
        # The newer form has the headline above the outlet, the older one below the date.
        rest = before if before else after
    title = title or (rest[0] if rest else "")
    return {
        "title": title,
        "source": outlet,
        "date": head[dated] if dated is not None else None,
        "author": fields.get("byline"),
        "text": "\n\n".join(story),
    }


def _part_story(blocks: Sequence[str]) -> tuple[list[str], list[str]]:
    ends = (n for n, block in enumerate(blocks) if block.endswith((".", "”", '"', "!", "?")))
    at = next(ends, len(blocks))
    return list(blocks[:at]), list(blocks[at:])


def _blocks(document: str) -> list[str]:
    """The paragraphs and lines: what is wrapped is one line, fields and heads stay apart."""
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", document.strip("\n")):
        lines = [one_line(line) for line in block.split("\n") if line.strip()]
        if any(_FIELD.match(line) for line in lines) or all(len(line) < 60 for line in lines):
            blocks += lines
        elif lines:
            blocks.append(" ".join(lines))
    return blocks


def _factiva_record(document: str) -> Mapping[str, object]:
    codes = _CODED.findall(document)
    return _factiva_coded(document) if set(codes) >= _HEADLINE_CODES else _factiva_plain(document)


def _factiva_coded(document: str) -> dict[str, object]:
    """The long form: HD headline, BY byline, PD date, SN outlet, LP and TD the story."""
    _, *parts = _CODED.split(document)
    fields = dict(zip(parts[::2], parts[1::2], strict=True))
    story = (fields.get("LP", ""), fields.get("TD", ""))
    return {
        "title": one_line(fields.get("HD", "")),
        "author": one_line(fields.get("BY", "")),
        "date": one_line(fields.get("PD", "")),
        "source": one_line(fields.get("SN", "")),
        "text": "\n\n".join(_paragraphs("\n\n".join(story))),
    }


def _factiva_plain(document: str) -> dict[str, object]:
    """The short form: headline, byline, word count, date, outlet, codes, copyright, story."""
    lines = [one_line(line) for line in document.split("\n") if line.strip()]
    counted = next((n for n, line in enumerate(lines[:12]) if _WORDS.fullmatch(line)), None)
    if counted is None:
        head, story = _part_story(lines)
        return _record(head, {}, story)
    dated = next(
        (n for n in range(counted, min(counted + 4, len(lines))) if date_in(lines[n], "record")),
        counted,
    )
    outlet = next((line for line in lines[dated + 1 :] if not re.match(r"\d{1,2}:\d\d", line)), "")
    rest = lines[lines.index(outlet, dated) + 1 :] if outlet else []
    last = max((n for n, line in enumerate(rest[:8]) if _COPYRIGHT.match(line)), default=-1)
    if last < 0:  # no copyright: source codes, pages and the language are a few words each
        last = max((n for n, line in enumerate(rest[:6]) if len(line.split()) <= 3), default=-1)
    above = lines[:counted]
    return {
        "title": above[0] if above else "",
        "author": above[1] if len(above) > 1 else None,
        "date": lines[dated] if dated != counted else None,
        "source": outlet,
        "text": "\n\n".join(_paragraphs("\n".join(rest[last + 1 :]))),
    }


def _paragraphs(text: str) -> list[str]:
    mark = r"\n\s*\n" if re.search(r"\n\s*\n", text.strip()) else r"\n"
    return [words for part in re.split(mark, text) if (words := one_line(part))]
