"""The conversation in lines, on a small real archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from conftest import WordEncoder, WordReader

from corpus.headings import Heading, Wanted
from corpus.records import Article, Filters
from corpus.store.sqlite import SqliteStore
from qa.answers import Answer
from qa.assistant import Assistant
from qa.conversation.turns import Turn
from qa.plain.plain_chat import HELP, PlainChat
from qa.search.retriever import Retriever

FERRY_QUESTION = "Who promised a boat every ten minutes?"


class Library:
    """An assistant, as the conversation calls it; it notes what was asked."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.asked: list[tuple[str, Filters, int]] = []

    def ask(self, question: str, filters: Filters, top: int) -> Answer:
        self.asked.append((question, filters, top))
        return self.assistant.ask(question, filters, top=top)

    def headings(self, wanted: Wanted) -> Sequence[Heading]:
        return self.assistant.archive.headings(wanted)

    def article(self, id: str) -> Article | None:
        return self.assistant.archive.article(id)

    def outlets(self) -> Sequence[str]:
        return list(self.assistant.archive.sources())


@pytest.fixture
def library(archive: SqliteStore, encoder: WordEncoder) -> Iterator[Library]:
    with Assistant(archive, Retriever(archive, encoder), WordReader()) as assistant:
        yield Library(assistant)


@pytest.fixture
def chat(library: Library) -> PlainChat:
    return PlainChat(library, top=2)


def test_an_answer_is_told_in_lines_that_say_what_they_are(chat: PlainChat) -> None:
    answer, quote, origin, sure = chat.take(FERRY_QUESTION).lines
    assert answer == "Its director, Otto Brandvold, promised a boat every ten minutes."
    assert quote == f"Quote: “{answer}”"
    assert origin == (
        'From: "Ferry company doubles its crossings" · Tallis Courier · 2 Mar 2021 · '
        "paragraph 2 of 2"
    )
    assert sure.startswith("Confidence ")
    assert sure.endswith("%, article ferry")


def test_silence_is_told_with_what_was_searched(chat: PlainChat) -> None:
    first, searched, *_ = chat.take("Which orchestra played in Vienna?").lines
    assert first == "The archive does not say."
    assert searched.startswith("Searched 4 articles (1 undated)")


def test_a_follow_up_is_made_whole_and_what_was_searched_is_told(
    chat: PlainChat, library: Library
) -> None:
    chat.take("When did Runa Estrin set the camera that took the picture?")
    lines = chat.take("Why did she set the camera?").lines
    assert library.asked[-1][0] == "Why did Runa Estrin set the camera?"
    assert lines[0] == "Searched for: Why did Runa Estrin set the camera?"


def test_what_nobody_can_understand_is_not_asked(chat: PlainChat, library: Library) -> None:
    assert chat.take("When did he arrive?").lines == ["I do not see who “he” is: ask with a name."]
    assert library.asked == []


def test_articles_are_searched_and_read_by_their_numbers(chat: PlainChat) -> None:
    found = chat.take(':search bridge -"nine weeks"').lines
    assert found == [
        "1 article found.",
        "1. Ferry company doubles its crossings, Tallis Courier, 2 Mar 2021",
    ]
    title, _, text = chat.take(":read 1").lines
    assert title == "Ferry company doubles its crossings, Tallis Courier, 2 Mar 2021"
    assert text.startswith("Blueline Ferries doubled its crossings")
    chat.take("Who set the camera that took the picture?")
    assert chat.take(":read 1").lines[0].startswith("Lynx returns to the Morven hills")


def test_filters_are_told_changed_and_used(chat: PlainChat, library: Library) -> None:
    assert chat.take(":filters").lines == ["Every article is searched."]
    changed = chat.take(":filters on:2021-03 outlet:courier").lines
    assert changed == ["Only 1 Mar 2021 – 31 Mar 2021, source courier."]
    chat.take(FERRY_QUESTION)
    march = Filters(date(2021, 3, 1), date(2021, 3, 31), ("courier",))
    assert library.asked[-1][1:] == (march, 2)
    assert chat.take(":filters none").lines == ["Every article is searched."]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (":serach bridge", "there is no command :serach: the nearest is :search"),
        (":wxyz", "there is no command :wxyz: :help tells what there is"),
        (":", "there is no command :: :help tells what there is"),
        (":read 1", "nothing is listed to read: ask, or :search, first"),
        (":filters bridge", ":filters takes after:, before:, on: and outlet: only"),
        (":filters after:soon", "'soon' is not a date"),
        (":filters outlet:Gazette", "no outlet in the archive has 'Gazette' in its name"),
        (':search "bridge', "is not closed"),
        ("???", "the question is empty"),
        ("who \udcff", "not valid UTF-8"),
    ],
)
def test_what_is_wrong_is_one_line_and_the_conversation_goes_on(
    chat: PlainChat, line: str, problem: str
) -> None:
    reply = chat.take(line)
    assert len(reply.lines) == 1
    assert reply.lines[0].startswith("pullquote: ")
    assert problem in reply.lines[0]
    assert not reply.is_last
    assert chat.take(FERRY_QUESTION).lines


def test_a_number_that_is_not_listed_is_refused(chat: PlainChat) -> None:
    chat.take(":search bridge")
    for number in ("0", "3", "two", "", "²"):
        assert chat.take(f":read {number}").lines == [
            "pullquote: :read takes a number from 1 to 2, as :read 1"
        ]


def test_every_command_of_the_help_is_one(chat: PlainChat) -> None:
    assert list(chat.take(":help").lines) == HELP.splitlines()
    named = [line.split()[0] for line in HELP.splitlines() if line.startswith(":")]
    assert named == [":search", ":read", ":filters", ":help", ":quit"]
    for command in named[:-1]:
        assert "there is no command" not in " ".join(chat.take(command).lines)
    assert chat.take(":quit").is_last


def test_nothing_of_an_article_acts_on_the_terminal(
    chat: PlainChat, archive: SqliteStore, encoder: WordEncoder
) -> None:
    from conftest import an_article

    from embeddings.embed import embed_and_put

    evil = an_article("evil", "T\x1b]52;c;eA==\x07", "The zebra \x1b[2J said \u202eevil [/b].")
    embed_and_put([evil], archive, encoder)
    told = [*chat.take("What did the zebra say?").lines, *chat.take(":search zebra").lines]
    told += chat.take(":read 1").lines
    assert "[/b]" in " ".join(told)
    assert not set("".join(told)) & set("\x1b\x07\u202e\x9b")


def test_each_answer_is_kept_and_a_conversation_goes_on_with_earlier_turns(
    library: Library,
) -> None:
    kept: list[Answer] = []
    question = "When did Runa Estrin set the camera that took the picture?"
    PlainChat(library, keep=kept.append).take(question)
    assert [answer.question for answer in kept] == [question]
    again = PlainChat(library, turns=[Turn.of(kept[0])])
    again.take("Why did she set the camera?")
    assert library.asked[-1][0] == "Why did Runa Estrin set the camera?"


def test_an_answer_that_cannot_be_kept_is_given_with_a_word_about_that(library: Library) -> None:
    def keep(_: Answer) -> None:
        raise OSError(28, "No space left on device")

    lines = PlainChat(library, keep=keep).take(FERRY_QUESTION).lines
    assert lines[0] == "This turn could not be kept: No space left on device"
    assert "Otto Brandvold" in lines[1]
