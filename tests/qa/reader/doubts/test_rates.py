import pytest

from corpus.records import Span
from qa.reader.doubts.rates import lacks_rate


@pytest.mark.parametrize(
    ("question", "marked", "lacks"),
    [
        ("What does the pier cost each year?", "It was built for [£3m].", True),
        ("What does the pier cost each year?", "It shuts for a year of work costing [£3m].", True),
        ("What does the pier cost each year?", "Its upkeep comes to [£40,000] a year.", False),
        ("How much is spent on it annually?", "The yearly bill is [£40,000].", False),
        ("How many people visit a week?", "On Monday [70] came.", True),
        ("How many people visit a week?", "It draws [400] weekly.", False),
        ("How much did it cost?", "It was built for [£3m].", False),
        ("How much did it cost a year ago?", "It was built for [£3m].", False),
        ("How much does it cost per day?", "It opened a day late, for [£3m].", True),
        ("What do they get a shift?", "They get £30 a shift, and [£900,000] is owed.", True),
        ("What do they get a shift?", "They get [£30] a shift, and £900,000 is owed.", False),
        ("What do they get a shift?", "For each shift of 8 hours the pay is [£30].", False),
    ],
)
def test_what_comes_every_year_is_told_by_the_year(question: str, marked: str, lacks: bool) -> None:
    inside = Span(marked.index("["), marked.index("]") - 1)
    sentence = marked.replace("[", "").replace("]", "")
    assert lacks_rate(question, sentence, inside) is lacks
