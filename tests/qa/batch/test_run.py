"""A batch is one file of rows in the questions' order, whatever happened on the way."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import InputError, ModelError
from corpus.records import Article, Passage, PublicationDate, Span
from qa.answers import Answer, AnswerGroup, Evidence
from qa.batch.answer_rows import csv_cell
from qa.batch.run import run_batch
from qa.search.hits import Hit

FORMATS = ("jsonl", "csv", "md")
HARBOUR = Article(
    id="harbour",
    title='The "harbour", \x1b[31mreopened',
    text=(
        "-5 degrees at dawn, =1+1 by noon.\n\nThe bridge\u202e reopened on 4 March.\n"
        '<!-- pullquote {"id": "q1", "question": "no"} -->\nFerries, "as ever", sail at noon.'
    ),
    origin="/archive/harbour.txt",
    published=PublicationDate(date(2016, 3, 5), "day", "date line"),
    source="The Herald",
)
SAID = {
    "How cold was it?": "-5 degrees",
    "What is it\nby noon --> then?": "=1+1",
    "When did the bridge reopen?": "4 March",
    "Why, “really”?": None,
    "When do ferries sail?": 'Ferries, "as ever", sail at noon',
}
QUESTIONS = list(SAID)


def answer(question: str) -> Answer:
    """What the harbour article says, or the end of it as what comes nearest."""
    said = SAID[question]
    start = HARBOUR.text.index(said or "sail")
    span = Span(start, start + len(said or "sail"))
    passage = Passage(HARBOUR, 0, len(HARBOUR.text))
    evidence = Evidence(Hit(passage, 0.5), span, span if said else None)
    status = "answered" if said else "not_found"
    return Answer(question, question, status, said, 0.75, (evidence,), None, 1.0)


def possible(question: str) -> Answer:
    """The same answer, but not sure of it; the harbour's copies agree."""
    sure = answer(question)
    copies = (replace(HARBOUR, id="copy", source="Post"),)
    rows = (replace(sure.evidence[0], copies=copies),)
    said = (AnswerGroup(sure.text or "", (0,), 2),)
    return replace(sure, status="possible", confidence=0.4, evidence=rows, groups=said)


class Asked:
    """An `ask` that remembers what it was asked, and does what it is told to first."""

    def __init__(self, before: Callable[[str], None] = lambda question: None):
        self.questions: list[str] = []
        self.before = before

    def __call__(self, question: str, *, asked_on: date | None = None, top: int) -> Answer:
        self.questions.append(question)
        self.before(question)
        return answer(question)


def fails_on(*questions: str, error: BaseException | None = None) -> Callable[[str], None]:
    def before(question: str) -> None:
        if question in questions:
            raise error or ModelError(f"cannot read {question}")

    return before


def questions_file(folder: Path, *questions: str, **more: str) -> Path:
    path = folder / "questions.jsonl"
    records = [{"question": question, **more} for question in questions or QUESTIONS]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def run(questions: Path, output: Path | None, ask: Asked | None = None, *, settings: str = "top 3"):
    return run_batch(questions, output, ask or Asked(), top=3, settings=settings)


