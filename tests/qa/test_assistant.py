from datetime import date

import pytest
from conftest import WordEncoder, an_article

from corpus.archive import Archive
from corpus.errors import InputError
from corpus.records import Filters, Hit, Span
from embeddings.embedding import embed_and_put
from qa.answers import Answer
from qa.assistant import Assistant
from qa.reader import SentenceReader, coverage
from qa.retrieval import Retriever


@pytest.fixture
def assistant(archive: Archive, encoder: WordEncoder) -> Assistant:
    # Confidence is fitted to MiniLM's cosines; those of word counts are lower.
    read = SentenceReader(encoder).read
    return Assistant(archive, Retriever(archive, encoder), read, threshold=0.1)


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
    assert answer.searched is not None
    assert (answer.searched.articles, answer.searched.undated) == (4, 1)


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
    with pytest.raises(InputError, match="no UTF-8"):
        assistant.ask("caf\udce9")


def test_spaces_alone_make_no_other_question(assistant: Assistant) -> None:
    assert not assistant.ask(" who  saw the lynx?\n").was_rewritten


def test_sentences_of_two_articles_at_the_same_place_are_told_apart(
    archive: Archive, encoder: WordEncoder
) -> None:
    twins = [
        an_article("one", "Owls", "An owl hooted at noon. The moon rose."),
        an_article("two", "Cats", "A cat slept all night. The sun rose."),
    ]
    embed_and_put(twins, archive, encoder)
    hits = [Hit(archive.passages_of(article)[0], 1.0, dense=1.0) for article in twins]
    read = SentenceReader(encoder).read
    together = read("an owl hooted at noon", hits, hits).sentences
    alone = [read("an owl hooted at noon", [hit], hits).sentences[0] for hit in hits]
    assert list(together) == alone == [Span(0, 22), Span(0, 22)]


@pytest.mark.parametrize("question", ["[/b] who saw the lynx?", "who\x1b]52;c;x\x07 saw it", "谁"])
def test_odd_characters_in_a_question_do_no_harm(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status in {"answered", "not_found"}


def test_coverage_is_the_weighted_share_of_the_questions_words() -> None:
    assert coverage({"lynx": 3.0, "hill": 1.0}, "The lynxes slept.") == pytest.approx(0.75)
    assert coverage({}, "anything") == 0
