"""What an answer is made of, and which of its words are marked."""

from dataclasses import replace

from conftest import an_article

from corpus.records import Passage, Span
from qa.answers import Answer, Evidence
from qa.search.hits import Hit

TEXT = "It was closed because of cracks. Boats sail from Mill Lane and Bridge Quay."
HIT = Hit(Passage(an_article("a", "T", TEXT), 0, len(TEXT)), 1.0)
SENTENCE, CORE = Span(0, 32), Span(TEXT.index("cracks"), TEXT.index("cracks") + 6)
PLACES = Span(TEXT.index("Mill"), TEXT.index(" Quay") + 5)
WHY = Evidence(HIT, SENTENCE, SENTENCE, core=CORE, shape="sentence")


def an_answer(evidence: Evidence) -> Answer:
    text = TEXT[slice(*evidence.answer)] if evidence.answer else None
    error = Answer.of_error("Why?", "")
    return replace(error, status="answered", text=text, evidence=(evidence,), error=None)


def test_of_a_sentence_its_core_is_marked() -> None:
    assert (WHY.marked, an_answer(WHY).core) == (CORE, "cracks")


def test_a_span_and_a_list_are_marked_whole() -> None:
    listed = Evidence(
        HIT, SENTENCE, PLACES, core=Span(PLACES.start, PLACES.start + 9), shape="list"
    )
    assert (listed.marked, an_answer(listed).core) == (PLACES, "Mill Lane and Bridge Quay")
    spanned = Evidence(HIT, SENTENCE, CORE, core=CORE)
    assert (spanned.marked, an_answer(spanned).core) == (CORE, "cracks")


def test_where_nothing_is_said_nothing_is_marked() -> None:
    silent = replace(WHY, answer=None)
    assert (silent.marked, an_answer(silent).core) == (None, None)
