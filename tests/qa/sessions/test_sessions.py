"""Conversations are kept as they go, and come back as they were."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from session_kit import ARCHIVE, articles_of, some_answer

from corpus.errors import InputError
from qa.answers import Answer
from qa.conversation.turns import Turn
from qa.sessions.restored_answers import articles_quoted, restore_answer
from qa.sessions.session_search import find_turns, split_words
from qa.sessions.sessions import Session, Sessions
from qa.show.schema import answer_record


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions(tmp_path / "state" / "sessions")


def error(question: str) -> Answer:
    return Answer.of_error(question, "no reason")


def kept(sessions: Sessions, *questions: str, archive: str = ARCHIVE) -> Session:
    """A session in which these questions were asked."""
    session = sessions.begin()
    for question in questions:
        session.append(error(question), archive)
    return session


@pytest.mark.parametrize("seed", range(60))
def test_what_is_appended_is_read_back_as_it_was(sessions: Sessions, seed: int) -> None:
    dice = Random(seed)
    answers = [some_answer(dice) for _ in range(3)]
    session = sessions.begin()
    for answer in answers:
        session.append(answer, ARCHIVE)
    conversation = session.read()
    assert conversation.passed_over == 0
    for turn, answer in zip(conversation.turns, answers, strict=True):
        assert (turn.question, turn.archive) == (answer.question, ARCHIVE)
        articles = articles_of(answer)
        assert set(articles_quoted([turn])) == set(articles)
        restored = restore_answer(turn, articles)
        assert restored is not None
        assert restored == replace(answer, trace=restored.trace)
        assert dict(turn.record) | answer_record(answer, None) == turn.record


@pytest.mark.parametrize("seed", range(20))
def test_the_conversation_remembers_what_it_would_have(sessions: Sessions, seed: int) -> None:
    answer = some_answer(Random(seed))
    session = sessions.begin()
    session.append(answer, ARCHIVE)
    remembered, expected = session.read().turns[0].remember(), Turn.of(answer)
    assert (remembered.asked, remembered.passage, remembered.title) == (
        expected.asked,
        expected.passage,
        expected.title,
    )
    assert remembered.answer == expected.answer
    assert str(remembered.published) == str(expected.published)
    assert remembered.article == expected.article


def test_a_session_has_a_file_from_its_first_turn_on_which_nobody_else_may_read(
    sessions: Sessions,
) -> None:
    session = sessions.begin()
    assert not sessions.folder.exists()
    assert sessions.summaries() == []
    session.append(error("why?"), ARCHIVE)
    assert session.path.stat().st_mode & 0o777 == 0o600
    assert sessions.folder.stat().st_mode & 0o777 == 0o700


def test_a_file_that_others_may_read_is_closed_to_them(sessions: Sessions) -> None:
    session = kept(sessions, "why?")
    session.path.chmod(0o644)
    sessions.folder.chmod(0o755)
    session.append(error("who?"), ARCHIVE)
    assert session.path.stat().st_mode & 0o777 == 0o600
    assert sessions.folder.stat().st_mode & 0o777 == 0o700


def test_a_file_cut_anywhere_keeps_its_whole_turns_and_takes_more(sessions: Sessions) -> None:
    session = kept(sessions, "first?", "second?", "third?")
    whole = session.path.read_bytes()
    ends = [place + 1 for place, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole)):
        session.path.write_bytes(whole[:cut])
        before = session.read()
        # A line that lacks nothing but its end is whole.
        is_whole = [end <= cut + 1 for end in ends]
        assert len(before.turns) == sum(is_whole)
        assert before.passed_over == (cut not in (0, *ends) and cut + 1 not in ends)
        if cut % 50 == 0 or cut in ends:
            session.append(error("more?"), ARCHIVE)
            after = session.read()
            assert after.turns == (*before.turns, after.turns[-1])
            assert after.turns[-1].question == "more?"
            assert after.passed_over == before.passed_over


def test_strange_lines_are_passed_over_and_counted(sessions: Sessions) -> None:
    session = kept(sessions, "first?")
    with session.path.open("ab") as file:
        file.write(
            b'{"id": null}\n[1]\n\xff\xfe\n{"id": null, "question": 5}\n\n' + b"[" * 99999 + b"\n"
        )
    session.append(error("second?"), ARCHIVE)
    conversation = session.read()
    assert [turn.question for turn in conversation.turns] == ["first?", "second?"]
    assert conversation.passed_over == 5


def test_two_processes_that_append_at_once_lose_nothing(sessions: Sessions) -> None:
    session = sessions.begin()
    program = """
import sys
from pathlib import Path
from qa.answers import Answer
from qa.sessions.sessions import Session
for number in range(100):
    Session(Path(sys.argv[1])).append(Answer.of_error(f"{sys.argv[2]} {number}", "x" * 5000), "a")
"""
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(session.path), name])
        for name in ("one", "two")
    ]
    assert [process.wait(120) for process in running] == [0, 0]
    questions = [turn.question for turn in session.read().turns]
    for name in ("one", "two"):
        expected = [f"{name} {number}" for number in range(100)]
        assert [question for question in questions if question.startswith(name)] == expected


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
@pytest.mark.slow
def test_a_process_that_is_killed_loses_at_most_the_turn_it_is_in(sessions: Sessions) -> None:
    session = sessions.begin()
    program = """
