"""Subtitles: what is spoken as prose, and when."""

from pathlib import Path

import pytest
from format_samples import only, reason

SRT = """1
00:00:01,000 --> 00:00:04,000
<i>The harbour bridge</i> closed
on Monday.

2
00:00:04,200 --> 00:00:06,000
{\\an8}Ferries carry commuters.

3
00:01:12,500 --> 00:01:15,000
- How long?
"""
VTT = """WEBVTT
Kind: captions

NOTE nothing

intro
00:01.000 --> 00:04.000 align:start
<v Ines Caldera>We expect <00:02.000><c>nine</c> weeks &amp; no more.

00:04.100 --> 00:05.000
<v Ines Caldera>Fourteen cables.

1:02:03.000 --> 1:02:05.000
<v Jane Ferrow>And then?
"""
ROLLING = """WEBVTT

00:00.000 --> 00:02.000
the harbour bridge

00:02.000 --> 00:02.010
the harbour bridge

00:02.010 --> 00:04.000
the harbour bridge
closed on Monday
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_cues_become_paragraphs_and_each_sentence_has_its_time(tmp_path: Path) -> None:
    article = only(write(tmp_path, "Talk_on-bridges.srt", SRT))
    assert article.title == "Talk on bridges"
    assert article.text == (
        "The harbour bridge closed on Monday. Ferries carry commuters.\n\nHow long?"
    )
    at = article.text.index
    assert article.locator_at(0) == "0:00:01"
    assert article.locator_at(at("Ferries")) == "0:00:04"
    assert article.locator_at(at("How")) == "0:01:12"


def test_voices_are_named_when_they_change(tmp_path: Path) -> None:
    article = only(write(tmp_path, "talk.vtt", VTT))
    assert article.text == (
        "Ines Caldera: We expect nine weeks & no more. Fourteen cables.\n\nJane Ferrow: And then?"
    )
    assert article.locator_at(article.text.index("And then")) == "1:02:03"


def test_captions_that_roll_up_are_said_once(tmp_path: Path) -> None:
    assert only(write(tmp_path, "a.vtt", ROLLING)).text == "the harbour bridge closed on Monday"


@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
def test_a_file_without_cues_is_named(tmp_path: Path, name: str) -> None:
    assert reason(write(tmp_path, name, "WEBVTT\n\nwords\n")) == "holds no subtitles"
