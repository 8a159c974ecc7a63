"""Which sentence lets one say yes or no."""

from corpus.records import Span
from qa.reader.questions.asked import Asked
from qa.reader.shaping.sentence_answers import pick_for_yes_or_no
from qa.reader.spans import ScoredSpan

DECISIONS = (
    "The committee decided on these:\n\n"
    "* 12 Fore Street: from shop to café. Approved.\n"
    "* Land at Tarn: 85 houses (Lund Homes). Refused, 7-4."
)


def picked(question: str, text: str) -> str:
    found = [ScoredSpan(Span(0, 3), 1.0)]
    return text[slice(*pick_for_yes_or_no(Asked(question), text, found).span)]


def test_an_item_of_a_list_is_taken_whole_without_its_mark() -> None:
    assert picked("Was the Lund Homes plan approved?", DECISIONS) == (
        "Land at Tarn: 85 houses (Lund Homes). Refused, 7-4."
    )
    assert picked("Was the café in Fore Street approved?", DECISIONS) == (
        "12 Fore Street: from shop to café. Approved."
    )


def test_sentences_of_a_paragraph_stay_apart() -> None:
    text = "Lund Homes drew a plan. The plan of Lund Homes was approved. It is large."
    assert picked("Was the Lund Homes plan approved?", text) == (
        "The plan of Lund Homes was approved."
    )
