"""Datelines, agencies, headings and bare attributions answer nothing."""

from __future__ import annotations

import pytest

from corpus.records import Span
from qa.reader.doubts.furniture import is_furniture


def is_so(text: str, words: str) -> bool:
    start = text.index(words)
    return is_furniture(text, Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(CNN) The ferry sank off Tarn on Monday.", "CNN"),
        ("CNN Business —\n\nThe ferry line cut its fares.", "CNN Business"),
        ("PORT ALDRY, Del. – A diver found the bell.", "PORT ALDRY, Del"),
        ("By the harbour desk\n\nALDRY – The bell was found.", "ALDRY"),
        ("New Aldry (CNN Business) Fares fell in May.", "New Aldry"),
        ("The bell rang.\n\nQUIZ TIME\n\nWhich bell rang?", "QUIZ TIME"),
        ("All 35 were released, police said.", "police said"),
        ("It cost £3m, according to the council.", "according to the council"),
    ],
)
def test_what_tells_nothing_of_the_story_is_furniture(text: str, words: str) -> None:
    assert is_so(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PORT ALDRY, Del. – A diver found the bell.", "A diver"),
        ("UNICEF – which is in New York – sent tents.", "UNICEF"),
        ("Ada Lund (Harbour Party) – elected in May – resigned.", "Ada Lund"),
        ("The bell rang.\n\nBELL STOLEN BY TWO MEN IN ALDRY\n\nIt was old.", "TWO MEN"),
        ("The thief was from ALDRY.\n\nNothing else is known.", "ALDRY"),
        ("“It is gone,” said Ada Lund, of Tarn.", "Ada Lund"),
    ],
)
def test_a_part_of_the_story_is_not(text: str, words: str) -> None:
    assert not is_so(text, words)
