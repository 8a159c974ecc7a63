"""`pullquote watch`, as a user and a cron job call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qa.archive_changes import add_files
from qa.cli import cli

Pullquote = Callable[..., Result]

STORY = (
    "Harbour bridge closes for repairs\n\nMarch 1, 2021\n\n"
    "The harbour bridge in Port Tallis closed on Monday. "
    "Chief engineer Ines Caldera said 14 cables must be replaced.\n"
)
LATER = (
    "More cables are bad\n\nMay 1, 2021\n\n"
    "Chief engineer Ines Caldera said 32 cables of the harbour bridge must be replaced.\n"
)
QUESTION = "how many cables must be replaced on the harbour bridge?"


@pytest.fixture
def pullquote(tmp_path: Path, exported_model: Path, monkeypatch: pytest.MonkeyPatch) -> Pullquote:
    monkeypatch.setenv("PULLQUOTE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "100")

    def run(*args: str) -> Result:
        return CliRunner().invoke(cli, ["--archive", str(tmp_path / "archive"), *args])

    add(tmp_path, "bridge", STORY)
    return run


def add(folder: Path, name: str, story: str) -> None:
    (folder / f"{name}.txt").write_text(story)
    add_files([folder / f"{name}.txt"], folder / "archive", None, lambda _: None)


def test_saved_questions_tell_what_is_new_and_exit_codes_say_whether(
    pullquote: Pullquote, tmp_path: Path
) -> None:
    assert pullquote("watch", "run").exit_code == 2
    assert "saved as" in pullquote("watch", "add", QUESTION).stdout
    (listed,) = pullquote("watch", "list", "--json").stdout.splitlines()
    assert (json.loads(listed)["question"], json.loads(listed)["seen"]) == (QUESTION, None)
    first = pullquote("watch", "run")
    assert (first.exit_code, "Asked for the first time." in first.stdout) == (0, True)
    silent = pullquote("watch", "run")
    assert (silent.exit_code, silent.stdout, silent.stderr) == (1, "", "")
    add(tmp_path, "later", LATER)
    news = pullquote("watch", "run", "--json")
    record = json.loads(news.stdout)
    assert (news.exit_code, record["outcome"], record["answer_changed"]) == (0, "new", True)
    assert (record["earlier_answer"], record["answer"]["answer"]) == ("14", "32")
    assert len(record["new_articles"]) == 1
    id = json.loads(listed)["id"]
    assert pullquote("watch", "remove", id[:4]).stdout == f"saved question {id} is removed\n"
    assert pullquote("watch").stdout == ""


def test_a_file_of_questions_is_watched_too(pullquote: Pullquote, tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    file.write_text(f"{QUESTION}\n???\n")
    run = pullquote("watch", "run", "--file", str(file), "--json")
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert [each["outcome"] for each in found] == ["first", "error"]
    assert run.exit_code == 2
    assert found[1]["error"].startswith("the question is empty")
    file.write_text(f"{QUESTION}\n")
    assert pullquote("watch", "run", "--file", str(file)).exit_code == 1
