"""Exports hold what was quoted with its citation, offsets and digest, and act nowhere."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from session_kit import ARCHIVE, some_answer, some_article, some_evidence, some_text

from corpus.errors import InputError
from corpus.records import Article, Passage, PublicationDate, Span
from qa.answers import Evidence
from qa.search.hits import Hit
from qa.sessions.clippings import Clipping
from qa.sessions.exports.export_entries import Export, export_clippings, export_session
from qa.sessions.exports.export_formats import FORMATS, choose_format, format_export, write_export
from qa.sessions.quotations import Quotation
from qa.sessions.sessions import Sessions
from qa.show.safe_text import one_line, printable

ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
TEXT = "Staffan de Mistura froze the talks on Wednesday. They resume in March."
TALKS = Article(
    id="talks-1",
    title="UN mediator freezes talks",
    text=TEXT,
    origin="/news/talks.txt",
    published=PublicationDate(date(2016, 2, 1), "month", "record"),
    source="The Herald",
    author="Ines Calder",
    url="https://herald.example/talks?a=1&b=2",
)
FROZE = Evidence(Hit(Passage(TALKS, 0, len(TEXT)), 1.0), Span(0, 48), Span(0, 18))


def a_clipping(note: str = "") -> Clipping:
    kept = Clipping.of(FROZE, ARCHIVE, "who froze them?", "who froze the talks?")
    return replace(kept, note=note)


def some_export(seed: int, tmp_path: Path) -> Export:
    dice = Random(seed)
    if dice.random() < 0.5:
        evidence = some_evidence(dice, some_article(dice, "a1"), has_answer=True)
        return export_clippings([Clipping.of(evidence, ARCHIVE, some_text(dice)), a_clipping()])
    session = Sessions(tmp_path).begin()
    for _ in range(3):
        session.append(some_answer(dice), ARCHIVE)
    return export_session(session, session.read())


def quotations(export: Export) -> list[Quotation]:
    return [
        each
        for entry in export.entries
        for each in (entry.quotation, *entry.others)
        if each is not None
    ]


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("seed", range(25))
def test_no_format_lets_a_byte_act(fmt: str, seed: int, tmp_path: Path) -> None:
    text = format_export(some_export(seed, tmp_path), fmt).replace("\r\n", "\n")
    assert not ACTING.search(text)
    assert "\r" not in text


@pytest.mark.parametrize("seed", range(25))
def test_json_holds_every_quotation_to_the_letter(seed: int, tmp_path: Path) -> None:
    export = some_export(seed, tmp_path)
    document = json.loads(format_export(export, "json"))
    assert (document["kind"], document["title"]) == (export.kind, export.title)
    if export.kind == "session":
        found = [quote for turn in document["turns"] for quote in turn["quotes"]]
        expected = [quote for entry in export.entries for quote in entry.record["quotes"]]  # type: ignore[attr-defined]
        assert found == expected
    else:
        found = [Quotation.parse(each["quotation"]) for each in document["clippings"]]
        assert found == quotations(export)


@pytest.mark.parametrize("seed", range(25))
def test_csv_rows_hold_the_words_and_no_cell_is_a_formula(seed: int, tmp_path: Path) -> None:
    export = some_export(seed, tmp_path)
    rows = list(csv.DictReader(io.StringIO(format_export(export, "csv"), newline=""), strict=True))
    assert not any(
        cell.startswith(("=", "+", "@", "\t", "\r")) or re.match(r"-(?!\d)", cell)
        for row in rows
        for cell in row.values()
    )
    expected = quotations(export)
    quoted = [row for row in rows if row["digest"]]
    for row, quotation in zip(quoted, expected, strict=True):
        place = (int(row["start"]), int(row["end"]), row["digest"])
        assert place == (quotation.start, quotation.end, quotation.digest)
        quote = row["quote"]
        if quote.startswith("'") and not quotation.quote.startswith("'"):
            quote = quote[1:]
        assert len(quote) == len(quotation.quote)  # offsets into it still count
        assert all(
            one == other or ACTING.match(other) or ord(other) in (13, 0x2028)
            for one, other in zip(quote, quotation.quote, strict=True)
        )


class Page(HTMLParser):
    """Every tag of a page with its attributes, and all its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("seed", range(25))
def test_a_page_has_our_tags_only_and_loads_nothing(seed: int, tmp_path: Path) -> None:
    export = some_export(seed, tmp_path)
    page = Page()
    page.feed(format_export(export, "html"))
    ours = set(
        "html head meta title style body h1 h2 p section blockquote mark a ul li code".split()
    )
    assert {tag for tag, _ in page.tags} <= ours
    known = {"lang", "charset", "name", "content", "http-equiv", "class", "href", "rel"}
    for tag, attributes in page.tags:
        assert set(attributes) <= known
        if tag == "a":
            assert re.match(r"https?://", attributes["href"] or "")
    shown = one_line("".join(page.words))
    assert all(quotation.digest in shown for quotation in quotations(export)[:1])
    for entry in export.entries:
        if entry.quotation:
            assert one_line(printable(entry.quotation.quote)) in shown


