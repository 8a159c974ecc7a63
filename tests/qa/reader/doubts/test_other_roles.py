import pytest

from corpus.records import Span
from qa.reader.doubts.other_roles import is_of_other_role


@pytest.mark.parametrize(
    ("question", "text", "is_so"),
    [
        ("Which nurse gave it to him?", "Prosecutor |Ada Lund| said it was given.", True),
        ("Which night nurse gave it to him?", "|Judge Ada Lund| said it was given.", True),
        ("Which nurse gave it to him?", "Prosecutor Otto Brand said nurse |Ada Lund| did.", False),
        ("Which nurse gave it to him?", "The midwife |Ada Lund| gave it.", False),
        ("Which nurse gave it to him?", "|Ada Lund| gave it.", False),
        ("Which nurse gave it to him?", "Councillor |Ada Lund| gave it.", False),
        ("Which doctor gave it to him?", "Professor |Ada Lund| gave it.", False),
        ("Which coach gave it to him?", "The former striker |Ada Lund| gave it.", False),
        ("Which minister is ill?", "The chancellor, |Ada Lund|, is ill.", False),
        ("What did the nurse give him?", "Judge |Ada Lund| said it was given.", False),
        ("Which nurse's keys were lost?", "Judge |Ada Lund| said they were lost.", False),
        ("Which woman gave it to him?", "Judge |Ada Lund| said it was given.", False),
    ],
)
def test_who_is_called_by_another_role_is_not_asked_for(
    question: str, text: str, is_so: bool
) -> None:
    before, inside, after = text.split("|")
    span = Span(len(before), len(before) + len(inside))
    assert is_of_other_role(question, before + inside + after, span) is is_so
