"""Question files as people have them: every line is asked, or says why it cannot be."""

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import InputError
from qa.questions import STDIN, Question, read_questions


def read(folder: Path, name: str, content: str | bytes) -> list[Question]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_questions(path)


def asked(questions: list[Question]) -> list[tuple[str, str]]:
    assert [question.problem for question in questions] == [None] * len(questions)
    return [(question.id, question.text) for question in questions]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain.txt", "Who won?\nWhere?\n"),
        ("no-last-line-end.txt", "Who won?\nWhere?"),
        ("windows.txt", "\ufeffWho won?\r\n\r\n  Where?  \r\n"),
        ("old-mac.txt", "Who won?\rWhere?\r"),
        ("UPPER.TXT", "Who won?\nWhere?\n"),
        ("header.csv", "question\nWho won?\nWhere?\n"),
        ("text-header.csv", "date,TEXT\n,Who won?\n2016-02-04,Where?\n"),
        ("no-header.csv", "Who won?,a note\nWhere?\n"),
        ("semicolons.csv", "\ufeffquestion;note\r\nWho won?;1,5\r\nWhere?;\r\n;\r\n"),
        ("tabs.csv", "note\tquestion\n\tWho won?\n\tWhere?\n"),
        ("ours.jsonl", '{"question": "Who won?"}\n\n{"question": "Where?", "id": null}\n'),
        ("beir.jsonl", '{"text": "Who won?"}\n{"text": "Where?", "metadata": {}}\n'),
    ],
)
def test_each_kind_of_file_gives_its_questions_named_by_position(tmp_path, name, content):
    assert asked(read(tmp_path, name, content)) == [("q1", "Who won?"), ("q2", "Where?")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ids.csv", "id,question,date\na7,Who?,2016-02-04\n8,Where?,\n"),
        ("beir.csv", "_id,text,date\na7,Who?,2016-02-04\n8,Where?,\n"),
        (
            "ids.jsonl",
            '{"id":"a7","question":"Who?","date":"2016-02-04"}\n{"id":8,"text":"Where?"}',
        ),
        (
            "beir.jsonl",
            '{"_id":"a7","text":"Who?","date":"2016-02-04"}\n{"_id":"8","text":"Where?"}',
        ),
    ],
)
def test_ids_and_asking_dates_are_taken_where_they_are_given(tmp_path, name, content):
    assert read(tmp_path, name, content) == [
        Question("a7", "Who?", date(2016, 2, 4)),
        Question("8", "Where?"),
    ]


def test_a_question_may_begin_with_a_number_sign(tmp_path):
    assert asked(read(tmp_path, "q.txt", "#MeToo began when?\n")) == [("q1", "#MeToo began when?")]


def test_a_quoted_cell_may_hold_commas_quotes_and_line_ends(tmp_path):
    content = 'id,question\n1,"Who said ""No, never""\r\nin 2016?"\n2, "Where, then?"\n'
    assert asked(read(tmp_path, "q.csv", content)) == [
        ("1", 'Who said "No, never"\nin 2016?'),
        ("2", "Where, then?"),
    ]


