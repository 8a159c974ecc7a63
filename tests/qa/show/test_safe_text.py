"""What may never act on a terminal, character by character."""

import pytest
from show_kit import HOSTILE

from qa.show.safe_text import one_line, printable


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (HOSTILE, HOSTILE),
        ("copy\x1b]52;c;ZXZpbA==\x07 this", "copy]52;c;ZXZpbA== this"),
        ("clear\x1b[2J screen", "clear[2J screen"),
        ("c1\x9b2J and \x85nel", "c12J and nel"),
        ("del\x7fete\x08", "delete"),
        ("safe \u202eesrever\u202c \u2066x\u2069\u200f\u200e\u061c", "safe esrever x"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("separated\u2028lines", "separated\nlines"),
        ("a\ufff9b\ufffac\ufffbd", "abcd"),
        ("hidden\U000e0041\U000e0062\U000e007f words", "hidden words"),
        ("zero\u200bwidth\ufeff \u2062soft\u00adhyphen \u3164\u115f", "zerowidth softhyphen "),
        (
            "\U0001f469\u200d\U0001f680 \u2764\ufe0f \u0646\u0645\u06cc\u200c\u062e",
            "\U0001f469\u200d\U0001f680 \u2764\ufe0f \u0646\u0645\u06cc\u200c\u062e",
        ),
        ("lone \ud800 surrogate", "lone \N{REPLACEMENT CHARACTER} surrogate"),
        ("naïve café \N{FAMILY} 東京 e\u0301", "naïve café \N{FAMILY} 東京 e\u0301"),
    ],
)
def test_controls_go_and_everything_else_stays(written: str, shown: str) -> None:
    assert printable(written) == shown


def test_what_is_printable_can_always_be_written_to_a_terminal() -> None:
    everything = printable("".join(map(chr, range(0x110000))))
    everything.encode("utf-8")
    assert [c for c in everything if ord(c) < 0x20] == ["\t", "\n", "\n", "\n"]


def test_one_line_keeps_words_apart_where_a_control_was_the_only_space() -> None:
    assert one_line(" form\x0cfeed\r\n next\u2028line \x1b end ") == "form feed next line end"
