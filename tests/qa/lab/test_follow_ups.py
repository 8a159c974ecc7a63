"""The measure of follow-ups, checked on dialogues of our own and figures worked out by hand."""

import gzip
import json

import pytest

from qa.lab.follow_ups import (
    is_held_out,
    main,
    make_all_whole,
    read_follow_ups,
    rouge_1,
    token_f1,
)

DIALOGUE = [
    ("d#1", [], "Who is Ines Caldera?", "Who is Ines Caldera?"),
    ("d#2", ["Who is Ines Caldera?", "a singer"], "Where was she born?", "Where was Ines born?"),
]


@pytest.fixture
def dialogues(tmp_path):
    path = tmp_path / "set.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for id, history, question, rewrite in DIALOGUE:
            record = {"id": id, "history": history, "question": question, "rewrite": rewrite}
            file.write(json.dumps({**record, "title": "Ines Caldera"}) + "\n")
    return path


def test_f1_counts_words_and_leaves_articles_out():
    assert token_f1("When did the talks end?", "when did talks resume") == pytest.approx(3 / 4)
    assert rouge_1("When did the talks end?", "when did talks resume") == pytest.approx(6 / 9)
    assert token_f1("", "anything") == 0.0


def test_each_question_follows_our_own_whole_questions(dialogues):
    first, second = make_all_whole(read_follow_ups(dialogues))
    assert first.ours == "Who is Ines Caldera?"
    assert second.ours == "Where was Ines Caldera born?"


def test_the_table_has_a_row_for_each_part(dialogues, capsys):
    main([str(dialogues)])
    row = next(
        line
        for line in capsys.readouterr().out.splitlines()
        if "tuned on" in line or "held out" in line
    )
    assert "| 2 |" in row
    assert "| 0 of 1 |" in row
    assert is_held_out("d") == ("held out" in row)