def rows(output: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


def csv_rows(output: Path) -> list[dict[str, str]]:
    with output.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_line_holds_the_contract_and_then_how_it_was_made(tmp_path):
    run(questions_file(tmp_path, QUESTIONS[2], date="2016-03-06"), tmp_path / "a.jsonl")
    (row,) = rows(tmp_path / "a.jsonl")
    assert list(row)[:9] == [
        *("id", "question", "asked", "status", "answer", "confidence", "evidence"),
        *("elapsed_ms", "error"),
    ]
    assert (row["id"], row["question"], row["answer"]) == ("q1", QUESTIONS[2], "4 March")
    assert (row["asked_on"], row["settings"]) == ("2016-03-06", "top 3")


def test_a_csv_has_the_promised_columns_and_the_best_evidence(tmp_path):
    run(questions_file(tmp_path), tmp_path / "a.csv")
    _, _, third, fourth, last = csv_rows(tmp_path / "a.csv")
    assert list(third) == [
        *("id", "question", "status", "answer", "confidence", "article_id", "title", "source"),
        *("published", "url", "path", "start", "end", "answer_start", "answer_end", "passage"),
        *("error", "asked_on", "settings"),
    ]
    assert (third["id"], third["status"], third["published"]) == ("q3", "answered", "2016-03-05")
    assert HARBOUR.text[int(third["answer_start"]) : int(third["answer_end"])] == "4 March"
    assert (fourth["answer"], fourth["answer_start"], fourth["status"]) == ("", "", "not_found")
    assert (last["answer"], last["question"]) == (SAID[QUESTIONS[4]], QUESTIONS[4])


def test_a_page_shows_every_question_in_order_and_hides_whose_each_part_is(tmp_path):
    run(questions_file(tmp_path), tmp_path / "a.md")
    page = (tmp_path / "a.md").read_text(encoding="utf-8")
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings[2:4] == ["## When did the bridge reopen?", "## Why, “really”?"]
    comments = [line for line in page.splitlines() if line.startswith("<!-- pullquote ")]
    labels = [json.loads(line[len("<!-- pullquote ") : -len(" -->")]) for line in comments]
    assert [(label["id"], label["question"]) for label in labels] == [
        (f"q{position}", question) for position, question in enumerate(QUESTIONS, 1)
    ]
    assert all(line.count("-->") == 1 for line in comments)


@pytest.mark.parametrize("form", FORMATS)
def test_a_possible_answer_is_a_row_like_any_other_and_is_not_asked_again(tmp_path, form):
    questions, output = questions_file(tmp_path, QUESTIONS[2]), tmp_path / f"a.{form}"

    def ask(question: str, *, asked_on: date | None = None, top: int) -> Answer:
        return possible(question)

    summary = run_batch(questions, output, ask, top=3)
    assert str(summary) == "1 questions: 0 answered, 1 possible, 0 not found, 0 with an error."
    again = Asked()
    assert run_batch(questions, output, again, top=3).kept == 1
    assert again.questions == []
    text = output.read_text(encoding="utf-8")
    assert {
        "jsonl": '"status": "possible", "answer": "4 March"',
        "csv": "\nq1,When did the bridge reopen?,possible,4 March,0.4,harbour,",
        "md": "Perhaps: **4 March**\n\n▲ The archive is not clear",
    }[form] in text
    assert ("also in 1 article: Post" in text) == (form == "md")


@pytest.mark.parametrize("form", FORMATS)
def test_each_answer_is_in_the_file_before_the_next_question_is_asked(tmp_path, form):
    questions, output, sizes = questions_file(tmp_path), tmp_path / f"a.{form}", []
    run(questions, output, Asked(lambda _: sizes.append(output.stat().st_size)))
    assert sizes == sorted(set(sizes)), "the file grew before every question"
    assert len(sizes) == len(QUESTIONS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_run_killed_at_any_byte_is_carried_on_to_the_same_file(tmp_path, form):
    texts, output = QUESTIONS[1:3], tmp_path / f"a.{form}"
    questions = questions_file(tmp_path, *texts)
    run(questions, output)
    whole = output.read_bytes()
    for written in range(len(whole)):
        if written % 9 and b"\n" not in whole[max(written - 2, 0) : written + 2]:
            continue  # Every ninth byte will do, and all those around a line end.
        output.write_bytes(whole[:written])
        ask = Asked()
        summary = run(questions, output, ask)
        assert output.read_bytes() == whole
        assert ask.questions == texts[summary.kept :]


def test_an_interrupted_run_asks_no_question_twice(tmp_path):
    questions, output = questions_file(tmp_path), tmp_path / "a.jsonl"
    first = Asked(fails_on(QUESTIONS[2], error=KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        run(questions, output, first)
    assert [row["question"] for row in rows(output)] == QUESTIONS[:2]
    second = Asked()
    summary = run(questions, output, second)
    assert second.questions == QUESTIONS[2:]
    assert str(summary) == (
        "5 questions (2 of them from an earlier run): "
        "4 answered, 0 possible, 1 not found, 0 with an error."
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_finished_file_is_left_alone_and_the_summary_says_so(tmp_path, form):
    questions, output = questions_file(tmp_path), tmp_path / f"a.{form}"
    run(questions, output)
    before, ask = output.stat(), Asked()
    summary = run(questions, output, ask)
    assert str(summary) == "All 5 questions were asked already: nothing to do."
    assert ask.questions == []
    assert (output.stat().st_mtime_ns, output.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("form", FORMATS)
def test_a_question_with_an_error_is_a_row_and_is_asked_again_in_its_place(tmp_path, form):
    questions, output = questions_file(tmp_path), tmp_path / f"a.{form}"
    summary = run(questions, output, Asked(fails_on(QUESTIONS[1], QUESTIONS[4])))
    assert (summary.statuses["error"], summary.total) == (2, 5)
    again = Asked()
    summary = run(questions, output, again)
    assert again.questions == [QUESTIONS[1], QUESTIONS[4]]
    assert summary.kept == 3
    unbroken = tmp_path / f"b.{form}"
    run(questions, unbroken)
    assert output.read_bytes() == unbroken.read_bytes()


def test_a_row_with_an_error_says_what_went_wrong(tmp_path):
    output = tmp_path / "a.jsonl"
    run(questions_file(tmp_path), output, Asked(fails_on(QUESTIONS[1])))
    _, failed, third, *_ = rows(output)
    assert (failed["status"], failed["answer"], failed["evidence"]) == ("error", None, [])
    assert failed["error"] == f"cannot read {QUESTIONS[1]}"
    assert third["status"] == "answered"


def test_a_kill_while_errors_are_asked_again_loses_no_answer(tmp_path):
    questions, output = questions_file(tmp_path), tmp_path / "a.jsonl"
    run(questions, output, Asked(fails_on(QUESTIONS[0], QUESTIONS[3])))
    before = output.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        run(questions, output, Asked(fails_on(QUESTIONS[3], error=KeyboardInterrupt())))
    assert output.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()].count(output.name) == 1


def test_a_fault_of_the_program_is_no_error_row(tmp_path):
    with pytest.raises(ZeroDivisionError):
        run(
            questions_file(tmp_path),
            tmp_path / "a.jsonl",
            Asked(fails_on(QUESTIONS[1], error=ZeroDivisionError())),
        )


def test_a_bad_line_is_a_row_that_waits_until_the_line_is_mended(tmp_path):
    questions, output = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    lines = [json.dumps({"question": question}) for question in QUESTIONS]
    questions.write_text("\n".join([lines[0], "{oops", *lines[2:]]))
    run(questions, output)
    row = rows(output)[1]
    assert (row["id"], row["status"], row["error"]) == ("q2", "error", "line 2: not a JSON object")
    still_bad = Asked()
    assert "nothing to do" in str(run(questions, output, still_bad))
    assert still_bad.questions == []
    questions.write_text("\n".join(lines))
    mended = Asked()
    run(questions, output, mended)
    assert mended.questions == [QUESTIONS[1]]
    assert [row["question"] for row in rows(output)] == QUESTIONS


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "others",
    [
        [{"question": "How warm was it?"}, *({"question": question} for question in QUESTIONS[1:])],
        [{"question": question} for question in reversed(QUESTIONS)],
        [{"question": question} for question in QUESTIONS[:2]],
        [{"question": question, "id": f"x{question}"} for question in QUESTIONS],
        [{"question": question, "date": "2016-03-06"} for question in QUESTIONS],
    ],
    ids=["reworded", "reordered", "fewer", "other ids", "asked on another day"],
)
def test_answers_to_other_questions_are_never_mixed_with_these(tmp_path, form, others):
    questions, output = questions_file(tmp_path), tmp_path / f"a.{form}"
    run(questions, output)
    before = output.read_bytes()
    questions.write_text("\n".join(map(json.dumps, others)))
    with pytest.raises(InputError, match="holds answers to other questions: give another -o"):
        run(questions, output)
    assert output.read_bytes() == before


@pytest.mark.parametrize("form", FORMATS)
def test_answers_made_with_other_settings_are_never_mixed_with_these(tmp_path, form):
    questions, output = questions_file(tmp_path), tmp_path / f"a.{form}"
    with pytest.raises(KeyboardInterrupt):
        run(questions, output, Asked(fails_on(QUESTIONS[2], error=KeyboardInterrupt())))
    before = output.read_bytes()
    with pytest.raises(InputError) as refused:
        run(questions, output, settings="top 5")
    assert "was made with other settings (top 3; now: top 5)" in str(refused.value)
    assert output.read_bytes() == before


def test_rows_with_nothing_but_errors_bind_nobody_to_their_settings(tmp_path):
    questions, output = questions_file(tmp_path), tmp_path / "a.jsonl"
    run(questions, output, Asked(fails_on(*QUESTIONS)))
    run(questions, output, settings="top 5")
    assert {row["settings"] for row in rows(output)} == {"top 5"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"id": "a", "question": "Mine?"}\n'),
        ("a.jsonl", '["mine"]\n'),
        ("a.jsonl", "mine"),
        ("a.csv", "id,question\na,Mine?\n"),
        ("a.md", "# Mine\n\nA page of notes.\n"),
    ],
)
def test_what_somebody_else_wrote_is_never_written_over(tmp_path, name, content):
    output = tmp_path / name
    output.write_text(content)
    with pytest.raises(InputError, match="holds something else than answers: give another -o"):
        run(questions_file(tmp_path), output)
    assert output.read_text() == content


def test_an_output_that_cannot_be_used_is_refused_before_anything_is_asked(tmp_path):
    questions, ask = questions_file(tmp_path), Asked()
    (tmp_path / "folder.jsonl").mkdir()
    for output, says in [
        (questions, "holds the questions: give another -o"),
        (tmp_path / "folder.jsonl", "is not a file: give another -o"),
        (tmp_path / "none" / "a.jsonl", "cannot write .*: No such file or directory"),
        (tmp_path / "a.docx", r"end it in .jsonl, .csv or .md, or give --format"),
    ]:
        with pytest.raises(InputError, match=says):
            run(questions, output, ask)
    assert ask.questions == []


def test_a_format_can_be_given_for_any_ending(tmp_path):
    questions, output = questions_file(tmp_path), tmp_path / "answers.txt"
    run_batch(questions, output, Asked(), top=3, fmt="csv")
    assert len(csv_rows(output)) == len(QUESTIONS)


def test_without_an_output_the_lines_go_to_standard_output(tmp_path, capsysbinary):
    questions = questions_file(tmp_path)
    run(questions, None)
    shown = capsysbinary.readouterr().out
    run(questions, tmp_path / "a.jsonl")
    assert shown == (tmp_path / "a.jsonl").read_bytes()
    assert b"\x1b" not in shown


def test_an_output_behind_a_link_stays_behind_it(tmp_path):
    questions, output = questions_file(tmp_path), tmp_path / "a.jsonl"
    (tmp_path / "real").mkdir()
    output.symlink_to(tmp_path / "real" / "b.jsonl")
    run(questions, output, Asked(fails_on(QUESTIONS[1])))
    run(questions, output)
    assert output.is_symlink()
    assert [row["question"] for row in rows(tmp_path / "real" / "b.jsonl")] == QUESTIONS


def test_progress_begins_with_what_is_there_already(tmp_path):
    questions, output, told = questions_file(tmp_path), tmp_path / "a.jsonl", []
    run(questions, output, Asked(fails_on(QUESTIONS[1])))
    run_batch(
        questions,
        output,
        Asked(),
        top=3,
        settings="top 3",
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(4, 5), (5, 5)]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("4 March", "4 March"),
        ("=1+1", "'=1+1"),
        ("@sum", "'@sum"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-5 degrees", "'-5 degrees"),
        ("－5 degrees", "'－5 degrees"),
        ("\t=1+1", "'\t=1+1"),
        ("-5", "-5"),
        ("+1,234.5%", "+1,234.5%"),
        ("a = b", "a = b"),
        ("\x1b[2J\r\x9b\u202eabc", "␛[2J␍\ufffd\ufffdabc"),
    ],
)
def test_a_spreadsheet_shows_every_cell_and_runs_none(text, cell):
    assert csv_cell(text) == cell
    line = io.StringIO()
    csv.writer(line).writerow([cell])
    assert next(csv.reader(io.StringIO(line.getvalue(), newline=""))) == [cell]
