"""Which marks belong together, in the ways in which newspapers set them."""

import pytest

from corpus.quotation_marks import find_lone_marks, find_pairs, find_quotations, is_enclosed


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("“It is over,” she said.", ["“It is over,”"]),
        ('"It is over," she said. "We go."', ['"It is over,"', '"We go."']),
        ("She said: ‘It’s the miners who won’t go.’", ["‘It’s the miners who won’t go.’"]),
        ("She said 'it's over' and left in the '90s.", ["'it's over'"]),
        ("“He said ‘no’ (twice),” she said.", ["“He said ‘no’ (twice),”", "‘no’", "(twice)"]),
        ("Die „Gorch Fock“ lief aus.", ["„Gorch Fock“"]),
        ("Le «Tarn» et le « Tarn ».", ["«Tarn»", "« Tarn »"]),
        ("Das »Haus« steht.", ["»Haus«"]),
        ("Han sa ”nej” till det.", ["”nej”"]),
        ("the old [Customs House]", ["[Customs House]"]),
        ("The 6' 2\" man lost his dogs' leads.", []),
        ("“We go on.\n\n“We never stop,” she said.", ["“We never stop,”"]),
        ('"We go on.\n\n"We never stop," she said.', ['"We never stop,"']),
        ("The lone ) and ” and “ stay alone", []),
        ("", []),
    ],
)
def test_marks_are_paired_within_their_paragraph(text: str, pairs: list[str]) -> None:
    assert [text[slice(*pair)] for pair in find_pairs(text)] == pairs


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("“It is over.”", True),
        ("“It is over,” she said. “We go.”", False),
        ("[Customs House]", True),
        ("It is over.", False),
        ("", False),
    ],
)
def test_one_pair_may_hold_all_of_a_text(text: str, does: bool) -> None:
    assert is_enclosed(text) is does


def test_a_quotation_may_reach_to_the_end_of_its_paragraph() -> None:
    text = "“We go on. (Yes.)\n\n“We never stop,” she said. “Never"
    quoted = [text[slice(*pair)] for pair in find_quotations(text)]
    assert quoted == ["“We go on. (Yes.)", "“We never stop,”", "“Never"]


def test_lone_marks_are_halves_of_nothing() -> None:
    assert find_lone_marks("A (b) “c” 6' 2\" d” [e f's") == (17, 19)
