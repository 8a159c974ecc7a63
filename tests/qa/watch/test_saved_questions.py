"""Saved questions as files, and what is new of them from one run to the next."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import ARTICLES, WordEncoder, WordReader, an_article

from corpus.errors import InputError
from corpus.records import Article, Filters
from corpus.store.sqlite import SqliteStore
from embeddings.embed import embed_and_put
from qa.assistant import Assistant
from qa.search.retriever import Retriever
from qa.watch.news import News
from qa.watch.news_report import news_as_text, news_record
from qa.watch.saved_questions import SavedQuestion, SavedQuestions, Seen
from qa.watch.watch_run import Watched, questions_of, run_watched, saved_of

CABLES = SavedQuestion("/a", "how many cables must be replaced, said engineer Ines Caldera?")
TUNNEL = SavedQuestion("/a", "which minister resigned over the tunnel budget?")
SEEN = Seen(datetime(2021, 3, 1, tzinfo=UTC), "14 cables", {"bridge": "0" * 64})


@pytest.fixture
def saved(tmp_path: Path) -> SavedQuestions:
    return SavedQuestions(tmp_path / "state" / "watch")


@pytest.fixture
def assistant(archive: SqliteStore, encoder: WordEncoder) -> Assistant:
    return Assistant(archive, Retriever(archive, encoder), WordReader())


def run(saved: SavedQuestions, assistant: Assistant, *questions: SavedQuestion) -> list[News]:
    watched = [Watched(saved.save(each).question.id, each) for each in questions]
    return list(run_watched(watched, saved, assistant.ask))


def put(assistant: Assistant, article: Article) -> None:
    store = assistant.archive
    assert isinstance(store, SqliteStore)
    embed_and_put([article], store, WordEncoder())


def test_a_saved_question_is_kept_with_its_filters_for_its_owner_alone(saved) -> None:
    question = SavedQuestion("/a", "who?", Filters(date(2016, 2, 4), None, ("Wire",)))
    saved.save(question)
    assert [kept.question for kept in SavedQuestions(saved.folder).all()] == [question]
    (path,) = saved.folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(saved.folder.stat().st_mode) == 0o700


def test_saving_the_same_again_keeps_what_was_seen(saved) -> None:
    saved.save(CABLES)
    saved.remember(CABLES, SEEN, is_saved=True)
    assert saved.save(CABLES).seen == SEEN
    assert [kept.seen for kept in saved.all()] == [SEEN]


def test_what_is_removed_is_gone_and_a_run_does_not_bring_it_back(saved) -> None:
    saved.save(CABLES)
    saved.remove(saved.find(CABLES.id[:4]).question)
    saved.remember(CABLES, SEEN, is_saved=True)
    assert saved.all() == []
    assert list(saved.folder.iterdir()) == []
    with pytest.raises(InputError, match="no saved question begins with"):
        saved.find(CABLES.id)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"question": {"question": 3}}', b"\xff"])
def test_a_file_that_is_not_ours_is_passed_over_and_named(saved, content: bytes) -> None:
    saved.save(CABLES)
    strange = saved.folder / "strange.json"
    strange.write_bytes(content)
    assert [kept.question for kept in saved.all()] == [CABLES]
    assert saved.passed_over == [strange]


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from qa.watch.saved_questions import SavedQuestion, SavedQuestions, Seen
saved = SavedQuestions(Path(sys.argv[1]))
seen = saved.save(SavedQuestion("/a", "who?")).seen
for number in range(1, 10**6):
    articles = {str(each): "0" * 64 for each in range(number % 500)}
    saved.remember(SavedQuestion("/a", "who?"), replace(seen, articles=articles), is_saved=True)
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process")
def test_a_killed_run_leaves_a_whole_file(saved) -> None:
    question = SavedQuestion("/a", "who?")
    saved.save(question)
    saved.remember(question, SEEN, is_saved=True)
    for writes in (1, 7, 23):
        command = [sys.executable, "-c", WRITER, str(saved.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            for _ in range(writes):
                writer.stdout.readline()
            writer.kill()
        (kept,) = saved.all()
        assert (kept.question, saved.passed_over) == (question, [])
        assert kept.seen
        assert kept.seen.answer == "14 cables"


def test_news_is_told_once(saved, assistant) -> None:
    (first,) = run(saved, assistant, CABLES)
    assert (first.outcome, [each.id for each in first.new]) == ("first", ["bridge"])
    (again,) = run(saved, assistant, CABLES)
    assert (again.outcome, again.new, again.is_answer_changed) == ("unchanged", (), False)
    assert again.earlier
    assert again.earlier.answer == first.answer.text


def test_a_new_article_that_answers_is_news_and_one_that_does_not_is_none(saved, assistant) -> None:
    run(saved, assistant, CABLES)
    put(assistant, an_article("boat", "A boat race", "Rowers in Port Tallis won on Sunday."))
    assert [each.outcome for each in run(saved, assistant, CABLES)] == ["unchanged"]
    again = "Engineer Ines Caldera said that 14 cables must be replaced at once."
    put(assistant, an_article("again", "Work begins", again, "2021-03-09", "Northern Post"))
    (news,) = run(saved, assistant, CABLES)
    assert (news.outcome, [each.id for each in news.new]) == ("new", ["again"])
    text = news_as_text(news)
    assert "1 new article." in text
    assert again in " ".join(text.replace("┃", "").split())


def test_an_article_that_was_changed_since_is_news(saved, assistant) -> None:
    run(saved, assistant, CABLES)
    bridge = ARTICLES[0]
    put(assistant, replace(bridge, text=bridge.text.replace("14 cables", "41 cables")))
    (news,) = run(saved, assistant, CABLES)
    assert (news.outcome, [each.id for each in news.revised], news.new) == ("new", ["bridge"], ())
    assert "41 cables" in (news.answer.text or "")
    assert news.is_answer_changed


def test_an_answer_where_there_was_none_is_a_changed_answer(saved, assistant) -> None:
    (first,) = run(saved, assistant, TUNNEL)
    assert (first.outcome, first.answer.text, first.new) == ("first", None, ())
    story = "The minister Odd Lunde resigned over the tunnel budget."
    put(assistant, an_article("tunnel", "Tunnel", story, "2021-04-01"))
    (news,) = run(saved, assistant, TUNNEL)
    record = news_record(news)
    assert (record["outcome"], record["answer_changed"]) == ("new", True)
    assert (record["earlier_answer"], record["new_articles"]) == (None, ["tunnel"])
    assert record["answer"] is not None
    assert record["answer"]["answer"] == story
    assert "The archive did not say before." in news_as_text(news)


def test_news_that_nobody_took_is_told_again(saved, assistant) -> None:
    watched = [Watched(saved.save(each).question.id, each) for each in (CABLES, TUNNEL)]
    running = run_watched(watched, saved, assistant.ask)
    assert next(running).outcome == "first"
    running.close()  # as when the output is closed, or the process is killed
    assert [each.outcome for each in run(saved, assistant, CABLES)] == ["first"]


def test_a_question_that_cannot_be_asked_stops_nothing(saved, assistant, tmp_path: Path) -> None:
    file = tmp_path / "questions.csv"
    file.write_text(
        "id,question,date,conversation\n"
        f'a,"{CABLES.text}",,\nb,{TUNNEL.text},soon,\nc,and why?,,talk\nd,{TUNNEL.text},,\n'
    )
    watched = questions_of(file, "/a")
    found = list(run_watched(watched, saved, assistant.ask))
    assert [each.label for each in found] == ["a", "b", "c", "d"]
    assert [each.outcome for each in found] == ["first", "error", "error", "first"]
    assert "not written like 2016-02-04" in (found[1].answer.error or "")
    assert "stands alone" in (found[2].answer.error or "")
    again = [each.outcome for each in run_watched(watched, saved, assistant.ask)]
    assert again == ["unchanged", "error", "error", "unchanged"]
    assert saved.all() == []  # what was seen is kept, but nobody saved them


def test_a_run_asks_the_questions_of_its_own_archive(saved) -> None:
    other = replace(CABLES, archive="/b")
    saved.save(CABLES)
    saved.save(other)
    assert [each.question for each in saved_of(saved, "/a")] == [CABLES]
    assert [each.question for each in saved_of(saved, "/b", [other.id])] == [other]
    with pytest.raises(InputError, match="name that one with --archive"):
        saved_of(saved, "/a", [other.id])
