import pytest

from corpus.records import Span
from qa.reader.doubts.succession import is_on_other_side

TAKEN_OVER = "In 1981 Ada Lund took over the institute from Sir Otto Brand. Ivo Tarn followed."
PASSIVE = "In 1991 she was succeeded as general secretary by Maren Holt, a plumber."
CHOSEN = "Tarn has chosen Maren Holt, a plumber, as its next mayor. She follows Otto Brand."
HANDED = "The post goes to Maren Holt, her successor. Her predecessor, Otto Brand, is ill."


@pytest.mark.parametrize(
    ("question", "text", "name", "is_other"),
    [
        ("Who ran the institute after Ada Lund?", TAKEN_OVER, "Sir Otto Brand", True),
        ("Who ran the institute before Ada Lund?", TAKEN_OVER, "Sir Otto Brand", False),
        ("Who did Ada Lund succeed?", TAKEN_OVER, "Sir Otto Brand", False),
        ("Who ran the institute?", TAKEN_OVER, "Sir Otto Brand", False),
        ("Who followed Ada Lund as general secretary?", PASSIVE, "Maren Holt", False),
        ("Who did Ada Lund follow as general secretary?", PASSIVE, "Maren Holt", True),
        ("Who was mayor of Tarn before Otto Brand?", CHOSEN, "Maren Holt", True),
        ("Who is replacing Otto Brand as mayor?", CHOSEN, "Maren Holt", False),
        ("Who is replacing Otto Brand as mayor?", TAKEN_OVER, "Sir Otto Brand", True),
        ("Who is Ada Lund's successor?", HANDED, "Maren Holt", False),
        ("Who is Ada Lund's successor?", HANDED, "Otto Brand", True),
        ("Who was Ada Lund's predecessor?", HANDED, "Maren Holt", True),
    ],
)
def test_a_predecessor_did_not_come_after(
    question: str, text: str, name: str, is_other: bool
) -> None:
    start = text.index(name)
    assert is_on_other_side(question, text, Span(start, start + len(name))) is is_other