import sys
from pathlib import Path
from qa.answers import Answer
from qa.sessions.sessions import Session
number = 0
while True:
    Session(Path(sys.argv[1])).append(Answer.of_error(str(number), "x" * 20000), "a")
    print(number, flush=True)  # as the chat shows an answer: when it is kept
    number += 1
"""
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(session.path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        shown = [0, *map(int, process.stdout.read().split())]
        process.wait()
        kept_numbers = [int(turn.question) for turn in session.read().turns]
        assert kept_numbers[: len(shown)] == shown
        assert len(kept_numbers) <= len(shown) + 1
        session.path.unlink()


def test_an_answer_whose_article_has_changed_is_not_shown_as_if_it_stood_there(
    sessions: Sessions,
) -> None:
    dice = Random(1)
    answer = next(
        each
        for each in iter(lambda: some_answer(dice), None)
        if len(each.evidence) == 3 and each.text
    )
    session = sessions.begin()
    session.append(answer, ARCHIVE)
    turn, articles = session.read().turns[0], articles_of(answer)
    first, second, third = (row.passage.article for row in answer.evidence)
    changed = replace(first, text=first.text + ".")
    assert restore_answer(turn, {**articles, first.id: changed}) is None
    assert restore_answer(turn, {second.id: second, third.id: third}) is None
    without_second = restore_answer(turn, {first.id: first, third.id: third})
    assert without_second is not None
    assert without_second.evidence == (answer.evidence[0], answer.evidence[2])
    assert without_second.groups[0].rows == (0, 1)
    # What was quoted can still be read, with its offsets and the digest of what it stood in.
    assert turn.quotes[0].quote == first.text[turn.quotes[0].start : turn.quotes[0].end]
    assert turn.quotes[0].digest == first.digest


def test_sessions_are_found_by_name_id_and_beginning(sessions: Sessions) -> None:
    one, two = kept(sessions, "who froze the talks?"), kept(sessions, "why?")
    sessions.rename(one, "  Geneva\n talks ")
    assert one.read().name == "Geneva talks"
    assert sessions.find("geneva TALKS") == one
    assert sessions.find(two.id) == two
    titles = {each.id: each.title for each in sessions.summaries()}
    assert titles == {one.id: "Geneva talks", two.id: "why?"}
    with pytest.raises(InputError, match="several sessions"):
        sessions.find("20")
    with pytest.raises(InputError, match="no session 'Aleppo'"):
        sessions.find("Aleppo")
    with pytest.raises(InputError, match="another session has the name"):
        sessions.rename(two, "GENEVA talks")
    for name in ("", " \n", "x" * 81):
        with pytest.raises(InputError, match="1 to 80 characters"):
            sessions.rename(two, name)
    sessions.rename(one, "Geneva talks, second week")
    assert [each.name for each in sessions.summaries() if each.name] == [
        "Geneva talks, second week"
    ]
    assert len(one.read().turns) == 1


def test_the_last_session_is_the_one_of_this_archive(sessions: Sessions) -> None:
    mine = kept(sessions, "mine?")
    kept(sessions, "other?", archive="/news/other")
    assert sessions.last(ARCHIVE) == mine
    assert sessions.last("/news/third") is None


def test_a_deleted_session_is_gone(sessions: Sessions) -> None:
    one, two = kept(sessions, "one?"), kept(sessions, "two?")
    sessions.delete(one)
    assert [each.id for each in sessions.summaries()] == [two.id]
    assert not one.path.exists()


def test_every_word_and_phrase_must_be_in_the_turn(sessions: Sessions) -> None:
    one = kept(sessions, "Who froze the Geneva talks?", "Who resumed the talks in Geneva?")
    kept(sessions, "Where is Aleppo?")

    def found(typed: str) -> list[tuple[str, int]]:
        turns = find_turns(sessions, split_words(typed))
        return [(each.session.id, each.number) for each in turns]

    assert found("geneva TALKS") == [(one.id, 1), (one.id, 2)]
    assert found('"geneva talks"') == [(one.id, 1)]
    assert found("“talks in  Geneva” who") == [(one.id, 2)]
    assert found("geneva aleppo") == []
    assert found("") == []


def test_words_with_marks_and_escapes_are_found_as_they_were_typed(sessions: Sessions) -> None:
    odd = ("naïve STRASSE", 'said "never"', "back\\slash", "tab\there", "中文", "[/b]", "ﬁre")
    session = kept(sessions, *odd)
    for number, question in enumerate(odd, start=1):
        for typed in (question, question.upper()):
            found = [each.number for each in find_turns(sessions, [typed])]
            assert found == [number], (typed, session.path.read_text("utf-8"))


def test_a_moment_without_a_time_zone_is_one_of_utc(sessions: Sessions) -> None:
    session = kept(sessions, "first?", "second?")
    text = session.path.read_text("utf-8")
    session.path.write_text(text.replace("+00:00", "", 1), "utf-8")
    kept(sessions, "third?")
    assert len(sessions.summaries()) == 2
    assert len(session.read().turns) == 2


def test_questions_come_back_once_each_the_latest_last(sessions: Sessions) -> None:
    kept(sessions, "first?", "second?", "first?")
    time.sleep(1.1)  # the next one begins later
    kept(sessions, "third?", "second?")
    assert sessions.questions(10) == ["first?", "third?", "second?"]
    assert sessions.questions(2) == ["third?", "second?"]
