"""Questions of one conversation are asked after each other, also by a run that is resumed."""

import csv
import json
from pathlib import Path

import pytest

from corpus.errors import InputError, ModelError
from corpus.records import Article, Passage, Span
from qa.answers import Answer, Evidence
from qa.batch.run import run_batch
from qa.search.hits import Hit

FORMATS = ("jsonl", "csv", "md")
TEXT = "Ines Caldera called off the strike. She spoke in Hollowmere."
QUESTIONS = [
    {"question": "Who called off the strike?", "conversation": "a"},
    {"question": "Who is Otto Rell?"},
    {"question": "Where did she speak?", "conversation": "a"},
    {"question": "Where did he speak?", "conversation": "b"},
    {"question": "Why?", "conversation": "a"},
]
ASKED = [
    "Who called off the strike?",
    "Who is Otto Rell?",
    "Where did Ines Caldera speak?",
    "Why did Ines Caldera speak in Hollowmere?",
]


def answer(question: str) -> Answer:
    """What the article says of who and where; a refusal of anything else."""
    said = {"Who c": "Ines Caldera", "Where": "Hollowmere"}.get(question[:5])
    start = TEXT.index(said or "She")
    span = Span(start, start + len(said or "She"))
    hit = Hit(Passage(Article("a", "Strike over", TEXT, "/a.txt"), 0, len(TEXT)), 0.5)
    evidence = Evidence(hit, Span(0, 35), span if said else None)
    status = "answered" if said else "not_found"
    return Answer(question, question, status, said, 0.75, (evidence,), None, 1.0)


class Asked:
    """An `ask` that remembers what it was asked, and fails where it is told to."""

    def __init__(self, failing: str = "", error: BaseException | None = None):
        self.questions: list[str] = []
        self.failing, self.error = failing, error or ModelError("no model")

    def __call__(self, question: str, **_: object) -> Answer:
        self.questions.append(question)
        if question == self.failing:
            raise self.error
        return answer(question)


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    return path


def rows(output: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


def test_a_follow_up_is_asked_whole_and_stands_in_its_row_as_it_was_typed(questions, tmp_path):
    ask, output = Asked(), tmp_path / "a.jsonl"
    run_batch(questions, output, ask, top=3)
    assert ask.questions == ASKED
    found = rows(output)
    assert [row["question"] for row in found] == [each["question"] for each in QUESTIONS]
    assert [row["asked"] for row in found] == [*ASKED[:3], "Where did he speak?", ASKED[3]]
    assert [row["conversation"] for row in found] == ["a", None, "a", "b", "a"]
    assert list(found[0])[-1] == "conversation"


def test_what_cannot_be_understood_is_a_refusal_with_a_note(questions, tmp_path):
    run_batch(questions, tmp_path / "a.jsonl", Asked(), top=3)
    row = rows(tmp_path / "a.jsonl")[3]
    assert (row["status"], row["answer"], row["evidence"]) == ("not_found", None, [])
    assert row["note"] == "I do not see who “he” is: ask with a name."
    assert (row["searched"], row["error"]) == (None, None)


def test_a_table_of_conversations_has_three_more_columns(questions, tmp_path):
    run_batch(questions, tmp_path / "a.csv", Asked(), top=3)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert list(table[0])[-3:] == ["asked", "conversation", "note"]
    assert (table[2]["asked"], table[2]["conversation"]) == (ASKED[2], "a")
    assert table[3]["note"] == "I do not see who “he” is: ask with a name."


def test_a_page_shows_the_note_and_not_that_the_archive_is_silent(questions, tmp_path):
    run_batch(questions, tmp_path / "a.md", Asked(), top=3)
    page = (tmp_path / "a.md").read_text(encoding="utf-8")
    part = page.partition("## Where did he speak?")[2].partition("<!--")[0]
    assert part.strip() == "I do not see who “he” is: ask with a name."
    assert "Searched for: Where did Ines Caldera speak?" in page


@pytest.mark.parametrize("form", FORMATS)
def test_a_run_killed_within_a_conversation_is_carried_on_to_the_same_file(
    questions, tmp_path, form
):
    whole, broken = tmp_path / f"whole.{form}", tmp_path / f"broken.{form}"
    run_batch(questions, whole, Asked(), top=3)
    with pytest.raises(KeyboardInterrupt):
        run_batch(questions, broken, Asked(ASKED[3], KeyboardInterrupt()), top=3)
    again = Asked()
    summary = run_batch(questions, broken, again, top=3)
    assert broken.read_bytes() == whole.read_bytes()
    assert summary.kept == 4
    # The turns that it keeps are asked again for what they answer.
    assert again.questions == [ASKED[0], ASKED[2], ASKED[3]]


@pytest.mark.parametrize("form", FORMATS)
def test_turns_after_an_error_are_asked_again_with_it(questions, tmp_path, form):
    whole, output = tmp_path / f"whole.{form}", tmp_path / f"a.{form}"
    run_batch(questions, whole, Asked(), top=3)
    run_batch(questions, output, Asked(ASKED[0]), top=3)
    assert output.read_bytes() != whole.read_bytes()
    again = Asked()
    summary = run_batch(questions, output, again, top=3)
    assert output.read_bytes() == whole.read_bytes()
    assert (summary.kept, again.questions) == (2, [ASKED[0], *ASKED[2:]])


@pytest.mark.parametrize("form", FORMATS)
def test_a_finished_file_is_left_alone(questions, tmp_path, form):
    output, ask = tmp_path / f"a.{form}", Asked()
    run_batch(questions, output, Asked(), top=3)
    assert "nothing to do" in str(run_batch(questions, output, ask, top=3))
    assert ask.questions == []


def test_turns_of_another_conversation_are_other_questions(questions, tmp_path):
    run_batch(questions, tmp_path / "a.jsonl", Asked(), top=3)
    questions.write_text(questions.read_text().replace('"a"', '"c"'))
    with pytest.raises(InputError, match="holds answers to other questions"):
        run_batch(questions, tmp_path / "a.jsonl", Asked(), top=3)


def test_rows_of_an_earlier_version_are_carried_on(tmp_path):
    questions, output = tmp_path / "q.txt", tmp_path / "a.jsonl"
    questions.write_text("Who is Otto Rell?\n")
    run_batch(questions, output, Asked(), top=3)
    (row,) = rows(output)
    earlier = {name: row[name] for name in row if name not in ("conversation", "note")}
    output.write_text(json.dumps(earlier) + "\n", encoding="utf-8")
    assert run_batch(questions, output, Asked(), top=3).kept == 1


def test_what_else_an_article_says_is_looked_for_in_that_article_alone(tmp_path):
    asked = ["Who called off the strike?", "What else does it say about Hollowmere?", "And then?"]
    path = tmp_path / "questions.jsonl"
    path.write_text(
        "\n".join(json.dumps({"question": each, "conversation": "a"}) for each in asked)
    )
    article = Article("a", "Strike over", f"{TEXT} Trams run again.", "/a.txt")
    ask, output = Asked(), tmp_path / "a.jsonl"
    run_batch(path, output, ask, top=3, find_article={"a": article}.get)
    assert ask.questions == asked[:1]
    found = rows(output)
    assert [row["question"] for row in found] == asked
    assert [row["answer"] for row in found] == [
        "Ines Caldera",
        "She spoke in Hollowmere.",
        "Trams run again.",
    ]
    assert found[1]["asked"] == "What else does the article “Strike over” say about Hollowmere?"
    again = Asked()
    assert run_batch(path, output, again, top=3, find_article={"a": article}.get).kept == 3
    assert again.questions == []