@pytest.mark.parametrize("separator", ["\u2028", "\x85"])
def test_a_line_of_json_ends_at_its_line_end_only(tmp_path, separator):
    content = f'{{"question": "Who{separator}won?"}}\n'
    assert asked(read(tmp_path, "q.jsonl", content)) == [("q1", f"Who{separator}won?")]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("q.jsonl", "{oops", "line 2: not a JSON object"),
        ("q.jsonl", '"Who?"', "line 2: not a JSON object"),
        pytest.param("q.jsonl", "[" * 100_000, "line 2: not a JSON object", id="nested too deep"),
        ("q.jsonl", '{"id": "a"}', "line 2: no question"),
        ("q.jsonl", '{"question": "  "}', "line 2: no question"),
        ("q.jsonl", '{"question": ["Who?"]}', "line 2: no question"),
        (
            "q.jsonl",
            '{"question": "Who?", "date": "4 May"}',
            "line 2: the date '4 May' is not written like 2016-02-04",
        ),
        (
            "q.jsonl",
            '{"question": "Who?", "date": "2016-02-30"}',
            "line 2: the date '2016-02-30' is not in the calendar",
        ),
        (
            "q.jsonl",
            '{"question": "Who\\ud800?"}',
            "line 2: it holds half a character (a lone surrogate)",
        ),
        ("q.csv", "a,", "line 2: no question"),
        ("q.csv", "a", "line 2: no question"),
        ("q.csv", 'a,"Who?', "line 2: its quotes do not match"),
        ("q.csv", 'a,"Who" won?', "line 2: its quotes do not match"),
        (
            "q.csv",
            "a,Who, in 2016, won?",
            "line 2: 4 cells where the first row has 2: put quotes around the question",
        ),
    ],
)
def test_a_bad_line_keeps_its_place_and_the_others_are_asked(tmp_path, name, content, problem):
    first, third = {
        "q.jsonl": ('{"id": "one", "question": "First?"}', '{"id": "three", "question": "Third?"}'),
        "q.csv": ("id,question", "three,Third?"),
    }[name]
    *_, bad, last = read(tmp_path, name, f"{first}\n{content}\n{third}\n")
    assert bad.problem == problem
    assert last == Question("three", "Third?")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("q.txt", "What?\n", id="without ids"),
        pytest.param("q.jsonl", '{"id": "q7", "question": "What?"}\n', id="all under one id"),
        pytest.param("q.csv", '"What" is it?\n', id="each with quotes that do not match"),
    ],
)
def test_a_hundred_thousand_lines_are_read_each_under_its_own_id(tmp_path, name, content):
    """Work that grows with the square of the lines would take this test hours."""
    count = 100_000
    path = tmp_path / name
    path.write_text(("question\n" if name == "q.csv" else "") + content * count)
    assert len({question.id for question in read_questions(path)}) == count


def test_a_second_question_under_one_id_is_named_by_its_place_and_not_lost(tmp_path):
    content = "id,question\na,Who?\na,Where?\n,Why?\nq2,When?\n"
    first, second, third, fourth = read(tmp_path, "q.csv", content)
    assert first == Question("a", "Who?")
    assert second == Question("q2_", "Where?", problem="line 3: the id a is that of line 2")
    assert (third, fourth) == (Question("q3", "Why?"), Question("q2", "When?"))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("q.txt", b"", "holds no questions"),
        ("q.txt", b"\n \r\n", "holds no questions"),
        ("q.csv", b"id,question\n", "holds no questions"),
        ("q.csv", b"id,query\n1,Who?\n", "names no column `question` or `text`"),
        ("q.jsonl", b"\xef\xbb\xbf", "holds no questions"),
        ("q.txt", "Où ?".encode("latin-1"), "is not UTF-8 (byte 1): save it as UTF-8"),
        ("q.txt", "Who?".encode("utf-16"), "is not UTF-8 (byte 0): save it as UTF-8"),
        ("q.pdf", b"Who?", "questions are read from .txt, .csv and .jsonl files"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_in_one_line(tmp_path, name, content, says):
    with pytest.raises(InputError) as refused:
        read(tmp_path, name, content)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(InputError, match=r"cannot read .*no\.txt: No such file or directory"):
        read_questions(tmp_path / "no.txt")


def test_a_dash_reads_lines_from_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Où ?\nQuand ?".encode())))
    assert asked(read_questions(STDIN)) == [("q1", "Où ?"), ("q2", "Quand ?")]


@pytest.mark.parametrize(
    ("folder", "questions", "dated"),
    [("realtimeqa-dev", 253, 253), ("timeqa-human", 1171, 0), ("nq-open-gold", 2655, 0)],
)
def test_the_queries_of_public_sets_are_all_asked(shared, folder, questions, dated):
    read_back = read_questions(shared / "data" / folder / "queries.jsonl")
    assert len(asked(read_back)) == len({question.id for question in read_back}) == questions
    assert sum(question.asked_on is not None for question in read_back) == dated