def parse_ris(text: str) -> list[list[tuple[str, str]]]:
    """RIS as its description has it: two capitals, two spaces, a hyphen, a space, a value."""
    references: list[list[tuple[str, str]]] = []
    assert not text or text.endswith("\r\n")
    for line in text.split("\r\n")[:-1]:
        if not line:
            continue
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert match, line
        if match[1] == "TY":
            references.append([])
        references[-1].append((match[1], match[2]))
    return references


@pytest.mark.parametrize("seed", range(25))
def test_ris_has_a_reference_for_each_article_and_no_text_begins_a_tag(
    seed: int, tmp_path: Path
) -> None:
    export = some_export(seed, tmp_path)
    references = parse_ris(format_export(export, "ris"))
    leading = [entry.quotation for entry in export.entries if entry.quotation]
    versions = {(quotation.article_id, quotation.digest) for quotation in leading}
    assert len(references) == len(versions)
    for reference in references:
        tags = [tag for tag, _ in reference]
        assert (tags[0], tags[-1], tags.count("TY"), tags.count("ER")) == ("TY", "ER", 1, 1)
        assert set(tags) <= {"TY", "AU", "TI", "T2", "PY", "DA", "UR", "AN", "N1", "ER"}
    notes = " ".join(value for reference in references for tag, value in reference if tag == "N1")
    for quotation in leading:
        assert one_line(quotation.quote) in notes
        assert f"characters {quotation.start}-{quotation.end}" in notes


def test_a_reference_holds_what_is_known_of_the_article() -> None:
    export = export_clippings([a_clipping("check the spelling")])
    (reference,) = parse_ris(format_export(export, "ris"))
    assert reference == [
        ("TY", "NEWS"),
        ("AU", "Ines Calder"),
        ("TI", "UN mediator freezes talks"),
        ("T2", "The Herald"),
        ("PY", "2016"),
        ("DA", "2016/02//"),
        ("UR", "https://herald.example/talks?a=1&b=2"),
        ("AN", "talks-1"),
        (
            "N1",
            "“Staffan de Mistura froze the talks on Wednesday.” "
            f"(characters 0-48, article digest {TALKS.digest})",
        ),
        ("N1", "Question: who froze them?"),
        ("N1", "Answer: Staffan de Mistura"),
        ("N1", "Note: check the spelling"),
        ("ER", ""),
    ]


def test_two_quotes_of_one_article_are_one_reference() -> None:
    other = replace(FROZE, sentence=Span(49, len(TEXT)), answer=None)
    clippings = [a_clipping(), Clipping.of(other, ARCHIVE)]
    (reference,) = parse_ris(format_export(export_clippings(clippings), "ris"))
    assert sum(value.startswith("“") for tag, value in reference if tag == "N1") == 2


def test_markdown_shows_answer_quote_citation_offsets_digest_and_note() -> None:
    page = format_export(export_clippings([a_clipping("check *this*")]), "md")
    assert page == (
        "# Clippings\n\n1 clipping.\n\n## 1. who froze them?\n\n"
        "Searched for: who froze the talks?\n\n"
        "> **Staffan de Mistura** froze the talks on Wednesday.\n\n"
        '[\\"UN mediator'.replace('\\"', '"')
        + ' freezes talks" · The Herald · Feb 2016 · paragraph 1 of 1]'
        "(<https://herald.example/talks?a=1&b=2>) · characters 0–48 · article `talks-1` · "
        f"digest `{TALKS.digest}`\n\nNote: check \\*this\\*\n"
    )


def test_an_export_goes_to_a_new_file_of_a_known_ending(tmp_path: Path) -> None:
    export = export_clippings([a_clipping()])
    for fmt in FORMATS:
        path = tmp_path / f"kept.{fmt}"
        write_export(export, path)
        assert path.read_bytes().decode() == format_export(export, fmt)
    with pytest.raises(InputError, match="is there already"):
        write_export(export, tmp_path / "kept.md")
    write_export(export, tmp_path / "kept.md", over=True)
    with pytest.raises(InputError, match=r"an export ends in one of \.md, "):
        write_export(export, tmp_path / "kept.docx")
    with pytest.raises(InputError, match="no folder"):
        write_export(export, tmp_path / "nowhere" / "kept.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"kept.{fmt}" for fmt in FORMATS
    )
    assert choose_format(Path("KEPT.HTM")) == "html"


def test_references_follow_one_another_with_an_empty_line_between() -> None:
    other = replace(FROZE, hit=Hit(Passage(replace(TALKS, id="talks-2"), 0, 48), 1.0))
    lines = format_export(
        export_clippings([a_clipping(), Clipping.of(other, ARCHIVE)]), "ris"
    ).split("\r\n")
    for before, after in pairwise(lines):
        assert not after.startswith("TY") or before == ""
