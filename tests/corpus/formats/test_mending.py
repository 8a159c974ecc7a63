"""Text that was decoded wrong, and words that were broken, on the way to the archive."""

from collections.abc import Callable
from pathlib import Path

import pytest
from format_samples import STORY, as_lines, only

from corpus.formats.field_values import unescape
from corpus.formats.mending import mend
from corpus.text import paragraphs, tidy

Write = Callable[[str, str], Path]


@pytest.mark.parametrize(
    "right", ["Eugène’s “bright” canvas", "Der Bürgermeister von Köln", "L’été"]
)
def test_what_was_surely_decoded_wrong_is_decoded_right(right: str) -> None:
    wrong = right.encode().decode("cp1252", "replace")
    assert "\ufffd" in wrong or mend(wrong) == right
    assert mend(f"Plain.\n{right}") == f"Plain.\n{right}"


@pytest.mark.parametrize("right", ["São Paulo’s naïve café", "Âge d’or", "Ðakovo – 5 °C", "Ça va"])
def test_what_is_right_stays_as_it_is(right: str) -> None:
    assert mend(right) == right


def test_names_of_characters_become_characters() -> None:
    assert unescape("AT&amp;T&#8217;s &lt;5 &eacute;t&#xe9;") == "AT&T’s <5 été"
    assert unescape("R&D; a & b; &unknown; &#8217") == "R&D; a & b; &unknown; &#8217"


def test_every_kind_of_file_is_mended(write: Write) -> None:
    wrong = (
        "EugÃ¨ne Lacombe said the museumâ€™s canvas was bright, and that it was old. " + STORY[0]
    )
    right = "Eugène Lacombe said the museum’s canvas was bright, and that it was old. " + STORY[0]
    assert only(write("a.txt", f"Painting back\n\n{wrong}")).text == right
    assert only(write("a.md", f"# Painting back\n\n{wrong}")).text == right
    assert only(write("a.jsonl", as_lines({"id": 1, "text": wrong}))).text == right
    assert only(write("a.csv", f'id,text\n1,"{wrong}"\n')).text == right


def test_a_word_broken_at_a_line_is_joined_where_it_is_known() -> None:
    text = (
        "The board resolved on Tuesday after a long exami-\n"
        "nation of the timbers that the quay shall be closed by\n"
        "the well-\n"
        "known engineer Mr. Olle Brandt, who explained in a let-\n"
        "ter that the Vardellan piles were rotten as the Vardel-\n"
        "lan reports had said, and signed it with his own seal."
    )
    [joined] = paragraphs(text)
    for kept in ("examination", "well-known", "letter", "Vardellan reports"):
        assert kept in joined
    assert "-" not in joined.replace("well-known", "")


def test_ligatures_and_soft_hyphens_are_mended() -> None:
    assert tidy("The ofﬁce af\u00adfairs of the ﬂeet were exami\u00ad\nned.") == (
        "The office affairs of the fleet were examined."
    )
