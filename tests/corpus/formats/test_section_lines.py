"""The parts of a site are told from headlines."""

import pytest

from corpus.formats.section_lines import is_section, is_trail_of_sections


@pytest.mark.parametrize(
    ("line", "is_trail"),
    [
        ("OBITUARY", False),
        ("Letters", False),
        ("First person", False),
        ("BREAKING:", False),
        ("The Saturday Interview", False),
        ("World | Port Tallis", False),
        ("Sport | Cricket", True),
        ("News > Local", True),
        ("Home » Sport » Football", True),
    ],
)
def test_a_part_of_a_site_is_no_headline(line: str, is_trail: bool) -> None:
    assert is_section(line)
    assert is_trail_of_sections(line) == is_trail


@pytest.mark.parametrize(
    "line",
    [
        "Obituary of a bridge",
        "Sport | How the cup was lost in the last minute",
        "Letters from the front",
        "A long read",
        "Breaking the bank",
        "Interview with Jane Ferrow",
    ],
)
def test_a_headline_is_no_part_of_a_site(line: str) -> None:
    assert not is_section(line)
