from conftest import an_article

from corpus.records import Passage, Span
from qa.reader.base import RankedPassage, Verdict
from qa.reader.closest import closest_passage
from qa.search.hits import Hit

MILL = an_article(
    "mill",
    "Blaze guts Kestrel Mill",
    "A fire destroyed the old mill in Pellworth on Saturday. Nobody was hurt. It is too early to "
    "say what caused the fire, the fire service added.",
)
ROVERS = an_article(
    "rovers",
    "Rovers have a new manager",
    "Ray Stott follows Gil Penrose, who led the club until May. Stott is 52 years old.",
)
ORCHARD = an_article("orchard", "Apples", "The apples of the valley were picked early this year.")
HITS = [Hit(Passage(each, 0, len(each.text)), 0.5) for each in (ORCHARD, MILL, ROVERS)]


def closest(question: str, verdict: Verdict = Verdict()) -> str | None:  # noqa: B008
    found = closest_passage(question, HITS, verdict)
    return None if found is None else found.passage.article.text[slice(*found.sentence)]


def test_the_closest_sentence_holds_what_is_asked_in_an_article_that_has_the_names() -> None:
    sentence = closest("What caused the fire at Kestrel Mill?")
    assert sentence == "It is too early to say what caused the fire, the fire service added."


def test_where_nothing_else_is_held_the_sentence_has_the_name() -> None:
    assert closest("How tall is Gil Penrose?") == (
        "Ray Stott follows Gil Penrose, who led the club until May."
    )


def test_names_are_known_in_a_question_without_capitals_too() -> None:
    assert closest("how tall is gil penrose") == closest("How tall is Gil Penrose?")


def test_a_time_need_not_be_held() -> None:
    assert closest("Who hired Gil Penrose in May 2017?") is not None


def test_what_names_nothing_that_is_there_has_nothing_near() -> None:
    assert closest("Which dinosaur was dug up at Cape Linnet?") is None
    assert closest("Who caused the fire at Harrow Mill?") is None
    assert closest("how high is the eiffel tower") is None
    assert closest_passage("Who?", [], Verdict()) is None


def test_the_readers_own_choice_of_a_sentence_counts() -> None:
    start = ROVERS.text.index("52")
    read = RankedPassage(HITS[2], Span(start, start + 2), 1.0, 1.0)
    verdict = Verdict((read,), (0.2,))
    assert closest("How tall is Stott?") != closest("How tall is Stott?", verdict)
    assert closest("How tall is Stott?", verdict) == "Stott is 52 years old."
