from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from conftest import WordEncoder, WordReader, an_article

from corpus.errors import InputError
from corpus.records import Filters
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.answer_settings import AnswerSettings
from qa.answers import Answer, Evidence
from qa.assistant import Assistant
from qa.reader.base import Verdict
from qa.search.hits import Hit
from qa.search.retriever import Retriever


@pytest.fixture
def assistant(archive: SqliteStore, encoder: WordEncoder) -> Assistant:
    return Assistant(archive, Retriever(archive, encoder), WordReader())


def sliced(answer: Answer) -> str:
    best = answer.evidence[0]
    assert best.answer is not None
    return best.passage.article.text[best.answer.start : best.answer.end]


@pytest.mark.parametrize(
    ("question", "article", "sentence"),
    [
        ("who discovered the faint comet?", "comet", "Amateur astronomer Paavo Lind discovered"),
        (
            "how many cables must be replaced, said engineer Ines Caldera?",
            "bridge",
            "Chief engineer Ines Caldera said",
        ),
        ("who promised a boat every ten minutes?", "ferry", "Its director, Otto Brandvold"),
    ],
)
def test_the_answer_is_the_sentence_that_answers_word_for_word(
    assistant: Assistant, question: str, article: str, sentence: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.evidence[0].passage.article.id == article
    assert answer.text is not None
    assert answer.text.startswith(sentence)
    assert answer.text == sliced(answer)


def test_what_the_archive_does_not_say_is_refused_with_near_misses(assistant: Assistant) -> None:
    answer = assistant.ask("which minister resigned over the tunnel budget?")
    assert (answer.status, answer.text) == ("not_found", None)
    assert answer.evidence
    assert all(each.answer is None for each in answer.evidence)
    assert answer.closest is None
    assert answer.searched is not None
    assert (answer.searched.articles, answer.searched.undated) == (4, 1)


def test_what_is_near_to_an_unanswered_question_is_shown(assistant: Assistant) -> None:
    answer = assistant.ask("which minister will visit the Morven hills with Runa Estrin by train?")
    assert (answer.status, answer.text) == ("not_found", None)
    assert answer.closest is not None
    assert answer.closest.passage.article.id == "lynx"
    assert answer.closest.answer is None


def test_each_article_is_one_row_of_evidence_and_top_bounds_them(assistant: Assistant) -> None:
    answer = assistant.ask("harbour bridge ferry lynx", top=3)
    ids = [each.passage.article.id for each in answer.evidence]
    assert len(ids) == len(set(ids)) == 3


def test_filters_bound_what_was_searched(assistant: Assistant) -> None:
    filters = Filters(first=date(2021, 1, 1))
    answer = assistant.ask("who photographed the lynx?", filters)
    assert answer.searched is not None
    assert (answer.searched.articles, answer.searched.filters) == (2, filters)
    assert {each.passage.article.id for each in answer.evidence} <= {"bridge", "ferry"}


def test_filters_that_leave_nothing_are_an_answer_too(assistant: Assistant) -> None:
    answer = assistant.ask("who saw the lynx?", Filters(sources=("nobody",)))
    assert (answer.status, answer.evidence, answer.confidence) == ("not_found", (), 0.0)


def test_the_same_question_gets_the_same_answer(assistant: Assistant) -> None:
    first, second = assistant.ask("who saw the lynx?"), assistant.ask("who saw the lynx?")
    assert first.evidence == second.evidence
    assert first.confidence == second.confidence


@pytest.mark.parametrize("question", ["", "  \n", "???", "—"])
def test_an_empty_question_is_one_line(assistant: Assistant, question: str) -> None:
    with pytest.raises(InputError, match="question is empty"):
        assistant.ask(question)


def test_a_pasted_document_is_no_question(assistant: Assistant) -> None:
    with pytest.raises(InputError, match="shorten it"):
        assistant.ask("word " * 1000)


def test_bytes_that_are_no_text_are_one_line(assistant: Assistant) -> None:
    with pytest.raises(InputError, match="not valid UTF-8"):
        assistant.ask("caf\udce9")


def test_spaces_alone_make_no_other_question(assistant: Assistant) -> None:
    assert not assistant.ask(" who  saw the lynx?\n").was_rewritten


@pytest.mark.parametrize("question", ["[/b] who saw the lynx?", "who\x1b]52;c;x\x07 saw it", "谁"])
def test_odd_characters_in_a_question_do_no_harm(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status in {"answered", "possible", "not_found"}


@pytest.mark.parametrize(
    ("share", "status", "says"),
    [(1.0, "answered", True), (1.3, "possible", True), (3.1, "not_found", False)],
)
def test_the_threshold_parts_what_is_answered_from_what_is_possible_and_what_is_not_found(
    archive: SqliteStore, encoder: WordEncoder, share: float, status: str, says: bool
) -> None:
    question = "did a company double its crossings because of the comet?"
    sure = Assistant(archive, Retriever(archive, encoder), WordReader()).ask(question).confidence
    assert 0 < sure < 1
    settings = AnswerSettings(
        threshold=sure * share
    )  # as if the shipped one were so far above how sure the reader is
    asked = Assistant(archive, Retriever(archive, encoder), WordReader(), settings).ask(question)
    assert (asked.status, asked.text is not None) == (status, says)
    assert asked.confidence == sure


def test_what_was_found_is_told_before_it_is_read(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    happened: list[str] = []
    found: list[Evidence] = []

    class Reader(WordReader):
        def read(self, question: str, hits: Sequence[Hit]) -> Verdict:
            happened.append("read")
            return super().read(question, hits)

    def on_found(evidence: tuple[Evidence, ...]) -> None:
        happened.append("found")
        found.extend(evidence)

    Assistant(archive, Retriever(archive, encoder), Reader()).ask(
        "who promised a boat every ten minutes?", top=2, on_found=on_found
    )
    assert happened == ["found", "read"]
    assert [each.answer for each in found] == [None, None]
    article, (start, end) = found[0].passage.article, found[0].sentence
    assert article.text[start:end] == (
        "Its director, Otto Brandvold, promised a boat every ten minutes."
    )


def test_what_was_found_stands_in_the_order_of_the_searches(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    question, found = "harbour bridge ferry lynx", list[Evidence]()
    retriever = Retriever(archive, encoder)
    Assistant(archive, retriever, WordReader()).ask(question, on_found=found.extend)
    ids = [hit.passage.article.id for hit in retriever.find(question).hits]
    assert [each.passage.article.id for each in found] == list(dict.fromkeys(ids))


def test_where_nothing_was_found_nothing_is_told(assistant: Assistant) -> None:
    found: list[Evidence] = []
    assistant.ask("who saw the lynx?", Filters(sources=("nobody",)), on_found=found.extend)
    assert found == []


def test_no_stage_is_counted_in_another(assistant: Assistant) -> None:
    answer = assistant.ask("who saw the lynx?")
    assert list(answer.trace.stages) == ["encode", "dense", "keyword", "fuse", "read"]
    assert sum(answer.trace.stages.values()) <= answer.elapsed_ms


WIRE = (
    "The mediator suspended the water talks on Thursday, a spokesman for the river commission "
    "said. The two delegations had met for the first time in six years, in a hotel at the lake. "
    "They are to meet again after the harvest, when the reservoirs have been measured anew by "
    "engineers of both sides."
)


def test_copies_are_folded_and_other_answers_stand_beside(
    archive: SqliteStore, encoder: WordEncoder
) -> None:
    other = "A farmer suspended the water talks on Friday, people in the valley said."
    papers = [
        an_article(f"wire{n}", f"Talks on water suspended {n}", WIRE, "2021-03-04", f"Paper {n}")
        for n in range(3)
    ]
    embed_and_put([*papers, an_article("other", "Valley", other, "2021-03-05")], archive, encoder)
    found: list[Evidence] = []
    answer = Assistant(archive, Retriever(archive, encoder), WordReader()).ask(
        "who suspended the water talks?", on_found=found.extend
    )
    assert max(len(each.copies) for each in found) == 2
    wire = next(e for e in answer.evidence if e.passage.article.id.startswith("wire"))
    assert {copy.id for copy in wire.copies} | {wire.passage.article.id} == {
        "wire0", "wire1", "wire2"
    }  # fmt: skip
    assert [said.articles for said in answer.groups] == [1 + len(answer.evidence[0].copies)]
    ids = [e.passage.article.id for e in answer.evidence]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", AnswerSettings.__dataclass_fields__)
def test_runs_with_another_setting_have_another_record(name: str) -> None:
    settings = AnswerSettings()
    changed = replace(settings, **{name: getattr(settings, name) + 0.25})
    assert changed.as_record() != settings.as_record()
