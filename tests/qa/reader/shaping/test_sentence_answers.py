"""Which sentence lets one say yes or no."""

from corpus.records import Span
from qa.reader.questions.asked import Asked
from qa.reader.shaping.sentence_answers import Choice, pick_for_yes_or_no, pick_sentence
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


def choice(question: str, text: str, *words: str) -> Choice:
    """What is picked for a yes or no where the reader points at these words, the best first."""
    return pick_for_yes_or_no(Asked(question), text, spans(text, *words))


def spans(text: str, *words: str) -> list[ScoredSpan]:
    starts = [(text.index(each), len(each)) for each in words]
    return [ScoredSpan(Span(at, at + long), 3.0 - n) for n, (at, long) in enumerate(starts)]


def test_what_is_taken_back_is_shown_with_that() -> None:
    text = "Ada Lund said that she would sell the mill. She took that back on Monday. It is old."
    assert picked("Will Ada Lund sell the mill?", text) == text.removesuffix(" It is old.")
    text = "Ada Lund said that she would sell the mill. She denied speeding. It is old."
    assert picked("Will Ada Lund sell the mill?", text).endswith("sell the mill.")


def test_a_sentence_that_only_names_what_is_asked_about_counts_less() -> None:
    text = "The Lund Mill, built in 1911, has six floors and a tower. Its owner left, police said."
    question = "Will the Lund Mill be sold?"
    assert choice(question, text, "police", "six floors").penalty > 0
    assert choice(question, text, "six floors", "police").penalty == 0  # the reader's best
    assert choice("Will they close?", text, "police", "six floors").penalty == 0


def test_a_plain_reply_with_the_questions_words_is_attested() -> None:
    text = "The council denied that porters would be sent to the docks. It rained on Monday."
    assert choice("Will porters be sent to the docks?", text, "It rained").attested > 0
    text = "The council said that porters would be sent to the docks. It rained on Monday."
    assert choice("Will porters be sent to the docks?", text, "It rained").attested == 0


def test_a_date_is_no_manner_of_death() -> None:
    text = "Ada Lund died in 1994. She fell from a ladder in her orchard."
    found = spans(text, "in 1994", "fell from a ladder")
    asked = Asked("How did Ada Lund die?")
    assert pick_sentence(asked, text, found).span.start == text.index("She fell")
    assert pick_sentence(asked, text, found[:1]).penalty > 0
    assert pick_sentence(Asked("How did Ada Lund live?"), text, found[:1]).penalty == 0


def test_a_quotation_that_goes_on_behind_the_speaker_answers_as_one() -> None:
    text = "“It was cold,” the porter said. “The pipes had frozen.” Nobody came."
    found = spans(text, "The pipes had frozen")
    picked_span = pick_sentence(Asked("Why was the hall shut?"), text, found).span
    assert text[slice(*picked_span)] == text.removesuffix(" Nobody came.")
