"""Exports of LexisNexis and Factiva: each article with its headline, outlet, date and author."""

from pathlib import Path

import pytest
from format_samples import STORY, only
from office_kit import make_docx, p

from corpus.formats.registry import read
from corpus.records import Article

OLD_NEXIS = f"""
                               1 of 2 DOCUMENTS


                             Tallis Courier (UK)

                        May 4, 2016 Wednesday 2:15 PM

Harbour bridge closes

BYLINE: Jane Ferrow

SECTION: NEWS; Pg. 4

LENGTH: 61 words


{STORY[0]}

NOTE: engineers disagree.

{STORY[1]}

LOAD-DATE: May 4, 2016

LANGUAGE: ENGLISH

                 Copyright 2016 Tallis Ltd
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                               Northern Post

                              5 May 2016

Ferries are full

LENGTH: 12 words

HIGHLIGHT: Queues at every pier

{STORY[3]}

LOAD-DATE: May 5, 2016
"""
NEW_NEXIS = f"""Harbour bridge closes
Tallis Courier (UK)
May 4, 2016 Wednesday

Copyright 2016 Tallis Ltd All Rights Reserved

Section: NEWS; Pg. 4
Length: 61 words
Byline: Jane Ferrow

Body

{STORY[0]}

NOTE: engineers disagree.

{STORY[1]}

Graphic

Load-Date: May 4, 2016

End of Document

Ferries are full
Northern Post
5 May 2016
Length: 12 words
Body
{STORY[3]}
Load-Date: May 5, 2016
End of Document
"""
PLAIN_FACTIVA = f"""Harbour bridge closes
Jane Ferrow
61 words
4 May 2016
Tallis Courier (UK)
TALCOU
4
English
Copyright 2016 Tallis Ltd

{STORY[0]}

NOTE: engineers disagree.

{STORY[1]}

Document TALCOU0020160504ec540002a

Ferries are full
12 words
5 May 2016
06:15
Northern Post
NPOST
English
(c) 2016 Northern Post

{STORY[3]}

Document NPOST00020160505ec550001b

Search Summary
Text\tbridge
"""
CODED_FACTIVA = f"""HD  Harbour bridge closes
BY  Jane Ferrow
WC  61 words
PD  4 May 2016
SN  Tallis Courier (UK)
SC  TALCOU
LA  English
CY  Copyright 2016 Tallis Ltd
LP
{STORY[0]}

TD
NOTE: engineers disagree.

{STORY[1]}

AN  Document TALCOU0020160504ec540002a

HD  Ferries are full
WC  12 words
PD  5 May 2016
SN  Northern Post
LP
{STORY[3]}

AN  Document NPOST00020160505ec550001b
"""


@pytest.mark.parametrize(
    "export",
    [OLD_NEXIS, NEW_NEXIS, PLAIN_FACTIVA, CODED_FACTIVA],
    ids=["old Nexis", "new Nexis", "plain Factiva", "coded Factiva"],
)
def test_each_article_of_an_export_has_its_facts(tmp_path: Path, export: str) -> None:
    path = tmp_path / "export.txt"
    path.write_text(export, encoding="utf-8")
    bridge, ferries = read(path, tmp_path)
    assert isinstance(bridge, Article)
    assert isinstance(ferries, Article)
    assert (bridge.title, bridge.source) == ("Harbour bridge closes", "Tallis Courier (UK)")
    assert (bridge.author, str(bridge.published)) == ("Jane Ferrow", "2016-05-04")
    assert bridge.text == f"{STORY[0]}\n\nNOTE: engineers disagree.\n\n{STORY[1]}"
    assert (ferries.title, ferries.source) == ("Ferries are full", "Northern Post")
    assert (ferries.author, str(ferries.published)) == (None, "2016-05-05")
    assert ferries.text == STORY[3]
    assert bridge.id.startswith("export#")
    assert bridge.id != ferries.id


def test_an_export_that_was_saved_as_a_word_file_is_one_too(tmp_path: Path) -> None:
    path = tmp_path / "export.docx"
    path.write_bytes(make_docx(*(p(line) for line in NEW_NEXIS.split("\n") if line)))
    titles = [found.title for found in read(path, tmp_path) if isinstance(found, Article)]
    assert titles == ["Harbour bridge closes", "Ferries are full"]


def test_a_story_that_quotes_such_words_is_no_export(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Length: a study\n\n{STORY[0]}\n\nIt was page 1 of 2 documents, she said.")
    assert STORY[0] in only(path).text
